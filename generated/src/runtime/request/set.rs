//! Setting the parameters and options of a request. Checks happen here, errors are kept.

use std::fmt::{self, Display};
use std::time::Duration;

use serde::Serialize;
use serde_json::Value;

use super::super::error::InvalidInput;
use super::super::retry::Retry;
use super::super::{encode, headers};
use super::{Name, Pairs, Place, Request};

const NO_TEXT: &str = "cannot be written as text";
const NO_JSON: &str = "cannot be written as JSON";

/// What errors call a body that is not set member by member.
const WHOLE_BODY: &str = "body";
const TWO_BODIES: &str = "is set together with a JSON body; a request has one or the other";

impl Request {
    /// Fills `{name}` in the path. The value stays one segment, whatever it contains.
    pub fn set_segment(&mut self, name: &'static str, value: impl Display) {
        let name = Name::Borrowed(name);
        self.forget(Place::Path, &name);
        match encode::wire_text(&value) {
            Err(_) => self.refuse(Place::Path, name, NO_TEXT),
            Ok(text) => match encode::path_segment(&text) {
                Err(reason) => self.refuse(Place::Path, name, reason),
                Ok(encoded) => replace(&mut self.segments, &name, vec![encoded]),
            },
        }
    }

    /// Sets a query parameter.
    pub fn set_query(&mut self, name: impl Into<Name>, value: impl Display) {
        self.set(Place::Query, name.into(), [value]);
    }

    /// Sets a query parameter to several values: its name is repeated. No values remove it.
    pub fn set_query_list<T: Display>(
        &mut self,
        name: impl Into<Name>,
        values: impl IntoIterator<Item = T>,
    ) {
        self.set(Place::Query, name.into(), values);
    }

    /// Sets a form field.
    pub fn set_form(&mut self, name: impl Into<Name>, value: impl Display) {
        self.set(Place::Form, name.into(), [value]);
    }

    /// Sets a form field to several values: its name is repeated. No values remove it.
    pub fn set_form_list<T: Display>(
        &mut self,
        name: impl Into<Name>,
        values: impl IntoIterator<Item = T>,
    ) {
        self.set(Place::Form, name.into(), values);
    }

    /// Sets a form field to the JSON text of a value.
    pub fn set_form_json(&mut self, name: impl Into<Name>, value: Value) {
        self.set(Place::Form, name.into(), [value]);
    }

    /// Sets a form field to the JSON text of an object. Any other value is refused.
    pub fn set_form_object(&mut self, name: impl Into<Name>, value: Value) {
        let name = name.into();
        let Some(reason) = no_object(&value) else {
            return self.set(Place::Form, name, [value]);
        };
        self.forget(Place::Form, &name);
        replace(&mut self.form, &name, Vec::new());
        self.refuse(Place::Form, name, reason);
    }

    /// Sets the JSON body. A request has either a JSON body or form fields.
    pub fn set_json(&mut self, body: Value) {
        self.json = Some(body);
        if let Some((name, _)) = self.form.first() {
            let name = name.clone();
            self.refuse(Place::Form, name, TWO_BODIES);
        }
    }

    /// Sets the JSON body to a value with a type.
    pub fn set_body(&mut self, value: impl Serialize) {
        let name = Name::Borrowed(WHOLE_BODY);
        self.forget(Place::Json, &name);
        match serde_json::to_value(value) {
            Ok(body) => self.set_json(body),
            Err(_) => self.refuse(Place::Json, name, NO_JSON),
        }
    }

    /// Sets the JSON body to an object. Any other value is refused.
    pub fn set_body_object(&mut self, value: Value) {
        let name = Name::Borrowed(WHOLE_BODY);
        self.forget(Place::Json, &name);
        match no_object(&value) {
            None => self.set_json(value),
            Some(reason) => self.refuse(Place::Json, name, reason),
        }
    }

    /// Sets a member of the JSON body, which becomes an object.
    pub fn set_member(&mut self, name: impl Into<Name>, value: impl Serialize) {
        let name = name.into();
        self.forget(Place::Json, &name);
        match serde_json::to_value(value) {
            Ok(value) => self.insert_member(name, value),
            Err(_) => self.refuse(Place::Json, name, NO_JSON),
        }
    }

    /// Sets a member of the JSON body to a list.
    pub fn set_member_list<T: Serialize>(
        &mut self,
        name: impl Into<Name>,
        values: impl IntoIterator<Item = T>,
    ) {
        let values: Vec<T> = values.into_iter().collect();
        self.set_member(name, values);
    }

    /// Sets a member of the JSON body to an object. Any other value is refused.
    pub fn set_member_object(&mut self, name: impl Into<Name>, value: Value) {
        let name = name.into();
        self.forget(Place::Json, &name);
        match no_object(&value) {
            None => self.insert_member(name, value),
            Some(reason) => self.refuse(Place::Json, name, reason),
        }
    }

    fn insert_member(&mut self, name: Name, value: Value) {
        let mut body = match self.json.take() {
            Some(Value::Object(body)) => body,
            _ => serde_json::Map::new(),
        };
        body.insert(name.into_owned(), value);
        self.set_json(Value::Object(body));
    }

    /// Sets the media type of the body, where it is not the one that JSON and forms have.
    pub fn set_content_type(&mut self, media_type: &'static str) {
        self.content_type = Some(media_type);
    }

    /// Sets a header. Those that the client itself sets are refused, such as `Authorization`.
    pub fn set_header(&mut self, name: impl AsRef<str>, value: impl Display) {
        self.set_header_list(name, [value]);
    }

    /// Sets a header to several values: it is repeated. No values remove it.
    pub fn set_header_list<T: Display>(
        &mut self,
        name: impl AsRef<str>,
        values: impl IntoIterator<Item = T>,
    ) {
        let name = name.as_ref();
        // The name as an error shows it, so that a later valid value takes the error away.
        let shown = name.to_ascii_lowercase();
        self.forget(Place::Header, &shown);
        self.headers.remove(name);
        for value in values {
            match encode::wire_text(&value) {
                Err(_) => self.refuse(Place::Header, shown.clone().into(), NO_TEXT),
                Ok(text) => match headers::check(name, &text) {
                    Ok((name, value)) => drop(self.headers.try_append(name, value)),
                    Err(problem) => self.keep(Place::Header, problem),
                },
            }
        }
    }

    /// Limits the whole call, retries and pauses included, instead of the client's limit.
    pub fn set_timeout(&mut self, timeout: Duration) {
        self.timeout = Some(timeout);
    }

    /// Sets when to send again, instead of the client's rule.
    pub fn set_retry(&mut self, retry: Retry) {
        self.retry = Some(retry);
    }

    /// Starts a list at the URL of one of its pages, as an earlier page gave it. The URL holds
    /// all query parameters, so those of the request are not sent.
    pub fn set_page_url(&mut self, url: impl Into<String>) {
        self.page_url = Some(url.into());
    }

    pub(super) fn set<T: Display>(
        &mut self,
        place: Place,
        name: Name,
        values: impl IntoIterator<Item = T>,
    ) {
        let mut texts = Vec::new();
        for value in values {
            texts.push(encode::wire_text(&value));
        }
        self.set_texts(place, name, texts);
    }

    /// What of `set` is compiled once for all types.
    fn set_texts(&mut self, place: Place, name: Name, texts: Vec<Result<String, fmt::Error>>) {
        self.forget(place, &name);
        let Ok(texts) = texts.into_iter().collect::<Result<Vec<String>, _>>() else {
            return self.refuse(place, name, NO_TEXT);
        };
        if place == Place::Form && self.json.is_some() && !texts.is_empty() {
            return self.refuse(place, name, TWO_BODIES);
        }
        let pairs = if place == Place::Form {
            &mut self.form
        } else {
            &mut self.query
        };
        replace(pairs, &name, texts);
    }

    pub(super) fn refuse(&mut self, place: Place, name: Name, reason: &'static str) {
        self.keep(place, InvalidInput::new(name, reason));
    }

    fn keep(&mut self, place: Place, problem: InvalidInput) {
        self.problems
            .push((place, problem.in_operation(self.operation)));
    }

    /// A new value takes the problem of the old one with it.
    pub(super) fn forget(&mut self, place: Place, name: &str) {
        self.problems
            .retain(|(at, problem)| *at != place || problem.parameter != name);
    }
}

/// Why a value is not an object, if it is not.
fn no_object(value: &Value) -> Option<&'static str> {
    match value {
        Value::Object(_) => None,
        Value::String(_) => Some("must be a JSON object: pass an object, not its JSON text"),
        _ => Some("must be a JSON object"),
    }
}

/// Replaces all pairs of a name, at the place of the first one.
fn replace(pairs: &mut Pairs, name: &Name, values: Vec<String>) {
    let at = pairs
        .iter()
        .position(|(known, _)| known == name)
        .unwrap_or(pairs.len());
    pairs.retain(|(known, _)| known != name);
    for (offset, value) in values.into_iter().enumerate() {
        pairs.insert(at + offset, (name.clone(), value));
    }
}
