//! What must hold for any input.
//!
//! Each module is one target: a function that takes any bytes, hands them to the product through a
//! public door, and panics where an invariant is broken. `cargo fuzz` calls these functions with what
//! it makes up (`fuzz/fuzz_targets/`); plain `cargo test` calls them with the committed seeds and with
//! every input that ever broke something (`tests/seeds.rs`), so that no target can rot.
//!
//! A broken invariant is a panic here, and nowhere in the product.
#![forbid(unsafe_code)]
#![allow(clippy::missing_panics_doc, reason = "a panic is how a check fails")]

pub mod answers;
pub mod decode;
pub mod dice;
pub mod diff;
pub mod document;
pub mod door;
pub mod files;
pub mod grammar;
pub mod har;
pub mod mutants;
pub mod overlay;
pub mod paging;
pub mod pipeline;
pub mod recording;
pub mod scratch;
pub mod unique;
pub mod webhook;

/// A target: its name, what must hold, and how the fuzzer is to call it.
#[derive(Debug, Clone, Copy)]
pub struct Target {
    /// Name of the target, of its file in `fuzz_targets/`, and of its folders of inputs.
    pub name: &'static str,
    /// The invariant, for the table of results.
    pub holds: &'static str,
    /// Longest input worth trying.
    pub max_len: usize,
    /// The dictionary below `fuzz/dictionaries/`.
    pub dictionary: &'static str,
    /// The check itself.
    pub check: fn(&[u8]),
}

/// All targets, in the order in which they are run.
pub const TARGETS: &[Target] = &[
    Target {
        name: "decode",
        holds: "each type of the crate: refused, or decode, encode, decode gives the same value and bytes",
        max_len: 4096,
        dictionary: "resources",
        check: decode::check,
    },
    Target {
        name: "answers",
        holds: "any answer over HTTP: the value, or the typed error that fits it; bounded, one line, no value of a body",
        max_len: 4096,
        dictionary: "answers",
        check: answers::check,
    },
    Target {
        name: "paging",
        holds: "any chain of pages: items in order, each page asked for once, never another host, an end",
        max_len: 8192,
        dictionary: "resources",
        check: paging::check,
    },
    Target {
        name: "recording",
        holds: "any file: refused with line and help, or written and read back the same",
        max_len: 4096,
        dictionary: "recording",
        check: recording::check,
    },
    Target {
        name: "overlay",
        holds: "any overlay: refused with place and help, or applied, twice the same",
        max_len: 4096,
        dictionary: "overlay",
        check: overlay::check,
    },
    Target {
        name: "document",
        holds: "any text: refused with place and help, or a crate that parses, twice the same",
        max_len: 8192,
        dictionary: "document",
        check: document::check,
    },
    Target {
        name: "grammar",
        holds: "any document of the grammar: refused with place and help, or a crate that parses, twice the same",
        max_len: 4096,
        dictionary: "",
        check: grammar::check,
    },
    Target {
        name: "mutants",
        holds: "any mutation of real documents: refused with place and help, or a crate that parses, twice the same",
        max_len: 512,
        dictionary: "",
        check: mutants::check,
    },
    Target {
        name: "diff",
        holds: "a document and a mutation of it: every change has both views, in three formats; none against itself",
        max_len: 512,
        dictionary: "",
        check: diff::check,
    },
    Target {
        name: "har",
        holds: "any archive: recordings that can be written, read back and exported, or a reason for each that is not",
        max_len: 8192,
        dictionary: "har",
        check: har::check,
    },
    Target {
        name: "webhook",
        holds: "any URL, body and signature: accepted exactly where it was signed; fields as an independent reader has them",
        max_len: 2048,
        dictionary: "webhook",
        check: webhook::check,
    },
];

/// The target of a name.
#[must_use]
pub fn target(name: &str) -> Option<&'static Target> {
    TARGETS.iter().find(|target| target.name == name)
}
