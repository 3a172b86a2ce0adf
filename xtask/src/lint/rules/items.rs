//! Lists of anything.

use serde_json::Value;

use super::Advice;
use crate::diff::node::{At, Root};
use crate::diff::rule::Direction;
use crate::spec::pointer;

pub(super) fn check(advice: &mut Advice<'_>, schemas: &[At<'_>]) {
    let root = Root(advice.root);
    for schema in schemas {
        // A list without `items` is told by the checks of the document.
        let Some(items) = schema.value.get("items").filter(|items| items.is_object()) else {
            continue;
        };
        let at = pointer::join(&schema.pointer, "items");
        let view = root.view(
            &vec![At {
                value: items,
                pointer: at.clone(),
            }],
            Direction::Response,
        );
        let composed = !view.one_of.is_empty() || !view.any_of.is_empty();
        let untyped = view.kind == "any" && view.values.is_none() && !composed;
        let is_list = schema
            .value
            .get("type")
            .is_none_or(|kind| kind == &Value::from("array"));
        if untyped && is_list {
            let message = "nothing is said about the elements: they are any JSON value".to_owned();
            let help = "type them in an overlay where there is evidence of what they hold";
            advice.warning("untyped-items", &at, message, help);
        }
    }
}
