//! What a run made and has to take away again.
//!
//! Responsible for: remembering what was created, and deleting it in reverse order. Not for: when;
//! the caller does it at the end of each story, however that ended.

use serde_json::Value;

use crate::judge::contract::Contract;

/// Paths of created things, oldest first.
#[derive(Debug, Default)]
pub(super) struct Cleanup(Vec<String>);

impl Cleanup {
    /// Takes note of a successful exchange: a creation adds something, a deletion takes it off.
    pub(super) fn note(
        &mut self,
        contract: &Contract,
        method: &str,
        path: &str,
        answer: Option<&Value>,
    ) {
        match method {
            "DELETE" => self.0.retain(|created| created != path),
            "POST" => {
                let sid = answer.and_then(|answer| answer.get("sid")?.as_str());
                let created = sid.map(|sid| format!("{path}/{sid}"));
                if let Some(created) = created.filter(|created| can_delete(contract, created)) {
                    self.0.push(created);
                }
            }
            _ => {}
        }
    }

    /// What is to be deleted next.
    pub(super) fn next(&mut self) -> Option<String> {
        self.0.pop()
    }
}

/// Whether what a `POST` to this path creates can be deleted again, as far as the document says.
pub(super) fn is_undone(contract: &Contract, path: &str) -> bool {
    can_delete(contract, &format!("{path}/{{sid}}"))
}

fn can_delete(contract: &Contract, path: &str) -> bool {
    contract.find("DELETE", path).is_some()
}
