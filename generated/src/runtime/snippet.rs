//! What may be shown of text that came from the network: bounded, one line, without values.

use reqwest::header::{CONTENT_ENCODING, HeaderMap};

const MAX_BYTES: usize = 200;

/// Cuts at `max` bytes and replaces control characters, so that no body can forge log lines.
pub(crate) fn one_line(text: &str, max: usize) -> String {
    let mut line = String::with_capacity(text.len().min(max));
    for c in text.trim().chars() {
        let c = if c.is_control() || matches!(c, '\u{2028}' | '\u{2029}') {
            ' '
        } else {
            c
        };
        if line.len() + c.len_utf8() > max {
            line.push('…');
            break;
        }
        line.push(c);
    }
    line
}

/// The beginning of a text body.
pub(crate) fn text(body: &[u8]) -> String {
    let start = body.get(..MAX_BYTES * 2).unwrap_or(body);
    one_line(&String::from_utf8_lossy(start), MAX_BYTES)
}

/// The beginning of a JSON body, broken or not: structure and member names stay, values go.
pub(crate) fn json(body: &[u8]) -> String {
    let text = String::from_utf8_lossy(body.get(..MAX_BYTES * 8).unwrap_or(body));
    let mut shown = String::new();
    let mut rest = text.trim_start();
    // What stands before: a name can only follow these two.
    let mut before = ' ';
    while let Some(c) = rest.chars().next() {
        if shown.len() >= MAX_BYTES {
            break;
        }
        if c == '"' {
            let (string, after) = split_string(rest);
            let name = matches!(before, '{' | ',') && after.trim_start().starts_with(':');
            shown.push_str(if name && is_name(string) {
                string
            } else {
                "\"…\""
            });
            (before, rest) = (c, after);
        } else if is_structure(c) || c.is_whitespace() {
            shown.push(c);
            before = if is_structure(c) { c } else { before };
            rest = rest.get(c.len_utf8()..).unwrap_or_default();
        } else {
            let ends = |c: char| c == '"' || is_structure(c) || c.is_whitespace();
            let (word, after) = rest.split_at(rest.find(ends).unwrap_or(rest.len()));
            shown.push_str(if matches!(word, "null" | "true" | "false") {
                word
            } else {
                "…"
            });
            (before, rest) = (c, after);
        }
    }
    one_line(&shown, MAX_BYTES)
}

fn is_structure(c: char) -> bool {
    matches!(c, '{' | '}' | '[' | ']' | ':' | ',')
}

/// Whether a quoted string looks like the name of a member, and not like a value in its place.
fn is_name(string: &str) -> bool {
    string.len() <= 66
        && string
            .chars()
            .all(|c| c.is_ascii_alphanumeric() || matches!(c, '"' | '_' | '-' | '$' | '.'))
}

/// Splits off the JSON string that `text` starts with; an unfinished one takes all.
fn split_string(text: &str) -> (&str, &str) {
    let mut escaped = false;
    for (index, c) in text.char_indices().skip(1) {
        match c {
            _ if escaped => escaped = false,
            '\\' => escaped = true,
            '"' => return text.split_at(index + 1),
            _ => {}
        }
    }
    (text, "")
}

/// A decoder's message without the values that it quotes. Member names stay.
pub(crate) fn decoder_message(message: &str) -> String {
    let mut shown = String::new();
    let mut rest = message;
    while let Some(start) = rest.find(['"', '`']) {
        let (before, quoted) = rest.split_at(start);
        shown.push_str(before);
        let (string, after) = if quoted.starts_with('"') {
            split_string(quoted)
        } else {
            let end = quoted.char_indices().skip(1).find(|&(_, c)| c == '`');
            quoted.split_at(end.map_or(quoted.len(), |(index, _)| index + 1))
        };
        if string.starts_with('`') && before.ends_with("field ") {
            shown.push_str(string);
        } else {
            shown.push('…');
        }
        rest = after;
    }
    shown.push_str(rest);
    one_line(&shown, MAX_BYTES)
}

/// In what a body is wrapped that nobody here unwraps, such as `gzip`.
pub(crate) fn encoding(headers: &HeaderMap) -> Option<String> {
    let value = headers.get(CONTENT_ENCODING)?.to_str().ok()?;
    let encoding = one_line(value, 40);
    (!encoding.is_empty() && !encoding.eq_ignore_ascii_case("identity")).then_some(encoding)
}

/// Whether a body is an HTML page, which no API answer is.
pub(crate) fn is_html(content_type: Option<&str>, body: &[u8]) -> bool {
    let start = String::from_utf8_lossy(body.get(..64).unwrap_or(body))
        .trim_start()
        .to_ascii_lowercase();
    content_type.is_some_and(|kind| kind.to_ascii_lowercase().contains("html"))
        || start.starts_with("<!doctype html")
        || start.starts_with("<html")
}

/// The title of an HTML page.
pub(crate) fn html_title(body: &[u8]) -> Option<String> {
    let text = String::from_utf8_lossy(body.get(..4096).unwrap_or(body));
    // ASCII lowercase keeps byte offsets.
    let lower = text.to_ascii_lowercase();
    let open = lower.find("<title")?;
    let start = open + lower.get(open..)?.find('>')? + 1;
    let end = start + lower.get(start..)?.find("</title")?;
    let title = one_line(text.get(start..end)?, MAX_BYTES);
    (!title.is_empty()).then_some(title)
}
