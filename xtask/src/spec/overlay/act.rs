//! One action of an overlay, carried out on the document.
//!
//! Responsible for: whether the action can be carried out, and whether it did anything.
//! Not for: how values are merged (`merge`).

use std::path::Path;

use serde_json::Value;

use super::super::{limits, pointer};
use super::format::{Action, Change};
use super::merge::{self, Clash};
use super::{size, stale};
use crate::diagnostics::Diagnostics;

/// Carries out one action, or reports why it cannot be or need not be.
pub(super) fn act(
    action: &Action,
    file: &Path,
    spec: &Path,
    document: &mut Value,
    found: &mut Diagnostics,
) {
    let result = match &action.change {
        Change::Remove => remove(action, document),
        Change::Update(value) => update(action, value, document),
    };
    let spec = spec.display();
    let target = action.target.text();
    let at = &action.pointer;
    match result {
        Ok(()) => {}
        Err(Failure::Nothing) => {
            let message = format!("the action selects `{target}`, but {spec} has nothing there");
            stale(file, at, message, found);
        }
        Err(Failure::NoChange) => {
            let message = format!("the action changes nothing: {spec} says all this already");
            stale(file, at, message, found);
        }
        Err(Failure::Clash(Clash {
            pointer,
            document,
            update,
        })) => {
            let message =
                format!("the action would merge {update} into {document} at {pointer} of {spec}");
            stale(file, at, message, found);
        }
        Err(Failure::NotMergeable(kind, pointer)) => {
            let message =
                format!("the action selects {kind} at {pointer}, which cannot be updated");
            let help = "select the object that holds it, and give the key and the value to set";
            found.error("overlay-action", file, at, message, help);
        }
        Err(Failure::Everything) => {
            let message = "the action would remove the whole document";
            found.error(
                "overlay-action",
                file,
                at,
                message,
                "select what is wrong, not `$`",
            );
        }
        Err(Failure::TooLarge) => {
            let message = "the action would blow the document up";
            let help = "its target selects too much: select less";
            found.error("too-large", file, at, message, help);
        }
    }
}

/// Why an action was not carried out.
enum Failure {
    /// The target selects nothing.
    Nothing,
    /// The document is already as the action wants it.
    NoChange,
    /// Both sides are of kinds that cannot be merged.
    Clash(Clash),
    /// The target selects something that is neither an object nor a list.
    NotMergeable(&'static str, String),
    /// The target selects the root.
    Everything,
    /// The result would be beyond the limits.
    TooLarge,
}

fn select(action: &Action, document: &Value) -> Result<Vec<String>, Failure> {
    let nodes = action.target.select(document);
    if nodes.is_empty() {
        return Err(Failure::Nothing);
    }
    Ok(nodes.into_iter().map(|(pointer, _)| pointer).collect())
}

fn remove(action: &Action, document: &mut Value) -> Result<(), Failure> {
    let pointers = select(action, document)?;
    if pointers.iter().any(String::is_empty) {
        return Err(Failure::Everything);
    }
    let segments = pointers
        .iter()
        .filter_map(|pointer| pointer::segments(pointer));
    merge::remove(document, segments.collect());
    Ok(())
}

fn update(action: &Action, update: &Value, document: &mut Value) -> Result<(), Failure> {
    let pointers = select(action, document)?;
    let added = size(update).and_then(|size| size.checked_mul(pointers.len()));
    if added.is_none_or(|added| added > limits::NODES) {
        return Err(Failure::TooLarge);
    }
    let mut changed = false;
    for pointer in pointers {
        let Some(node) = document.pointer_mut(&pointer) else {
            continue;
        };
        if !node.is_object() && !node.is_array() {
            return Err(Failure::NotMergeable(merge::kind(node), pointer));
        }
        changed |= merge::update(node, update).map_err(|clash| {
            Failure::Clash(Clash {
                pointer: pointer + &clash.pointer,
                ..clash
            })
        })?;
    }
    if changed {
        Ok(())
    } else {
        Err(Failure::NoChange)
    }
}
