//! Whether a value is one of a schema, as far as that is plain.
//!
//! Responsible for: types, null, enums, lengths, bounds, required members, elements and patterns
//! of SIDs. Not for: other patterns and formats, which need engines of their own; what cannot be
//! told is taken as fitting.

use serde_json::Value;

use crate::diff::change::short;
use crate::diff::node::{Node, Root, View};
use crate::diff::rule::{Direction, Subject};
use crate::spec::pointer;

/// How deep an example is looked into.
const DEPTH: usize = 32;

/// How values are read.
#[derive(Clone, Copy)]
pub(super) struct Reader<'a> {
    pub(super) root: Root<'a>,
    pub(super) direction: Direction,
    /// Whether a text may stand for a value of any type.
    pub(super) text: bool,
}

/// The first place that does not fit, as a JSON pointer in the value, and why.
pub(super) fn misfit<'a>(
    reader: Reader<'a>,
    node: &Node<'a>,
    value: &Value,
    depth: usize,
) -> Option<(String, String)> {
    if node.is_empty() || depth > DEPTH {
        return None;
    }
    let view = reader.root.view(node, reader.direction);
    let here = |problem: String| Some((String::new(), problem));
    if value.is_null() {
        // Nothing is said about null where nothing is said about the type.
        let allowed = view.nullable || view.kind == "any";
        return if allowed {
            None
        } else {
            here("null is not allowed".to_owned())
        };
    }
    if !view.one_of.is_empty() || !view.any_of.is_empty() {
        let mut all = view.one_of.iter().chain(&view.any_of);
        let fits = all.any(|one| misfit(reader, one, value, depth + 1).is_none());
        return if fits {
            None
        } else {
            here(format!("{} fits no alternative", short(value)))
        };
    }
    if reader.text && value.is_string() && view.kind != "string" {
        return None;
    }
    if !of_type(&view.kind, value) {
        return here(format!("{} is no {}", short(value), view.kind));
    }
    if let Some(values) = &view.values
        && !values.contains(&value)
    {
        return here(format!("{} is not in the enum", short(value)));
    }
    bounds(&view, value)
        .map(|problem| (String::new(), problem))
        .or_else(|| inside(reader, &view, value, depth))
}

fn of_type(kind: &str, value: &Value) -> bool {
    match kind {
        "string" => value.is_string(),
        "integer" => value.as_f64().is_some_and(|number| number.fract() == 0.0),
        "number" => value.is_number(),
        "boolean" => value.is_boolean(),
        "array" => value.is_array(),
        "object" => value.is_object(),
        _ => true,
    }
}

fn bounds(view: &View<'_>, value: &Value) -> Option<String> {
    let bound = |subject| view.facts.get(&subject).and_then(Value::as_f64);
    let size = match value {
        #[expect(clippy::cast_precision_loss, reason = "no example is that long")]
        Value::String(text) => Some((
            text.chars().count() as f64,
            Subject::MinLength,
            Subject::MaxLength,
            "characters",
        )),
        #[expect(clippy::cast_precision_loss, reason = "no example is that long")]
        Value::Array(list) => Some((
            list.len() as f64,
            Subject::MinItems,
            Subject::MaxItems,
            "elements",
        )),
        Value::Number(number) => number
            .as_f64()
            .map(|number| (number, Subject::Minimum, Subject::Maximum, "")),
        _ => None,
    };
    if let Some((size, least, most, unit)) = size {
        if let Some(least) = bound(least).filter(|least| size < *least) {
            return Some(format!("{size} {unit} is less than {least}").replace("  ", " "));
        }
        if let Some(most) = bound(most).filter(|most| size > *most) {
            return Some(format!("{size} {unit} is more than {most}").replace("  ", " "));
        }
    }
    let pattern = view.facts.get(&Subject::Pattern).and_then(Value::as_str);
    let letters = pattern.and_then(sid_letters);
    match (letters, value.as_str()) {
        (Some(letters), Some(text)) if !is_sid(text, letters) => {
            Some(format!("{} is no SID with {letters}", short(value)))
        }
        _ => None,
    }
}

/// The two letters in a pattern such as `^BU[0-9a-fA-F]{32}$`.
fn sid_letters(pattern: &str) -> Option<&str> {
    let letters = pattern
        .strip_prefix('^')?
        .strip_suffix("[0-9a-fA-F]{32}$")?;
    (letters.len() == 2 && letters.bytes().all(|byte| byte.is_ascii_alphabetic()))
        .then_some(letters)
}

fn is_sid(text: &str, letters: &str) -> bool {
    let digits = text.strip_prefix(letters);
    digits.is_some_and(|digits| {
        digits.len() == 32 && digits.bytes().all(|byte| byte.is_ascii_hexdigit())
    })
}

fn inside<'a>(
    reader: Reader<'a>,
    view: &View<'a>,
    value: &Value,
    depth: usize,
) -> Option<(String, String)> {
    match value {
        Value::Array(list) => list.iter().enumerate().find_map(|(index, value)| {
            let (place, problem) = misfit(reader, &view.items, value, depth + 1)?;
            Some((format!("/{index}{place}"), problem))
        }),
        Value::Object(map) => {
            // What is not sent or received in this direction is not missing.
            let known = |name: &&&str| view.properties.contains_key(**name);
            if let Some(name) = view
                .required
                .iter()
                .filter(known)
                .find(|name| !map.contains_key(**name))
            {
                return Some((String::new(), format!("`{name}` is missing")));
            }
            map.iter().find_map(|(name, value)| {
                let node = view.properties.get(name.as_str())?;
                let (place, problem) = misfit(reader, node, value, depth + 1)?;
                Some((format!("{}{place}", pointer::join("", name)), problem))
            })
        }
        _ => None,
    }
}
