//! IR → text: only prints.
//!
//! Responsible for: one template per item, through `quote` and `prettyplease`.
//! Not for: decisions (`lower`) and writing to disk (`tree`). It never sees a document.

mod dispatch;
mod docs;
mod file;
mod manifest;
mod model;
mod module;
mod operation;
pub mod public_api;
mod root;
mod ty;

use std::collections::BTreeMap;

use crate::ir::{Api, Module};

pub use file::EmitError;

/// What is copied into the crate beside what the document says.
#[derive(Debug, Clone, Default)]
pub struct Inputs {
    /// Files of the runtime by path below `src/runtime/`, byte for byte.
    pub runtime: BTreeMap<String, String>,
    /// `[dependencies]` and `[features]` of the runtime's manifest.
    pub runtime_manifest_tables: String,
    /// README of the crate, where the document comes with one.
    pub guide: Option<String>,
    /// Licence texts by file name.
    pub licences: BTreeMap<String, String>,
}

/// Files by path with forward slashes.
pub type Files = BTreeMap<String, String>;

/// The whole crate.
///
/// # Errors
/// A fault of the generator: tokens that are not Rust.
pub fn emit(api: &Api, inputs: &Inputs) -> Result<Files, EmitError> {
    let header = file::header(&api.source);
    let mut files = Files::new();
    files.insert("Cargo.toml".to_owned(), manifest::cargo_toml(api, inputs));
    files.insert("rustfmt.toml".to_owned(), manifest::rustfmt_toml(api));
    files.insert("README.md".to_owned(), manifest::readme(api, inputs));
    files.insert("api.txt".to_owned(), public_api::text(api));
    for (name, text) in &inputs.licences {
        files.insert(name.clone(), text.clone());
    }
    for (path, text) in &inputs.runtime {
        files.insert(format!("src/runtime/{path}"), text.clone());
    }
    let mut rust = |path: String, tokens| {
        let text = file::print(&path, &header, tokens)?;
        files.insert(path, text);
        Ok(())
    };
    rust("src/lib.rs".to_owned(), root::root(api))?;
    if !api.sids.is_empty() {
        rust("src/sids.rs".to_owned(), root::sids(api))?;
    }
    if !api.models.is_empty() {
        rust(
            "src/types.rs".to_owned(),
            module::shared(api, &["types".to_owned()]),
        )?;
    }
    for module in api.walk() {
        rust(module_file(module), module::module(api, module))?;
    }
    Ok(files)
}

/// The dispatcher of the contract tests.
///
/// # Errors
/// A fault of the generator: tokens that are not Rust.
pub fn emit_dispatch(api: &Api) -> Result<String, EmitError> {
    file::print(
        "dispatch.rs",
        &file::header(&api.source),
        dispatch::dispatch(api),
    )
}

fn module_file(module: &Module) -> String {
    format!("src/{}.rs", module.path.join("/"))
}
