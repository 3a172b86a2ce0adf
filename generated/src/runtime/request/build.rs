//! The setters of a request in builder style.

use std::fmt::Display;
use std::time::Duration;

use serde::Serialize;
use serde_json::Value;

use super::super::retry::Retry;
use super::{Name, Request};

impl Request {
    /// Fills `{name}` in the path. The value stays one segment, whatever it contains.
    #[must_use]
    pub fn segment(mut self, name: &'static str, value: impl Display) -> Self {
        self.set_segment(name, value);
        self
    }

    /// Sets a query parameter.
    #[must_use]
    pub fn query(mut self, name: impl Into<Name>, value: impl Display) -> Self {
        self.set_query(name, value);
        self
    }

    /// Sets a query parameter to several values: its name is repeated. No values remove it.
    #[must_use]
    pub fn query_list<T: Display>(
        mut self,
        name: impl Into<Name>,
        values: impl IntoIterator<Item = T>,
    ) -> Self {
        self.set_query_list(name, values);
        self
    }

    /// Sets a form field.
    #[must_use]
    pub fn form(mut self, name: impl Into<Name>, value: impl Display) -> Self {
        self.set_form(name, value);
        self
    }

    /// Sets a form field to several values: its name is repeated. No values remove it.
    #[must_use]
    pub fn form_list<T: Display>(
        mut self,
        name: impl Into<Name>,
        values: impl IntoIterator<Item = T>,
    ) -> Self {
        self.set_form_list(name, values);
        self
    }

    /// Sets a form field to the JSON text of a value.
    #[must_use]
    pub fn form_json(mut self, name: impl Into<Name>, value: Value) -> Self {
        self.set_form_json(name, value);
        self
    }

    /// Sets a form field to the JSON text of an object. Any other value is refused.
    #[must_use]
    pub fn form_object(mut self, name: impl Into<Name>, value: Value) -> Self {
        self.set_form_object(name, value);
        self
    }

    /// Sets the JSON body. A request has either a JSON body or form fields.
    #[must_use]
    pub fn json(mut self, body: Value) -> Self {
        self.set_json(body);
        self
    }

    /// Sets the JSON body to a value with a type.
    #[must_use]
    pub fn body(mut self, value: impl Serialize) -> Self {
        self.set_body(value);
        self
    }

    /// Sets the JSON body to an object. Any other value is refused.
    #[must_use]
    pub fn body_object(mut self, value: Value) -> Self {
        self.set_body_object(value);
        self
    }

    /// Sets a member of the JSON body, which becomes an object.
    #[must_use]
    pub fn member(mut self, name: impl Into<Name>, value: impl Serialize) -> Self {
        self.set_member(name, value);
        self
    }

    /// Sets a member of the JSON body to a list.
    #[must_use]
    pub fn member_list<T: Serialize>(
        mut self,
        name: impl Into<Name>,
        values: impl IntoIterator<Item = T>,
    ) -> Self {
        self.set_member_list(name, values);
        self
    }

    /// Sets a member of the JSON body to an object. Any other value is refused.
    #[must_use]
    pub fn member_object(mut self, name: impl Into<Name>, value: Value) -> Self {
        self.set_member_object(name, value);
        self
    }

    /// Sets the media type of the body, where it is not the one that JSON and forms have.
    #[must_use]
    pub fn sent_as(mut self, media_type: &'static str) -> Self {
        self.set_content_type(media_type);
        self
    }

    /// Sets a header. Those that the client itself sets are refused, such as `Authorization`.
    #[must_use]
    pub fn header(mut self, name: impl AsRef<str>, value: impl Display) -> Self {
        self.set_header(name, value);
        self
    }

    /// Sets a header to several values: it is repeated. No values remove it.
    #[must_use]
    pub fn header_list<T: Display>(
        mut self,
        name: impl AsRef<str>,
        values: impl IntoIterator<Item = T>,
    ) -> Self {
        self.set_header_list(name, values);
        self
    }

    /// Limits the whole call, retries and pauses included, instead of the client's limit.
    #[must_use]
    pub fn with_timeout(mut self, timeout: Duration) -> Self {
        self.set_timeout(timeout);
        self
    }

    /// Sets a header of this call. Those that the client itself sets are refused.
    #[must_use]
    pub fn with_header(self, name: impl AsRef<str>, value: impl Display) -> Self {
        self.header(name, value)
    }

    /// Sets when to send again, instead of the client's rule.
    #[must_use]
    pub fn with_retry(mut self, retry: Retry) -> Self {
        self.set_retry(retry);
        self
    }

    /// Starts a list at the URL of one of its pages, as an earlier page gave it.
    #[must_use]
    pub fn at(mut self, page_url: impl Into<String>) -> Self {
        self.set_page_url(page_url);
        self
    }
}
