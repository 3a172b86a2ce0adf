//! The counters.
//!
//! Responsible for: counting and adding up. Not for: what is counted, see [`super::plan`].

use std::collections::BTreeMap;

use serde_json::Value;

use super::plan::Plan;

/// How often each declared thing was seen; the indices are those of the plan.
#[derive(Debug, Clone)]
pub(super) struct Tally {
    /// Recordings by status, for each operation.
    pub(super) statuses: Vec<BTreeMap<u16, usize>>,
    /// For each member, how often it was null and how often not.
    pub(super) members: Vec<Values>,
    /// For each enum value, how often it was seen.
    pub(super) values: Vec<usize>,
    /// For each parameter, how often it was sent.
    pub(super) parameters: Vec<usize>,
}

/// How often a member was there.
#[derive(Debug, Clone, Copy, Default)]
pub(super) struct Values {
    pub(super) null: usize,
    pub(super) not_null: usize,
    /// How often it was neither null nor an empty list: then what is inside could be seen, too.
    pub(super) filled: usize,
}

impl Tally {
    pub(super) fn new(plan: &Plan) -> Self {
        Self {
            statuses: vec![BTreeMap::new(); plan.operations.len()],
            members: vec![Values::default(); plan.members.len()],
            values: vec![0; plan.values.len()],
            parameters: vec![0; plan.parameters.len()],
        }
    }

    pub(super) fn add(&mut self, other: &Self) {
        for (mine, theirs) in self.statuses.iter_mut().zip(&other.statuses) {
            for (status, count) in theirs {
                *mine.entry(*status).or_default() += count;
            }
        }
        for (mine, theirs) in self.members.iter_mut().zip(&other.members) {
            mine.null += theirs.null;
            mine.not_null += theirs.not_null;
            mine.filled += theirs.filled;
        }
        add_all(&mut self.values, &other.values);
        add_all(&mut self.parameters, &other.parameters);
    }

    /// How often each declaration was seen, in all places that use it. What has a schema that
    /// cannot be used is not counted: nothing was checked when it was seen.
    pub(super) fn declarations(&self, plan: &Plan) -> Vec<Values> {
        let mut sums = vec![Values::default(); plan.members.len()];
        for (member, values) in plan.members.iter().zip(&self.members) {
            if let (true, Some(sum)) = (member.usable, sums.get_mut(member.declaration)) {
                sum.null += values.null;
                sum.not_null += values.not_null;
                sum.filled += values.filled;
            }
        }
        let declared = plan.members.iter().map(|member| member.declaration + 1);
        sums.truncate(declared.max().unwrap_or(0));
        sums
    }

    pub(super) fn status(&mut self, operation: usize, status: u16) {
        if let Some(statuses) = self.statuses.get_mut(operation) {
            *statuses.entry(status).or_default() += 1;
        }
    }

    pub(super) fn member(&mut self, member: usize, value: &Value) {
        if let Some(values) = self.members.get_mut(member) {
            let is_empty = value.as_array().is_some_and(Vec::is_empty);
            values.null += usize::from(value.is_null());
            values.not_null += usize::from(!value.is_null());
            values.filled += usize::from(!value.is_null() && !is_empty);
        }
    }

    pub(super) fn value(&mut self, value: usize) {
        count(&mut self.values, value);
    }

    pub(super) fn parameter(&mut self, parameter: usize) {
        count(&mut self.parameters, parameter);
    }
}

fn count(counters: &mut [usize], index: usize) {
    if let Some(counter) = counters.get_mut(index) {
        *counter += 1;
    }
}

fn add_all(mine: &mut [usize], theirs: &[usize]) {
    for (mine, theirs) in mine.iter_mut().zip(theirs) {
        *mine += theirs;
    }
}
