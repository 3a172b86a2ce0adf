//! The figures of a report.
//!
//! Responsible for: adding up. Members are counted by path in the row of each operation, and once for
//! each declaration in the sum: a draft has no errors, so "every member of every operation" is no
//! goal that honest recordings can reach, and "every member of the document" is. What has a schema that cannot be used is declared, but never counts
//! as seen: nothing was checked when it was.

use super::plan::{Parameter, Plan};
use super::tally::{Tally, Values};
use crate::finding::Spot;
use crate::judge::contract::{Contract, Status};
use crate::model::{Coverage, OperationCoverage, Seen};

pub(super) fn summary(plan: &Plan, tally: &Tally, contract: &Contract) -> Coverage {
    let mut coverage = Coverage::default();
    for (index, operation) in contract.operations.values().enumerate() {
        let declared = operation.responses.iter().filter_map(|response| {
            let Status::Code(code) = response.status else {
                return None;
            };
            Some(code)
        });
        let declared: Vec<u16> = declared.collect();
        let mut statuses = tally.statuses.get(index).cloned().unwrap_or_default();
        for code in &declared {
            statuses.entry(*code).or_default();
        }
        coverage.operations.push(OperationCoverage {
            operation: operation.id.clone(),
            resource: operation.resource.clone(),
            endpoint: format!("{} {}", operation.method, operation.template),
            statuses,
            declared,
            ..OperationCoverage::default()
        });
    }
    for (member, values) in plan.members.iter().zip(&tally.members) {
        let seen = if member.usable {
            of_values(*values)
        } else {
            of_values(Values::default())
        };
        let in_request = matches!(member.spot, Spot::RequestBody(_));
        if in_request {
            add(&mut coverage.parameters, seen);
        }
        let row = member.operation;
        if let Some(row) = row.and_then(|index| coverage.operations.get_mut(index)) {
            let sum = if in_request {
                &mut row.parameters
            } else {
                &mut row.fields
            };
            add(sum, seen);
        }
    }
    let mut of_answers = vec![false; plan.members.len()];
    for member in &plan.members {
        if let Some(of_answers) = of_answers.get_mut(member.declaration) {
            *of_answers |= matches!(member.spot, Spot::ResponseBody(_));
        }
    }
    for (values, of_answers) in tally.declarations(plan).into_iter().zip(of_answers) {
        if of_answers {
            add(&mut coverage.fields, of_values(values));
        }
    }
    for (parameter, count) in plan.parameters.iter().zip(&tally.parameters) {
        let seen = of_parameter(parameter, *count);
        add(&mut coverage.parameters, seen);
        if let Some(row) = coverage.operations.get_mut(parameter.operation) {
            add(&mut row.parameters, seen);
        }
    }
    for (value, count) in plan.values.iter().zip(&tally.values) {
        let usable = contract.schema(value.schema).usable.is_none();
        coverage.enum_values.declared += 1;
        coverage.enum_values.seen += usize::from(usable && *count > 0);
    }
    coverage
}

fn of_values(values: Values) -> Seen {
    let (null, not_null) = (values.null > 0, values.not_null > 0);
    Seen {
        declared: 1,
        seen: usize::from(null || not_null),
        null: usize::from(null),
        not_null: usize::from(not_null),
    }
}

fn of_parameter(parameter: &Parameter, count: usize) -> Seen {
    Seen {
        declared: 1,
        seen: usize::from(parameter.usable && count > 0),
        ..Seen::default()
    }
}

fn add(sum: &mut Seen, seen: Seen) {
    sum.declared += seen.declared;
    sum.seen += seen.seen;
    sum.null += seen.null;
    sum.not_null += seen.not_null;
}
