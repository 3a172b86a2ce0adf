//! The variants of a union: one per alternative.
//!
//! Responsible for: their names and types, and how well a value fits each.
//! Not for: which alternatives there are (`unions`) and what the tag says (`tags`).

use std::collections::HashSet;

use crate::ir::{Alternative, Type};

use super::docs::docs;
use super::fits::fit;
use super::models::local;
use super::names::{Kind, Scope};
use super::source::Unfollowed;
use super::types::Types;
use super::unions::{self, Union};

/// The alternatives in document order.
pub(super) fn alternatives<'a>(
    types: &mut Types<'a>,
    union: &Union<'a>,
    owner: &str,
) -> Result<Vec<Alternative>, Unfollowed> {
    let mut scope = Scope::default();
    let mut made: Vec<Alternative> = Vec::with_capacity(union.alternatives.len());
    // Where each value of the tag means one alternative, the tag says everything.
    let mut seen = HashSet::new();
    let mut tags = union.alternatives.iter().flat_map(|one| &one.tags);
    let told = union.tag.is_some() && tags.all(|tag| seen.insert(tag));
    for one in &union.alternatives {
        let ty = types.shaped((*one.shaped).clone(), "option", owner)?.ty;
        if let Some(known) = made.iter_mut().find(|known| known.ty == ty) {
            known.tags.extend(one.tags.iter().cloned());
            continue;
        }
        let fit = if told {
            None
        } else {
            Some(fit(types.source, &one.shaped.shape)?)
        };
        let data = &one.shaped.at.node.schema_data;
        made.push(Alternative {
            rust: scope.claim(Kind::Variant, &[&called(one, &ty, owner)]),
            ty,
            tags: one.tags.clone(),
            fit,
            docs: docs([data.title.as_deref().or(data.description.as_deref())]),
        });
    }
    Ok(made)
}

/// A variant has the name that the document gives, else that of its type.
fn called(one: &unions::Alternative<'_>, ty: &Type, owner: &str) -> String {
    match (one.called(), ty) {
        (Some(called), _) => local(called).to_owned(),
        // The variant stands in the union whose name its type begins with.
        (None, Type::Model(path)) => {
            let name = path
                .name
                .strip_prefix(owner)
                .filter(|name| !name.is_empty());
            name.unwrap_or(&path.name).to_owned()
        }
        (None, ty) => kind(ty).to_owned(),
    }
}

fn kind(ty: &Type) -> &'static str {
    match ty {
        Type::String => "string",
        Type::Bool => "bool",
        Type::Integer => "integer",
        Type::Number => "number",
        Type::Timestamp => "timestamp",
        Type::Date => "date",
        Type::Sid(_) => "sid",
        Type::List(_) => "list",
        Type::Map(_) | Type::Object => "map",
        Type::Json | Type::Nullable(_) | Type::Model(_) => "value",
    }
}
