//! The seal of live recordings.
//!
//! A hand-written file lacks it, and a file that was edited after it was recorded has a wrong one.
//!
//! What it proves: that the recorder of this project computed it over exactly this request, answer
//! and source. So a recording cannot become `live`, or change, by an edit or a merge that nobody
//! noticed. What it does not prove: that the exchange took place. There is no key; whoever wants to
//! lie can run this code on an invented exchange. It keeps honest people from mistakes, no more.
//!
//! `operation` and `proves` are not sealed: they are this project's own words about the exchange.

use std::fmt::Write as _;

use ring::digest::{SHA256, digest};
use serde::Serialize;

use super::{Recording, SourceKind};

const START: &str = "sha256-";

/// The seal that belongs to a recording.
#[must_use]
pub fn seal(recording: &Recording) -> String {
    #[derive(Serialize)]
    struct Sealed<'r> {
        kind: SourceKind,
        date: &'r str,
        origin: &'r str,
        request: &'r super::Request,
        response: &'r super::Response,
    }
    let source = &recording.source;
    let sealed = Sealed {
        kind: source.kind,
        date: &source.date,
        origin: &source.origin,
        request: &recording.request,
        response: &recording.response,
    };
    // Maps with text for keys and plain values: there is nothing that JSON cannot hold. Were there,
    // the seal of nothing would fit no recording.
    let text = serde_json::to_string(&sealed).unwrap_or_default();
    let mut seal = START.to_owned();
    for byte in digest(&SHA256, text.as_bytes()).as_ref() {
        let _ = write!(seal, "{byte:02x}");
    }
    seal
}

/// What is wrong with the seal of a recording, and what to do.
pub(super) fn problem(recording: &Recording) -> Option<(&'static str, &'static str)> {
    match (recording.source.kind, &recording.source.seal) {
        (SourceKind::Live, None) => Some((
            "this recording claims to be live and has no seal",
            "only `cargo xtask record` writes live recordings: write `documented` by hand",
        )),
        (SourceKind::Live, Some(stated)) if *stated != seal(recording) => Some((
            "this live recording is not as it was recorded: its seal does not fit",
            "record it again, or take the seal away and write `documented`",
        )),
        (SourceKind::Live, Some(_)) | (_, None) => None,
        (_, Some(_)) => Some(("only live recordings have a seal", "take the line away")),
    }
}

#[cfg(test)]
#[path = "seal_tests.rs"]
mod tests;
