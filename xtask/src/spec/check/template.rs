//! Texts with names in braces: paths and server URLs.
//!
//! Responsible for: splitting them. Not for: whether the names are declared.

use std::collections::HashSet;

/// The names in braces, in order; or what is wrong with the braces.
pub(super) fn names(text: &str) -> Result<Vec<&str>, String> {
    let mut names = Vec::new();
    let mut seen = HashSet::new();
    let mut rest = text;
    while let Some(at) = rest.find(['{', '}']) {
        let (_, from) = rest.split_at(at);
        let Some(inside) = from.strip_prefix('{') else {
            return Err("a `}` has no `{` before it".to_owned());
        };
        let Some(end) = inside
            .find(['{', '}', '/'])
            .filter(|end| inside[*end..].starts_with('}'))
        else {
            return Err("a `{` has no `}` after it".to_owned());
        };
        let name = &inside[..end];
        if name.is_empty() {
            return Err("there is no name in `{}`".to_owned());
        }
        if !seen.insert(name) {
            return Err(format!("`{{{name}}}` stands there twice"));
        }
        names.push(name);
        rest = &inside[end + 1..];
    }
    Ok(names)
}

/// A path with all names taken out, so that paths which differ only in them are equal.
pub(super) fn without_names(text: &str) -> String {
    let mut plain = String::with_capacity(text.len());
    let mut inside = false;
    for c in text.chars() {
        match c {
            '{' => {
                inside = true;
                plain.push('{');
            }
            '}' => {
                inside = false;
                plain.push('}');
            }
            c if !inside => plain.push(c),
            _ => {}
        }
    }
    plain
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_come_in_order() {
        assert_eq!(names("/v1/{A}/x/{B}.json").unwrap(), ["A", "B"]);
        assert_eq!(names("/v1").unwrap(), [""; 0]);
        assert_eq!(without_names("/v1/{A}/x"), "/v1/{}/x");
    }

    #[test]
    fn bad_braces_are_refused() {
        for path in [
            "/{", "/}", "/{a", "/{a/b}", "/{{a}}", "/{}", "/{a}/{a}", "/a}{", "/{a}}",
        ] {
            assert!(names(path).is_err(), "{path}");
        }
    }
}
