//! The error for calls that got no complete response.

use std::error::Error as StdError;
use std::fmt;
use std::time::Duration;

/// At what point a call failed to get a complete response.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
#[non_exhaustive]
pub enum TransportKind {
    /// The HTTP client could not be set up, for example because the system has no root certificates.
    Setup,
    /// No connection: name resolution, TCP or TLS failed. Nothing was sent.
    Connect,
    /// The credentials' own function gave no bearer token. Nothing was sent.
    Credentials,
    /// The time for the whole call ran out. The server may have processed the request.
    Timeout,
    /// One attempt took longer than `Retry::attempt_timeout`, or than the `reqwest::Client` that
    /// the application passed in allows. The server may have processed the request.
    AttemptTimeout,
    /// The connection broke while sending or receiving. The server may have processed the request.
    Interrupted,
    /// The `reqwest::Client` that the application passed in followed a redirect. The response is not used.
    Redirected,
}

impl TransportKind {
    const fn text(self) -> &'static str {
        match self {
            Self::Setup => "cannot set up the HTTP client",
            Self::Connect => "cannot connect",
            Self::Credentials => "no bearer token",
            Self::Timeout => "no complete response in time",
            Self::AttemptTimeout => "no complete response within the limit of one attempt",
            Self::Interrupted => "the connection broke",
            Self::Redirected => {
                "the HTTP client that was passed in followed a redirect; build it with `redirect::Policy::none()`"
            }
        }
    }
}

/// No complete response arrived.
#[derive(Debug)]
#[non_exhaustive]
pub struct TransportError {
    /// The operation, such as `FetchPolicy`.
    pub operation: &'static str,
    /// At what point the call failed.
    pub kind: TransportKind,
    /// How often the request was sent.
    pub attempts: u32,
    /// How long the call took, pauses included.
    pub elapsed: Duration,
    /// The request id, where the response began to arrive.
    pub request_id: Option<String>,
    pub(crate) retryable: bool,
    /// Whether the client may repeat it by itself.
    pub(crate) repeatable: bool,
    pub(crate) source: Option<Box<dyn StdError + Send + Sync>>,
}

impl fmt::Display for TransportError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}: {}", self.operation, self.kind.text())?;
        // reqwest's own line says little; the innermost cause says what happened.
        let mut cause = self.source.as_deref().map(|error| error as &dyn StdError);
        while let Some(inner) = cause.and_then(StdError::source) {
            cause = Some(inner);
        }
        if let Some(cause) = cause {
            write!(
                f,
                ": {}",
                super::super::snippet::one_line(&cause.to_string(), 200)
            )?;
        }
        f.write_str(&super::tail(
            self.request_id.as_deref(),
            self.attempts,
            self.elapsed,
        ))
    }
}

impl StdError for TransportError {
    fn source(&self) -> Option<&(dyn StdError + 'static)> {
        self.source
            .as_deref()
            .map(|error| error as &(dyn StdError + 'static))
    }
}
