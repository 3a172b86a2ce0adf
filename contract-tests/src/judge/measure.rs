//! What a schema asks of a value, measured and named.
//!
//! Responsible for: ranges, and the words for what a schema wants. Shared by values of a body
//! ([`super::value`]) and by parameters, which are texts ([`super::text`]).

use super::contract::{Contract, Schema, Shape};
use super::words::choice;

/// Most shapes that a message names.
const MOST: usize = 8;

/// What a value has to be, in words.
pub(super) fn type_name(contract: &Contract, schema: &Schema) -> String {
    match &schema.shape {
        Shape::Any => "anything".to_owned(),
        Shape::Boolean => "true or false".to_owned(),
        Shape::Integer { .. } => "an integer".to_owned(),
        Shape::Number { .. } => "a number".to_owned(),
        Shape::String { .. } => "a string".to_owned(),
        Shape::Enum { values, .. } => choice(values),
        Shape::List { .. } => "a list".to_owned(),
        Shape::Object { .. } => "an object".to_owned(),
        Shape::UrlMap {
            relative: false, ..
        } => "an object of absolute URLs".to_owned(),
        Shape::UrlMap { relative: true, .. } => "an object of URLs".to_owned(),
        Shape::OneOf(union) => {
            let mut names: Vec<String> = union
                .branches
                .iter()
                .take(MOST)
                .map(|id| match &contract.schema(*id).shape {
                    // Its own branches would lead back here.
                    Shape::OneOf(_) => "an object".to_owned(),
                    _ => type_name(contract, contract.schema(*id)),
                })
                .collect();
            names.sort_unstable();
            names.dedup();
            names.join(" or ")
        }
    }
}

/// Whether a value is below the smallest or above the largest one.
pub(super) fn outside<T: PartialOrd + Copy>(value: T, min: Option<T>, max: Option<T>) -> bool {
    min.is_some_and(|min| value < min) || max.is_some_and(|max| value > max)
}

/// Whether a number is in a range whose ends may be left out.
pub(super) fn within(
    value: f64,
    min: Option<f64>,
    max: Option<f64>,
    exclusive: (bool, bool),
) -> bool {
    let above = min.is_none_or(|min| value > min || (value >= min && !exclusive.0));
    let below = max.is_none_or(|max| value < max || (value <= max && !exclusive.1));
    above && below
}

/// A range of numbers, in words.
pub(super) fn range<T: std::fmt::Display>(min: Option<T>, max: Option<T>) -> String {
    match (min, max) {
        (Some(min), Some(max)) => format!("a number from {min} to {max}"),
        (Some(min), None) => format!("{min} or more"),
        (None, Some(max)) => format!("{max} or less"),
        (None, None) => "a number".to_owned(),
    }
}
