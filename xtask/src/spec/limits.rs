//! The sizes beyond which a document is refused, so that no input can exhaust time or memory.
//!
//! Responsible for: the numbers. Not for: enforcing them (each reader does).

/// Largest file that is read, in bytes; the largest vendor document known has 1.5 MB.
pub(super) const FILE_BYTES: u64 = 32 * 1024 * 1024;

/// Most values one file may hold once its aliases are expanded.
pub(super) const NODES: usize = 2_000_000;

/// Most bytes of text one file may hold once its aliases are expanded. Without aliases no file below
/// [`FILE_BYTES`] comes near: an escape grows a text at most by half.
pub(super) const TEXT_BYTES: usize = 64 * 1024 * 1024;

/// Deepest nesting of objects and arrays. Just below the limit of the YAML and JSON libraries (128),
/// so that it is this project's message that the user sees, the same one for both formats.
pub(super) const DEPTH: usize = 120;

/// Longest key of an object, in bytes; YAML itself allows no longer ones before a colon.
pub(super) const KEY_BYTES: usize = 1024;

/// Most errors, and most warnings, that are told of one document.
pub(super) const PROBLEMS: usize = 500;

/// Most searches for the name that was probably meant, and most names looked at in one search.
pub(super) const SUGGESTIONS: usize = 20;
pub(super) const SUGGESTION_NAMES: usize = 5_000;

/// Deepest nesting of schemas inside schemas, references not counted; real ones have ten at most.
pub(super) const SCHEMA_DEPTH: usize = 32;

/// Deepest nesting of callbacks inside the operations of callbacks.
pub(super) const CALLBACK_DEPTH: usize = 2;

/// Most bytes of a YAML text that may be marks of its structure (`- , : [ ] { } ?` and line ends).
/// Known documents have one such byte in eighteen.
pub(super) const MARKS: usize = 4_000_000;

/// Most steps that open brackets may cost: for each mark the number of brackets open there. Known
/// documents need fewer than three for each mark.
pub(super) const BRACKET_WORK: usize = 200_000_000;
