//! What a schema describes, told apart once for everyone.
//!
//! Responsible for: classifying a schema by what a Rust type must be able to hold.
//! Not for: naming types or walking into members (`models`).

use indexmap::IndexMap;
use openapiv3::{
    AdditionalProperties, AnySchema, ReferenceOr, Schema, SchemaKind, StringType, Type,
    VariantOrUnknownOrEmpty,
};
use serde_json::Value;

use super::source::{At, SchemaRef, Source, Unfollowed, step};

/// The members of an object.
pub(super) type Properties = IndexMap<String, ReferenceOr<Box<Schema>>>;

/// What a schema describes.
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
    /// An object with known members.
    Struct {
        properties: &'a Properties,
        required: &'a [String],
    },
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
pub(super) struct Shaped<'a> {
    pub(super) shape: Shape<'a>,
    /// Whether null may stand in its place.
    pub(super) nullable: bool,
    /// The schema that decides, after references and single `allOf`s.
    pub(super) at: At<'a, Schema>,
}

/// Classifies a schema, following references and `allOf`s of one.
pub(super) fn shape<'a>(
    source: Source<'a>,
    schema: impl Into<SchemaRef<'a>>,
    pointer: &str,
) -> Result<Shaped<'a>, Unfollowed> {
    let mut shaped = resolved(source, schema.into(), pointer)?;
    if is_endless(source, &shaped.shape)? {
        shaped.shape = Shape::Loose("a list or map of itself");
    }
    Ok(shaped)
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
        element = resolved(source, schema, &pointer)?.shape.element();
    }
    Ok(element.is_some())
}

fn resolved<'a>(
    source: Source<'a>,
    schema: SchemaRef<'a>,
    pointer: &str,
) -> Result<Shaped<'a>, Unfollowed> {
    let mut at = source.schema(schema, pointer)?;
    let mut nullable = at.node.schema_data.nullable;
    // The spec checks bound `allOf` nesting through the depth limit of the loader.
    while let SchemaKind::AllOf { all_of } = &at.node.schema_kind
        && let [only] = all_of.as_slice()
    {
        let inner = step(&step(&at.pointer, "allOf"), "0");
        let next = source.schema(only.into(), &inner)?;
        if next.pointer == at.pointer {
            break;
        }
        nullable |= next.node.schema_data.nullable;
        at = next;
    }
    let shape = classify(&at);
    Ok(Shaped {
        shape,
        nullable,
        at,
    })
}

/// Classifies a schema that is no reference.
pub(super) fn classify<'a>(at: &At<'a, Schema>) -> Shape<'a> {
    match &at.node.schema_kind {
        SchemaKind::Type(Type::Boolean(_)) => Shape::Bool,
        SchemaKind::Type(Type::Integer(_)) => Shape::Integer,
        SchemaKind::Type(Type::Number(_)) => Shape::Number,
        SchemaKind::Type(Type::String(string)) => text(string),
        SchemaKind::Type(Type::Array(array)) => Shape::List(items(array.items.as_ref(), at)),
        SchemaKind::Type(Type::Object(object)) => members(
            &object.properties,
            &object.required,
            object.additional_properties.as_ref(),
            at,
        ),
        SchemaKind::Any(any) => untyped(any, at),
        SchemaKind::OneOf { .. } => Shape::Loose("`oneOf`"),
        SchemaKind::AnyOf { .. } => Shape::Loose("`anyOf`"),
        SchemaKind::AllOf { .. } => Shape::Loose("`allOf` of several schemas"),
        SchemaKind::Not { .. } => Shape::Loose("`not`"),
    }
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
    properties: &'a Properties,
    required: &'a [String],
    additional: Option<&'a AdditionalProperties>,
    at: &At<'a, Schema>,
) -> Shape<'a> {
    match additional {
        _ if !properties.is_empty() => Shape::Struct {
            properties,
            required,
        },
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

/// Schemas that `openapiv3` does not sort under one type: no `type`, or keywords of several types.
fn untyped<'a>(any: &'a AnySchema, at: &At<'a, Schema>) -> Shape<'a> {
    match any.typ.as_deref() {
        Some("object") if any.format.as_deref() == Some("uri-map") => Shape::UrlMap,
        Some("array") => Shape::List(items(any.items.as_ref(), at)),
        Some("boolean") => Shape::Bool,
        Some("integer") => Shape::Integer,
        Some("number") => Shape::Number,
        Some("string") => {
            let values: Vec<&str> = any.enumeration.iter().filter_map(Value::as_str).collect();
            if values.is_empty() {
                Shape::String {
                    format: any.format.clone(),
                    pattern: any.pattern.as_deref(),
                }
            } else {
                Shape::Enum(values)
            }
        }
        Some("object") | None if !any.properties.is_empty() => members(
            &any.properties,
            &any.required,
            any.additional_properties.as_ref(),
            at,
        ),
        Some("object") => members(
            &any.properties,
            &any.required,
            any.additional_properties.as_ref(),
            at,
        ),
        None if any.items.is_some() => Shape::List(items(any.items.as_ref(), at)),
        None if !any.one_of.is_empty() => Shape::Loose("`oneOf`"),
        None if !any.any_of.is_empty() => Shape::Loose("`anyOf`"),
        None if !any.all_of.is_empty() => Shape::Loose("`allOf`"),
        _ => Shape::Any,
    }
}
