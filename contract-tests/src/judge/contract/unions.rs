//! Unions of unions.
//!
//! Responsible for: making each union without a tag a list of shapes that are no such unions
//! themselves. A union can be a branch of itself, and branches of branches multiply; as a list each
//! shape is in it once. Not for: unions with a tag, whose values name one shape.

use std::collections::HashSet;

use super::schema::{Schema, SchemaId, Shape};

/// Flattens all unions.
pub(super) fn flatten(schemas: &mut [Schema]) {
    let plain = |schema: &Schema| match &schema.shape {
        Shape::OneOf(union) if union.tag.is_none() => Some(union.branches.clone()),
        _ => None,
    };
    let unions: Vec<Option<Vec<SchemaId>>> = schemas.iter().map(plain).collect();
    for index in 0..schemas.len() {
        let Some(branches) = &unions[index] else {
            continue;
        };
        let is_nested = |id: &SchemaId| unions[id.index()].is_some();
        if !branches.iter().any(is_nested) {
            continue;
        }
        let (flat, passed) = leaves(branches, &unions);
        let nullable = passed
            .iter()
            .chain(&flat)
            .any(|id| schemas[id.index()].nullable);
        let schema = &mut schemas[index];
        schema.nullable |= nullable;
        if let Shape::OneOf(union) = &mut schema.shape {
            union.branches = flat;
        }
    }
    for schema in schemas {
        if matches!(&schema.shape, Shape::OneOf(union) if union.branches.is_empty()) {
            schema.shape = Shape::Any;
            schema
                .usable
                .get_or_insert_with(|| "it has no shape but itself".to_owned());
        }
    }
}

/// The shapes below, each once and in order, and the unions that they were found through.
fn leaves(
    branches: &[SchemaId],
    unions: &[Option<Vec<SchemaId>>],
) -> (Vec<SchemaId>, HashSet<SchemaId>) {
    let (mut flat, mut passed, mut seen) = (Vec::new(), HashSet::new(), HashSet::new());
    let mut open: Vec<SchemaId> = branches.iter().rev().copied().collect();
    while let Some(id) = open.pop() {
        if !seen.insert(id) {
            continue;
        }
        match &unions[id.index()] {
            Some(inner) => {
                passed.insert(id);
                open.extend(inner.iter().rev());
            }
            None => flat.push(id),
        }
    }
    (flat, passed)
}
