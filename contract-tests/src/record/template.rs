//! Texts with places for values: `/v1/CustomerProfiles/{profile.sid}`.
//!
//! Only `{name}` and `{name.path.to.member}` are places, so JSON inside a form stays what it is.
//!
//! Responsible for: finding the places and filling them. Not for: where the values come from.

use std::sync::LazyLock;

use regex::Regex;
use serde_json::Value;

static PLACE: LazyLock<Regex> = LazyLock::new(|| {
    Regex::new(r"\{([a-z][a-z0-9_]*)((?:\.[A-Za-z0-9_-]+)*)\}").expect("a valid pattern")
});

/// A text with places.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Template(String);

/// A value that a place asks for and nobody has.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Missing(pub(super) String);

impl Template {
    pub(super) fn new(text: impl Into<String>) -> Self {
        Self(text.into())
    }

    /// As it was written.
    pub(super) fn as_str(&self) -> &str {
        &self.0
    }

    /// Whether there is no place in it.
    pub(super) fn is_literal(&self) -> bool {
        !PLACE.is_match(&self.0)
    }

    /// The names that it needs.
    pub(super) fn names(&self) -> impl Iterator<Item = &str> {
        PLACE
            .captures_iter(&self.0)
            .filter_map(|place| place.get(1).map(|name| name.as_str()))
    }

    /// The text with each place filled; `value` gives what a name stands for, `encode` how a value
    /// is written.
    pub(super) fn fill<'v>(
        &self,
        value: impl Fn(&str) -> Option<&'v Value>,
        encode: impl Fn(&str) -> String,
    ) -> Result<String, Missing> {
        let mut text = String::new();
        let mut end = 0;
        for place in PLACE.captures_iter(&self.0) {
            let (Some(whole), Some(name), Some(path)) = (place.get(0), place.get(1), place.get(2))
            else {
                continue;
            };
            let found = value(name.as_str()).and_then(|value| scalar(at(value, path.as_str())?));
            let Some(found) = found else {
                return Err(Missing(whole.as_str().to_owned()));
            };
            text.push_str(&self.0[end..whole.start()]);
            text.push_str(&encode(&found));
            end = whole.end();
        }
        text.push_str(&self.0[end..]);
        Ok(text)
    }
}

/// The member at a path with dots, where numbers are places in lists.
pub(super) fn at<'v>(value: &'v Value, path: &str) -> Option<&'v Value> {
    path.split('.')
        .filter(|part| !part.is_empty())
        .try_fold(value, |value, part| match value {
            Value::Array(items) => items.get(part.parse::<usize>().ok()?),
            value => value.get(part),
        })
}

/// A value as text; objects, lists and null are none.
pub(super) fn scalar(value: &Value) -> Option<String> {
    match value {
        Value::String(text) => Some(text.clone()),
        Value::Number(number) => Some(number.to_string()),
        Value::Bool(flag) => Some(flag.to_string()),
        Value::Null | Value::Array(_) | Value::Object(_) => None,
    }
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;

    fn filled(text: &str) -> Result<String, Missing> {
        let page = json!({ "sid": "BU 1", "results": [{ "n": 5 }], "none": null, "ok": true });
        Template::new(text).fill(|name| (name == "page").then_some(&page), str::to_uppercase)
    }

    #[test]
    fn places_are_filled_and_the_rest_stays() {
        for (text, expected) in [
            ("/v1/x", "/v1/x"),
            ("/v1/{page.sid}/y/{page.results.0.n}", "/v1/BU 1/y/5"),
            ("{page.ok}", "TRUE"),
            (
                r#"{"a": {"b": "{page.sid}"}, "c": {}}"#,
                r#"{"a": {"b": "BU 1"}, "c": {}}"#,
            ),
            ("{Page} { page } {1}", "{Page} { page } {1}"),
        ] {
            assert_eq!(filled(text).as_deref(), Ok(expected), "{text}");
        }
    }

    #[test]
    fn what_is_missing_is_named() {
        for text in [
            "{other.sid}",
            "{page.none}",
            "{page.results}",
            "{page.results.1.n}",
            "{page}",
        ] {
            assert_eq!(filled(text), Err(Missing(text.to_owned())));
        }
        let names: Vec<_> = Template::new("{a.b}{c}")
            .names()
            .map(str::to_owned)
            .collect();
        assert_eq!(names, ["a", "c"]);
    }
}
