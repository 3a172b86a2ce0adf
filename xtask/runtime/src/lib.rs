//! The hand-written half of the generated crate, as a crate of its own so that it can be built,
//! linted and tested alone.
//!
//! `cargo xtask codegen` copies the folder `src/runtime/` byte for byte into the generated crate.
//! Nothing inside it may name anything outside it.
#![forbid(unsafe_code)]

pub mod runtime;

#[cfg(test)]
pub mod sample;
