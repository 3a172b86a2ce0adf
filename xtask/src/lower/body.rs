//! The body of a request: which kind it is, and what callers set of it.
//!
//! Responsible for: choosing the media type, and the fields of a form or the members of a JSON
//! object. Both read the same at the call: one argument or setter each. A JSON body that has no
//! members by name is one argument as a whole.
//! Not for: how the value of a field is written (`parameters`).

use openapiv3::{MediaType, Operation, RequestBody};

use crate::diagnostics::Diagnostics;
use crate::ir::{JsonBody, Location, Parameter};

use super::members::{Member, members as members_of};
use super::parameters::Raw;
use super::shape::{Shape, shape};
use super::source::{At, Source, Unfollowed, step};
use super::styles::{self, Style};
use super::successes::is_json;

const FORM: &str = "application/x-www-form-urlencoded";
const JSON: &str = "application/json";

/// What a JSON body is called where it is one argument.
const WHOLE: &str = "body";

/// A body that this generator can write.
struct Media<'a> {
    name: &'a str,
    node: &'a MediaType,
    pointer: String,
}

impl Media<'_> {
    fn is_form(&self) -> bool {
        essence(self.name) == FORM
    }
}

/// An operation's JSON body, where it has one; `fields` are what callers set of it.
pub(super) fn json<'a>(
    source: Source<'a>,
    operation: &'a Operation,
    pointer: &str,
    fields: &[Parameter],
) -> Result<Option<JsonBody>, Unfollowed> {
    let Some(body) = body(source, operation, pointer)? else {
        return Ok(None);
    };
    let media = choose(&body).filter(|media| !media.is_form());
    Ok(media.map(|media| JsonBody {
        media_type: Some(media.name.trim().to_owned()).filter(|kind| kind != JSON),
        starts_empty: body.node.required && !fields.iter().any(is_set_at_once),
    }))
}

/// Whether the endpoint function sets it, so that there is a body from the start.
fn is_set_at_once(field: &Parameter) -> bool {
    field.required && field.location.is_json()
}

/// What callers set of an operation's body, in document order.
pub(super) fn fields<'a>(
    source: Source<'a>,
    operation: &'a Operation,
    pointer: &str,
    diagnostics: &mut Diagnostics,
) -> Result<Vec<Raw<'a>>, Unfollowed> {
    let Some(body) = body(source, operation, pointer)? else {
        return Ok(Vec::new());
    };
    match choose(&body) {
        Some(media) if media.is_form() => form(source, &media, diagnostics),
        Some(media) => members(source, &media, body.node.required),
        None => {
            refuse(source, &body, diagnostics);
            Ok(Vec::new())
        }
    }
}

fn body<'a>(
    source: Source<'a>,
    operation: &'a Operation,
    pointer: &str,
) -> Result<Option<At<'a, RequestBody>>, Unfollowed> {
    let body = operation.request_body.as_ref();
    body.map(|body| source.request_body(body, &step(pointer, "requestBody")))
        .transpose()
}

/// The media type that is written: a form where there is one, as everywhere in the vendor's APIs, then
/// plain JSON before its relatives, which say the same to servers that take both.
fn choose<'a>(body: &At<'a, RequestBody>) -> Option<Media<'a>> {
    let content = step(&body.pointer, "content");
    let find = |wanted: &dyn Fn(&str) -> bool| {
        let mut all = body.node.content.iter();
        all.find(|(media_type, _)| wanted(media_type))
    };
    let (name, node) = find(&|kind| essence(kind) == FORM)
        .or_else(|| find(&|kind| essence(kind) == JSON))
        .or_else(|| find(&is_json))?;
    Some(Media {
        name,
        node,
        pointer: step(&content, name),
    })
}

/// A media type without its parameters, in small letters.
fn essence(media_type: &str) -> String {
    let essence = media_type.split(';').next().unwrap_or_default();
    essence.trim().to_ascii_lowercase()
}

fn refuse(source: Source<'_>, body: &At<'_, RequestBody>, diagnostics: &mut Diagnostics) {
    let found: Vec<&str> = body.node.content.keys().map(String::as_str).collect();
    let found = if found.is_empty() {
        "nothing".to_owned()
    } else {
        found.join(", ")
    };
    diagnostics.error(
        "unsupported-media-type",
        source.file,
        step(&body.pointer, "content"),
        format!("the body is sent as {found}, which this generator does not write"),
        format!("forms ({FORM}) and JSON are supported; describe one in an overlay"),
    );
}

/// The fields of a form.
fn form<'a>(
    source: Source<'a>,
    media: &Media<'a>,
    diagnostics: &mut Diagnostics,
) -> Result<Vec<Raw<'a>>, Unfollowed> {
    let Some(schema) = &media.node.schema else {
        return Ok(Vec::new());
    };
    let shaped = shape(source, schema, &step(&media.pointer, "schema"))?;
    let members = match &shaped.shape {
        Shape::Struct(parts) => members_of(source, parts)?,
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
    let encodings = step(&media.pointer, "encoding");
    let mut fields = Vec::with_capacity(members.named.len());
    for (name, member) in members.named {
        let style = member.schema.map_or(Style::Usual, |schema| {
            let described = (schema, member.pointer.as_str());
            let encoding = step(&encodings, name);
            styles::style(source, &encoding, Location::Form, described, diagnostics)
        });
        fields.push(Raw {
            style,
            ..raw(name, Location::Form, member)
        });
    }
    Ok(fields)
}

/// A member of a form or a JSON object as something that callers set.
fn raw<'a>(name: &'a str, location: Location, member: Member<'a>) -> Raw<'a> {
    Raw {
        name,
        location,
        required: member.required,
        schema: member.schema,
        schema_pointer: member.pointer.clone(),
        pointer: member.pointer,
        style: Style::Usual,
    }
}

/// The members of a JSON object, or the JSON body as a whole.
fn members<'a>(
    source: Source<'a>,
    media: &Media<'a>,
    required_body: bool,
) -> Result<Vec<Raw<'a>>, Unfollowed> {
    let at = step(&media.pointer, "schema");
    let whole = Raw {
        name: WHOLE,
        location: Location::Body,
        required: required_body,
        schema: media.node.schema.as_ref().map(Into::into),
        schema_pointer: at.clone(),
        pointer: media.pointer.clone(),
        style: Style::Usual,
    };
    let Some(schema) = &media.node.schema else {
        return Ok(vec![whole]);
    };
    let shaped = shape(source, schema, &at)?;
    let Shape::Struct(parts) = &shaped.shape else {
        return Ok(vec![whole]);
    };
    // What is only read is not for callers to set.
    let sent = members_of(source, parts)?.named.into_iter();
    let sent = sent.filter(|(_, member)| !source.flag(&member.pointer, "readOnly"));
    Ok(sent
        .map(|(name, member)| raw(name, Location::Member, member))
        .collect())
}
