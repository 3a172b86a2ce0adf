//! The numbers of a run and its verdict in one sentence.
//!
//! Responsible for: counting, so that all formats show the same numbers. Not for: what fails a
//! run ([`Report::is_green`]).

use std::collections::HashSet;

use serde::Serialize;

use super::text::{count, list};
use crate::finding::Severity;
use crate::model::{OperationCoverage, Report, Reported};

/// The numbers of a run.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize)]
pub(super) struct Tally {
    /// Findings that fail the run and are breaking.
    pub(super) breaking: usize,
    /// Findings that fail the run and are additive.
    pub(super) additive: usize,
    /// Different drifts among those that fail the run: the same fingerprint counts once.
    pub(super) drifts: usize,
    /// Findings that the ledger tolerates.
    pub(super) tolerated: usize,
    /// Findings that are notices.
    pub(super) notices: usize,
    /// Files that could not be used.
    pub(super) unusable: usize,
    /// Wrong, expired or needless entries of the ledger.
    pub(super) ledger: usize,
    /// What is worth knowing about recordings.
    pub(super) remarks: usize,
    /// Differences of round trips that have a reason.
    pub(super) justified: usize,
    /// Operations of the document.
    pub(super) operations: usize,
    /// Operations with at least one recording.
    pub(super) recorded: usize,
    /// Declared statuses, of all operations.
    pub(super) statuses: usize,
    /// Declared statuses with at least one recording.
    pub(super) statuses_recorded: usize,
}

impl Tally {
    pub(super) fn of(report: &Report) -> Self {
        let mut tally = Self {
            unusable: report.unusable.len(),
            ledger: report.ledger.len(),
            remarks: report.notices.len(),
            justified: report.justified.values().sum(),
            operations: report.coverage.operations.len(),
            ..Self::default()
        };
        let mut drifts = HashSet::new();
        for reported in &report.findings {
            match (&reported.known, reported.finding.severity) {
                (Some(_), _) => tally.tolerated += 1,
                (None, Severity::Notice) => tally.notices += 1,
                (None, severity) => {
                    drifts.insert(reported.fingerprint.as_str());
                    match severity {
                        Severity::Breaking => tally.breaking += 1,
                        _ => tally.additive += 1,
                    }
                }
            }
        }
        tally.drifts = drifts.len();
        for operation in &report.coverage.operations {
            let (recorded, declared) = statuses(operation);
            tally.recorded += usize::from(is_recorded(operation));
            tally.statuses += declared;
            tally.statuses_recorded += recorded;
        }
        tally
    }

    /// Findings that fail the run.
    pub(super) fn failing(&self) -> usize {
        self.breaking + self.additive
    }
}

/// Whether a recording calls the operation.
pub(super) fn is_recorded(operation: &OperationCoverage) -> bool {
    operation
        .statuses
        .values()
        .any(|&recordings| recordings > 0)
}

/// How many of the declared statuses are recorded, and how many there are.
pub(super) fn statuses(operation: &OperationCoverage) -> (usize, usize) {
    let recorded = operation
        .declared
        .iter()
        .filter(|status| operation.statuses.get(status).is_some_and(|&n| n > 0))
        .count();
    (recorded, operation.declared.len())
}

/// Whether the finding fails the run.
pub(super) fn fails(reported: &Reported) -> bool {
    reported.known.is_none() && reported.finding.severity != Severity::Notice
}

/// The verdict in one sentence, without a full stop.
pub(super) fn verdict(report: &Report, tally: &Tally) -> String {
    if report.is_green() {
        return "The contract holds".to_owned();
    }
    let mut parts = Vec::new();
    for (number, noun) in [
        (tally.failing(), "finding"),
        (tally.unusable, "unusable file"),
        (tally.ledger, "ledger problem"),
    ] {
        if number > 0 {
            parts.push(count(number, noun));
        }
    }
    if report.exchanges == 0 {
        parts.insert(0, "Nothing was judged".to_owned());
    }
    list(&parts)
}

/// How long the run took.
pub(super) fn seconds(report: &Report) -> String {
    format!("{:.2} s", report.elapsed.as_secs_f64())
}

/// A share as whole percent, rounded down so that only all of it is 100.
pub(super) fn percent(part: usize, whole: usize) -> usize {
    (part.min(whole) * 100).checked_div(whole).unwrap_or(100)
}
