//! The members of a struct: those of all the schemas that it is made of.
//!
//! Responsible for: members that several schemas of an `allOf` declare, and the type of the members
//! that have no name. Not for: which schemas make a struct (`composition`).
//!
//! Where one member is declared twice, both declarations hold, so that the narrower one is taken;
//! of two that say the same the later one, which is nearer to the struct. Where no value fits both,
//! the member is read as any JSON value, with a warning.

use indexmap::IndexMap;
use indexmap::map::Entry;
use openapiv3::{AdditionalProperties, ReferenceOr, Schema, SchemaKind, Type};

use super::composition::required;
use super::shape::{Shape, shape};
use super::source::{At, SchemaRef, Source, Unfollowed, step};

/// What a struct holds.
#[derive(Default)]
pub(super) struct Members<'a> {
    /// By name, in document order.
    pub(super) named: IndexMap<&'a str, Member<'a>>,
    /// The schema of members without a name, where it says more than that there may be some.
    pub(super) additional: Option<(SchemaRef<'a>, String)>,
    /// Places of declarations that no value fits together with an earlier one, each with its name.
    pub(super) contradictions: Vec<(String, String)>,
}

/// A member with a name.
pub(super) struct Member<'a> {
    /// None where the declarations contradict each other: it may be anything.
    pub(super) schema: Option<SchemaRef<'a>>,
    pub(super) pointer: String,
    pub(super) required: bool,
}

/// The members of a struct that is made of these schemas.
pub(super) fn members<'a>(
    source: Source<'a>,
    parts: &[At<'a, Schema>],
) -> Result<Members<'a>, Unfollowed> {
    let mut members = Members::default();
    for part in parts {
        let (properties, additional) = match &part.node.schema_kind {
            SchemaKind::Type(Type::Object(object)) => {
                (&object.properties, object.additional_properties.as_ref())
            }
            SchemaKind::Any(any) => (&any.properties, any.additional_properties.as_ref()),
            _ => continue,
        };
        let base = step(&part.pointer, "properties");
        for (name, schema) in properties {
            let member = Member {
                schema: Some(schema.into()),
                pointer: step(&base, name),
                required: false,
            };
            members.declare(source, name, member)?;
        }
        if let Some(AdditionalProperties::Schema(schema)) = additional {
            let pointer = step(&part.pointer, "additionalProperties");
            members.declare_others(source, schema.as_ref().into(), pointer)?;
        }
    }
    for part in parts {
        for name in required(part) {
            if let Some(member) = members.named.get_mut(name.as_str()) {
                member.required = true;
            }
        }
    }
    Ok(members)
}

/// The last declaration of each member and its place, without regard to what it says: for a look
/// at members where the struct itself is not wanted.
pub(super) fn declared<'a>(parts: &[At<'a, Schema>]) -> IndexMap<&'a str, (SchemaRef<'a>, String)> {
    let mut all = IndexMap::new();
    for part in parts {
        let base = step(&part.pointer, "properties");
        for (name, schema) in properties(part.node).into_iter().flatten() {
            all.insert(name.as_str(), (schema.into(), step(&base, name)));
        }
    }
    all
}

impl<'a> Members<'a> {
    fn declare(
        &mut self,
        source: Source<'a>,
        name: &'a str,
        member: Member<'a>,
    ) -> Result<(), Unfollowed> {
        match self.named.entry(name) {
            Entry::Vacant(free) => {
                free.insert(member);
            }
            Entry::Occupied(mut known) => {
                let Some(schema) = known.get().schema else {
                    return Ok(());
                };
                let earlier = (schema, known.get().pointer.as_str());
                let Some(schema) = member.schema else {
                    return Ok(());
                };
                match narrower(source, earlier, (schema, member.pointer.as_str()))? {
                    Some(Narrower::Earlier) => {}
                    Some(Narrower::Later) => {
                        known.insert(member);
                    }
                    None => {
                        self.contradictions
                            .push((member.pointer.clone(), format!("the member `{name}`")));
                        known.insert(Member {
                            schema: None,
                            ..member
                        });
                    }
                }
            }
        }
        Ok(())
    }

    fn declare_others(
        &mut self,
        source: Source<'a>,
        schema: SchemaRef<'a>,
        pointer: String,
    ) -> Result<(), Unfollowed> {
        let Some((earlier, known)) = &self.additional else {
            self.additional = Some((schema, pointer));
            return Ok(());
        };
        match narrower(source, (*earlier, known), (schema, &pointer))? {
            Some(Narrower::Earlier) => {}
            Some(Narrower::Later) => self.additional = Some((schema, pointer)),
            None => {
                let what = "members without a name".to_owned();
                self.contradictions.push((pointer, what));
                self.additional = None;
            }
        }
        Ok(())
    }
}

enum Narrower {
    Earlier,
    Later,
}

/// Which of two declarations of one member says more; nothing where they contradict each other.
fn narrower<'a>(
    source: Source<'a>,
    (earlier, earlier_at): (SchemaRef<'a>, &str),
    (later, later_at): (SchemaRef<'a>, &str),
) -> Result<Option<Narrower>, Unfollowed> {
    let earlier = shape(source, earlier, earlier_at)?;
    let later = shape(source, later, later_at)?;
    Ok(
        if earlier.at.pointer == later.at.pointer || covers(&earlier.shape, &later.shape) {
            Some(Narrower::Later)
        } else if covers(&later.shape, &earlier.shape) {
            Some(Narrower::Earlier)
        } else {
            None
        },
    )
}

/// Whether every value of the second shape is one of the first.
fn covers(wide: &Shape<'_>, narrow: &Shape<'_>) -> bool {
    match (wide, narrow) {
        (Shape::Any, _)
        | (Shape::Bool, Shape::Bool)
        | (Shape::Integer, Shape::Integer)
        | (Shape::Number, Shape::Number | Shape::Integer)
        | (Shape::UrlMap, Shape::UrlMap)
        | (Shape::List(None), Shape::List(_))
        | (Shape::Object, Shape::Object | Shape::Struct(_) | Shape::Map(..) | Shape::UrlMap)
        | (Shape::String { .. }, Shape::Enum(_)) => true,
        // Formats and patterns do not change what a text can hold, SIDs aside.
        (Shape::String { pattern, .. }, Shape::String { .. }) => pattern.is_none(),
        (Shape::Enum(wide), Shape::Enum(narrow)) => narrow.iter().all(|one| wide.contains(one)),
        (Shape::Struct(wide), Shape::Struct(narrow)) => {
            let narrow = declared(narrow);
            declared(wide).keys().all(|name| narrow.contains_key(name))
        }
        _ => false,
    }
}

fn properties(schema: &Schema) -> Option<&IndexMap<String, ReferenceOr<Box<Schema>>>> {
    match &schema.schema_kind {
        SchemaKind::Type(Type::Object(object)) => Some(&object.properties),
        SchemaKind::Any(any) => Some(&any.properties),
        _ => None,
    }
}
