//! The JSON body of a recorded request, taken member by member or as a whole.
//!
//! Responsible for: decoding what is recorded into the types of the typed call, and for what is left.
//! Not for: parameters that are text, see [`super::Call`].

use serde::de::DeserializeOwned;
use serde_json::Value;

use super::{Call, Failure, In};
use crate::recording::Body;

/// A JSON body, and which of its members were asked for.
#[derive(Debug)]
pub(super) struct TakenJson {
    body: Option<Value>,
    asked: Vec<String>,
    whole: bool,
}

impl TakenJson {
    pub(super) fn new(body: &Body) -> Self {
        let body = match body {
            Body::Json(body) => Some(body.clone()),
            _ => None,
        };
        Self {
            body,
            asked: Vec::new(),
            whole: false,
        }
    }

    /// Members that nobody asked for. A body that is no object counts as one.
    pub(super) fn left(&self) -> Vec<String> {
        match &self.body {
            None => Vec::new(),
            Some(_) if self.whole => Vec::new(),
            Some(Value::Object(members)) => members
                .keys()
                .filter(|name| !self.asked.contains(name))
                .cloned()
                .collect(),
            Some(_) => vec!["body".to_owned()],
        }
    }
}

impl Call<'_> {
    /// A member of the JSON body that the typed call cannot do without.
    ///
    /// # Errors
    /// When it is not recorded, or refused by its type.
    pub fn required_member<T: DeserializeOwned>(&mut self, name: &str) -> Result<T, Failure> {
        self.optional_member(name)?.ok_or_else(|| missing(name))
    }

    /// A member of the JSON body that may be left out.
    ///
    /// # Errors
    /// When it is refused by its type.
    pub fn optional_member<T: DeserializeOwned>(
        &mut self,
        name: &str,
    ) -> Result<Option<T>, Failure> {
        self.json.asked.push(name.to_owned());
        let members = self.json.body.as_ref().and_then(Value::as_object);
        let value = members.and_then(|members| members.get(name));
        value.map(|value| decode(name, value)).transpose()
    }

    /// The JSON body as a whole, where the typed call cannot do without.
    ///
    /// # Errors
    /// When none is recorded, or it is refused by its type.
    pub fn required_body<T: DeserializeOwned>(&mut self) -> Result<T, Failure> {
        self.optional_body()?.ok_or_else(|| missing("body"))
    }

    /// The JSON body as a whole, where it may be left out.
    ///
    /// # Errors
    /// When it is refused by its type.
    pub fn optional_body<T: DeserializeOwned>(&mut self) -> Result<Option<T>, Failure> {
        self.json.whole = true;
        let body = self.json.body.as_ref();
        body.map(|body| decode("body", body)).transpose()
    }
}

fn missing(name: &str) -> Failure {
    Failure::Missing {
        place: In::Body,
        name: name.to_owned(),
    }
}

fn decode<T: DeserializeOwned>(name: &str, value: &Value) -> Result<T, Failure> {
    T::deserialize(value).map_err(|error| Failure::Invalid {
        place: In::Body,
        name: name.to_owned(),
        value: value.to_string(),
        reason: error.to_string(),
    })
}
