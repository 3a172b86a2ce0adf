//! Recorded parameters that are a list in one text, or a member of an object each.
//!
//! Responsible for: putting them together again for a typed call.
//! Not for: parameters that are one value or repeated, see [`super::Call`].

use std::fmt::Display;
use std::str::FromStr;

use serde_json::{Map, Value};

use super::{Call, Failure, In, Taken, parse};

impl Call<'_> {
    /// A list in one text that the typed call cannot do without.
    ///
    /// # Errors
    /// When it is not recorded, recorded more than once, or an element is refused by its type.
    pub fn required_joined<T>(
        &mut self,
        place: In,
        name: &str,
        separator: char,
    ) -> Result<Vec<T>, Failure>
    where
        T: FromStr,
        T::Err: Display,
    {
        self.optional_joined(place, name, separator)?
            .ok_or_else(|| missing(place, name))
    }

    /// A list in one text that may be left out.
    ///
    /// # Errors
    /// When it is recorded more than once, or an element is refused by its type.
    pub fn optional_joined<T>(
        &mut self,
        place: In,
        name: &str,
        separator: char,
    ) -> Result<Option<Vec<T>>, Failure>
    where
        T: FromStr,
        T::Err: Display,
    {
        let text: Option<String> = self.optional(place, name)?;
        text.map(|text| {
            let elements = text.split(separator);
            elements.map(|text| parse(place, name, text)).collect()
        })
        .transpose()
    }

    /// An object with a parameter for each member that the typed call cannot do without.
    ///
    /// # Errors
    /// When no member is recorded.
    pub fn required_map(&mut self, place: In, name: &str, style: &str) -> Result<Value, Failure> {
        self.optional_map(place, name, style)?
            .ok_or_else(|| missing(place, name))
    }

    /// An object with a parameter for each member, which may be left out. The style is `[]` for
    /// `name[member]`, `.` for `name.member`, and nothing for members that stand alone: those are
    /// not told apart from other parameters, so that none is taken.
    ///
    /// # Errors
    /// None today; the dispatcher treats all parameters alike.
    #[allow(
        clippy::unnecessary_wraps,
        reason = "the dispatcher treats all parameters alike"
    )]
    pub fn optional_map(
        &mut self,
        place: In,
        name: &str,
        style: &str,
    ) -> Result<Option<Value>, Failure> {
        let taken = match place {
            In::Query => &mut self.query,
            In::Form => &mut self.form,
            _ => return Ok(None),
        };
        let mut object = Map::new();
        for (parameter, path) in members(taken, name, style) {
            let values = taken.take(&parameter);
            let value = match values {
                [value] => Value::String(value.clone()),
                values => Value::from(values.to_vec()),
            };
            insert(&mut object, &path, value);
        }
        Ok((!object.is_empty()).then_some(Value::Object(object)))
    }
}

/// The recorded parameters that are members, each with its place in the object.
fn members(taken: &Taken, name: &str, style: &str) -> Vec<(String, Vec<String>)> {
    let names = taken.fields.iter().map(|(parameter, _)| parameter);
    let path = |parameter: &str| -> Option<Vec<String>> {
        let rest = parameter.strip_prefix(name)?;
        let path: Vec<&str> = match style {
            "[]" => rest
                .strip_prefix('[')?
                .strip_suffix(']')?
                .split("][")
                .collect(),
            "." => rest.strip_prefix('.')?.split('.').collect(),
            _ => return None,
        };
        Some(path.into_iter().map(str::to_owned).collect())
    };
    names
        .filter_map(|parameter| Some((parameter.to_owned(), path(parameter)?)))
        .collect()
}

fn insert(object: &mut Map<String, Value>, path: &[String], value: Value) {
    match path {
        [] => {}
        [last] => {
            object.insert(last.clone(), value);
        }
        [first, rest @ ..] => {
            let inner = object
                .entry(first.clone())
                .or_insert_with(|| Value::Object(Map::new()));
            // A member that is a text and an object at once cannot be put together.
            if let Value::Object(inner) = inner {
                insert(inner, rest, value);
            }
        }
    }
}

fn missing(place: In, name: &str) -> Failure {
    Failure::Missing {
        place,
        name: name.to_owned(),
    }
}

#[cfg(test)]
#[path = "styles_tests.rs"]
mod tests;
