//! Enum values that differ only in case or separators.

use std::collections::HashMap;

use serde_json::Value;

use super::Advice;
use crate::diff::node::At;
use crate::spec::pointer;

pub(super) fn check(advice: &mut Advice<'_>, schemas: &[At<'_>]) {
    for schema in schemas {
        let aliases = schema.value.get("x-enum-aliases");
        let values = schema.value.get("enum").and_then(Value::as_array);
        let mut seen: HashMap<String, &str> = HashMap::new();
        for (index, value) in values.into_iter().flatten().enumerate() {
            let Some(value) = value.as_str() else {
                continue;
            };
            if aliases.is_some_and(|aliases| aliases.get(value).is_some()) {
                continue;
            }
            let folded: String = value
                .to_lowercase()
                .chars()
                .filter(|c| !matches!(c, '-' | '_' | ' '))
                .collect();
            match seen.get(folded.as_str()) {
                Some(known) if *known != value => {
                    let at =
                        pointer::join(&pointer::join(&schema.pointer, "enum"), &index.to_string());
                    let message =
                        format!("`{value}` and `{known}` differ only in case or separators");
                    let help = "if they mean the same, say so with `x-enum-aliases` in an overlay";
                    advice.warning("enum-case", &at, message, help);
                }
                Some(_) => {}
                None => {
                    seen.insert(folded, value);
                }
            }
        }
    }
}
