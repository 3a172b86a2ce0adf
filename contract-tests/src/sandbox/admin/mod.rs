//! The endpoints under `/sandbox/`: what the vendor's people and Console do, for scripts in any
//! language and for the page.
//!
//! Responsible for: who may use them, and their answers. They take no credentials, so they are for
//! this machine only, and not for pages of other origins that a browser on it shows.

mod actions;
mod guard;

use std::sync::Arc;

use axum::extract::{Path, State};
use axum::http::StatusCode;
use axum::response::Response;
use axum::routing::{get, post};
use axum::{Router, middleware};
use serde_json::{Value, json};

use super::log::LoggedRequest;
use super::overview;
use super::shared::Shared;

/// How many bundles a list shows.
pub(crate) const SHOWN: usize = 200;

/// The routes, guarded; the page is one of them.
pub(super) fn router(shared: Arc<Shared>) -> Router {
    Router::new()
        .route("/", get(super::page::start))
        .route("/sandbox/bundles/{sid}/page", get(super::page::bundle))
        .route("/sandbox/bundles", get(bundles))
        .route("/sandbox/bundles/{sid}", get(bundle))
        .route("/sandbox/bundles/{sid}/{step}", post(actions::review))
        .route("/sandbox/phone-numbers", post(actions::phone_number))
        .route("/sandbox/faults", get(faults).post(actions::faults))
        .route("/sandbox/requests", get(requests))
        .route("/sandbox/findings", get(findings))
        .route("/sandbox/callbacks", get(callbacks))
        .layer(middleware::from_fn(guard::check))
        .with_state(shared)
}

async fn bundles(State(shared): State<Arc<Shared>>) -> Response {
    let (newest, count) = overview::bundles(&shared, SHOWN);
    json_answer(
        StatusCode::OK,
        &json!({ "bundles": newest, "count": count }),
    )
}

async fn bundle(State(shared): State<Arc<Shared>>, Path(sid): Path<String>) -> Response {
    match overview::bundle(&shared, &sid) {
        Some(bundle) => json_answer(StatusCode::OK, &json!(bundle)),
        None => problem(StatusCode::NOT_FOUND, &format!("there is no bundle {sid}")),
    }
}

async fn faults(State(shared): State<Arc<Shared>>) -> Response {
    let rules = shared.faults.rules();
    let rules: Vec<String> = rules.iter().map(ToString::to_string).collect();
    json_answer(StatusCode::OK, &json!({ "faults": rules }))
}

async fn requests(State(shared): State<Arc<Shared>>) -> Response {
    let requests: Vec<Value> = shared.log().requests().iter().map(logged).collect();
    json_answer(StatusCode::OK, &json!({ "requests": requests }))
}

async fn findings(State(shared): State<Arc<Shared>>) -> Response {
    json_answer(
        StatusCode::OK,
        &json!({ "findings": shared.log().findings() }),
    )
}

async fn callbacks(State(shared): State<Arc<Shared>>) -> Response {
    let delivery = |delivery: super::Delivery| {
        let (status, problem) = match delivery.answer {
            Ok(status) => (Some(status), None),
            Err(problem) => (None, Some(problem)),
        };
        json!({
            "url": delivery.url,
            "bundle_sid": delivery.bundle_sid,
            "status": delivery.status,
            "copies": delivery.copies,
            "answer": status,
            "problem": problem,
        })
    };
    let deliveries: Vec<Value> = shared.outbox.done().into_iter().map(delivery).collect();
    json_answer(StatusCode::OK, &json!({ "callbacks": deliveries }))
}

fn logged(request: &LoggedRequest) -> Value {
    json!({
        "number": request.number,
        "time": request.time.to_string(),
        "method": request.method,
        "path": request.path,
        "query": request.query,
        "form": request.form,
        "operation": request.operation,
        "account_sid": request.account,
        "status": request.status,
        "request_id": request.request_id,
        "refusal": request.refusal,
        "faults": request.faults,
        "findings": request.findings,
    })
}

/// An answer in JSON.
fn json_answer(status: StatusCode, body: &Value) -> Response {
    // Values with text keys are always JSON.
    let bytes = serde_json::to_vec(body).unwrap_or_default();
    respond(status, "application/json", bytes)
}

/// A refusal that says why.
fn problem(status: StatusCode, message: &str) -> Response {
    json_answer(status, &json!({ "problem": message }))
}

/// An answer of any type.
pub(super) fn respond(status: StatusCode, media_type: &'static str, body: Vec<u8>) -> Response {
    let mut response = Response::new(body.into());
    *response.status_mut() = status;
    let value = axum::http::HeaderValue::from_static(media_type);
    response
        .headers_mut()
        .insert(axum::http::header::CONTENT_TYPE, value);
    response
}
