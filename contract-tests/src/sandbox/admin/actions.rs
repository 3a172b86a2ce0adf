//! What can be done: review bundles, make phone numbers, set faults.
//!
//! Fields come as a form. With the field `back`, which the page sends, the answer leads there.

use std::sync::Arc;

use axum::body::Bytes;
use axum::extract::{Path, State};
use axum::http::header::LOCATION;
use axum::http::{HeaderValue, StatusCode};
use axum::response::Response;
use serde_json::{Value, json};

use super::{json_answer, problem};
use crate::recording::Fields;
use crate::sandbox::faults::FaultRule;
use crate::sandbox::review::{self, ReviewError, Verdict};
use crate::sandbox::shared::Shared;
use crate::sandbox::store::rows::BundleStatus;

/// `start-review`, `approve`, or `reject` with `code` (also several) and `reason`.
pub(super) async fn review(
    State(shared): State<Arc<Shared>>,
    Path((sid, step)): Path<(String, String)>,
    body: Bytes,
) -> Response {
    let form = fields(&body);
    let done = match step.as_str() {
        "start-review" => review::start(&shared, &sid),
        "approve" => review::decide(&shared, &sid, Verdict::Approve),
        "reject" => match codes(&form) {
            Err(text) => {
                let message = format!("`{text}` is no number of an error, such as 18601");
                return problem(StatusCode::BAD_REQUEST, &message);
            }
            Ok(codes) => {
                let reason = first(&form, "reason").unwrap_or_default().to_owned();
                review::decide(&shared, &sid, Verdict::Reject { codes, reason })
            }
        },
        _ => {
            let message = "there are start-review, approve and reject";
            return problem(StatusCode::NOT_FOUND, message);
        }
    };
    match done {
        Ok(()) => {
            let status = shared.status_of(&sid).map(BundleStatus::as_str);
            answer(&form, &json!({ "sid": sid, "status": status }))
        }
        Err(error @ ReviewError::NotFound { .. }) => {
            problem(StatusCode::NOT_FOUND, &error.to_string())
        }
        Err(error @ ReviewError::NotKept { .. }) => {
            problem(StatusCode::INTERNAL_SERVER_ERROR, &error.to_string())
        }
        Err(error) => problem(StatusCode::CONFLICT, &error.to_string()),
    }
}

/// `number`, and the account's SID as `account` where it is not the usual one.
pub(super) async fn phone_number(State(shared): State<Arc<Shared>>, body: Bytes) -> Response {
    let form = fields(&body);
    let account = first(&form, "account")
        .unwrap_or(&shared.settings.account)
        .to_owned();
    let number = first(&form, "number").unwrap_or("+12025550100").to_owned();
    let sid = shared.add_phone_number(account, number.clone());
    answer(&form, &json!({ "sid": sid, "number": number }))
}

/// `faults`, written as for the command; empty ends them.
pub(super) async fn faults(State(shared): State<Arc<Shared>>, body: Bytes) -> Response {
    let form = fields(&body);
    match FaultRule::parse_list(first(&form, "faults").unwrap_or_default()) {
        Err(error) => problem(StatusCode::BAD_REQUEST, &error.to_string()),
        Ok(rules) => {
            let shown: Vec<String> = rules.iter().map(ToString::to_string).collect();
            shared.faults.set(rules);
            answer(&form, &json!({ "faults": shown }))
        }
    }
}

fn fields(body: &[u8]) -> Fields {
    form_urlencoded::parse(body).into_owned().collect()
}

fn first<'f>(form: &'f Fields, name: &str) -> Option<&'f str> {
    form.get(name)?.first().map(String::as_str)
}

/// The numbers; several can stand in one field, with commas between them.
fn codes(form: &Fields) -> Result<Vec<u32>, String> {
    let values = form.get("code").unwrap_or_default().iter();
    let texts = values.flat_map(|value| value.split(',')).map(str::trim);
    texts
        .filter(|text| !text.is_empty())
        .map(|text| text.parse().map_err(|_| text.to_owned()))
        .collect()
}

/// Back to the page for people, JSON for scripts.
fn answer(form: &Fields, body: &Value) -> Response {
    // Only a path of our own, so that nobody is led away.
    let back = first(form, "back").filter(|back| back.starts_with('/') && !back.starts_with("//"));
    let Some(back) = back.and_then(|back| HeaderValue::from_str(back).ok()) else {
        return json_answer(StatusCode::OK, body);
    };
    let mut response = Response::default();
    *response.status_mut() = StatusCode::SEE_OTHER;
    response.headers_mut().insert(LOCATION, back);
    response
}
