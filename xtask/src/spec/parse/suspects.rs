//! Problems that the YAML and JSON libraries hide, so that only the text itself can prove them.
//!
//! Responsible for: whole numbers that silently became floats, and core tags such as `!!binary`
//! that are silently ignored. Not for: deciding when to look; `parse` does, seldom.

use super::super::locate::Index;
use super::strict::{Problem, TAG_HELP};

/// Whether a text may hold tags that the library hides; cheap, and may say yes needlessly.
pub(super) fn may_hold_tags(text: &str) -> bool {
    if text.contains("%TAG") {
        return true;
    }
    text.match_indices('!').any(|(at, _)| {
        let before = text[..at].chars().next_back();
        let after = &text[at + 1..];
        let begins = before.is_none_or(|c| c.is_whitespace() || "[{,:-".contains(c));
        begins && (after.starts_with('<') || after.starts_with('!'))
    })
}

/// The tags outside of YAML's core schema.
pub(super) fn tags(index: &Index<'_>) -> Vec<Problem> {
    let refused = index.tags.iter().filter(|(_, tag)| !is_core(tag));
    refused
        .map(|(pointer, tag)| Problem {
            id: "yaml-tag",
            pointer: pointer.clone(),
            occurrence: 0,
            message: format!("the YAML tag `{tag}` has no meaning here"),
            help: TAG_HELP,
            fatal: false,
        })
        .collect()
}

fn is_core(tag: &str) -> bool {
    // `!name` is the library's own kind of tag and already reported by `strict`.
    let Some(name) = tag.strip_prefix("tag:yaml.org,2002:") else {
        return tag.starts_with('!');
    };
    matches!(
        name,
        "str" | "int" | "float" | "bool" | "null" | "map" | "seq"
    )
}

/// Those of the suspect numbers which are written as whole numbers.
pub(super) fn numbers(text: &str, index: &Index<'_>, suspects: Vec<String>) -> Vec<Problem> {
    let mut problems = Vec::new();
    for pointer in suspects {
        let Some(start) = index.value_offset(&pointer) else {
            continue;
        };
        let Some(rest) = text.get(start..) else {
            continue;
        };
        let digits = rest.strip_prefix(['-', '+']).unwrap_or(rest);
        let end = digits
            .find(|c: char| !c.is_ascii_digit())
            .unwrap_or(digits.len());
        if end == 0 || digits[end..].starts_with(['.', 'e', 'E']) {
            continue;
        }
        problems.push(Problem {
            id: "number-too-large",
            pointer,
            occurrence: 0,
            message: "the whole number is too large".to_owned(),
            help: "use a number between -9223372036854775808 and 18446744073709551615, or a text",
            fatal: false,
        });
    }
    problems
}
