//! Text on the wire: path segments, query strings, form bodies. Knows no request and no URL.

use std::fmt::{self, Display, Write as _};

use percent_encoding::{AsciiSet, NON_ALPHANUMERIC, utf8_percent_encode};

/// A longer segment cannot be a SID or a machine name, and servers refuse it anyway.
const MAX_SEGMENT_BYTES: usize = 1024;

/// Everything but RFC 3986 "unreserved", so that no character of a value can end its segment.
const SEGMENT: &AsciiSet = &NON_ALPHANUMERIC
    .remove(b'-')
    .remove(b'.')
    .remove(b'_')
    .remove(b'~');

/// The wire form of a value. `to_string` would panic where a `Display` fails. Compiled once for
/// all types.
pub(crate) fn wire_text(value: &dyn Display) -> Result<String, fmt::Error> {
    let mut text = String::new();
    write!(text, "{value}")?;
    Ok(text)
}

/// Percent-encodes a value as exactly one path segment, or says why it cannot be one.
pub(crate) fn path_segment(value: &str) -> Result<String, &'static str> {
    if value.is_empty() {
        return Err("is empty: the URL would name another resource");
    }
    // URL parsers resolve these two, however they are encoded, and so reach another resource.
    if value == "." || value == ".." {
        return Err("is `.` or `..`: the URL would name another resource");
    }
    if value.chars().any(char::is_control) {
        return Err("contains a control character");
    }
    if value.len() > MAX_SEGMENT_BYTES {
        return Err("is longer than 1024 bytes");
    }
    Ok(utf8_percent_encode(value, SEGMENT).to_string())
}

/// Encodes pairs as `application/x-www-form-urlencoded`, in order, repeated names included.
pub(crate) fn form<'a>(pairs: impl Iterator<Item = (&'a str, &'a str)>) -> String {
    form_urlencoded::Serializer::new(String::new())
        .extend_pairs(pairs)
        .finish()
}
