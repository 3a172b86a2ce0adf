//! The segments of a path that name something, for those who make names of paths.

/// Those that are not parameters, without version prefixes and extensions.
pub fn fixed(template: &str) -> impl Iterator<Item = &str> {
    template
        .split('/')
        .filter(|segment| !segment.is_empty() && !segment.contains('{') && !is_version(segment))
        .map(|segment| segment.trim_end_matches(".json"))
}

/// `v1`, `2010-04-01`.
fn is_version(segment: &str) -> bool {
    let digits = segment.strip_prefix(['v', 'V']).unwrap_or(segment);
    !digits.is_empty()
        && digits
            .chars()
            .all(|c| c.is_ascii_digit() || matches!(c, '-' | '.'))
}

#[cfg(test)]
mod tests {
    use super::fixed;

    #[test]
    fn parameters_versions_and_extensions_name_nothing() {
        let fixed = |template| fixed(template).collect::<Vec<_>>();
        assert_eq!(fixed("/v1/A/{Sid}/B.json"), ["A", "B"]);
        assert_eq!(fixed("/2010-04-01/Accounts"), ["Accounts"]);
        assert_eq!(fixed("/"), [""; 0]);
    }
}
