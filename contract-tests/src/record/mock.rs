//! A mock server: it keeps nothing and makes its answers up.
//!
//! A story still asks it for every operation, but what one answer says is not true of the next.
//!
//! Responsible for: which steps make no sense there, and what goes on in spite of an answer. Not
//! for: asking.

use serde_json::Value;

use super::scenario::{Credentials, Pick, Step};
use super::template::at;

/// Whether a step needs a server that knows things: it wants to be refused, or to play the reviewer.
pub(super) fn leaves_out(step: &Step) -> bool {
    let refused = !step.expect.is_empty() && step.expect.iter().all(|status| *status >= 400);
    refused || step.is_door() || step.credentials == Credentials::Wrong
}

/// Any entry of a list, since none can be the right one.
pub(super) fn any(pick: &Pick, answer: &Value) -> Result<Value, String> {
    let list = at(answer, &pick.list).and_then(Value::as_array);
    let first = list.and_then(|list| list.first()).cloned();
    first.ok_or_else(|| format!("the list `{}` is empty", pick.list))
}

/// What is told of a step that did not go as it says, in one line.
pub(super) fn notice(name: &str, problem: &str) -> String {
    let line = problem.lines().next().unwrap_or_default();
    format!("{name}: {line}")
}
