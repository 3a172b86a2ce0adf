//! Taking parameters, and refusing to send what the typed call cannot express.

use super::*;
use crate::recording::{Body, Request, Response, Source, SourceKind};

fn recording(operation: &str, method: &str, path: &str) -> Recording {
    Recording {
        operation: operation.to_owned(),
        proves: "nothing".to_owned(),
        source: Source {
            kind: SourceKind::Documented,
            date: "2026-11-22".to_owned(),
            origin: "our own".to_owned(),
            seal: None,
        },
        request: Request {
            method: method.to_owned(),
            path: path.to_owned(),
            query: Fields::default(),
            form: Fields::default(),
            headers: None,
            body: Body::Empty,
        },
        response: Response {
            status: 200,
            headers: Fields::default(),
            body: Body::Empty,
        },
    }
}

pub(super) fn list(query: &[(&str, &str)]) -> Recording {
    let mut recording = recording("ListEndUserType", "GET", "/v1/EndUserTypes");
    recording.request.query = query.iter().copied().collect();
    recording
}

async fn done(call: &mut Call<'_>) -> Result<Value, Failure> {
    call.send(async { Ok::<_, twilio_trusthub::Error>(()) })
        .await
}

#[test]
fn path_parameters_come_decoded_from_the_path() {
    let recording = recording("FetchEndUserType", "GET", "/v1/EndUserTypes/a%20b%2Fc");
    let mut call = Call::new(&recording, "http://x").expect("fits");
    assert_eq!(call.operation(), "FetchEndUserType");
    assert_eq!(
        call.required::<String>(In::Path, "Sid").expect("there"),
        "a b/c"
    );
}

#[test]
fn another_method_or_path_is_refused() {
    for (method, path) in [
        ("POST", "/v1/EndUserTypes/x"),
        ("GET", "/v1/EndUserTypes"),
        ("GET", "/v1/EndUserTypes/"),
        ("GET", "/v1/EndUserTypes/x/y"),
        ("GET", "/v1/Policies/x"),
        ("GET", "/v1/EndUserTypes/%FF"),
    ] {
        let recording = recording("FetchEndUserType", method, path);
        let failure = Call::new(&recording, "http://x").expect_err("does not fit");
        assert!(
            matches!(failure, Failure::OtherPath { .. }),
            "{method} {path}: {failure}"
        );
    }
    let recording = recording("FetchNothing", "GET", "/v1/EndUserTypes/x");
    assert!(matches!(
        Call::new(&recording, "http://x"),
        Err(Failure::UnknownOperation(_))
    ));
}

#[test]
fn a_value_is_taken_as_the_type_that_is_asked_for() {
    let recording = list(&[("PageSize", "50"), ("Json", r#"{"a":1}"#), ("Flag", "true")]);
    let mut call = Call::new(&recording, "http://x").expect("fits");
    assert_eq!(
        call.required::<u16>(In::Query, "PageSize")
            .expect("a number"),
        50
    );
    assert_eq!(
        call.optional::<Value>(In::Query, "Json")
            .expect("JSON")
            .expect("there")["a"],
        1
    );
    assert_eq!(
        call.optional::<bool>(In::Query, "Flag").expect("a boolean"),
        Some(true)
    );
    assert_eq!(
        call.optional::<bool>(In::Form, "Flag").expect("absent"),
        None
    );
    assert_eq!(
        call.required::<bool>(In::Query, "PageSize")
            .expect_err("no boolean")
            .to_string(),
        "the query parameter `PageSize` cannot be `50`: provided string was not `true` or `false`",
    );
    assert_eq!(
        call.required::<bool>(In::Form, "Flag")
            .expect_err("absent")
            .to_string(),
        "the typed call needs the form field `Flag`, which is not recorded",
    );
}

#[test]
fn lists_take_every_value_and_single_parameters_only_one() {
    let recording = list(&[("Tag", "1"), ("Tag", "2")]);
    let mut call = Call::new(&recording, "http://x").expect("fits");
    assert_eq!(
        call.required_list::<u8>(In::Query, "Tag").expect("numbers"),
        [1, 2]
    );
    assert_eq!(
        call.optional_list::<u8>(In::Query, "Other")
            .expect("absent"),
        None
    );
    assert!(matches!(
        call.required_list::<u8>(In::Query, "Other"),
        Err(Failure::Missing { .. })
    ));
    assert!(matches!(
        call.optional::<u8>(In::Query, "Tag"),
        Err(Failure::Repeated { count: 2, .. })
    ));
}

#[tokio::test]
async fn what_was_not_asked_for_is_not_sent() {
    let recording = list(&[("PageSize", "50"), ("Colour", "red")]);
    let mut call = Call::new(&recording, "http://x").expect("fits");
    let _: Option<u16> = call.optional(In::Query, "PageSize").expect("a number");
    let failure = call
        .send(async { Err::<(), _>(unreachable_error()) })
        .await
        .expect_err("not sent");
    assert_eq!(
        failure.to_string(),
        "the typed call cannot express the query parameter `Colour`"
    );
    let _: Option<String> = call.optional(In::Query, "Colour").expect("text");
    assert_eq!(done(&mut call).await.expect("sent"), Value::Null);
}

fn unreachable_error() -> twilio_trusthub::Error {
    panic!("the request was sent")
}

#[tokio::test]
async fn a_later_page_is_asked_for_by_its_url() {
    let recording = list(&[("PageSize", "2"), ("Page", "1"), ("PageToken", "PAOY a&b")]);
    let mut call = Call::new(&recording, "http://127.0.0.1:1/").expect("fits");
    assert_eq!(
        call.page_url().as_deref(),
        Some("http://127.0.0.1:1/v1/EndUserTypes?PageSize=2&Page=1&PageToken=PAOY+a%26b"),
    );
    done(&mut call)
        .await
        .expect("the whole query counts as expressed");
    let first = list(&[("PageSize", "2")]);
    assert_eq!(
        Call::new(&first, "http://x").expect("fits").page_url(),
        None
    );
}

fn with_body(body: Value) -> Recording {
    let mut recording = recording("FetchEndUserType", "GET", "/v1/EndUserTypes/x");
    recording.request.body = Body::Json(body);
    recording
}

#[test]
fn members_of_a_json_body_come_as_their_types() {
    let recording = with_body(serde_json::json!({ "name": "a", "count": 2, "tags": ["x"] }));
    let mut call = Call::new(&recording, "http://x").expect("fits");
    let name: String = call.required_member("name").expect("there");
    let tags: Option<Vec<String>> = call.optional_member("tags").expect("fits");
    assert_eq!((name.as_str(), tags), ("a", Some(vec!["x".to_owned()])));
    let absent: Option<String> = call.optional_member("absent").expect("fits");
    assert_eq!(absent, None);
    let wrong = call
        .required_member::<String>("count")
        .expect_err("a number");
    assert!(
        wrong
            .to_string()
            .starts_with("the JSON member `count` cannot be `2`: "),
        "{wrong}"
    );
    let missing = call
        .required_member::<String>("absent")
        .expect_err("absent");
    assert_eq!(
        missing.to_string(),
        "the typed call needs the JSON member `absent`, which is not recorded"
    );
}

#[tokio::test]
async fn members_that_nobody_asked_for_are_not_sent() {
    let recording = with_body(serde_json::json!({ "name": "a", "other": 1 }));
    let mut call = Call::new(&recording, "http://x").expect("fits");
    call.required::<String>(In::Path, "Sid").expect("there");
    call.required_member::<String>("name").expect("there");
    let error = done(&mut call).await.expect_err("one is left");
    assert_eq!(
        error.to_string(),
        "the typed call cannot express the JSON member `other`"
    );
    call.required_member::<i64>("other").expect("there");
    done(&mut call).await.expect("nothing is left");
}

#[tokio::test]
async fn a_json_body_can_be_taken_as_a_whole() {
    let recording = with_body(serde_json::json!([1, 2]));
    let mut call = Call::new(&recording, "http://x").expect("fits");
    call.required::<String>(In::Path, "Sid").expect("there");
    let error = done(&mut call).await.expect_err("the body is left");
    assert_eq!(
        error.to_string(),
        "the typed call cannot express the JSON member `body`"
    );
    let body: Vec<i64> = call.required_body().expect("there");
    assert_eq!(body, [1, 2]);
    done(&mut call).await.expect("nothing is left");
}
