//! From what was seen to a [`Finding`].
//!
//! Responsible for: adding to a deviation what every finding says: severity, recording, line, next
//! step. Not for: seeing deviations.

use super::{line, words};
use crate::finding::{Finding, Kind, Severity, Spot};
use crate::recording::{Recording, RecordingFile};

/// A deviation and where it was seen.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Draft {
    pub(super) kind: Kind,
    pub(super) spot: Spot,
    pub(super) document: Option<String>,
    pub(super) expected: String,
    pub(super) actual: String,
}

/// Makes findings of drafts. The file is read again only when there are any: lines are for people,
/// and nearly every exchange has nothing to tell them.
pub(super) fn findings(
    drafts: Vec<Draft>,
    operation: &str,
    recording: &Recording,
    file: Option<&RecordingFile>,
) -> Vec<Finding> {
    if drafts.is_empty() {
        return Vec::new();
    }
    let lines = file.map(line::Lines::read);
    let refused = (400..500).contains(&recording.response.status);
    drafts
        .into_iter()
        .map(|draft| Finding {
            severity: severity(&draft, refused),
            operation: operation.to_owned(),
            recording: file.map(|file| file.name.clone()),
            file: file.map(|file| file.path.display().to_string()),
            line: lines.as_ref().and_then(|lines| lines.of(&draft.spot)),
            next: words::next(draft.kind).to_owned(),
            kind: draft.kind,
            spot: draft.spot,
            document: draft.document,
            expected: draft.expected,
            actual: draft.actual,
        })
        .collect()
}

/// A request that the API refused (4xx) may be wrong on purpose: that the document does not allow
/// it is what such a recording shows, so it is only a notice. Missing credentials stay a finding:
/// recordings leave them out by mistake more often than on purpose.
fn severity(draft: &Draft, refused: bool) -> Severity {
    let of_the_request = matches!(
        draft.kind,
        Kind::RequestUndeclaredParameter | Kind::RequestMissingRequired | Kind::RequestInvalidValue
    );
    let credentials = matches!(&draft.spot, Spot::RequestHeader(name) if name == "authorization");
    if refused && of_the_request && !credentials {
        return Severity::Notice;
    }
    words::severity(draft.kind)
}
