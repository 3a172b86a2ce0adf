//! Replays that are as recorded, and each way in which one is not.

use serde_json::json;
use tokio::task::JoinSet;

use super::*;
use crate::recording::load::parse;

const TYPE: &str = "sid: OY0c5e8f1b7a2d49636e1f0b9c8d7a6e53, friendly_name: Individual, machine_name: individual, \
     fields: [], url: https://trusthub.twilio.com/v1/EndUserTypes/OY0c5e8f1b7a2d49636e1f0b9c8d7a6e53";

fn fetch(name: &str, request: &str, response: &str) -> Arc<Recording> {
    let text = format!(
        "recording: 1\noperation: FetchEndUserType\nproves: x\n\
         source: {{ kind: documented, date: 2026-11-22, origin: x }}\n\
         request: {{ method: GET, path: /v1/EndUserTypes/{name}{request} }}\nresponse: {{ {response} }}\n"
    );
    Arc::new(parse(&text).unwrap_or_else(|problems| panic!("{text}\n{problems:?}")))
}

fn found(name: &str) -> Arc<Recording> {
    fetch(
        name,
        "",
        &format!(
            "status: 200, body: {{ {} }}",
            TYPE.replace("individual", name)
        ),
    )
}

const NOT_FOUND: &str = "status: 404, body: { code: 20404, message: gone, more_info: https://www.twilio.com/docs/errors/20404, status: 404 }";

async fn replay(recording: &Arc<Recording>) -> Vec<String> {
    let replayer = Replayer::start().await.expect("starts");
    let outcome = replayer.replay(recording).await;
    outcome.problems.iter().map(Problem::to_string).collect()
}

/// What the client makes of a recording, without any judgement.
async fn result(replayer: &Replayer, recording: &Arc<Recording>) -> Result<Value, Failure> {
    let worker = replayer.worker(Scheme::Basic).expect("a client");
    worker.lane.begin(Arc::clone(recording));
    let mut call = Call::new(recording, &replayer.base_url).expect("fits");
    dispatch::dispatch(&worker.client, &mut call).await
}

fn problems(
    recording: &Recording,
    result: Result<Value, Failure>,
    arrived: Vec<Vec<Difference>>,
) -> Vec<String> {
    judge(recording, result, arrived)
        .problems
        .iter()
        .map(Problem::to_string)
        .collect()
}

const NONE: [&str; 0] = [];

#[tokio::test]
async fn a_success_and_a_refusal_are_as_recorded() {
    assert_eq!(replay(&found("individual")).await, NONE);
    assert_eq!(replay(&fetch("nobody", "", NOT_FOUND)).await, NONE);
}

#[tokio::test]
async fn a_request_that_differs_is_no_success_even_where_a_404_is_recorded() {
    let headers = ", headers: { authorization: Basic REDACTED, x-extra: '1' }";
    assert_eq!(
        replay(&fetch("nobody", headers, NOT_FOUND)).await,
        [
            "request.not_as_recorded: the request is not as recorded\n  header `x-extra`: recorded `1`, not sent"
        ],
    );
}

#[tokio::test]
async fn a_bearer_token_is_replayed_with_a_bearer_token() {
    let bearer = ", headers: { authorization: Bearer REDACTED }";
    assert_eq!(replay(&fetch("nobody", bearer, NOT_FOUND)).await, NONE);
    assert_eq!(
        replay(&fetch(
            "nobody",
            &bearer.replace("Bearer", "Basic"),
            NOT_FOUND
        ))
        .await,
        NONE
    );
}

#[tokio::test]
async fn a_parameter_without_a_place_in_the_typed_call_is_a_problem() {
    assert_eq!(
        replay(&fetch("x", ", query: { Colour: red }", NOT_FOUND)).await,
        ["client.refused: the typed call cannot express the query parameter `Colour`"],
    );
}

#[tokio::test]
async fn a_body_that_cannot_be_decoded_is_a_problem() {
    let refused = replay(&fetch("x", "", "status: 200, body: [1]")).await;
    assert!(
        refused[0].starts_with("client.refused: the client refuses the recorded answer"),
        "{refused:?}"
    );
}

#[tokio::test]
async fn a_page_of_a_proxy_must_be_refused() {
    let page = "headers: { content-type: text/html }, text: '<html><title>Sign in</title></html>'";
    assert_eq!(
        replay(&fetch("x", "", &format!("status: 200, {page}"))).await,
        NONE
    );
    assert_eq!(
        replay(&fetch("x", "", &format!("status: 504, {page}"))).await,
        NONE
    );
    let json = format!(
        "status: 200, headers: {{ content-type: application/json }}, text: '{{{}}}'",
        json_members()
    );
    let accepted = replay(&fetch("x", "", &json)).await;
    assert!(accepted[0].starts_with("client.disagrees"), "{accepted:?}");
}

fn json_members() -> String {
    let members = parse(&format!(
        "recording: 1\noperation: FetchEndUserType\nproves: x\nsource: {{ kind: sandbox, date: 2026-11-22, origin: x }}\n\
         request: {{ method: GET, path: /x }}\nresponse: {{ status: 200, body: {{ {TYPE} }} }}\n"
    ));
    let Ok(Recording { response, .. }) = members else {
        panic!("{members:?}")
    };
    let Body::Json(value) = response.body else {
        panic!("JSON")
    };
    value.to_string().trim_matches(['{', '}']).to_owned()
}

#[tokio::test]
async fn an_error_that_says_something_else_is_a_problem() {
    let replayer = Replayer::start().await.expect("starts");
    let failure = result(&replayer, &fetch("x", "", NOT_FOUND)).await;
    let other = fetch("x", "", &NOT_FOUND.replace("gone", "not here"));
    assert_eq!(
        problems(&other, failure, vec![vec![]]),
        [
            "client.lossy: the error differs at /message: recorded `\"not here\"`, came back `\"gone\"`"
        ],
    );
    let failure = result(&replayer, &fetch("x", "", NOT_FOUND)).await;
    let other = fetch("x", "", &NOT_FOUND.replace("404", "410"));
    assert_eq!(
        problems(&other, failure, vec![vec![]]).len(),
        3,
        "status, code and page"
    );
}

#[tokio::test]
async fn success_and_refusal_are_never_taken_for_each_other() {
    let replayer = Replayer::start().await.expect("starts");
    let failure = result(&replayer, &fetch("x", "", NOT_FOUND)).await;
    let refused = problems(&found("x"), failure, vec![vec![]]);
    assert!(refused[0].starts_with("client.refused"), "{refused:?}");
    let accepted = problems(&fetch("x", "", NOT_FOUND), Ok(json!({})), vec![vec![]]);
    assert!(accepted[0].starts_with("client.disagrees"), "{accepted:?}");
}

#[test]
fn a_value_that_comes_back_changed_is_a_problem() {
    let recording = fetch("x", "", "status: 200, body: { a: 1 }");
    assert_eq!(
        problems(&recording, Ok(json!({ "a": 1 })), vec![vec![]]),
        NONE
    );
    assert_eq!(
        problems(&recording, Ok(json!({})), vec![vec![]]),
        ["client.lossy: /a: lost, it was `1`"],
    );
    let justified = judge(&recording, Ok(json!({ "a": 1, "b": null })), vec![vec![]]).justified;
    assert_eq!(justified, [(Reason::AbsentReadsAsNull, "/b".to_owned())]);
    let empty = fetch("x", "", "status: 204");
    assert_eq!(problems(&empty, Ok(Value::Null), vec![vec![]]), NONE);
    assert_eq!(problems(&empty, Ok(json!({})), vec![vec![]]).len(), 1);
}

#[test]
fn exactly_one_request_must_arrive() {
    let recording = fetch("x", "", "status: 200, body: {}");
    let none = problems(&recording, Ok(json!({})), vec![]);
    assert!(none[0].contains("no request arrived"), "{none:?}");
    assert_eq!(
        problems(&recording, Ok(json!({})), vec![vec![], vec![]]),
        ["request.not_as_recorded: one request is recorded, but 2 were sent"],
    );
}

#[tokio::test]
async fn many_replays_at_a_time_do_not_mix() {
    let replayer = Arc::new(Replayer::start().await.expect("starts"));
    let mut running = JoinSet::new();
    for number in 0..64 {
        let replayer = Arc::clone(&replayer);
        running.spawn(async move {
            let outcome = replayer.replay(&found(&format!("type_{number}"))).await;
            outcome
                .problems
                .iter()
                .map(Problem::to_string)
                .collect::<Vec<_>>()
        });
    }
    while let Some(problems) = running.join_next().await {
        assert_eq!(problems.expect("no panic"), NONE);
    }
}
