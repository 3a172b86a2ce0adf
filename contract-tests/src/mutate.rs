//! The self-test of the judge: breaks every recording in every way that matters and checks that
//! the judge sees it.
//!
//! ```text
//! recording ─▶ answer, exchange, request: mutants, each with what must be found ─▶ judge ─▶ score
//! ```
//!
//! Changes that are no drift (`harmless`) are made too: in those nothing new may be found.
//!
//! Which mutants there are is derived from the document: a value that the document says nothing
//! about can change its type without any drift, so that operator does not fit there. A mutant
//! counts as detected when each expected finding is there, of the right kind and at the right spot,
//! and was not there before the change. On unchanged recordings the judge must find nothing.
//!
//! Responsible for: mutants, and the score. Not for: judging.

use std::panic::{self, AssertUnwindSafe};
use std::sync::{Mutex, PoisonError};
use std::thread;
use std::time::Instant;

use crate::finding::{Finding, Severity};
use crate::judge::Judge;
use crate::judge::contract::Contract;
use crate::recording::Recording;

mod answer;
mod exchange;
mod harmless;
mod mutant;
mod operator;
mod report;
mod request;
mod values;
mod variants;

pub use operator::Operator;
pub use report::{Alarm, Missed, Score, SelfTestReport};

use mutant::Mutant;

/// The self-test.
#[derive(Debug, Clone, Copy)]
pub struct SelfTest;

/// What judges a recording.
type Judging<'a> = dyn Fn(&Recording) -> Vec<Finding> + Sync + 'a;

impl SelfTest {
    /// Mutates every recording, given with its name, and scores the judge.
    ///
    /// With a sample of `n`, every `n`th mutant is judged, the same ones in every run. Recordings
    /// are taken one by one, so memory does not grow with their number.
    #[must_use]
    pub fn run<I>(
        contract: &Contract,
        judge: &Judge,
        recordings: I,
        sample: Option<usize>,
    ) -> SelfTestReport
    where
        I: IntoIterator<Item = (String, Recording)>,
        I::IntoIter: Send,
    {
        let judging = |recording: &Recording| judge.judge(recording, None);
        run(contract, &judging, recordings.into_iter(), sample)
    }
}

fn run(
    contract: &Contract,
    judging: &Judging<'_>,
    recordings: impl Iterator<Item = (String, Recording)> + Send,
    sample: Option<usize>,
) -> SelfTestReport {
    let start = Instant::now();
    let queue = Mutex::new(recordings.enumerate());
    let workers = thread::available_parallelism().map_or(1, usize::from);
    let work = || {
        let mut report = SelfTestReport::default();
        loop {
            let next = queue.lock().unwrap_or_else(PoisonError::into_inner).next();
            let Some((index, (name, recording))) = next else {
                return report;
            };
            let one = || score(contract, judging, (index, &name), &recording, sample);
            match panic::catch_unwind(AssertUnwindSafe(one)) {
                Ok(scored) => report.merge(scored),
                Err(_) => report.crashed.push(name),
            }
        }
    };
    let mut report = SelfTestReport::default();
    thread::scope(|scope| {
        let workers: Vec<_> = (0..workers).map(|_| scope.spawn(work)).collect();
        for worker in workers {
            match worker.join() {
                Ok(part) => report.merge(part),
                Err(_) => report.crashed.push("a worker".to_owned()),
            }
        }
    });
    report.settle(sample, start.elapsed());
    report
}

/// Judges one recording, and the mutants of it that are in the sample.
fn score(
    contract: &Contract,
    judging: &Judging<'_>,
    (index, name): (usize, &str),
    recording: &Recording,
    sample: Option<usize>,
) -> SelfTestReport {
    let mut report = SelfTestReport {
        recordings: 1,
        ..SelfTestReport::default()
    };
    let before = judging(recording);
    // A notice is no alarm: a request that was refused is often wrong on purpose.
    let alarms = before.iter().filter(|one| one.severity != Severity::Notice);
    report.alarms.extend(alarms.map(|finding| Alarm {
        recording: name.to_owned(),
        operator: None,
        finding: finding.clone(),
    }));
    let step = sample.unwrap_or(1).max(1);
    for mutant in mutants(contract, recording)
        .into_iter()
        // Another recording starts elsewhere, so that small ones have their share.
        .skip(index % step)
        .step_by(step)
    {
        // Breaking what is broken already proves nothing; that it is was told above.
        if mutant.was_found(&before) {
            continue;
        }
        let findings = judging(&mutant.apply(recording));
        let new = |finding: &&Finding| {
            let same = |old: &Finding| old.kind == finding.kind && old.spot == finding.spot;
            !before.iter().any(same)
        };
        let new: Vec<&Finding> = findings.iter().filter(new).collect();
        report.add(name, recording, &mutant, &new);
    }
    report
}

/// Every mutant of a recording, in a fixed order. None where the operation is not declared.
fn mutants(contract: &Contract, recording: &Recording) -> Vec<Mutant> {
    let Some(operation) = contract.operation(&recording.operation) else {
        return Vec::new();
    };
    let mut mutants = answer::mutants(contract, operation, recording);
    exchange::mutants(operation, recording, &mut mutants);
    request::mutants(contract, operation, recording, &mut mutants);
    mutants.extend(harmless::mutants(contract, operation, recording));
    mutants
}

#[cfg(test)]
#[path = "mutate_tests.rs"]
mod tests;
