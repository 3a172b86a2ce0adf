//! One call while it runs: its clock, its attempts, and the errors that it can end in.

use std::error::Error as StdError;
use std::time::Duration;

use reqwest::header::{CONTENT_TYPE, HeaderMap, HeaderName, LOCATION};
use serde::de::IgnoredAny;
use tokio::time::{Instant, timeout_at};

use super::error::{ApiError, Error, TransportError, TransportKind};
use super::request::Request;
use super::retry;
use super::retry_after;
use super::server::shown_origin;
use super::snippet::encoding;

/// A call from its first attempt to its outcome.
pub(crate) struct Call<'a> {
    pub(crate) request: &'a Request,
    pub(crate) attempts: u32,
    started: Instant,
    deadline: Option<Instant>,
    attempt_limit: Option<Duration>,
    attempt_deadline: Option<Instant>,
}

impl<'a> Call<'a> {
    /// Starts the clock. A limit too long for the clock is none.
    pub(crate) fn new(
        request: &'a Request,
        timeout: Duration,
        attempt_limit: Option<Duration>,
    ) -> Self {
        let started = Instant::now();
        Self {
            request,
            attempts: 0,
            started,
            deadline: started.checked_add(timeout),
            attempt_limit,
            attempt_deadline: None,
        }
    }

    /// Counts an attempt and starts its own clock, as its bytes are about to leave.
    pub(crate) fn begin_attempt(&mut self) {
        self.attempts += 1;
        self.attempt_deadline = self
            .attempt_limit
            .and_then(|limit| Instant::now().checked_add(limit));
    }

    /// Stops the clock of an attempt: what follows has the time of the call.
    pub(crate) fn end_attempt(&mut self) {
        self.attempt_deadline = None;
    }

    pub(crate) fn elapsed(&self) -> Duration {
        self.started.elapsed()
    }

    /// What is left of the time; nothing where it is not limited.
    pub(crate) fn left(&self) -> Option<Duration> {
        self.deadline
            .map(|deadline| deadline.saturating_duration_since(Instant::now()))
    }

    /// Runs a future until the time is up, be it that of the call or that of the attempt.
    pub(crate) async fn within<T>(
        &self,
        future: impl Future<Output = T>,
    ) -> Result<T, TransportKind> {
        let (deadline, kind) = match (self.deadline, self.attempt_deadline) {
            (None, None) => return Ok(future.await),
            (Some(call), None) => (call, TransportKind::Timeout),
            (Some(call), Some(attempt)) if call <= attempt => (call, TransportKind::Timeout),
            (_, Some(attempt)) => (attempt, TransportKind::AttemptTimeout),
        };
        timeout_at(deadline, future).await.map_err(|_| kind)
    }

    pub(crate) fn transport(
        &self,
        kind: TransportKind,
        request_id: Option<String>,
        source: Option<Box<dyn StdError + Send + Sync>>,
    ) -> Error {
        let repeatable = self.request.method().is_repeatable()
            && !matches!(
                kind,
                TransportKind::Setup | TransportKind::Redirected | TransportKind::Credentials
            );
        // In these cases nothing of this attempt, and of no other that could count, was sent.
        let unsent = self.attempts == 0
            || matches!(kind, TransportKind::Connect | TransportKind::Credentials);
        TransportError {
            operation: self.request.operation(),
            kind,
            attempts: self.attempts,
            elapsed: self.elapsed(),
            request_id,
            retryable: repeatable || unsent,
            repeatable,
            source,
        }
        .into()
    }

    /// The error for what reqwest reports.
    pub(crate) fn broken(&self, request_id: Option<String>, error: reqwest::Error) -> Error {
        // The URL holds parameter values.
        self.transport(
            kind_of(&error),
            request_id,
            Some(error.without_url().into()),
        )
    }

    pub(crate) fn api(
        &self,
        response: &reqwest::Response,
        request_id: Option<String>,
        body: &[u8],
    ) -> Error {
        let (status, headers) = (response.status(), response.headers());
        let mut error = ApiError::new(self.request.operation(), status.as_u16());
        match encoding(headers) {
            Some(encoding) if serde_json::from_slice::<IgnoredAny>(body).is_err() => {
                error.snippet = Some(format!("a body with content-encoding `{encoding}`"));
            }
            _ => error.read_body(header(headers, &CONTENT_TYPE), body),
        }
        let target = header(headers, &LOCATION).filter(|_| status.is_redirection());
        if let Some(location) = target {
            let target = response.url().join(location);
            let target = target.map_or_else(|_| "no URL".to_owned(), |url| shown_origin(&url));
            error.message = Some(format!(
                "redirects are not followed; this one leads to {target}"
            ));
        }
        error.retry_after = retry_after::read(headers);
        error.headers = headers.clone();
        error.retryable = retry::is_retryable_status(self.request.method(), status.as_u16());
        error.attempts = self.attempts;
        error.elapsed = self.elapsed();
        error.request_id = request_id;
        error.into()
    }
}

/// At what point reqwest failed.
fn kind_of(error: &reqwest::Error) -> TransportKind {
    // A connection that was not made in time is still one that was not made.
    if error.is_connect() {
        TransportKind::Connect
    } else if error.is_timeout() {
        TransportKind::AttemptTimeout
    } else if error.is_builder() {
        TransportKind::Setup
    } else if error.is_redirect() {
        TransportKind::Redirected
    } else {
        TransportKind::Interrupted
    }
}

/// The request id, which the vendor's support asks for.
pub(crate) fn request_id(headers: &HeaderMap) -> Option<String> {
    headers
        .get("twilio-request-id")
        .and_then(|value| value.to_str().ok())
        .map(str::to_owned)
}

pub(crate) fn header<'a>(headers: &'a HeaderMap, name: &HeaderName) -> Option<&'a str> {
    headers.get(name).and_then(|value| value.to_str().ok())
}
