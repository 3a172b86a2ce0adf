//! Why a recorded request did not become a value.
//!
//! Responsible for: naming the parameter and its place in each failure. Not for: finding one, see
//! [`super::Call`].

use std::fmt::{self, Display};

use crate::yaml::clip;

/// The place of a parameter in a request.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum In {
    /// A segment of the path.
    Path,
    /// The query string.
    Query,
    /// The form body.
    Form,
    /// A header.
    Header,
    /// A member of the JSON body, or it as a whole.
    Body,
}

impl Display for In {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Self::Path => "path parameter",
            Self::Query => "query parameter",
            Self::Form => "form field",
            Self::Header => "header",
            Self::Body => "JSON member",
        })
    }
}

/// Why a recorded request did not become a value.
#[derive(Debug, thiserror::Error)]
pub enum Failure {
    /// The dispatcher has no such operation.
    #[error("the dispatcher has no operation `{0}`: run `cargo xtask codegen`")]
    UnknownOperation(String),
    /// The recorded method or path is not the operation's.
    #[error("the recording has `{recorded}`, but the operation is `{operation}`")]
    OtherPath {
        /// Method and path of the recording.
        recorded: String,
        /// Method and path template of the operation.
        operation: String,
    },
    /// The typed call needs a parameter that the recording does not have.
    #[error("the typed call needs the {place} `{name}`, which is not recorded")]
    Missing {
        /// Its place.
        place: In,
        /// Its wire name.
        name: String,
    },
    /// The typed call takes one value where several are recorded.
    #[error("the {place} `{name}` is recorded {count} times, but the typed call takes one value")]
    Repeated {
        /// Its place.
        place: In,
        /// Its wire name.
        name: String,
        /// How many values are recorded.
        count: usize,
    },
    /// The type of a parameter refuses the recorded value.
    #[error("the {place} `{name}` cannot be `{}`: {reason}", clip(.value))]
    Invalid {
        /// Its place.
        place: In,
        /// Its wire name.
        name: String,
        /// The recorded value.
        value: String,
        /// What the type says.
        reason: String,
    },
    /// Parameters that the typed call has no place for.
    #[error("the typed call cannot express {}", list(.0))]
    NotExpressible(Vec<(In, String)>),
    /// The client returned an error.
    #[error(transparent)]
    Client(#[from] twilio_trusthub::Error),
    /// The decoded value cannot be encoded again.
    #[error("the decoded value cannot be encoded")]
    Encode(#[source] serde_json::Error),
}

impl Failure {
    /// The failure of an operation that the dispatcher does not know.
    #[must_use]
    pub fn unknown_operation(operation: &str) -> Self {
        Self::UnknownOperation(operation.to_owned())
    }
}

fn list(left: &[(In, String)]) -> String {
    let names: Vec<_> = left
        .iter()
        .map(|(place, name)| format!("the {place} `{name}`"))
        .collect();
    names.join(", ")
}
