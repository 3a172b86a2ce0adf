//! What is reported through `tracing`, with the feature of that name: operation, template, status
//! and times. Never a parameter, a header or a body.

use std::time::Duration;

use super::error::Error;
use super::request::Request;

#[cfg(feature = "tracing")]
pub(crate) fn succeeded(request: &Request, status: u16, attempts: u32, elapsed: Duration) {
    tracing::debug!(
        operation = request.operation(),
        method = request.method().as_str(),
        path = request.path_template(),
        status,
        attempts,
        ?elapsed,
        "call succeeded"
    );
}

#[cfg(feature = "tracing")]
pub(crate) fn failed(request: &Request, error: &Error, pause: Option<Duration>) {
    tracing::debug!(
        operation = request.operation(),
        method = request.method().as_str(),
        path = request.path_template(),
        status = error.status(),
        code = error.code(),
        request_id = error.request_id(),
        attempts = error.attempts(),
        elapsed = ?error.elapsed(),
        retry_in = ?pause,
        "attempt failed"
    );
}

#[cfg(not(feature = "tracing"))]
pub(crate) fn succeeded(_: &Request, _: u16, _: u32, _: Duration) {}

#[cfg(not(feature = "tracing"))]
pub(crate) fn failed(_: &Request, _: &Error, _: Option<Duration>) {}
