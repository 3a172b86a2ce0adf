//! A small reader of HTML as `maud` writes it: every tag closed in order, every attribute quoted.

use std::collections::BTreeSet;

const VOID: [&str; 5] = ["meta", "link", "br", "input", "!DOCTYPE"];

/// What was found while reading.
#[derive(Debug, Default)]
pub(super) struct Markup {
    /// Names of all elements.
    pub(super) elements: BTreeSet<String>,
    /// All attributes with their raw values.
    pub(super) attributes: Vec<(String, String)>,
    /// How many `script` elements there are.
    pub(super) scripts: usize,
}

impl Markup {
    /// The raw values of an attribute.
    pub(super) fn values<'m>(&'m self, name: &'m str) -> impl Iterator<Item = &'m str> {
        self.attributes
            .iter()
            .filter(move |(key, _)| key == name)
            .map(|(_, value)| value.as_str())
    }
}

/// Reads a page.
///
/// # Errors
/// The first place where it is not well formed.
pub(super) fn read(page: &str) -> Result<Markup, String> {
    let mut found = Markup::default();
    let mut open: Vec<&str> = Vec::new();
    let mut rest = page;
    while let Some(start) = rest.find('<') {
        rest = &rest[start + 1..];
        let tag = until_end(rest).ok_or_else(|| format!("no end of <{rest:.60}"))?;
        rest = &rest[tag.len() + 1..];
        if let Some(name) = tag.strip_prefix('/') {
            let last = open.pop().unwrap_or_default();
            if last != name {
                return Err(format!("</{name}> closes <{last}>, before {rest:.60}"));
            }
            continue;
        }
        let (name, attributes) = tag.split_once(' ').unwrap_or((tag, ""));
        found.elements.insert(name.to_owned());
        if name != "!DOCTYPE" {
            read_attributes(attributes, &mut found.attributes)?;
        }
        if name == "style" || name == "script" {
            found.scripts += usize::from(name == "script");
            let end = rest
                .find(&format!("</{name}>"))
                .ok_or("no end of raw text")?;
            rest = &rest[end..];
        }
        if !VOID.contains(&name) {
            open.push(name);
        }
    }
    if open.is_empty() {
        Ok(found)
    } else {
        Err(format!("left open: {open:?}"))
    }
}

/// The tag up to its `>`, which may also be inside quotes.
fn until_end(text: &str) -> Option<&str> {
    let mut is_quoted = false;
    for (at, c) in text.char_indices() {
        match c {
            '"' => is_quoted = !is_quoted,
            '>' if !is_quoted => return Some(&text[..at]),
            _ => {}
        }
    }
    None
}

fn read_attributes(mut text: &str, into: &mut Vec<(String, String)>) -> Result<(), String> {
    while !text.trim_start().is_empty() {
        text = text.trim_start();
        let end = text.find(['=', ' ']).unwrap_or(text.len());
        let (name, rest) = text.split_at(end);
        let is_name = name.bytes().all(|b| b.is_ascii_alphanumeric() || b == b'-');
        if !is_name || name.is_empty() {
            return Err(format!("not an attribute: {text:.60}"));
        }
        let Some(quoted) = rest.strip_prefix("=\"") else {
            into.push((name.to_owned(), String::new()));
            text = rest;
            continue;
        };
        let end = quoted.find('"').ok_or("no end of an attribute")?;
        into.push((name.to_owned(), quoted[..end].to_owned()));
        text = &quoted[end + 1..];
    }
    Ok(())
}
