//! What is reported through `tracing`, with the feature of that name: operation, template, status
//! and times. Never a parameter, a header or a body.

use super::observe::Attempt;

/// Reports an attempt that ended.
#[cfg(feature = "tracing")]
pub(crate) fn attempt(attempt: &Attempt<'_>) {
    let error = attempt.outcome.err();
    let message = match error {
        None => "call succeeded",
        Some(_) => "attempt failed",
    };
    tracing::debug!(
        operation = attempt.operation,
        method = attempt.method.as_str(),
        path = attempt.path_template,
        status = attempt.outcome.map_or_else(super::error::Error::status, Some),
        code = error.and_then(super::error::Error::code),
        request_id = error.and_then(super::error::Error::request_id),
        attempts = attempt.attempt,
        elapsed = ?attempt.elapsed,
        retry_in = ?attempt.retry_in,
        "{message}"
    );
}

#[cfg(not(feature = "tracing"))]
pub(crate) fn attempt(_: &Attempt<'_>) {}
