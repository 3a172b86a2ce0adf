//! Which fields need a `Box`: those through which a struct would hold itself.

use std::collections::HashMap;

use crate::ir::{Model, Type, TypePath};

/// Marks the fields that stay in a cycle. Lists and maps are on the heap already.
pub(super) fn box_cycles(models: &mut [(TypePath, Model)]) {
    let cycles = cycles(models);
    for (path, model) in models {
        let Model::Struct(model) = model else {
            continue;
        };
        for field in &mut model.fields {
            if let Type::Model(target) = &mut field.ty {
                target.boxed = match (cycles.get(path), cycles.get(target)) {
                    (Some(own), Some(other)) => own == other,
                    _ => false,
                };
            }
        }
    }
}

/// Numbers the models so that two have the same number exactly if each can hold the other.
///
/// Tarjan's algorithm with a stack of its own: references make chains of any length.
fn cycles(models: &[(TypePath, Model)]) -> HashMap<TypePath, usize> {
    let index: HashMap<&TypePath, usize> = models
        .iter()
        .enumerate()
        .map(|(index, (path, _))| (path, index))
        .collect();
    let edges: Vec<Vec<usize>> = models
        .iter()
        .map(|(_, model)| {
            direct(model)
                .filter_map(|path| index.get(path).copied())
                .collect()
        })
        .collect();
    let mut search = Search {
        edges: &edges,
        found: vec![None; models.len()],
        low: vec![0; models.len()],
        open: Vec::new(),
        cycle: vec![None; models.len()],
        count: 0,
    };
    for start in 0..models.len() {
        search.from(start);
    }
    let numbered = models.iter().zip(search.cycle);
    numbered
        .filter_map(|((path, _), cycle)| Some((path.clone(), cycle?)))
        .collect()
}

/// The structs and enums that a model holds in itself.
fn direct(model: &Model) -> impl Iterator<Item = &TypePath> {
    let fields = match model {
        Model::Struct(model) => model.fields.as_slice(),
        Model::Enum(_) => &[],
    };
    fields.iter().filter_map(|field| match &field.ty {
        Type::Model(target) => Some(target),
        _ => None,
    })
}

struct Search<'e> {
    edges: &'e [Vec<usize>],
    /// When each model was found.
    found: Vec<Option<usize>>,
    /// The earliest model that is open and reachable from each.
    low: Vec<usize>,
    /// Models whose cycle is not known yet.
    open: Vec<usize>,
    cycle: Vec<Option<usize>>,
    count: usize,
}

impl Search<'_> {
    fn from(&mut self, start: usize) {
        if self.found[start].is_some() {
            return;
        }
        let mut stack = vec![(start, 0)];
        self.enter(start);
        while let Some((at, next)) = stack.last_mut() {
            let at = *at;
            if let Some(&target) = self.edges[at].get(*next) {
                *next += 1;
                match (self.found[target], self.cycle[target]) {
                    (None, _) => {
                        self.enter(target);
                        stack.push((target, 0));
                    }
                    (Some(found), None) => self.low[at] = self.low[at].min(found),
                    (Some(_), Some(_)) => {}
                }
                continue;
            }
            stack.pop();
            if let Some((parent, _)) = stack.last() {
                self.low[*parent] = self.low[*parent].min(self.low[at]);
            }
            self.close(at);
        }
    }

    fn enter(&mut self, at: usize) {
        self.found[at] = Some(self.count);
        self.low[at] = self.count;
        self.count += 1;
        self.open.push(at);
    }

    /// Gives the models of a cycle its number once its first one is left.
    fn close(&mut self, at: usize) {
        if self.found[at] != Some(self.low[at]) {
            return;
        }
        while let Some(member) = self.open.pop() {
            self.cycle[member] = Some(at);
            if member == at {
                break;
            }
        }
    }
}
