//! Nothing secret or personal is in what this crate and those below it trace, at any level.
//!
//! A test binary of its own: which events are wanted is decided once for a whole process.
#![cfg(feature = "tracing")]

use std::fmt::{self, Write as _};
use std::sync::{Arc, Mutex};
use std::time::Duration;

use serde_json::json;
use tracing::field::{Field, Visit};
use tracing::span::{Attributes, Id, Record};
use tracing::{Event, Metadata, Subscriber};
use trusthub_runtime::runtime::{Client, Credentials, Method, Request, Retry};

#[path = "it/server.rs"]
mod server;

use server::{Server, json as reply_json};

const TOKEN: &str = "secret-token-0123456789";
/// `AC123:secret-token-0123456789` as it stands in the header.
const BASIC: &str = "QUMxMjM6c2VjcmV0LXRva2VuLTAxMjM0NTY3ODk=";
/// What a function of the application gives.
const BEARER: &str = "secret-bearer-9876543210";
const PERSONAL: &str = "lovelace";

/// Keeps every event and span of every crate, at every level.
#[derive(Clone, Default)]
struct Everything(Arc<Mutex<String>>);

impl Visit for Everything {
    fn record_debug(&mut self, field: &Field, value: &dyn fmt::Debug) {
        writeln!(self.0.lock().unwrap(), "  {field}={value:?}").unwrap();
    }
}

impl Subscriber for Everything {
    fn enabled(&self, _: &Metadata<'_>) -> bool {
        true
    }
    fn new_span(&self, span: &Attributes<'_>) -> Id {
        span.record(&mut self.clone());
        Id::from_u64(1)
    }
    fn record(&self, _: &Id, values: &Record<'_>) {
        values.record(&mut self.clone());
    }
    fn record_follows_from(&self, _: &Id, _: &Id) {}
    fn event(&self, event: &Event<'_>) {
        writeln!(self.0.lock().unwrap(), "{}", event.metadata().target()).unwrap();
        event.record(&mut self.clone());
    }
    fn enter(&self, _: &Id) {}
    fn exit(&self, _: &Id) {}
}

#[tokio::test]
async fn traces_do_not_show_secrets() {
    let everything = Everything::default();
    tracing::subscriber::set_global_default(everything.clone()).unwrap();
    let body = json!({ "message": "m", "code": 20503, "details": PERSONAL }).to_string();
    let server = Server::start(move |n, _| reply_json(if n < 2 { 503 } else { 200 }, &body)).await;
    let client = Client::builder()
        .credentials(Credentials::auth_token("AC123", TOKEN))
        .base_url(&server.url)
        .header("X-Gateway-Key", TOKEN)
        .retry(Retry::new().base_delay(Duration::from_millis(2)))
        .build()
        .unwrap();
    let request = |method| {
        Request::new("FetchPolicy", method, "https://x", "/v1/Policies/{Sid}")
            .segment("Sid", PERSONAL)
            .query("Email", PERSONAL)
            .header("X-Personal", PERSONAL)
    };
    client.execute(&request(Method::Get)).await.unwrap();
    client
        .execute(&request(Method::Post).form("Email", PERSONAL))
        .await
        .unwrap();
    let shown = bearer(&server.url).await;
    let text = everything.0.lock().unwrap().clone() + &shown;
    for secret in [TOKEN, BASIC, BEARER, PERSONAL] {
        assert!(!text.contains(secret), "{secret} in {text}");
    }
    let parts = [
        "attempt failed",
        "call succeeded",
        "operation=\"FetchPolicy\"",
        "status=503",
        "code=20503",
        "path=\"/v1/Policies/{Sid}\"",
        "request_id=\"RQ0123456789\"",
        "hyper",
    ];
    for part in parts {
        assert!(text.contains(part), "{part} not in {text}");
    }
}

/// Everything that a client with a bearer token can show of itself: calls that succeed, are refused,
/// do not connect, and tokens that are none.
async fn bearer(url: &str) -> String {
    let mut shown = String::new();
    let refusing = Server::start(|_, _| reply_json(401, r#"{"code":20003}"#)).await;
    let malformed = format!("{BEARER}\n{BEARER}");
    for (url, token) in [
        (url, BEARER),
        (&refusing.url, BEARER),
        ("http://127.0.0.1:9", BEARER),
        (url, malformed.as_str()),
    ] {
        let asked = Arc::new(Mutex::new(0));
        let (token, count) = (token.to_owned(), Arc::clone(&asked));
        let credentials = Credentials::bearer_from(move || {
            *count.lock().unwrap() += 1;
            let token = token.clone();
            async move { Ok::<_, std::io::Error>(token) }
        });
        writeln!(shown, "{credentials:?}").unwrap();
        let builder = Client::builder().credentials(credentials).base_url(url);
        let builder = builder.retry(Retry::none());
        writeln!(shown, "{builder:?}").unwrap();
        let client = builder.build().unwrap();
        let request = Request::new("FetchPolicy", Method::Get, "https://x", "/v1/Policies");
        let outcome = client.execute(&request).await;
        assert_eq!(
            *asked.lock().unwrap(),
            1,
            "the token was not asked for: {url}"
        );
        writeln!(shown, "{client:?} {outcome:?}").unwrap();
        let mut cause = outcome
            .as_ref()
            .err()
            .map(|error| error as &dyn std::error::Error);
        while let Some(error) = cause {
            writeln!(shown, "{error} {error:?}").unwrap();
            cause = error.source();
        }
    }
    shown
}
