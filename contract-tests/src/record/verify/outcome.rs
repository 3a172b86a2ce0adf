//! What a run has to tell.
//!
//! Responsible for: the report, in the form of every other check, and the list of recordings that
//! could not be verified. Not for: printing the report.

use std::fmt::Write as _;
use std::time::Instant;

use indexmap::IndexMap;
use jiff::tz::TimeZone;

use super::run::Seen;
use super::stories::Case;
use crate::check::Subject;
use crate::coverage::Coverage;
use crate::ledger::Ledger;
use crate::model::{self, Report, Reported, Trouble};
use crate::recording::LoadError;

/// The version of the report's shape.
const REPORT: u32 = 1;

/// Recordings that are named for one reason, unless all are asked for.
const NAMED: usize = 5;

/// The report of a run. Findings that the ledger tolerates are told as such.
pub(super) fn report(
    seen: Seen,
    failures: &[LoadError],
    folder: &str,
    subject: &Subject,
    ledger: Ledger,
    start: Instant,
) -> Report {
    let today = jiff::Timestamp::now().to_zoned(TimeZone::UTC).date();
    let mut coverage = Coverage::new(&subject.contract);
    let mut played = Vec::new();
    let mut found = Vec::new();
    for (case, fresh, findings) in seen.verified {
        coverage.observe(&fresh);
        found.extend(findings);
        played.push(model::Played {
            name: case.file.name,
            operation: case.recording.operation,
            file: case.file.path.display().to_string(),
            status: fresh.response.status,
        });
    }
    let order = |operation: &str| subject.contract.operations.get_index_of(operation);
    found.sort_by_key(|finding| (order(&finding.operation), finding.recording.clone()));
    played.sort_by(|one, other| one.name.cmp(&other.name));
    let (sorted, ledger) = ledger.apply(found, today, true);
    let findings = sorted.into_iter().map(|(finding, known)| Reported {
        fingerprint: finding.fingerprint(),
        excerpt: Vec::new(),
        finding,
        known,
    });
    let mut unusable: Vec<Trouble> = failures.iter().flat_map(crate::check::unusable).collect();
    unusable.extend(seen.failed.iter().map(|(case, error)| {
        trouble(
            case,
            error,
            "ask again; the recording itself was not changed",
        )
    }));
    unusable.extend(seen.left_behind.iter().map(|path| Trouble {
        file: "the server".to_owned(),
        line: None,
        message: format!("not deleted again: {path}"),
        help: "delete it by hand".to_owned(),
    }));
    let notices = seen.unverified.iter();
    Report {
        report: REPORT,
        document: subject.document.clone(),
        recordings: folder.to_owned(),
        date: today.to_string(),
        elapsed: start.elapsed(),
        exchanges: played.len(),
        played,
        findings: findings.collect(),
        unusable,
        ledger,
        notices: notices
            .map(|(case, reason)| trouble(case, &format!("not verified: {reason}"), ""))
            .collect(),
        coverage: coverage.finish(&subject.contract).0,
        ..Report::default()
    }
}

fn trouble(case: &Case, message: &str, help: &str) -> Trouble {
    Trouble {
        file: case.file.path.display().to_string(),
        line: None,
        message: message.to_owned(),
        help: help.to_owned(),
    }
}

/// The recordings that were not verified, by reason; with all their names or the first ones.
pub(super) fn unverified(seen: &Seen, all: bool) -> String {
    let mut reasons: IndexMap<&str, Vec<&str>> = IndexMap::new();
    for (case, reason) in &seen.unverified {
        let names = reasons.entry(reason).or_default();
        names.push(&case.file.name);
    }
    let mut text = String::new();
    for (reason, mut names) in reasons {
        names.sort_unstable();
        let _ = writeln!(text, "not verified ({}): {reason}", names.len());
        let shown = if all { names.len() } else { NAMED };
        for name in names.iter().take(shown) {
            let _ = writeln!(text, "  {name}");
        }
        if names.len() > shown {
            let _ = writeln!(text, "  and {} more (--verbose)", names.len() - shown);
        }
    }
    text
}
