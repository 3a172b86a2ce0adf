//! The error for responses other than 2xx, in each of the envelopes that the vendor's hosts use.

use std::fmt;
use std::time::Duration;

use reqwest::header::{HeaderMap, HeaderName};
use serde_json::{Map, Value};

use super::super::redacted::Redacted;
use super::super::snippet;

/// The server answered with a status other than 2xx.
///
/// Three envelopes are understood, with any member absent:
/// `{code, message, more_info, status, details}`, `{code, message, httpStatusCode, params,
/// userError}`, and RFC 9457 `{type, title, status, detail, instance}`. A body that is none of
/// them gives a `snippet`.
#[derive(Clone, PartialEq)]
#[non_exhaustive]
pub struct ApiError {
    /// The operation, such as `CreateCustomerProfile`.
    pub operation: &'static str,
    /// The HTTP status.
    pub status: u16,
    /// The error code of the API, such as 20404. The vendor's error dictionary explains it.
    pub code: Option<i64>,
    /// What the server says: `message`, or else `detail`, or else `title`.
    pub message: Option<String>,
    /// A page about the error: `more_info`, or else `type`.
    pub more_info: Option<String>,
    /// What the server adds for programs: `details`, or else `params`.
    pub details: Option<Value>,
    /// Whether the server says that the caller is at fault: `userError`.
    pub user_error: Option<bool>,
    /// The members of the envelope that have no field here, as they came.
    pub extra: Map<String, Value>,
    /// The beginning of a body that is not a JSON object; for an HTML page its title.
    pub snippet: Option<String>,
    /// Whether the body is an HTML page, which a gateway or proxy sent instead of the API.
    pub is_html: bool,
    /// The response headers, such as the vendor's `twilio-concurrent-requests` on a 429.
    pub headers: HeaderMap,
    /// How long the server asks to wait before the next attempt.
    pub retry_after: Option<Duration>,
    /// How often the request was sent.
    pub attempts: u32,
    /// How long the call took, pauses included.
    pub elapsed: Duration,
    /// The request id that the server gave.
    pub request_id: Option<String>,
    pub(crate) retryable: bool,
}

impl ApiError {
    /// An error with nothing known but operation and status.
    pub(crate) fn new(operation: &'static str, status: u16) -> Self {
        Self {
            operation,
            status,
            code: None,
            message: None,
            more_info: None,
            details: None,
            user_error: None,
            extra: Map::new(),
            snippet: None,
            is_html: false,
            headers: HeaderMap::new(),
            retry_after: None,
            attempts: 0,
            elapsed: Duration::ZERO,
            request_id: None,
            retryable: false,
        }
    }

    /// Reads whatever the body tells. Nothing in a body can make this fail.
    pub(crate) fn read_body(&mut self, content_type: Option<&str>, body: &[u8]) {
        if let Ok(Value::Object(members)) = serde_json::from_slice(body) {
            self.read_envelope(members);
        } else if snippet::is_html(content_type, body) {
            self.is_html = true;
            self.snippet = snippet::html_title(body);
        } else if matches!(body.trim_ascii_start().first(), Some(b'{' | b'[')) {
            self.snippet = Some(snippet::json(body));
        } else if !body.trim_ascii().is_empty() {
            self.snippet = Some(snippet::text(body));
        }
    }

    fn read_envelope(&mut self, mut members: Map<String, Value>) {
        // Some hosts send the code as text.
        self.code = take(&mut members, "code", |value| match value {
            Value::Number(number) => number.as_i64().or_else(|| {
                // `20404.0`, as some languages write it.
                let whole = number.to_string();
                whole.strip_suffix(".0")?.parse().ok()
            }),
            Value::String(text) => text.trim().parse().ok(),
            _ => None,
        });
        self.message = ["message", "detail", "title"]
            .into_iter()
            .find_map(|name| take(&mut members, name, text));
        self.more_info = ["more_info", "type"]
            .into_iter()
            .find_map(|name| take(&mut members, name, text));
        self.details = ["details", "params"].into_iter().find_map(|name| {
            take(&mut members, name, |value| {
                (!value.is_null()).then(|| value.clone())
            })
        });
        self.user_error = take(&mut members, "userError", Value::as_bool);
        self.extra = members;
    }
}

/// Moves a member out of the envelope where it has the expected shape, and leaves it there otherwise.
fn take<T>(
    members: &mut Map<String, Value>,
    name: &str,
    read: impl Fn(&Value) -> Option<T>,
) -> Option<T> {
    let found = members.get(name).and_then(read)?;
    members.remove(name);
    Some(found)
}

fn text(value: &Value) -> Option<String> {
    value
        .as_str()
        .filter(|text| !text.is_empty())
        .map(str::to_owned)
}

impl fmt::Display for ApiError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}: {}", self.operation, self.status)?;
        let name = reqwest::StatusCode::from_u16(self.status)
            .ok()
            .and_then(|status| status.canonical_reason());
        if let Some(name) = name {
            write!(f, " {name}")?;
        }
        if let Some(code) = self.code {
            write!(f, ", code {code}")?;
        }
        if let Some(message) = &self.message {
            write!(f, ": {}", snippet::one_line(message, 400))?;
        } else if self.is_html {
            f.write_str(": an HTML page, so from a gateway or proxy, not from the API")?;
        }
        if let Some(snippet) = &self.snippet {
            write!(f, ": {snippet}")?;
        }
        if let Some(pause) = self.retry_after.filter(|pause| !pause.is_zero()) {
            write!(f, "; it asks to wait {} s", pause.as_secs())?;
        }
        f.write_str(&super::tail(
            self.request_id.as_deref(),
            self.attempts,
            self.elapsed,
        ))
    }
}

/// `details` and unknown members can quote what was sent, so only their presence is shown.
impl fmt::Debug for ApiError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("ApiError")
            .field("operation", &self.operation)
            .field("status", &self.status)
            .field("code", &self.code)
            .field("message", &self.message)
            .field("more_info", &self.more_info)
            .field("details", &self.details.as_ref().map(|_| Redacted))
            .field("user_error", &self.user_error)
            .field("extra", &self.extra.keys().collect::<Vec<_>>())
            .field("snippet", &self.snippet)
            .field("is_html", &self.is_html)
            .field(
                "headers",
                &self
                    .headers
                    .keys()
                    .map(HeaderName::as_str)
                    .collect::<Vec<_>>(),
            )
            .field("retry_after", &self.retry_after)
            .field("attempts", &self.attempts)
            .field("elapsed", &self.elapsed)
            .field("request_id", &self.request_id)
            .finish_non_exhaustive()
    }
}

impl std::error::Error for ApiError {}
