//! The page for people: what there is, what is missing, what was asked, and buttons for the reviewer.
//!
//! Responsible for: markup. It needs no network and no script. Not for: doing anything; its forms
//! post to `admin`.

mod bundle;
mod bundles;
mod requests;

use std::sync::Arc;

use axum::extract::{Path, State};
use axum::http::header::{CACHE_CONTROL, CONTENT_SECURITY_POLICY};
use axum::http::{HeaderValue, StatusCode};
use axum::response::Response;
use maud::{DOCTYPE, Markup, PreEscaped, html};

use super::admin::{SHOWN, respond};
use super::overview;
use super::shared::Shared;

const STYLE: &str = include_str!("style.css");

/// Nothing is loaded from anywhere, and forms post to where the page came from.
const POLICY: &str = "default-src 'none'; style-src 'unsafe-inline'; form-action 'self'; \
                      base-uri 'none'; frame-ancestors 'none'";

/// Requests that the start page shows.
const REQUESTS: usize = 50;

/// Everything at a glance.
pub(super) async fn start(State(shared): State<Arc<Shared>>) -> Response {
    let (newest, count) = overview::bundles(&shared, SHOWN);
    let log = shared.log().requests();
    let faults: Vec<String> = shared
        .faults
        .rules()
        .iter()
        .map(ToString::to_string)
        .collect();
    let body = html! {
        (bundles::section(&newest, count))
        (faults_section(&faults.join(", ")))
        (requests::section(log.iter().rev().take(REQUESTS), log.len()))
        (requests::callbacks(&shared.outbox.done()))
    };
    page(&shared, StatusCode::OK, "TrustHub sandbox", &body)
}

/// One bundle in full.
pub(super) async fn bundle(State(shared): State<Arc<Shared>>, Path(sid): Path<String>) -> Response {
    let Some(view) = overview::bundle(&shared, &sid) else {
        let body = html! {
            p { "There is no bundle " code { (sid) } ". " a href="/" { "All bundles" } }
        };
        return page(&shared, StatusCode::NOT_FOUND, "TrustHub sandbox", &body);
    };
    let title = format!("{} – TrustHub sandbox", view.friendly_name);
    page(&shared, StatusCode::OK, &title, &bundle::section(&view))
}

fn faults_section(faults: &str) -> Markup {
    html! {
        h2 { "Faults " small { "as in " code { "429:2@0.05, latency:250" } "; empty for none" } }
        form method="post" action="/sandbox/faults" {
            input type="hidden" name="back" value="/";
            input name="faults" value=(faults) size="40" aria-label="Faults";
            button { "Set" }
        }
    }
}

fn page(shared: &Shared, status: StatusCode, title: &str, body: &Markup) -> Response {
    let markup = html! {
        (DOCTYPE)
        html lang="en" {
            head {
                meta charset="utf-8";
                meta name="viewport" content="width=device-width, initial-scale=1";
                title { (title) }
                style { (PreEscaped(STYLE)) }
            }
            body {
                header {
                    h1 { a href="/" { "TrustHub sandbox" } }
                    code { (shared.base_url) }
                    small { "Not Twilio: nothing here exists anywhere else." }
                }
                main { (body) }
            }
        }
    };
    let bytes = markup.into_string().into_bytes();
    let mut response = respond(status, "text/html; charset=utf-8", bytes);
    let headers = response.headers_mut();
    headers.insert(CONTENT_SECURITY_POLICY, HeaderValue::from_static(POLICY));
    headers.insert(CACHE_CONTROL, HeaderValue::from_static("no-store"));
    response
}
