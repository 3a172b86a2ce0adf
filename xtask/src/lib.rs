//! The generator and its tools.
//!
//! ```text
//! document + overlays ─▶ spec ─▶ lower ─▶ IR ─▶ emit ─▶ tree ─▶ disk
//! ```
//!
//! [`spec`] reads and checks, [`lower`] takes every decision, [`ir`] holds them as plain data,
//! [`emit`] prints them as Rust, [`tree`] compares with the disk and writes. [`generate`] is the
//! first four in one function: pure, the same bytes on every machine and every run.

pub mod api;
pub mod cli;
pub mod codegen;
pub mod contract;
mod cores;
pub mod diagnostics;
pub mod diff;
pub mod emit;
pub mod inputs;
pub mod ir;
pub mod lint;
pub mod lower;
pub mod nightly;
pub mod print;
pub mod pull;
mod run;
pub mod semver;
mod singular;
pub mod spec;
pub mod tree;
pub mod vendor;
pub mod workspace;

use std::path::Path;

pub use run::main;

use diagnostics::Diagnostics;

/// A crate in memory.
#[derive(Debug, Clone)]
pub struct Generated {
    /// What it was made from.
    pub document: spec::Document,
    /// What the emitted files say, as data.
    pub api: ir::Api,
    /// The files of the crate.
    pub files: emit::Files,
    /// The dispatcher of the contract tests, where the inputs ask for it.
    pub dispatch: Option<String>,
    /// Problems that the generator copes with, in the order in which they were found.
    pub warnings: Diagnostics,
    /// Overlays that are for another API.
    pub skipped_overlays: Vec<std::path::PathBuf>,
}

/// Why nothing was generated.
#[derive(Debug)]
pub enum Refusal {
    /// The document or an overlay: every problem, each with its place.
    Document(Diagnostics),
    /// The generator itself.
    Emit(emit::EmitError),
}

/// Reads a document with its overlays and makes a crate of it; writes nothing.
///
/// # Errors
/// Every problem of the document and its overlays.
pub fn generate(
    spec: &Path,
    overlays: Option<&Path>,
    options: &lower::Options,
    inputs: &emit::Inputs,
) -> Result<Generated, Refusal> {
    let document = spec::load(spec, overlays).map_err(Refusal::Document)?;
    generate_from(document, options, inputs)
}

/// Makes a crate of a document that is read already; writes nothing.
///
/// # Errors
/// Every problem of the document that the generator cannot cope with.
pub fn generate_from(
    mut document: spec::Document,
    options: &lower::Options,
    inputs: &emit::Inputs,
) -> Result<Generated, Refusal> {
    let lowered = lower::lower(&document, options).map_err(|mut found| {
        spec::locate::place(&mut found);
        Refusal::Document(found)
    });
    let (api, more) = lowered?;
    let emit::Emitted { files, dispatch } = emit::emit(&api, inputs).map_err(Refusal::Emit)?;
    let mut warnings = std::mem::take(&mut document.warnings);
    warnings.append(more);
    Ok(Generated {
        api,
        files,
        dispatch,
        warnings,
        skipped_overlays: std::mem::take(&mut document.skipped_overlays),
        document,
    })
}
