//! `$ref` strings: what kind they are, and what they point to.
//!
//! Responsible for: finding the value behind a local reference. Not for: judging references
//! (`check` does) and not for reading other files, which is not supported.

use serde_json::Value;

use super::pointer;

/// Most references followed in a row; a chain this long is a cycle or nonsense.
const HOPS: usize = 32;

/// The pointer that a local reference (`#/components/…`) names, still escaped as a pointer.
///
/// Percent escapes are decoded first, since a reference is a URL whose fragment holds the pointer.
#[must_use]
pub fn local_pointer(reference: &str) -> Option<String> {
    let decoded = percent_decode(reference.strip_prefix('#')?)?;
    let segments = pointer::segments(&decoded)?;
    // Written again so that one place always has one pointer, however the reference spells it.
    let mut canonical = String::with_capacity(decoded.len());
    for segment in &segments {
        pointer::push(&mut canonical, segment);
    }
    Some(canonical)
}

/// The value behind a local reference and its JSON pointer, after following references to references.
///
/// `None` for references that are external, dangling, cyclic or malformed.
#[must_use]
pub fn resolve<'a>(root: &'a Value, reference: &str) -> Option<(&'a Value, String)> {
    let (mut value, mut pointer) = step(root, reference)?;
    for _ in 0..HOPS {
        match reference_of(value) {
            Some(next) => (value, pointer) = step(root, next)?,
            None => return Some((value, pointer)),
        }
    }
    None
}

/// The value behind a local reference and its JSON pointer, without following it further.
#[must_use]
pub fn step<'a>(root: &'a Value, reference: &str) -> Option<(&'a Value, String)> {
    let pointer = local_pointer(reference)?;
    let mut value = root;
    for segment in pointer::segments(&pointer)? {
        value = pointer::child(value, &segment)?;
    }
    Some((value, pointer))
}

/// The reference string of a value that is a reference object.
#[must_use]
pub fn reference_of(value: &Value) -> Option<&str> {
    value.get("$ref")?.as_str()
}

/// The value itself, or what it points to where it is a reference.
#[must_use]
pub fn follow<'a>(root: &'a Value, value: &'a Value) -> Option<&'a Value> {
    match reference_of(value) {
        Some(reference) => resolve(root, reference).map(|(target, _)| target),
        None => Some(value),
    }
}

fn percent_decode(text: &str) -> Option<String> {
    if !text.contains('%') {
        return Some(text.to_owned());
    }
    let mut bytes = Vec::with_capacity(text.len());
    let mut rest = text.bytes();
    while let Some(byte) = rest.next() {
        if byte == b'%' {
            let high = char::from(rest.next()?).to_digit(16)?;
            let low = char::from(rest.next()?).to_digit(16)?;
            bytes.push(u8::try_from(high * 16 + low).ok()?);
        } else {
            bytes.push(byte);
        }
    }
    String::from_utf8(bytes).ok()
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;

    #[test]
    fn escapes_are_undone() {
        let root = json!({ "a/b": { "c~d": { "é %": 1 } } });
        let (value, pointer) = resolve(&root, "#/a~1b/c~0d/%C3%A9%20%25").unwrap();
        assert_eq!((value, pointer.as_str()), (&json!(1), "/a~1b/c~0d/é %"));
        assert_eq!(resolve(&root, "#").unwrap().1, "");
    }

    #[test]
    fn chains_end() {
        let root = json!({ "a": { "$ref": "#/b" }, "b": { "$ref": "#/a" }, "c": { "$ref": "#/d" }, "d": [1] });
        assert_eq!(resolve(&root, "#/a"), None);
        assert_eq!(resolve(&root, "#/c").unwrap().1, "/d");
    }

    #[test]
    fn bad_references_resolve_to_nothing() {
        let root = json!({ "a": [1, 2] });
        for reference in [
            "",
            "a",
            "other.yaml#/a",
            "#a",
            "#/b",
            "#/a/2",
            "#/a/-1",
            "#/a/01",
            "#/%",
            "#/%ff",
            "#/~",
        ] {
            assert_eq!(resolve(&root, reference), None, "{reference}");
        }
    }
}
