//! `Attributes`: an object, sent as its JSON text in one field.

use serde_json::{Map, Value};

use crate::sandbox::answer::Refusal;
use crate::sandbox::call::Call;

/// The attributes of a call, where it has any.
pub(super) fn read(call: &Call) -> Result<Option<Map<String, Value>>, Refusal> {
    let Some(text) = call.form("Attributes") else {
        return Ok(None);
    };
    serde_json::from_str(text)
        .map(Some)
        .map_err(|_| Refusal::bad(22207, "Attributes cannot be parsed as JSON"))
}
