//! A parameter's text against its schema.
//!
//! Responsible for: what a value of a query, path, header or form has to be written like. All of
//! them are texts; the schema says what they stand for. Not for: values of a JSON body
//! ([`super::value`]).

use serde_json::Value;

use super::contract::{Contract, Schema, SchemaId, Shape};
use super::measure::{outside, range, type_name, within};
use super::value::{self, Side};
use super::words::{choice, counted};

/// What a text should be, where it is not; with the JSON pointer of what says so.
pub(super) fn mismatch(
    contract: &Contract,
    id: SchemaId,
    text: &str,
    is_form: bool,
) -> Option<(String, String)> {
    mismatch_at(contract, id, text, is_form, 0)
}

/// Most lists in lists and shapes of shapes: a list of itself has no end.
const DEPTH: usize = 8;

fn mismatch_at(
    contract: &Contract,
    id: SchemaId,
    text: &str,
    is_form: bool,
    depth: usize,
) -> Option<(String, String)> {
    if depth > DEPTH {
        return None;
    }
    let schema = contract.schema(id);
    let here = |expected: String| Some((expected, schema.pointer.clone()));
    match &schema.shape {
        Shape::Boolean => match text {
            "true" | "false" => None,
            _ => here("true or false".to_owned()),
        },
        Shape::Integer { min, max } => match whole(text) {
            None => here("an integer".to_owned()),
            Some(number) if outside(number, *min, *max) => here(range(*min, *max)),
            Some(_) => None,
        },
        Shape::Number {
            min,
            max,
            exclusive,
        } => match serde_json::from_str::<f64>(text) {
            Err(_) => here("a number".to_owned()),
            Ok(number) if !within(number, *min, *max, *exclusive) => here(range(*min, *max)),
            Ok(_) => None,
        },
        Shape::String { .. } => {
            value::check_text(schema, text).and_then(|(_, expected)| here(expected))
        }
        Shape::Enum { values, .. } => {
            let same = |value: &Value| match value {
                Value::String(value) => value == text,
                other => serde_json::from_str::<Value>(text)
                    .is_ok_and(|text| value::has(std::slice::from_ref(other), &text)),
            };
            if values.iter().any(same) {
                None
            } else {
                here(choice(values))
            }
        }
        // One text for the whole list: its entries are set apart by commas.
        Shape::List { items, .. } => text
            .split(',')
            .find_map(|text| mismatch_at(contract, *items, text, is_form, depth + 1)),
        // Only a form has JSON in it; an untyped query parameter is any text.
        Shape::Any if !is_form => None,
        Shape::Any | Shape::Object { .. } | Shape::UrlMap { .. } => {
            json(contract, id, schema, text)
        }
        Shape::OneOf(union) => {
            let mut mismatches = union
                .branches
                .iter()
                .map(|branch| mismatch_at(contract, *branch, text, is_form, depth + 1));
            if mismatches.any(|mismatch| mismatch.is_none()) {
                return None;
            }
            here(type_name(contract, schema))
        }
    }
}

/// How many values a list must have, where it has another number of them.
pub(super) fn count_mismatch(schema: &Schema, count: usize) -> Option<String> {
    match schema.shape {
        Shape::List { min, max, .. } if outside(count, min, max) => {
            Some(counted("value", min, max))
        }
        _ => None,
    }
}

fn json(
    contract: &Contract,
    id: SchemaId,
    schema: &Schema,
    text: &str,
) -> Option<(String, String)> {
    let what = match schema.shape {
        Shape::Any => "JSON text",
        _ => "the JSON text of an object",
    };
    let Ok(value) = serde_json::from_str::<Value>(text) else {
        return Some((what.to_owned(), schema.pointer.clone()));
    };
    let deviation = value::check(contract, id, &value, Side::Request)
        .into_iter()
        .next()?;
    let expected = if deviation.pointer.is_empty() {
        what.to_owned()
    } else {
        format!("{} at {}", deviation.expected, deviation.pointer)
    };
    Some((expected, deviation.document))
}

/// An integer as JSON writes it: `+1`, `01` and `1.0` are none.
fn whole(text: &str) -> Option<i128> {
    let digits = text.strip_prefix('-').unwrap_or(text);
    let canonical = digits == "0" || !digits.starts_with('0');
    let plain = !digits.is_empty() && digits.bytes().all(|byte| byte.is_ascii_digit());
    if plain && canonical {
        text.parse().ok()
    } else {
        None
    }
}
