//! Problems that the YAML and JSON libraries hide, so that only the text itself can prove them.
//!
//! Responsible for: whole numbers that silently became floats, and core tags such as `!!binary`
//! that are silently ignored. Not for: deciding when to look; `parse` does, seldom.

use super::super::locate::Index;
use super::reading::{Explanation, Problem};
use super::strict::{NUMBER_HELP, TAG_HELP};

/// What `!!` stands for.
const CORE: &str = "tag:yaml.org,2002:";

/// Whether a text may hold tags that the library hides; cheap, and may say yes needlessly.
pub(super) fn may_hold_tags(text: &str) -> bool {
    let mut marks = text.match_indices('!');
    text.contains("%TAG")
        || marks.any(|(at, _)| {
            let before = text[..at].chars().next_back();
            let begins = before.is_none_or(|c| c.is_whitespace() || "[{,:-".contains(c));
            begins && text[at + 1..].starts_with(['!', '<'])
        })
}

/// The tags outside of YAML's core schema.
pub(super) fn tags(index: &Index<'_>) -> Vec<Problem> {
    let refused = index.tags.iter().filter(|(_, tag)| !is_core(tag));
    refused
        .map(|(pointer, tag)| {
            let message = format!(
                "the YAML tag `{}` has no meaning here",
                tag.replace(CORE, "!!")
            );
            problem(pointer.clone(), ("yaml-tag", message, TAG_HELP))
        })
        .collect()
}

fn is_core(tag: &str) -> bool {
    // `!name` is the library's own kind of tag and already reported by `strict`.
    let Some(name) = tag.strip_prefix(CORE) else {
        return tag.starts_with('!');
    };
    matches!(
        name,
        "str" | "int" | "float" | "bool" | "null" | "map" | "seq"
    )
}

/// Those of the suspect numbers which are written as whole numbers.
pub(super) fn numbers(text: &str, index: &Index<'_>, suspects: Vec<String>) -> Vec<Problem> {
    let whole = suspects.into_iter().filter(|pointer| {
        let rest = index
            .value_offset(pointer)
            .and_then(|start| text.get(start..));
        rest.is_some_and(starts_with_whole_number)
    });
    whole
        .map(|pointer| {
            let message = "the whole number is too large".to_owned();
            problem(pointer, ("number-too-large", message, NUMBER_HELP))
        })
        .collect()
}

fn starts_with_whole_number(text: &str) -> bool {
    let digits = text.strip_prefix(['-', '+']).unwrap_or(text);
    let rest = digits.trim_start_matches(|c: char| c.is_ascii_digit());
    rest.len() < digits.len() && !rest.starts_with(['.', 'e', 'E'])
}

fn problem(pointer: String, (id, message, help): Explanation) -> Problem {
    Problem {
        id,
        pointer,
        occurrence: 0,
        message,
        help,
        fatal: false,
    }
}
