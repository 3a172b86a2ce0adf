//! Problems that the YAML and JSON libraries hide, so that only the text itself can prove them.
//!
//! Responsible for: whole numbers that silently became floats, and core tags such as `!!binary`
//! that are silently ignored. Not for: deciding when to look; `parse` does, seldom.

use super::super::locate::{Index, Tagged};
use super::reading::{Explanation, Problem};
use super::strict::{NUMBER_HELP, TAG_HELP};

/// What `!!` stands for.
const CORE: &str = "tag:yaml.org,2002:";

/// Whether a text may hold tags that the library hides; cheap, and may say yes needlessly.
pub(super) fn may_hold_tags(text: &str) -> bool {
    text.match_indices('%')
        .any(|(at, _)| text[at..].starts_with("%TAG"))
        || may_begin(text, '!', |c| matches!(c, '!' | '<'))
}

/// Whether a text may hold anchors; cheap, and may say yes needlessly.
pub(super) fn may_hold_anchors(text: &str) -> bool {
    may_begin(text, '&', |c| !c.is_whitespace())
}

/// Whether a mark may begin a value, with such a character after it.
fn may_begin(text: &str, mark: char, after: impl Fn(char) -> bool) -> bool {
    text.match_indices(mark).any(|(at, _)| {
        let before = text[..at].chars().next_back();
        let begins = before.is_none_or(|c| c.is_whitespace() || "[{,:-".contains(c));
        begins && text[at + 1..].starts_with(&after)
    })
}

/// The tags outside of YAML's core schema.
pub(super) fn tags(index: &Index<'_>) -> Vec<Problem> {
    let refused = index.tags.iter().filter(|tagged| !is_core(&tagged.tag));
    refused
        .map(
            |Tagged {
                 pointer,
                 tag,
                 place,
             }| {
                let message = format!(
                    "the YAML tag `{}` has no meaning here",
                    tag.replace(CORE, "!!")
                );
                let problem = problem(pointer.clone(), ("yaml-tag", message, TAG_HELP));
                Problem {
                    place: Some(*place),
                    ..problem
                }
            },
        )
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
    let mut problems = Vec::new();
    for pointer in suspects {
        let rest = index
            .value_offset(&pointer)
            .and_then(|start| text.get(start..));
        if let Some(number) = rest.and_then(whole_number) {
            let dots = if number.len() > SHOWN { "…" } else { "" };
            let shown = &number[..number.len().min(SHOWN)];
            let message = format!("the whole number {shown}{dots} is too large");
            problems.push(problem(pointer, ("number-too-large", message, NUMBER_HELP)));
        }
    }
    problems
}

/// Most digits of a number that a message shows.
const SHOWN: usize = 40;

/// The whole number at the start of a text; nothing if it is another kind of number.
fn whole_number(text: &str) -> Option<&str> {
    let digits = text.strip_prefix(['-', '+']).unwrap_or(text);
    let rest = digits.trim_start_matches(|c: char| c.is_ascii_digit());
    let is_whole = rest.len() < digits.len() && !rest.starts_with(['.', 'e', 'E']);
    is_whole.then(|| &text[..text.len() - rest.len()])
}

fn problem(pointer: String, (id, message, help): Explanation) -> Problem {
    Problem {
        id,
        pointer,
        occurrence: 0,
        place: None,
        message,
        help,
        fatal: false,
    }
}
