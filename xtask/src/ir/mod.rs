//! The intermediate representation: what the emitted crate will hold, as plain data.
//!
//! Responsible for: naming every decision that `lower` took, so that `emit` only prints.
//! Not for: reading documents, and not for tokens; nothing here depends on `openapiv3` or `quote`.
//! `cargo xtask ir` prints it as YAML.

mod docs;
mod hand_written;
mod model;
mod module;
mod name;
mod operation;
mod sid;
mod ty;

pub use docs::{Docs, is_unseen};
pub use hand_written::HandWritten;
pub use model::{Alternative, Build, Enum, Field, Fit, Model, Setter, Struct, Union, Variant};
pub use module::{Example, ExampleValue, Module};
pub use name::Name;
pub use operation::{
    Arguments, Encoding, JsonBody, Location, Members, Method, Operation, Parameter, Response,
};
pub use sid::Sid;
pub use ty::{Type, TypePath};

use serde::Serialize;

/// A whole crate.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Api {
    /// Cargo package name, such as `twilio-trusthub`.
    pub package: String,
    /// One line for the manifest and the crate's front page.
    pub description: String,
    /// The same for readers: what the crate is, then what the document says of the API.
    pub docs: Docs,
    /// File name of the document, for the header of each emitted file.
    pub source: String,
    /// Default server, without a trailing slash.
    pub server: String,
    /// SID kinds, in the order of their names.
    pub sids: Vec<Sid>,
    /// How deep types stand in each other.
    #[serde(skip)]
    pub depth: usize,
    /// Types that several modules share; they live in the module `types`.
    pub models: Vec<Model>,
    /// Resource modules in document order.
    pub modules: Vec<Module>,
    /// What people wrote for this API in particular.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub hand_written: Option<HandWritten>,
}

impl Api {
    /// Visits every module, parents before children.
    pub fn walk(&self) -> impl Iterator<Item = &Module> {
        let mut stack: Vec<&Module> = self.modules.iter().rev().collect();
        std::iter::from_fn(move || {
            let module = stack.pop()?;
            stack.extend(module.modules.iter().rev());
            Some(module)
        })
    }
}
