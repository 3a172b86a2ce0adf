//! The line of a spot in its recording file.
//!
//! Responsible for: reading a file once more and following a spot into it. Where the spot itself is
//! not there (a member that is absent), its nearest ancestor is named. Not for: files that are no
//! recordings; those have no lines.

use std::fs;

use xtask::spec::pointer;

use crate::finding::Spot;
use crate::recording::RecordingFile;
use crate::yaml::{self, Kind, Node};

/// The lines of one recording file.
pub(super) struct Lines(Option<Node>);

impl Lines {
    /// Reads a file. One that has vanished or changed since gives no lines.
    pub(super) fn read(file: &RecordingFile) -> Self {
        let text = fs::read_to_string(&file.path).ok();
        Self(text.and_then(|text| yaml::parse(&text).ok()))
    }

    /// The line of a spot.
    pub(super) fn of(&self, spot: &Spot) -> Option<usize> {
        let root = self.0.as_ref()?;
        let steps = |first: &[&str], rest: &str| {
            let rest = pointer::segments(rest).unwrap_or_default();
            first
                .iter()
                .map(|step| (*step).to_owned())
                .chain(rest)
                .collect::<Vec<_>>()
        };
        let steps = match spot {
            Spot::Whole => return Some(1),
            Spot::Status => steps(&["response", "status"], ""),
            Spot::ResponseHeader(name) => steps(&["response", "headers", name], ""),
            Spot::ResponseBody(at) => steps(&["response", "body"], at),
            Spot::RequestPath(_) => steps(&["request", "path"], ""),
            Spot::RequestQuery(name) => steps(&["request", "query", name], ""),
            Spot::RequestForm(name) => steps(&["request", "form", name], ""),
            Spot::RequestHeader(name) => steps(&["request", "headers", name], ""),
            Spot::RequestBody(at) => steps(&["request", "body"], at),
        };
        Some(follow(root, &steps))
    }
}

fn follow(root: &Node, steps: &[String]) -> usize {
    let (mut node, mut line) = (root, root.line);
    for step in steps {
        let found = match &node.kind {
            Kind::Map(entries) => entries
                .iter()
                .find(|(key, _)| key.text == *step)
                // Header names have no case, and a body that is not JSON is under `text`.
                .or_else(|| entries.iter().find(|(key, _)| alike(&key.text, step)))
                .map(|(key, value)| (value, key.line)),
            Kind::List(items) => pointer::index(step)
                .and_then(|index| items.get(index))
                .map(|item| (item, item.line)),
            Kind::Scalar { .. } => None,
        };
        let Some((next, at)) = found else {
            break;
        };
        (node, line) = (next, at);
    }
    line
}

fn alike(key: &str, step: &str) -> bool {
    key.eq_ignore_ascii_case(step) || (step == "body" && key == "text")
}

#[cfg(test)]
#[path = "line_tests.rs"]
mod tests;
