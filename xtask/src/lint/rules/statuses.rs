//! Operations that describe no failure.

use indexmap::IndexMap;

use super::Advice;
use crate::diff::operation::Operation;

const HELP: &str = "nothing to do for the generator; an overlay can add what is known of errors";

pub(super) fn check(advice: &mut Advice<'_>, operations: &IndexMap<String, Operation<'_>>) {
    let only_success = |operation: &&Operation<'_>| {
        !operation.answers.is_empty()
            && operation
                .answers
                .keys()
                .all(|status| status.starts_with('2'))
    };
    let such: Vec<&Operation<'_>> = operations.values().filter(only_success).collect();
    // Where most of the document is so, fifty notices would say no more than one.
    if such.len() > 1 && such.len() * 2 > operations.len() {
        let message = format!(
            "{} of {} operations describe no failure",
            such.len(),
            operations.len()
        );
        return advice.notice("success-only", "/paths", message, HELP);
    }
    for operation in such {
        let message = format!("{} describes no failure", operation.id);
        advice.notice("success-only", &operation.pointer, message, HELP);
    }
}
