use std::collections::BTreeSet;
use std::path::Path;
use std::sync::Arc;
use std::sync::atomic::{AtomicUsize, Ordering};

use super::*;
use crate::finding::{Kind, Spot};

fn contract() -> Arc<Contract> {
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("../spec");
    let document = xtask::spec::load(&root.join("trusthub_v1.yaml"), Some(&root.join("overlays")))
        .unwrap_or_else(|found| panic!("{found:?}"));
    let contract = Contract::compile(&document).unwrap_or_else(|found| panic!("{found:?}"));
    Arc::new(contract)
}

fn recordings() -> impl Iterator<Item = (String, Recording)> {
    let files = crate::recording::find(crate::recordings()).files;
    files.into_iter().map(|file| {
        let recording = crate::recording::load(&file.path);
        (
            file.name,
            recording.unwrap_or_else(|error| panic!("{error}")),
        )
    })
}

fn one(name: &str) -> (String, Recording) {
    recordings()
        .find(|(known, _)| known == name)
        .expect("there")
}

fn finding(kind: Kind, spot: Spot) -> Finding {
    Finding {
        kind,
        severity: Severity::Breaking,
        operation: String::new(),
        recording: None,
        file: None,
        line: None,
        spot,
        document: None,
        expected: String::new(),
        actual: String::new(),
        next: String::new(),
    }
}

/// The operators that break something, without those whose changes are harmless.
fn operators_that_fit(contract: &Contract) -> BTreeSet<Operator> {
    recordings()
        .flat_map(|(_, recording)| mutants(contract, &recording))
        .filter(|mutant| !mutant.expected.is_empty())
        .map(|mutant| mutant.operator)
        .collect()
}

#[test]
fn the_judge_sees_a_sample_of_all_mutants_and_raises_no_alarm() {
    let contract = contract();
    let judge = Judge::new(Arc::clone(&contract));
    let report = SelfTest::run(&contract, &judge, recordings(), Some(3));
    assert!(report.is_green(), "{report}");
    assert!(report.mutants > 9_000, "{report}");
    let judged: BTreeSet<Operator> = report.operators.keys().copied().collect();
    let made = operators_that_fit(&contract);
    let left_out: Vec<_> = made.difference(&judged).collect();
    assert_eq!(left_out, Vec::<&Operator>::new(), "no operator is left out");
    assert!(report.harmless > 300, "{report}");
    assert!(report.recordings >= 180, "{report}");
}

#[test]
fn every_operator_fits_somewhere() {
    let contract = contract();
    let made: BTreeSet<Operator> = recordings()
        .flat_map(|(_, recording)| mutants(&contract, &recording))
        .map(|mutant| mutant.operator)
        .collect();
    // This document has nothing of that in answers; the test below has.
    let unused = [
        Operator::BelowMinimum,
        Operator::AboveMaximum,
        Operator::PhoneNumberWords,
        Operator::FormatWords,
        Operator::TooFewEntries,
        Operator::TooManyEntries,
        Operator::OtherEntry,
    ];
    for operator in Operator::ALL {
        assert_eq!(
            made.contains(operator),
            !unused.contains(operator),
            "{operator}"
        );
    }
}

#[test]
fn what_this_document_lacks_is_broken_and_seen_in_another() {
    let folder = tempfile::tempdir().expect("a folder");
    let path = folder.path().join("document.yaml");
    std::fs::write(
        &path,
        "
openapi: 3.0.3
info: { title: test, version: '1' }
paths:
  /v1/Policies:
    get:
      operationId: ListPolicies
      responses:
        '200':
          description: numbers
          content:
            application/json:
              schema:
                type: object
                properties:
                  count: { type: integer, minimum: 1, maximum: 9 }
                  phone: { type: string, format: phone-number }
                  unit: { type: string, format: currency }
                  any: {}
                  labels: { type: object, additionalProperties: { type: string } }
                  either: { oneOf: [{ type: string }, { type: integer }] }
                  few: { type: array, items: { type: string }, minItems: 1, maxItems: 2 }
                  level: { type: integer, enum: [1, 2] }
                  pet: { oneOf: [{ $ref: '#/components/schemas/Cat' }, { $ref: '#/components/schemas/Dog' }], discriminator: { propertyName: kind } }
components:
  schemas:
    Cat: { type: object, required: [kind], properties: { kind: { type: string }, lives: { type: integer } } }
    Dog: { type: object, required: [kind], properties: { kind: { type: string }, lives: { type: integer } } }
",
    )
    .expect("writes");
    let document = xtask::spec::load(&path, None).unwrap_or_else(|found| panic!("{found:?}"));
    let contract = Arc::new(Contract::compile(&document).expect("compiles"));
    let judge = Judge::new(Arc::clone(&contract));
    let (name, mut recording) = one("policies/list-empty");
    recording.request.query = crate::recording::Fields::default();
    recording.response.body = crate::recording::Body::Json(serde_json::json!({
        "count": 3, "phone": "+18005550142", "unit": "USD", "any": [1], "labels": {"a": "b"}, "either": "x",
        "few": ["a"], "level": 1, "pet": { "kind": "Cat", "lives": 9 },
    }));
    let report = SelfTest::run(&contract, &judge, [(name, recording.clone())], None);
    assert!(report.is_green(), "{report}");
    for operator in [
        Operator::BelowMinimum,
        Operator::AboveMaximum,
        Operator::PhoneNumberWords,
        Operator::FormatWords,
        Operator::TooFewEntries,
        Operator::TooManyEntries,
    ] {
        assert_eq!(
            report.operators[&operator],
            Score {
                total: 1,
                detected: 1
            },
            "{operator}"
        );
    }
    let on = |at: &str| {
        let spot = Spot::ResponseBody(at.to_owned());
        let made = mutants(&contract, &recording).into_iter();
        made.filter(|mutant| mutant.at == spot && !mutant.expected.is_empty())
            .map(|mutant| mutant.operator)
            .collect::<BTreeSet<_>>()
    };
    assert!(on("/any").is_subset(&[Operator::DropMember, Operator::RenameMember].into()));
    assert!(
        on("/labels/a").contains(&Operator::ToNumber),
        "values of a map have a schema"
    );
    assert!(!on("/labels").contains(&Operator::AddMember));
    let made = mutants(&contract, &recording);
    assert!(
        made.iter()
            .any(|mutant| mutant.operator == Operator::OtherEntry)
    );
    // A number is as good as a text there.
    assert!(on("/either").contains(&Operator::ToBoolean));
    assert!(!on("/either").contains(&Operator::ToNumber));
    assert!(on("/either").contains(&Operator::NoSuchShape));
    assert!(on("/level").contains(&Operator::UnknownEnumValue));
    // The tag tells the shapes apart, though their members are the same.
    assert!(on("/pet/kind").contains(&Operator::DropMember));
    assert!(
        on("/pet/lives").contains(&Operator::ToText)
            && !on("/pet/lives").contains(&Operator::DropMember)
    );
}

/// A JSON body that may be left out, and is: a form in its place is another wrong than a field too many.
#[test]
fn a_form_where_json_is_taken_is_seen() {
    let document = serde_json::json!({
        "openapi": "3.0.3", "info": { "title": "test", "version": "1" },
        "paths": { "/v1/Policies": { "get": {
            "operationId": "ListPolicies",
            "requestBody": { "content": { "application/json": { "schema": { "type": "object" } } } },
            "responses": { "200": { "description": "all", "content": { "application/json": { "schema": {} } } } },
        } } },
    });
    let contract = Contract::from_value(&document, Path::new("test.yaml")).expect("compiles");
    let contract = Arc::new(contract);
    let judge = Judge::new(Arc::clone(&contract));
    let (name, mut recording) = one("policies/list-empty");
    recording.request.query = crate::recording::Fields::default();
    let report = SelfTest::run(&contract, &judge, [(name, recording)], None);
    assert!(report.is_green(), "{report}");
    assert_eq!(report.operators[&Operator::AddField].total, 1);
}

#[test]
fn a_mutant_is_always_another_recording() {
    let contract = contract();
    for (name, recording) in recordings() {
        for mutant in mutants(&contract, &recording) {
            let changed = mutant.apply(&recording);
            // Equality of objects does not see the order of their members.
            let text = |recording: &Recording| serde_json::to_string(recording).expect("JSON");
            assert_ne!(text(&changed), text(&recording), "{name}: {mutant:?}");
        }
    }
}

#[test]
fn a_judge_that_sees_nothing_is_found_out() {
    let contract = contract();
    let report = run(
        &contract,
        &|_| Vec::new(),
        [one("policies/list-empty")].into_iter(),
        None,
    );
    assert!(!report.is_green());
    assert_eq!(report.detected, 0);
    assert_eq!(report.undetected.len(), report.mutants);
    assert!(report.mutants > 30, "{report}");
    let text = report.to_string();
    assert!(
        text.contains("not detected: drop-member in policies/list-empty"),
        "{text}"
    );
    assert!(text.contains("more mutants were not detected"), "{text}");
    assert!(
        text.contains(&format!("0 of {} mutants detected", report.mutants)),
        "{text}"
    );
}

#[test]
fn a_finding_that_was_there_before_or_is_elsewhere_detects_nothing() {
    let contract = contract();
    let shout = |_: &Recording| vec![finding(Kind::ResponseUndeclaredStatus, Spot::Status)];
    let report = run(
        &contract,
        &shout,
        [one("policies/list-empty")].into_iter(),
        None,
    );
    assert_eq!((report.detected, report.alarms.len()), (0, 1));
    assert!(
        report
            .to_string()
            .contains("alarm: policies/list-empty: response.undeclared_status")
    );

    // What is broken already is not broken again.
    let broken = Operator::UndeclaredSuccess;
    assert!(!report.operators.contains_key(&broken), "{report}");
    assert!(report.operators.contains_key(&Operator::UndeclaredHeader));

    let elsewhere = |recording: &Recording| {
        if *recording == one("policies/list-empty").1 {
            return Vec::new();
        }
        vec![finding(
            Kind::ResponseMissingField,
            Spot::ResponseBody("/elsewhere".to_owned()),
        )]
    };
    let report = run(
        &contract,
        &elsewhere,
        [one("policies/list-empty")].into_iter(),
        None,
    );
    assert_eq!(report.detected, 0);
    assert!(report.alarms.iter().all(|alarm| alarm.operator.is_some()));
    assert!(
        report
            .to_string()
            .contains("found: response.missing_field at /elsewhere")
    );
}

#[test]
fn a_notice_on_an_unchanged_recording_is_no_alarm() {
    let contract = contract();
    let notice = |_: &Recording| {
        vec![Finding {
            severity: Severity::Notice,
            ..finding(
                Kind::RequestInvalidValue,
                Spot::RequestQuery("Page".to_owned()),
            )
        }]
    };
    let report = run(
        &contract,
        &notice,
        [one("policies/list-empty")].into_iter(),
        None,
    );
    assert_eq!(report.alarms.len(), 0);
}

#[test]
fn a_judge_that_cries_at_every_change_is_found_out() {
    let contract = contract();
    let (name, same) = one("policies/fetch-sole-proprietor");
    let text = |recording: &Recording| serde_json::to_string(recording).expect("JSON");
    let judging = |recording: &Recording| {
        if text(recording) == text(&same) {
            return Vec::new();
        }
        vec![finding(Kind::ResponseWrongType, Spot::Whole)]
    };
    let report = run(
        &contract,
        &judging,
        [(name, same.clone())].into_iter(),
        None,
    );
    assert_eq!(report.alarms.len(), report.harmless);
    assert!(report.harmless > 20, "{report}");
    let text = report.to_string();
    assert!(
        text.contains("alarm: policies/fetch-sole-proprietor after "),
        "{text}"
    );
}

#[test]
fn a_judge_that_panics_is_told_with_the_recording() {
    let contract = contract();
    let report = run(
        &contract,
        &|recording: &Recording| {
            assert_eq!(recording.response.status, 200, "as a broken judge would");
            Vec::new()
        },
        recordings().take(12),
        None,
    );
    assert!(!report.crashed.is_empty() && !report.is_green());
    assert!(
        report.to_string().contains("the judge panicked: "),
        "{report}"
    );
}

#[test]
fn a_sample_is_every_nth_mutant_and_the_same_ones_each_time() {
    let contract = contract();
    let count = AtomicUsize::new(0);
    let judging = |_: &Recording| {
        count.fetch_add(1, Ordering::Relaxed);
        Vec::new()
    };
    let all = || recordings().take(9);
    let whole = run(&contract, &judging, all(), None);
    assert_eq!(
        count.load(Ordering::Relaxed),
        whole.mutants + whole.harmless + 9
    );
    let sampled = run(&contract, &judging, all(), Some(10));
    let again = run(&contract, &judging, all(), Some(10));
    let tenth = whole.mutants / 10;
    assert!(
        sampled.mutants.abs_diff(tenth) <= 9,
        "{} of {tenth}",
        sampled.mutants
    );
    let text = |report: &SelfTestReport| serde_json::to_value(&report.undetected).expect("JSON");
    assert_eq!(text(&sampled), text(&again));
    assert!(sampled.to_string().ends_with("(one mutant in 10)"));
    assert_eq!(
        run(&contract, &judging, all(), Some(0)).mutants,
        whole.mutants
    );
}

#[test]
fn nothing_to_mutate_is_no_success() {
    let contract = contract();
    let report = run(&contract, &|_| Vec::new(), std::iter::empty(), None);
    assert!(!report.is_green());
    assert!(report.to_string().contains("nothing was mutated"));
    let (name, mut stranger) = one("policies/list-empty");
    stranger.operation = "NoSuchOperation".to_owned();
    let report = run(
        &contract,
        &|_| Vec::new(),
        [(name, stranger)].into_iter(),
        None,
    );
    assert_eq!((report.recordings, report.mutants), (1, 0));
}

#[test]
fn what_the_document_says_nothing_about_is_left_alone() {
    let contract = contract();
    let (_, recording) = one("end_users/create-with-lists-in-attributes");
    let inside =
        |spot: &Spot| matches!(spot, Spot::ResponseBody(at) if at.starts_with("/attributes/"));
    let made = mutants(&contract, &recording);
    let drift = |mutant: &&Mutant| !mutant.expected.is_empty();
    assert!(
        !made.iter().filter(drift).any(|mutant| inside(&mutant.at)),
        "its values are untyped"
    );
    let attributes = Spot::ResponseBody("/attributes".to_owned());
    let on: BTreeSet<Operator> = made
        .iter()
        .filter(|mutant| mutant.at == attributes)
        .map(|mutant| mutant.operator)
        .collect();
    // It is declared, so it must be there, under its name, and is an object; but it may be null
    // and may have any member.
    assert!(on.contains(&Operator::DropMember) && on.contains(&Operator::ToText));
    assert!(!on.contains(&Operator::ToNull) && !on.contains(&Operator::AddMember));
}

#[test]
fn error_bodies_are_broken_only_as_far_as_their_form_rules() {
    let contract = contract();
    let (_, recording) = one("trust_products/fetch-refused-newest-envelope");
    let made = mutants(&contract, &recording);
    let on = |at: &str, operator: Operator| {
        let spot = Spot::ResponseBody(at.to_owned());
        made.iter()
            .any(|mutant| mutant.at == spot && mutant.operator == operator)
    };
    assert!(
        on("/title", Operator::DropMember),
        "problem details need a title"
    );
    assert!(!on("/detail", Operator::DropMember), "and nothing else");
    assert!(!on("", Operator::AddMember), "and they are open");
    assert!(on("/status", Operator::ToText));
}
