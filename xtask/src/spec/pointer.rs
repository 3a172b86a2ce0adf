//! JSON pointers (RFC 6901): escaping, joining, looking up.
//!
//! Responsible for: the text of a pointer. Not for: `$ref` strings, which are URLs ([`super::refs`]).

use serde_json::Value;

/// Appends one segment to a pointer, escaped.
#[must_use]
pub fn join(pointer: &str, segment: &str) -> String {
    let mut joined = String::with_capacity(pointer.len() + segment.len() + 1);
    joined.push_str(pointer);
    push(&mut joined, segment);
    joined
}

/// Appends one segment to a pointer in place, escaped.
pub fn push(pointer: &mut String, segment: &str) {
    pointer.push('/');
    if !segment.contains(['~', '/']) {
        return pointer.push_str(segment);
    }
    for c in segment.chars() {
        match c {
            '~' => pointer.push_str("~0"),
            '/' => pointer.push_str("~1"),
            c => pointer.push(c),
        }
    }
}

/// Undoes the escaping of one segment; `None` where a `~` is followed by neither `0` nor `1`.
#[must_use]
pub fn unescape(segment: &str) -> Option<String> {
    let (first, escaped) = segment.split_once('~').unwrap_or((segment, ""));
    let mut plain = String::with_capacity(segment.len());
    plain.push_str(first);
    if first.len() < segment.len() {
        for part in escaped.split('~') {
            let (mark, rest) = match part.split_at_checked(1)? {
                ("0", rest) => ('~', rest),
                ("1", rest) => ('/', rest),
                _ => return None,
            };
            plain.push(mark);
            plain.push_str(rest);
        }
    }
    Some(plain)
}

/// Splits a pointer into its plain segments; `None` for a text that is no pointer.
#[must_use]
pub fn segments(pointer: &str) -> Option<Vec<String>> {
    if pointer.is_empty() {
        return Some(Vec::new());
    }
    pointer
        .strip_prefix('/')?
        .split('/')
        .map(unescape)
        .collect()
}

/// The child of a value under one plain segment.
#[must_use]
pub fn child<'a>(value: &'a Value, segment: &str) -> Option<&'a Value> {
    match value {
        Value::Object(map) => map.get(segment),
        Value::Array(list) => list.get(index(segment)?),
        _ => None,
    }
}

/// The value at a pointer, as [`Value::pointer`] finds it, without copies of the segments: few of them
/// hold an escape.
#[must_use]
pub fn find<'a>(root: &'a Value, pointer: &str) -> Option<&'a Value> {
    if pointer.is_empty() {
        return Some(root);
    }
    let mut segments = pointer.strip_prefix('/')?.split('/');
    segments.try_fold(root, |value, segment| {
        if segment.contains('~') {
            child(value, &unescape(segment)?)
        } else {
            child(value, segment)
        }
    })
}

/// Reads a segment as an array index; RFC 6901 allows neither a sign nor a leading zero.
#[must_use]
pub fn index(segment: &str) -> Option<usize> {
    let plain = segment.bytes().all(|b| b.is_ascii_digit());
    let canonical = segment == "0" || !segment.starts_with('0');
    if plain && canonical {
        segment.parse().ok()
    } else {
        None
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn segments_survive_a_round_trip() {
        for segment in ["", "a", "/v1/{Sid}", "~", "~1", "a~0b", "\0", "🦀", "200"] {
            assert_eq!(segments(&join("/x", segment)).unwrap()[1], segment);
        }
    }

    #[test]
    fn pointers_find_what_the_library_finds() {
        let root = serde_json::json!({
            "a": [{ "b~c/d": 1 }, null], "/v1/{Sid}": { "": { "~1": 2 } }, "0": [[3]],
        });
        for pointer in [
            "",
            "/",
            "/a",
            "/a/0",
            "/a/0/b~0c~1d",
            "/a/1",
            "/a/2",
            "/a/00",
            "/a/-",
            "/a/+1",
            "a",
            "/~1v1~1{Sid}//~01",
            "/~1v1~1{Sid}/",
            "/0/0/0",
            "/0/0/0/x",
            "/a/",
            "/~01",
        ] {
            assert_eq!(find(&root, pointer), root.pointer(pointer), "{pointer}");
        }
    }

    #[test]
    fn odd_pointers_are_not_pointers() {
        assert_eq!(segments("a"), None);
        assert_eq!(segments("/~2"), None);
        assert_eq!(segments("/~"), None);
        assert_eq!(index("01"), None);
        assert_eq!(index("+1"), None);
        assert_eq!(index(""), None);
    }
}
