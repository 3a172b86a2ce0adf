//! Walks a document along the grammar and calls the rules of each kind of object.
//!
//! Responsible for: types, missing and unknown keys, and that each object is visited once.
//! Not for: what else can be wrong with an object; each rule has its own file.

use serde_json::{Map, Value};

use super::super::limits;
use super::grammar::{Kind, Shape};
use super::report::Report;
use super::{
    operation, parameter, paths, reference, responses, schema, security, servers, types, words,
};

/// Visits everything below the root.
pub(super) fn document(report: &mut Report<'_>) {
    object(report, Kind::Document, report.root);
}

/// Visits an object of a known kind.
fn object<'a>(report: &mut Report<'a>, kind: Kind, value: &'a Value) {
    match kind {
        Kind::Schema if report.schema_depth() >= limits::SCHEMA_DEPTH => {
            let message = format!("schemas are nested more than {} deep", limits::SCHEMA_DEPTH);
            let help = "name the inner ones under `components.schemas` and refer to them";
            report.error("too-deep", message, help);
        }
        Kind::Schema => {
            let composed = is_composition(report.pointer());
            report.in_schema(composed, |report| keys(report, kind, value));
        }
        // Only this key of an operation is called so: names inside a pointer are escaped.
        Kind::Callback
            if report.pointer().matches("/callbacks/").count() > limits::CALLBACK_DEPTH =>
        {
            let message = format!(
                "callbacks are nested more than {} deep",
                limits::CALLBACK_DEPTH
            );
            report.error(
                "too-deep",
                message,
                "callbacks of callbacks are not supported: delete them",
            );
        }
        _ => keys(report, kind, value),
    }
}

/// Whether a pointer leads to a part of an `allOf`, `oneOf`, `anyOf` or `not`.
fn is_composition(pointer: &str) -> bool {
    let mut segments = pointer.rsplit('/');
    let (last, parent) = (
        segments.next().unwrap_or_default(),
        segments.next().unwrap_or_default(),
    );
    // A property may be called `allOf` too, but then its parent is `properties`.
    last == "not" && parent != "properties"
        || ["allOf", "oneOf", "anyOf"].contains(&parent) && last.bytes().all(|b| b.is_ascii_digit())
}

fn keys<'a>(report: &mut Report<'a>, kind: Kind, value: &'a Value) {
    let Some(map) = value.as_object() else {
        let message = format!(
            "{} must be an object, found {}",
            kind.name(),
            words::found(value)
        );
        let help = types::object_help(report.pointer(), kind, value);
        report.error("wrong-type", message, help);
        return;
    };
    if kind != Kind::SecurityRequirement && map.contains_key("$ref") {
        // What else is missing or unknown is no news then.
        return report.below("$ref", |report| reference::misplaced(report, kind));
    }
    for field in kind.fields().iter().filter(|field| field.required) {
        if !map.contains_key(field.key) {
            missing(report, kind, field.key);
        }
    }
    for (key, value) in map {
        match kind.fields().iter().find(|field| field.key == key) {
            Some(field) if value.is_null() && types::may_be_empty(field) => {
                report.below(key, |report| empty(report, key));
            }
            Some(field) => report.below(key, |report| under(report, key, field.shape, value)),
            None if key.starts_with("x-") && kind == Kind::Callback => {
                report.below(key, responses::callback_extension);
            }
            None if key.starts_with("x-") => {}
            None => report.below(key, |report| other(report, kind, key, value)),
        }
    }
    rules(report, kind, map);
}

/// The rules of a kind, once its keys are known to have been looked at.
fn rules<'a>(report: &mut Report<'a>, kind: Kind, map: &'a Map<String, Value>) {
    match kind {
        Kind::Document => {
            servers::present(report, map);
            paths::check(report, map);
        }
        Kind::Operation => operation::check(report, map),
        Kind::Parameter => parameter::check(report, map),
        Kind::Header => parameter::header(report, map),
        Kind::Responses => responses::check(report, map),
        Kind::Schema => schema::check(report, map),
        Kind::Server => servers::check(report, map),
        Kind::SecurityRequirement => security::requirement(report, map),
        Kind::SecurityScheme => security::scheme(report, map),
        Kind::OAuthFlows => security::flows(report, map),
        Kind::Encoding => parameter::encoding(report, map),
        Kind::Link => responses::link(report, map),
        _ => {}
    }
}

fn missing(report: &mut Report<'_>, kind: Kind, key: &str) {
    if (kind, key) == (Kind::Operation, "responses") {
        return responses::missing(report);
    }
    let message = format!("{} has no `{key}`", kind.name());
    report.error(
        "missing-key",
        message,
        &format!("add `{key}`, the specification requires it"),
    );
}

fn empty(report: &mut Report<'_>, key: &str) {
    let message = format!("`{key}` is empty, which is taken as absent");
    report.warning("empty-value", message, "delete the key, or write a text");
}

/// A key that the grammar does not name.
fn other<'a>(report: &mut Report<'a>, kind: Kind, key: &str, value: &'a Value) {
    let Some(shape) = kind.open() else {
        return unknown(report, kind, key);
    };
    match kind {
        Kind::Paths if !paths::starts_with_slash(report, key) => return,
        Kind::Responses if !responses::is_status(report, key) => return,
        _ => {}
    }
    under(report, key, shape, value);
}

fn unknown(report: &mut Report<'_>, kind: Kind, key: &str) {
    let message = format!(
        "{} has the unknown key `{key}`, which is ignored",
        kind.name()
    );
    let known = kind.fields().iter().map(|field| field.key);
    let help = if words::since_3_1(kind, key) {
        "it exists since OpenAPI 3.1 only: say it the 3.0 way, or delete it".to_owned()
    } else if let Some(nearest) = words::nearest(key, known) {
        format!("write `{nearest}` if that is what is meant, or start it with `x-`")
    } else {
        "delete it, or start it with `x-` if it is an extension".to_owned()
    };
    report.warning("unknown-key", message, &help);
}

/// Visits a value by its shape.
fn under<'a>(report: &mut Report<'a>, key: &str, shape: Shape, value: &'a Value) {
    match types::wanted(shape, value) {
        None => children(report, shape, value),
        Some(wanted) => {
            let message = format!("`{key}` must be {wanted}, found {}", words::found(value));
            report.error("wrong-type", message, types::help(key, shape, value));
        }
    }
}

/// Visits what a value of this shape holds.
fn children<'a>(report: &mut Report<'a>, shape: Shape, value: &'a Value) {
    match (shape, value) {
        (Shape::Is(kind), _) => object(report, kind, value),
        (Shape::Ref(kind), _) => object_or_reference(report, kind, value),
        (Shape::BoolOrSchema, Value::Object(_)) => {
            object_or_reference(report, Kind::Schema, value);
        }
        (Shape::ListOf(kind), Value::Array(list)) => {
            for (index, value) in list.iter().enumerate() {
                report.below(&index.to_string(), |report| object(report, kind, value));
            }
        }
        (Shape::ListOfRef(kind), Value::Array(list)) => {
            for (index, value) in list.iter().enumerate() {
                report.below(&index.to_string(), |r| object_or_reference(r, kind, value));
            }
        }
        (Shape::MapOf(kind), Value::Object(map)) => {
            for (key, value) in map {
                report.below(key, |report| object(report, kind, value));
            }
        }
        (Shape::MapOfRef(kind), Value::Object(map)) => {
            for (key, value) in map {
                report.below(key, |report| object_or_reference(report, kind, value));
            }
        }
        _ => {}
    }
}

fn object_or_reference<'a>(report: &mut Report<'a>, kind: Kind, value: &'a Value) {
    match value.as_object() {
        Some(map) if map.contains_key("$ref") => reference::check(report, kind, map),
        _ => object(report, kind, value),
    }
}
