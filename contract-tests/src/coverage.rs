//! What the recordings touch of what the document declares.
//!
//! ```text
//! Contract ─▶ plan (what is declared, built once) ─▶ observe (count, one recording at a time)
//!                                                       └─▶ summary (figures), notices (gaps)
//! ```
//!
//! What counts, and by which name:
//! - a status, by operation; a range such as `4XX` over all operations;
//! - a member of a successful answer, by operation and path, where `*` stands for any entry of a
//!   list; how often it was null, and how often not;
//! - a member of an error body, by the form of the body (they are the same for all operations);
//! - a value of an enum, by enum and by direction: what answers hold, what requests send;
//! - a parameter, by operation.
//!
//! Responsible for: counting and naming the gaps. Not for: whether an exchange agrees with the
//! document, which is the judge's work.

use std::sync::Arc;

use crate::finding::Finding;
use crate::judge::contract::Contract;
use crate::model;
use crate::recording::Recording;

mod fit;
mod notices;
mod observe;
mod plan;
mod summary;
mod tally;

pub(crate) use fit::Fit;

use plan::Plan;
use tally::Tally;

/// Counts what recordings touch. Its size depends on the document only.
#[derive(Debug, Clone)]
pub struct Coverage {
    plan: Arc<Plan>,
    tally: Tally,
}

impl Coverage {
    /// Nothing was seen yet.
    #[must_use]
    pub fn new(contract: &Contract) -> Self {
        let plan = Arc::new(Plan::new(contract));
        let tally = Tally::new(&plan);
        Self { plan, tally }
    }

    /// Another one that has seen nothing, for another worker; cheaper than [`Coverage::new`].
    #[must_use]
    pub fn fork(&self) -> Self {
        let plan = Arc::clone(&self.plan);
        let tally = Tally::new(&plan);
        Self { plan, tally }
    }

    /// Counts one recording. One whose operation is not declared counts for nothing.
    pub fn observe(&mut self, recording: &Recording) {
        observe::observe(&self.plan, &mut self.tally, recording);
    }

    /// Adds what another worker has seen of the same document.
    pub fn merge(&mut self, other: &Self) {
        self.tally.add(&other.tally);
    }

    /// The figures, and a notice for each gap in document order.
    #[must_use]
    pub fn finish(self, contract: &Contract) -> (model::Coverage, Vec<Finding>) {
        let figures = summary::summary(&self.plan, &self.tally, contract);
        let notices = notices::notices(&self.plan, &self.tally, contract);
        (figures, notices)
    }
}

#[cfg(test)]
#[path = "coverage_tests.rs"]
mod tests;
