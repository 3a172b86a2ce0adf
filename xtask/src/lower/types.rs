//! The type of a value: a schema seen from the place that uses it.
//!
//! Responsible for: mapping shapes and formats to types.
//! Not for: presence (`models`) and encoding (`parameters`).

use std::collections::HashMap;

use crate::ir::{Type, TypePath};

use super::shape::{Shape, Shaped, shape};
use super::sids::Sids;
use super::source::{SchemaRef, Source, Unfollowed};

/// What types depend on: the document, the types that have a name, and the SID kinds so far.
pub(super) struct Types<'a> {
    pub(super) source: Source<'a>,
    /// Structs and enums by the pointer of their schema.
    pub(super) named: HashMap<String, TypePath>,
    pub(super) sids: Sids,
}

/// A type, and whether null may stand in its place.
pub(super) struct Typed {
    pub(super) ty: Type,
    pub(super) nullable: bool,
}

impl<'a> Types<'a> {
    /// The type of a value called `member` that belongs to the resource `owner`.
    pub(super) fn of(
        &mut self,
        schema: impl Into<SchemaRef<'a>>,
        pointer: &str,
        member: &str,
        owner: &str,
    ) -> Result<Typed, Unfollowed> {
        let shaped = shape(self.source, schema, pointer)?;
        self.shaped(shaped, member, owner)
    }

    /// The type of a value whose shape is known.
    pub(super) fn shaped(
        &mut self,
        shaped: Shaped<'a>,
        member: &str,
        owner: &str,
    ) -> Result<Typed, Unfollowed> {
        let ty = match shaped.shape {
            Shape::Any | Shape::Loose(_) => Type::Json,
            Shape::Bool => Type::Bool,
            Shape::Integer => Type::Integer,
            Shape::Number => Type::Number,
            Shape::Object => Type::Object,
            Shape::UrlMap => Type::Map(Box::new(Type::Nullable(Box::new(Type::String)))),
            Shape::String { format, pattern } => {
                let kind = shaped.at.node.schema_data.extensions.get("x-sid");
                let sid = pattern.and_then(|p| self.sids.recognise(p, kind, member, owner));
                sid.unwrap_or_else(|| text(format.as_deref()))
            }
            Shape::Enum(_) | Shape::Struct(_) | Shape::Union(_) => {
                // Discovery has walked the same schemas, so that every one of them has a name.
                self.named
                    .get(&shaped.at.pointer)
                    .cloned()
                    .map_or(Type::Json, Type::Model)
            }
            Shape::List(None) => Type::List(Box::new(Type::Json)),
            Shape::List(Some((items, pointer))) => {
                Type::List(Box::new(self.element(items, &pointer, member, owner)?))
            }
            Shape::Map(values, pointer) => {
                Type::Map(Box::new(self.element(values, &pointer, member, owner)?))
            }
        };
        Ok(Typed {
            ty,
            nullable: shaped.nullable,
        })
    }

    /// The type of an element of a list or map.
    pub(super) fn element(
        &mut self,
        schema: impl Into<SchemaRef<'a>>,
        pointer: &str,
        member: &str,
        owner: &str,
    ) -> Result<Type, Unfollowed> {
        let typed = self.of(schema, pointer, member, owner)?;
        Ok(match typed.ty {
            // Any JSON value holds null already.
            Type::Json => Type::Json,
            ty if typed.nullable => Type::Nullable(Box::new(ty)),
            ty => ty,
        })
    }
}

/// Formats without a type of their own stay text, so that a value round-trips as it came.
fn text(format: Option<&str>) -> Type {
    match format {
        Some("date-time") => Type::Timestamp,
        Some("date") => Type::Date,
        _ => Type::String,
    }
}
