//! The sandbox, through HTTP.
#![forbid(unsafe_code)]

mod evaluations;
mod faults;
#[cfg(feature = "sqlite")]
mod kept;
mod lists;
mod people;
mod reviews;
mod rules;
mod support;
mod walk;
mod wire;
