use serde_json::{Value, json};

use super::*;
use crate::recording::{Body, Recording, SourceKind, to_yaml};

fn read(har: &Value) -> Imported {
    import_from(har.to_string().as_bytes(), "t.har", Options::default())
}

fn archive(entries: &[Value]) -> Value {
    json!({ "log": { "version": "1.2", "creator": { "name": "t", "version": "1" }, "entries": entries } })
}

/// A fetch of an end user as a browser saves it.
fn fetch() -> Value {
    json!({
        "startedDateTime": "2026-11-20T10:00:00.000Z",
        "time": 12.5,
        "request": {
            "method": "GET",
            "url": "https://trusthub.twilio.com/v1/EndUsers/ITaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa",
            "httpVersion": "h2",
            "cookies": [{ "name": "session", "value": "secret-cookie" }],
            "headers": [
                { "name": "Authorization", "value": "Basic QUNhYmM6c2VjcmV0LXRva2VuLW9mLW1pbmU=" },
                { "name": "Cookie", "value": "session=secret-cookie" },
                { "name": "User-Agent", "value": "Browser" }
            ],
            "queryString": [],
            "headersSize": -1,
            "bodySize": 0
        },
        "response": {
            "status": 200,
            "statusText": "OK",
            "httpVersion": "h2",
            "cookies": [],
            "headers": [
                { "name": "Content-Type", "value": "application/json; charset=utf-8" },
                { "name": "Set-Cookie", "value": "session=secret-cookie" },
                { "name": "Twilio-Request-Id", "value": "RQ0123456789abcdef0123456789abcdef" },
                { "name": "X-Cache", "value": "Miss" }
            ],
            "content": {
                "size": 10,
                "mimeType": "application/json",
                "text": json!({
                    "sid": "ITaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa",
                    "friendly_name": "Jane Roe",
                    "attributes": { "email": "jane@roe.org", "first_name": "Jane", "business_type": "Partnership" },
                    "url": "https://trusthub.twilio.com/v1/EndUsers/ITaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa"
                }).to_string()
            },
            "redirectURL": "",
            "headersSize": -1,
            "bodySize": 10
        },
        "cache": {},
        "timings": { "send": 0, "wait": 1, "receive": 1 },
        "_resourceType": "xhr"
    })
}

fn with(pointer: &str, value: Value) -> Value {
    let mut entry = fetch();
    let (holder, name) = pointer.rsplit_once('/').expect("a pointer");
    entry
        .pointer_mut(holder)
        .and_then(Value::as_object_mut)
        .expect("an object")
        .insert(name.to_owned(), value);
    entry
}

/// The one recording of an archive that is read without trouble.
fn one(entry: Value) -> Recording {
    let (mut recordings, troubles) = read(&archive(&[entry]));
    assert_eq!(troubles, []);
    assert_eq!(recordings.len(), 1);
    recordings.remove(0).1
}

/// Why the one entry was skipped.
fn why(entry: Value) -> String {
    let (recordings, mut troubles) = read(&archive(&[entry]));
    assert!(
        recordings.is_empty() && troubles.len() == 1,
        "{recordings:?} {troubles:?}"
    );
    troubles.remove(0).message
}

#[test]
fn an_entry_becomes_a_scrubbed_recording() {
    let (recordings, troubles) = read(&archive(&[fetch()]));
    assert_eq!(troubles, []);
    let (name, recording) = &recordings[0];
    assert_eq!(name, "end_users/fetch-200-1.yaml");
    assert_eq!(recording.operation, "FetchEndUser");
    assert_eq!(recording.proves, "FetchEndUser answers with 200");
    assert_eq!(recording.source.kind, SourceKind::Documented);
    assert_eq!(recording.source.date, "2026-11-20");
    assert_eq!(
        recording.source.origin,
        "HAR t.har, entry 1, trusthub.twilio.com"
    );
    let authorization = recording
        .request
        .headers
        .as_ref()
        .and_then(|headers| headers.header("authorization"));
    assert_eq!(authorization, Some("Basic REDACTED"));
    let Body::Json(body) = &recording.response.body else {
        panic!("JSON");
    };
    let sid = body["sid"].as_str().expect("a SID");
    assert!(
        sid.starts_with("IT") && sid.len() == 34 && sid != "ITaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa"
    );
    assert_eq!(recording.request.path, format!("/v1/EndUsers/{sid}"));
    assert_eq!(
        body["url"],
        format!("https://trusthub.twilio.com/v1/EndUsers/{sid}")
    );
    assert_eq!(body["attributes"]["business_type"], "Partnership");
    let names: Vec<_> = recording
        .response
        .headers
        .iter()
        .map(|(name, _)| name)
        .collect();
    assert_eq!(names, ["twilio-request-id"]);
    let text = to_yaml(recording).expect("writes");
    for secret in [
        "aaaaaaaa",
        "Jane",
        "Roe",
        "roe.org",
        "secret",
        "QUNhYmM",
        "0123456789abcdef",
    ] {
        assert!(!text.contains(secret), "{secret} in {text}");
    }
}

#[test]
fn forms_come_from_text_or_parameters() {
    let create = |data: Value| {
        let mut entry = with("/request/postData", data);
        entry["request"]["method"] = "post".into();
        entry["request"]["url"] = "https://eu.proxy.example/v1/EndUsers".into();
        entry["response"]["status"] = 201.into();
        one(entry).request.form
    };
    let mime = "application/x-www-form-urlencoded; charset=UTF-8";
    let text = create(
        json!({ "mimeType": mime, "text": "Type=customer_profile_business_information&Note=a+b%2Bc" }),
    );
    assert_eq!(
        text.get("Type"),
        Some(&["customer_profile_business_information".to_owned()][..])
    );
    assert_eq!(text.get("Note"), Some(&["a b+c".to_owned()][..]));
    let params = create(
        json!({ "mimeType": mime, "params": [{ "name": "Type", "value": "x" }, { "name": "Type", "value": "y" }, { "name": "Empty" }] }),
    );
    assert_eq!(params.get("Type").map(<[_]>::len), Some(2));
    assert_eq!(params.get("Empty"), Some(&[String::new()][..]));
    let unnamed = create(json!({ "text": "Type=x" }));
    assert_eq!(unnamed.get("Type"), Some(&["x".to_owned()][..]));
    let nested = create(
        json!({ "mimeType": mime, "text": "Attributes=%7B%22first_name%22%3A%22Jane%22%7D" }),
    );
    assert_eq!(
        nested.get("Attributes"),
        Some(&[r#"{"first_name":"First name 1"}"#.to_owned()][..])
    );
}

#[test]
fn bodies_are_json_or_text_and_may_be_base64() {
    let body = |content: Value| one(with("/response/content", content)).response.body;
    assert_eq!(
        body(
            json!({ "text": "eyJhIjoxfQ==", "encoding": "base64", "mimeType": "application/json" })
        ),
        Body::Json(json!({ "a": 1 }))
    );
    assert_eq!(body(json!({})), Body::Empty);
    assert_eq!(body(json!({ "size": 0, "text": "" })), Body::Empty);
    let mut page = with(
        "/response/content",
        json!({ "mimeType": "text/html", "text": "<h1>no</h1>" }),
    );
    page["response"]["headers"] = json!([{ "name": "content-type", "value": "text/html; charset=utf-8" }, { "name": "Retry-After", "value": "7" }]);
    page["response"]["status"] = 504.into();
    let page = one(page);
    assert_eq!(page.response.body, Body::Text("<h1>no</h1>".to_owned()));
    assert_eq!(
        page.response.headers.header("content-type"),
        Some("text/html; charset=utf-8")
    );
    assert_eq!(page.response.headers.header("retry-after"), Some("7"));
    let lie = with(
        "/response/content",
        json!({ "mimeType": "application/json", "text": "<h1>no</h1>" }),
    );
    let lie = one(lie);
    assert_eq!(lie.response.body, Body::Text("<h1>no</h1>".to_owned()));
    assert_eq!(
        lie.response.headers.header("content-type"),
        Some("application/json; charset=utf-8")
    );
}

#[test]
fn what_cannot_be_a_recording_is_told() {
    let url = |url: &str| why(with("/request/url", url.into()));
    assert!(
        url("https://cdn.example/app.js")
            .contains("no operation has this method and path (GET cdn.example)")
    );
    assert!(url("/v1/EndUsers").contains("not an absolute one"));
    assert!(url("wss://trusthub.twilio.com/v1/EndUsers").contains("`wss:`"));
    assert!(url("data:text/html,secret").contains("`data:`"));
    let status = |status: Value| why(with("/response/status", status));
    assert!(status(json!(0)).contains("no answer came"));
    assert!(status(json!(-1)).contains("no answer came"));
    assert!(status(json!(101)).contains("status 101"));
    assert!(status(json!(599)).contains("status 599"));
    assert!(status(json!("200")).contains("not the shape"));
    let content = |content: Value| why(with("/response/content", content));
    assert!(
        content(json!({ "size": 100, "mimeType": "application/json" })).contains("was not saved")
    );
    assert!(
        content(json!({ "size": 100, "mimeType": "text/html", "text": "<h" }))
            .contains("2 of 100 bytes")
    );
    assert!(
        content(json!({ "mimeType": "application/json", "text": "{\"a\": [1" }))
            .contains("cut short")
    );
    assert!(content(json!({ "text": "/wD/", "encoding": "base64" })).contains("binary"));
    assert!(content(json!({ "text": "?", "encoding": "base64" })).contains("not the base64"));
    assert!(content(json!({ "text": "x", "encoding": "gzip" })).contains("unknown encoding"));
    assert!(
        why(with(
            "/request/postData",
            json!({ "mimeType": "multipart/form-data; boundary=x", "text": "x" })
        ))
        .contains("uploads")
    );
    for (bad, said) in [
        (json!(null), "it has no request"),
        (json!("x"), "it has no request"),
        (json!({ "request": 1 }), "it has no request"),
        (
            json!({ "request": { "method": "GET", "url": 5 } }),
            "not the shape",
        ),
    ] {
        assert!(why(bad.clone()).contains(said), "{bad}");
    }
    let mut unanswered = fetch();
    unanswered
        .as_object_mut()
        .expect("an object")
        .remove("response");
    assert!(why(unanswered).contains("no answer came"));
}

#[test]
fn a_reason_never_repeats_what_was_there() {
    let mut entry = with("/request/headers", json!("AKIA-top-secret"));
    entry["request"]["url"] =
        "https://user:pass-word@trusthub.twilio.com/v1/EndUsers?Secret=AKIA-top-secret".into();
    let said = why(entry);
    assert!(
        !said.contains("top-secret") && !said.contains("pass-word"),
        "{said}"
    );
    let cut = with("/response/content", json!({ "size": 9, "text": "x" }));
    assert!(
        !why(cut).contains("aaaaaaaa"),
        "SIDs in places are made up too"
    );
}

#[test]
fn the_same_reason_is_told_once() {
    let other = with("/request/url", "https://cdn.example/a.js".into());
    let (recordings, troubles) = read(&archive(&[other.clone(), fetch(), other.clone(), other]));
    assert_eq!(recordings.len(), 1);
    assert_eq!(troubles.len(), 1);
    assert!(
        troubles[0].message.starts_with("entries 1, 3-4 skipped: "),
        "{troubles:?}"
    );
}

#[test]
fn entries_with_little_in_them_are_read() {
    let entry = json!({
        "request": { "method": "DELETE", "url": "http://localhost:1/v1/EndUsers/ITx", "headersSize": null, "bodySize": "much" },
        "response": { "status": 204, "content": { "size": 0.0 } }
    });
    let recording = one(entry);
    assert_eq!(
        (recording.operation.as_str(), recording.request.headers),
        ("DeleteEndUser", None)
    );
    assert_eq!(recording.source.date.len(), 10);
}
