//! From an outcome to HTTP.
//!
//! Responsible for: bodies, the vendor's own headers, and faults of the answer.

use std::pin::Pin;
use std::task::{Context, Poll};
use std::time::Duration;

use axum::body::{Body, Bytes, HttpBody};
use axum::http::header::{CONTENT_TYPE, RETRY_AFTER, WWW_AUTHENTICATE};
use axum::http::{HeaderName, HeaderValue, StatusCode};
use axum::response::Response;
use http_body::{Frame, SizeHint};
use serde_json::Value;

use crate::recording;
use crate::sandbox::answer::{Answer, Refusal};
use crate::sandbox::faults::{self, Fault, GATEWAY_PAGE};

/// What is stamped on every answer.
pub(super) struct Stamp {
    pub(super) request_id: String,
    pub(super) duration: Duration,
    pub(super) at_once: usize,
}

/// An answer before it is bytes.
pub(super) struct Reply {
    pub(super) status: u16,
    body: Content,
}

enum Content {
    Empty,
    Json(Value),
    Html(&'static str),
}

/// The refusal that stands for a gateway's page.
pub(super) fn gateway() -> Refusal {
    Refusal::new(504, 0, "The upstream did not answer in time")
}

impl Reply {
    pub(super) fn new(outcome: Result<Answer, Refusal>, faults: &[Fault]) -> Self {
        let (status, mut body) = match outcome {
            Ok(answer) => (
                answer.status,
                answer.body.map_or(Content::Empty, Content::Json),
            ),
            Err(refusal) if refusal.code == 0 => (refusal.status, Content::Html(GATEWAY_PAGE)),
            Err(refusal) => (refusal.status, Content::Json(refusal.body())),
        };
        if let (200..300, Content::Json(body)) = (status, &mut body) {
            for fault in faults {
                faults::bend(*fault, body);
            }
        }
        Self { status, body }
    }

    /// The body in the terms of recordings.
    pub(super) fn recorded(&self) -> recording::Body {
        match &self.body {
            Content::Empty => recording::Body::Empty,
            Content::Json(value) => recording::Body::Json(value.clone()),
            Content::Html(text) => recording::Body::Text((*text).to_owned()),
        }
    }

    pub(super) fn into_response(self, stamp: &Stamp, faults: &[Fault]) -> Response {
        let (media_type, bytes) = match self.body {
            Content::Empty => (None, Vec::new()),
            // Values with text keys are always JSON.
            Content::Json(value) => (
                Some("application/json"),
                serde_json::to_vec(&value).unwrap_or_default(),
            ),
            Content::Html(text) => (Some("text/html; charset=utf-8"), text.into()),
        };
        let mut response = Response::new(shortened(bytes, faults));
        *response.status_mut() =
            StatusCode::from_u16(self.status).unwrap_or(StatusCode::INTERNAL_SERVER_ERROR);
        let headers = response.headers_mut();
        if let Some(media_type) = media_type {
            headers.insert(CONTENT_TYPE, HeaderValue::from_static(media_type));
        }
        if self.status == 401 {
            let value = HeaderValue::from_static("Basic realm=\"Twilio API\"");
            headers.insert(WWW_AUTHENTICATE, value);
        }
        if self.status == 429
            && let Some(seconds) = faults.iter().find_map(|fault| match fault {
                Fault::TooManyRequests(seconds) => *seconds,
                _ => None,
            })
        {
            headers.insert(RETRY_AFTER, seconds.into());
        }
        let duration = format!("{:.3}", stamp.duration.as_secs_f64());
        let own = [
            ("twilio-request-id", stamp.request_id.clone()),
            ("twilio-request-duration", duration),
            ("twilio-concurrent-requests", stamp.at_once.to_string()),
            ("x-home-region", "us1".to_owned()),
        ];
        for (name, value) in own {
            // Made of letters, digits and a dot.
            if let Ok(value) = HeaderValue::from_str(&value) {
                headers.insert(HeaderName::from_static(name), value);
            }
        }
        response
    }
}

fn shortened(mut bytes: Vec<u8>, faults: &[Fault]) -> Body {
    if faults.contains(&Fault::Truncate) {
        bytes.truncate(bytes.len() / 2);
    }
    if faults.contains(&Fault::Cut) && !bytes.is_empty() {
        let whole = bytes.len() as u64;
        bytes.truncate(bytes.len() / 2);
        return Body::new(Torn {
            half: Some(bytes.into()),
            is_sent: false,
            whole,
        });
    }
    bytes.into()
}

/// A body that promises more than it gives, and then breaks the connection.
struct Torn {
    half: Option<Bytes>,
    is_sent: bool,
    whole: u64,
}

impl HttpBody for Torn {
    type Data = Bytes;
    type Error = std::io::Error;

    fn poll_frame(
        mut self: Pin<&mut Self>,
        context: &mut Context<'_>,
    ) -> Poll<Option<Result<Frame<Bytes>, Self::Error>>> {
        if let Some(half) = self.half.take() {
            return Poll::Ready(Some(Ok(Frame::data(half))));
        }
        // Hyper sends what it has when a body makes it wait, and nothing of one that fails at once.
        if !std::mem::replace(&mut self.is_sent, true) {
            context.waker().wake_by_ref();
            return Poll::Pending;
        }
        Poll::Ready(Some(Err(std::io::Error::other("cut on purpose"))))
    }

    fn size_hint(&self) -> SizeHint {
        SizeHint::with_exact(self.whole)
    }
}
