//! How deep types stand in each other: the compiler follows them to see what may be sent between
//! threads and how they are dropped, and gives up at a limit.
//!
//! Responsible for: the length of the longest way from type to type. Not for: boxes (`recursion`).

use std::collections::HashMap;

use crate::ir::{Model, Type, TypePath};

/// The number of types on the longest way; all types of a circle count, since a way may lead through
/// all of them. Where a type is reached through a list or a map, the compiler follows it too.
pub(super) fn depth(models: &[(TypePath, Model)]) -> usize {
    let index: HashMap<&TypePath, usize> = models
        .iter()
        .enumerate()
        .map(|(index, (path, _))| (path, index))
        .collect();
    let edges: Vec<Vec<usize>> = models
        .iter()
        .map(|(_, model)| targets(model, &index))
        .collect();
    let mut search = Search {
        edges: &edges,
        found: vec![None; models.len()],
        low: vec![0; models.len()],
        open: Vec::new(),
        depth: vec![None; models.len()],
        count: 0,
    };
    for start in 0..models.len() {
        search.from(start);
    }
    search.depth.into_iter().flatten().max().unwrap_or_default()
}

fn targets(model: &Model, index: &HashMap<&TypePath, usize>) -> Vec<usize> {
    let mut types: Vec<&Type> = match model {
        Model::Struct(model) => {
            let fields = model.fields.iter().map(|field| &field.ty);
            fields.chain(&model.extra).collect()
        }
        Model::Union(model) => model.alternatives.iter().map(|one| &one.ty).collect(),
        Model::Enum(_) => Vec::new(),
    };
    let mut targets = Vec::new();
    while let Some(ty) = types.pop() {
        match ty {
            Type::List(inner) | Type::Map(inner) | Type::Nullable(inner) => types.push(inner),
            Type::Model(path) => {
                // Boxed or not, it is the same type.
                let path = TypePath {
                    boxed: false,
                    ..path.clone()
                };
                targets.extend(index.get(&path).copied());
            }
            _ => {}
        }
    }
    targets
}

/// Tarjan's search for circles, with a stack of its own: references make chains of any length. It
/// leaves a circle only after all that the circle leads to, so that depths are known in time.
struct Search<'e> {
    edges: &'e [Vec<usize>],
    /// When each model was found.
    found: Vec<Option<usize>>,
    /// The earliest model that is open and reachable from each.
    low: Vec<usize>,
    /// Models whose circle is not known yet.
    open: Vec<usize>,
    /// The longest way from each model, once its circle is known.
    depth: Vec<Option<usize>>,
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
                match (self.found[target], self.depth[target]) {
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

    /// Gives the models of a circle their depth once its first one is left.
    fn close(&mut self, at: usize) {
        if self.found[at] != Some(self.low[at]) {
            return;
        }
        let Some(first) = self.open.iter().position(|open| *open == at) else {
            return;
        };
        let circle = self.open.split_off(first);
        let beyond = circle.iter().flat_map(|member| &self.edges[*member]);
        let beyond = beyond.filter_map(|target| self.depth[*target]).max();
        let depth = circle.len() + beyond.unwrap_or_default();
        for member in circle {
            self.depth[member] = Some(depth);
        }
    }
}
