//! The document as `lower` looks at it: typed nodes, each with the JSON pointer of where it stands.
//!
//! Responsible for: following references and carrying pointers.
//! Not for: deciding anything about the output, and not for finding broken references (`spec::check`
//! has refused those before).

use std::path::Path;

use indexmap::IndexMap;
use openapiv3::{OpenAPI, Parameter, ReferenceOr, RequestBody, Response, Schema};
use serde_json::Value;

use crate::spec::pointer;

/// A document to lower.
#[derive(Clone, Copy)]
pub(super) struct Source<'a> {
    pub(super) openapi: &'a OpenAPI,
    /// The same document untyped: what stands beside a `$ref` is only here.
    pub(super) value: &'a Value,
    pub(super) file: &'a Path,
}

/// A node and where it stands.
#[derive(Clone)]
pub(super) struct At<'a, T> {
    pub(super) node: &'a T,
    pub(super) pointer: String,
}

/// A reference that leads to nothing that this generator can follow.
pub(super) struct Unfollowed {
    pub(super) pointer: String,
    pub(super) reference: String,
}

/// A schema or a reference to one; `openapiv3` boxes those of members and items.
#[derive(Clone, Copy)]
pub(super) enum SchemaRef<'a> {
    Plain(&'a ReferenceOr<Schema>),
    Boxed(&'a ReferenceOr<Box<Schema>>),
}

impl SchemaRef<'_> {
    pub(super) fn is_reference(self) -> bool {
        matches!(
            self,
            Self::Plain(ReferenceOr::Reference { .. }) | Self::Boxed(ReferenceOr::Reference { .. })
        )
    }
}

impl<'a> From<&'a ReferenceOr<Schema>> for SchemaRef<'a> {
    fn from(schema: &'a ReferenceOr<Schema>) -> Self {
        Self::Plain(schema)
    }
}

impl<'a> From<&'a ReferenceOr<Box<Schema>>> for SchemaRef<'a> {
    fn from(schema: &'a ReferenceOr<Box<Schema>>) -> Self {
        Self::Boxed(schema)
    }
}

/// Joins one step to a JSON pointer.
pub(super) fn step(pointer: &str, key: &str) -> String {
    pointer::join(pointer, key)
}

/// References in a row before a chain counts as endless.
const MAX_HOPS: usize = 32;

impl<'a> Source<'a> {
    /// The untyped node at a pointer.
    pub(super) fn raw(self, pointer: &str) -> Option<&'a Value> {
        pointer::find(self.value, pointer)
    }

    /// The description at a pointer: of the member itself, not of what it refers to. OpenAPI 3.0
    /// ignores it beside a `$ref`, yet authors write it there and mean it.
    pub(super) fn description(self, pointer: &str) -> Option<&'a str> {
        self.raw(pointer)?.get("description")?.as_str()
    }

    /// Whether a key at a pointer is true.
    pub(super) fn flag(self, pointer: &str, key: &str) -> bool {
        let value = self.raw(pointer).and_then(|node| node.get(key));
        value == Some(&Value::Bool(true))
    }

    /// Follows a schema reference to the component it names.
    pub(super) fn schema(
        self,
        schema: SchemaRef<'a>,
        pointer: &str,
    ) -> Result<At<'a, Schema>, Unfollowed> {
        let reference = match schema {
            SchemaRef::Plain(ReferenceOr::Item(node)) => {
                return Ok(At {
                    node,
                    pointer: pointer.to_owned(),
                });
            }
            SchemaRef::Boxed(ReferenceOr::Item(node)) => {
                return Ok(At {
                    node,
                    pointer: pointer.to_owned(),
                });
            }
            SchemaRef::Plain(ReferenceOr::Reference { reference })
            | SchemaRef::Boxed(ReferenceOr::Reference { reference }) => reference,
        };
        let schemas = self.openapi.components.as_ref().map(|c| &c.schemas);
        follow(schemas, "schemas", reference, pointer)
    }

    /// Follows a parameter reference.
    pub(super) fn parameter(
        self,
        reference: &'a ReferenceOr<Parameter>,
        pointer: &str,
    ) -> Result<At<'a, Parameter>, Unfollowed> {
        let components = self.openapi.components.as_ref().map(|c| &c.parameters);
        node(components, "parameters", reference, pointer)
    }

    /// Follows a request body reference.
    pub(super) fn request_body(
        self,
        reference: &'a ReferenceOr<RequestBody>,
        pointer: &str,
    ) -> Result<At<'a, RequestBody>, Unfollowed> {
        let components = self.openapi.components.as_ref().map(|c| &c.request_bodies);
        node(components, "requestBodies", reference, pointer)
    }

    /// Follows a response reference.
    pub(super) fn response(
        self,
        reference: &'a ReferenceOr<Response>,
        pointer: &str,
    ) -> Result<At<'a, Response>, Unfollowed> {
        let components = self.openapi.components.as_ref().map(|c| &c.responses);
        node(components, "responses", reference, pointer)
    }
}

fn node<'a, T>(
    components: Option<&'a IndexMap<String, ReferenceOr<T>>>,
    kind: &str,
    reference: &'a ReferenceOr<T>,
    pointer: &str,
) -> Result<At<'a, T>, Unfollowed> {
    match reference {
        ReferenceOr::Item(node) => Ok(At {
            node,
            pointer: pointer.to_owned(),
        }),
        ReferenceOr::Reference { reference } => follow(components, kind, reference, pointer),
    }
}

fn follow<'a, T>(
    components: Option<&'a IndexMap<String, ReferenceOr<T>>>,
    kind: &str,
    reference: &str,
    pointer: &str,
) -> Result<At<'a, T>, Unfollowed> {
    let unfollowed = || Unfollowed {
        pointer: pointer.to_owned(),
        reference: reference.to_owned(),
    };
    let mut current = reference;
    for _ in 0..MAX_HOPS {
        let escaped = current
            .strip_prefix("#/components/")
            .and_then(|rest| rest.strip_prefix(kind))
            .and_then(|rest| rest.strip_prefix('/'))
            .ok_or_else(unfollowed)?;
        let name = unescape(escaped);
        match components.and_then(|all| all.get(&name)) {
            Some(ReferenceOr::Item(node)) => {
                return Ok(At {
                    node,
                    pointer: format!("/components/{kind}/{escaped}"),
                });
            }
            Some(ReferenceOr::Reference { reference }) => current = reference,
            None => return Err(unfollowed()),
        }
    }
    Err(unfollowed())
}

/// The name of a component from the last step of its pointer.
fn unescape(escaped: &str) -> String {
    // Names of components are plain words, or should be.
    if !escaped.contains(['%', '~']) {
        return escaped.to_owned();
    }
    let decoded = percent_decode(escaped);
    decoded.replace("~1", "/").replace("~0", "~")
}

/// Undoes the percent encoding that a `$ref` may use; leaves what is not such an encoding.
fn percent_decode(text: &str) -> String {
    let mut bytes = Vec::with_capacity(text.len());
    let mut rest = text.as_bytes();
    while let Some((&first, tail)) = rest.split_first() {
        let hex = tail.get(..2).and_then(|hex| std::str::from_utf8(hex).ok());
        let byte = hex.and_then(|hex| u8::from_str_radix(hex, 16).ok());
        if let (b'%', Some(byte)) = (first, byte) {
            bytes.push(byte);
            rest = &tail[2..];
        } else {
            bytes.push(first);
            rest = tail;
        }
    }
    String::from_utf8(bytes).unwrap_or_else(|_| text.to_owned())
}

/// The name of the schema component that a reference or a mapping names.
pub(super) fn reference_name(reference: &str) -> Option<String> {
    let name = reference.strip_prefix("#/components/schemas/")?;
    (!name.contains('/')).then(|| unescape(name))
}

/// The component name that a schema pointer stands for, where it is a whole component.
pub(super) fn component_name(pointer: &str) -> Option<String> {
    let name = pointer.strip_prefix("/components/schemas/")?;
    (!name.contains('/')).then(|| unescape(name))
}
