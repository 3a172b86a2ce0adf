//! What a choice is: `oneOf` and `anyOf` read alike, as one of several shapes.
//!
//! Responsible for: which alternatives there are, and choices that are no choice after all.
//! Not for: how a value finds its alternative (`tags`, `fits`).
//!
//! A choice inside a choice is one choice. Several texts are one text, with the values of all.
//! A whole number is a number. An alternative that is only null makes the whole nullable; one that
//! may be anything makes it any JSON value. Objects around the choice give their members to each.

use std::collections::HashSet;

use openapiv3::{AnySchema, ReferenceOr, Schema, SchemaKind};
use serde_json::Value;

use super::composition::{Choice, Resolved, required, resolved};
use super::members::declared;
use super::shape::{Shape, Shaped};
use super::source::{At, Source, Unfollowed, reference_name};
use super::tags::{self, Tag};

/// One of several shapes.
#[derive(Clone)]
pub(super) struct Union<'a> {
    pub(super) alternatives: Vec<Alternative<'a>>,
    /// The member whose value names the alternative.
    pub(super) tag: Option<Tag<'a>>,
}

impl Union<'_> {
    /// Whether every alternative is a text, a number or a flag.
    pub(super) fn is_scalar(&self) -> bool {
        self.alternatives.iter().all(|one| {
            matches!(
                one.shaped.shape,
                Shape::Bool
                    | Shape::Integer
                    | Shape::Number
                    | Shape::String { .. }
                    | Shape::Enum(_)
            )
        })
    }
}

/// One of the shapes of a union.
#[derive(Clone)]
pub(super) struct Alternative<'a> {
    pub(super) shaped: Box<Shaped<'a>>,
    /// The component that the document names for it.
    pub(super) component: Option<String>,
    /// Its place in the list of alternatives.
    pub(super) pointer: String,
    /// Values of the tag that mean it.
    pub(super) tags: Vec<String>,
}

impl Alternative<'_> {
    /// What it is best called, where the document says so.
    pub(super) fn called(&self) -> Option<&str> {
        if let [only] = self.tags.as_slice() {
            return Some(only);
        }
        let title = self.shaped.at.node.schema_data.title.as_deref();
        title.or(self.component.as_deref())
    }
}

/// Looks at the alternatives of a choice.
pub(super) fn settle<'a>(source: Source<'a>, choice: Choice<'a>) -> Result<Shaped<'a>, Unfollowed> {
    let mut found = Found {
        nullable: choice.nullable,
        ..Found::default()
    };
    found.open(source, &choice)?;
    let nullable = found.nullable;
    let at = choice.at.clone();
    let is = |shape| {
        Ok(Shaped {
            shape,
            nullable,
            at: at.clone(),
        })
    };
    if let Some(reason) = found.loose {
        return is(Shape::Loose(reason));
    }
    if found.anything {
        return is(if choice.base.is_empty() {
            Shape::Any
        } else {
            Shape::Struct(choice.base)
        });
    }
    let mut alternatives = found.alternatives;
    if !choice.base.is_empty() && !add_base(&choice.base, &mut alternatives) {
        return is(Shape::Loose("an object that may be no object"));
    }
    merge_texts(&mut alternatives, &at);
    merge_numbers(&mut alternatives);
    if alternatives.len() <= 1 {
        let Some(only) = alternatives.pop() else {
            return is(Shape::Any);
        };
        let mut shaped = *only.shaped;
        shaped.nullable |= nullable;
        return Ok(shaped);
    }
    let tag = tags::give(source, &at, &mut alternatives)?;
    is(Shape::Union(Union { alternatives, tag }))
}

/// Alternatives so far.
#[derive(Default)]
struct Found<'a> {
    alternatives: Vec<Alternative<'a>>,
    nullable: bool,
    anything: bool,
    loose: Option<&'static str>,
    seen: HashSet<String>,
}

impl<'a> Found<'a> {
    /// Adds the alternatives of a choice, and those of choices inside it, in document order.
    ///
    /// Each schema is looked at once, however often it stands among the alternatives. The spec
    /// checks bound how deep compositions go.
    fn open(&mut self, source: Source<'a>, choice: &Choice<'a>) -> Result<(), Unfollowed> {
        for (part, pointer) in &choice.list {
            let shaped = match resolved(source, (*part).into(), pointer)? {
                Resolved::Is(shaped) => shaped,
                Resolved::OneOf(inner) if !inner.base.is_empty() => {
                    self.loose = Some("a choice of objects that are choices themselves");
                    continue;
                }
                Resolved::OneOf(inner) => {
                    self.nullable |= inner.nullable;
                    if self.seen.insert(inner.at.pointer.clone()) {
                        self.open(source, &inner)?;
                    }
                    continue;
                }
            };
            self.nullable |= shaped.nullable;
            match &shaped.shape {
                Shape::Any if shaped.nullable || is_null(&shaped.at) => self.nullable = true,
                Shape::Any => self.anything = true,
                Shape::Loose(reason) => self.loose = Some(reason),
                _ => {
                    if self.seen.insert(shaped.at.pointer.clone()) {
                        self.alternatives.push(Alternative {
                            shaped: Box::new(shaped),
                            component: component(part),
                            pointer: pointer.clone(),
                            tags: Vec::new(),
                        });
                    }
                }
            }
        }
        Ok(())
    }
}

fn component(part: &ReferenceOr<Schema>) -> Option<String> {
    match part {
        ReferenceOr::Reference { reference } => reference_name(reference),
        ReferenceOr::Item(_) => None,
    }
}

/// Whether a schema allows null and nothing else.
fn is_null(at: &At<'_, Schema>) -> bool {
    let SchemaKind::Any(AnySchema { enumeration, .. }) = &at.node.schema_kind else {
        return false;
    };
    !enumeration.is_empty() && enumeration.iter().all(Value::is_null)
}

/// Gives the members around the choice to each alternative that lacks any of them; false where an
/// alternative cannot have members.
fn add_base<'a>(base: &[At<'a, Schema>], alternatives: &mut [Alternative<'a>]) -> bool {
    let names = declared(base);
    for alternative in alternatives {
        let own = match &alternative.shaped.shape {
            Shape::Struct(parts) => parts.as_slice(),
            Shape::Object => &[],
            _ => return false,
        };
        let known = declared(own);
        let firm: HashSet<&String> = own.iter().flat_map(required).collect();
        let has_all = names.keys().all(|name| known.contains_key(name))
            && base
                .iter()
                .flat_map(required)
                .all(|name| firm.contains(name));
        if !has_all {
            let parts = base.iter().chain(own).cloned().collect();
            alternative.shaped.shape = Shape::Struct(parts);
            // Not the component itself any more, so it has the place of the alternative.
            alternative
                .shaped
                .at
                .pointer
                .clone_from(&alternative.pointer);
        }
    }
    true
}

/// Makes one text of several: nothing in a value could tell them apart.
fn merge_texts<'a>(alternatives: &mut Vec<Alternative<'a>>, at: &At<'a, Schema>) {
    let is_text =
        |one: &Alternative<'_>| matches!(one.shaped.shape, Shape::String { .. } | Shape::Enum(_));
    let texts: Vec<&Alternative<'a>> = alternatives.iter().filter(|one| is_text(one)).collect();
    if texts.len() < 2 {
        return;
    }
    let mut values: Vec<&'a str> = Vec::new();
    let mut enums = Vec::new();
    let mut patterns = HashSet::new();
    let mut formats = HashSet::new();
    for text in &texts {
        match &text.shaped.shape {
            Shape::Enum(listed) => {
                enums.push(text.shaped.at.clone());
                values.extend(listed);
            }
            Shape::String { format, pattern } => {
                formats.insert(format.clone());
                patterns.insert(*pattern);
            }
            _ => {}
        }
    }
    let mut seen = HashSet::new();
    values.retain(|value| seen.insert(*value));
    // What all of them share stays, so that one kind of SID is still that kind.
    let shape = if values.is_empty() {
        Shape::String {
            format: shared(formats),
            pattern: shared(patterns),
        }
    } else {
        Shape::Enum(values)
    };
    let whole = alternatives.iter().all(is_text);
    let home = match (enums.as_slice(), whole) {
        ([only], _) => Some(only.clone()),
        (_, true) => Some(at.clone()),
        _ => None,
    };
    let mut first = true;
    alternatives.retain_mut(|one| {
        if !is_text(one) {
            return true;
        }
        if first {
            if let Some(home) = &home {
                one.shaped.at = home.clone();
            } else {
                one.shaped.at.pointer.clone_from(&one.pointer);
            }
            one.shaped.shape = shape.clone();
        }
        std::mem::take(&mut first)
    });
}

/// What all of several have.
fn shared<T>(all: HashSet<Option<T>>) -> Option<T> {
    let mut all = all.into_iter();
    all.next().filter(|_| all.next().is_none()).flatten()
}

/// Keeps one alternative of each kind of number.
fn merge_numbers(alternatives: &mut Vec<Alternative<'_>>) {
    let fractions = alternatives
        .iter()
        .any(|one| matches!(one.shaped.shape, Shape::Number));
    let (mut numbers, mut flags) = (0, 0);
    alternatives.retain(|one| match one.shaped.shape {
        Shape::Integer if fractions => false,
        Shape::Integer | Shape::Number => {
            numbers += 1;
            numbers == 1
        }
        Shape::Bool => {
            flags += 1;
            flags == 1
        }
        _ => true,
    });
}
