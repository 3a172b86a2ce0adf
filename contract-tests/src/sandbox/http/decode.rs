//! From HTTP to the terms of recordings, in which the judge thinks.

use axum::body::{self, Body};
use axum::http::header::{CONTENT_TYPE, HOST};
use axum::http::request::Parts;
use axum::http::uri::Authority;

use crate::judge::contract::{essence, is_json};
use crate::recording::{self, Fields, Request};
use crate::sandbox::answer::Refusal;
use crate::sandbox::shared::Shared;

/// A form may hold a small file, and nothing larger is declared.
const MOST: usize = 16 * 1024 * 1024;
const FORM: &str = "application/x-www-form-urlencoded";

/// Method, path and query.
pub(super) fn head(parts: &Parts) -> Request {
    let query = parts.uri.query().unwrap_or_default();
    Request {
        method: parts.method.as_str().to_owned(),
        path: parts.uri.path().to_owned(),
        query: pairs(query.as_bytes()),
        form: Fields::default(),
        // What HTTP libraries add says nothing about the document.
        headers: None,
        body: recording::Body::Empty,
    }
}

/// Reads the body into the request.
pub(super) async fn body(parts: &Parts, body: Body, request: &mut Request) -> Result<(), Refusal> {
    let bytes = body::to_bytes(body, MOST).await.map_err(|_| {
        let message = format!("The body is not complete, or longer than {MOST} bytes");
        Refusal::new(413, 20001, message)
    })?;
    let stated = parts.headers.get(CONTENT_TYPE);
    let stated = stated.and_then(|value| value.to_str().ok()).map(essence);
    match stated.as_deref() {
        _ if bytes.is_empty() => {}
        Some(FORM) => request.form = pairs(&bytes),
        Some(stated) if is_json(stated) => {
            let value = serde_json::from_slice(&bytes);
            let value = value.map_err(|_| Refusal::parameter("The body is not JSON"))?;
            request.body = recording::Body::Json(value);
        }
        _ => request.body = recording::Body::Text(String::from_utf8_lossy(&bytes).into_owned()),
    }
    Ok(())
}

/// Scheme and host that the client used: it follows addresses of pages only to where it came from.
pub(super) fn origin(shared: &Shared, parts: &Parts) -> String {
    let host = parts
        .headers
        .get(HOST)
        .and_then(|value| value.to_str().ok());
    match host.and_then(|host| host.parse::<Authority>().ok()) {
        Some(authority) => format!("http://{authority}"),
        None => shared.base_url.clone(),
    }
}

fn pairs(bytes: &[u8]) -> Fields {
    form_urlencoded::parse(bytes).into_owned().collect()
}
