//! From what went over the wire to a recording, not scrubbed yet.
//!
//! Responsible for: what of an exchange belongs into a recording. Not for: scrubbing, and not for
//! whether the exchange is right.

use serde_json::Value;
use url::Url;

use super::target::Target;
use super::wire::{Answer, Sent};
use crate::judge::contract::{essence, is_json};
use crate::recording::{Body, Fields, NOT_AS_RECORDED, Recording, Request, Response, Source};

const FORM: &str = "application/x-www-form-urlencoded";

/// Headers of an answer that say something about the API, beside `content-type` and the vendor's
/// own.
const KEPT: &[&str] = &[
    "allow",
    "deprecation",
    "link",
    "location",
    "retry-after",
    "sunset",
    "www-authenticate",
];

/// The vendor's headers that describe the moment: they are never the same again.
const OF_THE_MOMENT: &[&str] = &["twilio-request-duration", "twilio-concurrent-requests"];

/// What is said about an exchange beside what went over the wire.
pub(super) struct Story<'s> {
    pub(super) operation: &'s str,
    pub(super) proves: &'s str,
    pub(super) origin: String,
    pub(super) date: String,
    /// Names of header parameters of the operation, which are worth keeping.
    pub(super) declared: &'s [String],
}

/// The recording of an exchange; an error where it cannot be one.
pub(super) fn recording(
    target: &Target,
    sent: &Sent,
    answer: &Answer,
    story: Story<'_>,
) -> Result<Recording, String> {
    Ok(Recording {
        operation: story.operation.to_owned(),
        proves: story.proves.to_owned(),
        source: Source {
            kind: target.kind(),
            date: story.date,
            origin: story.origin,
            seal: None,
        },
        request: request(target, sent, story.declared)?,
        response: response(target, answer)?,
    })
}

fn request(target: &Target, sent: &Sent, declared: &[String]) -> Result<Request, String> {
    let url = Url::parse(&sent.url).map_err(|_| "the address of the request is none".to_owned())?;
    let stated = |name: &str| {
        sent.headers
            .iter()
            .find(|(known, _)| known.eq_ignore_ascii_case(name))
            .map(|(_, value)| value.as_str())
    };
    let mut headers = Fields::default();
    for name in declared {
        if let Some(value) = stated(name) {
            headers.push(name.to_ascii_lowercase(), value);
        }
    }
    let scheme = stated("authorization").map(|value| value.split(' ').next().unwrap_or_default());
    let bearer = scheme.is_some_and(|scheme| scheme.eq_ignore_ascii_case("bearer"));
    let media_type = stated("content-type").unwrap_or_default();
    let text = std::str::from_utf8(&sent.body).map_err(|_| {
        "the body of the request is binary, which a recording cannot hold".to_owned()
    })?;
    let (mut form, mut body) = (Fields::default(), Body::Empty);
    if essence(media_type).starts_with("multipart/") {
        return Err("the request uploads a file, which a recording cannot hold".to_owned());
    }
    if essence(media_type) == FORM {
        form = form_urlencoded::parse(text.as_bytes()).collect();
    } else {
        body = body_of(text, media_type);
        if let Some(kind) = unusual(&body, media_type) {
            headers.push("content-type", kind);
        }
    }
    let mut headers = (!headers.is_empty()).then_some(headers);
    match scheme {
        // Headers that are stated at all must say that credentials were sent.
        Some(_) if headers.is_some() || bearer => {
            let redacted = if bearer {
                "Bearer REDACTED"
            } else {
                "Basic REDACTED"
            };
            headers
                .get_or_insert_default()
                .push("authorization", redacted);
        }
        Some(_) => {}
        None => drop(headers.get_or_insert_default()),
    }
    Ok(Request {
        method: sent.method.clone(),
        path: target.documented(url.path()).to_owned(),
        query: url.query_pairs().collect(),
        form,
        headers,
        body,
    })
}

fn response(target: &Target, answer: &Answer) -> Result<Response, String> {
    let status = answer.status;
    if !(200..NOT_AS_RECORDED).contains(&status) {
        return Err(format!("status {status} cannot be replayed"));
    }
    let media_type = answer.header("content-type").unwrap_or_default();
    let text = std::str::from_utf8(&answer.body).map_err(|_| {
        "the body of the answer is binary, which a recording cannot hold".to_owned()
    })?;
    if matches!(status, 204 | 304) && !text.trim().is_empty() {
        return Err(format!(
            "status {status} came with a body, which HTTP forbids"
        ));
    }
    let body = match body_of(text, media_type) {
        Body::Json(mut value) => {
            publish(target, &mut value);
            Body::Json(value)
        }
        Body::Text(text) => Body::Text(target.publish(&text)),
        Body::Empty => Body::Empty,
    };
    let mut headers = Fields::default();
    if let Some(kind) = unusual(&body, media_type) {
        headers.push("content-type", kind);
    }
    for (name, value) in &answer.headers {
        let name = name.to_ascii_lowercase();
        let vendors = name.starts_with("twilio-") && !OF_THE_MOMENT.contains(&name.as_str());
        if vendors || KEPT.contains(&name.as_str()) {
            headers.push(name, target.publish(value.trim()));
        }
    }
    Ok(Response {
        status,
        headers,
        body,
    })
}

/// JSON where it is said to be JSON and is; text otherwise. A page under the name of JSON is worth
/// recording as it is.
fn body_of(text: &str, media_type: &str) -> Body {
    if text.trim().is_empty() {
        return Body::Empty;
    }
    let essence = essence(media_type);
    let looks_so = essence.is_empty() && text.trim_start().starts_with(['{', '[']);
    let is_said = is_json(&essence) || essence.ends_with("/json");
    if (is_said || looks_so)
        && let Ok(value) = serde_json::from_str(text)
    {
        return Body::Json(value);
    }
    Body::Text(text.to_owned())
}

/// The media type, where it does not follow from the body.
fn unusual(body: &Body, media_type: &str) -> Option<String> {
    let implied = match body {
        Body::Json(_) => "application/json",
        Body::Text(_) => "text/plain",
        Body::Empty => return None,
    };
    let essence = essence(media_type);
    (!essence.is_empty() && essence != implied).then(|| media_type.trim().to_owned())
}

fn publish(target: &Target, value: &mut Value) {
    match value {
        Value::String(text) => *text = target.publish(text),
        Value::Array(items) => items.iter_mut().for_each(|item| publish(target, item)),
        Value::Object(members) => members
            .values_mut()
            .for_each(|member| publish(target, member)),
        Value::Null | Value::Bool(_) | Value::Number(_) => {}
    }
}
