//! Which fields need a `Box`: those through which a struct would hold itself.

use std::collections::{HashMap, HashSet};

use crate::ir::{Model, Type, TypePath};

/// Marks the fields that close a cycle. Lists and maps are on the heap already.
pub(super) fn box_cycles(models: &mut [(TypePath, Model)]) {
    let edges: HashMap<TypePath, Vec<TypePath>> = models
        .iter()
        .map(|(path, model)| (path.clone(), direct(model)))
        .collect();
    for (path, model) in models {
        let Model::Struct(model) = model else {
            continue;
        };
        for field in &mut model.fields {
            if let Type::Model(target) = &mut field.ty {
                target.boxed = reaches(&edges, target, path);
            }
        }
    }
}

fn direct(model: &Model) -> Vec<TypePath> {
    let Model::Struct(model) = model else {
        return Vec::new();
    };
    let targets = model.fields.iter().filter_map(|field| match &field.ty {
        Type::Model(target) => Some(target.clone()),
        _ => None,
    });
    targets.collect()
}

fn reaches(edges: &HashMap<TypePath, Vec<TypePath>>, from: &TypePath, to: &TypePath) -> bool {
    let mut seen = HashSet::new();
    let mut open = vec![from];
    while let Some(current) = open.pop() {
        if current == to {
            return true;
        }
        if seen.insert(current) {
            open.extend(edges.get(current).into_iter().flatten());
        }
    }
    false
}
