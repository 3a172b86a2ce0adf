//! Document → IR: every decision of the generator, one per file.
//!
//! Responsible for: names, modules, types, presence, paging, form encoding, examples.
//! Not for: printing Rust. Nothing here uses `quote`, and `emit` never sees a document.

mod alternatives;
mod body;
mod builders;
mod composition;
mod discover;
mod docs;
mod drafts;
mod enums;
mod examples;
mod fits;
mod functions;
mod hand_written;
mod markdown;
mod members;
mod models;
mod modules;
mod names;
mod nesting;
mod notes;
mod operations;
pub(crate) mod paging;
mod parameters;
mod recursion;
mod reports;
mod reserved;
mod responses;
mod servers;
mod shape;
mod sids;
mod source;
mod structs;
mod styles;
mod successes;
mod tags;
mod title;
mod tree;
mod types;
mod unions;

use std::collections::HashSet;

use crate::diagnostics::Diagnostics;
use crate::ir::{Api, Model, Operation, TypePath};
use crate::spec::Document;

pub use hand_written::{HandWritten, LEFT_OUT};

use discover::Discovery;
use models::Scopes;
use operations::Functions;
use source::Source;
use types::Types;

/// What the caller decides about the crate.
#[derive(Debug, Clone, Default)]
pub struct Options {
    /// Cargo package name; made from the server's host where none is given.
    pub package: Option<String>,
    /// What people wrote, for one API in particular.
    pub hand_written: Option<HandWritten>,
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
    let drafts = drafts::drafts(source, &mut discovery);
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

    let mut functions = Functions::new();
    let mut operations: Vec<(Vec<String>, Operation)> = Vec::new();
    for draft in drafts {
        match operations::operation(
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
    builders::add(&mut models, &operations, &mut scopes);
    diagnostics.append(discovery.diagnostics);
    let mut diagnostics = each_once(diagnostics);
    if diagnostics.has_errors() {
        return Err(diagnostics);
    }

    let sids = types.sids.into_list();
    let modules = tree::modules(source, &sids, &models, operations);
    let shared = tree::models_of(&models, &[models::SHARED.to_owned()]);
    let server = servers::url(&source.openapi.servers).unwrap_or_default();
    let given = hand_written::Given {
        document: source.file,
        server: &server,
        shared: &shared,
        resources: &modules,
    };
    let hand_written = options.hand_written.as_ref();
    let hand_written = hand_written::part(hand_written, &given, &mut diagnostics);
    if diagnostics.has_errors() {
        return Err(diagnostics);
    }
    let info = &source.openapi.info;
    let description = title::description(&info.title);
    let api = Api {
        package: options
            .package
            .clone()
            .unwrap_or_else(|| servers::package(&server)),
        docs: docs::docs([Some(description.as_str()), info.description.as_deref()]),
        description,
        source: tree::source_name(source.file),
        server,
        sids,
        depth: nesting::depth(&models),
        models: shared,
        modules,
        hand_written,
    };
    Ok((api, diagnostics))
}

/// What several operations share is looked at for each of them; its problems are told once.
fn each_once(found: Diagnostics) -> Diagnostics {
    let mut seen = HashSet::new();
    let mut once = Diagnostics::new();
    for problem in found {
        if seen.insert((problem.id, problem.pointer.clone(), problem.message.clone())) {
            once.push(problem);
        }
    }
    once
}
