//! Text of the document as doc comments that rustdoc and rustc take without complaint.
//!
//! Responsible for: paragraphs, code blocks (never doctests), line lengths, invisible characters.
//! Not for: what stands inside a line (`markdown`), and not for what is said about an item besides
//! the text of the document (`emit`).

use std::borrow::Cow;

use crate::ir::{Docs, is_unseen};

use super::markdown::{list_mark, prose};

/// Width of a comment's text: emitted code is read in reviews.
const WIDTH: usize = 92;

/// Lines of safe Markdown for the texts that are given, a paragraph each.
pub(super) fn docs<'a>(texts: impl IntoIterator<Item = Option<&'a str>>) -> Docs {
    let mut lines: Vec<String> = Vec::new();
    for text in texts.into_iter().flatten() {
        let paragraph = paragraph(text);
        if paragraph.is_empty() || lines == paragraph {
            continue;
        }
        if !lines.is_empty() {
            lines.push(String::new());
        }
        lines.extend(paragraph);
    }
    Docs { lines }
}

fn paragraph(text: &str) -> Vec<String> {
    let text = if text.contains('\r') {
        Cow::Owned(text.replace("\r\n", "\n"))
    } else {
        Cow::Borrowed(text)
    };
    let mut lines: Vec<String> = Vec::new();
    let mut fence: Option<String> = None;
    // How far the text of the list item that is open is indented.
    let mut indent = 0;
    for raw in text.split(['\n', '\r']) {
        let line = visible(raw);
        let trimmed = line.trim();
        let marker = fence_marker(trimmed);
        match (&fence, marker) {
            (Some(open), Some(marker))
                if trimmed == marker && marker.starts_with(open.as_str()) =>
            {
                lines.push(marker.to_owned());
                fence = None;
            }
            (Some(_), _) => lines.push(line.trim_end().to_owned()),
            (None, Some(marker)) => {
                // Untagged code would be compiled and run as a doctest.
                lines.push(format!("{marker}text"));
                fence = Some(marker.to_owned());
                indent = 0;
            }
            (None, None) if trimmed.is_empty() => {
                if lines.last().is_some_and(|last| !last.is_empty()) {
                    lines.push(String::new());
                }
                indent = 0;
            }
            (None, None) => {
                let words: Vec<&str> = trimmed.split_whitespace().collect();
                let line = words.join(" ");
                let safe = prose(&line);
                let mark = list_mark(&safe).map(str::len);
                let first = if mark.is_some() { 0 } else { indent };
                indent = mark.unwrap_or(indent);
                wrap(&safe, first, indent, &mut lines);
            }
        }
    }
    lines.extend(fence);
    while lines.last().is_some_and(String::is_empty) {
        lines.pop();
    }
    lines
}

/// The backticks or tildes that open or close a code block. Backticks with others behind them on
/// the same line are a code span.
fn fence_marker(line: &str) -> Option<&str> {
    let mark = line.chars().next().filter(|c| matches!(c, '`' | '~'))?;
    let rest = line.trim_start_matches(mark);
    let marker = &line[..line.len() - rest.len()];
    (marker.len() >= 3 && !(mark == '`' && rest.contains('`'))).then_some(marker)
}

/// Replaces characters that change how source text reads without being seen.
fn visible(line: &str) -> Cow<'_, str> {
    if line.bytes().all(|byte| matches!(byte, b' '..=b'~')) {
        return Cow::Borrowed(line);
    }
    line.chars()
        .map(|c| match c {
            '\t' | '\u{85}' | '\u{a0}' | '\u{2028}' | '\u{2029}' => ' ',
            c if is_unseen(c) => char::REPLACEMENT_CHARACTER,
            c => c,
        })
        .collect()
}

/// Breaks a long line between words, but never where the next line would begin with a mark that
/// Markdown reads as a list, a quote, a heading or a fence, and never inside a code span.
fn wrap(line: &str, first: usize, indent: usize, lines: &mut Vec<String>) {
    let mut current = " ".repeat(first);
    let mut width = first;
    let mut is_empty = true;
    let mut in_code = false;
    for word in line.split(' ') {
        let starts_plain = word.starts_with(|c: char| c.is_alphabetic() || matches!(c, '`' | '\\'))
            && !word.starts_with("```");
        let length = word.chars().count();
        if width + 1 + length > WIDTH && starts_plain && !in_code && !is_empty {
            lines.push(std::mem::replace(&mut current, " ".repeat(indent)));
            width = indent;
        } else if !is_empty {
            current.push(' ');
            width += 1;
        }
        in_code ^= word.matches('`').count() % 2 == 1;
        current.push_str(word);
        width += length;
        is_empty = false;
    }
    lines.push(current);
}

#[cfg(test)]
mod tests {
    use super::*;

    fn lines(text: &str) -> Vec<String> {
        docs([Some(text)]).lines
    }

    #[test]
    fn code_blocks_are_never_doctests() {
        for (text, safe) in [
            (
                "a\n```\nfn main() {}\n```\nb",
                "a\n```text\nfn main() {}\n```\nb",
            ),
            ("~~~rust\nx", "~~~text\nx\n~~~"),
            ("```rust `x` ```", "```rust `x` ```"),
            ("    let x = 1;", "let x = 1;"),
            ("a\n\n\tlet x = 1;", "a\n\nlet x = 1;"),
            ("-      let x = 1;", "- let x = 1;"),
            ("- a\n\n      let x = 1;", "- a\n\nlet x = 1;"),
            ("- ```\nx\n", "- \\`\\`\\`\n  x"),
            ("> ```\n> x", "\\> \\`\\`\\`\n\\> x"),
        ] {
            assert_eq!(lines(text).join("\n"), safe, "{text:?}");
        }
    }

    #[test]
    fn line_ends_and_invisible_characters_do_no_harm() {
        assert_eq!(lines("a\r\nb\r\n\r\nc\rd"), ["a", "b", "", "c", "d"]);
        assert_eq!(lines("bidi \u{202e}x\u{0}"), ["bidi \u{fffd}x\u{fffd}"]);
    }

    #[test]
    fn long_lines_break_where_markdown_does_not_notice() {
        let text = format!(
            "{}- no list `and no {}` break",
            "word ".repeat(18),
            "span ".repeat(5)
        );
        let wrapped = lines(&text);
        assert!(wrapped.len() > 1, "{wrapped:?}");
        assert_eq!(wrapped.join(" "), text);
        assert!(
            wrapped.iter().all(|line| !line.starts_with('-')),
            "{wrapped:?}"
        );
        assert!(
            wrapped
                .iter()
                .all(|line| line.matches('`').count() % 2 == 0),
            "{wrapped:?}"
        );
    }

    #[test]
    fn list_items_go_on_below_their_text() {
        let wrapped = lines(&format!("1. {}\nend\n\nnew", "word ".repeat(30)));
        assert!(wrapped[1].starts_with("   word"), "{wrapped:?}");
        assert_eq!(wrapped[2..], ["   end", "", "new"]);
    }

    #[test]
    fn equal_texts_are_said_once() {
        assert_eq!(docs([Some("Same."), Some("Same."), None]).lines, ["Same."]);
        assert_eq!(
            docs([Some("One."), Some("Two.")]).lines,
            ["One.", "", "Two."]
        );
    }
}
