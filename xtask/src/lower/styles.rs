//! Styles of serialization: how a list or an object becomes parameters.
//!
//! Responsible for: not sending in one form what the document describes in another; a style that
//! this generator does not write is refused.
//! Not for: styles that no parameter can have; `spec::check` has refused those before.

use serde_json::Value;

use crate::diagnostics::Diagnostics;
use crate::ir::{Location, Members};

use super::shape::{Shape, shape};
use super::source::{SchemaRef, Source};

/// How a value is written.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Style<'a> {
    /// As its type says: a list repeats the name, an object is JSON text.
    Usual,
    /// A list in one text.
    Joined(char),
    /// An object as one parameter for each member.
    Members(Members),
    /// The same, with this prefix in place of the parameter's name.
    Prefixed(&'a str),
}

/// The vendor's format of an object that is written as `prefix.member=value`.
const PREFIXED: &str = "prefixed-collapsible-map";

/// Reads the object that says how a value is written: a parameter, or the encoding of a field.
pub(super) fn style<'a>(
    source: Source<'a>,
    pointer: &str,
    location: Location,
    (schema, schema_pointer): (SchemaRef<'a>, &str),
    diagnostics: &mut Diagnostics,
) -> Style<'a> {
    // A reference that cannot be followed is reported where the type is looked for.
    let Ok(shaped) = shape(source, schema, schema_pointer) else {
        return Style::Usual;
    };
    let kind = Kind::of(&shaped.shape);
    let default = match location {
        Location::Query | Location::Form => "form",
        Location::Path | Location::Header => "simple",
        // JSON has one way to write a value.
        Location::Member | Location::Body => return Style::Usual,
    };
    if default == "form" && kind == Kind::Object {
        let format = source
            .raw(&shaped.at.pointer)
            .and_then(|schema| schema.get("format")?.as_str());
        match format.and_then(|format| format.strip_prefix(PREFIXED)) {
            Some("") => return Style::Members(Members::Dots),
            Some(prefix) => return Style::Prefixed(prefix.trim_start_matches('-')),
            None => {}
        }
    }
    let described = source.raw(pointer);
    let told = |key: &str| described.and_then(|described| described.get(key));
    let style = told("style").and_then(Value::as_str);
    let explode = told("explode").and_then(Value::as_bool);
    match (style.unwrap_or(default), kind, explode) {
        ("form", Kind::List, Some(false)) => Style::Joined(','),
        ("form", Kind::Object, Some(true)) => Style::Members(Members::Bare),
        ("form", Kind::Object, None) if style.is_some() => Style::Members(Members::Bare),
        ("form" | "spaceDelimited" | "pipeDelimited", Kind::List, Some(true)) => Style::Usual,
        ("spaceDelimited", Kind::List, _) => Style::Joined(' '),
        ("pipeDelimited", Kind::List, _) => Style::Joined('|'),
        ("deepObject", Kind::Object | Kind::Any, _) => Style::Members(Members::Brackets),
        ("form", Kind::Object, Some(false)) => {
            let problem = "the object is written as names and values joined by commas";
            refuse(source, pointer, problem, diagnostics)
        }
        (style, _, _) if style == default => Style::Usual,
        (style, _, _) => {
            let problem = format!("the style `{style}` is not one that this generator writes here");
            refuse(source, pointer, &problem, diagnostics)
        }
    }
}

/// What styles tell apart.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Kind {
    List,
    Object,
    Any,
    Text,
}

impl Kind {
    fn of(shape: &Shape<'_>) -> Self {
        match shape {
            Shape::List(_) => Self::List,
            Shape::Struct(_) | Shape::Map(..) | Shape::UrlMap | Shape::Object => Self::Object,
            Shape::Any | Shape::Union(_) | Shape::Loose(_) => Self::Any,
            _ => Self::Text,
        }
    }
}

fn refuse<'a>(
    source: Source<'_>,
    pointer: &str,
    problem: &str,
    diagnostics: &mut Diagnostics,
) -> Style<'a> {
    diagnostics.error(
        "unsupported-style",
        source.file,
        pointer,
        problem,
        "describe it in an overlay as a text that its caller writes",
    );
    Style::Usual
}
