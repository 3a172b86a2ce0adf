//! The judge: holds recorded exchanges against the document.
//!
//! Responsible for: telling every way in which an exchange is not what the document, with its
//! overlays, says. It is closed-world: what is not declared is a finding, and so is what is
//! declared and absent.
//!
//! ```text
//! document ─▶ contract ─┐
//! recording ────────────┴─▶ request, response ─▶ value, text, format ─▶ report ─▶ findings
//! ```
//!
//! Not for: the generated code. That is the other witness, and only [`client`] knows of both.

pub mod client;
pub mod contract;
pub mod explain;
mod format;
mod headers;
mod line;
mod measure;
mod report;
mod request;
mod response;
mod sent;
#[cfg(test)]
mod testing;
mod text;
mod union;
mod value;
mod words;

use std::sync::Arc;

use contract::Contract;
use report::Draft;

use crate::finding::{Finding, Kind, Spot};
use crate::recording::{Recording, RecordingFile};

/// Holds exchanges against one document. Cheap to share: all work on the document is done before.
#[derive(Debug, Clone)]
pub struct Judge {
    contract: Arc<Contract>,
}

impl Judge {
    /// A judge for a document.
    #[must_use]
    pub fn new(contract: Arc<Contract>) -> Self {
        Self { contract }
    }

    /// Everything about an exchange that is not as the document says: the request first, then the
    /// answer. `file` adds the recording's name and lines.
    #[must_use]
    pub fn judge(&self, recording: &Recording, file: Option<&RecordingFile>) -> Vec<Finding> {
        let request = &recording.request;
        // A document that calls the operation otherwise still describes the same exchange.
        let operation = self
            .contract
            .operation(&recording.operation)
            .or_else(|| self.contract.find(&request.method, &request.path));
        let Some(operation) = operation else {
            let unknown = Draft {
                kind: Kind::RequestInvalidValue,
                spot: Spot::Whole,
                document: Some("/paths".to_owned()),
                expected: "an operation of the document".to_owned(),
                actual: format!("{} {}", request.method, request.path),
            };
            return report::findings(vec![unknown], &recording.operation, recording, file);
        };
        let mut drafts = request::judge(&self.contract, operation, request);
        drafts.extend(response::judge(
            &self.contract,
            operation,
            &recording.response,
        ));
        report::findings(drafts, &recording.operation, recording, file)
    }
}

#[cfg(test)]
mod sent_tests;
#[cfg(test)]
#[path = "judge_tests.rs"]
mod tests;
#[cfg(test)]
mod third_opinion_tests;
#[cfg(test)]
mod union_tests;
