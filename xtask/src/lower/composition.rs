//! What `allOf` makes of several schemas: one struct, one narrower type, or one choice.
//!
//! Responsible for: taking `allOf` apart into the schemas that describe something, and saying what
//! they are together. Not for: the members of the struct (`members`) and the alternatives of the
//! choice (`unions`).
//!
//! One schema alone stays what it is, with the `nullable` that stands around it. Objects become one
//! struct. Of two texts or numbers the narrower one holds. Objects with a choice become a choice of
//! structs that each have the members of the objects too. What no value can be at once is read as
//! any JSON value, with a warning.

use std::collections::HashSet;

use openapiv3::{AnySchema, ReferenceOr, Schema, SchemaKind};

use super::shape::{Shape, Shaped, classify};
use super::source::{At, SchemaRef, Source, Unfollowed, step};

/// What a schema is, before the alternatives of a choice are looked at.
pub(super) enum Resolved<'a> {
    Is(Shaped<'a>),
    OneOf(Choice<'a>),
}

/// A `oneOf` or `anyOf` that describes its alternatives.
pub(super) struct Choice<'a> {
    /// The schema that has the key.
    pub(super) at: At<'a, Schema>,
    /// The alternatives, each with its place.
    pub(super) list: Vec<(&'a ReferenceOr<Schema>, String)>,
    /// Objects whose members each alternative has too.
    pub(super) base: Vec<At<'a, Schema>>,
    pub(super) nullable: bool,
}

/// What stands in a composition.
#[derive(Default)]
struct Parts<'a> {
    /// Schemas that describe something themselves.
    own: Vec<At<'a, Schema>>,
    /// Schemas that only say which members are required.
    constraints: Vec<At<'a, Schema>>,
    choices: Vec<Choice<'a>>,
    nullable: bool,
    seen: HashSet<String>,
}

/// Follows a reference and takes the composition behind it apart.
pub(super) fn resolved<'a>(
    source: Source<'a>,
    schema: SchemaRef<'a>,
    pointer: &str,
) -> Result<Resolved<'a>, Unfollowed> {
    let at = source.schema(schema, pointer)?;
    // OpenAPI 3.0 ignores what stands beside a `$ref`, yet authors write `nullable` there and mean it.
    let beside = schema.is_reference() && source.flag(pointer, "nullable");
    let data = &at.node.schema_data;
    if let SchemaKind::Type(_) | SchemaKind::Not { .. } = &at.node.schema_kind {
        return Ok(Resolved::Is(Shaped {
            shape: classify(&at),
            nullable: data.nullable || beside,
            at,
        }));
    }
    let mut parts = Parts {
        nullable: beside,
        ..Parts::default()
    };
    parts.take_apart(source, at.clone())?;
    Ok(parts.together(at))
}

impl<'a> Parts<'a> {
    /// Collects what a schema is made of. The spec checks bound how deep compositions go.
    fn take_apart(&mut self, source: Source<'a>, at: At<'a, Schema>) -> Result<(), Unfollowed> {
        if !self.seen.insert(at.pointer.clone()) {
            return Ok(());
        }
        self.nullable |= at.node.schema_data.nullable;
        let none: &[ReferenceOr<Schema>] = &[];
        let (all_of, one_of, any_of) = match &at.node.schema_kind {
            SchemaKind::AllOf { all_of } => (all_of.as_slice(), none, none),
            SchemaKind::OneOf { one_of } => (none, one_of.as_slice(), none),
            SchemaKind::AnyOf { any_of } => (none, none, any_of.as_slice()),
            SchemaKind::Any(any) => (&*any.all_of, &*any.one_of, &*any.any_of),
            SchemaKind::Type(_) | SchemaKind::Not { .. } => (none, none, none),
        };
        for (index, part) in all_of.iter().enumerate() {
            let pointer = step(&step(&at.pointer, "allOf"), &index.to_string());
            self.nullable |=
                matches!(part, ReferenceOr::Reference { .. }) && source.flag(&pointer, "nullable");
            let part = source.schema(part.into(), &pointer)?;
            self.take_apart(source, part)?;
        }
        for (key, list) in [("oneOf", one_of), ("anyOf", any_of)] {
            let base = step(&at.pointer, key);
            let list: Vec<_> = list
                .iter()
                .enumerate()
                .filter(|(_, part)| describes(part))
                .map(|(index, part)| (part, step(&base, &index.to_string())))
                .collect();
            if !list.is_empty() {
                self.choices.push(Choice {
                    at: at.clone(),
                    list,
                    base: Vec::new(),
                    nullable: false,
                });
            }
        }
        match &at.node.schema_kind {
            SchemaKind::Type(_) => self.own.push(at),
            SchemaKind::Any(any) if is_own(any) => self.own.push(at),
            SchemaKind::Any(any) if !any.required.is_empty() => self.constraints.push(at),
            _ => {}
        }
        Ok(())
    }

    /// What all of it is at once.
    fn together(mut self, at: At<'a, Schema>) -> Resolved<'a> {
        let nullable = self.nullable;
        let is = |shape, at| {
            Resolved::Is(Shaped {
                shape,
                nullable,
                at,
            })
        };
        if self.own.len() + self.choices.len() > 1 {
            // That it is an object says nothing beside what says more.
            let bare = self.own.iter().position(|own| is_bare(&classify(own)));
            let all = self.own.iter().all(|own| is_bare(&classify(own)));
            let keep = bare.filter(|_| all && self.choices.is_empty());
            let mut index = 0;
            self.own.retain(|own| {
                index += 1;
                !is_bare(&classify(own)) || keep == Some(index - 1)
            });
        }
        if let Some(mut choice) = self.choices.pop() {
            if !self.choices.is_empty() {
                return is(Shape::Loose("a schema with several choices"), at);
            }
            choice.nullable = nullable;
            // A text or number beside a choice of such says nothing: each alternative is narrower.
            if self.own.iter().any(|own| is_object(&classify(own))) {
                choice.at = At {
                    node: choice.at.node,
                    pointer: at.pointer.clone(),
                };
                choice.base = self.own;
                choice.base.append(&mut self.constraints);
            }
            return Resolved::OneOf(choice);
        }
        if self.own.iter().all(|own| is_object(&classify(own))) && self.adds() {
            self.own.append(&mut self.constraints);
            return is(Shape::Struct(self.own), at);
        }
        let mut own = self.own.into_iter();
        let Some(first) = own.next() else {
            return is(Shape::Any, at);
        };
        let mut narrow = (classify(&first), first);
        for own in own {
            let shape = classify(&own);
            narrow = match narrower(narrow.0, narrow.1, shape, own, &at) {
                Some(narrow) => narrow,
                None => return is(Shape::Loose("`allOf` that no value fits"), at),
            };
        }
        is(narrow.0, narrow.1)
    }

    /// Whether the objects make a struct that none of them is alone.
    fn adds(&self) -> bool {
        match self.own.as_slice() {
            [] => false,
            [only] => {
                let known = required(only);
                let mut more = self.constraints.iter().flat_map(required);
                matches!(classify(only), Shape::Struct(_)) && more.any(|name| !known.contains(name))
            }
            several => several
                .iter()
                .any(|own| matches!(classify(own), Shape::Struct(_))),
        }
    }
}

/// The members that a schema requires.
pub(super) fn required<'a>(at: &At<'a, Schema>) -> &'a [String] {
    match &at.node.schema_kind {
        SchemaKind::Type(openapiv3::Type::Object(object)) => &object.required,
        SchemaKind::Any(any) => &any.required,
        _ => &[],
    }
}

fn is_object(shape: &Shape<'_>) -> bool {
    matches!(
        shape,
        Shape::Struct(_) | Shape::Map(..) | Shape::UrlMap | Shape::Object
    )
}

fn is_bare(shape: &Shape<'_>) -> bool {
    matches!(shape, Shape::Object | Shape::Any)
}

/// Whether an alternative describes a value; one that only requires members or forbids something
/// says which members go together, which no type expresses.
fn describes(part: &ReferenceOr<Schema>) -> bool {
    let ReferenceOr::Item(schema) = part else {
        return true;
    };
    match &schema.schema_kind {
        SchemaKind::Not { .. } => false,
        SchemaKind::Any(any) => {
            is_own(any)
                || !any.all_of.is_empty()
                || !any.one_of.is_empty()
                || !any.any_of.is_empty()
                || (any.required.is_empty() && any.not.is_none())
        }
        _ => true,
    }
}

fn is_own(any: &AnySchema) -> bool {
    any.typ.is_some()
        || !any.properties.is_empty()
        || any.additional_properties.is_some()
        || any.items.is_some()
        || !any.enumeration.is_empty()
}

type Narrow<'a> = (Shape<'a>, At<'a, Schema>);

/// The narrower of two descriptions of one value; nothing where no value fits both.
fn narrower<'a>(
    one: Shape<'a>,
    one_at: At<'a, Schema>,
    other: Shape<'a>,
    other_at: At<'a, Schema>,
    both: &At<'a, Schema>,
) -> Option<Narrow<'a>> {
    Some(match (one, other) {
        (Shape::Enum(a), Shape::Enum(b)) => {
            let common: Vec<&str> = a.into_iter().filter(|value| b.contains(value)).collect();
            if common.is_empty() {
                return None;
            }
            (Shape::Enum(common), both.clone())
        }
        (
            Shape::String { format, pattern },
            Shape::String {
                format: f,
                pattern: p,
            },
        ) => {
            let at = if format.is_some() || pattern.is_some() {
                one_at
            } else {
                other_at
            };
            let shape = Shape::String {
                format: format.or(f),
                pattern: pattern.or(p),
            };
            (shape, at)
        }
        (Shape::Number, other @ (Shape::Integer | Shape::Number))
        | (Shape::List(None), other @ Shape::List(_))
        | (Shape::String { .. } | Shape::Any, other @ Shape::Enum(_))
        | (Shape::Any, other) => (other, other_at),
        (one @ Shape::Enum(_), Shape::String { .. })
        | (one @ Shape::Integer, Shape::Integer | Shape::Number)
        | (one @ Shape::Bool, Shape::Bool)
        | (one @ Shape::List(_), Shape::List(_))
        | (one @ (Shape::Map(..) | Shape::UrlMap), Shape::Map(..) | Shape::UrlMap)
        | (one, Shape::Any) => (one, one_at),
        _ => return None,
    })
}
