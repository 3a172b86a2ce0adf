//! Values that are written otherwise than as one text or as JSON: lists in one text, and objects as
//! one parameter for each member.

use std::fmt::Display;

use serde_json::Value;

use super::super::encode;
use super::{Name, Place, Request};

/// What the members of an object are called when each is a parameter of its own.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
#[non_exhaustive]
pub enum MapStyle {
    /// `name[member]`
    Brackets,
    /// `name.member`
    Dots,
    /// `member`
    Bare,
}

impl MapStyle {
    fn member(self, name: &str, member: &str) -> String {
        match self {
            Self::Brackets => format!("{name}[{member}]"),
            Self::Dots => format!("{name}.{member}"),
            Self::Bare => member.to_owned(),
        }
    }

    /// Whether a parameter can only be a member of this object.
    fn is_member(self, name: &str, parameter: &str) -> bool {
        let rest = parameter.strip_prefix(name);
        match self {
            Self::Brackets => rest.is_some_and(|rest| rest.starts_with('[')),
            Self::Dots => rest.is_some_and(|rest| rest.starts_with('.')),
            Self::Bare => false,
        }
    }
}

impl Request {
    /// Sets a query parameter to several values in one text. No values remove it.
    #[must_use]
    pub fn query_joined<T: Display>(
        mut self,
        name: impl Into<Name>,
        separator: char,
        values: impl IntoIterator<Item = T>,
    ) -> Self {
        self.set_query_joined(name, separator, values);
        self
    }

    /// Sets a query parameter to several values in one text. No values remove it.
    pub fn set_query_joined<T: Display>(
        &mut self,
        name: impl Into<Name>,
        separator: char,
        values: impl IntoIterator<Item = T>,
    ) {
        self.set_joined(Place::Query, name.into(), separator, values);
    }

    /// Sets a form field to several values in one text. No values remove it.
    #[must_use]
    pub fn form_joined<T: Display>(
        mut self,
        name: impl Into<Name>,
        separator: char,
        values: impl IntoIterator<Item = T>,
    ) -> Self {
        self.set_form_joined(name, separator, values);
        self
    }

    /// Sets a form field to several values in one text. No values remove it.
    pub fn set_form_joined<T: Display>(
        &mut self,
        name: impl Into<Name>,
        separator: char,
        values: impl IntoIterator<Item = T>,
    ) {
        self.set_joined(Place::Form, name.into(), separator, values);
    }

    /// Sets a query parameter for each member of an object. Any other value is refused.
    #[must_use]
    pub fn query_map(mut self, name: impl Into<Name>, style: MapStyle, value: Value) -> Self {
        self.set_query_map(name, style, value);
        self
    }

    /// Sets a query parameter for each member of an object. Any other value is refused.
    ///
    /// Objects inside are written in the same way, lists repeat the parameter, and what is null
    /// is left out.
    pub fn set_query_map(&mut self, name: impl Into<Name>, style: MapStyle, value: Value) {
        self.set_map(Place::Query, name.into(), style, value);
    }

    /// Sets a form field for each member of an object. Any other value is refused.
    #[must_use]
    pub fn form_map(mut self, name: impl Into<Name>, style: MapStyle, value: Value) -> Self {
        self.set_form_map(name, style, value);
        self
    }

    /// Sets a form field for each member of an object. Any other value is refused.
    ///
    /// Objects inside are written in the same way, lists repeat the field, and what is null is
    /// left out.
    pub fn set_form_map(&mut self, name: impl Into<Name>, style: MapStyle, value: Value) {
        self.set_map(Place::Form, name.into(), style, value);
    }

    fn set_joined<T: Display>(
        &mut self,
        place: Place,
        name: Name,
        separator: char,
        values: impl IntoIterator<Item = T>,
    ) {
        let texts: Result<Vec<String>, &'static str> = values
            .into_iter()
            .map(|value| match encode::wire_text(&value) {
                Err(_) => Err("cannot be written as text"),
                Ok(text) if text.contains(separator) => {
                    Err("has an element with the character in it that separates elements")
                }
                Ok(text) => Ok(text),
            })
            .collect();
        match texts {
            Ok(texts) if texts.is_empty() => self.set(place, name, texts),
            Ok(texts) => self.set(place, name, [texts.join(&separator.to_string())]),
            Err(reason) => {
                self.set(place, name.clone(), Vec::<String>::new());
                self.refuse(place, name, reason);
            }
        }
    }

    fn set_map(&mut self, place: Place, name: Name, style: MapStyle, value: Value) {
        self.forget(place, &name);
        let pairs = match place {
            Place::Form => &mut self.form,
            _ => &mut self.query,
        };
        pairs.retain(|(known, _)| !style.is_member(&name, known));
        let Value::Object(members) = value else {
            return self.refuse(place, name, "must be an object");
        };
        let mut flat = Vec::new();
        for (member, value) in members {
            flatten(style, style.member(&name, &member), value, &mut flat);
        }
        for (member, values) in flat {
            self.set(place, Name::Owned(member), values);
        }
    }
}

/// The parameters that a member becomes, each with its values.
fn flatten(style: MapStyle, name: String, value: Value, flat: &mut Vec<(String, Vec<String>)>) {
    match value {
        Value::Null => {}
        Value::Object(members) => {
            for (member, value) in members {
                flatten(style, style.member(&name, &member), value, flat);
            }
        }
        Value::Array(values) => flat.push((name, values.into_iter().map(text).collect())),
        value => flat.push((name, vec![text(value)])),
    }
}

fn text(value: Value) -> String {
    match value {
        Value::String(text) => text,
        other => other.to_string(),
    }
}
