//! An API that changed without a word: members added, dropped or renamed.

use heck::ToLowerCamelCase;
use serde_json::{Map, Value};

use super::Fault;

/// Changes a body as the fault says; other faults leave it as it is. Of a page every item changes.
pub(crate) fn bend(fault: Fault, body: &mut Value) {
    let Some(members) = body.as_object_mut() else {
        return;
    };
    if !members.contains_key("meta") {
        return bend_one(fault, members);
    }
    for (_, list) in members.iter_mut().filter(|(name, _)| *name != "meta") {
        for item in list.as_array_mut().into_iter().flatten() {
            if let Some(item) = item.as_object_mut() {
                bend_one(fault, item);
            }
        }
    }
}

fn bend_one(fault: Fault, members: &mut Map<String, Value>) {
    // The one that hurts: it is in every resource, and clients read it.
    let victim = ["status", "friendly_name", "date_created", "inquiry_id"]
        .into_iter()
        .find(|name| members.contains_key(*name));
    match (fault, victim) {
        (Fault::DriftAdd, _) => {
            members.insert("sandbox_drift".to_owned(), "added".into());
        }
        (Fault::DriftDrop, Some(name)) => {
            members.shift_remove(name);
        }
        (Fault::DriftRename, Some(name)) => {
            let value = members.shift_remove(name).unwrap_or_default();
            // A single word has no other spelling.
            let renamed = match name {
                "status" => "state".to_owned(),
                _ => name.to_lower_camel_case(),
            };
            members.insert(renamed, value);
        }
        _ => {}
    }
}
