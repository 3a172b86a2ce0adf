//! Reads a long YAML text in pieces, on all cores.
//!
//! Responsible for: where a text can be cut, and putting the pieces' values together. Not for: problems.
//! A text with anything unusual is not cut, and pieces with anything to tell are given up: the whole is
//! then read as if this file were not there, and what it says counts.
//!
//! A cut goes before a line that begins with a plain key: `name:` in the first column, or `  /path:`
//! below a `paths:` whose first line begins like that too. Say that what stands before a cut is a
//! mapping by itself, with its first key in that column. Then no quote, bracket or anchor is open at the
//! cut, and a plain text or block text, which would have to be indented more, ends there: the line
//! begins the next entry of that mapping. A piece that begins there is read the same way as after
//! all that stands before it.

use serde::de::DeserializeSeed;
use serde_json::map::Entry;
use serde_json::{Map, Value};

use super::super::limits;
use super::reading::Reading;
use super::strict::Node;
use super::suspects;
use crate::cores;

/// Texts with fewer bytes for each thread are read faster by one.
const LEAST: usize = 16 * 1024;

/// The key whose entries are cut too: most of a document stands below it.
const PATHS: &str = "paths";

/// A part of a text: whole entries of one mapping.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
struct Piece<'a> {
    text: &'a str,
    /// Whether that mapping is the one below `paths`.
    of_paths: bool,
}

/// What a piece holds.
struct Part {
    map: Map<String, Value>,
    of_paths: bool,
    /// Values and bytes of text, as [`Reading`] counts them.
    sizes: (usize, usize),
}

/// What the lines below the last key of the first column are.
#[derive(Clone, Copy, PartialEq)]
enum Below {
    /// Only comments so far; the key is `paths`.
    Key,
    /// Paths, in the third column.
    Paths,
    Other,
}

/// The value of a text; nothing where it must be read as a whole.
pub(super) fn read(text: &str) -> Option<Value> {
    let pieces = cores::threads().min(text.len() / LEAST);
    if pieces < 2 {
        return None;
    }
    let pieces = cut(text, text.len().div_ceil(pieces))?;
    let (parts, ()) = cores::share(&pieces, part, || ());
    join(parts.ok()?)
}

/// Cuts a text into pieces of at least so many bytes; nothing if something unusual stands in its first
/// column.
fn cut(text: &str, bytes: usize) -> Option<Vec<Piece<'_>>> {
    let mut pieces = Vec::new();
    let (mut from, mut of_paths) = (0, false);
    let (mut has_key, mut below) = (false, Below::Other);
    let mut at = 0;
    for line in text.split_inclusive('\n') {
        let is_long = at - from >= bytes;
        let is_cut = match line.as_bytes() {
            [b'a'..=b'z' | b'A'..=b'Z', ..] => {
                let (key, after) = line.split_once(':')?;
                let is_plain = key.bytes().all(|byte| byte.is_ascii_alphanumeric());
                let is_first = !std::mem::replace(&mut has_key, true);
                below = match (key, after) {
                    (PATHS, "\n") => Below::Key,
                    _ => Below::Other,
                };
                // What follows the paths belongs to no path.
                !is_first && is_plain && after.starts_with([' ', '\n']) && (is_long || of_paths)
            }
            _ if line.trim_start_matches(' ').starts_with(['#', '\n']) => false,
            [b' ', b' ', b'/', .., b':', b'\n'] if below != Below::Other => {
                let is_first = std::mem::replace(&mut below, Below::Paths) == Below::Key;
                is_long && !is_first
            }
            [b' ', ..] | [b'-', b' ', ..] if has_key => {
                if below == Below::Key {
                    below = Below::Other;
                }
                false
            }
            _ => return None,
        };
        if is_cut {
            let text = &text[from..at];
            pieces.push(Piece { text, of_paths });
            (from, of_paths) = (at, line.starts_with(' '));
        }
        at += line.len();
    }
    let text = &text[from..];
    pieces.push(Piece { text, of_paths });
    Some(pieces)
}

/// What a piece holds; nothing where there is anything to tell of it, or anything in it that reaches
/// beyond it.
fn part(piece: &Piece<'_>) -> Option<Part> {
    let &Piece { text, of_paths } = piece;
    // To YAML these end lines as well.
    let breaks = ['\r', '\u{85}', '\u{2028}', '\u{2029}'];
    if breaks.iter().any(|end| text.contains(*end))
        || suspects::may_hold_tags(text)
        || suspects::may_hold_anchors(text)
    {
        return None;
    }
    let reading = Reading::yaml();
    let node = Node::at(&reading, usize::from(of_paths));
    let value = node.deserialize(serde_yaml::Deserializer::from_str(text));
    let (Ok(Value::Object(map)), Some(sizes)) = (value, reading.clean()) else {
        return None;
    };
    Some(Part {
        map,
        of_paths,
        sizes,
    })
}

/// The value of all pieces; nothing where a key is given twice, or where they are too large together.
fn join(parts: Vec<Option<Part>>) -> Option<Value> {
    let mut whole = Map::new();
    let (mut nodes, mut bytes) = (0, 0);
    for part in parts {
        let part = part?;
        nodes += part.sizes.0;
        bytes += part.sizes.1;
        let map = if part.of_paths {
            whole.get_mut(PATHS)?.as_object_mut()?
        } else {
            &mut whole
        };
        for (key, value) in part.map {
            match map.entry(key) {
                Entry::Vacant(entry) => drop(entry.insert(value)),
                Entry::Occupied(_) => return None,
            }
        }
    }
    (nodes <= limits::NODES && bytes <= limits::TEXT_BYTES).then_some(Value::Object(whole))
}

#[cfg(test)]
mod tests;
