//! Findings in the order in which people read them.
//!
//! Responsible for: one group for each operation, and in it one entry for each drift however many
//! recordings show it. Not for: which findings are shown.

use std::collections::HashMap;

use crate::model::{OperationCoverage, Report, Reported};

/// The drifts of one operation.
#[derive(Debug)]
pub(super) struct Group<'r> {
    /// The operation; empty where none is known.
    pub(super) operation: &'r str,
    /// What is known about the operation.
    pub(super) row: Option<&'r OperationCoverage>,
    /// Its drifts, in the order of their first findings.
    pub(super) drifts: Vec<Drift<'r>>,
}

impl Group<'_> {
    /// The resource of the operation, or nothing.
    pub(super) fn resource(&self) -> &str {
        self.row.map_or("", |row| row.resource.as_str())
    }

    /// Method and path template of the operation, or nothing.
    pub(super) fn endpoint(&self) -> &str {
        self.row.map_or("", |row| row.endpoint.as_str())
    }
}

/// All findings with the same fingerprint.
#[derive(Debug)]
pub(super) struct Drift<'r> {
    /// The first of them.
    pub(super) first: &'r Reported,
    /// The others.
    pub(super) others: Vec<&'r Reported>,
}

/// Groups the findings that `keep` names.
pub(super) fn groups<'r>(report: &'r Report, keep: impl Fn(&Reported) -> bool) -> Vec<Group<'r>> {
    let rows: HashMap<&str, &OperationCoverage> = report
        .coverage
        .operations
        .iter()
        .map(|row| (row.operation.as_str(), row))
        .collect();
    let mut groups: Vec<Group<'r>> = Vec::new();
    let mut group_of: HashMap<&str, usize> = HashMap::new();
    let mut drift_of: HashMap<(usize, &str), usize> = HashMap::new();
    for reported in report.findings.iter().filter(|reported| keep(reported)) {
        let operation = reported.finding.operation.as_str();
        let at = *group_of.entry(operation).or_insert_with(|| {
            groups.push(Group {
                operation,
                row: rows.get(operation).copied(),
                drifts: Vec::new(),
            });
            groups.len() - 1
        });
        let drifts = &mut groups[at].drifts;
        let mut is_new = false;
        let entry = *drift_of
            .entry((at, reported.fingerprint.as_str()))
            .or_insert_with(|| {
                is_new = true;
                drifts.push(Drift {
                    first: reported,
                    others: Vec::new(),
                });
                drifts.len() - 1
            });
        if !is_new {
            drifts[entry].others.push(reported);
        }
    }
    groups
}
