//! Styles of serialization: the default ones are written, any other is refused.
//!
//! Responsible for: not sending in one form what the document describes in another.
//! Not for: styles that no parameter can have; `spec::check` has refused those before.

use serde_json::Value;

use crate::diagnostics::Diagnostics;
use crate::ir::Location;

use super::shape::{Shape, shape};
use super::source::{SchemaRef, Source};

/// Checks the object that says how a value is written: a parameter, or the encoding of a field.
pub(super) fn check<'a>(
    source: Source<'a>,
    pointer: &str,
    location: Location,
    schema: (SchemaRef<'a>, &str),
    diagnostics: &mut Diagnostics,
) {
    let Some(described) = source.raw(pointer) else {
        return;
    };
    let default = match location {
        Location::Query | Location::Form => "form",
        Location::Path | Location::Header => "simple",
        // JSON has one way to write a value.
        Location::Member | Location::Body => return,
    };
    let style = described.get("style").and_then(Value::as_str);
    let problem = match style.filter(|style| *style != default) {
        Some(style) => format!("the style `{style}` is not one that this generator writes"),
        None if default == "form"
            && described.get("explode") == Some(&Value::Bool(false))
            && is_list(source, schema) =>
        {
            "the list is joined by commas, but this generator repeats the name".to_owned()
        }
        None => return,
    };
    diagnostics.error(
        "unsupported-style",
        source.file,
        pointer,
        problem,
        "describe it in an overlay as a text that its caller writes",
    );
}

fn is_list<'a>(source: Source<'a>, (schema, pointer): (SchemaRef<'a>, &str)) -> bool {
    // A reference that cannot be followed is reported where the type is looked for.
    shape(source, schema, pointer).is_ok_and(|shaped| matches!(shaped.shape, Shape::List(_)))
}
