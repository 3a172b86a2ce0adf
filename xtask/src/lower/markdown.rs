//! One line of the document's text as Markdown that rustdoc takes without complaint.
//!
//! Responsible for: what its author meant as Markdown and what not: code spans, links and lists
//! stay, while intra-doc links, raw HTML, headings and images do not become such.
//! Not for: blocks of several lines (`docs`).

/// The mark of a list item and the space after it: `- `, `* `, `+ `, `1. `, `1) `.
pub(super) fn list_mark(line: &str) -> Option<&str> {
    let digits = line.len() - line.trim_start_matches(|c: char| c.is_ascii_digit()).len();
    let mark = match digits {
        0 => line.starts_with(['-', '*', '+']),
        // A longer number is none.
        1..=9 => line[digits..].starts_with(['.', ')']),
        _ => false,
    };
    (mark && line[digits + 1..].starts_with(' ')).then(|| &line[..digits + 2])
}

/// Escapes one line of text outside code blocks. Its spaces are single ones already, so that
/// neither the line nor what follows the mark of a list becomes an indented code block.
pub(super) fn prose(line: &str) -> String {
    let mut out = String::with_capacity(line.len() + 8);
    let (mark, text) = line.split_at(list_mark(line).map_or(0, str::len));
    out.push_str(mark);
    // A heading would end the section that the comment puts the text in; so would an underline.
    let underline = line.chars().all(|c| matches!(c, '-' | '=' | ' '));
    if underline && !mark.is_empty() {
        out.insert(0, '\\');
    } else if text.starts_with(['#', '~']) || (underline && !line.is_empty()) {
        out.push('\\');
    }
    let mut rest = text;
    while !rest.is_empty() {
        // Most of a text means nothing but itself.
        let plain = rest.find(meant).unwrap_or(rest.len());
        out.push_str(&rest[..plain]);
        rest = &rest[plain..];
        let Some(c) = rest.chars().next() else { break };
        let length = verbatim(rest).unwrap_or(0);
        if length > 0 {
            out.push_str(&rest[..length]);
            rest = &rest[length..];
        } else if let Some(length) = url(rest) {
            // A bare URL is what rustdoc warns of.
            out.push('<');
            out.push_str(&rest[..length]);
            out.push('>');
            rest = &rest[length..];
        } else {
            if matches!(c, '[' | ']' | '<' | '>' | '`' | '\\') || rest.starts_with("![") {
                out.push('\\');
            }
            out.push(c);
            rest = &rest[c.len_utf8()..];
        }
    }
    out
}

/// Whether a character can be the start of something that means more than itself.
fn meant(c: char) -> bool {
    matches!(c, '[' | ']' | '<' | '>' | '`' | '\\' | '!' | 'h')
}

/// The length of what stands at the start of the text and was meant as Markdown.
fn verbatim(text: &str) -> Option<usize> {
    match text.as_bytes().first()? {
        b'`' => code_span(text),
        // Keeps what the author escaped; a lone backslash is itself.
        b'\\' => text[1..]
            .starts_with(|c: char| c.is_ascii_punctuation())
            .then_some(2),
        b'[' => link(text),
        b'<' => url(&text[1..])
            .filter(|length| text[1 + length..].starts_with('>'))
            .map(|length| length + 2),
        _ => None,
    }
}

/// The length of a code span that closes on the same line.
fn code_span(text: &str) -> Option<usize> {
    let ticks = text.len() - text.trim_start_matches('`').len();
    let mut from = ticks;
    while let Some(found) = text[from..].find('`') {
        let start = from + found;
        let run = text[start..].len() - text[start..].trim_start_matches('`').len();
        from = start + run;
        if run == ticks {
            return Some(from);
        }
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
    use super::prose;

    #[test]
    fn hostile_text_is_escaped() {
        for (text, safe) in [
            ("Ends */ here", "Ends */ here"),
            ("See [foo] and [bar](baz)", r"See \[foo\] and \[bar\](baz)"),
            (
                "See [docs](https://example.com/a).",
                "See [docs](https://example.com/a).",
            ),
            (
                "See ![x](https://example.com/a)",
                r"See \![x](https://example.com/a)",
            ),
            ("At https://example.com/x.", "At <https://example.com/x>."),
            ("At <https://example.com/x>.", "At <https://example.com/x>."),
            ("xhttps://example.com", "x<https://example.com>"),
            ("Vec<String> of <b>", r"Vec\<String\> of \<b\>"),
            ("Use `[code]` as is", "Use `[code]` as is"),
            ("Use ``a ` <b>`` as is", "Use ``a ` <b>`` as is"),
            ("A lone ` tick [x]", r"A lone \` tick \[x\]"),
            ("# Heading", r"\# Heading"),
            ("- # Heading", r"- \# Heading"),
            ("---", r"\---"),
            ("- -", r"\- -"),
            ("- ~~~", r"- \~~~"),
            ("- a", "- a"),
            ("12) [a]", r"12) \[a\]"),
            (r"C:\path \* star \", r"C:\\path \* star \\"),
        ] {
            assert_eq!(prose(text), safe, "{text:?}");
        }
    }
}
