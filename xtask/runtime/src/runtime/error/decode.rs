//! The error for 2xx responses whose body is not what the operation returns.

use std::fmt;
use std::time::Duration;

/// A 2xx response whose body could not be used.
///
/// Values of the body are never shown, because resources hold personal data: only structure,
/// member names and types.
#[derive(Debug, Clone, PartialEq, Eq)]
#[non_exhaustive]
pub struct DecodeError {
    /// The operation, such as `FetchPolicy`.
    pub operation: &'static str,
    /// The HTTP status.
    pub status: u16,
    /// Where in the body the first failure is, such as `results[3].status`; empty for the whole body.
    pub path: String,
    /// What is wrong there.
    pub reason: String,
    /// The beginning of a JSON body, with its values left out.
    pub snippet: Option<String>,
    /// Whether the body is an HTML page, which a gateway or proxy sent instead of the API.
    pub is_html: bool,
    /// Whether the body is not one whole JSON document: empty, cut off, or no JSON at all. What the
    /// API sends is whole, so something on the way spoiled it, and another answer may be whole.
    pub is_garbled: bool,
    /// How often the request was sent.
    pub attempts: u32,
    /// How long the call took, pauses included.
    pub elapsed: Duration,
    /// The request id that the server gave.
    pub request_id: Option<String>,
    /// Whether asking again does no harm, by the method of the request.
    pub(crate) repeatable: bool,
}

impl fmt::Display for DecodeError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(
            f,
            "{}: cannot use the body of the {} response",
            self.operation, self.status
        )?;
        if !self.path.is_empty() {
            write!(f, " at `{}`", self.path)?;
        }
        write!(f, ": {}", self.reason)?;
        if let Some(snippet) = &self.snippet {
            write!(f, "; body: {snippet}")?;
        }
        f.write_str(&super::tail(
            self.request_id.as_deref(),
            self.attempts,
            self.elapsed,
        ))
    }
}

impl std::error::Error for DecodeError {}
