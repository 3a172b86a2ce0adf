//! An exchange between axum's types and those of the recorder.
//!
//! Responsible for: reading a request with a limit, and giving an answer with addresses that lead to
//! the proxy. Not for: sending.

use axum::body::{Body, to_bytes};
use axum::extract::Request;
use axum::http::{HeaderName, HeaderValue, StatusCode};
use axum::response::Response;
use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;
use serde_json::json;

use super::headers::passed_on;
use crate::record::target::{Target, replace_address};
use crate::record::wire::{Answer, Sent};

/// The largest body of a request.
const MAX_REQUEST: usize = 8 * 1024 * 1024;

/// The request as it is passed on.
pub(super) async fn sent(target: &Target, request: Request) -> Result<Sent, Response> {
    let (parts, body) = request.into_parts();
    let body = to_bytes(body, MAX_REQUEST).await.map_err(|_| {
        refusal(
            413,
            "the recording proxy takes whole bodies of at most 8 MiB",
        )
    })?;
    let path = parts.uri.path_and_query().map_or("/", |path| path.as_str());
    let headers = parts.headers.iter().map(|(name, value)| {
        let value = String::from_utf8_lossy(value.as_bytes()).into_owned();
        (name.as_str().to_owned(), value)
    });
    Ok(Sent {
        method: parts.method.as_str().to_owned(),
        url: target.url(path),
        headers: passed_on(headers.collect()),
        body: body.to_vec(),
    })
}

/// Whether a request only reads.
pub(super) fn is_safe(sent: &Sent) -> bool {
    matches!(sent.method.as_str(), "GET" | "HEAD" | "OPTIONS")
}

/// User and password, or an empty user and a token.
pub(super) fn credentials(sent: &Sent) -> Option<(String, String)> {
    let (_, value) = sent
        .headers
        .iter()
        .find(|(name, _)| name.eq_ignore_ascii_case("authorization"))?;
    let (scheme, rest) = value.split_once(' ')?;
    if !scheme.eq_ignore_ascii_case("basic") {
        return Some((String::new(), rest.trim().to_owned()));
    }
    let pair = STANDARD.decode(rest.trim()).ok()?;
    let pair = String::from_utf8(pair).ok()?;
    let (user, password) = pair.split_once(':')?;
    Some((user.to_owned(), password.to_owned()))
}

/// The answer as the client gets it.
pub(super) fn answer(answer: Answer, target: &Target, address: &str) -> Response {
    // A mock server may give the vendor's addresses, and JSON may write `/` with a backslash.
    let own = |text: &str| {
        let escaped = |text: &str| text.replace('/', "\\/");
        [target.base(), target.public()]
            .iter()
            .fold(text.to_owned(), |text, theirs| {
                let text = replace_address(&text, theirs, address);
                replace_address(&text, &escaped(theirs), &escaped(address))
            })
    };
    let body = match String::from_utf8(answer.body) {
        Ok(text) => own(&text).into_bytes(),
        Err(binary) => binary.into_bytes(),
    };
    let status = StatusCode::from_u16(answer.status).unwrap_or(StatusCode::BAD_GATEWAY);
    let mut response = Response::new(Body::from(body));
    *response.status_mut() = status;
    for (name, value) in passed_on(answer.headers) {
        let name = HeaderName::from_bytes(name.as_bytes());
        let value = HeaderValue::from_str(&own(&value));
        if let (Ok(name), Ok(value)) = (name, value) {
            response.headers_mut().append(name, value);
        }
    }
    response
}

/// An answer of the proxy's own, in the shape of the API's errors.
pub(super) fn refusal(status: u16, message: &str) -> Response {
    let body = json!({ "code": status, "message": message, "status": status });
    let mut response = Response::new(Body::from(body.to_string()));
    *response.status_mut() = StatusCode::from_u16(status).unwrap_or(StatusCode::BAD_GATEWAY);
    response
        .headers_mut()
        .insert("content-type", HeaderValue::from_static("application/json"));
    response
}
