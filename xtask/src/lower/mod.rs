//! Document → IR: every decision of the generator, one per file.
//!
//! Responsible for: names, modules, types, presence, paging, form encoding, examples.
//! Not for: printing Rust. Nothing here uses `quote`, and `emit` never sees a document.

mod discover;
mod docs;
mod examples;
mod functions;
mod models;
mod modules;
mod names;
mod paging;
mod parameters;
mod recursion;
mod responses;
mod servers;
mod shape;
mod sids;
mod singular;
mod source;
mod tree;
mod types;

use std::collections::BTreeMap;

use openapiv3::{Operation as Declared, PathItem, ReferenceOr};

use crate::diagnostics::Diagnostics;
use crate::ir::{Api, Arguments, Method, Model, Operation, TypePath};
use crate::spec::Document;

use discover::Discovery;
use models::Scopes;
use names::{Kind, Scope};
use parameters::{Endpoint, Raw};
use responses::Body;
use source::{Source, Unfollowed, step};
use types::Types;

/// Required parameters that an endpoint function takes one by one; more go into a struct.
const MAX_POSITIONAL: usize = 3;

/// What the caller decides about the crate.
#[derive(Debug, Clone, Default)]
pub struct Options {
    /// Cargo package name; made from the server's host where none is given.
    pub package: Option<String>,
}

/// An operation on its way through the passes.
struct Draft<'a> {
    endpoint: Endpoint<'a>,
    method: Method,
    pointer: String,
    module: Vec<String>,
    raw: Vec<Raw<'a>>,
    body: Option<Body<'a>>,
}

/// Names of functions: per module in the crate, and all together in the dispatcher.
#[derive(Default)]
struct Functions {
    modules: BTreeMap<Vec<String>, Scope>,
    dispatcher: Scope,
}

/// Lowers a document.
///
/// # Errors
/// Every construct that the generator cannot express, each with its place; warnings come back
/// beside the IR.
pub fn lower(document: &Document, options: &Options) -> Result<(Api, Diagnostics), Diagnostics> {
    let source = Source {
        openapi: &document.openapi,
        value: &document.value,
        file: &document.path,
    };
    let mut discovery = Discovery::new(source);
    let drafts = drafts(source, &mut discovery);
    let entries = std::mem::take(&mut discovery.entries);
    let mut scopes = Scopes::new();
    let named = models::name_all(&entries, &mut scopes);
    let mut types = Types {
        source,
        named,
        sids: sids::Sids::default(),
    };
    let mut diagnostics = std::mem::take(&mut discovery.diagnostics);

    let mut models: Vec<(TypePath, Model)> = Vec::new();
    for (pointer, entry) in &entries {
        match models::model(source, entry, &mut types, &mut diagnostics) {
            Ok(Some(model)) => {
                if let Some(path) = types.named.get(pointer) {
                    models.push((path.clone(), model));
                }
            }
            Ok(None) => {}
            Err(unfollowed) => discovery.unfollowed(&unfollowed),
        }
    }
    recursion::box_cycles(&mut models);

    let mut functions = Functions::default();
    let mut operations: Vec<(Vec<String>, Operation)> = Vec::new();
    for draft in drafts {
        match operation(
            &draft,
            &mut types,
            &mut scopes,
            &mut functions,
            &mut diagnostics,
        ) {
            Ok(operation) => operations.push((draft.module, operation)),
            Err(unfollowed) => discovery.unfollowed(&unfollowed),
        }
    }
    diagnostics.append(discovery.diagnostics);
    if diagnostics.has_errors() {
        return Err(diagnostics);
    }

    let sids = types.sids.into_list();
    let modules = tree::modules(source, &sids, &models, operations);
    let shared = tree::models_of(&models, &[models::SHARED.to_owned()]);
    let server = servers::url(&source.openapi.servers).unwrap_or_default();
    let api = Api {
        package: options
            .package
            .clone()
            .unwrap_or_else(|| servers::package(&server)),
        description: format!(
            "Typed client of the {} API.",
            source.openapi.info.title.trim()
        ),
        source: tree::source_name(source.file),
        server,
        sids,
        models: shared,
        modules,
    };
    Ok((api, diagnostics))
}

/// Reads every operation, notes the types that it needs, and collects what cannot be read.
fn drafts<'a>(source: Source<'a>, discovery: &mut Discovery<'a>) -> Vec<Draft<'a>> {
    let mut drafts = Vec::new();
    for (template, item) in &source.openapi.paths.paths {
        let ReferenceOr::Item(item) = item else {
            continue;
        };
        let path_pointer = step("/paths", template);
        for (method, operation) in methods(item) {
            let pointer = step(&path_pointer, &method.as_str().to_lowercase());
            match draft(
                source, discovery, template, item, operation, method, pointer,
            ) {
                Ok(draft) => drafts.push(draft),
                Err(unfollowed) => discovery.unfollowed(&unfollowed),
            }
        }
    }
    drafts
}

fn methods(item: &PathItem) -> impl Iterator<Item = (Method, &Declared)> {
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
    template: &'a str,
    item: &'a PathItem,
    operation: &'a Declared,
    method: Method,
    pointer: String,
) -> Result<Draft<'a>, Unfollowed> {
    let module = modules::module_path(source.openapi, template, item, operation);
    let id = operation.operation_id.as_deref().unwrap_or_default();
    let body = responses::success(source, operation, &pointer, &mut discovery.diagnostics)?;
    let is_list = responses::is_list(source, body.as_ref())?;
    let endpoint = Endpoint {
        template,
        item,
        operation,
        id,
        is_list,
    };
    let path_pointer = step("/paths", template);
    let raw = parameters::collect(
        source,
        endpoint,
        &path_pointer,
        &pointer,
        &mut discovery.diagnostics,
    )?;
    parameters::discover(discovery, &raw, &module, id);
    if let Some(body) = &body {
        responses::discover(discovery, source, body, &module, id)?;
    }
    Ok(Draft {
        endpoint,
        method,
        pointer,
        module,
        raw,
        body,
    })
}

fn operation<'a>(
    draft: &Draft<'a>,
    types: &mut Types<'a>,
    scopes: &mut Scopes,
    functions: &mut Functions,
    diagnostics: &mut Diagnostics,
) -> Result<Operation, Unfollowed> {
    let Endpoint {
        template,
        item,
        operation,
        id,
        ..
    } = draft.endpoint;
    let owner = draft
        .module
        .last()
        .map_or_else(String::new, |name| singular::singular(name));
    let parameters = parameters::lower(types, &draft.raw, &owner, diagnostics)?;
    let response = responses::lower(types, draft.body.as_ref(), &owner)?;
    let scope = scopes.entry(draft.module.clone()).or_default();
    let request = scope.claim(Kind::Type, &[id]);
    let required = parameters
        .iter()
        .filter(|parameter| parameter.required)
        .count();
    let arguments = if required > MAX_POSITIONAL {
        Arguments::Struct(scope.claim(Kind::Type, &[&format!("{id}_required")]))
    } else {
        Arguments::Positional
    };
    let function = functions
        .modules
        .entry(draft.module.clone())
        .or_default()
        .claim(Kind::Function, &functions::candidates(id));
    let own_server = servers::url(&operation.servers).or_else(|| servers::url(&item.servers));
    let default_server = servers::url(&types.source.openapi.servers);
    Ok(Operation {
        id: id.to_owned(),
        pointer: draft.pointer.clone(),
        function,
        request,
        dispatch: functions.dispatcher.claim(Kind::Function, &[id]),
        method: draft.method,
        path: template.to_owned(),
        server: own_server.filter(|own| default_server.as_ref() != Some(own)),
        docs: docs::docs([
            operation.summary.as_deref(),
            operation.description.as_deref(),
        ]),
        arguments,
        parameters,
        response,
        deprecated: operation.deprecated,
    })
}
