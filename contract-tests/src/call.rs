//! A recorded request as arguments for a typed call.
//!
//! Responsible for: what the emitted dispatcher (`dispatch.rs`) needs. It takes each recorded
//! parameter by its place and wire name as the type that the generated crate asks for; whatever it
//! did not take before sending is a parameter that the typed call cannot express, and that is a
//! failure.
//!
//! Not for: HTTP. What is sent is the generated crate's work, and is compared by the replay server.

use std::fmt::Display;
use std::future::Future;
use std::str::FromStr;

use serde::Serialize;
use serde_json::Value;

use crate::dispatch;
use crate::recording::{Fields, Recording};

mod failure;
mod json;
mod path;
mod styles;

pub use failure::{Failure, In};
use json::TakenJson;
use path::match_path;

/// One recorded request, from which the dispatcher takes what the typed call asks for.
#[derive(Debug)]
pub struct Call<'r> {
    operation: &'r str,
    recording: &'r Recording,
    base_url: &'r str,
    path: Taken,
    query: Taken,
    form: Taken,
    header: Taken,
    json: TakenJson,
}

/// Parameters of one place, and which of them were asked for.
#[derive(Debug)]
struct Taken {
    fields: Fields,
    asked: Vec<String>,
}

impl Taken {
    fn new(fields: Fields) -> Self {
        Self {
            fields,
            asked: Vec::new(),
        }
    }

    fn take(&mut self, name: &str) -> &[String] {
        self.asked.push(name.to_owned());
        self.fields.get(name).unwrap_or_default()
    }

    fn left(&self) -> impl Iterator<Item = &str> {
        self.fields
            .iter()
            .map(|(name, _)| name)
            .filter(|name| !self.asked.iter().any(|asked| asked == name))
    }
}

impl<'r> Call<'r> {
    /// Prepares a recorded request for the client that talks to `base_url`.
    ///
    /// # Errors
    /// When the operation is unknown, or its method and path are not the recorded ones.
    pub fn new(recording: &'r Recording, base_url: &'r str) -> Result<Self, Failure> {
        let operation = recording.operation.as_str();
        let (method, template) =
            dispatch::template(operation).ok_or_else(|| Failure::unknown_operation(operation))?;
        let request = &recording.request;
        let path = match_path(template, &request.path)
            .filter(|_| method == request.method)
            .ok_or_else(|| Failure::OtherPath {
                recorded: format!("{} {}", request.method, request.path),
                operation: format!("{method} {template}"),
            })?;
        Ok(Self {
            operation,
            recording,
            base_url,
            path: Taken::new(path),
            query: Taken::new(request.query.clone()),
            form: Taken::new(request.form.clone()),
            header: Taken::new(request.headers.clone().unwrap_or_default()),
            json: TakenJson::new(&request.body),
        })
    }

    /// The id of the recorded operation.
    #[must_use]
    pub fn operation(&self) -> &'r str {
        self.operation
    }

    /// A parameter that the typed call cannot do without.
    ///
    /// # Errors
    /// When it is not recorded, recorded more than once, or refused by its type.
    pub fn required<T>(&mut self, place: In, name: &str) -> Result<T, Failure>
    where
        T: FromStr,
        T::Err: Display,
    {
        self.optional(place, name)?.ok_or_else(|| Failure::Missing {
            place,
            name: name.to_owned(),
        })
    }

    /// A parameter that may be left out.
    ///
    /// # Errors
    /// When it is recorded more than once, or refused by its type.
    pub fn optional<T>(&mut self, place: In, name: &str) -> Result<Option<T>, Failure>
    where
        T: FromStr,
        T::Err: Display,
    {
        match self.take(place, name) {
            [] => Ok(None),
            [value] => parse(place, name, value).map(Some),
            values => Err(Failure::Repeated {
                place,
                name: name.to_owned(),
                count: values.len(),
            }),
        }
    }

    /// A list that the typed call cannot do without.
    ///
    /// # Errors
    /// When it is not recorded, or one of its values is refused by their type.
    pub fn required_list<T>(&mut self, place: In, name: &str) -> Result<Vec<T>, Failure>
    where
        T: FromStr,
        T::Err: Display,
    {
        self.optional_list(place, name)?
            .ok_or_else(|| Failure::Missing {
                place,
                name: name.to_owned(),
            })
    }

    /// A list that may be left out.
    ///
    /// # Errors
    /// When one of its values is refused by their type.
    pub fn optional_list<T>(&mut self, place: In, name: &str) -> Result<Option<Vec<T>>, Failure>
    where
        T: FromStr,
        T::Err: Display,
    {
        match self.take(place, name) {
            [] => Ok(None),
            values => values
                .iter()
                .map(|value| parse(place, name, value))
                .collect::<Result<_, _>>()
                .map(Some),
        }
    }

    /// The absolute URL of the recorded page, when it is not the first one.
    ///
    /// A later page is asked for by the URL that the page before it gave, and not by parameters:
    /// so the whole recorded query counts as expressed.
    pub fn page_url(&mut self) -> Option<String> {
        let query = &self.recording.request.query;
        if query.get("PageToken").is_none() && query.get("Page").is_none() {
            return None;
        }
        self.query
            .asked
            .extend(query.iter().map(|(name, _)| name.to_owned()));
        let pairs = form_urlencoded::Serializer::new(String::new())
            .extend_pairs(query.pairs())
            .finish();
        Some(format!(
            "{}{}?{pairs}",
            self.base_url.trim_end_matches('/'),
            self.recording.request.path
        ))
    }

    /// Sends the typed call, and encodes again what it decoded.
    ///
    /// # Errors
    /// Without sending, when a recorded parameter was not asked for (headers aside: the replay
    /// server sees which of them are missing). Else the client's error, or that the value cannot be
    /// encoded.
    pub async fn send<T, F>(&mut self, sending: F) -> Result<Value, Failure>
    where
        T: Serialize,
        F: Future<Output = Result<T, twilio_trusthub::Error>>,
    {
        let mut left: Vec<_> = [
            (In::Path, &self.path),
            (In::Query, &self.query),
            (In::Form, &self.form),
        ]
        .into_iter()
        .flat_map(|(place, taken)| taken.left().map(move |name| (place, name.to_owned())))
        .collect();
        left.extend(self.json.left().into_iter().map(|name| (In::Body, name)));
        if !left.is_empty() {
            return Err(Failure::NotExpressible(left));
        }
        serde_json::to_value(sending.await?).map_err(Failure::Encode)
    }

    fn take(&mut self, place: In, name: &str) -> &[String] {
        match place {
            In::Path => self.path.take(name),
            In::Query => self.query.take(name),
            In::Form => self.form.take(name),
            In::Header => self.header.take(name),
            // Members are no text, and have methods of their own.
            In::Body => &[],
        }
    }
}

fn parse<T>(place: In, name: &str, value: &str) -> Result<T, Failure>
where
    T: FromStr,
    T::Err: Display,
{
    value.parse().map_err(|error: T::Err| Failure::Invalid {
        place,
        name: name.to_owned(),
        value: value.to_owned(),
        reason: error.to_string(),
    })
}

#[cfg(test)]
#[path = "call_tests.rs"]
mod tests;
