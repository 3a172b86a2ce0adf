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
    match HeaderValue::from_str(value) {
        Ok(value) => Ok((name, value)),
        Err(_) => Err(InvalidInput::new(
            name.as_str().to_owned(),
            "has a value with line breaks, control characters or characters outside of ASCII",
        )),
    }
}
