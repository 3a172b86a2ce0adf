//! Paths without operations.

use serde_json::Value;

use super::Advice;
use crate::spec::pointer;

const METHODS: [&str; 8] = [
    "get", "put", "post", "delete", "options", "head", "patch", "trace",
];

pub(super) fn check(advice: &mut Advice<'_>) {
    let paths = advice.root.get("paths").and_then(Value::as_object);
    for (path, item) in paths.into_iter().flatten() {
        let empty = item.as_object().is_some_and(|item| {
            !item.contains_key("$ref") && !METHODS.iter().any(|method| item.contains_key(*method))
        });
        if path.starts_with('/') && empty {
            let at = pointer::join("/paths", path);
            let message = "the path has no operation: nothing is generated for it".to_owned();
            advice.notice("path-without-operations", &at, message, "nothing to do");
        }
    }
}
