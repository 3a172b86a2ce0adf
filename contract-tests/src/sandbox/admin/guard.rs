//! Who may play the vendor: this machine, and no page of another origin in a browser on it.

use std::net::{IpAddr, SocketAddr};

use axum::extract::{ConnectInfo, Request};
use axum::http::header::{HOST, ORIGIN};
use axum::http::uri::Authority;
use axum::http::{HeaderMap, HeaderName, Method, StatusCode};
use axum::middleware::Next;
use axum::response::Response;

use super::problem;

/// Refuses everybody else.
pub(super) async fn check(
    ConnectInfo(peer): ConnectInfo<SocketAddr>,
    request: Request,
    next: Next,
) -> Response {
    let refusal = if !peer.ip().to_canonical().is_loopback() {
        Some("this is for the machine that the sandbox runs on")
    } else if !is_local_name(request.headers()) {
        // A name of somebody else that leads here: a page of that name would be of our origin.
        Some("ask for it by localhost or by an IP address")
    } else if request.method() != Method::GET && !is_own_page(request.headers()) {
        Some("pages of other origins may not do this")
    } else {
        None
    };
    match refusal {
        Some(message) => problem(StatusCode::FORBIDDEN, message),
        None => next.run(request).await,
    }
}

fn text(headers: &HeaderMap, name: HeaderName) -> Option<&str> {
    headers.get(name)?.to_str().ok()
}

fn is_local_name(headers: &HeaderMap) -> bool {
    let host = text(headers, HOST).and_then(|host| host.parse::<Authority>().ok());
    host.is_some_and(|authority| {
        let name = authority.host().trim_matches(['[', ']']);
        name == "localhost" || name.parse::<IpAddr>().is_ok()
    })
}

/// Scripts send no origin; browsers do with every `POST`.
fn is_own_page(headers: &HeaderMap) -> bool {
    let host = text(headers, HOST).unwrap_or_default();
    text(headers, ORIGIN).is_none_or(|origin| origin == format!("http://{host}"))
}
