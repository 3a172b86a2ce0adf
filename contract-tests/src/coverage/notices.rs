//! A notice for each gap, which says what to record next.
//!
//! Responsible for: which gaps are worth a notice. Of an operation that no recording calls only
//! that is said: all else follows from it.

use std::collections::BTreeMap;

use super::observe::count;
use super::plan::{EnumValue, Member, Parameter, Plan, is_success};
use super::tally::{Tally, Values};
use crate::finding::{Finding, Kind, Severity, Spot};
use crate::judge::contract::{Contract, OperationContract, ResponseContract, Status};

pub(super) fn notices(plan: &Plan, tally: &Tally, contract: &Contract) -> Vec<Finding> {
    let notices = Notices {
        plan,
        tally,
        contract,
        declarations: tally.declarations(plan),
    };
    let mut found = Vec::new();
    for (index, operation) in contract.operations.values().enumerate() {
        if notices.is_recorded(index) {
            notices.of_operation(index, operation, &mut found);
        } else {
            found.push(unrecorded(operation));
        }
    }
    notices.of_errors(&mut found);
    found
}

struct Notices<'a> {
    plan: &'a Plan,
    tally: &'a Tally,
    contract: &'a Contract,
    declarations: Vec<Values>,
}

impl Notices<'_> {
    fn is_recorded(&self, operation: usize) -> bool {
        let statuses = self.tally.statuses.get(operation);
        statuses.is_some_and(|statuses| !statuses.is_empty())
    }

    fn of_operation(&self, index: usize, operation: &OperationContract, found: &mut Vec<Finding>) {
        for response in &operation.responses {
            let one_by_one = matches!(response.status, Status::Code(_));
            if (one_by_one || is_success(response.status))
                && count(self.plan, self.tally, index, response.status) == 0
            {
                found.push(status(&operation.id, response));
            }
        }
        let parameters = self.plan.parameters.iter().zip(&self.tally.parameters);
        for (parameter, count) in parameters.filter(|(one, _)| one.operation == index) {
            found.extend(of_parameter(&operation.id, parameter, *count));
        }
        self.of_bodies(Some(index), &operation.id, found);
    }

    /// Error answers are the same for all operations, so one of any operation is enough.
    fn of_errors(&self, found: &mut Vec<Finding>) {
        let mut ranges: BTreeMap<Status, (&ResponseContract, usize)> = BTreeMap::new();
        for (index, operation) in self.contract.operations.values().enumerate() {
            let shared = |response: &&ResponseContract| {
                !is_success(response.status) && !matches!(response.status, Status::Code(_))
            };
            for response in operation.responses.iter().filter(shared) {
                let (_, sum) = ranges.entry(response.status).or_insert((response, 0));
                *sum += count(self.plan, self.tally, index, response.status);
            }
        }
        for (response, sum) in ranges.into_values() {
            if sum == 0 {
                found.push(status("", response));
            }
        }
        self.of_bodies(None, "", found);
    }

    fn of_bodies(&self, index: Option<usize>, operation: &str, found: &mut Vec<Finding>) {
        let members = self.plan.members.iter().enumerate();
        for (number, member) in members.filter(|(_, one)| one.operation == index) {
            found.extend(self.of_member(number, member));
        }
        let values = self.plan.values.iter().zip(&self.tally.values);
        for (value, count) in values.filter(|(one, _)| one.operation == index) {
            if *count == 0 {
                found.push(self.of_value(operation, value));
            }
        }
    }

    /// What is not known of a member. Nothing is said of one in something that has no value here:
    /// that itself is told. Nor of one that is null here, or absent and may be, if the same
    /// declaration was seen with a value elsewhere.
    fn of_member(&self, index: usize, member: &Member) -> Option<Finding> {
        if member
            .above
            .is_some_and(|above| self.values(above).filled == 0)
        {
            return None;
        }
        let here = self.values(index);
        let anywhere = self.declarations.get(member.declaration);
        let known = anywhere.is_some_and(|values| values.not_null > 0);
        let schema = self.contract.schema(member.schema);
        let operation = self.name(member.operation);
        let (shown, whose) = (shown(&member.spot), whose(operation, &schema.pointer));
        let (actual, next) = if !member.usable {
            let why = schema.usable.as_deref();
            (
                "its schema cannot be used",
                format!(
                    "repair the schema of {shown} in the document, or with an overlay: {}",
                    why.unwrap_or("one above it cannot be used")
                ),
            )
        } else if here.filled > 0 {
            return None;
        } else if here.not_null > 0 {
            (
                "it is an empty list in every recording",
                format!("record an exchange of {whose} in which {shown} has an entry"),
            )
        } else if known && (here.null > 0 || schema.optional) {
            return None;
        } else if here.null > 0 {
            (
                "it is null in every recording",
                format!("record an exchange of {whose} in which {shown} is not null"),
            )
        } else {
            (
                "no recording has it",
                format!("record an exchange of {whose} that holds {shown}"),
            )
        };
        Some(Finding {
            document: Some(schema.pointer.clone()),
            ..notice(
                Kind::CoverageUnseenField,
                operation,
                member.spot.clone(),
                (format!("a recording with {shown}"), actual.to_owned(), next),
            )
        })
    }

    fn values(&self, member: usize) -> Values {
        self.tally.members.get(member).copied().unwrap_or_default()
    }

    fn name(&self, operation: Option<usize>) -> &str {
        let found = operation.and_then(|index| self.contract.operations.get_index(index));
        found.map_or("", |(id, _)| id)
    }

    fn of_value(&self, operation: &str, value: &EnumValue) -> Finding {
        let schema = self.contract.schema(value.schema);
        let shown = shown(&value.spot);
        let next = format!(
            "record an exchange of {}, or of another operation with this enum, in which {shown} is `{}`",
            whose(operation, &schema.pointer),
            value.text
        );
        Finding {
            document: Some(schema.pointer.clone()),
            ..notice(
                Kind::CoverageUnseenEnumValue,
                operation,
                value.spot.clone(),
                (
                    format!("a recording with `{}`", value.text),
                    "no recording has it".to_owned(),
                    next,
                ),
            )
        }
    }
}

fn of_parameter(operation: &str, parameter: &Parameter, count: usize) -> Option<Finding> {
    let shown = shown(&parameter.spot);
    let (actual, next) = match (parameter.usable, count) {
        (false, _) => (
            "its schema cannot be used".to_owned(),
            format!("repair the schema of {shown} in the document, or with an overlay"),
        ),
        (true, 0) => (
            "no recording sends it".to_owned(),
            format!("record a request of {operation} that sends {shown}"),
        ),
        _ => return None,
    };
    Some(Finding {
        document: Some(parameter.pointer.clone()),
        ..notice(
            Kind::CoverageUnseenField,
            operation,
            parameter.spot.clone(),
            (format!("a recording with {shown}"), actual, next),
        )
    })
}

fn unrecorded(operation: &OperationContract) -> Finding {
    Finding {
        document: Some(operation.pointer.clone()),
        ..notice(
            Kind::CoverageUnrecordedOperation,
            &operation.id,
            Spot::Whole,
            (
                "a recording of this operation".to_owned(),
                "there is none".to_owned(),
                format!(
                    "record `{} {}` in recordings/{}/",
                    operation.method, operation.template, operation.resource
                ),
            ),
        )
    }
}

fn status(operation: &str, response: &ResponseContract) -> Finding {
    let wanted = match response.status {
        Status::Code(code) => format!("status {code}"),
        Status::Range(range) => format!("a status {range}XX"),
        Status::Default => "any other status".to_owned(),
    };
    Finding {
        document: Some(response.pointer.clone()),
        ..notice(
            Kind::CoverageUnrecordedStatus,
            operation,
            Spot::Status,
            (
                format!("a recording with {wanted}"),
                "there is none".to_owned(),
                if operation.is_empty() {
                    format!("record an exchange of any operation with {wanted}")
                } else {
                    format!("record an exchange of {operation} with {wanted}")
                },
            ),
        )
    }
}

/// A notice with what is expected, what is there and what to do.
fn notice(kind: Kind, operation: &str, spot: Spot, texts: (String, String, String)) -> Finding {
    let (expected, actual, next) = texts;
    Finding {
        kind,
        severity: Severity::Notice,
        operation: operation.to_owned(),
        recording: None,
        file: None,
        line: None,
        spot,
        document: None,
        expected,
        actual,
        next,
    }
}

/// Whose exchange to record: the operation, or any that answers with this error.
fn whose(operation: &str, pointer: &str) -> String {
    if operation.is_empty() {
        return format!("any operation that ends in an error of the form `{pointer}`");
    }
    operation.to_owned()
}

fn shown(spot: &Spot) -> String {
    match spot {
        Spot::ResponseBody(at) | Spot::RequestBody(at) => format!("`{at}`"),
        Spot::RequestQuery(name) => format!("the query parameter `{name}`"),
        Spot::RequestForm(name) => format!("the form field `{name}`"),
        Spot::RequestHeader(name) | Spot::ResponseHeader(name) => format!("the header `{name}`"),
        Spot::RequestPath(name) => format!("`{name}` in the path"),
        Spot::Whole | Spot::Status => "the exchange".to_owned(),
    }
}
