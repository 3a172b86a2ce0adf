//! Text of the document as doc comments that rustdoc and rustc take without complaint.
//!
//! Responsible for: escaping everything that the author of the text did not mean as Rust
//! documentation: doctests, intra-doc links, raw HTML, headings, invisible characters.
//! Not for: what is said about an item besides the text of the document (`emit`).

use crate::ir::Docs;

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
    let mut lines = Vec::new();
    let mut fence: Option<String> = None;
    for raw in text.split(['\n', '\r']) {
        let line = visible(raw);
        let trimmed = line.trim();
        let marker: String = trimmed
            .chars()
            .take_while(|c| matches!(c, '`' | '~'))
            .collect();
        let is_fence = marker.len() >= 3 && marker.chars().all(|c| marker.starts_with(c));
        match &fence {
            Some(open) if is_fence && trimmed == marker && marker.starts_with(open.as_str()) => {
                lines.push(marker);
                fence = None;
            }
            Some(_) => lines.push(line.trim_end().to_owned()),
            None if is_fence => {
                // Untagged code would be compiled and run as a doctest.
                lines.push(format!("{marker}text"));
                fence = Some(marker);
            }
            None if trimmed.is_empty() => {
                if lines.last().is_some_and(|last: &String| !last.is_empty()) {
                    lines.push(String::new());
                }
            }
            None => lines.extend(wrap(&prose(trimmed))),
        }
    }
    lines.extend(fence);
    while lines.last().is_some_and(String::is_empty) {
        lines.pop();
    }
    lines
}

/// Replaces characters that change how source text reads without being seen.
fn visible(line: &str) -> String {
    line.chars()
        .map(|c| match c {
            '\t' | '\u{a0}' | '\u{2028}' | '\u{2029}' | '\u{85}' => ' ',
            '\u{202a}'..='\u{202e}' | '\u{2066}'..='\u{2069}' | '\u{200b}'..='\u{200f}' => {
                '\u{fffd}'
            }
            '\u{feff}' => '\u{fffd}',
            c if c.is_control() => '\u{fffd}',
            c => c,
        })
        .collect()
}

/// Width of a comment's text: emitted code is read in reviews.
const WIDTH: usize = 92;

/// Breaks a long line between words, but never where the next line would begin with a mark that
/// Markdown reads as a list, a quote, a heading or a fence, and never inside a code span.
fn wrap(line: &str) -> Vec<String> {
    let mut lines = Vec::new();
    let mut current = String::new();
    let mut in_code = false;
    for word in line.split(' ') {
        let starts_plain = word.starts_with(|c: char| c.is_alphabetic() || c == '`' || c == '\\')
            && !word.starts_with("```");
        let full = current.chars().count() + 1 + word.chars().count() > WIDTH;
        if full && starts_plain && !in_code && !current.is_empty() {
            lines.push(std::mem::take(&mut current));
        } else if !current.is_empty() {
            current.push(' ');
        }
        in_code ^= word.matches('`').count() % 2 == 1;
        current.push_str(word);
    }
    lines.push(current);
    lines
}

/// Escapes one line of text outside code blocks. Leading space is gone already, so that no line
/// becomes an indented code block.
fn prose(line: &str) -> String {
    let mut out = String::with_capacity(line.len() + 8);
    // A heading would end the section that the comment puts the text in; so would an underline.
    if line.starts_with('#') || line.chars().all(|c| matches!(c, '-' | '=' | ' ')) {
        out.push('\\');
    }
    let mut rest = line;
    while let Some(c) = rest.chars().next() {
        if c == '`' {
            let ticks = rest.len() - rest.trim_start_matches('`').len();
            let after = &rest[ticks..];
            if let Some(end) = closing(after, ticks) {
                let length = ticks + end + ticks;
                out.push_str(&rest[..length]);
                rest = &rest[length..];
            } else {
                for _ in 0..ticks {
                    out.push_str("\\`");
                }
                rest = after;
            }
            continue;
        }
        if c == '\\' {
            // Keeps what the author escaped, and a lone backslash as itself.
            let next = rest[1..].chars().next();
            out.push('\\');
            match next {
                Some(next) if next.is_ascii_punctuation() => {
                    out.push(next);
                    rest = &rest[2..];
                }
                _ => {
                    out.push('\\');
                    rest = &rest[1..];
                }
            }
            continue;
        }
        if let Some(length) = link(rest) {
            out.push_str(&rest[..length]);
            rest = &rest[length..];
            continue;
        }
        if let Some(length) = url(rest) {
            let starts_word = !out.ends_with(|c: char| c.is_ascii_alphanumeric());
            if starts_word {
                out.push('<');
                out.push_str(&rest[..length]);
                out.push('>');
            } else {
                out.push_str(&rest[..length]);
            }
            rest = &rest[length..];
            continue;
        }
        if matches!(c, '[' | ']' | '<' | '>') {
            out.push('\\');
        }
        out.push(c);
        rest = &rest[c.len_utf8()..];
    }
    out
}

/// Where a code span of this many backticks closes.
fn closing(text: &str, ticks: usize) -> Option<usize> {
    let mut from = 0;
    while let Some(found) = text[from..].find('`') {
        let start = from + found;
        let run = text[start..].len() - text[start..].trim_start_matches('`').len();
        if run == ticks {
            return Some(start);
        }
        from = start + run;
    }
    None
}

/// The length of `[text](https://…)`, the only link that is left alone.
fn link(text: &str) -> Option<usize> {
    let inner = text.strip_prefix('[')?;
    let close = inner.find(']')?;
    if inner[..close].contains(['[', '`', '<', '\\']) {
        return None;
    }
    let target = inner[close + 1..].strip_prefix('(')?;
    let length = url(target)?;
    target[length..]
        .starts_with(')')
        .then_some(1 + close + 2 + length + 1)
}

/// The length of a URL at the start of the text.
fn url(text: &str) -> Option<usize> {
    if !text.starts_with("https://") && !text.starts_with("http://") {
        return None;
    }
    let end = text
        .find(|c: char| c.is_whitespace() || c.is_control() || "<>\"'`\\()[]{}|^*".contains(c))
        .unwrap_or(text.len());
    let trimmed = text[..end].trim_end_matches(['.', ',', ';', ':', '!', '?']);
    (trimmed.len() > "https://".len()).then_some(trimmed.len())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn lines(text: &str) -> Vec<String> {
        docs([Some(text)]).lines
    }

    #[test]
    fn hostile_text_is_escaped() {
        for (text, safe) in [
            ("Ends */ here", "Ends */ here"),
            ("See [foo] and [bar](baz)", r"See \[foo\] and \[bar\](baz)"),
            (
                "See [docs](https://example.com/a).",
                "See [docs](https://example.com/a).",
            ),
            ("At https://example.com/x.", "At <https://example.com/x>."),
            ("Vec<String> of <b>", r"Vec\<String\> of \<b\>"),
            ("Use `[code]` as is", "Use `[code]` as is"),
            ("A lone ` tick [x]", r"A lone \` tick \[x\]"),
            ("# Heading", r"\# Heading"),
            ("---", r"\---"),
            ("    let x = 1;", "let x = 1;"),
            ("C:\\path \\* star", "C:\\\\path \\* star"),
            ("bidi \u{202e}x", "bidi \u{fffd}x"),
        ] {
            assert_eq!(lines(text), [safe], "{text:?}");
        }
    }

    #[test]
    fn code_blocks_are_never_doctests() {
        assert_eq!(
            lines("a\n```\nfn main() {}\n```\nb"),
            ["a", "```text", "fn main() {}", "```", "b"]
        );
        assert_eq!(lines("~~~rust\nx"), ["~~~text", "x", "~~~"]);
    }

    #[test]
    fn long_lines_break_where_markdown_does_not_notice() {
        let text = format!(
            "{} - no list `and no {}` break",
            "word ".repeat(18),
            "span ".repeat(5)
        );
        let wrapped = lines(&text);
        assert!(wrapped.len() > 1, "{wrapped:?}");
        assert_eq!(
            wrapped.join(" "),
            text.split_whitespace().collect::<Vec<_>>().join(" ")
        );
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
    fn equal_texts_are_said_once() {
        assert_eq!(docs([Some("Same."), Some("Same."), None]).lines, ["Same."]);
        assert_eq!(
            docs([Some("One."), Some("Two.")]).lines,
            ["One.", "", "Two."]
        );
    }
}
