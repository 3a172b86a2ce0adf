//! What machines read: `JUnit` and SARIF.

use serde_json::Value;

use super::sample;
use crate::finding::Kind;
use crate::model::Report;
use crate::report::{junit, sarif};

#[test]
fn junit_has_a_case_for_each_recording() {
    let green = sample::green();
    let read = quick_junit::Report::deserialize_from_str(&junit(&green).unwrap()).unwrap();
    // One case more says that something was judged.
    assert_eq!(read.tests, green.exchanges + 1);
    assert_eq!((read.failures, read.errors), (0, 0));
    assert!(
        read.test_suites
            .iter()
            .any(|suite| suite.name.as_str() == "customer_profiles")
    );
}

#[test]
fn junit_fails_cases_and_keeps_tolerated_findings_as_output() {
    let read = quick_junit::Report::deserialize_from_str(&junit(&sample::red()).unwrap()).unwrap();
    // 23 failing findings are in 20 recordings; two files and one entry of the ledger are errors.
    assert_eq!((read.failures, read.errors), (20, 3));
    let cases = read.test_suites.iter().flat_map(|suite| &suite.test_cases);
    let kept: Vec<_> = cases.filter(|case| case.system_out.is_some()).collect();
    assert_eq!(kept.len(), 2);
    assert!(
        kept[0]
            .system_out
            .as_ref()
            .unwrap()
            .as_str()
            .contains("tolerated until 2027-01-31")
    );
}

#[test]
fn junit_of_an_empty_run_is_an_error() {
    let read =
        quick_junit::Report::deserialize_from_str(&junit(&Report::default()).unwrap()).unwrap();
    assert_eq!((read.tests, read.errors), (1, 1));
}

#[test]
fn sarif_names_rules_places_and_fingerprints() {
    let report = sample::red();
    let log: Value = serde_json::from_str(&sarif(&report).unwrap()).unwrap();
    assert_eq!(log["version"], "2.1.0");
    let run = &log["runs"][0];
    let rules = run["tool"]["driver"]["rules"].as_array().unwrap();
    assert_eq!(rules.len(), Kind::ALL.len());
    let results = run["results"].as_array().unwrap();
    assert_eq!(results.len(), report.findings.len());
    for (result, reported) in results.iter().zip(&report.findings) {
        let rule = usize::try_from(result["ruleIndex"].as_u64().unwrap()).unwrap();
        assert_eq!(rules[rule]["id"], result["ruleId"]);
        assert_eq!(
            result["partialFingerprints"]["contractDrift/v1"],
            reported.fingerprint.as_str()
        );
        assert_eq!(result["suppressions"].is_array(), reported.known.is_some());
    }
    let first = &results[0]["locations"][0]["physicalLocation"];
    assert_eq!(
        first["artifactLocation"]["uri"],
        "contract-tests/recordings/customer_profiles/fetch-in-review.yaml"
    );
    assert_eq!(first["region"]["startLine"], 14);
    // A gap has no recording: it points to the document.
    let gap = results
        .iter()
        .find(|result| result["ruleId"] == "coverage.unseen_field")
        .unwrap();
    let uri = &gap["locations"][0]["physicalLocation"]["artifactLocation"]["uri"];
    assert_eq!(uri, "spec/trusthub_v1.yaml");
    assert_eq!(
        run["invocations"][0]["toolExecutionNotifications"]
            .as_array()
            .unwrap()
            .len(),
        4
    );
}
