//! The result as `JUnit` XML, for the test reports of CI servers.
//!
//! Responsible for: one suite for each resource with one case for each recording, a case for each
//! operation with failing findings that belong to no recording, and suites for unusable files and
//! the ledger. Not for: coverage notices, which are no tests.

use std::collections::HashMap;
use std::fmt::Write;

use quick_junit::{
    NonSuccessKind, Property, Report as Junit, SerializeError, TestCase, TestCaseStatus, TestSuite,
};

use super::place;
use super::tally::fails;
use super::text::{at, clip, count, visible};
use crate::model::{Report, Reported, Trouble};

/// How much of one value is shown.
const VALUE: usize = 2_000;

/// The result as XML.
///
/// # Errors
/// When the XML cannot be written, which does not happen in memory.
pub fn junit(report: &Report) -> Result<String, SerializeError> {
    let mut suites = Suites::of(report);
    for (name, operation, findings) in cases(report) {
        suites.add(operation, case(name, operation, &findings));
    }
    let mut junit = Junit::new("contract");
    junit.set_time(report.elapsed);
    let mut run = TestSuite::new("run");
    run.add_property(Property::new("document", visible(&report.document.path)));
    run.add_property(Property::new(
        "document.title",
        visible(&report.document.title),
    ));
    run.add_property(Property::new(
        "document.overlays",
        report.document.overlays.to_string(),
    ));
    run.add_property(Property::new("recordings", visible(&report.recordings)));
    run.add_property(Property::new("date", visible(&report.date)));
    run.add_property(Property::new("exchanges", report.exchanges.to_string()));
    // A run that judged nothing must not look like a run without failures.
    let mut judged = TestCaseStatus::success();
    if report.exchanges == 0 {
        judged = TestCaseStatus::non_success(NonSuccessKind::Error);
        judged.set_message("no recording was judged");
    }
    run.add_test_case(TestCase::new("exchanges are judged", judged));
    junit.add_test_suite(run);
    junit.add_test_suites(suites.list);
    for (name, troubles) in [
        ("unusable files", &report.unusable),
        ("ledger", &report.ledger),
    ] {
        if !troubles.is_empty() {
            let mut suite = TestSuite::new(name);
            suite.add_test_cases(troubles.iter().map(trouble));
            junit.add_test_suite(suite);
        }
    }
    junit.to_string()
}

/// Suites by resource, in the order of the document.
struct Suites<'r> {
    list: Vec<TestSuite>,
    by_name: HashMap<&'r str, usize>,
    resource_of: HashMap<&'r str, &'r str>,
}

impl<'r> Suites<'r> {
    fn of(report: &'r Report) -> Self {
        let rows = &report.coverage.operations;
        let pairs = rows
            .iter()
            .map(|row| (row.operation.as_str(), row.resource.as_str()));
        Self {
            list: Vec::new(),
            by_name: HashMap::new(),
            resource_of: pairs.collect(),
        }
    }

    fn add(&mut self, operation: &'r str, case: TestCase) {
        let name = self.resource_of.get(operation).copied().unwrap_or("other");
        let list = &mut self.list;
        let index = *self.by_name.entry(name).or_insert_with(|| {
            list.push(TestSuite::new(visible(name)));
            list.len() - 1
        });
        self.list[index].add_test_case(case);
    }
}

type Case<'r> = (&'r str, &'r str, Vec<&'r Reported>);

/// Every recording, by document order of operations where findings give it, then the rest.
fn cases(report: &Report) -> Vec<Case<'_>> {
    let mut cases: Vec<Case<'_>> = report
        .played
        .iter()
        .map(|played| (played.name.as_str(), played.operation.as_str(), Vec::new()))
        .collect();
    let mut index: HashMap<(&str, &str), usize> = HashMap::new();
    for (at, (name, operation, _)) in cases.iter().enumerate() {
        index.insert((name, operation), at);
    }
    for reported in &report.findings {
        let operation = reported.finding.operation.as_str();
        let name = match &reported.finding.recording {
            Some(name) => name.as_str(),
            None if fails(reported) => "document",
            None => continue,
        };
        let at = *index.entry((name, operation)).or_insert_with(|| {
            cases.push((name, operation, Vec::new()));
            cases.len() - 1
        });
        cases[at].2.push(reported);
    }
    cases
}

fn case(name: &str, operation: &str, findings: &[&Reported]) -> TestCase {
    let failing: Vec<&&Reported> = findings.iter().filter(|reported| fails(reported)).collect();
    let status = match failing.first() {
        None => TestCaseStatus::success(),
        Some(first) => {
            let mut status = TestCaseStatus::non_success(NonSuccessKind::Failure);
            status.set_type(first.finding.kind.id());
            status.set_message(match failing.as_slice() {
                [one] => summary(one),
                all => format!("{}, first: {}", count(all.len(), "finding"), summary(first)),
            });
            let texts: Vec<String> = failing
                .iter()
                .map(|reported| description(reported))
                .collect();
            status.set_description(texts.join("\n\n"));
            status
        }
    };
    let mut case = TestCase::new(visible(name), status);
    case.set_classname(visible(operation));
    let rest: Vec<String> = findings
        .iter()
        .filter(|reported| !fails(reported))
        .map(|reported| description(reported))
        .collect();
    if !rest.is_empty() {
        case.set_system_out(rest.join("\n\n"));
    }
    case
}

fn summary(reported: &Reported) -> String {
    let finding = &reported.finding;
    let spot = place::text(&finding.spot);
    visible(&format!(
        "{} in {spot}: {}",
        finding.kind.id(),
        clip(&finding.actual, 200)
    ))
    .into_owned()
}

fn description(reported: &Reported) -> String {
    let finding = &reported.finding;
    let mut text = format!(
        "{} {} in {}\nexpected: {}\nactual: {}\n",
        finding.severity,
        finding.kind.id(),
        place::text(&finding.spot),
        clip(&finding.expected, VALUE),
        clip(&finding.actual, VALUE)
    );
    if let Some(file) = &finding.file {
        let _ = writeln!(text, "at: {}", at(file, finding.line));
    }
    if let Some(document) = &finding.document {
        let _ = writeln!(text, "document: {document}");
    }
    if let Some(known) = &reported.known {
        let _ = writeln!(text, "tolerated until {}: {}", known.until, known.reason);
    }
    let _ = write!(
        text,
        "next: {}\nfingerprint: {}",
        finding.next, reported.fingerprint
    );
    visible(&text).into_owned()
}

fn trouble(trouble: &Trouble) -> TestCase {
    let mut status = TestCaseStatus::non_success(NonSuccessKind::Error);
    status.set_message(visible(&clip(&trouble.message, VALUE)));
    status.set_description(visible(&trouble.help));
    TestCase::new(visible(&at(&trouble.file, trouble.line)), status)
}
