//! Which schemas become types of their own, and which modules use each.
//!
//! Responsible for: walking from the operations to every struct and enum they reach.
//! Not for: naming them or typing their members (`models`). Schemas that no operation reaches are
//! not emitted: nobody could receive or send one.

use std::collections::BTreeSet;

use indexmap::IndexMap;
use openapiv3::Schema;

use crate::diagnostics::Diagnostics;

use super::shape::{Shape, Shaped, shape};
use super::source::{At, SchemaRef, Source, Unfollowed, component_name, step};

/// Where a type without a component name got its name from.
#[derive(Debug, Clone)]
pub(super) enum Origin {
    /// A component schema.
    Component(String),
    /// A member of the struct with this pointer.
    Member { owner: String, member: String },
    /// A parameter of an operation.
    Parameter { operation: String, name: String },
    /// The body of a response.
    Body { operation: String },
}

/// A schema that becomes a type.
pub(super) struct Entry<'a> {
    pub(super) at: At<'a, Schema>,
    pub(super) origin: Origin,
    pub(super) users: BTreeSet<Vec<String>>,
}

/// A schema to look at.
struct Visit<'a> {
    schema: SchemaRef<'a>,
    pointer: String,
    origin: Origin,
}

/// All schemas that become types, by pointer, in the order in which operations reach them.
pub(super) struct Discovery<'a> {
    source: Source<'a>,
    pub(super) entries: IndexMap<String, Entry<'a>>,
    pub(super) diagnostics: Diagnostics,
    reported: BTreeSet<String>,
}

impl<'a> Discovery<'a> {
    pub(super) fn new(source: Source<'a>) -> Self {
        Self {
            source,
            entries: IndexMap::new(),
            diagnostics: Diagnostics::new(),
            reported: BTreeSet::new(),
        }
    }

    /// Notes every type that a schema needs in a module, depth first.
    pub(super) fn visit(
        &mut self,
        schema: impl Into<SchemaRef<'a>>,
        pointer: &str,
        module: &[String],
        origin: &Origin,
    ) {
        // A stack of its own: references make chains longer than the real one allows.
        let mut open = vec![Visit {
            schema: schema.into(),
            pointer: pointer.to_owned(),
            origin: origin.clone(),
        }];
        while let Some(visit) = open.pop() {
            match shape(self.source, visit.schema, &visit.pointer) {
                Ok(shaped) => self.visit_one(shaped, visit.origin, module, &mut open),
                Err(unfollowed) => self.unfollowed(&unfollowed),
            }
        }
    }

    fn visit_one(
        &mut self,
        shaped: Shaped<'a>,
        origin: Origin,
        module: &[String],
        open: &mut Vec<Visit<'a>>,
    ) {
        match shaped.shape {
            Shape::Enum(_) => {
                self.enter(shaped.at, module, &origin);
            }
            Shape::Struct { properties, .. } => {
                let owner = shaped.at.pointer.clone();
                if !self.enter(shaped.at, module, &origin) {
                    return;
                }
                let base = step(&owner, "properties");
                let members = properties.iter().rev().map(|(member, property)| Visit {
                    schema: property.into(),
                    pointer: step(&base, member),
                    origin: Origin::Member {
                        owner: owner.clone(),
                        member: member.clone(),
                    },
                });
                open.extend(members);
            }
            Shape::List(Some((items, pointer))) => open.push(Visit {
                schema: items.into(),
                pointer,
                origin,
            }),
            Shape::Map(values, pointer) => open.push(Visit {
                schema: values.into(),
                pointer,
                origin,
            }),
            Shape::Loose(construct) => self.loose(construct, &shaped.at.pointer),
            _ => {}
        }
    }

    /// Notes the enums that a parameter needs: what has members is sent as JSON text.
    pub(super) fn visit_text(
        &mut self,
        schema: impl Into<SchemaRef<'a>>,
        pointer: &str,
        module: &[String],
        origin: &Origin,
    ) {
        match shape(self.source, schema, pointer) {
            Err(unfollowed) => self.unfollowed(&unfollowed),
            Ok(shaped) => match shaped.shape {
                Shape::Enum(_) => {
                    self.enter(shaped.at, module, origin);
                }
                Shape::List(Some((items, at))) => self.visit_text(items, &at, module, origin),
                Shape::Loose(construct) => self.loose(construct, &shaped.at.pointer),
                _ => {}
            },
        }
    }

    /// Adds a user of a type; false if the module was known to use it.
    fn enter(&mut self, at: At<'a, Schema>, module: &[String], origin: &Origin) -> bool {
        let entry = self
            .entries
            .entry(at.pointer.clone())
            .or_insert_with(|| Entry {
                origin: component_name(&at.pointer)
                    .map_or_else(|| origin.clone(), Origin::Component),
                at,
                users: BTreeSet::new(),
            });
        entry.users.insert(module.to_vec())
    }

    /// Reports a reference that cannot be followed.
    pub(super) fn unfollowed(&mut self, unfollowed: &Unfollowed) {
        if !self.reported.insert(unfollowed.pointer.clone()) {
            return;
        }
        self.diagnostics.error(
            "unsupported-ref",
            self.source.file,
            unfollowed.pointer.clone(),
            format!("the generator cannot follow `{}`", unfollowed.reference),
            "point the reference at a whole component such as `#/components/schemas/name`",
        );
    }

    fn loose(&mut self, construct: &str, pointer: &str) {
        if !self.reported.insert(pointer.to_owned()) {
            return;
        }
        self.diagnostics.warning(
            "loose-schema",
            self.source.file,
            pointer,
            format!("{construct} is not typed: it is read as any JSON value"),
            "give it a shape in an overlay if callers should see its members",
        );
    }
}
