//! What an evaluation found, and how the API writes it.

use serde_json::{Value, json};

use crate::sandbox::seed::types::title;

/// One field of an object.
#[derive(Debug, Clone)]
pub(crate) struct Field {
    pub(crate) name: String,
    pub(crate) friendly_name: String,
    /// Why it is not in order, and the number of that error.
    pub(crate) problem: Option<(String, u32)>,
}

impl Field {
    /// A field under its usual name for people.
    pub(crate) fn new(name: &str, problem: Option<(String, u32)>) -> Self {
        Self {
            name: name.to_owned(),
            friendly_name: title(name),
            problem,
        }
    }

    fn show(&self) -> Value {
        match &self.problem {
            None => json!({
                "friendly_name": self.friendly_name,
                "object_field": self.name,
                "passed": true,
                "failure_reason": null,
                "error_code": null,
            }),
            Some((reason, code)) => json!({
                "friendly_name": self.friendly_name,
                "object_field": self.name,
                "failure_reason": reason,
                "error_code": code,
            }),
        }
    }
}

/// How one alternative of a requirement fared.
#[derive(Debug, Clone)]
pub(crate) struct Outcome {
    pub(crate) friendly_name: String,
    /// Machine name of what was looked for.
    pub(crate) object_type: String,
    /// Why it failed, and the number of that error.
    pub(crate) problem: Option<(String, u32)>,
    pub(crate) fields: Vec<Field>,
    /// Whether something of this type is there at all.
    pub(crate) present: bool,
}

impl Outcome {
    pub(crate) fn passed(&self) -> bool {
        self.problem.is_none()
    }

    /// How near it is: passed before present, present before absent, then by fields that are right.
    fn rank(&self) -> (bool, bool, usize) {
        let right = self.fields.iter().filter(|field| field.problem.is_none());
        (self.passed(), self.present, right.count())
    }
}

/// One result for each requirement, in the order of the policy.
#[derive(Debug, Default)]
pub(crate) struct Evaluated(Vec<(String, Outcome)>);

impl Evaluated {
    /// Adds an alternative. It replaces the one that stands for the requirement if it is nearer.
    pub(super) fn offer(&mut self, requirement: &str, outcome: Outcome) {
        match self.0.iter_mut().find(|(name, _)| name == requirement) {
            None => self.0.push((requirement.to_owned(), outcome)),
            Some((_, best)) if outcome.rank() > best.rank() => *best = outcome,
            Some(_) => {}
        }
    }

    /// Whether every requirement is met.
    pub(crate) fn is_compliant(&self) -> bool {
        self.0.iter().all(|(_, outcome)| outcome.passed())
    }

    /// Each requirement with what stands for it.
    pub(crate) fn iter(&self) -> impl Iterator<Item = (&str, &Outcome)> {
        self.0
            .iter()
            .map(|(name, outcome)| (name.as_str(), outcome))
    }

    /// As the API shows it.
    pub(crate) fn show(&self) -> Vec<Value> {
        let result = |(requirement, outcome): (&str, &Outcome)| {
            let fields = |right: bool| {
                let fields = outcome.fields.iter();
                fields
                    .filter(|field| field.problem.is_none() == right)
                    .map(Field::show)
                    .collect::<Vec<_>>()
            };
            json!({
                "friendly_name": outcome.friendly_name,
                "object_type": outcome.object_type,
                "passed": outcome.passed(),
                "failure_reason": outcome.problem.as_ref().map(|(reason, _)| reason),
                "error_code": outcome.problem.as_ref().map(|(_, code)| code),
                "valid": fields(true),
                "invalid": fields(false),
                "requirement_friendly_name": title(requirement),
                "requirement_name": requirement,
            })
        };
        self.iter().map(result).collect()
    }
}
