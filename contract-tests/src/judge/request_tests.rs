use serde_json::json;

use super::super::testing::{SID, created, fetched, judge, thing, told};
use crate::finding::Severity;
use crate::recording::{Body, Fields, Recording};

const NONE: &[&str] = &[];

fn query(pairs: &[(&str, &str)]) -> Vec<String> {
    let mut recording = fetched();
    recording.request.query = pairs.iter().copied().collect();
    told(&judge(&recording))
}

fn form(pairs: &[(&str, &str)]) -> Vec<String> {
    let mut recording = created();
    recording.request.form = [("Name", "it")].iter().chain(pairs).copied().collect();
    told(&judge(&recording))
}

fn headers(pairs: &[(&str, &str)]) -> Recording {
    let mut recording = fetched();
    recording.request.headers = Some(pairs.iter().copied().collect());
    recording
}

#[test]
fn path_parameters() {
    let mut recording = fetched();
    recording.request.path = "/v1/Things/BU1".to_owned();
    let found = judge(&recording);
    assert_eq!(told(&found), ["request.invalid_value RequestPath(\"Sid\")"]);
    assert_eq!(found[0].actual, "`BU1`");
    for path in ["/v1/Things", "/v2/Things/x", &format!("/v1/Things/{SID}/x")] {
        recording.request.path = path.to_owned();
        assert_eq!(
            told(&judge(&recording)),
            ["request.invalid_value RequestPath(\"\")"],
            "{path}"
        );
    }
    let mut recording = fetched();
    recording.request.method = "PATCH".to_owned();
    assert_eq!(
        told(&judge(&recording)),
        ["request.invalid_value RequestPath(\"\")"]
    );
}

#[test]
fn query_parameters() {
    let invalid = |name: &str| vec![format!("request.invalid_value RequestQuery(\"{name}\")")];
    assert_eq!(
        query(&[
            ("Kind", "a"),
            ("Page", "9"),
            ("Tags", "1"),
            ("Tags", "-2"),
            ("Joined", "1,2")
        ]),
        NONE
    );
    assert_eq!(query(&[("Kind", "c")]), invalid("Kind"));
    assert_eq!(
        query(&[("Kind", "a"), ("Kind", "b")]),
        invalid("Kind"),
        "not a list"
    );
    for page in ["0", "10", "x", "1.0", "+1", "01", "", "-", "1e1"] {
        assert_eq!(
            query(&[("Kind", "a"), ("Page", page)]),
            invalid("Page"),
            "{page}"
        );
    }
    assert_eq!(
        query(&[("Kind", "a"), ("Tags", "1"), ("Tags", "x"), ("Tags", "y")]),
        invalid("Tags"),
        "told once"
    );
    assert_eq!(
        query(&[
            ("Kind", "a"),
            ("Tags", "1"),
            ("Tags", "2"),
            ("Tags", "3"),
            ("Tags", "4")
        ]),
        invalid("Tags")
    );
    assert_eq!(
        query(&[("Kind", "a"), ("Joined", "1,x")]),
        invalid("Joined")
    );
    assert_eq!(
        query(&[("Kind", "a"), ("kind", "a")]),
        ["request.undeclared_parameter RequestQuery(\"kind\")"]
    );
    assert_eq!(
        query(&[("Kind", "a"), ("Free", "any text")]),
        NONE,
        "only a form has JSON in it"
    );
    assert_eq!(
        query(&[]),
        ["request.missing_required RequestQuery(\"Kind\")"]
    );
}

#[test]
fn form_fields() {
    for (name, good, bad) in [
        (
            "Count",
            &["0", "-5", "2147483647"][..],
            &["x", "1.5", "2147483648", ""][..],
        ),
        ("Rate", &["0.5", "-1e3"], &["1", "x", "NaN", ""]),
        ("Flag", &["true", "false"], &["True", "1", "", "yes"]),
        (
            "Attributes",
            &["{}", "1", "[]", "\"text\""],
            &["text", "{", ""],
        ),
        (
            "Settings",
            &["{}", "{\"a\": \"b\"}"],
            &["{", "[]", "null", "\"{}\"", "{\"a\": 1}"],
        ),
        ("Phone", &["+15550100"], &["15550100"]),
        ("Rest", &[], &[]),
    ] {
        for value in good {
            assert_eq!(form(&[(name, value)]), NONE, "{name}={value}");
        }
        for value in bad {
            let expected = format!("request.invalid_value RequestForm(\"{name}\")");
            assert_eq!(form(&[(name, value)]), [expected], "{name}={value}");
        }
    }
    assert_eq!(form(&[("Words", "a"), ("Words", "b")]), NONE);
    assert_eq!(
        form(&[("Words", "a")]),
        ["request.invalid_value RequestForm(\"Words\")"],
        "too few"
    );
    assert_eq!(
        form(&[("Name", "again")]),
        ["request.invalid_value RequestForm(\"Name\")"]
    );
    assert_eq!(
        form(&[("name", "x")]),
        ["request.undeclared_parameter RequestForm(\"name\")"]
    );
    let mut recording = created();
    recording.request.form = Fields::default();
    assert_eq!(
        told(&judge(&recording)),
        ["request.missing_required RequestForm(\"Name\")"]
    );
    recording.request.form = [("Name", "too long")].into_iter().collect();
    assert_eq!(
        told(&judge(&recording)),
        ["request.invalid_value RequestForm(\"Name\")"]
    );
}

#[test]
fn bodies_of_the_wrong_kind() {
    let whole = ["request.invalid_value RequestBody(\"\")"];
    for body in [
        Body::Json(json!({ "Name": "it" })),
        Body::Text("Name=it".to_owned()),
    ] {
        let mut recording = created();
        recording.request.form = Fields::default();
        recording.request.body = body.clone();
        assert_eq!(told(&judge(&recording)), whole, "a form is declared");
        let mut recording = fetched();
        recording.request.body = body;
        assert_eq!(told(&judge(&recording)), whole, "no body is declared");
    }
    let mut recording = fetched();
    recording.request.form = [("Name", "it")].into_iter().collect();
    assert_eq!(
        told(&judge(&recording)),
        ["request.undeclared_parameter RequestForm(\"Name\")"]
    );
}

#[test]
fn json_bodies() {
    let put = |body: Body| {
        let mut recording = fetched();
        recording.operation = "PutThing".to_owned();
        recording.request.method = "PUT".to_owned();
        recording.request.query = Fields::default();
        recording.request.body = body;
        recording
    };
    assert_eq!(judge(&put(Body::Json(thing()))), []);
    let found = judge(&put(Body::Json(
        json!({ "sid": 1, "state": "new", "note": null }),
    )));
    assert_eq!(
        told(&found),
        ["request.invalid_value RequestBody(\"/sid\")"]
    );
    assert_eq!(
        told(&judge(&put(Body::Text("x".to_owned())))),
        ["request.invalid_value RequestBody(\"\")"]
    );
    assert_eq!(
        told(&judge(&put(Body::Empty))),
        ["request.missing_required RequestBody(\"\")"]
    );
    let mut recording = put(Body::Empty);
    recording.request.form = [("a", "b")].into_iter().collect();
    assert_eq!(
        told(&judge(&recording)),
        ["request.invalid_value RequestBody(\"\")"]
    );
}

#[test]
fn headers_and_credentials() {
    let basic = ("Authorization", "Basic REDACTED");
    for name in [
        "User-Agent",
        "Accept",
        "X-Twilio-AccountSid",
        "if-none-match",
    ] {
        assert_eq!(judge(&headers(&[basic, (name, "x")])), [], "{name}");
    }
    assert_eq!(judge(&headers(&[basic, ("x-mode", "true")])), []);
    assert_eq!(
        told(&judge(&headers(&[basic, ("X-Mode", "maybe")]))),
        ["request.invalid_value RequestHeader(\"x-mode\")"]
    );
    assert_eq!(
        told(&judge(&headers(&[basic, ("X-Debug", "1")]))),
        ["request.undeclared_parameter RequestHeader(\"x-debug\")"]
    );
    let missing = ["request.missing_required RequestHeader(\"authorization\")"];
    assert_eq!(told(&judge(&headers(&[]))), missing);
    assert_eq!(told(&judge(&headers(&[("Accept", "x")]))), missing);
    let mut open = headers(&[]);
    open.operation = "DeleteThing".to_owned();
    open.request.method = "DELETE".to_owned();
    open.request.query = Fields::default();
    open.response.status = 204;
    open.response.body = Body::Empty;
    assert_eq!(judge(&open), [], "no credentials are asked for");
}

#[test]
fn the_stated_type_of_the_body() {
    let stated = |media_type: &str| {
        let mut recording = created();
        let headers = [
            ("authorization", "Basic REDACTED"),
            ("Content-Type", media_type),
        ];
        recording.request.headers = Some(headers.into_iter().collect());
        told(&judge(&recording))
    };
    assert_eq!(
        stated("application/x-www-form-urlencoded; charset=utf-8"),
        NONE
    );
    assert_eq!(
        stated("application/json"),
        ["request.invalid_value RequestHeader(\"content-type\")"]
    );
}

#[test]
fn what_the_api_refused_may_be_wrong_on_purpose() {
    let mut recording = fetched();
    recording.request.query = [("Page", "x"), ("New", "1")].into_iter().collect();
    recording.request.headers = Some(Fields::default());
    recording.response.body = Body::Json(json!({ "code": 1, "message": "no" }));
    for (status, severity) in [
        (400, Severity::Notice),
        (499, Severity::Notice),
        (500, Severity::Breaking),
    ] {
        recording.response.status = status;
        let found = judge(&recording);
        let severities: Vec<_> = found.iter().map(|finding| finding.severity).collect();
        assert_eq!(
            severities,
            [severity, severity, severity, Severity::Breaking],
            "{status}: {:?}",
            told(&found)
        );
        assert_eq!(
            told(&found)[3],
            "request.missing_required RequestHeader(\"authorization\")"
        );
    }
}
