//! A diff for programs; `xtask/diff.schema.json` describes it.

use serde_json::{Value, json};

use super::Diff;
use super::change::{Change, Level};

/// Version of the format.
const FORMAT: u32 = 1;

/// The whole diff; raw changes only where they are asked for.
pub(super) fn json(diff: &Diff, raw: bool) -> Value {
    let api = diff.api.as_ref().map(|items| {
        let items: Vec<Value> = items
            .iter()
            .map(|item| {
                let (path, old, new) = (&item.path, &item.old, &item.new);
                json!({ "path": path, "old": old, "new": new, "verdict": item.verdict.to_string() })
            })
            .collect();
        let verdict = diff.verdict().map(|verdict| verdict.to_string());
        json!({ "verdict": verdict, "renames": diff.renames, "changes": items })
    });
    let ignored: Vec<Value> = diff
        .ignored
        .iter()
        .map(|one| json!({ "fingerprint": one.change.fingerprint, "reason": one.reason }))
        .collect();
    let mut value = json!({
        "diff": FORMAT,
        "old": diff.old.display().to_string(),
        "new": diff.new.display().to_string(),
        "complete": diff.complete,
        "summary": {
            "effective": diff.changes.len(),
            "breaking": diff.count(Level::Breaking),
            "additive": diff.count(Level::Additive),
            "neutral": diff.count(Level::Neutral),
            "raw": diff.raw.len(),
        },
        "changes": diff.changes.iter().map(change).collect::<Vec<_>>(),
        "api": api,
        "ignored": ignored,
        "needless_ignores": diff.needless,
    });
    if raw && let Some(map) = value.as_object_mut() {
        map.insert("raw".to_owned(), json!(diff.raw));
    }
    value
}

fn change(change: &Change) -> Value {
    json!({
        "rule": change.rule.to_string(),
        "fingerprint": change.fingerprint,
        "direction": change.rule.direction,
        "area": change.rule.area,
        "operation": change.operation,
        "method": change.method,
        "path": change.path,
        "place": change.place,
        "old": change.old,
        "new": change.new,
        "before": change.before,
        "after": change.after,
        "callers": change.callers,
        "wire": change.wire,
        "recordings": change.recordings,
        "items": change.items,
        "hint": change.hint,
        "text": change.text(),
    })
}
