//! The error type of every call: four kinds, one struct each.

mod api;
mod decode;
mod input;
mod known;
mod transport;

use std::time::Duration;

pub use api::ApiError;
pub use decode::DecodeError;
pub use input::InvalidInput;
pub use known::KnownCode;
pub use transport::{TransportError, TransportKind};

/// Why a call gave no result.
///
/// The structs are boxed, so that a `Result` with this error stays small.
#[derive(Debug, thiserror::Error)]
#[non_exhaustive]
pub enum Error {
    /// The request or the configuration is not valid. Nothing was sent.
    #[error(transparent)]
    InvalidInput(Box<InvalidInput>),
    /// No complete response arrived: no connection, a broken one, or no time left.
    #[error(transparent)]
    Transport(Box<TransportError>),
    /// The server answered with a status other than 2xx.
    #[error(transparent)]
    Api(Box<ApiError>),
    /// The server answered 2xx, and the body is not what the operation returns.
    #[error(transparent)]
    Decode(Box<DecodeError>),
}

impl Error {
    /// Whether the same call may succeed later and can do no harm when it is repeated.
    ///
    /// True for status 429 with any method (such a request was never processed), for a connection
    /// that was never made, and, where repeating is harmless (`GET`, `HEAD`, `OPTIONS`, `DELETE`),
    /// for a broken connection, for a call that ran out of time, for every 5xx but 501, and for a
    /// 2xx whose body was spoiled on the way (`DecodeError::is_garbled`). A `POST` that failed after
    /// it was sent may have been processed, so it is not retryable.
    #[must_use]
    pub fn is_retryable(&self) -> bool {
        match self {
            Self::InvalidInput(_) => false,
            Self::Decode(error) => error.is_garbled && error.repeatable,
            Self::Transport(error) => error.retryable,
            Self::Api(error) => error.retryable,
        }
    }

    /// Returns the HTTP status, where a response arrived.
    #[must_use]
    pub fn status(&self) -> Option<u16> {
        match self {
            Self::InvalidInput(_) | Self::Transport(_) => None,
            Self::Api(error) => Some(error.status),
            Self::Decode(error) => Some(error.status),
        }
    }

    /// Returns the request id that the server gave, which its support asks for.
    #[must_use]
    pub fn request_id(&self) -> Option<&str> {
        match self {
            Self::InvalidInput(_) => None,
            Self::Transport(error) => error.request_id.as_deref(),
            Self::Api(error) => error.request_id.as_deref(),
            Self::Decode(error) => error.request_id.as_deref(),
        }
    }

    /// Returns the error code of the API, such as 20404, where the response has one.
    #[must_use]
    pub fn code(&self) -> Option<i64> {
        match self {
            Self::Api(error) => error.code,
            _ => None,
        }
    }

    /// Returns the error code of the API with what is known about it.
    #[must_use]
    pub fn known_code(&self) -> Option<KnownCode> {
        self.code().and_then(KnownCode::from_number)
    }

    /// Returns the id of the operation that failed, where there is one.
    #[must_use]
    pub fn operation(&self) -> Option<&'static str> {
        match self {
            Self::InvalidInput(error) => error.operation,
            Self::Transport(error) => Some(error.operation),
            Self::Api(error) => Some(error.operation),
            Self::Decode(error) => Some(error.operation),
        }
    }

    /// Returns how often the request was sent: 0 for invalid input.
    #[must_use]
    pub fn attempts(&self) -> u32 {
        match self {
            Self::InvalidInput(_) => 0,
            Self::Transport(error) => error.attempts,
            Self::Api(error) => error.attempts,
            Self::Decode(error) => error.attempts,
        }
    }

    /// Returns how long the call took, pauses between attempts included.
    #[must_use]
    pub fn elapsed(&self) -> Duration {
        match self {
            Self::InvalidInput(_) => Duration::ZERO,
            Self::Transport(error) => error.elapsed,
            Self::Api(error) => error.elapsed,
            Self::Decode(error) => error.elapsed,
        }
    }
}

impl From<InvalidInput> for Error {
    fn from(error: InvalidInput) -> Self {
        Self::InvalidInput(Box::new(error))
    }
}

impl From<TransportError> for Error {
    fn from(error: TransportError) -> Self {
        Self::Transport(Box::new(error))
    }
}

impl From<ApiError> for Error {
    fn from(error: ApiError) -> Self {
        Self::Api(Box::new(error))
    }
}

impl From<DecodeError> for Error {
    fn from(error: DecodeError) -> Self {
        Self::Decode(Box::new(error))
    }
}

/// What every error of a sent request tells about its call, as the end of its one line.
fn tail(request_id: Option<&str>, attempts: u32, elapsed: Duration) -> String {
    let plural = if attempts == 1 { "" } else { "s" };
    let call = format!("{attempts} attempt{plural}, {elapsed:.1?}");
    match request_id {
        Some(id) => format!(" [request {}, {call}]", super::snippet::one_line(id, 64)),
        None if attempts == 0 => String::new(),
        None => format!(" [{call}]"),
    }
}
