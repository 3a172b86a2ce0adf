//! Bodies: what they are, by their media type and by their looks.

use serde_json::Value;

use super::entry::{AGAIN, Skip};
use crate::recording::Body;
use crate::recording::load::MAX_BYTES;

const SHORTEN: &str = "a few entries of a list prove as much as all of them: ask for fewer";

/// The media type without parameters, in small letters.
pub(super) fn essence(media_type: &str) -> String {
    let essence = media_type.split(';').next().unwrap_or_default();
    essence.trim().to_ascii_lowercase()
}

/// True for `application/json` and its relatives, such as `application/problem+json`.
pub(super) fn is_json(essence: &str) -> bool {
    essence.ends_with("/json") || essence.ends_with("+json")
}

/// A text as a body: JSON where it says so or looks so.
pub(super) fn body(text: &str, media_type: &str) -> Result<Body, Skip> {
    if text.trim().is_empty() {
        return Ok(Body::Empty);
    }
    // Before it is scrubbed, which takes its time.
    if text.len() as u64 > MAX_BYTES {
        return Err(Skip::new(
            "a body is larger than a recording may be",
            SHORTEN,
        ));
    }
    let essence = essence(media_type);
    let looks_so = text.trim_start().starts_with(['{', '[']);
    if !(is_json(&essence) || (essence.is_empty() && looks_so)) {
        return Ok(Body::Text(text.to_owned()));
    }
    match serde_json::from_str::<Value>(text) {
        Ok(value) => Ok(Body::Json(value)),
        Err(error) if error.is_eof() && looks_so => Err(Skip::new("its JSON was cut short", AGAIN)),
        // Something else under the name of JSON, as a gateway's page: worth recording as it is.
        Err(_) => Ok(Body::Text(text.to_owned())),
    }
}
