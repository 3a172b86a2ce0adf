use serde_json::{Value, json};

use super::super::testing::{created, fetched, judge, told};
use crate::finding::{Finding, Severity};
use crate::recording::{Body, Fields, Recording};

const NONE: &[&str] = &[];

fn answer(status: u16, headers: &[(&str, &str)], body: Body) -> Recording {
    let mut recording = fetched();
    recording.response.status = status;
    recording.response.headers = headers.iter().copied().collect::<Fields>();
    recording.response.body = body;
    recording
}

fn json_answer(body: Value) -> Vec<Finding> {
    judge(&answer(200, &[], Body::Json(body)))
}

fn text(text: &str) -> Body {
    Body::Text(text.to_owned())
}

#[test]
fn a_good_answer_has_no_findings() {
    assert_eq!(judge(&fetched()), []);
    assert_eq!(judge(&created()), []);
}

#[test]
fn undeclared_statuses() {
    let body = || fetched().response.body;
    for (operation, status, expected) in [
        ("FetchThing", 200, NONE),
        ("FetchThing", 201, &["response.undeclared_status Status"]),
        ("FetchThing", 202, &["response.undeclared_status Status"]),
        ("FetchThing", 302, &["response.undeclared_status Status"]),
    ] {
        assert_eq!(
            told(&judge(&answer(status, &[], body()))),
            expected,
            "{operation} {status}"
        );
    }
    let mut recording = created();
    recording.response.status = 200;
    recording.response.body = Body::Json(json!({ "all": "wrong" }));
    let found = judge(&recording);
    assert_eq!(
        told(&found),
        ["response.undeclared_status Status"],
        "and nothing else is judged"
    );
    assert_eq!(
        (found[0].expected.as_str(), found[0].actual.as_str()),
        ("201", "200")
    );
    assert_eq!(found[0].severity, Severity::Breaking);
    recording.response.status = 400;
    assert_eq!(
        told(&judge(&recording)),
        ["response.undeclared_status Status"]
    );
}

#[test]
fn headers_must_be_known() {
    let with = |name: &str| {
        let mut recording = fetched();
        recording.response.headers.push(name, "x");
        judge(&recording)
    };
    for name in [
        "X-Known",
        "x-known",
        "Date",
        "ETag",
        "access-control-allow-origin",
        "Retry-After",
    ] {
        assert_eq!(with(name), [], "{name}");
    }
    let found = with("X-Debug");
    assert_eq!(
        told(&found),
        ["response.undeclared_field ResponseHeader(\"x-debug\")"]
    );
    assert_eq!(found[0].severity, Severity::Additive);
    // Declared for the success only.
    let refused = answer(
        404,
        &[("X-Known", "x")],
        Body::Json(json!({ "code": 1, "message": "" })),
    );
    assert_eq!(
        told(&judge(&refused)),
        ["response.undeclared_field ResponseHeader(\"x-known\")"]
    );
}

#[test]
fn media_types() {
    let json = || fetched().response.body;
    let header = &["response.wrong_content_type ResponseHeader(\"content-type\")"][..];
    let not_json = &["response.not_json ResponseBody(\"\")"][..];
    let page = "<html></html>";
    for (status, media_type, body, expected) in [
        (200, None, json(), NONE),
        (200, Some("application/json"), json(), NONE),
        (200, Some("Application/JSON; charset=utf-8"), json(), NONE),
        (200, Some("text/plain"), json(), header),
        (200, Some("application/problem+json"), json(), header),
        (200, Some("text/html"), text(page), header),
        (200, None, text(page), not_json),
        (
            200,
            Some("application/json"),
            text("{\"sid\": \"IT"),
            not_json,
        ),
        (200, Some("application/json"), Body::Empty, not_json),
        (200, None, Body::Empty, not_json),
        (500, Some("text/html; charset=utf-8"), text(page), NONE),
        (500, Some("application/json"), text(page), not_json),
        (404, None, Body::Empty, not_json),
        (404, Some("text/plain"), text("no"), header),
    ] {
        let headers: Vec<_> = media_type
            .map(|media_type| ("content-type", media_type))
            .into_iter()
            .collect();
        let recording = answer(status, &headers, body);
        assert_eq!(
            told(&judge(&recording)),
            expected,
            "{status} {media_type:?} {:?}",
            recording.response.body
        );
    }
}

#[test]
fn json_that_was_recorded_as_text_is_judged_too() {
    let recording = answer(
        200,
        &[("content-type", "application/json")],
        text("{\"sid\": 1}"),
    );
    assert_eq!(
        told(&judge(&recording)),
        [
            "response.wrong_type ResponseBody(\"/sid\")",
            "response.missing_field ResponseBody(\"/state\")",
            "response.missing_field ResponseBody(\"/note\")",
        ]
    );
}

#[test]
fn a_wrong_media_type_does_not_hide_what_is_wrong_inside() {
    let recording = answer(
        200,
        &[("content-type", "text/plain")],
        Body::Json(json!({ "sid": 1, "state": "new", "note": null })),
    );
    assert_eq!(judge(&recording).len(), 2);
}

#[test]
fn where_no_body_is_declared_there_is_none() {
    let mut recording = answer(204, &[("content-type", "application/json")], Body::Empty);
    recording.operation = "DeleteThing".to_owned();
    recording.request.method = "DELETE".to_owned();
    recording.request.query = Fields::default();
    assert_eq!(judge(&recording), []);
    for body in [Body::Json(json!({})), text("x")] {
        recording.response.body = body;
        let found = judge(&recording);
        assert_eq!(
            told(&found),
            ["response.wrong_content_type ResponseBody(\"\")"]
        );
        assert_eq!(found[0].expected, "no body");
    }
}

#[test]
fn members_of_the_body() {
    let sid = super::super::testing::SID;
    for (body, expected) in [
        (
            json!({ "sid": sid, "state": "new", "note": "x", "older": "y" }),
            NONE,
        ),
        (
            json!({ "sid": sid, "state": "new", "note": null, "region": 1 }),
            &["response.undeclared_field ResponseBody(\"/region\")"],
        ),
        (
            json!({ "sid": sid, "state": "new" }),
            &["response.missing_field ResponseBody(\"/note\")"],
        ),
        (
            json!({ "sid": sid, "state": "new", "note": 5 }),
            &["response.wrong_type ResponseBody(\"/note\")"],
        ),
        (
            json!({ "sid": sid, "state": null, "note": null }),
            &["response.null_not_allowed ResponseBody(\"/state\")"],
        ),
        (
            json!({ "sid": sid, "state": "odd", "note": null }),
            &["response.unknown_enum_value ResponseBody(\"/state\")"],
        ),
        (
            json!({ "sid": "BU1", "state": "new", "note": null }),
            &["response.pattern_mismatch ResponseBody(\"/sid\")"],
        ),
        (json!([]), &["response.wrong_type ResponseBody(\"\")"]),
    ] {
        assert_eq!(told(&json_answer(body.clone())), expected, "{body}");
    }
}

#[test]
fn error_bodies_have_one_of_their_shapes() {
    for (body, expected) in [
        (json!({ "code": 1, "message": "no" }), NONE),
        (json!({ "title": "no", "anything": [] }), NONE),
        (
            json!({ "code": "1", "message": "no" }),
            &["response.wrong_type ResponseBody(\"/code\")"],
        ),
        (
            json!({ "code": 1 }),
            &["response.missing_field ResponseBody(\"/message\")"],
        ),
        (
            json!({ "code": 1, "message": "no", "hint": 1 }),
            &["response.undeclared_field ResponseBody(\"/hint\")"],
        ),
    ] {
        assert_eq!(
            told(&judge(&answer(404, &[], Body::Json(body.clone())))),
            expected,
            "{body}"
        );
    }
}

#[test]
fn a_finding_says_where_it_is_in_the_document_and_what_to_do() {
    let found = json_answer(json!({ "sid": 1, "state": "odd", "note": null, "more": 1 }));
    let documents: Vec<_> = found
        .iter()
        .map(|finding| finding.document.as_deref().unwrap())
        .collect();
    assert_eq!(
        documents,
        [
            "/components/schemas/thing/properties/sid",
            "/components/schemas/state",
            "/components/schemas/thing",
        ]
    );
    let severities: Vec<_> = found.iter().map(|finding| finding.severity).collect();
    assert_eq!(
        severities,
        [Severity::Breaking, Severity::Additive, Severity::Additive]
    );
    assert!(found.iter().all(|finding| finding.next.contains("overlay")));
}
