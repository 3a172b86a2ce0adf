//! The recording format: one YAML file holds one exchange, written to be read in review.
//!
//! ```yaml
//! recording: 1
//! operation: CreateCustomerProfile
//! proves: a draft profile comes back with its links and no errors
//! source: { kind: documented, date: 2026-11-22, origin: "public API reference" }
//! request:
//!   method: POST
//!   path: /v1/CustomerProfiles
//!   form: { FriendlyName: Acme, Email: ops@acme.example, PolicySid: RN… }
//! response:
//!   status: 201
//!   body: { sid: BU…, status: draft, errors: null }
//! ```
//!
//! - `query` and `form` map a name to a value, or to a list of values when the name is sent more
//!   than once. A scalar stands for its text: `PageSize: 50` is `PageSize=50`.
//! - `headers` of the request is optional. Without it, credentials are taken to be sent. With it,
//!   `authorization` is `Basic REDACTED` or `Bearer REDACTED`.
//! - `body` is JSON written as YAML; `text` is for anything else. A form is neither.
//! - `path` is written as it is sent, so percent-encoded where that is needed.
//! - Unknown keys and duplicate keys are errors. A longer story is a folder of recordings, in name
//!   order.
//!
//! Responsible for: the types, and (in its children) reading and writing them. Not for: what is
//! right or wrong about an exchange.

use std::fmt;

use serde::ser::SerializeMap;
use serde::{Serialize, Serializer};
use serde_json::Value;

pub(crate) mod keys;
pub mod load;
mod read;
pub mod save;
pub mod seal;

pub use load::{Found, LoadError, RecordingFile, find, load, load_of};
pub use save::{SaveError, save, to_yaml};

/// The version of the format that this crate reads and writes.
pub const VERSION: u32 = 1;

/// The status that the replay server answers with when a request is not as recorded.
///
/// No recording may hold it, so it can never be taken for a recorded answer (as `httpmock`'s own
/// 404 could).
pub const NOT_AS_RECORDED: u16 = 599;

/// One exchange: what was asked, and what came back.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Recording {
    /// The `operationId` of the document.
    pub operation: String,
    /// One short sentence: what this exchange shows.
    pub proves: String,
    /// Where it comes from.
    pub source: Source,
    /// What the client sends.
    pub request: Request,
    /// What the API answers.
    pub response: Response,
}

/// Where a recording comes from.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Source {
    /// How strong it is as evidence.
    pub kind: SourceKind,
    /// The day it was written or recorded, as `YYYY-MM-DD`.
    pub date: String,
    /// The page, document or host behind it.
    pub origin: String,
    /// What the recorder leaves on a live recording, see [`seal`].
    #[serde(skip_serializing_if = "Option::is_none")]
    pub seal: Option<String>,
}

/// How strong a recording is as evidence.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
#[serde(rename_all = "lowercase")]
pub enum SourceKind {
    /// Written by hand after public documents; the values are ours.
    Documented,
    /// Recorded from the local sandbox or another mock server; the origin names it.
    Sandbox,
    /// Recorded from the vendor's host. Only the recorder writes it, with a seal.
    Live,
}

/// What the client sends.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Request {
    /// `GET`, `POST`, `PUT`, `PATCH` or `DELETE`.
    pub method: String,
    /// The path as it is sent, without query.
    pub path: String,
    /// Query parameters.
    #[serde(skip_serializing_if = "Fields::is_empty")]
    pub query: Fields,
    /// Form fields.
    #[serde(skip_serializing_if = "Fields::is_empty")]
    pub form: Fields,
    /// Headers worth stating; `None` when the recording says nothing about them.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub headers: Option<Fields>,
    /// A body that is not a form.
    #[serde(flatten)]
    pub body: Body,
}

/// What the API answers.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Response {
    /// The HTTP status.
    pub status: u16,
    /// Headers worth stating. `content-type` follows from the body where it is left out.
    #[serde(skip_serializing_if = "Fields::is_empty")]
    pub headers: Fields,
    /// The body.
    #[serde(flatten)]
    pub body: Body,
}

impl Response {
    /// True for a 2xx status.
    #[must_use]
    pub fn is_success(&self) -> bool {
        (200..300).contains(&self.status)
    }
}

/// A body.
#[derive(Debug, Clone, PartialEq, Default)]
pub enum Body {
    /// There is none.
    #[default]
    Empty,
    /// JSON, written as YAML in the file.
    Json(Value),
    /// Anything else, as it is.
    Text(String),
}

impl Serialize for Body {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let mut map = serializer.serialize_map(None)?;
        match self {
            Self::Empty => {}
            Self::Json(value) => map.serialize_entry("body", value)?,
            Self::Text(text) => map.serialize_entry("text", text)?,
        }
        map.end()
    }
}

/// Names with their values, in the order of the file. Each name stands once and has a value.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Fields(Vec<(String, Vec<String>)>);

impl Fields {
    /// Adds a value behind those that the name already has.
    pub fn push(&mut self, name: impl Into<String>, value: impl Into<String>) {
        let (name, value) = (name.into(), value.into());
        match self.0.iter_mut().find(|(known, _)| *known == name) {
            Some((_, values)) => values.push(value),
            None => self.0.push((name, vec![value])),
        }
    }

    /// All values of a name.
    #[must_use]
    pub fn get(&self, name: &str) -> Option<&[String]> {
        self.iter()
            .find(|(known, _)| *known == name)
            .map(|(_, values)| values)
    }

    /// The first value of a header, whose name is compared without case.
    #[must_use]
    pub fn header(&self, name: &str) -> Option<&str> {
        self.iter()
            .find(|(known, _)| known.eq_ignore_ascii_case(name))
            .and_then(|(_, values)| values.first())
            .map(String::as_str)
    }

    /// Each name with its values.
    pub fn iter(&self) -> impl Iterator<Item = (&str, &[String])> {
        self.0
            .iter()
            .map(|(name, values)| (name.as_str(), values.as_slice()))
    }

    /// Each name and value, a name with several values several times.
    pub fn pairs(&self) -> impl Iterator<Item = (&str, &str)> {
        self.iter()
            .flat_map(|(name, values)| values.iter().map(move |value| (name, value.as_str())))
    }

    /// True when there is no name.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.0.is_empty()
    }
}

impl<N: Into<String>, V: Into<String>> FromIterator<(N, V)> for Fields {
    fn from_iter<I: IntoIterator<Item = (N, V)>>(pairs: I) -> Self {
        let mut fields = Self::default();
        for (name, value) in pairs {
            fields.push(name, value);
        }
        fields
    }
}

impl Serialize for Fields {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let mut map = serializer.serialize_map(Some(self.0.len()))?;
        for (name, values) in &self.0 {
            match values.as_slice() {
                [value] => map.serialize_entry(name, value)?,
                values => map.serialize_entry(name, values)?,
            }
        }
        map.end()
    }
}

/// One thing that is wrong with a recording file.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Problem {
    /// The line, from 1; 0 when the whole file is meant.
    pub line: usize,
    /// The column, from 1; 0 when the whole line is meant.
    pub column: usize,
    /// What is wrong.
    pub message: String,
    /// What to do about it.
    pub help: String,
}

impl Problem {
    /// A problem at a place in the file.
    pub(crate) fn at(
        line: usize,
        column: usize,
        message: impl Into<String>,
        help: impl Into<String>,
    ) -> Self {
        Self {
            line,
            column,
            message: message.into(),
            help: help.into(),
        }
    }

    /// A problem of the file as a whole.
    pub(crate) fn whole(message: impl Into<String>, help: impl Into<String>) -> Self {
        Self::at(0, 0, message, help)
    }
}

impl fmt::Display for Problem {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}\n  help: {}", self.message, self.help)
    }
}
