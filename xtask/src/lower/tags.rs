//! The member whose value names the alternative of a union.
//!
//! Responsible for: `discriminator`, and the member that does the same without being declared as one.
//! Not for: unions without such a member (`fits`).
//!
//! The mapping of a discriminator says which values mean an alternative. For an alternative that no
//! mapping names, the values that its own member lists do, else the name of its schema, as OpenAPI
//! says. Without a discriminator, a member does the same that every alternative requires and for
//! which no two list the same value.

use std::collections::HashSet;

use openapiv3::{Discriminator, Schema};

use super::composition::{Resolved, required, resolved};
use super::members::declared;
use super::shape::Shape;
use super::source::{At, Source, Unfollowed, component_name, reference_name};
use super::unions::{Alternative, Union};

/// The member whose value names the alternative.
#[derive(Clone)]
pub(super) struct Tag<'a> {
    pub(super) member: &'a str,
    declared: Option<&'a Discriminator>,
}

/// Finds the tag of a union and the values that mean each alternative.
pub(super) fn give<'a>(
    source: Source<'a>,
    at: &At<'a, Schema>,
    alternatives: &mut [Alternative<'a>],
) -> Result<Option<Tag<'a>>, Unfollowed> {
    let all_structs = alternatives
        .iter()
        .all(|one| matches!(one.shaped.shape, Shape::Struct(_)));
    if !all_structs {
        return Ok(None);
    }
    match &at.node.schema_data.discriminator {
        Some(discriminator) => {
            let member = discriminator.property_name.as_str();
            for alternative in alternatives {
                alternative.tags = declared_tags(source, discriminator, alternative)?;
            }
            Ok(Some(Tag {
                member,
                declared: Some(discriminator),
            }))
        }
        None => implied(source, alternatives),
    }
}

/// The values of a discriminator that mean no alternative.
pub(super) fn unmatched<'a>(tag: &Tag<'a>, union: &Union<'a>) -> impl Iterator<Item = &'a str> {
    let tags = union.alternatives.iter().flat_map(|one| &one.tags);
    let known: HashSet<String> = tags.cloned().collect();
    let mapped = tag.declared.into_iter().flat_map(|one| one.mapping.keys());
    mapped
        .filter(move |value| !known.contains(*value))
        .map(String::as_str)
}

/// The values of a discriminator that mean an alternative.
fn declared_tags<'a>(
    source: Source<'a>,
    discriminator: &Discriminator,
    alternative: &Alternative<'a>,
) -> Result<Vec<String>, Unfollowed> {
    let behind = component_name(&alternative.shaped.at.pointer);
    let is_it = |target: &str| {
        let name = reference_name(target).unwrap_or_else(|| target.to_owned());
        [&alternative.component, &behind].contains(&&Some(name))
    };
    let mapped: Vec<String> = discriminator
        .mapping
        .iter()
        .filter(|(_, target)| is_it(target))
        .map(|(value, _)| value.clone())
        .collect();
    if !mapped.is_empty() {
        return Ok(mapped);
    }
    let listed = listed(source, alternative, &discriminator.property_name)?;
    if !listed.is_empty() {
        return Ok(listed.into_iter().map(str::to_owned).collect());
    }
    Ok(alternative
        .component
        .clone()
        .or(behind)
        .into_iter()
        .collect())
}

/// The values that an alternative lists for a member.
fn listed<'a>(
    source: Source<'a>,
    alternative: &Alternative<'a>,
    member: &str,
) -> Result<Vec<&'a str>, Unfollowed> {
    let Shape::Struct(parts) = &alternative.shaped.shape else {
        return Ok(Vec::new());
    };
    let Some((schema, pointer)) = declared(parts).shift_remove(member) else {
        return Ok(Vec::new());
    };
    Ok(match resolved(source, schema, &pointer)? {
        Resolved::Is(shaped) => match shaped.shape {
            Shape::Enum(values) => values,
            _ => Vec::new(),
        },
        Resolved::OneOf(_) => Vec::new(),
    })
}

/// The first member that tells all alternatives apart.
fn implied<'a>(
    source: Source<'a>,
    alternatives: &mut [Alternative<'a>],
) -> Result<Option<Tag<'a>>, Unfollowed> {
    let Some(Shape::Struct(first)) = alternatives.first().map(|one| one.shaped.shape.clone())
    else {
        return Ok(None);
    };
    'members: for member in declared(&first).into_keys() {
        let mut seen = HashSet::new();
        let mut values = Vec::with_capacity(alternatives.len());
        for alternative in alternatives.iter() {
            let Shape::Struct(parts) = &alternative.shaped.shape else {
                continue 'members;
            };
            if !parts.iter().flat_map(required).any(|name| name == member) {
                continue 'members;
            }
            let listed = listed(source, alternative, member)?;
            if listed.is_empty() || !listed.iter().all(|value| seen.insert(*value)) {
                continue 'members;
            }
            values.push(listed);
        }
        for (alternative, values) in alternatives.iter_mut().zip(values) {
            alternative.tags = values.into_iter().map(str::to_owned).collect();
        }
        return Ok(Some(Tag {
            member,
            declared: None,
        }));
    }
    Ok(None)
}
