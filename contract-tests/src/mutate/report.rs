//! What the self-test showed.
//!
//! Responsible for: adding up, and printing for a terminal. JSON comes from `serde`.

use std::collections::BTreeMap;
use std::fmt;
use std::time::Duration;

use serde::Serialize;

use super::mutant::{Mutant, Shown};
use super::operator::Operator;
use crate::finding::{Finding, Spot};
use crate::recording::Recording;

/// How many undetected mutants and alarms are printed; JSON has them all.
const PRINTED: usize = 20;

/// The score of the judge.
#[derive(Debug, Clone, Default, Serialize)]
pub struct SelfTestReport {
    /// How many recordings were mutated.
    pub recordings: usize,
    /// How many mutants were judged.
    pub mutants: usize,
    /// How many of them were detected.
    pub detected: usize,
    /// How many harmless changes were judged.
    pub harmless: usize,
    /// Every which mutant was judged; none when all were.
    pub sample: Option<usize>,
    /// The score of each operator that fits somewhere.
    pub operators: BTreeMap<Operator, Score>,
    /// Findings on recordings that were not changed, or not in a way that matters.
    pub alarms: Vec<Alarm>,
    /// Mutants that were not detected.
    pub undetected: Vec<Missed>,
    /// Recordings at which the judge panicked.
    pub crashed: Vec<String>,
    /// How long it took, in seconds.
    pub elapsed: f64,
}

/// The score of an operator.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize)]
pub struct Score {
    /// How many mutants it made.
    pub total: usize,
    /// How many of them were detected.
    pub detected: usize,
}

/// A finding where there is nothing to find.
#[derive(Debug, Clone, Serialize)]
pub struct Alarm {
    /// The recording.
    pub recording: String,
    /// The harmless change; none where the recording is as it is on the disk.
    pub operator: Option<Operator>,
    /// What was found.
    pub finding: Finding,
}

/// A mutant that was not detected.
#[derive(Debug, Clone, Serialize)]
pub struct Missed {
    /// The recording that was changed.
    pub recording: String,
    /// Its operation.
    pub operation: String,
    /// How it was changed.
    pub operator: Operator,
    /// Where.
    pub at: Spot,
    /// The finding that is missing.
    pub expected: String,
    /// What was found instead.
    pub found: Vec<String>,
}

impl SelfTestReport {
    /// Whether something was judged, all of it was detected, and nothing was found on unchanged
    /// recordings.
    #[must_use]
    pub fn is_green(&self) -> bool {
        let clean = self.alarms.is_empty() && self.crashed.is_empty();
        clean && self.mutants > 0 && self.detected == self.mutants
    }

    /// Counts one mutant; the findings are those that are new in it.
    pub(super) fn add(
        &mut self,
        name: &str,
        recording: &Recording,
        mutant: &Mutant,
        findings: &[&Finding],
    ) {
        if mutant.expected.is_empty() {
            self.harmless += 1;
            self.alarms.extend(findings.iter().map(|finding| Alarm {
                recording: name.to_owned(),
                operator: Some(mutant.operator),
                finding: (*finding).clone(),
            }));
            return;
        }
        let score = self.operators.entry(mutant.operator).or_default();
        self.mutants += 1;
        score.total += 1;
        let Some(expected) = mutant.missing(findings) else {
            self.detected += 1;
            score.detected += 1;
            return;
        };
        let found = findings.iter().take(3);
        self.undetected.push(Missed {
            recording: name.to_owned(),
            operation: recording.operation.clone(),
            operator: mutant.operator,
            at: mutant.at.clone(),
            expected: expected.to_string(),
            found: found
                .map(|finding| format!("{} at {}", finding.kind, Shown(&finding.spot)))
                .collect(),
        });
    }

    /// Adds the part of another worker.
    pub(super) fn merge(&mut self, other: Self) {
        self.recordings += other.recordings;
        self.mutants += other.mutants;
        self.detected += other.detected;
        self.harmless += other.harmless;
        for (operator, score) in other.operators {
            let mine = self.operators.entry(operator).or_default();
            mine.total += score.total;
            mine.detected += score.detected;
        }
        self.alarms.extend(other.alarms);
        self.undetected.extend(other.undetected);
        self.crashed.extend(other.crashed);
    }

    /// Brings what workers found in the order of recordings, whoever was first.
    pub(super) fn settle(&mut self, sample: Option<usize>, elapsed: Duration) {
        self.alarms
            .sort_by(|one, other| one.recording.cmp(&other.recording));
        self.undetected
            .sort_by(|one, other| one.recording.cmp(&other.recording));
        self.crashed.sort_unstable();
        self.sample = sample;
        self.elapsed = elapsed.as_secs_f64();
    }
}

impl fmt::Display for SelfTestReport {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        for (operator, score) in &self.operators {
            let Score { total, detected } = *score;
            let mark = if detected == total { "" } else { "  <- missed" };
            writeln!(f, "{operator:26} {detected:>6} of {total:>6}{mark}")?;
        }
        for missed in self.undetected.iter().take(PRINTED) {
            writeln!(
                f,
                "not detected: {} in {} ({}), at {}\n  expected: {}",
                missed.operator,
                missed.recording,
                missed.operation,
                Shown(&missed.at),
                missed.expected
            )?;
            if !missed.found.is_empty() {
                writeln!(f, "  found: {}", missed.found.join(", "))?;
            }
        }
        more(f, self.undetected.len(), "mutants were not detected")?;
        for alarm in self.alarms.iter().take(PRINTED) {
            write!(f, "alarm: {}", alarm.recording)?;
            if let Some(operator) = alarm.operator {
                write!(f, " after {operator}")?;
            }
            let Finding {
                kind, spot, actual, ..
            } = &alarm.finding;
            writeln!(f, ": {kind} at {}: {actual}", Shown(spot))?;
        }
        more(f, self.alarms.len(), "alarms")?;
        for recording in &self.crashed {
            writeln!(f, "the judge panicked: {recording}")?;
        }
        if self.mutants == 0 {
            writeln!(f, "nothing was mutated: there is no recording to mutate")?;
        }
        write!(
            f,
            "{} of {} mutants detected, {} alarms on {} unchanged recordings and {} harmless changes, {:.1} s",
            self.detected,
            self.mutants,
            self.alarms.len(),
            self.recordings,
            self.harmless,
            self.elapsed
        )?;
        match self.sample {
            Some(step) if step > 1 => write!(f, " (one mutant in {step})"),
            _ => Ok(()),
        }
    }
}

fn more(f: &mut fmt::Formatter<'_>, count: usize, what: &str) -> fmt::Result {
    match count.checked_sub(PRINTED) {
        None | Some(0) => Ok(()),
        Some(rest) => writeln!(f, "… and {rest} more {what}"),
    }
}
