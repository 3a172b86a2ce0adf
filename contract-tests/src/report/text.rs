//! Foreign text made fit to be shown.
//!
//! Responsible for: characters that would move a cursor, turn the reading direction or end a
//! line, text that is too long, and counts with their nouns. Not for: the escapes of one format,
//! which live with that format.

use std::borrow::Cow;

/// The text with every character that is not visible shown as a picture or as its number. Line
/// breaks and tabs stay.
pub(super) fn visible(text: &str) -> Cow<'_, str> {
    if !text.chars().any(is_hidden) {
        return Cow::Borrowed(text);
    }
    let mut out = String::with_capacity(text.len() + 16);
    for c in text.chars() {
        match c {
            _ if !is_hidden(c) => out.push(c),
            // Unicode has a picture of each control character.
            '\u{0}'..='\u{1f}' => out.extend(char::from_u32(0x2400 + u32::from(c))),
            '\u{7f}' => out.push('\u{2421}'),
            _ => out.extend(c.escape_unicode()),
        }
    }
    Cow::Owned(out)
}

/// [`visible`], on one line.
pub(super) fn line(text: &str) -> String {
    visible(text)
        .chars()
        .map(|c| match c {
            '\n' => '\u{240a}',
            '\t' => '\u{2409}',
            c => c,
        })
        .collect()
}

fn is_hidden(c: char) -> bool {
    let is_control = c.is_control() && c != '\n' && c != '\t';
    // Marks that turn the reading direction make text look like other text.
    let turns =
        matches!(c, '\u{200e}' | '\u{200f}' | '\u{202a}'..='\u{202e}' | '\u{2066}'..='\u{2069}');
    // Line separators of Unicode, the byte order mark, and what XML 1.0 does not allow.
    let is_special = matches!(
        c,
        '\u{2028}' | '\u{2029}' | '\u{feff}' | '\u{fffe}' | '\u{ffff}'
    );
    is_control || turns || is_special
}

/// At most `most` characters of the text; says how much was left off.
pub(super) fn clip(text: &str, most: usize) -> Cow<'_, str> {
    match text.char_indices().nth(most) {
        None => Cow::Borrowed(text),
        Some((end, _)) => {
            let rest = text[end..].chars().count();
            Cow::Owned(format!(
                "{}… ({} left off)",
                &text[..end],
                count(rest, "character")
            ))
        }
    }
}

/// A number and its noun: `1 finding`, `2 findings`.
pub(super) fn count(number: usize, noun: &str) -> String {
    if number == 1 {
        return format!("1 {noun}");
    }
    match noun.strip_suffix('y') {
        Some(stem) if !stem.ends_with(['a', 'e', 'o', 'u']) => format!("{number} {stem}ies"),
        _ => format!("{number} {noun}s"),
    }
}

/// `a, b and c`.
pub(super) fn list(parts: &[String]) -> String {
    match parts {
        [] => String::new(),
        [one] => one.clone(),
        [start @ .., last] => format!("{} and {last}", start.join(", ")),
    }
}

/// A file and a line in it, as editors and terminals link it.
pub(super) fn at(file: &str, line: Option<usize>) -> String {
    match line {
        Some(line) => format!("{file}:{line}"),
        None => file.to_owned(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_cannot_be_seen_is_shown() {
        assert_eq!(visible("plain\n\ttext 🦀 שלום"), "plain\n\ttext 🦀 שלום");
        assert_eq!(visible("\u{1b}[31m\0\r\u{7f}"), "␛[31m␀␍␡");
        assert_eq!(
            visible("\u{202e}\u{85}\u{ffff}"),
            "\\u{202e}\\u{85}\\u{ffff}"
        );
        assert_eq!(line("a\nb\tc"), "a␊b␉c");
    }

    #[test]
    fn long_text_is_cut_between_characters() {
        assert_eq!(clip("éééé", 4), "éééé");
        assert_eq!(clip("éééé", 3), "ééé… (1 character left off)");
    }

    #[test]
    fn numbers_have_their_noun() {
        assert_eq!(count(1, "entry"), "1 entry");
        assert_eq!(count(0, "entry"), "0 entries");
        assert_eq!(count(2, "finding"), "2 findings");
        assert_eq!(count(2, "overlay"), "2 overlays");
        assert_eq!(list(&["a".into(), "b".into(), "c".into()]), "a, b and c");
    }
}
