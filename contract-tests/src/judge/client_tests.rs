use serde_json::{Value, json};

use super::super::testing::{fetched, judge, told};
use super::*;
use crate::call::{Failure, In};
use crate::recording::Body;

fn with(problems: Vec<Problem>) -> Outcome {
    Outcome {
        problems,
        ..Outcome::default()
    }
}

fn missing() -> Problem {
    Problem::NoCall(Failure::Missing {
        place: In::Form,
        name: "Type".to_owned(),
    })
}

fn answered(status: u16, body: Value) -> Recording {
    let mut recording = fetched();
    recording.response.status = status;
    recording.response.body = Body::Json(body);
    recording
}

fn tell(outcome: &Outcome, recording: &Recording, same_document: bool) -> Vec<String> {
    told(&findings(
        outcome,
        recording,
        None,
        &judge(recording),
        same_document,
    ))
}

#[test]
fn when_all_is_well_there_is_nothing_to_tell() {
    assert_eq!(
        tell(&Outcome::default(), &fetched(), true),
        Vec::<String>::new()
    );
}

#[test]
fn a_refused_answer_is_the_fault_of_whoever_is_alone_with_it() {
    let refused = || with(vec![Problem::Refused("no".to_owned())]);
    let bad = answered(200, json!({ "sid": null, "state": "new", "note": null }));
    assert_eq!(tell(&refused(), &bad, true), ["client.refused Whole"]);
    assert_eq!(
        tell(&refused(), &fetched(), true),
        ["client.disagrees Whole"]
    );
    assert_eq!(
        tell(&refused(), &fetched(), false),
        ["client.refused Whole"],
        "another document"
    );
}

#[test]
fn a_wrong_type_that_the_client_takes_is_a_disagreement() {
    let bad = answered(
        200,
        json!({ "sid": 5, "state": "odd", "note": null, "more": 1 }),
    );
    let expected = ["client.disagrees ResponseBody(\"/sid\")"];
    assert_eq!(
        tell(&Outcome::default(), &bad, true),
        expected,
        "unknown members and values are kept"
    );
    assert!(
        tell(&Outcome::default(), &bad, false).is_empty(),
        "another document"
    );
    let refused = answered(404, json!({ "code": "5", "message": "no" }));
    assert!(
        tell(&Outcome::default(), &refused, true).is_empty(),
        "errors are read liberally"
    );
    let refused = with(vec![Problem::Refused("no".to_owned())]);
    assert_eq!(
        tell(&refused, &bad, true),
        ["client.refused Whole"],
        "it did complain"
    );
}

#[test]
fn a_call_that_cannot_be_made_is_expected_where_the_document_forbids_it() {
    let mut bad = answered(400, json!({ "code": 1, "message": "no" }));
    bad.request.query = [("Kind", "c")].into_iter().collect();
    assert!(tell(&with(vec![missing()]), &bad, true).is_empty());
    bad.response = fetched().response;
    assert_eq!(
        tell(&with(vec![missing()]), &bad, true),
        ["client.refused Whole"],
        "but it succeeded"
    );
    let good = answered(400, json!({ "code": 1, "message": "no" }));
    assert_eq!(
        tell(&with(vec![missing()]), &good, true),
        ["client.refused Whole"],
        "the document allows it"
    );
}

#[test]
fn requests_that_differ_are_told_one_by_one() {
    let difference = |place, name: &str| Difference {
        place,
        name: Some(name.to_owned()).filter(|name| !name.is_empty()),
        recorded: Some("a".to_owned()),
        sent: None,
    };
    let places = [
        ("path", "", "RequestPath(\"\")"),
        ("query parameter", "Page", "RequestQuery(\"Page\")"),
        ("form field", "Name", "RequestForm(\"Name\")"),
        ("header", "Accept", "RequestHeader(\"accept\")"),
        ("body", "", "RequestBody(\"\")"),
    ];
    let differences = places
        .iter()
        .map(|(place, name, _)| difference(place, name))
        .collect();
    let expected: Vec<_> = places
        .iter()
        .map(|(_, _, spot)| format!("request.not_as_recorded {spot}"))
        .collect();
    assert_eq!(
        tell(
            &with(vec![Problem::OtherRequest(differences)]),
            &fetched(),
            true
        ),
        expected
    );
    // The judge has told of it already.
    let mut bad = fetched();
    bad.request.query.push("New", "1");
    let outcome = with(vec![Problem::OtherRequest(vec![difference(
        "query parameter",
        "New",
    )])]);
    assert!(tell(&outcome, &bad, true).is_empty());
    bad.response = answered(200, json!({ "sid": 5, "state": "new", "note": null })).response;
    assert!(
        tell(&outcome, &bad, true).is_empty(),
        "the client never saw the recorded answer"
    );
    for problem in [
        Problem::SentAgain { times: 2 },
        Problem::NotSent {
            client: "no".to_owned(),
        },
    ] {
        assert_eq!(
            tell(&with(vec![problem]), &fetched(), true),
            ["request.not_as_recorded Whole"]
        );
    }
}

#[test]
fn values_that_were_lost_or_made_up() {
    let change = || Change {
        pointer: "/sid".to_owned(),
        recorded: Some(json!("x".repeat(500))),
        encoded: None,
    };
    let found = findings(
        &with(vec![Problem::Lossy(change())]),
        &fetched(),
        None,
        &[],
        true,
    );
    assert_eq!(told(&found), ["client.lossy ResponseBody(\"/sid\")"]);
    assert!(found[0].expected.chars().count() < 110 && found[0].actual == "nothing came back");
    let found = findings(
        &with(vec![Problem::OtherError(change())]),
        &fetched(),
        None,
        &[],
        true,
    );
    assert_eq!(told(&found), ["client.lossy Whole"]);
    assert!(found[0].expected.contains("/sid"));
    let outcome = with(vec![Problem::Accepted(json!({}))]);
    assert_eq!(
        tell(
            &outcome,
            &answered(404, json!({ "code": 1, "message": "" })),
            true
        ),
        ["client.disagrees Whole"]
    );
}

/// Both witnesses, over every recording of this project.
#[tokio::test(flavor = "multi_thread")]
async fn nothing_in_the_recordings_sets_the_witnesses_against_each_other() {
    let contract =
        crate::judge::contract::Contract::compile(&super::super::testing::trusthub(true));
    let judge = crate::judge::Judge::new(std::sync::Arc::new(contract.expect("compiles")));
    let replayer = crate::replay::Replayer::start().await.expect("starts");
    for file in crate::recording::find(crate::recordings()).files {
        let recording = std::sync::Arc::new(crate::recording::load(&file.path).expect("loads"));
        let outcome = replayer.replay(&recording).await;
        let seen = judge.judge(&recording, Some(&file));
        let found = findings(&outcome, &recording, Some(&file), &seen, true);
        assert_eq!(found, [], "{}", file.name);
    }
}
