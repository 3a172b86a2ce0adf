//! JSON that breaks off, as an answer does whose connection or server failed.
//!
//! Most of it is as readable as whole JSON, and the names of its members say as much. So it is made
//! whole, scrubbed as JSON, and broken off again in the same place.

use serde_json::Value;

use super::Scrubber;
use super::fields::Rule;

/// How far back from the end something whole is looked for: a name, a number, an escape.
const BACK: usize = 300;

/// What stands for JSON that nobody can read.
const UNREADABLE: &str = "[JSON that cannot be read was left out]";

impl Scrubber {
    /// Scrubs a text that starts as JSON does; nothing where it is another text.
    pub(super) fn broken_json(&mut self, text: &str, within: Rule) -> Option<String> {
        let json = text.trim_start_matches('\u{feff}').trim();
        if self.secrets_only || !looks_like_json(json) {
            return None;
        }
        let Some((mut value, closing)) = completed(json) else {
            return Some(UNREADABLE.to_owned());
        };
        self.value("", &mut value, within);
        let whole = value.to_string();
        Some(whole.strip_suffix(&closing).unwrap_or(&whole).to_owned())
    }
}

/// Whether an object begins here, or a list of something with members. Lines of logs begin with a
/// bracket, too.
fn looks_like_json(text: &str) -> bool {
    let after = |bracket: char| text.strip_prefix(bracket).map(str::trim_start);
    after('{').is_some_and(|inner| inner.starts_with('"'))
        || after('[').is_some_and(|inner| inner.starts_with(['{', '"']))
}

/// The value that a text begins, and what closes it. What stands after the last whole thing is lost:
/// half of a number or name has no look to know it by.
fn completed(text: &str) -> Option<(Value, String)> {
    let text = text.get(..whole(text)).unwrap_or(text);
    let ends = text.char_indices().rev().map(|(index, _)| index);
    std::iter::once(text.len())
        .chain(ends)
        .take(BACK)
        .find_map(|end| {
            let start = text.get(..end)?;
            let closing = closing(start);
            let value = serde_json::from_str(&format!("{start}{closing}")).ok()?;
            Some((value, closing))
        })
}

/// The length of a text without the content of a string that is open at its end.
fn whole(text: &str) -> usize {
    let (mut open, mut escaped) = (None, false);
    for (index, letter) in text.char_indices() {
        match letter {
            _ if escaped => escaped = false,
            '\\' if open.is_some() => escaped = true,
            '"' => open = open.is_none().then_some(index + 1),
            _ => {}
        }
    }
    open.unwrap_or(text.len())
}

/// What closes everything that is open at the end of a text, in whose last string nothing stands.
fn closing(text: &str) -> String {
    let mut open = Vec::new();
    let (mut in_string, mut escaped) = (false, false);
    for letter in text.chars() {
        match letter {
            _ if escaped => escaped = false,
            '\\' if in_string => escaped = true,
            '"' => in_string = !in_string,
            '{' if !in_string => open.push('}'),
            '[' if !in_string => open.push(']'),
            '}' | ']' if !in_string => {
                open.pop();
            }
            _ => {}
        }
    }
    let quote = in_string.then_some('"');
    quote.into_iter().chain(open.into_iter().rev()).collect()
}
