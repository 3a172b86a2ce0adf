//! Headers that callers add: checked when they are set, so that no text can end its line.

use reqwest::header::{HeaderName, HeaderValue};

use super::error::InvalidInput;

/// Set by the client or by HTTP itself. Another value would send the credentials of someone else,
/// reach another host, or let the server see another request than the one that was built.
const RESERVED: &[&str] = &[
    "authorization",
    "connection",
    "content-length",
    "content-type",
    "expect",
    "host",
    "keep-alive",
    "proxy-authorization",
    "te",
    "trailer",
    "transfer-encoding",
    "upgrade",
];

/// Checks one header. The errors show the name only where it is a valid one, and never the value.
pub(crate) fn check(name: &str, value: &str) -> Result<(HeaderName, HeaderValue), InvalidInput> {
    let Ok(name) = HeaderName::from_bytes(name.as_bytes()) else {
        return Err(InvalidInput::new(
            "header",
            "has a name with characters that HTTP does not allow",
        ));
    };
    if RESERVED.contains(&name.as_str()) {
        return Err(InvalidInput::new(
            name.as_str().to_owned(),
            "is a header that only the client sets",
        ));
    }
    match value_of(value) {
        Some(value) => Ok((name, value)),
        None => Err(InvalidInput::new(name.as_str().to_owned(), BAD_VALUE)),
    }
}

/// What is wrong with a text that `value_of` refuses.
pub(crate) const BAD_VALUE: &str =
    "has a value with line breaks, control characters or characters outside of ASCII";

/// A header value of printable ASCII. The `http` crate would also take bytes beyond it, which
/// servers read in different ways.
pub(crate) fn value_of(text: &str) -> Option<HeaderValue> {
    let printable = text.bytes().all(|b| matches!(b, b'\t' | b' '..=b'~'));
    HeaderValue::from_str(text).ok().filter(|_| printable)
}
