//! Reading a request: for tests of an application, for the client, and for `Debug`.

use std::fmt;
use std::time::Duration;

use reqwest::header::HeaderMap;
use serde_json::Value;

use super::super::error::{Error, InvalidInput};
use super::super::method::Method;
use super::super::retry::Retry;
use super::{Pairs, Place, Request};

impl Request {
    /// Returns the operation id, such as `CreateCustomerProfile`.
    #[must_use]
    pub fn operation(&self) -> &'static str {
        self.operation
    }

    /// Returns the HTTP method.
    #[must_use]
    pub fn method(&self) -> Method {
        self.method
    }

    /// Returns the server of the document. The client may send to another one.
    #[must_use]
    pub fn server(&self) -> &'static str {
        self.server
    }

    /// Returns the path with its parameters not filled in, such as `/v1/Policies/{Sid}`.
    #[must_use]
    pub fn path_template(&self) -> &'static str {
        self.template
    }

    /// Returns the path as it will be sent, percent-encoded.
    ///
    /// # Errors
    ///
    /// `Error::InvalidInput` where a path parameter is missing or not valid: a path with a hole
    /// names another resource, so there is none to show.
    pub fn path(&self) -> Result<String, Error> {
        Ok(self.encoded_path()?)
    }

    pub(crate) fn encoded_path(&self) -> Result<String, InvalidInput> {
        let mut path = String::with_capacity(self.template.len() + 34);
        let mut rest = self.template;
        while let Some((before, after)) = rest.split_once('{') {
            let Some((name, after)) = after.split_once('}') else {
                break;
            };
            let Some((_, value)) = self.segments.iter().find(|(known, _)| known == name) else {
                return Err(self.hole(name));
            };
            path.push_str(before);
            path.push_str(value);
            rest = after;
        }
        path.push_str(rest);
        Ok(path)
    }

    /// Why a path parameter has no value.
    fn hole(&self, name: &'static str) -> InvalidInput {
        let mut problems = self.problems.iter();
        match problems.find(|(at, problem)| *at == Place::Path && problem.parameter == name) {
            Some((_, problem)) => problem.clone(),
            None => InvalidInput::new(name, "is not set").in_operation(self.operation),
        }
    }

    /// Returns the query parameters in the order in which they are sent, not encoded.
    pub fn query_pairs(&self) -> impl Iterator<Item = (&str, &str)> {
        pairs(&self.query)
    }

    /// Returns the form fields in the order in which they are sent, not encoded.
    pub fn form_pairs(&self) -> impl Iterator<Item = (&str, &str)> {
        pairs(&self.form)
    }

    /// Returns the JSON body.
    #[must_use]
    pub fn json_body(&self) -> Option<&Value> {
        self.json.as_ref()
    }

    /// Returns the media type of the body, where the document asks for another one than
    /// `application/json` and `application/x-www-form-urlencoded`.
    #[must_use]
    pub fn content_type(&self) -> Option<&'static str> {
        self.content_type
    }

    /// Returns the headers that were set on this request. The client adds its own.
    #[must_use]
    pub fn headers(&self) -> &HeaderMap {
        &self.headers
    }

    /// Returns the URL of the page that a list starts at.
    #[must_use]
    pub fn page_url(&self) -> Option<&str> {
        self.page_url.as_deref()
    }

    /// Returns the first problem with what was set. Sending returns it as an error.
    #[must_use]
    pub fn problem(&self) -> Option<&InvalidInput> {
        self.problems.first().map(|(_, problem)| problem)
    }

    pub(crate) fn timeout(&self) -> Option<Duration> {
        self.timeout
    }

    pub(crate) fn retry(&self) -> Option<Retry> {
        self.retry
    }
}

fn pairs(pairs: &Pairs) -> impl Iterator<Item = (&str, &str)> {
    pairs
        .iter()
        .map(|(name, value)| (name.as_ref(), value.as_str()))
}

fn names(pairs: &Pairs) -> Vec<&str> {
    pairs.iter().map(|(name, _)| name.as_ref()).collect()
}

impl fmt::Debug for Request {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Request")
            .field("operation", &self.operation)
            .field("method", &self.method.as_str())
            .field("path", &self.template)
            .field("query", &names(&self.query))
            .field("form", &names(&self.form))
            .field("json", &self.json.is_some())
            .field(
                "headers",
                &self
                    .headers
                    .keys()
                    .map(reqwest::header::HeaderName::as_str)
                    .collect::<Vec<_>>(),
            )
            .field("at_page", &self.page_url.is_some())
            .field("timeout", &self.timeout)
            .field("retry", &self.retry)
            .field(
                "problems",
                &self
                    .problems
                    .iter()
                    .map(|(_, problem)| problem)
                    .collect::<Vec<_>>(),
            )
            .finish_non_exhaustive()
    }
}
