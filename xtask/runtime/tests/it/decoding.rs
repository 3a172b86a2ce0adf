//! 2xx responses whose body is not what was expected.

use serde::Deserialize;
use trusthub_runtime::runtime::{DecodeError, Error, RawResponse};

use super::server::{Reply, Server};
use super::{client, get, post};

#[derive(Debug, Deserialize)]
struct Profile {
    #[allow(dead_code, reason = "only its type matters")]
    sid: String,
    #[allow(dead_code, reason = "only its type matters")]
    #[serde(default)]
    rows: Vec<Row>,
}

#[derive(Debug, Deserialize)]
struct Row {
    #[allow(dead_code, reason = "only its type matters")]
    count: u8,
}

async fn fetch(headers: &[(&str, &str)], body: &str) -> RawResponse {
    let server = Server::always(200, headers, body).await;
    client(&server).execute(&get()).await.unwrap()
}

async fn refused(content_type: &str, body: &str) -> Box<DecodeError> {
    let headers = [
        ("content-type", content_type),
        ("twilio-request-id", "RQ42"),
    ];
    match fetch(&headers, body).await.decode::<Profile>().unwrap_err() {
        Error::Decode(error) => {
            assert_eq!(
                (error.operation, error.status, error.attempts),
                ("FetchPolicy", 200, 1)
            );
            assert_eq!(error.request_id.as_deref(), Some("RQ42"));
            error
        }
        other => panic!("{other:?}"),
    }
}

#[tokio::test]
async fn a_response_tells_about_itself() {
    let headers = [
        ("content-type", "application/json"),
        ("twilio-request-id", "RQ1"),
        ("x-a", "b"),
    ];
    let response = fetch(&headers, r#"{"sid":"RN1"}"#)
        .await
        .decode::<Profile>()
        .unwrap();
    assert_eq!((response.status, response.attempts), (200, 1));
    assert_eq!(response.request_id.as_deref(), Some("RQ1"));
    assert_eq!(response.headers["x-a"], "b");
    assert_eq!(response.value.sid, "RN1");
}

#[tokio::test]
async fn the_json_path_is_named_and_no_value_is() {
    let body = r#"{"sid":"RNsecret","rows":[{"count":1},{"count":"top-secret","x":123456}]}"#;
    let error = refused("application/json", body).await;
    assert_eq!(error.path, "rows[1].count");
    assert!(
        error
            .reason
            .starts_with("invalid type: string …, expected u8"),
        "{}",
        error.reason
    );
    let snippet = error.snippet.as_deref().unwrap();
    assert_eq!(
        snippet,
        r#"{"sid":"…","rows":[{"count":…},{"count":"…","x":…}]}"#
    );
    for shown in [error.to_string(), format!("{error:?}")] {
        assert!(
            !shown.contains("secret") && !shown.contains("123456"),
            "{shown}"
        );
    }
    let line = error.to_string();
    assert!(
        line.starts_with(
            "FetchPolicy: cannot use the body of the 200 response at `rows[1].count`: "
        ),
        "{line}"
    );
    assert!(line.contains("[request RQ42, 1 attempt, "), "{line}");
    assert!(!Error::Decode(error).is_retryable());
}

#[tokio::test]
async fn a_missing_member_is_named() {
    let error = refused("application/json", r#"{"rows":[]}"#).await;
    assert_eq!(
        (
            error.path.as_str(),
            error.reason.contains("missing field `sid`")
        ),
        ("", true),
        "{error}"
    );
}

#[tokio::test]
async fn numbers_and_variants_are_values_too() {
    let body = r#"{"sid":4111111111111111}"#;
    let shown = refused("application/json", body).await.to_string();
    assert!(!shown.contains("4111"), "{shown}");
    assert!(shown.contains("at `sid`"), "{shown}");
}

#[tokio::test]
async fn json_decodes_whatever_the_content_type_says() {
    for kind in ["text/html", "text/plain", "application/octet-stream", ""] {
        let response = fetch(&[("content-type", kind)], r#"{"sid":"RN1"}"#).await;
        assert_eq!(response.decode::<Profile>().unwrap().value.sid, "RN1");
    }
    let response = fetch(&[], "\u{feff}{\"sid\":\"RN1\"}").await;
    assert_eq!(response.decode::<Profile>().unwrap().value.sid, "RN1");
}

#[tokio::test]
async fn bodies_that_are_no_json() {
    let error = refused("application/json", "").await;
    assert_eq!(error.reason, "the body is empty");
    let error = refused("application/json", "  \n").await;
    assert_eq!(error.reason, "the body is empty");
    let error = refused("text/html", "<!DOCTYPE html><title>Sign in</title>secret").await;
    assert!(error.is_html);
    assert!(error.reason.contains("HTML page (\"Sign in\")"), "{error}");
    assert!(!error.to_string().contains("secret"), "{error}");
    let error = refused("text/plain", "name=Ada secret").await;
    assert_eq!(error.reason, "the body is not JSON (text/plain, 15 bytes)");
    assert_eq!(error.snippet, None);
    let error = refused("application/json", r#"{"sid":"RN-secret"#).await;
    assert_eq!(error.reason, "the JSON ends too early");
    assert!(!error.to_string().contains("secret"), "{error}");
    let error = refused("application/json", r#"{"sid":"RN1"} {"#).await;
    assert!(error.reason.contains("trailing"), "{error}");
    let error = refused(
        "application/json",
        &format!("{{\"sid\":{}", "[".repeat(100_000)),
    )
    .await;
    assert!(error.to_string().len() < 800, "{}", error.to_string().len());
}

/// A body that was spoiled on the way may come whole the next time; one that is whole and of
/// another shape comes the same again.
#[tokio::test]
async fn only_a_spoiled_body_is_worth_another_call() {
    for (body, is_garbled) in [
        ("", true),
        ("{\"sid\":\"RN", true),
        ("{\"sid\":\"RN1\"} {", true),
        ("<html><title>Sign in</title>", true),
        ("upstream timed out", true),
        ("{}", false),
        ("{\"sid\":5}", false),
        ("[]", false),
        ("null", false),
    ] {
        let server = Server::always(200, &[], body).await;
        for (request, is_repeatable) in [(get(), true), (post(), false)] {
            let response = client(&server).execute(&request).await.unwrap();
            let error = response.decode::<Profile>().unwrap_err();
            let Error::Decode(inner) = &error else {
                panic!("{error:?}")
            };
            assert_eq!(inner.is_garbled, is_garbled, "{body} {error}");
            let again = is_garbled && is_repeatable;
            assert_eq!(error.is_retryable(), again, "{body} {error}");
        }
    }
    let deep = format!("{}1{}", "[".repeat(500), "]".repeat(500));
    let error = fetch(&[], &deep).await.decode::<serde_json::Value>();
    assert!(!error.unwrap_err().is_retryable(), "whole, and too deep");
}

#[tokio::test]
async fn a_packed_body_is_told_as_such() {
    let packed = "\u{1f}\u{8}\u{0}binary";
    let headers = [
        ("content-type", "application/json"),
        ("content-encoding", "gzip"),
    ];
    let server = Server::always(200, &headers, packed).await;
    let response = client(&server).execute(&get()).await.unwrap();
    let error = response.decode::<Profile>().unwrap_err().to_string();
    assert!(error.contains("content-encoding `gzip`"), "{error}");
    let server = Server::always(400, &headers, packed).await;
    let error = client(&server).execute(&get()).await.unwrap_err();
    let error = error.to_string();
    assert!(
        error.contains("content-encoding `gzip`") && !error.contains("binary"),
        "{error}"
    );
    // A proxy that unpacked the body and kept the header does no harm.
    let server = Server::always(200, &headers, "{\"sid\":\"RN1\"}").await;
    let response = client(&server).execute(&get()).await.unwrap();
    assert_eq!(response.decode::<Profile>().unwrap().value.sid, "RN1");
    let server = Server::always(400, &headers, "{\"code\":20001}").await;
    let error = client(&server).execute(&get()).await.unwrap_err();
    assert_eq!(error.code(), Some(20001));
}

#[tokio::test]
async fn a_place_that_nobody_knows_is_not_shown() {
    let error = refused("application/json", "{").await;
    assert_eq!(
        (error.path.as_str(), error.reason.as_str()),
        ("", "the JSON ends too early")
    );
    let error = refused("application/json", "{\"rows\":[{").await;
    assert_eq!(error.path, "rows[0]");
}

#[tokio::test]
async fn a_204_where_a_resource_is_due_is_an_error_and_no_panic() {
    let server = Server::always(204, &[], "").await;
    let response = client(&server).execute(&get()).await.unwrap();
    assert_eq!(response.clone().discard().status, 204);
    let error = response.decode::<Profile>().unwrap_err();
    assert!(
        error
            .to_string()
            .contains("the 204 response: the body is empty"),
        "{error}"
    );
}

#[tokio::test]
async fn a_truncated_body_is_a_transport_error() {
    let head = "HTTP/1.1 200 X\r\ncontent-length: 100\r\ntwilio-request-id: RQ8\r\n\r\n{\"sid\":";
    let server = Server::start(move |_, _| Reply::Bytes(head.into())).await;
    let error = client(&server).execute(&post()).await.unwrap_err();
    assert!(matches!(error, Error::Transport(_)), "{error:?}");
    assert!(
        !error.is_retryable(),
        "a POST that was answered was processed"
    );
    assert_eq!((error.request_id(), error.attempts()), (Some("RQ8"), 1));
    assert_eq!(server.hits(), 1);
}

#[tokio::test]
async fn debug_of_a_response_does_not_show_its_body() {
    let shown = format!("{:?}", fetch(&[("x-h", "v")], r#"{"sid":"secret"}"#).await);
    assert!(!shown.contains("secret"), "{shown}");
}
