//! The ledger of known drift: findings that are tolerated, each with a reason and a last day.
//!
//! ```toml
//! [[tolerated]]
//! fingerprint = "0123456789abcdef"        # what the report shows beside the finding
//! kind = "response.undeclared_field"      # kind and operation are for readers, and are checked
//! operation = "FetchCustomerProfile"
//! reason = "the vendor announced the field; our edition follows with the next release"
//! since = "2026-11-22"
//! until = "2027-01-31"                    # the last day on which it is tolerated
//! ```
//!
//! A finding without an entry fails the run. So does an entry that has expired, that no finding
//! needs any more, or that is wrong in itself: the ledger can only shrink unless someone writes a
//! reason.
//!
//! Responsible for: which findings are tolerated and what is wrong with the entries. Not for: the
//! clock (the day is given) or for reading TOML, see `ledger/read.rs`.

use std::path::Path;
use std::{fs, io};

use jiff::civil::Date;

use crate::finding::{Finding, Kind};
use crate::model::{Known, Trouble};

mod read;

/// The findings that are tolerated.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Ledger {
    file: String,
    entries: Vec<Entry>,
}

/// One tolerated finding.
#[derive(Debug, Clone, PartialEq, Eq)]
struct Entry {
    line: usize,
    fingerprint: String,
    kind: Option<Kind>,
    operation: Option<String>,
    reason: String,
    until: Date,
}

/// Findings, each with the reason to tolerate it where there is one.
pub type Sorted = Vec<(Finding, Option<Known>)>;

impl Ledger {
    /// Reads the ledger that a user named: a file that is not there is trouble.
    ///
    /// Entries that are wrong are in the troubles and not in the ledger; the others count.
    #[must_use]
    pub fn load(path: &Path) -> (Self, Vec<Trouble>) {
        let file = path.display().to_string();
        match fs::read_to_string(path) {
            Ok(text) => Self::parse(&file, &text),
            Err(error) => {
                let trouble = unreadable(&file, &error);
                (Self::default(), vec![trouble])
            }
        }
    }

    /// Reads the ledger at its usual place, where there may be none.
    #[must_use]
    pub fn load_if_there(path: &Path) -> (Self, Vec<Trouble>) {
        // A link to nowhere is there, and is trouble.
        let is_absent = |error: &io::Error| error.kind() == io::ErrorKind::NotFound;
        match fs::symlink_metadata(path) {
            Err(error) if is_absent(&error) => (Self::default(), Vec::new()),
            _ => Self::load(path),
        }
    }

    /// Reads a ledger from its text; `file` is how the file is shown.
    #[must_use]
    pub fn parse(file: &str, text: &str) -> (Self, Vec<Trouble>) {
        let (entries, troubles) = read::entries(file, text);
        let file = file.to_owned();
        (Self { file, entries }, troubles)
    }

    /// Tells which findings are tolerated on this day, in the order in which they come, and what
    /// is wrong with the entries.
    ///
    /// `filtered` says that only a part of the recordings was judged: then an entry without a
    /// finding proves nothing.
    #[must_use]
    pub fn apply(
        self,
        findings: Vec<Finding>,
        today: Date,
        filtered: bool,
    ) -> (Sorted, Vec<Trouble>) {
        let mut used = vec![false; self.entries.len()];
        let mut troubles = Vec::new();
        let mut sorted = Vec::with_capacity(findings.len());
        for finding in findings {
            let fingerprint = finding.fingerprint();
            let found = self
                .entries
                .iter()
                .position(|entry| entry.fingerprint == fingerprint);
            let known = found.and_then(|index| {
                let (entry, used) = (self.entries.get(index)?, used.get_mut(index)?);
                if !*used {
                    troubles.extend(entry.disagreement(&self.file, &finding));
                }
                *used = true;
                entry.known(today)
            });
            sorted.push((finding, known));
        }
        for (entry, used) in self.entries.iter().zip(used) {
            troubles.extend(entry.overdue(&self.file, today, used, filtered));
        }
        troubles.sort_by_key(|trouble| trouble.line);
        (sorted, troubles)
    }
}

impl Entry {
    fn known(&self, today: Date) -> Option<Known> {
        (today <= self.until).then(|| Known {
            reason: self.reason.clone(),
            until: self.until.to_string(),
        })
    }

    /// An entry that says something else than the finding that it tolerates misleads its readers.
    fn disagreement(&self, file: &str, finding: &Finding) -> Option<Trouble> {
        let (key, said, is) = match (self.kind, &self.operation) {
            (Some(kind), _) if kind != finding.kind => ("kind", kind.id(), finding.kind.id()),
            (_, Some(operation)) if *operation != finding.operation => {
                ("operation", operation.as_str(), finding.operation.as_str())
            }
            _ => return None,
        };
        Some(Trouble {
            file: file.to_owned(),
            line: Some(self.line),
            message: format!(
                "`{key}` says `{said}`, but the finding with this fingerprint has `{is}`"
            ),
            help: format!(
                "write `{key} = \"{is}\"`, or copy the fingerprint of the finding that is meant"
            ),
        })
    }

    /// What is wrong with the entry on this day: it has expired, or nothing needs it.
    fn overdue(&self, file: &str, today: Date, used: bool, filtered: bool) -> Option<Trouble> {
        let expired = today > self.until;
        let (message, help) = match (expired, used) {
            (true, true) => (
                format!("this entry was for the time until {}", self.until),
                "settle the drift (document, overlay or recording), or write a later day and why it takes longer",
            ),
            (true, false) if filtered => (
                format!("this entry was for the time until {}", self.until),
                "run all recordings: if nothing produces its finding any more, delete it",
            ),
            (_, false) if !filtered => (
                "nothing produces the finding of this entry any more".to_owned(),
                "delete it: what it tolerated is settled, or has another fingerprint now",
            ),
            _ => return None,
        };
        Some(Trouble {
            file: file.to_owned(),
            line: Some(self.line),
            message: format!("{message} (fingerprint {})", self.fingerprint),
            help: help.to_owned(),
        })
    }
}

fn unreadable(file: &str, error: &io::Error) -> Trouble {
    Trouble {
        file: file.to_owned(),
        line: None,
        message: format!("the ledger cannot be read: {error}"),
        help: "check the path; an empty file is a ledger that tolerates nothing".to_owned(),
    }
}

#[cfg(test)]
#[path = "ledger_tests.rs"]
mod tests;
