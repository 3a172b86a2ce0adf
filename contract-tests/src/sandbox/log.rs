//! What the sandbox was asked and what it answered.
//!
//! Responsible for: keeping the last exchanges for people and tests. It holds no credentials, and of
//! what the document marks as personal only that it was sent.

use std::collections::{BTreeSet, VecDeque};

use jiff::Timestamp;

use crate::finding::Finding;
use crate::recording::Fields;

/// How many exchanges are kept.
const KEPT: usize = 1000;

/// One exchange.
#[derive(Debug, Clone)]
pub struct LoggedRequest {
    /// Counts from 1, also those that are not kept any more.
    pub number: u64,
    /// When it came.
    pub time: Timestamp,
    /// The method.
    pub method: String,
    /// The path.
    pub path: String,
    /// The query.
    pub query: Fields,
    /// The form, personal values left out.
    pub form: Fields,
    /// The operation of the document, where there is one.
    pub operation: Option<String>,
    /// The account that asked, where it could be told.
    pub account: Option<String>,
    /// The status of the answer.
    pub status: u16,
    /// `Twilio-Request-Id` of the answer.
    pub request_id: String,
    /// Why it was refused, where it was.
    pub refusal: Option<String>,
    /// Faults that were played.
    pub faults: Vec<String>,
    /// What the document does not allow about it.
    pub findings: Vec<Finding>,
}

/// The last exchanges.
#[derive(Debug, Default)]
pub(crate) struct Log {
    kept: VecDeque<LoggedRequest>,
    findings: VecDeque<Finding>,
    count: u64,
}

impl Log {
    /// Adds one.
    pub(crate) fn push(&mut self, mut entry: LoggedRequest) {
        self.count += 1;
        entry.number = self.count;
        self.findings.extend(entry.findings.iter().cloned());
        self.kept.push_back(entry);
        while self.kept.len() > KEPT {
            self.kept.pop_front();
        }
        while self.findings.len() > KEPT {
            self.findings.pop_front();
        }
    }

    /// The exchanges, oldest first.
    pub(crate) fn requests(&self) -> Vec<LoggedRequest> {
        self.kept.iter().cloned().collect()
    }

    /// The findings, oldest first.
    pub(crate) fn findings(&self) -> Vec<Finding> {
        self.findings.iter().cloned().collect()
    }
}

/// A form as it may be kept.
pub(crate) fn without_personal(form: &Fields, personal: &BTreeSet<String>) -> Fields {
    let is_personal = |name: &str| {
        let plain = |text: &str| text.replace('_', "").to_ascii_lowercase();
        name == "Attributes" || personal.iter().any(|known| plain(known) == plain(name))
    };
    form.pairs()
        .map(|(name, value)| {
            let value = if is_personal(name) { "…" } else { value };
            (name.to_owned(), value.to_owned())
        })
        .collect()
}
