//! What is valid and generated, and yet worth a word.
//!
//! Responsible for: one subject per file. Not for: anything that `spec::check` or `lower` reports.

mod components;
mod enums;
mod examples;
mod items;
mod lists;
mod outputs;
mod paths;
mod schemas;
mod statuses;
mod value;

use crate::diff::operation::operations;

use super::Advice;

/// Runs all rules.
pub(super) fn check(advice: &mut Advice<'_>) {
    let operations = operations(advice.root);
    let schemas = schemas::all(advice.root);
    paths::check(advice);
    statuses::check(advice, &operations);
    lists::check(advice, &operations);
    outputs::check(advice, &operations);
    enums::check(advice, &schemas);
    items::check(advice, &schemas);
    examples::check(advice, &schemas);
    components::check(advice);
}
