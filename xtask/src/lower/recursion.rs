//! Which fields and alternatives need a `Box`: those that close a circle, so that a type would hold
//! itself. Lists and maps are on the heap already.

use std::collections::HashMap;

use crate::ir::{Model, Type, TypePath};

/// Where the search stands with a model.
#[derive(Clone, Copy, PartialEq)]
enum State {
    New,
    /// On the way from where the search began to where it is.
    Open,
    Done,
}

/// Marks what leads back to a type that the search came through, and nothing else.
///
/// In document order, with a stack of its own: references make chains of any length.
pub(super) fn box_cycles(models: &mut [(TypePath, Model)]) {
    let index: HashMap<TypePath, usize> = models
        .iter()
        .enumerate()
        .map(|(index, (path, _))| (path.clone(), index))
        .collect();
    let mut edges: Vec<Vec<usize>> = Vec::with_capacity(models.len());
    for (_, model) in models.iter_mut() {
        let targets = held(model).filter_map(|target| index.get(target).copied());
        edges.push(targets.collect());
    }
    let mut states = vec![State::New; models.len()];
    for start in 0..models.len() {
        if states[start] != State::New {
            continue;
        }
        states[start] = State::Open;
        let mut stack = vec![(start, 0)];
        while let Some((at, next)) = stack.last_mut() {
            let (at, edge) = (*at, *next);
            *next += 1;
            let Some(&target) = edges[at].get(edge) else {
                states[at] = State::Done;
                stack.pop();
                continue;
            };
            match states[target] {
                State::New => {
                    states[target] = State::Open;
                    stack.push((target, 0));
                }
                State::Open => {
                    if let Some(target) = held(&mut models[at].1).nth(edge) {
                        target.boxed = true;
                    }
                }
                State::Done => {}
            }
        }
    }
}

/// The models that a model holds in itself.
fn held(model: &mut Model) -> impl Iterator<Item = &mut TypePath> {
    let types: Vec<&mut Type> = match model {
        Model::Struct(model) => model.fields.iter_mut().map(|field| &mut field.ty).collect(),
        Model::Union(model) => model
            .alternatives
            .iter_mut()
            .map(|one| &mut one.ty)
            .collect(),
        Model::Enum(_) => Vec::new(),
    };
    types.into_iter().filter_map(|ty| match ty {
        Type::Model(target) => Some(target),
        _ => None,
    })
}
