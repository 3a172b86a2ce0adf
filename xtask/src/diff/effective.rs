//! Two documents → every change that a client on the wire sees, operation by operation.
//!
//! Responsible for: which operations, parameters, bodies, statuses and media types belong together.
//! Not for: schemas (`schema`) and not for what a change means (`severity`).
//!
//! Not compared, because neither the crate nor the judge of recordings reads them: texts, examples,
//! tags, extensions, response headers, links and callbacks.

use indexmap::IndexMap;
use serde_json::Value;

use super::operation::{Media, Operation, Parameter, operations, usual_style};
use super::rule::{Action, Area, Direction, Rule, Subject};
use super::schema::{Found, Schemas, Spot};

/// The changes of one operation.
pub(super) struct Changed {
    pub(super) operation: Named,
    pub(super) found: Vec<Found>,
}

/// An operation by its names.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Named {
    pub(super) id: String,
    pub(super) method: String,
    pub(super) path: String,
    pub(super) old: Option<String>,
    pub(super) new: Option<String>,
}

/// Compares two documents; the second value tells whether that came to an end.
pub(super) fn changes(old: &Value, new: &Value) -> (Vec<Changed>, bool) {
    let (before, after) = (operations(old), operations(new));
    let mut schemas = Schemas::new(old, new);
    let mut all = Vec::new();
    for (key, operation) in &before {
        match after.get(key) {
            Some(other) => compare(&mut schemas, operation, other),
            None => whole(&mut schemas, operation, Action::Removed),
        }
        let named = named(after.get(key).unwrap_or(operation));
        let old = Some(operation.pointer.clone());
        let new = after.get(key).map(|other| other.pointer.clone());
        collect(&mut all, Named { old, new, ..named }, &mut schemas);
    }
    for (_, operation) in after.iter().filter(|(key, _)| !before.contains_key(*key)) {
        whole(&mut schemas, operation, Action::Added);
        let new = Some(operation.pointer.clone());
        collect(
            &mut all,
            Named {
                new,
                ..named(operation)
            },
            &mut schemas,
        );
    }
    (all, !schemas.exhausted)
}

fn collect(all: &mut Vec<Changed>, operation: Named, schemas: &mut Schemas<'_>) {
    let found = std::mem::take(&mut schemas.found);
    if !found.is_empty() {
        all.push(Changed { operation, found });
    }
}

fn named(operation: &Operation<'_>) -> Named {
    let Operation {
        id, method, path, ..
    } = operation;
    Named {
        id: id.clone(),
        method: method.clone(),
        path: path.clone(),
        old: None,
        new: None,
    }
}

fn whole(schemas: &mut Schemas<'_>, operation: &Operation<'_>, action: Action) {
    let text = Value::String(format!("{} {}", operation.method, operation.path));
    let at = Some(operation.pointer.clone());
    let rule = operation_rule(Subject::Whole, action);
    match action {
        Action::Added => schemas.push(rule, "", (None, at), (None, Some(text))),
        _ => schemas.push(rule, "", (at, None), (Some(text), None)),
    }
}

fn operation_rule(subject: Subject, action: Action) -> Rule {
    Rule {
        direction: Direction::Both,
        area: Area::Operation,
        subject,
        action,
    }
}

fn compare<'a>(schemas: &mut Schemas<'a>, old: &Operation<'a>, new: &Operation<'a>) {
    let at = || (Some(old.pointer.clone()), Some(new.pointer.clone()));
    if old.server != new.server {
        let rule = operation_rule(Subject::Server, Action::Changed);
        let values = (
            Some(old.server.clone().into()),
            Some(new.server.clone().into()),
        );
        schemas.push(rule, "", at(), values);
    }
    if old.security != new.security {
        let rule = operation_rule(Subject::Security, Action::Changed);
        schemas.push(
            rule,
            "",
            at(),
            (Some(old.security.clone()), Some(new.security.clone())),
        );
    }
    parameters(schemas, old, new);
    bodies(schemas, old, new);
    answers(schemas, old, new);
}

fn parameters<'a>(schemas: &mut Schemas<'a>, old: &Operation<'a>, new: &Operation<'a>) {
    let rule = |subject, action| Rule {
        direction: Direction::Request,
        area: Area::Parameter,
        subject,
        action,
    };
    for (key, before) in &old.parameters {
        if let Some(after) = new.parameters.get(key) {
            parameter(schemas, before, after);
            continue;
        }
        let summary = schemas.old.summary(&before.node, Direction::Request);
        let at = (Some(before.pointer.clone()), Some(new.pointer.clone()));
        let rule = rule(Subject::Whole, Action::Removed);
        schemas.push(rule, &before.label, at, (Some(summary), None));
    }
    let added = new
        .parameters
        .iter()
        .filter(|(key, _)| !old.parameters.contains_key(*key));
    for (_, after) in added {
        let summary = schemas.new.summary(&after.node, Direction::Request);
        let subject = if after.required {
            Subject::Required
        } else {
            Subject::Optional
        };
        let at = (Some(old.pointer.clone()), Some(after.pointer.clone()));
        schemas.push(
            rule(subject, Action::Added),
            &after.label,
            at,
            (None, Some(summary)),
        );
    }
}

fn parameter<'a>(schemas: &mut Schemas<'a>, old: &Parameter<'a>, new: &Parameter<'a>) {
    let spot = Spot::new(Direction::Request, Area::Parameter, &new.label);
    let at = || (Some(old.pointer.clone()), Some(new.pointer.clone()));
    if old.required != new.required {
        let action = if new.required {
            Action::BecameRequired
        } else {
            Action::BecameOptional
        };
        let values = (Some(old.required.into()), Some(new.required.into()));
        schemas.push(spot.rule(Subject::Whole, action), &spot.path, at(), values);
    }
    if old.style != new.style {
        let values = (
            Some(old.style.clone().into()),
            Some(new.style.clone().into()),
        );
        schemas.push(
            spot.rule(Subject::Style, Action::Changed),
            &spot.path,
            at(),
            values,
        );
    }
    schemas.part(&spot, &old.node, &new.node);
}

fn bodies<'a>(schemas: &mut Schemas<'a>, old: &Operation<'a>, new: &Operation<'a>) {
    let spot = Spot::new(Direction::Request, Area::Body, "");
    match (&old.body, &new.body) {
        (None, None) => {}
        (Some(body), None) => {
            let at = (Some(body.pointer.clone()), Some(new.pointer.clone()));
            let types = Some(names(&body.media));
            schemas.push(
                spot.rule(Subject::Whole, Action::Removed),
                "",
                at,
                (types, None),
            );
        }
        (None, Some(body)) => {
            let subject = if body.required {
                Subject::Required
            } else {
                Subject::Optional
            };
            let at = (Some(old.pointer.clone()), Some(body.pointer.clone()));
            let types = Some(names(&body.media));
            schemas.push(spot.rule(subject, Action::Added), "", at, (None, types));
        }
        (Some(before), Some(after)) => {
            let at = (Some(before.pointer.clone()), Some(after.pointer.clone()));
            if before.required != after.required {
                let action = if after.required {
                    Action::BecameRequired
                } else {
                    Action::BecameOptional
                };
                let values = (Some(before.required.into()), Some(after.required.into()));
                schemas.push(spot.rule(Subject::Whole, action), "", at.clone(), values);
            }
            media(schemas, &spot, &at, &before.media, &after.media);
        }
    }
}

fn answers<'a>(schemas: &mut Schemas<'a>, old: &Operation<'a>, new: &Operation<'a>) {
    let (direction, area) = (Direction::Response, Area::Status);
    let rule = |action| Rule {
        direction,
        area,
        subject: Subject::Whole,
        action,
    };
    for (status, before) in &old.answers {
        let Some(after) = new.answers.get(status) else {
            let at = (Some(before.pointer.clone()), Some(new.pointer.clone()));
            let value = (Some(Value::from(status.as_str())), None);
            schemas.push(rule(Action::Removed), status, at, value);
            continue;
        };
        let spot = Spot::new(direction, Area::Body, "");
        let at = (Some(before.pointer.clone()), Some(after.pointer.clone()));
        let known = schemas.found.len();
        media(schemas, &spot, &at, &before.media, &after.media);
        for found in &mut schemas.found[known..] {
            let space = if found.place.is_empty() { "" } else { " " };
            found.place = format!("{status}{space}{}", found.place);
        }
    }
    for (status, after) in new
        .answers
        .iter()
        .filter(|(status, _)| !old.answers.contains_key(*status))
    {
        let at = (Some(old.pointer.clone()), Some(after.pointer.clone()));
        schemas.push(
            rule(Action::Added),
            status,
            at,
            (None, Some(Value::from(status.as_str()))),
        );
    }
}

type At = (Option<String>, Option<String>);

fn media<'a>(
    schemas: &mut Schemas<'a>,
    spot: &Spot,
    at: &At,
    old: &IndexMap<String, Media<'a>>,
    new: &IndexMap<String, Media<'a>>,
) {
    let rule = |action| Rule {
        direction: spot.direction,
        area: Area::MediaType,
        subject: Subject::Whole,
        action,
    };
    for (name, before) in old {
        let Some(after) = new.get(name) else {
            let at = (Some(before.pointer.clone()), at.1.clone());
            let value = (Some(Value::from(name.as_str())), None);
            schemas.push(rule(Action::Removed), &format!("`{name}`"), at, value);
            continue;
        };
        schemas.part(spot, &before.node, &after.node);
        styles(schemas, spot, before, after);
    }
    for (name, after) in new.iter().filter(|(name, _)| !old.contains_key(*name)) {
        let at = (at.0.clone(), Some(after.pointer.clone()));
        let value = (None, Some(Value::from(name.as_str())));
        schemas.push(rule(Action::Added), &format!("`{name}`"), at, value);
    }
}

/// How the members of a form are written. Those that came or went are told already.
fn styles<'a>(schemas: &mut Schemas<'a>, spot: &Spot, old: &Media<'a>, new: &Media<'a>) {
    if spot.direction != Direction::Request {
        return;
    }
    let before = schemas.old.view(&old.node, Direction::Request);
    let after = schemas.new.view(&new.node, Direction::Request);
    for name in before
        .properties
        .keys()
        .filter(|name| after.properties.contains_key(*name))
    {
        let (a, b) = (old.styles.get(name), new.styles.get(name));
        if a != b {
            let value =
                |style: Option<&String>| Some(style.cloned().unwrap_or_else(usual_style).into());
            let rule = Rule {
                direction: Direction::Request,
                area: Area::Field,
                subject: Subject::Style,
                action: Action::Changed,
            };
            let at = (Some(old.pointer.clone()), Some(new.pointer.clone()));
            schemas.push(rule, name, at, (value(a), value(b)));
        }
    }
}

fn names(media: &IndexMap<String, Media<'_>>) -> Value {
    Value::Array(
        media
            .keys()
            .map(|name| Value::from(name.as_str()))
            .collect(),
    )
}
