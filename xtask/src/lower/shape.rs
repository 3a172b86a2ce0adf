//! What a schema describes, told apart once for everyone.
//!
//! Responsible for: classifying a schema by what a Rust type must be able to hold.
//! Not for: naming types or walking into members (`models`), and not for what several schemas make
//! together (`composition`, `unions`).

use indexmap::IndexMap;
use openapiv3::{
    AdditionalProperties, AnySchema, ReferenceOr, Schema, SchemaKind, StringType, Type,
    VariantOrUnknownOrEmpty,
};
use serde_json::Value;

use crate::spec::vendor;

use super::composition::{Resolved, resolved};
use super::source::{At, SchemaRef, Source, Unfollowed, step};
use super::unions::{self, Union};

/// What a schema describes.
#[derive(Clone)]
pub(super) enum Shape<'a> {
    /// Anything: no type is given.
    Any,
    /// `true` or `false`.
    Bool,
    /// A whole number.
    Integer,
    /// A number.
    Number,
    /// Text, perhaps with a format or a pattern.
    String {
        format: Option<String>,
        pattern: Option<&'a str>,
    },
    /// Text with known values.
    Enum(Vec<&'a str>),
    /// A list; of anything where the items are not typed.
    List(Option<(&'a ReferenceOr<Box<Schema>>, String)>),
    /// An object with known members: those of all these schemas together (`members`).
    Struct(Vec<At<'a, Schema>>),
    /// One of several shapes.
    Union(Union<'a>),
    /// An object whose members all have one schema.
    Map(&'a ReferenceOr<Schema>, String),
    /// An object of URLs by name.
    UrlMap,
    /// An object with unknown members.
    Object,
    /// Something that this generator reads as any JSON value, and says so.
    Loose(&'static str),
}

impl<'a> Shape<'a> {
    /// What a list or a map holds, and where that stands.
    fn element(&self) -> Option<(SchemaRef<'a>, String)> {
        match self {
            Self::List(Some((items, pointer))) => Some(((*items).into(), pointer.clone())),
            Self::Map(values, pointer) => Some(((*values).into(), pointer.clone())),
            _ => None,
        }
    }
}

/// A classified schema.
#[derive(Clone)]
pub(super) struct Shaped<'a> {
    pub(super) shape: Shape<'a>,
    /// Whether null may stand in its place.
    pub(super) nullable: bool,
    /// The schema that decides, after references and compositions of one.
    pub(super) at: At<'a, Schema>,
}

/// Classifies a schema, following references and compositions.
pub(super) fn shape<'a>(
    source: Source<'a>,
    schema: impl Into<SchemaRef<'a>>,
    pointer: &str,
) -> Result<Shaped<'a>, Unfollowed> {
    let mut shaped = settled(source, schema.into(), pointer)?;
    if is_endless(source, &shaped.shape)? {
        shaped.shape = Shape::Loose("a list or map of itself");
    }
    Ok(shaped)
}

/// The shape, with the alternatives of a choice looked at.
fn settled<'a>(
    source: Source<'a>,
    schema: SchemaRef<'a>,
    pointer: &str,
) -> Result<Shaped<'a>, Unfollowed> {
    match resolved(source, schema, pointer)? {
        Resolved::Is(shaped) => Ok(shaped),
        Resolved::OneOf(choice) => unions::settle(source, choice),
    }
}

/// Lists and maps inside each other that a type follows; real ones have two or three.
const MAX_NESTING: usize = 16;

/// Whether elements hold elements without end: `A` is a list of `A`, and nothing ends it.
fn is_endless<'a>(source: Source<'a>, shape: &Shape<'a>) -> Result<bool, Unfollowed> {
    let mut element = shape.element();
    for _ in 0..MAX_NESTING {
        let Some((schema, pointer)) = element else {
            return Ok(false);
        };
        element = settled(source, schema, &pointer)?.shape.element();
    }
    Ok(element.is_some())
}

/// Classifies a schema that is no reference by its own keywords, without what it is composed of.
pub(super) fn classify<'a>(at: &At<'a, Schema>) -> Shape<'a> {
    match &at.node.schema_kind {
        SchemaKind::Type(Type::Integer(_) | Type::Number(_)) if is_text(at.node) => Shape::String {
            format: None,
            pattern: None,
        },
        SchemaKind::Type(Type::Boolean(_)) => Shape::Bool,
        SchemaKind::Type(Type::Integer(_)) => Shape::Integer,
        SchemaKind::Type(Type::Number(_)) => Shape::Number,
        SchemaKind::Type(Type::String(string)) => text(string),
        SchemaKind::Type(Type::Array(array)) => Shape::List(items(array.items.as_ref(), at)),
        SchemaKind::Type(Type::Object(object)) => members(
            &object.properties,
            object.additional_properties.as_ref(),
            at,
        ),
        SchemaKind::Any(any) => untyped(any, at),
        SchemaKind::OneOf { .. } | SchemaKind::AnyOf { .. } | SchemaKind::AllOf { .. } => {
            Shape::Any
        }
        SchemaKind::Not { .. } => Shape::Loose("`not`"),
    }
}

fn is_text(schema: &Schema) -> bool {
    vendor::is_text(schema.schema_data.extensions.get("x-twilio"))
}

fn text(string: &StringType) -> Shape<'_> {
    let values: Vec<&str> = string
        .enumeration
        .iter()
        .flatten()
        .map(String::as_str)
        .collect();
    if !values.is_empty() {
        return Shape::Enum(values);
    }
    let format = match &string.format {
        VariantOrUnknownOrEmpty::Item(format) => serde_json::to_value(format)
            .ok()
            .and_then(|name| name.as_str().map(str::to_owned)),
        VariantOrUnknownOrEmpty::Unknown(name) => Some(name.clone()),
        VariantOrUnknownOrEmpty::Empty => None,
    };
    Shape::String {
        format,
        pattern: string.pattern.as_deref(),
    }
}

fn items<'a>(
    items: Option<&'a ReferenceOr<Box<Schema>>>,
    at: &At<'a, Schema>,
) -> Option<(&'a ReferenceOr<Box<Schema>>, String)> {
    items.map(|items| (items, step(&at.pointer, "items")))
}

fn members<'a>(
    properties: &'a IndexMap<String, ReferenceOr<Box<Schema>>>,
    additional: Option<&'a AdditionalProperties>,
    at: &At<'a, Schema>,
) -> Shape<'a> {
    match additional {
        _ if !properties.is_empty() => Shape::Struct(vec![at.clone()]),
        Some(AdditionalProperties::Schema(schema)) => match schema.as_ref() {
            ReferenceOr::Item(schema) if is_untyped(schema) => Shape::Object,
            schema => Shape::Map(schema, step(&at.pointer, "additionalProperties")),
        },
        _ => Shape::Object,
    }
}

fn is_untyped(schema: &Schema) -> bool {
    matches!(&schema.schema_kind, SchemaKind::Any(any) if any.typ.is_none())
}

/// An object of URLs. What is said of its values holds, else they are texts, or null: the format
/// does not say that every one is there.
fn url_map<'a>(any: &'a AnySchema, at: &At<'a, Schema>) -> Shape<'a> {
    match &any.additional_properties {
        Some(AdditionalProperties::Schema(values)) => {
            Shape::Map(values, step(&at.pointer, "additionalProperties"))
        }
        _ => Shape::UrlMap,
    }
}

/// Schemas that `openapiv3` does not sort under one type: no `type`, or keywords of several types.
fn untyped<'a>(any: &'a AnySchema, at: &At<'a, Schema>) -> Shape<'a> {
    match any.typ.as_deref() {
        Some("object") if any.format.as_deref() == Some("uri-map") => url_map(any, at),
        Some("array") => Shape::List(items(any.items.as_ref(), at)),
        Some("boolean") => Shape::Bool,
        Some("integer") => Shape::Integer,
        Some("number") => Shape::Number,
        Some("string") => {
            let values = texts(&any.enumeration);
            if values.is_empty() {
                Shape::String {
                    format: any.format.clone(),
                    pattern: any.pattern.as_deref(),
                }
            } else {
                Shape::Enum(values)
            }
        }
        Some("object") => members(&any.properties, any.additional_properties.as_ref(), at),
        None if !any.properties.is_empty() || any.additional_properties.is_some() => {
            members(&any.properties, any.additional_properties.as_ref(), at)
        }
        None if any.items.is_some() => Shape::List(items(any.items.as_ref(), at)),
        // Without a type the values say what it is.
        None => {
            let values = texts(&any.enumeration);
            let all = any
                .enumeration
                .iter()
                .all(|value| value.is_string() || value.is_null());
            if all && !values.is_empty() {
                Shape::Enum(values)
            } else {
                Shape::Any
            }
        }
        _ => Shape::Any,
    }
}

fn texts(values: &[Value]) -> Vec<&str> {
    values.iter().filter_map(Value::as_str).collect()
}
