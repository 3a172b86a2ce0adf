//! Which structs callers make themselves, and how.
//!
//! Responsible for: finding the structs that JSON bodies hold, and naming their constructors and
//! setters. A struct that only the API makes has none: it may grow without breaking anyone.
//! Not for: the bodies of operations, whose members are arguments and setters of the request.

use std::collections::{BTreeSet, HashMap};

use crate::ir::{Arguments, Build, Model, Operation, Setter, Struct, Type, TypePath};

use super::models::Scopes;
use super::names::{Kind, Scope};
use super::operations::MAX_POSITIONAL;

/// Gives the structs that requests hold their constructors.
pub(super) fn add(
    models: &mut [(TypePath, Model)],
    operations: &[(Vec<String>, Operation)],
    scopes: &mut Scopes,
) {
    let sent = sent(models, operations);
    for (path, model) in models {
        if let Model::Struct(model) = model
            && sent.contains(&key(path))
        {
            let scope = scopes.entry(path.module.clone()).or_default();
            model.build = Some(build(model, scope));
        }
    }
}

fn build(model: &Struct, scope: &mut Scope) -> Build {
    let required = model.fields.iter().filter(|field| field.required).count();
    let arguments = if required > MAX_POSITIONAL {
        Arguments::Struct(scope.claim(Kind::Type, &[&format!("{}_required", model.rust)]))
    } else {
        Arguments::Positional
    };
    let mut methods = Scope::without(&["new", "default"]);
    let optional = model.fields.iter().filter(|field| !field.required);
    let setters = optional.map(|field| Setter {
        method: methods.claim(Kind::Parameter, &[&field.name.wire]),
        field: field.name.rust.clone(),
    });
    Build {
        arguments,
        setters: setters.collect(),
    }
}

/// Where a type lives, without how a field holds it.
fn key(path: &TypePath) -> (Vec<String>, String) {
    (path.module.clone(), path.name.clone())
}

/// The types that JSON bodies reach.
fn sent(
    models: &[(TypePath, Model)],
    operations: &[(Vec<String>, Operation)],
) -> BTreeSet<(Vec<String>, String)> {
    let by_key: HashMap<_, _> = models
        .iter()
        .map(|(path, model)| (key(path), model))
        .collect();
    let parameters = operations
        .iter()
        .flat_map(|(_, operation)| &operation.parameters);
    let mut open: Vec<&TypePath> = parameters
        .filter(|parameter| parameter.location.is_json())
        .filter_map(|parameter| model_of(&parameter.ty))
        .collect();
    let mut sent = BTreeSet::new();
    while let Some(path) = open.pop() {
        if sent.insert(key(path))
            && let Some(model) = by_key.get(&key(path))
        {
            open.extend(types_of(model).filter_map(model_of));
        }
    }
    sent
}

/// The types that a model holds.
fn types_of(model: &Model) -> Box<dyn Iterator<Item = &Type> + '_> {
    match model {
        Model::Struct(model) => {
            let extra = model.extra.iter();
            Box::new(model.fields.iter().map(|field| &field.ty).chain(extra))
        }
        Model::Union(model) => Box::new(model.alternatives.iter().map(|one| &one.ty)),
        Model::Enum(_) => Box::new(std::iter::empty()),
    }
}

/// The struct, enum or union in a type.
fn model_of(ty: &Type) -> Option<&TypePath> {
    match ty {
        Type::Model(path) => Some(path),
        Type::List(inner) | Type::Map(inner) | Type::Nullable(inner) => model_of(inner),
        _ => None,
    }
}
