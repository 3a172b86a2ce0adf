//! Scenarios: what to ask a server, as data.
//!
//! One YAML file is one story; `contract-tests/RECORDINGS.md` describes the format. Steps run in
//! the order of the file. `{profile.sid}` stands for a member of an earlier answer.
//!
//! Responsible for: the types, finding the files, and refusing a scenario that cannot work before
//! anything is sent. Not for: sending.

mod check;
mod read;

use std::path::{Path, PathBuf};

use indexmap::IndexMap;
use serde_json::Value;

use super::template::Template;
use crate::recording::LoadError;

pub(super) use check::check;
pub(super) use read::load;

/// A story to record.
#[derive(Debug, Clone)]
pub(super) struct Scenario {
    /// The name of its file, without `.yaml`.
    pub(super) name: String,
    /// Where it stands.
    pub(super) path: PathBuf,
    /// What it is about, in one sentence.
    pub(super) about: String,
    /// Which servers it can be played on.
    pub(super) servers: Servers,
    /// Values that the user may set, with their defaults.
    pub(super) variables: IndexMap<String, String>,
    pub(super) steps: Vec<Step>,
}

/// Which servers a scenario can be played on.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Servers {
    /// Any server of the API.
    Any,
    /// Only a sandbox: it uses faults or doors that the real API does not have.
    Sandbox,
}

/// One exchange of a story.
#[derive(Debug, Clone)]
pub(super) struct Step {
    /// Line in the file, from 1.
    pub(super) line: usize,
    /// The name of its recording.
    pub(super) name: String,
    /// What its recording shows.
    pub(super) proves: String,
    pub(super) method: String,
    /// A path, or a whole URL out of an earlier answer.
    pub(super) target: Template,
    pub(super) query: Vec<(String, Template)>,
    pub(super) form: Vec<(String, Template)>,
    pub(super) headers: Vec<(String, Template)>,
    /// A JSON body; its texts are templates.
    pub(super) body: Option<Value>,
    pub(super) credentials: Credentials,
    /// The statuses that it may have; empty for any success.
    pub(super) expect: Vec<u16>,
    /// The name under which later steps find its answer.
    pub(super) save_as: Option<String>,
    /// Which entry of a list is meant instead of the whole answer.
    pub(super) pick: Option<Pick>,
    /// Whether it is recorded, or only prepares something.
    pub(super) recorded: bool,
}

impl Step {
    /// Whether it only reads.
    pub(super) fn is_safe(&self) -> bool {
        self.method == "GET"
    }

    /// Whether it uses a door that only a sandbox has, such as that of the reviewer.
    pub(super) fn is_door(&self) -> bool {
        !self.recorded && self.target.as_str().starts_with("/sandbox/")
    }

    /// Whether a status is what the step is for.
    pub(super) fn expects(&self, status: u16) -> bool {
        if self.expect.is_empty() {
            (200..300).contains(&status)
        } else {
            self.expect.contains(&status)
        }
    }
}

/// Whose credentials a step sends.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Credentials {
    /// Those of the run.
    Good,
    /// Made-up ones, to be refused.
    Wrong,
}

/// An entry of a list in an answer.
#[derive(Debug, Clone)]
pub(super) struct Pick {
    /// The path of the list in the answer, with dots.
    pub(super) list: String,
    /// What its entry must hold; empty for the first one.
    pub(super) holds: Vec<(String, Template)>,
}

/// The scenarios of a folder, in name order, and what could not be read.
pub(super) fn find(folder: &Path) -> (Vec<Scenario>, Vec<LoadError>) {
    let found = crate::recording::find(folder);
    let mut failures = found.failures;
    let mut scenarios = Vec::new();
    for file in found.files {
        match load(&file) {
            Ok(scenario) => scenarios.push(scenario),
            Err(error) => failures.push(error),
        }
    }
    (scenarios, failures)
}
