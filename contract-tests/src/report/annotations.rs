//! The result as workflow commands, which GitHub shows beside the lines of a pull request.
//!
//! Responsible for: what fails the run, each drift once, and the escapes of these commands. Not
//! for: finding out whether GitHub runs this.
//!
//! GitHub shows the first ten errors and the first ten warnings of a step, so breaking drifts are
//! errors and additive ones are warnings.

use std::fmt::Write;

use super::tally::fails;
use super::text::{clip, count, line, visible};
use super::{drift, kinds, place};
use crate::finding::Severity;
use crate::model::{Report, Trouble};

/// How much of one value is shown.
const VALUE: usize = 500;

/// The commands, one a line.
#[must_use]
pub fn annotations(report: &Report) -> String {
    let mut out = String::new();
    for group in drift::groups(report, fails) {
        for drift in &group.drifts {
            let finding = &drift.first.finding;
            let level = match finding.severity {
                Severity::Breaking => "error",
                Severity::Additive | Severity::Notice => "warning",
            };
            let title = format!(
                "{}: {} {}",
                kinds::title(finding.kind),
                finding.operation,
                place::text(&finding.spot)
            );
            let mut message = format!(
                "expected {}\nactual {}\n",
                clip(&finding.expected, VALUE),
                clip(&finding.actual, VALUE)
            );
            if !drift.others.is_empty() {
                let _ = writeln!(
                    message,
                    "and {} like it",
                    count(drift.others.len(), "finding")
                );
            }
            let _ = write!(
                message,
                "next: {}\n{} {}",
                finding.next,
                finding.kind.id(),
                drift.first.fingerprint
            );
            // A finding without a recording is about the document.
            let file = finding.file.as_deref().unwrap_or(&report.document.path);
            command(&mut out, level, file, finding.line, &title, &message);
        }
    }
    troubles(&mut out, "Unusable file", &report.unusable);
    troubles(&mut out, "Ledger", &report.ledger);
    out
}

fn troubles(out: &mut String, title: &str, troubles: &[Trouble]) {
    for trouble in troubles {
        let message = format!("{}\nnext: {}", clip(&trouble.message, VALUE), trouble.help);
        command(out, "error", &trouble.file, trouble.line, title, &message);
    }
}

fn command(
    out: &mut String,
    level: &str,
    file: &str,
    at: Option<usize>,
    title: &str,
    message: &str,
) {
    let _ = write!(out, "::{level} ");
    if !file.is_empty() {
        let _ = write!(out, "file={},", property(file));
    }
    if let Some(at) = at {
        let _ = write!(out, "line={at},");
    }
    let _ = writeln!(
        out,
        "title={}::{}",
        property(&clip(title, VALUE)),
        data(message)
    );
}

fn data(text: &str) -> String {
    visible(text)
        .replace('%', "%25")
        .replace('\r', "%0D")
        .replace('\n', "%0A")
}

fn property(text: &str) -> String {
    line(text)
        .replace('%', "%25")
        .replace(':', "%3A")
        .replace(',', "%2C")
}
