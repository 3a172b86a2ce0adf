//! What an overlay points at: a JSONPath, and the nodes it selects in a document.
//!
//! Responsible for: JSONPath in, JSON pointers out. Not for: what is done with the nodes.

use serde_json::Value;
use serde_json_path::JsonPath;

/// A JSONPath as it stands in an overlay.
pub(super) struct Target {
    text: String,
    path: JsonPath,
}

/// Longest JSONPath accepted, most filters in it, and most parentheses: its parser calls itself for
/// each of them, and for filters inside filters its time doubles with each.
const LENGTH: usize = 1_000;
const FILTERS: usize = 8;
const PARENTHESES: usize = 64;

impl Target {
    /// Parses a JSONPath; gives what is wrong with it otherwise.
    pub(super) fn parse(text: &str) -> Result<Self, String> {
        if text.len() > LENGTH {
            return Err(format!("it is longer than {LENGTH} characters"));
        }
        if text.matches('?').count() > FILTERS || text.matches('(').count() > PARENTHESES {
            return Err("it has too many filters or parentheses".to_owned());
        }
        match JsonPath::parse(text) {
            Ok(path) => Ok(Self {
                text: text.to_owned(),
                path,
            }),
            Err(error) => Err(error.to_string()),
        }
    }

    /// The JSONPath as it was written.
    pub(super) fn text(&self) -> &str {
        &self.text
    }

    /// The nodes, in document order and each one once.
    pub(super) fn select<'d>(&self, document: &'d Value) -> Vec<(String, &'d Value)> {
        let nodes = self.path.query_located(document).dedup();
        nodes
            .into_iter()
            .map(|node| (node.location().to_json_pointer(), node.node()))
            .collect()
    }
}
