//! A recorded path held against the template of an operation.
//!
//! Responsible for: finding the parameters in it. Not for: what becomes of them, see [`super::Call`].

use percent_encoding::percent_decode_str;

use crate::recording::Fields;

/// The parameters that make a template such as `/v1/EndUsers/{Sid}` the path; `None` when nothing
/// does.
pub(super) fn match_path(template: &str, path: &str) -> Option<Fields> {
    let mut parameters = Fields::default();
    let (mut wanted, mut given) = (template.split('/'), path.split('/'));
    loop {
        match (wanted.next(), given.next()) {
            (None, None) => return Some(parameters),
            (Some(wanted), Some(given)) => {
                let given = percent_decode_str(given).decode_utf8().ok()?;
                match_segment(wanted, &given, &mut parameters)?;
            }
            _ => return None,
        }
    }
}

/// Matches one segment, such as `{Sid}.json`: a parameter ends where the text after it begins, and
/// the last one where the text after it ends the segment.
fn match_segment(wanted: &str, given: &str, parameters: &mut Fields) -> Option<()> {
    let Some((before, wanted)) = wanted.split_once('{') else {
        return (wanted == given).then_some(());
    };
    let given = given.strip_prefix(before)?;
    let (name, wanted) = wanted.split_once('}')?;
    let value = match wanted.split_once('{') {
        Some((between, _)) => given.split_once(between)?.0,
        None => given.strip_suffix(wanted)?,
    };
    if value.is_empty() {
        return None;
    }
    parameters.push(name, value);
    match_segment(wanted, given.strip_prefix(value)?, parameters)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_segment_can_hold_more_than_a_parameter() {
        for (template, path, expected) in [
            ("/a/{Sid}.json", "/a/x.json", Some(vec![("Sid", "x")])),
            (
                "/a/{Sid}.json",
                "/a/x.json.json",
                Some(vec![("Sid", "x.json")]),
            ),
            ("/a/{Sid}.json", "/a/.json", None),
            ("/a/{Sid}.json", "/a/x", None),
            (
                "/a/b-{A}:{B}",
                "/a/b-1%2F:2",
                Some(vec![("A", "1/"), ("B", "2")]),
            ),
            ("/a/b-{A}:{B}", "/a/1:2", None),
            ("/a/{A}{B}", "/a/12", None),
            ("/a/{A}", "/a/1/", None),
        ] {
            let found = match_path(template, path);
            let found = found.map(|fields| {
                let pairs = fields.pairs();
                pairs
                    .map(|(name, value)| (name.to_owned(), value.to_owned()))
                    .collect::<Vec<_>>()
            });
            let expected = expected.map(|pairs| {
                let pairs = pairs.into_iter();
                pairs
                    .map(|(name, value)| (name.to_owned(), value.to_owned()))
                    .collect()
            });
            assert_eq!(found, expected, "{template} {path}");
        }
    }
}
