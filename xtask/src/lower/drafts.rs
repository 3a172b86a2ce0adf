//! Which operations there are: each with its module, its parameters and its body, not yet typed.
//!
//! Responsible for: reading every operation, noting the types that it needs, and collecting what
//! cannot be read. Not for: names and types, which depend on all operations (`operations`).

use openapiv3::{Operation, PathItem, ReferenceOr};

use crate::ir::Method;

use super::discover::Discovery;
use super::modules::Modules;
use super::parameters::{self, Endpoint, Raw};
use super::responses::Answer;
use super::source::{Source, Unfollowed, step};
use super::successes;

/// An operation on its way through the passes.
pub(super) struct Draft<'a> {
    pub(super) endpoint: Endpoint<'a>,
    pub(super) method: Method,
    pub(super) pointer: String,
    pub(super) module: Vec<String>,
    pub(super) raw: Vec<Raw<'a>>,
    pub(super) answer: Answer<'a>,
}

/// Where an operation stands.
struct Place<'a, 'p> {
    template: &'a str,
    item: &'a PathItem,
    path_pointer: &'p str,
}

/// All operations, path by path.
pub(super) fn drafts<'a>(source: Source<'a>, discovery: &mut Discovery<'a>) -> Vec<Draft<'a>> {
    let modules = Modules::new(source.openapi);
    let mut drafts = Vec::new();
    for (template, item) in &source.openapi.paths.paths {
        let path_pointer = step("/paths", template);
        let item = match item {
            ReferenceOr::Item(item) => item,
            ReferenceOr::Reference { reference } => {
                discovery.unfollowed(&Unfollowed {
                    pointer: path_pointer,
                    reference: reference.clone(),
                });
                continue;
            }
        };
        if item.trace.is_some() {
            discovery.diagnostics.error(
                "unsupported-method",
                source.file,
                step(&path_pointer, "trace"),
                "this generator does not send TRACE requests",
                "remove the operation in an overlay",
            );
        }
        for (method, operation) in methods(item) {
            let place = Place {
                template,
                item,
                path_pointer: &path_pointer,
            };
            match draft(source, discovery, &modules, &place, method, operation) {
                Ok(draft) => drafts.push(draft),
                Err(unfollowed) => discovery.unfollowed(&unfollowed),
            }
        }
    }
    drafts
}

/// The operations of a path, reading before writing.
fn methods(item: &PathItem) -> impl Iterator<Item = (Method, &Operation)> {
    let all = [
        (Method::Get, &item.get),
        (Method::Post, &item.post),
        (Method::Put, &item.put),
        (Method::Patch, &item.patch),
        (Method::Delete, &item.delete),
        (Method::Head, &item.head),
        (Method::Options, &item.options),
    ];
    all.into_iter()
        .filter_map(|(method, operation)| Some((method, operation.as_ref()?)))
}

fn draft<'a>(
    source: Source<'a>,
    discovery: &mut Discovery<'a>,
    modules: &Modules<'a>,
    place: &Place<'a, '_>,
    method: Method,
    operation: &'a Operation,
) -> Result<Draft<'a>, Unfollowed> {
    let pointer = step(place.path_pointer, &method.as_str().to_lowercase());
    let module = modules.path(place.template, place.item, operation);
    let id = operation.operation_id.as_deref().unwrap_or_default();
    let endpoint = Endpoint {
        template: place.template,
        item: place.item,
        operation,
        id,
    };
    let mut raw = parameters::collect(
        source,
        endpoint,
        place.path_pointer,
        &pointer,
        &mut discovery.diagnostics,
    )?;
    let success = successes::success(source, operation, &pointer, &mut discovery.diagnostics)?;
    let answer = Answer::new(source, success, &parameters::queries(&raw))?;
    if let Some(page) = answer.page() {
        raw.retain(|raw| !(raw.is_optional_query() && page.moves_by(raw.name)));
    }
    parameters::discover(discovery, &raw, &module, id);
    answer.discover(discovery, &module, id);
    Ok(Draft {
        endpoint,
        method,
        pointer,
        module,
        raw,
        answer,
    })
}
