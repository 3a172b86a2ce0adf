//! Values that are wrong.
//!
//! Responsible for: a wrong text for each thing that a document can ask of a text or number, and
//! only texts that really are wrong by it. Not for: where they are put.

use serde_json::Value;

use super::operator::Operator;
use crate::judge::contract::Shape;

/// Texts that a text shape refuses by its pattern or length, made from one that it takes.
pub(super) fn bad_patterns(shape: &Shape, good: &str) -> Vec<(Operator, String)> {
    let takes = |text: &str| match shape {
        Shape::String {
            pattern,
            min_length,
            max_length,
            ..
        } => {
            let length = text.chars().count();
            pattern.as_ref().is_none_or(|regex| regex.is_match(text))
                && min_length.is_none_or(|min| length >= min)
                && max_length.is_none_or(|max| length <= max)
        }
        _ => true,
    };
    // What is not right before proves nothing when it is changed.
    if !takes(good) || good.len() < 3 || !good.is_ascii() {
        return Vec::new();
    }
    let (short, rest) = (&good[..good.len() - 1], &good[2..]);
    // One that letters allow, and one that only digits break: documents ask for either.
    let foreign = if good.starts_with("ZZ") { "YY" } else { "ZZ" };
    let foreign = [format!("{foreign}{rest}"), format!("9{}", &good[1..])];
    let prefix = foreign.into_iter().find(|text| !takes(text));
    let mut candidates = vec![
        (Operator::SidShort, short.to_owned()),
        (Operator::SidLong, format!("{good}0")),
        (Operator::SidNotHex, format!("{short}g")),
    ];
    candidates.extend(prefix.map(|text| (Operator::SidPrefix, text)));
    candidates.retain(|(_, text)| !takes(text));
    candidates
}

/// Texts that a format refuses.
pub(super) fn bad_formats(format: Option<&str>) -> &'static [(Operator, &'static str)] {
    match format {
        Some("date-time") => &[
            (Operator::DateTimeNoSuchDay, "2026-02-30T10:00:00Z"),
            (Operator::DateTimeDateOnly, "2026-02-03"),
            (Operator::DateTimeWithoutOffset, "2026-02-03T10:00:00"),
            (Operator::DateTimeRfc2822, "Tue, 03 Feb 2026 10:00:00 +0000"),
        ],
        Some("uri") => &[
            (Operator::UriRelative, "/v1/EndUsers"),
            (Operator::UriWords, "no such page"),
            (Operator::UriEmpty, ""),
        ],
        Some("uri-reference") => &[
            (Operator::UriWords, "no such page"),
            (Operator::UriEmpty, ""),
        ],
        Some("phone-number") => &[(Operator::PhoneNumberWords, "call me")],
        Some("iso-country-code" | "currency" | "http-method" | "twiml") => {
            &[(Operator::FormatWords, "as usual")]
        }
        _ => &[],
    }
}

/// A text that an enum does not have, and one that it has in other letters.
pub(super) fn bad_enum_values(shape: &Shape, good: &Value) -> Vec<(Operator, String)> {
    let Shape::Enum { values, aliases } = shape else {
        return Vec::new();
    };
    let has = |text: &str| {
        aliases.contains_key(text) || values.iter().any(|value| value.as_str() == Some(text))
    };
    let mut candidates = vec![(Operator::UnknownEnumValue, "no-such-value".to_owned())];
    if let Some(good) = good.as_str() {
        let upper = good.to_uppercase();
        let other = if upper == good {
            good.to_lowercase()
        } else {
            upper
        };
        candidates.push((Operator::EnumValueInOtherCase, other));
    }
    candidates.retain(|(_, text)| !has(text));
    candidates
}

/// Numbers outside the range of an integer shape.
pub(super) fn out_of_range(shape: &Shape) -> Vec<(Operator, i128)> {
    let Shape::Integer { min, max } = shape else {
        return Vec::new();
    };
    let below = min.and_then(|min| min.checked_sub(1));
    let above = max.and_then(|max| max.checked_add(1));
    let below = below.map(|number| (Operator::BelowMinimum, number));
    let above = above.map(|number| (Operator::AboveMaximum, number));
    below.into_iter().chain(above).collect()
}

/// A number as JSON, where JSON as we hold it has it.
pub(super) fn json_number(number: i128) -> Option<Value> {
    i64::try_from(number)
        .map(Value::from)
        .or_else(|_| u64::try_from(number).map(Value::from))
        .ok()
}
