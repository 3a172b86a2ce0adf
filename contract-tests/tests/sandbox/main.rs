//! The sandbox, through HTTP.
#![forbid(unsafe_code)]

mod evaluations;
mod lists;
mod rules;
mod support;
mod walk;
