//! Why there is no report.
//!
//! Responsible for: what stops a run before anything is judged. Not for: what a run finds.

use std::fmt;

use crate::model::Trouble;
use crate::server::StartError;

/// Why there is no report.
#[derive(Debug)]
pub enum CheckError {
    /// The document or an overlay: every problem as text.
    Document(String),
    /// The document cannot be used for judging.
    Contract(Vec<Trouble>),
    /// The replay server did not start.
    Server(StartError),
}

impl std::error::Error for CheckError {}

impl From<StartError> for CheckError {
    fn from(error: StartError) -> Self {
        Self::Server(error)
    }
}

impl fmt::Display for CheckError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Document(problems) => f.write_str(problems),
            Self::Contract(troubles) => troubles.iter().try_for_each(|trouble| {
                writeln!(
                    f,
                    "{}: {}\n  help: {}",
                    trouble.file, trouble.message, trouble.help
                )
            }),
            Self::Server(error) => write!(f, "{error}"),
        }
    }
}
