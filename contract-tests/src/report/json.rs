//! The result as JSON, for scripts.
//!
//! Responsible for: the whole of [`Report`], its verdict and its counts, as
//! `report.schema.json` describes it. Not for: leaving anything out.

use serde::Serialize;

use super::tally::Tally;
use crate::model::Report;

/// The result as indented JSON. Members keep their order from run to run.
///
/// # Errors
/// When a value has no JSON form, which no report of a run holds.
pub fn json(report: &Report) -> Result<String, serde_json::Error> {
    let counts = Tally::of(report);
    let mut text = serde_json::to_string_pretty(&Printed {
        green: report.is_green(),
        counts,
        report,
    })?;
    text.push('\n');
    Ok(text)
}

#[derive(Serialize)]
struct Printed<'r> {
    green: bool,
    counts: Tally,
    #[serde(flatten)]
    report: &'r Report,
}
