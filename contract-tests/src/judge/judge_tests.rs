//! The judge as a whole: the recordings of this project, and documents that are not today's.

use std::collections::BTreeSet;
use std::path::Path;

use super::testing::{contract, fetched, repository, told, trusthub};
use super::*;
use crate::finding::Severity;
use crate::recording::{find, load};

/// Every finding in the recordings of this project, notices aside.
fn drift(judge: &Judge) -> Vec<Finding> {
    let found = find(crate::recordings());
    let mut findings = Vec::new();
    for file in &found.files {
        let recording = load(&file.path).expect("the recordings load");
        findings.extend(judge.judge(&recording, Some(file)));
    }
    findings.retain(|finding| finding.severity != Severity::Notice);
    findings
}

fn judge_of(document: &xtask::spec::Document) -> Judge {
    Judge::new(Arc::new(Contract::compile(document).expect("compiles")))
}

/// What the findings have in common: kind, operation or `*`, and the last step of the spot.
fn kinds(findings: &[Finding]) -> BTreeSet<String> {
    let last = |finding: &Finding| match &finding.spot {
        _ if finding.kind == Kind::ResponseUnknownEnumValue => finding.actual.clone(),
        Spot::ResponseBody(at) => at.rsplit('/').next().unwrap_or_default().to_owned(),
        Spot::RequestForm(name) | Spot::RequestQuery(name) | Spot::ResponseHeader(name) => {
            name.clone()
        }
        Spot::Status => finding.actual.clone(),
        _ => finding.operation.clone(),
    };
    findings
        .iter()
        .map(|finding| format!("{} {}", finding.kind, last(finding)))
        .collect()
}

#[test]
fn todays_recordings_agree_with_the_document_and_its_overlays() {
    let drift = drift(&judge_of(&trusthub(true)));
    assert_eq!(drift, [], "{:#?}", told(&drift));
}

#[test]
fn without_overlays_each_of_their_corrections_is_a_finding() {
    let drift = drift(&judge_of(&trusthub(false)));
    let mut seen = BTreeSet::new();
    for finding in &drift {
        let document = finding.document.as_deref().unwrap_or_default();
        // Which overlay has corrected it; recordings may be added, corrections may not.
        let corrected = match (finding.kind, &finding.spot) {
            (Kind::ResponseUndeclaredStatus, _) if finding.actual.as_str() >= "400" => 1,
            (Kind::ResponseUndeclaredField, Spot::ResponseHeader(name)) => {
                assert!(
                    name.starts_with("twilio-") || name == "x-home-region",
                    "{name}"
                );
                2
            }
            (Kind::ResponseMissingField, Spot::ResponseBody(at)) if at.ends_with("/errors") => 30,
            (Kind::ResponseUnknownEnumValue | Kind::RequestInvalidValue, _)
                if document.ends_with("document_enum_status") =>
            {
                31
            }
            (Kind::ResponseUnknownEnumValue | Kind::RequestInvalidValue, _)
                if document.ends_with("_enum_status") =>
            {
                32
            }
            _ => panic!("nothing has corrected {finding:#?}"),
        };
        seen.insert(corrected);
    }
    assert_eq!(seen, BTreeSet::from([1, 2, 30, 31, 32]));
}

/// Older versions of the vendor's document, where they lie beside the repository.
#[test]
fn an_older_document_differs_exactly_in_what_has_changed_since() {
    let folder = repository().join("../shared/upstream/history");
    if !folder.is_dir() {
        eprintln!("skipped: {} is not there", folder.display());
        return;
    }
    let today: BTreeSet<String> = kinds(&drift(&judge_of(&trusthub(false))));
    let since = |version: &str| -> BTreeSet<String> {
        let document =
            xtask::spec::load(&folder.join(version), None).expect("the document is sound");
        let kinds = kinds(&drift(&judge_of(&document)));
        kinds
            .difference(&today)
            .filter(|kind| !kind.starts_with("request.undeclared_parameter"))
            .cloned()
            .collect()
    };
    let set = |kinds: &[&str]| {
        kinds
            .iter()
            .map(ToString::to_string)
            .collect::<BTreeSet<_>>()
    };
    let nulls = [
        "response.null_not_allowed next_page_url",
        "response.null_not_allowed previous_page_url",
    ];
    let inquiries = [
        "request.invalid_value CreateComplianceInquiry",
        "request.invalid_value CreateComplianceTollfreeInquiry",
        "request.invalid_value UpdateComplianceInquiry",
    ];
    let registrations = [
        "request.invalid_value CreateComplianceRegistration",
        "request.invalid_value UpdateComplianceRegistration",
    ];
    let errors = ["response.undeclared_field errors"];
    let parent = ["request.missing_required PrimaryProfileSid"];
    // Capitals came with the version of 2025-02-20.
    let capitals = [
        "DRAFT",
        "PENDING_REVIEW",
        "REJECTED",
        "APPROVED",
        "EXPIRED",
        "PROVISIONALLY_APPROVED",
    ]
    .map(|value| format!("response.unknown_enum_value `{value}`"));
    let capitals: Vec<&str> = capitals.iter().map(String::as_str).collect();
    let did = [
        "request.missing_required Did",
        "response.missing_field tollfree_id",
        "response.undeclared_field registration_id",
    ];
    assert_eq!(
        since("2023-01-13-old.yaml"),
        set(&[&nulls[..], &inquiries, &registrations, &errors, &capitals].concat())
    );
    assert_eq!(
        since("2023-01-13-new.yaml"),
        set(&[&inquiries[..], &registrations, &errors, &capitals].concat())
    );
    assert_eq!(
        since("2023-11-17-old.yaml"),
        set(&[&registrations[..], &errors, &capitals, &parent, &did].concat())
    );
    assert_eq!(
        since("2023-11-17-new.yaml"),
        set(&[&registrations[..], &errors, &capitals, &parent].concat())
    );
    assert_eq!(
        since("2025-02-20-old.yaml"),
        set(&[&parent[..], &capitals].concat())
    );
    assert_eq!(since("2025-10-28-old.yaml"), set(&parent));
    assert_eq!(since("2025-10-28-new.yaml"), set(&[]));
}

#[test]
fn an_operation_is_found_by_its_path_when_the_document_calls_it_otherwise() {
    let judge = Judge::new(Arc::new(contract()));
    let mut recording = fetched();
    recording.operation = "ReadThing".to_owned();
    assert_eq!(judge.judge(&recording, None), []);
    recording.request.path = "/v1/Others".to_owned();
    let found = judge.judge(&recording, None);
    assert_eq!(
        told(&found),
        ["request.invalid_value Whole"],
        "and nothing else is judged"
    );
    assert_eq!(found[0].operation, "ReadThing");
}

#[test]
fn a_finding_names_its_recording_and_line() {
    let folder = tempfile::tempdir().expect("a folder");
    let path = folder.path().join("fetch.yaml");
    let mut recording = fetched();
    recording.response.body = crate::recording::Body::Json(serde_json::json!({ "sid": 1 }));
    std::fs::write(&path, "request: {}\nresponse:\n  body:\n    sid: 1\n").expect("writes");
    let file = RecordingFile {
        name: "things/fetch".to_owned(),
        path: path.clone(),
    };
    let found = Judge::new(Arc::new(contract())).judge(&recording, Some(&file));
    let lines: Vec<_> = found.iter().map(|finding| finding.line).collect();
    assert_eq!(lines, [Some(4), Some(3), Some(3)]);
    assert_eq!(found[0].recording.as_deref(), Some("things/fetch"));
    assert_eq!(
        found[0].file.as_deref().map(Path::new),
        Some(path.as_path())
    );
}
