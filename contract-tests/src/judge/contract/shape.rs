//! From one schema of the document to its [`Shape`].
//!
//! Responsible for: what each keyword means to the judge. An object with `properties` is closed
//! unless it says otherwise, which is stricter than JSON Schema: only so are undeclared members
//! seen. Not for: references and wrappers ([`super::allof`]), nor for schemas of several parts and
//! shapes ([`super::compose`]).

use indexmap::IndexMap;
use regex::Regex;
use serde_json::Value;
use xtask::spec::{pointer, vendor};

use super::allof::{self, Plain};
use super::schema::{Additional, SchemaId, Shape};

/// Keywords that the judge does not hold values against.
const UNSUPPORTED: &[&str] = &["not", "multipleOf", "minProperties", "maxProperties"];

/// Keywords of texts, numbers and lists, which mean nothing without a type.
const TYPED: &[&str] = &[
    "format",
    "pattern",
    "minLength",
    "maxLength",
    "minimum",
    "maximum",
    "minItems",
    "maxItems",
];

/// A schema that another one needs.
pub(super) enum Wanted<'d> {
    /// The one at a pointer.
    At(&'d Value, String),
    /// The one that is made of these parts.
    Whole(Vec<Plain<'d>>),
}

/// What shapes are made with: the ids of the schemas inside them, and what cannot be used.
pub(super) struct Inner<'a, 'd> {
    pub(super) root: &'d Value,
    /// Gives the id of a schema; `None` when there are too many.
    pub(super) id: &'a mut dyn FnMut(Wanted<'d>) -> Option<SchemaId>,
    /// Why the schema cannot be used, or not in full.
    pub(super) unusable: Option<String>,
}

impl<'d> Inner<'_, 'd> {
    /// The shape of a schema that is made of these parts, most often of one.
    pub(super) fn shape(&mut self, wholes: &[Plain<'d>]) -> Shape {
        if let [whole] = wholes
            && let Some(shape) = self.base(whole)
        {
            return shape;
        }
        let Some(mut parts) = allof::flatten(self.root, wholes) else {
            self.cannot("`allOf` holds itself, or too many parts".to_owned());
            return Shape::Any;
        };
        for part in &parts {
            self.unsupported(part);
        }
        if parts.len() > 1 {
            // A title or a description says nothing about values.
            parts.retain(|part| part.has_facts() || type_of(part.value).is_some());
        }
        for key in ["oneOf", "anyOf"] {
            if let Some(index) = parts.iter().position(|part| part.get(key).is_some()) {
                return self.union(parts, index, key);
            }
        }
        self.merged(&parts)
    }

    fn unsupported(&mut self, part: &Plain<'d>) {
        if let Some(key) = UNSUPPORTED.iter().find(|key| part.get(key).is_some()) {
            self.cannot(format!("`{key}` is not judged"));
        }
        if allof::flag(part.value, "uniqueItems") {
            self.cannot("`uniqueItems` is not judged".to_owned());
        }
    }

    /// The id of the schema at a pointer. Only made ones can be too many.
    fn at(&mut self, value: &'d Value, at: String) -> Option<SchemaId> {
        (self.id)(Wanted::At(value, at))
    }

    /// The shape of one part.
    pub(super) fn part(&mut self, part: &Plain<'d>) -> Shape {
        match part.get("enum").and_then(Value::as_array) {
            Some(values) => enumeration(part.value, values),
            None => self.typed(part),
        }
    }

    fn typed(&mut self, schema: &Plain<'d>) -> Shape {
        let value = schema.value;
        match type_of(value) {
            Some("boolean") => Shape::Boolean,
            Some("integer") => integer(value),
            Some("number") => number(value),
            Some("string") => self.string(schema),
            Some("array") => self.list(schema),
            Some("object") if is_url_map(value) => Shape::UrlMap {
                relative: names_references(&schema.pointer),
                nullable: value
                    .get("additionalProperties")
                    .is_none_or(|urls| *urls == true || allof::flag(urls, "nullable")),
            },
            Some("object") => self.object(std::slice::from_ref(schema)),
            Some(other) => {
                self.cannot(format!("the type `{other}` is not known"));
                Shape::Any
            }
            None => {
                if let Some(key) = TYPED.iter().find(|key| value.get(**key).is_some()) {
                    self.cannot(format!("`{key}` means nothing without a `type`"));
                }
                Shape::Any
            }
        }
    }

    fn string(&mut self, schema: &Plain<'d>) -> Shape {
        let value = schema.value;
        let pattern_text = text(value, "pattern").map(str::to_owned);
        let pattern = pattern_text.as_deref().map(Regex::new).transpose();
        let pattern = pattern.unwrap_or_else(|error| {
            let reason = error.to_string();
            let reason = reason.lines().last().unwrap_or_default().trim();
            self.cannot(format!("its `pattern` cannot be used: {reason}"));
            None
        });
        let format = match text(value, "format") {
            _ if vendor::ignores_format(value) => None,
            Some("uri") if names_references(&schema.pointer) => Some("uri-reference"),
            format => format,
        };
        Shape::String {
            format: format.map(str::to_owned),
            pattern,
            pattern_text,
            min_length: size(value, "minLength"),
            max_length: size(value, "maxLength"),
        }
    }

    fn list(&mut self, schema: &Plain<'d>) -> Shape {
        let items = schema.value.get("items").unwrap_or(&Value::Null);
        let Some(items) = self.at(items, format!("{}/items", schema.pointer)) else {
            return Shape::Any;
        };
        Shape::List {
            items,
            min: size(schema.value, "minItems"),
            max: size(schema.value, "maxItems"),
        }
    }

    /// An object, from all parts that it is made of.
    pub(super) fn object(&mut self, parts: &[Plain<'d>]) -> Shape {
        let mut properties = IndexMap::new();
        let mut required = Vec::new();
        let mut additional = Additional::Closed;
        for part in parts {
            let declared = part.value.get("properties").and_then(Value::as_object);
            for (name, property) in declared.into_iter().flatten() {
                let at = pointer::join(&format!("{}/properties", part.pointer), name);
                if let Some(id) = self.at(property, at) {
                    properties.insert(name.clone(), id);
                }
            }
            let names = part.value.get("required").and_then(Value::as_array);
            required.extend(
                names
                    .into_iter()
                    .flatten()
                    .filter_map(Value::as_str)
                    .map(str::to_owned),
            );
            additional = match (part.value.get("additionalProperties"), additional) {
                (Some(schema @ Value::Object(keys)), Additional::Closed) if !keys.is_empty() => {
                    let at = format!("{}/additionalProperties", part.pointer);
                    self.at(schema, at)
                        .map_or(Additional::Any, Additional::Schema)
                }
                (Some(Value::Bool(true) | Value::Object(_)), _) => Additional::Any,
                // It asks for members that others declare.
                (None, known) if parts.len() > 1 && only_requires(part) => known,
                // Nothing is declared, so nothing can be undeclared.
                (None, _) if declared.is_none() => Additional::Any,
                (_, known) => known,
            };
        }
        Shape::Object {
            properties,
            required,
            additional,
        }
    }

    pub(super) fn cannot(&mut self, why: String) {
        self.unusable.get_or_insert(why);
    }
}

/// Whether a part of an object says no more than which members must be there.
pub(super) fn only_requires(part: &Plain<'_>) -> bool {
    part.get("required").is_some() && type_of(part.value).is_none()
}

/// An object of the vendor's format `uri-map`, whose values are texts as far as it says.
fn is_url_map(schema: &Value) -> bool {
    let values = schema.get("additionalProperties");
    let texts = |values: &Value| *values == true || type_of(values) == Some("string");
    text(schema, "format") == Some("uri-map") && values.is_none_or(texts)
}

/// Whether a member's name says that it holds references. The vendor has one format for both: what
/// is called `…url` is absolute, and `…uri` (`uri`, `next_page_uri`, `subresource_uris`) is a path.
fn names_references(pointer: &str) -> bool {
    let name = pointer.rsplit_once("/properties/").map(|(_, name)| name);
    name.is_some_and(|name| {
        let name = name.to_ascii_lowercase();
        !name.contains('/') && (name.ends_with("uri") || name.ends_with("uris"))
    })
}

/// The type of a schema, from what it speaks of where it does not say.
pub(super) fn type_of(value: &Value) -> Option<&str> {
    if let Some(named) = vendor::json_type(value) {
        return Some(named);
    }
    let has_shape = |more: &Value| more.as_object().is_some_and(|keys| !keys.is_empty());
    if value.get("properties").is_some() || value.get("additionalProperties").is_some_and(has_shape)
    {
        return Some("object");
    }
    value.get("items").is_some().then_some("array")
}

/// Whether a schema says nothing about the type of its values.
pub(super) fn is_untyped(value: &Value) -> bool {
    let composed = ["enum", "oneOf", "anyOf", "allOf"];
    type_of(value).is_none() && composed.iter().all(|key| value.get(key).is_none())
}

fn enumeration(schema: &Value, values: &[Value]) -> Shape {
    let aliases = schema.get("x-enum-aliases").and_then(Value::as_object);
    Shape::Enum {
        values: values
            .iter()
            .filter(|value| !value.is_null())
            .cloned()
            .collect(),
        aliases: aliases
            .into_iter()
            .flatten()
            .filter_map(|(alias, value)| Some((alias.clone(), value.as_str()?.to_owned())))
            .collect(),
    }
}

fn integer(value: &Value) -> Shape {
    let (low, high) = match text(value, "format") {
        Some("int32") => (Some(i128::from(i32::MIN)), Some(i128::from(i32::MAX))),
        Some("int64") => (Some(i128::from(i64::MIN)), Some(i128::from(i64::MAX))),
        _ => (None, None),
    };
    let bound = |key: &str| value.get(key).and_then(whole);
    let step = |key: &str| i128::from(allof::flag(value, key));
    let min = bound("minimum").map(|min| min + step("exclusiveMinimum"));
    let max = bound("maximum").map(|max| max - step("exclusiveMaximum"));
    Shape::Integer {
        min: min.max(low),
        max: max.into_iter().chain(high).min(),
    }
}

/// The whole number that a JSON number is: `1.0` is one, as JSON Schema has it.
#[allow(
    clippy::cast_possible_truncation,
    reason = "the range is checked first"
)]
pub(crate) fn whole(value: &Value) -> Option<i128> {
    let number = value.as_number()?;
    if let Some(number) = number.as_i64() {
        return Some(number.into());
    }
    if let Some(number) = number.as_u64() {
        return Some(number.into());
    }
    let number = number.as_f64()?;
    (number.fract() == 0.0 && number.abs() < 1e30).then_some(number as i128)
}

fn number(value: &Value) -> Shape {
    let bound = |key: &str| value.get(key).and_then(Value::as_f64);
    let excluded = |key: &str| allof::flag(value, key);
    Shape::Number {
        min: bound("minimum"),
        max: bound("maximum"),
        exclusive: (excluded("exclusiveMinimum"), excluded("exclusiveMaximum")),
    }
}

pub(super) fn text<'v>(value: &'v Value, key: &str) -> Option<&'v str> {
    value.get(key).and_then(Value::as_str)
}

fn size(value: &Value, key: &str) -> Option<usize> {
    value
        .get(key)
        .and_then(Value::as_u64)
        .and_then(|size| usize::try_from(size).ok())
}
