//! Each difference that the comparison must see, beside the spelling that it must not mind.

use serde_json::json;

use super::*;

const FORM_TYPE: (&str, &str) = ("content-type", "application/x-www-form-urlencoded");
const BASIC: (&str, &str) = ("authorization", "Basic abc");

fn get(path: &str) -> Request {
    Request {
        method: "GET".to_owned(),
        path: path.to_owned(),
        query: Fields::default(),
        form: Fields::default(),
        headers: None,
        body: Body::Empty,
    }
}

fn post(form: &[(&str, &str)]) -> Request {
    Request {
        method: "POST".to_owned(),
        form: form.iter().copied().collect(),
        ..get("/v1/EndUsers")
    }
}

fn seen(
    recorded: &Request,
    method: &str,
    target: &str,
    headers: &[(&str, &str)],
    body: &str,
) -> Vec<String> {
    let headers: Vec<_> = headers
        .iter()
        .map(|(name, value)| ((*name).to_owned(), (*value).to_owned()))
        .collect();
    let sent = Sent {
        method,
        target,
        headers: &headers,
        body: body.as_bytes(),
    };
    compare(recorded, &sent)
        .iter()
        .map(Difference::to_string)
        .collect()
}

fn get_seen(recorded: &Request, target: &str) -> Vec<String> {
    seen(recorded, "GET", target, &[BASIC], "")
}

fn post_seen(recorded: &Request, body: &str) -> Vec<String> {
    seen(recorded, "POST", "/v1/EndUsers", &[BASIC, FORM_TYPE], body)
}

#[test]
fn method_and_path_must_be_the_same() {
    let recorded = get("/v1/EndUsers/IT1");
    assert!(get_seen(&recorded, "/v1/EndUsers/IT1").is_empty());
    assert_eq!(
        seen(&recorded, "DELETE", "/v1/EndUsers/IT1", &[BASIC], ""),
        ["method: recorded `GET`, sent `DELETE`"],
    );
    assert_eq!(
        get_seen(&recorded, "/v1/EndUsers/IT1/"),
        ["path: recorded `/v1/EndUsers/IT1`, sent `/v1/EndUsers/IT1/`"],
    );
}

#[test]
fn path_segments_are_compared_decoded_one_by_one() {
    let recorded = get("/v1/EndUserTypes/a%20b%2Fc");
    assert!(get_seen(&recorded, "/v1/EndUserTypes/%61%20b%2fc").is_empty());
    assert_eq!(get_seen(&recorded, "/v1/EndUserTypes/a%20b/c").len(), 1);
}

#[test]
fn query_parameters_are_a_multiset_with_an_order_per_name() {
    let mut recorded = get("/v1/EndUsers");
    recorded.query = [("PageSize", "50"), ("Tag", "a"), ("Tag", "b c")]
        .into_iter()
        .collect();
    assert!(get_seen(&recorded, "/v1/EndUsers?Tag=a&PageSize=50&Tag=b+c").is_empty());
    assert!(get_seen(&recorded, "/v1/EndUsers?Tag=a&Tag=b%20c&PageSize=50").is_empty());
    assert_eq!(
        get_seen(&recorded, "/v1/EndUsers?Tag=b+c&Tag=a&PageSize=50"),
        ["query parameter `Tag`: recorded `a`, `b c`, sent `b c`, `a`"],
    );
    assert_eq!(
        get_seen(&recorded, "/v1/EndUsers?Tag=a&Tag=b+c&Tag=d&PageSize=50"),
        ["query parameter `Tag`: recorded `a`, `b c`, sent `a`, `b c`, `d`"],
    );
    assert_eq!(
        get_seen(&recorded, "/v1/EndUsers?Tag=a,+b+c&PageSize=50"),
        ["query parameter `Tag`: recorded `a`, `b c`, sent `a, b c`"],
    );
    assert_eq!(
        get_seen(&recorded, "/v1/EndUsers?Tag=a&Tag=b+c&Page=1"),
        [
            "query parameter `PageSize`: recorded `50`, not sent",
            "query parameter `Page`: not recorded, sent `1`",
        ],
    );
}

#[test]
fn form_fields_are_compared_like_query_parameters() {
    let recorded = post(&[("FriendlyName", "A & B"), ("Type", "x")]);
    assert!(post_seen(&recorded, "Type=x&FriendlyName=A+%26+B").is_empty());
    assert_eq!(
        post_seen(&recorded, "FriendlyName=A&Type=x&Status="),
        [
            "form field `FriendlyName`: recorded `A & B`, sent `A`",
            "form field `Status`: not recorded, sent ``",
        ],
    );
}

#[test]
fn json_text_is_compared_as_json_but_plain_text_is_not() {
    let recorded = post(&[
        ("Attributes", r#"{"a": [1, 2], "b": "x"}"#),
        ("Number", "1"),
    ]);
    assert!(
        post_seen(
            &recorded,
            "Attributes=%7B%22b%22:%22x%22,%22a%22:[1,2]%7D&Number=1"
        )
        .is_empty()
    );
    assert_eq!(
        post_seen(
            &recorded,
            "Attributes=%7B%22b%22:%22x%22,%22a%22:[2,1]%7D&Number=1"
        )
        .len(),
        1
    );
    assert_eq!(
        post_seen(&recorded, "Attributes=%22%7B%7D%22&Number=1").len(),
        1,
        "stringified twice"
    );
    assert_eq!(
        post_seen(
            &recorded,
            "Attributes=%7B%22b%22:%22x%22,%22a%22:[1,2]%7D&Number=1.0"
        ),
        ["form field `Number`: recorded `1`, sent `1.0`"],
    );
    let recorded = post(&[("Flag", "true")]);
    assert_eq!(
        post_seen(&recorded, "Flag=true+").len(),
        1,
        "white space counts in plain text"
    );
}

#[test]
fn a_form_needs_its_media_type() {
    let recorded = post(&[("Type", "x")]);
    let utf8 = (
        "Content-Type",
        "application/x-www-form-urlencoded; charset=utf-8",
    );
    assert!(seen(&recorded, "POST", "/v1/EndUsers", &[BASIC, utf8], "Type=x").is_empty());
    assert_eq!(
        seen(&recorded, "POST", "/v1/EndUsers", &[BASIC], "Type=x"),
        ["header `content-type`: recorded `application/x-www-form-urlencoded`, not sent"],
    );
}

#[test]
fn a_body_where_none_was_recorded_is_a_difference() {
    let recorded = post(&[]);
    assert!(seen(&recorded, "POST", "/v1/EndUsers", &[BASIC], "").is_empty());
    assert!(
        post_seen(&recorded, "").is_empty(),
        "an empty form is no body"
    );
    assert_eq!(
        post_seen(&recorded, "A=1"),
        ["body: not recorded, sent `A=1`"]
    );
}

#[test]
fn json_and_text_bodies_are_compared_too() {
    let json = Request {
        body: Body::Json(json!({ "a": 1 })),
        ..post(&[])
    };
    assert!(seen(&json, "POST", "/v1/EndUsers", &[BASIC], "{ \"a\": 1 }").is_empty());
    assert_eq!(
        seen(&json, "POST", "/v1/EndUsers", &[BASIC], "{}"),
        ["body: recorded `{\"a\":1}`, sent `{}`"]
    );
    let text = Request {
        body: Body::Text("a".to_owned()),
        ..post(&[])
    };
    assert!(seen(&text, "POST", "/v1/EndUsers", &[BASIC], "a").is_empty());
    assert_eq!(
        seen(&text, "POST", "/v1/EndUsers", &[BASIC], "b"),
        ["body: recorded `a`, sent `b`"]
    );
}

#[test]
fn credentials_are_expected_unless_the_recording_says_otherwise() {
    let mut recorded = get("/v1/EndUsers");
    assert_eq!(
        seen(&recorded, "GET", "/v1/EndUsers", &[], ""),
        ["header `authorization`: recorded `any credentials`, not sent"],
    );
    recorded.headers = Some([("authorization", "Bearer REDACTED")].into_iter().collect());
    assert_eq!(
        seen(&recorded, "GET", "/v1/EndUsers", &[BASIC], ""),
        ["header `authorization`: recorded `Bearer`, sent `Basic`"],
    );
    assert!(
        seen(
            &recorded,
            "GET",
            "/v1/EndUsers",
            &[("authorization", "Bearer xyz")],
            ""
        )
        .is_empty()
    );
    recorded.headers = Some(Fields::default());
    assert!(seen(&recorded, "GET", "/v1/EndUsers", &[], "").is_empty());
}

#[test]
fn headers_are_compared_both_ways() {
    let mut recorded = get("/v1/EndUsers");
    let account = ("X-Twilio-AccountSid", "AC1");
    assert_eq!(
        seen(
            &recorded,
            "GET",
            "/v1/EndUsers",
            &[BASIC, account, ("user-agent", "x")],
            ""
        ),
        ["header `X-Twilio-AccountSid`: not recorded, sent `AC1`"],
    );
    recorded.headers = Some(
        [("x-twilio-accountsid", "AC1"), ("user-agent", "other")]
            .into_iter()
            .collect(),
    );
    assert!(seen(&recorded, "GET", "/v1/EndUsers", &[BASIC, account], "").is_empty());
    assert_eq!(
        seen(&recorded, "GET", "/v1/EndUsers", &[BASIC], ""),
        ["header `x-twilio-accountsid`: recorded `AC1`, not sent"],
    );
}
