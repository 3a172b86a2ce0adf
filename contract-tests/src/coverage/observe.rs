//! Counting one recording.
//!
//! Responsible for: finding the number of each declared thing that a recording holds. What is not
//! declared has no number and is passed by.

use serde_json::Value;

use super::plan::{Answer, Node, OperationPlan, Plan, Sent, is_success};
use super::tally::Tally;
use crate::judge::contract::{Place, Status, essence};
use crate::recording::{Body, Fields, Recording, Request, Response};

pub(super) fn observe(plan: &Plan, tally: &mut Tally, recording: &Recording) {
    let Some((index, operation)) = plan.operation(&recording.operation) else {
        return;
    };
    tally.status(index, recording.response.status);
    // The path of a recording cannot be without them.
    for parameter in &operation.path_parameters {
        tally.parameter(*parameter);
    }
    let request = &recording.request;
    fields(operation, tally, Place::Query, &request.query);
    fields(operation, tally, Place::Form, &request.form);
    if let Some(headers) = &request.headers {
        fields(operation, tally, Place::Header, headers);
    }
    if let (Some(node), Body::Json(value)) = (sent(operation, request), &request.body) {
        walk(node, tally, value);
    }
    if let Body::Json(value) = &recording.response.body
        && let Some(node) = body(operation, &recording.response)
    {
        walk(node, tally, value);
    }
}

fn fields(operation: &OperationPlan, tally: &mut Tally, place: Place, fields: &Fields) {
    for (name, values) in fields.iter() {
        let name = match place {
            Place::Header => name.to_ascii_lowercase(),
            _ => name.to_owned(),
        };
        let mut maps = operation.maps.iter();
        if let Some((_, _, parameter)) =
            maps.find(|(at, prefix, _)| *at == place && name.starts_with(prefix.as_str()))
        {
            tally.parameter(*parameter);
            continue;
        }
        let Some(Sent {
            parameter,
            values: numbers,
        }) = operation.parameters.get(&(place, name))
        else {
            continue;
        };
        tally.parameter(*parameter);
        for value in values.iter().filter_map(|value| numbers.get(value)) {
            tally.value(*value);
        }
    }
}

/// The tree of a JSON body that is sent; the media type decides between several.
fn sent<'p>(operation: &'p OperationPlan, request: &Request) -> Option<&'p Node> {
    let stated = request
        .headers
        .as_ref()
        .and_then(|headers| headers.header("content-type"));
    let named = stated.map(essence).and_then(|stated| {
        let mut bodies = operation.bodies.iter();
        bodies.find(|(media_type, _)| *media_type == stated)
    });
    let (_, node) = named.or_else(|| operation.bodies.first())?;
    Some(node)
}

/// The tree of the recorded answer; the media type decides between several.
fn body<'p>(operation: &'p OperationPlan, response: &Response) -> Option<&'p Node> {
    let with = |wanted: Status| {
        let mut answers = operation.answers.iter();
        answers.find(|answer: &&Answer| answer.status == wanted)
    };
    let range = u8::try_from(response.status / 100).ok()?;
    let answer = with(Status::Code(response.status))
        .or_else(|| with(Status::Range(range)))
        .or_else(|| with(Status::Default).filter(|_| response.status >= 400))?;
    let declared = response.headers.header("content-type").map(essence);
    let mut media = answer.media.iter();
    let (_, node) = match declared {
        Some(declared) => media.find(|(media_type, _)| *media_type == declared),
        None => media.next(),
    }?;
    Some(node)
}

fn walk(node: &Node, tally: &mut Tally, value: &Value) {
    if !node.values.is_empty() {
        let number = match value {
            Value::String(text) => node.values.get(text),
            other => node.values.get(&other.to_string()),
        };
        if let Some(number) = number {
            tally.value(*number);
        }
    }
    if let Some((_, variant)) = node.variants.iter().find(|(fit, _)| fit.takes(value)) {
        walk(variant, tally, value);
    }
    match value {
        Value::Array(entries) => {
            if let Some(node) = &node.entries {
                for entry in entries {
                    walk(node, tally, entry);
                }
            }
        }
        Value::Object(members) => {
            for (name, value) in members {
                if let Some((member, node)) = node.members.get(name) {
                    tally.member(*member, value);
                    walk(node, tally, value);
                } else if let Some(node) = &node.entries {
                    walk(node, tally, value);
                }
            }
        }
        _ => {}
    }
}

/// How many recordings have a status that an answer is declared for, for one operation.
pub(super) fn count(plan: &Plan, tally: &Tally, operation: usize, status: Status) -> usize {
    let declared = plan.operations.get(operation);
    let singly = |code: u16| {
        let mut answers = declared.iter().flat_map(|plan| &plan.answers);
        answers.any(|answer| answer.status == Status::Code(code))
    };
    let statuses = tally.statuses.get(operation).into_iter().flatten();
    let matching = statuses.filter(|(code, _)| match status {
        Status::Code(wanted) => **code == wanted,
        Status::Range(range) => **code / 100 == u16::from(range) && !singly(**code),
        Status::Default => !is_success(Status::Code(**code)) && !singly(**code),
    });
    matching.map(|(_, count)| count).sum()
}
