//! The fields of a form body.
//!
//! Responsible for: which bodies are forms, and what their fields are.
//! Not for: how the value of a field is written (`parameters`).

use openapiv3::Operation;

use crate::diagnostics::Diagnostics;
use crate::ir::Location;

use super::members::members;
use super::parameters::Raw;
use super::shape::{Shape, shape};
use super::source::{Source, Unfollowed, step};
use super::styles;

const FORM: &str = "application/x-www-form-urlencoded";

/// The fields of an operation's body, in document order.
pub(super) fn fields<'a>(
    source: Source<'a>,
    operation: &'a Operation,
    pointer: &str,
    diagnostics: &mut Diagnostics,
) -> Result<Vec<Raw<'a>>, Unfollowed> {
    let Some(body) = &operation.request_body else {
        return Ok(Vec::new());
    };
    let body = source.request_body(body, &step(pointer, "requestBody"))?;
    let content = step(&body.pointer, "content");
    let Some(media) = body.node.content.get(FORM) else {
        let found: Vec<&str> = body.node.content.keys().map(String::as_str).collect();
        diagnostics.error(
            "unsupported-media-type",
            source.file,
            content,
            format!(
                "the body is sent as {}, which this generator does not write",
                join(&found)
            ),
            format!("only {FORM} bodies are supported; describe one in an overlay"),
        );
        return Ok(Vec::new());
    };
    let Some(schema) = &media.schema else {
        return Ok(Vec::new());
    };
    let media_pointer = step(&content, FORM);
    let shaped = shape(source, schema, &step(&media_pointer, "schema"))?;
    let members = match &shaped.shape {
        Shape::Struct(parts) => members(source, parts)?,
        // Nothing is known to be in it, so nothing is sent.
        Shape::Object | Shape::Any => return Ok(Vec::new()),
        _ => {
            diagnostics.error(
                "unsupported-form",
                source.file,
                shaped.at.pointer,
                "the form is not described by its fields, so that none could be sent",
                "describe it in an overlay as an object with `properties`",
            );
            return Ok(Vec::new());
        }
    };
    let encodings = step(&media_pointer, "encoding");
    let mut fields = Vec::with_capacity(members.named.len());
    for (name, member) in members.named {
        if let Some(schema) = member.schema {
            let described = (schema, member.pointer.as_str());
            let encoding = step(&encodings, name);
            styles::check(source, &encoding, Location::Form, described, diagnostics);
        }
        fields.push(Raw {
            name,
            location: Location::Form,
            required: member.required,
            schema: member.schema,
            schema_pointer: member.pointer.clone(),
            pointer: member.pointer,
        });
    }
    Ok(fields)
}

fn join(names: &[&str]) -> String {
    if names.is_empty() {
        "nothing".to_owned()
    } else {
        names.join(", ")
    }
}
