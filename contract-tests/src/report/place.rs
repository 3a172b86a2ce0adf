//! The part of an exchange that a finding points to, in words.
//!
//! Responsible for: one wording in all formats. Not for: escaping it.

use crate::finding::Spot;

/// The part of the exchange and, where there is one, the name or pointer in it.
pub(super) fn parts(spot: &Spot) -> (&'static str, Option<&str>) {
    match spot {
        Spot::Whole => ("whole exchange", None),
        Spot::Status => ("response status", None),
        Spot::ResponseHeader(name) => ("response header", some(name)),
        Spot::ResponseBody(pointer) => ("response body", some(pointer)),
        Spot::RequestPath(what) => ("request path", some(what)),
        Spot::RequestQuery(name) => ("query parameter", some(name)),
        Spot::RequestForm(name) => ("form field", some(name)),
        Spot::RequestHeader(name) => ("request header", some(name)),
        Spot::RequestBody(pointer) => ("request body", some(pointer)),
    }
}

/// [`parts`] as one text.
pub(super) fn text(spot: &Spot) -> String {
    match parts(spot) {
        (part, Some(at)) => format!("{part} {at}"),
        (part, None) => part.to_owned(),
    }
}

// The pointer to the whole body is empty.
fn some(at: &str) -> Option<&str> {
    (!at.is_empty()).then_some(at)
}
