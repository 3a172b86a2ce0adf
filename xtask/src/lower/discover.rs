//! Which schemas become types of their own, and which modules use each.
//!
//! Responsible for: walking from the operations to every struct and enum they reach.
//! Not for: naming them or typing their members (`models`). Schemas that no operation reaches are
//! not emitted: nobody could receive or send one.

use std::collections::BTreeSet;

use indexmap::IndexMap;
use openapiv3::Schema;

use crate::diagnostics::Diagnostics;

use super::members::{Members, members};
use super::reports;
use super::shape::{Shape, Shaped, shape};
use super::source::{At, SchemaRef, Source, Unfollowed, component_name};

/// Where a type without a component name got its name from.
#[derive(Debug, Clone)]
pub(super) enum Origin {
    /// A component schema.
    Component(String),
    /// A member of the struct with this pointer.
    Member { owner: String, member: String },
    /// An alternative of the union with this pointer, with what it is best called and its number.
    Alternative {
        owner: String,
        called: Option<String>,
        number: usize,
    },
    /// A parameter of an operation.
    Parameter { operation: String, name: String },
    /// The body of a response.
    Body { operation: String },
}

/// A schema that becomes a type.
pub(super) struct Entry<'a> {
    pub(super) at: At<'a, Schema>,
    /// A struct, an enum or a union.
    pub(super) shape: Shape<'a>,
    pub(super) origin: Origin,
    pub(super) users: BTreeSet<Vec<String>>,
}

/// A schema to look at.
struct Visit<'a> {
    what: What<'a>,
    origin: Origin,
}

enum What<'a> {
    Schema(SchemaRef<'a>, String),
    /// An alternative of a union, which its union has looked at.
    Shaped(Shaped<'a>),
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
            what: What::Schema(schema.into(), pointer.to_owned()),
            origin: origin.clone(),
        }];
        while let Some(visit) = open.pop() {
            let shaped = match visit.what {
                What::Schema(schema, pointer) => shape(self.source, schema, &pointer),
                What::Shaped(shaped) => Ok(shaped),
            };
            let visited =
                shaped.and_then(|shaped| self.visit_one(&shaped, visit.origin, module, &mut open));
            if let Err(unfollowed) = visited {
                self.unfollowed(&unfollowed);
            }
        }
    }

    fn visit_one(
        &mut self,
        shaped: &Shaped<'a>,
        origin: Origin,
        module: &[String],
        open: &mut Vec<Visit<'a>>,
    ) -> Result<(), Unfollowed> {
        let owner = shaped.at.pointer.clone();
        let first = open.len();
        match &shaped.shape {
            Shape::Enum(_) | Shape::Struct(_) | Shape::Union(_)
                if self.enter(shaped, module, &origin) =>
            {
                self.inside(&shaped.shape, &owner, open)?;
            }
            Shape::List(Some((items, pointer))) => open.push(Visit {
                what: What::Schema((*items).into(), pointer.clone()),
                origin,
            }),
            Shape::Map(values, pointer) => open.push(Visit {
                what: What::Schema((*values).into(), pointer.clone()),
                origin,
            }),
            Shape::Loose(construct) => self.loose(construct, &shaped.at.pointer),
            _ => {}
        }
        // What was added last is visited first.
        open[first..].reverse();
        Ok(())
    }

    /// Adds what a new type holds to what is to be looked at.
    fn inside(
        &mut self,
        shape: &Shape<'a>,
        owner: &str,
        open: &mut Vec<Visit<'a>>,
    ) -> Result<(), Unfollowed> {
        if let Shape::Struct(parts) = shape {
            let members = members(self.source, parts)?;
            reports::of_struct(self.source, parts, &members, &mut self.diagnostics);
            open.extend(visits(members, owner));
        }
        if let Shape::Union(union) = shape {
            reports::of_union(self.source, owner, union, &mut self.diagnostics);
            let alternatives = union.alternatives.iter().enumerate();
            open.extend(alternatives.map(|(index, one)| Visit {
                what: What::Shaped((*one.shaped).clone()),
                origin: Origin::Alternative {
                    owner: owner.to_owned(),
                    called: one.called().map(str::to_owned),
                    number: index + 1,
                },
            }));
        }
        Ok(())
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
                    self.enter(&shaped, module, origin);
                }
                Shape::List(Some((items, at))) => self.visit_text(items, &at, module, origin),
                Shape::Loose(construct) => self.loose(construct, &shaped.at.pointer),
                Shape::Union(union) if !union.is_scalar() => {
                    self.loose("a parameter of several types", &shaped.at.pointer);
                }
                _ => {}
            },
        }
    }

    /// Adds a user of a type; false if the module was known to use it.
    fn enter(&mut self, shaped: &Shaped<'a>, module: &[String], origin: &Origin) -> bool {
        let pointer = &shaped.at.pointer;
        let entry = self
            .entries
            .entry(pointer.clone())
            .or_insert_with(|| Entry {
                origin: component_name(pointer).map_or_else(|| origin.clone(), Origin::Component),
                at: shaped.at.clone(),
                shape: shaped.shape.clone(),
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

/// The members of a struct to look at.
fn visits<'a>(members: Members<'a>, owner: &str) -> impl Iterator<Item = Visit<'a>> {
    let named = members.named.into_iter();
    let named = named.filter_map(|(name, member)| Some((name, member.schema?, member.pointer)));
    let others = members.additional;
    let others = others.map(|(schema, pointer)| ("extra", schema, pointer));
    named
        .chain(others)
        .map(move |(member, schema, pointer)| Visit {
            what: What::Schema(schema, pointer),
            origin: Origin::Member {
                owner: owner.to_owned(),
                member: member.to_owned(),
            },
        })
}
