//! IR → text: only prints.
//!
//! Responsible for: one template per item, through `quote` and `prettyplease`.
//! Not for: decisions (`lower`) and writing to disk (`tree`). It never sees a document.

mod argument;
mod builder;
mod dispatch;
mod docs;
mod file;
mod manifest;
mod model;
mod module;
mod operation;
mod press;
pub mod public_api;
mod root;
mod ty;

use std::collections::BTreeMap;

use crate::ir::{Api, Module};

use press::Press;

pub use file::EmitError;

/// What is copied into the crate beside what the document says.
#[derive(Debug, Clone, Default)]
pub struct Inputs {
    /// Files of the runtime by path below `src/runtime/`, byte for byte.
    pub runtime: BTreeMap<String, String>,
    /// `[dependencies]` and `[features]` of the runtime's manifest.
    pub runtime_manifest_tables: String,
    /// README of the crate, where its API has one.
    pub guide: Option<String>,
    /// Files of the hand-written modules by path below `src/`, byte for byte.
    pub modules: BTreeMap<String, String>,
    /// Licence texts by file name.
    pub licences: BTreeMap<String, String>,
    /// Whether the dispatcher of the contract tests is wanted: it is a third of all that is printed.
    pub dispatch: bool,
}

/// Name of the dispatcher among the files of the crate, until it is taken out.
const DISPATCH: &str = "dispatch.rs";

/// Files by path with forward slashes.
pub type Files = BTreeMap<String, String>;

/// What is printed from one IR.
#[derive(Debug, Clone)]
pub struct Emitted {
    /// The whole crate.
    pub files: Files,
    /// The dispatcher of the contract tests, where it is wanted.
    pub dispatch: Option<String>,
}

/// The crate and its dispatcher.
///
/// # Errors
/// A fault of the generator: tokens that are not Rust.
pub fn emit(api: &Api, inputs: &Inputs) -> Result<Emitted, EmitError> {
    let header = file::header(&api.source);
    let mut press = Press::default();
    // What takes longest comes first.
    if inputs.dispatch {
        press.add(DISPATCH, || {
            file::start(DISPATCH, &header, dispatch::start(api))
        });
    }
    for module in api.walk() {
        let path = module_file(module);
        press.add(path.clone(), {
            let header = &header;
            move || file::start(&path, header, module::module(api, module))
        });
        if inputs.dispatch {
            press.add(DISPATCH, || {
                file::more(DISPATCH, dispatch::functions(module))
            });
        }
    }
    press.add("src/lib.rs", || {
        file::start("src/lib.rs", &header, root::root(api))
    });
    if !api.sids.is_empty() {
        press.add("src/sids.rs", || {
            file::start("src/sids.rs", &header, root::sids(api))
        });
    }
    if !api.models.is_empty() {
        press.add("src/types.rs", || {
            let path = ["types".to_owned()];
            file::start("src/types.rs", &header, module::shared(api, &path))
        });
    }
    press.add("api.txt", || Ok(public_api::text(api)));
    let mut files = press.run()?;
    let dispatch = files.remove(DISPATCH);

    files.insert("Cargo.toml".to_owned(), manifest::cargo_toml(api, inputs));
    files.insert("rustfmt.toml".to_owned(), manifest::rustfmt_toml(api));
    files.insert("README.md".to_owned(), manifest::readme(api, inputs));
    for (name, text) in &inputs.licences {
        files.insert(name.clone(), text.clone());
    }
    for (path, text) in &inputs.runtime {
        files.insert(format!("src/runtime/{path}"), text.clone());
    }
    // The IR says whether there is one for this API.
    if api.hand_written.is_some() {
        for (path, text) in &inputs.modules {
            files.insert(format!("src/{path}"), text.clone());
        }
    }
    Ok(Emitted { files, dispatch })
}

fn module_file(module: &Module) -> String {
    format!("src/{}.rs", module.path.join("/"))
}
