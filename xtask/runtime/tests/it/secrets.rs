//! Nothing that is secret or personal is in any text that the crate makes.

use std::error::Error as _;
use std::time::Duration;

use serde_json::json;
use trusthub_runtime::runtime::{Client, Credentials, Error, InvalidInput, Redacted, Request};

use super::server::{Reply, Server, json as reply_json};
use super::{TOKEN, builder, get, post};

/// `AC123:secret-token-0123456789` as it stands in the header.
const BASIC: &str = "QUMxMjM6c2VjcmV0LXRva2VuLTAxMjM0NTY3ODk=";
const PERSONAL: &str = "ada@lovelace.example";

fn check(text: &str) {
    for secret in [TOKEN, BASIC, PERSONAL, "lovelace", "hush"] {
        assert!(!text.contains(secret), "{secret} in {text}");
    }
}

fn personal() -> Request {
    post()
        .form("Email", PERSONAL)
        .form_object("Attributes", json!({ "email": PERSONAL }))
        .query("FriendlyName", PERSONAL)
        .header("X-Personal", PERSONAL)
        .segment("Sid", PERSONAL)
}

#[test]
fn debug_shows_names_and_no_values() {
    let shown = format!(
        "{:?} {:#?}",
        personal(),
        personal().json(json!({ "x": PERSONAL }))
    );
    check(&shown);
    for name in [
        "CreateThing",
        "POST",
        "/v1/Things",
        "Email",
        "Attributes",
        "FriendlyName",
        "x-personal",
    ] {
        assert!(shown.contains(name), "{name} not in {shown}");
    }
    check(&format!(
        "{:?}",
        get().at(format!("https://x/?Email={PERSONAL}"))
    ));
    assert_eq!(
        format!("{:?} {:#?}", Redacted, Some(Redacted)),
        "[redacted] Some(\n    [redacted],\n)"
    );
}

#[tokio::test]
async fn clients_and_credentials_do_not_show_secrets() {
    let server = Server::start(|_, _| reply_json(200, "{}")).await;
    check(&format!(
        "{:?} {:#?}",
        builder(&server),
        builder(&server).build().unwrap()
    ));
    check(&format!(
        "{:?}",
        builder(&server).base_url("https://hush:hush@x/")
    ));
    for credentials in [
        Credentials::auth_token("AC123", TOKEN),
        Credentials::api_key("AC123", "SK1", TOKEN),
        Credentials::bearer(TOKEN),
        Credentials::auth_token(TOKEN, "AC123"),
        Credentials::api_key("AC123", TOKEN, "SK1"),
    ] {
        check(&format!("{credentials:?} {credentials:#?}"));
    }
    for credentials in [
        Credentials::auth_token("AC123", TOKEN),
        Credentials::bearer(TOKEN),
    ] {
        let client = builder(&server).credentials(credentials).build().unwrap();
        let shown = format!("{client:?}");
        assert!(
            shown.contains("authorization: Some([redacted])"),
            "not marked sensitive: {shown}"
        );
    }
    let shown = format!("{:?}", Credentials::api_key("AC123", "SK1", TOKEN));
    assert!(
        shown.contains("AC123") && shown.contains("SK1") && shown.contains("[redacted]"),
        "{shown}"
    );
}

/// Every text that an error has, its causes included.
fn texts(error: &Error) -> Vec<String> {
    let mut texts = vec![
        error.to_string(),
        format!("{error:?}"),
        format!("{error:#?}"),
    ];
    let mut source = error.source();
    while let Some(cause) = source {
        texts.extend([cause.to_string(), format!("{cause:?}")]);
        source = cause.source();
    }
    texts
}

#[tokio::test]
async fn errors_do_not_show_secrets() {
    let replies: Vec<fn() -> Reply> = vec![
        || Reply::Close,
        || Reply::Hang(Vec::new()),
        || Reply::Bytes(b"garbage".to_vec()),
        || Reply::Bytes(b"HTTP/1.1 200 X\r\ncontent-length: 9\r\n\r\n{".to_vec()),
        || {
            reply_json(
                400,
                &json!({ "details": { "email": PERSONAL }, "other": PERSONAL }).to_string(),
            )
        },
        || reply_json(400, &format!("{{\"message\": \"{PERSONAL}")),
        || reply_json(400, &format!("[\"{PERSONAL}\"]")),
        || {
            reply_json(
                200,
                &json!({ "sid": PERSONAL, "n": [PERSONAL] }).to_string(),
            )
        },
        || reply_json(200, &format!("{{\"sid\": \"{PERSONAL}")),
        || reply_json(200, PERSONAL),
        || reply_json(200, &format!("{{\"sid\": {PERSONAL}}}")),
    ];
    for reply in replies {
        let server = Server::start(move |_, _| reply()).await;
        let client = builder(&server).build().unwrap();
        let request = Request::new(
            "CreateThing",
            personal().method(),
            "https://trusthub.twilio.com",
            "/v1/{Sid}",
        );
        let request = request
            .segment("Sid", PERSONAL)
            .form("Email", PERSONAL)
            .query("FriendlyName", PERSONAL)
            .with_timeout(Duration::from_millis(300));
        let error = match client.execute(&request).await {
            Err(error) => error,
            Ok(response) => response.decode::<Vec<u8>>().unwrap_err(),
        };
        for text in texts(&error) {
            check(&text);
        }
    }
    let client = Client::builder()
        .credentials(Credentials::auth_token("AC123", TOKEN))
        .base_url("http://127.0.0.1:1")
        .build()
        .unwrap();
    let request = post()
        .query("FriendlyName", PERSONAL)
        .form("Email", PERSONAL);
    for text in texts(&client.execute(&request).await.unwrap_err()) {
        check(&text);
    }
    for request in [
        post().form_object("A", json!(PERSONAL)),
        post().header("A", format!("{PERSONAL}\n")),
    ] {
        for text in texts(&client.execute(&request).await.unwrap_err()) {
            check(&text);
        }
    }
}

#[tokio::test]
async fn credentials_are_in_one_header_and_nowhere_else() {
    let server = Server::start(|_, _| reply_json(200, "{}")).await;
    builder(&server)
        .build()
        .unwrap()
        .execute(&post().form("A", 1))
        .await
        .unwrap();
    let received = server.only();
    assert_eq!(
        received.header("authorization"),
        Some(format!("Basic {BASIC}").as_str())
    );
    let others: Vec<_> = received
        .headers
        .iter()
        .filter(|(name, _)| name != "authorization")
        .collect();
    check(&format!("{} {} {others:?}", received.target, received.body));
}

#[test]
fn invalid_input_can_be_made_by_applications() {
    let error: Error = InvalidInput::new("Sid", "is not one of ours").into();
    assert_eq!(error.to_string(), "`Sid` is not one of ours");
    assert_eq!(
        (error.attempts(), error.operation(), error.status()),
        (0, None, None)
    );
}
