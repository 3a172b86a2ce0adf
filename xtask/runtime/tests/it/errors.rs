//! Responses that are not 2xx, in every form that is known, and none that is.

use std::time::Duration;

use trusthub_runtime::runtime::{ApiError, Error, KnownCode, Retry};

use super::server::{Reply, Server, json, reply};
use super::{builder, client, get, post};

async fn api_error(status: u16, content_type: &str, body: &str) -> Box<ApiError> {
    let headers = [
        ("content-type", content_type),
        ("twilio-request-id", "RQ42"),
    ];
    let server = Server::always(status, &headers, body).await;
    let client = builder(&server).retry(Retry::none()).build().unwrap();
    match client.execute(&get()).await.unwrap_err() {
        Error::Api(error) => error,
        other => panic!("{other:?}"),
    }
}

#[tokio::test]
async fn the_usual_envelope() {
    let body = r#"{"code":20404,"message":"Not there","more_info":"https://x/20404","status":404,
        "details":{"email":"ada@example.com"},"later":true}"#;
    let error = api_error(404, "application/json", body).await;
    assert_eq!(
        (error.operation, error.status, error.code),
        ("FetchPolicy", 404, Some(20404))
    );
    assert_eq!(error.message.as_deref(), Some("Not there"));
    assert_eq!(error.more_info.as_deref(), Some("https://x/20404"));
    assert_eq!(error.details.as_ref().unwrap()["email"], "ada@example.com");
    assert_eq!(error.request_id.as_deref(), Some("RQ42"));
    assert_eq!((error.attempts, error.user_error), (1, None));
    assert_eq!(error.extra["later"], true);
    assert!(error.elapsed > Duration::ZERO);
    let line = error.to_string();
    assert!(
        line.starts_with(
            "FetchPolicy: 404 Not Found, code 20404: Not there [request RQ42, 1 attempt,"
        ),
        "{line}"
    );
    assert!(
        !format!("{error:?}").contains("ada@"),
        "details can quote what was sent"
    );
    let error = Error::Api(error);
    assert_eq!((error.status(), error.code()), (Some(404), Some(20404)));
    assert_eq!(
        (error.request_id(), error.operation()),
        (Some("RQ42"), Some("FetchPolicy"))
    );
    assert!(!error.is_retryable());
}

#[tokio::test]
async fn the_newer_envelope() {
    let body = r#"{"code":"70002","message":"No","httpStatusCode":400,"params":{"a":["b"]},"userError":true}"#;
    let error = api_error(400, "application/json", body).await;
    assert_eq!(
        (error.code, error.message.as_deref()),
        (Some(70002), Some("No"))
    );
    assert_eq!(error.details.as_ref().unwrap()["a"][0], "b");
    assert_eq!(error.user_error, Some(true));
    assert_eq!(error.more_info, None);
}

#[tokio::test]
async fn problem_details() {
    let body =
        r#"{"type":"https://x/p","title":"Bad","status":400,"detail":"Because","instance":"/i"}"#;
    let error = api_error(400, "application/problem+json", body).await;
    assert_eq!(
        (error.code, error.message.as_deref()),
        (None, Some("Because"))
    );
    assert_eq!(error.more_info.as_deref(), Some("https://x/p"));
    assert_eq!(
        (&error.extra["title"], &error.extra["instance"]),
        (&"Bad".into(), &"/i".into())
    );
    let title_only = api_error(400, "application/problem+json", r#"{"title":"Bad"}"#).await;
    assert_eq!(title_only.message.as_deref(), Some("Bad"));
}

#[tokio::test]
async fn members_can_be_absent_or_of_another_type() {
    for body in [
        "{}",
        r#"{"code":null,"message":null}"#,
        r#"{"code":{"a":1},"message":[1],"more_info":5,"details":null,"userError":"x"}"#,
        r#"{"code":1e400}"#,
        "[]",
        "null",
        "\"text\"",
        "",
        "{",
        "{\"message\": \"half",
    ] {
        let error = api_error(403, "application/json", body).await;
        assert_eq!(
            (error.status, error.code, error.message.as_deref()),
            (403, None, None),
            "{body}"
        );
        assert!(
            error.to_string().starts_with("FetchPolicy: 403 Forbidden"),
            "{error}"
        );
        assert!(!error.to_string().contains("half"), "{error}");
    }
}

#[tokio::test]
async fn a_gateway_page_is_told_as_such() {
    let page = "<html>\r\n<head><title>502 Bad\nGateway</title></head><body>secret</body></html>";
    for kind in ["text/html; charset=utf-8", "text/plain", "application/json"] {
        let error = api_error(502, kind, page).await;
        assert!(error.is_html);
        assert_eq!(error.snippet.as_deref(), Some("502 Bad Gateway"));
        let line = error.to_string();
        assert!(
            line.contains("HTML page") && line.contains("gateway"),
            "{line}"
        );
        assert!(!line.contains("secret") && !line.contains('\n'), "{line}");
    }
}

#[tokio::test]
async fn a_text_body_gives_a_bounded_line() {
    let body = format!("upstream\r\nreset\u{1b}[31m{}", "ü".repeat(5000));
    let error = api_error(503, "text/plain", &body).await;
    let snippet = error.snippet.as_deref().unwrap();
    assert!(snippet.starts_with("upstream  reset [31m"), "{snippet}");
    assert!(snippet.len() <= 204, "{}", snippet.len());
    assert!(!snippet.contains(char::is_control));
    assert!(!error.is_html);
}

#[tokio::test]
async fn a_message_cannot_forge_log_lines() {
    let body = r#"{"message":"one\nERROR two\u001b[31m"}"#;
    let line = api_error(400, "application/json", body).await.to_string();
    assert!(!line.contains(char::is_control), "{line:?}");
    let long = format!(r#"{{"message":"{}"}}"#, "x".repeat(100_000));
    let line = api_error(400, "application/json", &long).await.to_string();
    assert!(line.len() < 600, "{}", line.len());
}

#[tokio::test]
async fn the_status_of_a_broken_body_is_not_lost() {
    let head = "HTTP/1.1 500 X\r\ncontent-length: 1000\r\ntwilio-request-id: RQ7\r\n\r\n{\"code\":";
    for hang in [false, true] {
        let server = Server::start(move |_, _| {
            if hang {
                Reply::Hang(head.into())
            } else {
                Reply::Bytes(head.into())
            }
        })
        .await;
        let request = post().with_timeout(Duration::from_millis(300));
        let error = client(&server).execute(&request).await.unwrap_err();
        assert_eq!(
            (error.status(), error.request_id()),
            (Some(500), Some("RQ7"))
        );
        assert_eq!(server.hits(), 1);
    }
}

#[tokio::test]
async fn redirects_are_not_followed() {
    let target = Server::always(200, &[], "{}").await;
    for status in [301, 302, 303, 307, 308] {
        let location = format!("{}/stolen?x=1", target.url);
        let server = Server::always(status, &[("location", &location)], "").await;
        let error = client(&server)
            .execute(&post().form("A", 1))
            .await
            .unwrap_err();
        assert_eq!(error.status(), Some(status));
        let line = error.to_string();
        assert!(line.contains("redirects are not followed"), "{line}");
        assert!(
            line.contains(&target.url) && !line.contains("stolen"),
            "{line}"
        );
        assert_eq!(server.hits(), 1);
    }
    assert_eq!(target.hits(), 0);
}

#[tokio::test]
async fn a_redirect_that_a_client_passed_in_follows_is_refused() {
    let target = Server::always(200, &[], "{}").await;
    let location = format!("{}/elsewhere", target.url);
    let server = Server::always(302, &[("location", &location)], "").await;
    let http = reqwest_client();
    let client = builder(&server).http_client(http).build().unwrap();
    let error = client.execute(&get()).await.unwrap_err();
    assert!(matches!(error, Error::Transport(_)), "{error:?}");
    assert!(error.to_string().contains("followed a redirect"), "{error}");
    assert!(!error.is_retryable());
    assert_eq!(server.hits(), 1);
}

/// A client with the defaults of reqwest, which follow redirects.
fn reqwest_client() -> trusthub_runtime::runtime::reqwest::Client {
    #[cfg(feature = "rustls")]
    drop(rustls::crypto::ring::default_provider().install_default());
    trusthub_runtime::runtime::reqwest::Client::builder()
        .no_proxy()
        .build()
        .unwrap()
}

#[tokio::test]
async fn a_blank_body_says_nothing() {
    for body in ["", " \r\n\t "] {
        let error = api_error(500, "text/plain", body).await;
        assert_eq!(error.snippet, None);
        let line = error.to_string();
        assert!(line.contains("Internal Server Error [request"), "{line}");
    }
}

#[tokio::test]
async fn an_unusual_status_has_no_name() {
    let Reply::Bytes(_) = reply(799, &[], "") else {
        panic!()
    };
    let error = api_error(799, "text/plain", "").await;
    assert!(
        error.to_string().starts_with("FetchPolicy: 799 ["),
        "{error}"
    );
}

#[test]
fn results_stay_small() {
    assert!(size_of::<Error>() <= 16, "{}", size_of::<Error>());
}

#[tokio::test]
async fn known_codes_say_what_to_do() {
    let server = Server::start(|_, _| json(400, r#"{"code": 22204, "message": "no"}"#)).await;
    let error = client(&server).execute(&get()).await.unwrap_err();
    assert_eq!(error.known_code(), Some(KnownCode::StatusWithProperties));
    let mut numbers = std::collections::BTreeSet::new();
    for code in KnownCode::ALL {
        assert_eq!(KnownCode::from_number(code.number()), Some(*code));
        assert!(
            numbers.insert(code.number()),
            "{code:?} is not the only one"
        );
        for text in [code.meaning(), code.advice()] {
            assert!(text.ends_with('.') && text.len() < 200, "{code:?}: {text}");
        }
    }
    assert_eq!(numbers.len(), KnownCode::ALL.len());
    assert_eq!(KnownCode::from_number(1), None);
}
