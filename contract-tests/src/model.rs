//! The result of a whole run, as data: every report is printed from this and from nothing else.
//!
//! Responsible for: the shape of a result. Not for: making it (`run`) or printing it (`report`).

use std::collections::BTreeMap;
use std::time::Duration;

use serde::Serialize;

use crate::finding::{Finding, Severity};

/// A whole run.
#[derive(Debug, Clone, Default, Serialize)]
pub struct Report {
    /// Version of this shape; raised when a member changes its meaning.
    pub report: u32,
    /// What the recordings were judged against.
    pub document: Document,
    /// The folder of recordings, as it is shown.
    pub recordings: String,
    /// The day of the run, `YYYY-MM-DD`.
    pub date: String,
    /// How long it took, in seconds.
    #[serde(serialize_with = "seconds")]
    pub elapsed: Duration,
    /// How many exchanges were replayed and judged.
    pub exchanges: usize,
    /// The recordings that were replayed and judged, in the order of their names. May be left
    /// empty for a run too long to be listed; `exchanges` counts them all.
    pub played: Vec<Played>,
    /// Differences of round trips that have a reason, by reason.
    pub justified: BTreeMap<String, usize>,
    /// What drifted, in the order of operations in the document, then of recordings.
    pub findings: Vec<Reported>,
    /// Files that could not be used.
    pub unusable: Vec<Trouble>,
    /// Entries of the ledger that are wrong, expired or needless.
    pub ledger: Vec<Trouble>,
    /// What is worth knowing and is no finding: recordings of another age or of another document.
    pub notices: Vec<Trouble>,
    /// What the recordings touch.
    pub coverage: Coverage,
}

/// What the recordings were judged against.
#[derive(Debug, Clone, Default, Serialize)]
pub struct Document {
    /// Its file, as it is shown.
    pub path: String,
    /// Its title and version.
    pub title: String,
    /// How many overlays were applied.
    pub overlays: usize,
}

/// A recording that was replayed and judged.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Played {
    /// Name below the recordings folder, without `.yaml`; as in [`Finding::recording`].
    pub name: String,
    /// The operation that it calls.
    pub operation: String,
    /// Its file, as it is shown.
    pub file: String,
    /// The status of the recorded answer.
    pub status: u16,
}

/// A finding and what the ledger says of it.
#[derive(Debug, Clone, Serialize)]
pub struct Reported {
    /// The finding.
    #[serde(flatten)]
    pub finding: Finding,
    /// What the same drift has in common from run to run.
    pub fingerprint: String,
    /// Why it is tolerated; none if it is not.
    pub known: Option<Known>,
    /// The lines of the recording around the finding's line, with their numbers.
    pub excerpt: Vec<(usize, String)>,
}

/// Why a finding is tolerated.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Known {
    /// The reason, from the ledger.
    pub reason: String,
    /// The day after which it is not tolerated any more, `YYYY-MM-DD`.
    pub until: String,
}

/// Something that is wrong with a file.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Trouble {
    /// The file, as it is shown.
    pub file: String,
    /// Line in the file, from 1, where one is meant.
    pub line: Option<usize>,
    /// What is wrong.
    pub message: String,
    /// What to do.
    pub help: String,
}

/// What the recordings touch.
#[derive(Debug, Clone, Default, Serialize)]
pub struct Coverage {
    /// One row per operation, in document order.
    pub operations: Vec<OperationCoverage>,
    /// Response members: declared, seen, seen null, seen not null.
    pub fields: Seen,
    /// Enum values: declared, seen.
    pub enum_values: Seen,
    /// Parameters of requests: declared, seen.
    pub parameters: Seen,
}

/// What the recordings touch of one operation.
#[derive(Debug, Clone, Default, Serialize)]
pub struct OperationCoverage {
    /// Its id.
    pub operation: String,
    /// The resource that it belongs to, such as `customer_profiles/evaluations`.
    pub resource: String,
    /// Method and path template.
    pub endpoint: String,
    /// Recordings per status that was recorded or is declared one by one.
    pub statuses: BTreeMap<u16, usize>,
    /// Statuses that are declared one by one.
    pub declared: Vec<u16>,
    /// Its response members.
    pub fields: Seen,
    /// Its parameters.
    pub parameters: Seen,
}

/// How much of what is declared was seen.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize)]
pub struct Seen {
    /// How many are declared.
    pub declared: usize,
    /// How many of them were seen.
    pub seen: usize,
    /// How many were seen as null; for members of answers only.
    pub null: usize,
    /// How many were seen as something else than null; for members of answers only.
    pub not_null: usize,
}

impl Report {
    /// Findings that fail the run: those that the ledger does not tolerate, notices aside.
    pub fn failing(&self) -> impl Iterator<Item = &Reported> {
        self.findings.iter().filter(|reported| {
            reported.known.is_none() && reported.finding.severity != Severity::Notice
        })
    }

    /// Whether the run is a success: something was judged, and nothing fails it.
    #[must_use]
    pub fn is_green(&self) -> bool {
        self.exchanges > 0
            && self.failing().next().is_none()
            && self.unusable.is_empty()
            && self.ledger.is_empty()
    }
}

fn seconds<S: serde::Serializer>(elapsed: &Duration, serializer: S) -> Result<S::Ok, S::Error> {
    serializer.serialize_f64(elapsed.as_secs_f64())
}
