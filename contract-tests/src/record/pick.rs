//! The entry of a list that a step means.
//!
//! Responsible for: finding it by what it holds, and saying why there is none. Not for: what it is
//! used for.

use serde_json::Value;

use super::request::Values;
use super::scenario::Pick;
use super::template::{at, scalar};

/// The entry of a list that a step asks for.
pub(super) fn picked(pick: &Pick, answer: &Value, values: &Values) -> Result<Value, String> {
    let list = at(answer, &pick.list).and_then(Value::as_array);
    let Some(list) = list else {
        return Err(format!("the answer has no list `{}`", pick.list));
    };
    let mut wanted = Vec::new();
    for (path, template) in &pick.holds {
        let text = template
            .fill(|name| values.get(name), str::to_owned)
            .map_err(|missing| format!("nothing is known for `{}`", missing.0))?;
        wanted.push((path, text));
    }
    let fits = |entry: &&Value| {
        wanted
            .iter()
            .all(|(path, text)| at(entry, path).and_then(scalar).as_ref() == Some(text))
    };
    list.iter().find(fits).cloned().ok_or_else(|| {
        let wanted: Vec<String> = wanted
            .iter()
            .map(|(path, text)| format!("{path}: {text}"))
            .collect();
        format!(
            "none of the {} entries of `{}` holds {}",
            list.len(),
            pick.list,
            if wanted.is_empty() {
                "anything".to_owned()
            } else {
                wanted.join(", ")
            }
        )
    })
}
