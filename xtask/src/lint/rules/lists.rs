//! Lists that the generator does not recognise as such.

use indexmap::IndexMap;
use serde_json::Value;

use super::Advice;
use crate::diff::node::{Node, Root};
use crate::diff::operation::Operation;
use crate::diff::rule::Direction;
use crate::lower::paging::{NEXT_TOKENS, NEXT_URLS, TOKEN_PARAMETERS};

pub(super) fn check(advice: &mut Advice<'_>, operations: &IndexMap<String, Operation<'_>>) {
    let root = Root(advice.root);
    for operation in operations
        .values()
        .filter(|one| one.method == "GET" && lists(advice.root, one))
    {
        let success = operation
            .answers
            .iter()
            .find(|(status, _)| status.starts_with('2'));
        let media = success.and_then(|(_, answer)| answer.media.get("application/json"));
        // An answer without JSON is told elsewhere.
        let Some(media) = media else { continue };
        if !is_page(root, operation, &media.node) {
            let message = format!(
                "{} lists things, but its answer is no page (one array, and what leads to the next \
                 page beside it or in `meta`): it can be sent and not streamed",
                operation.id
            );
            let help = "nothing to do if all of the list comes at once; else describe the envelope in an overlay";
            advice.warning("list-without-envelope", &operation.pointer, message, help);
        }
    }
}

/// Whether the document says that the operation lists: by its name, and the vendor's word for the path.
fn lists(root: &Value, operation: &Operation<'_>) -> bool {
    let named = operation
        .id
        .strip_prefix("List")
        .is_some_and(|rest| rest.starts_with(char::is_uppercase));
    let item = operation.pointer.rsplit_once('/').map(|(item, _)| item);
    let kind = item
        .and_then(|item| root.pointer(item))
        .and_then(|item| item.pointer("/x-twilio/pathType"));
    named || (kind.and_then(Value::as_str) == Some("list") && operation.id.starts_with("List"))
}

fn is_page<'a>(root: Root<'a>, operation: &Operation<'a>, body: &Node<'a>) -> bool {
    let view = root.view(body, Direction::Response);
    let meta = view.properties.get("meta");
    let meta = meta.map(|meta| root.view(meta, Direction::Response));
    let links = match &meta {
        Some(meta) if !meta.properties.is_empty() => &meta.properties,
        _ => &view.properties,
    };
    let has = |names: &[&str]| names.iter().any(|name| links.contains_key(name));
    let takes_token = TOKEN_PARAMETERS.iter().any(|name| {
        let key = format!("query `{name}`");
        operation.parameters.contains_key(&key)
    });
    let arrays = view.properties.values();
    let arrays = arrays.filter(|node| root.view(node, Direction::Response).kind == "array");
    (has(NEXT_URLS) || (takes_token && has(NEXT_TOKENS))) && arrays.count() == 1
}
