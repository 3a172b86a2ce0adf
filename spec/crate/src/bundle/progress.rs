//! How far a bundle is: each requirement with what is known about it.

use std::fmt;

use serde_json::{Map, Value};

use super::checklist::{Checklist, Requirement, RequirementKind};
use super::held::Held;
use crate::types::EvaluationResult;
use crate::{KnownCode, Sid};

/// A checklist with what is known about each of its requirements. `Display` shows it as a table.
#[derive(Debug, Clone, PartialEq)]
#[non_exhaustive]
pub struct Progress {
    /// The requirements in the order of the checklist.
    pub items: Vec<Item>,
    /// What an evaluation found wrong and the checklist does not name.
    pub unmatched: Vec<EvaluationResult>,
}

/// A requirement and its state.
#[derive(Debug, Clone, PartialEq)]
#[non_exhaustive]
pub struct Item {
    /// The requirement.
    pub requirement: Requirement,
    /// Its state.
    pub standing: Standing,
}

/// How a requirement stands.
#[derive(Debug, Clone, PartialEq, Eq)]
#[non_exhaustive]
pub enum Standing {
    /// Nothing that the bundle holds satisfies it.
    Missing,
    /// It is satisfied.
    Satisfied {
        /// The object that does; none where only an evaluation said so.
        by: Option<Sid>,
    },
    /// An object of the right type lacks fields that the policy lists.
    Incomplete {
        /// The object.
        by: Sid,
        /// Machine names of the fields. Some may be ones that the policy lets stay empty.
        fields: Vec<String>,
    },
    /// The bundle stands on a bundle whose type only an evaluation can tell.
    Unverified {
        /// The other bundle.
        by: Sid,
    },
    /// An evaluation refused it.
    Refused {
        /// The object that was there before the evaluation, where it is known.
        by: Option<Sid>,
        /// Machine names of the fields that are missing or wrong.
        fields: Vec<String>,
        /// What the API says of it.
        reason: Option<String>,
        /// The error code of the API.
        code: Option<i64>,
    },
}

impl Standing {
    /// Returns whether nothing is left to do.
    #[must_use]
    pub const fn is_satisfied(&self) -> bool {
        matches!(self, Self::Satisfied { .. })
    }

    fn by(&self) -> Option<&Sid> {
        match self {
            Self::Missing => None,
            Self::Satisfied { by } | Self::Refused { by, .. } => by.as_ref(),
            Self::Incomplete { by, .. } | Self::Unverified { by } => Some(by),
        }
    }
}

impl Progress {
    pub(super) fn from_held(checklist: &Checklist, held: &[Held]) -> Self {
        let items = checklist.requirements.iter().map(|requirement| Item {
            requirement: requirement.clone(),
            standing: standing(requirement, held),
        });
        Self {
            items: items.collect(),
            unmatched: Vec::new(),
        }
    }

    /// Adds what an evaluation said. It counts for more than what was known before.
    #[must_use]
    pub fn evaluated(mut self, results: &[EvaluationResult]) -> Self {
        let mut matched = vec![false; results.len()];
        let names = self.items.iter().map(|item| item.requirement.name.clone());
        let names: Vec<String> = names.collect();
        for item in &mut self.items {
            let mut said: Vec<&EvaluationResult> = Vec::new();
            for (result, matched) in results.iter().zip(&mut matched) {
                if is_about(result, &item.requirement, &names) {
                    *matched = true;
                    said.push(result);
                }
            }
            let by = item.standing.by().cloned();
            // Each alternative may have a result of its own, and one is enough.
            if said.iter().any(|result| result.passed) {
                item.standing = Standing::Satisfied { by };
            } else if let Some(result) = said.first() {
                item.standing = refused(result, by);
            }
        }
        let others = results.iter().zip(matched);
        let others = others.filter(|(result, matched)| !matched && !result.passed);
        self.unmatched = others.map(|(result, _)| result.clone()).collect();
        self
    }

    /// Returns what is not satisfied.
    pub fn open(&self) -> impl Iterator<Item = &Item> {
        self.items
            .iter()
            .filter(|item| !item.standing.is_satisfied())
    }

    /// Returns whether everything is satisfied.
    #[must_use]
    pub fn is_complete(&self) -> bool {
        self.open().next().is_none() && self.unmatched.is_empty()
    }
}

fn standing(requirement: &Requirement, held: &[Held]) -> Standing {
    let mut best = Standing::Missing;
    for object in held {
        let (kind, type_name, attributes) = match object {
            Held::EndUser(o) => (RequirementKind::EndUser, &o.r#type, o.attributes.as_ref()),
            Held::Document(o) => (RequirementKind::Document, &o.r#type, o.attributes.as_ref()),
            Held::CustomerProfile(_) if requirement.kind == RequirementKind::CustomerProfile => {
                best = Standing::Unverified {
                    by: object.sid().clone(),
                };
                continue;
            }
            Held::TrustProduct(_) if requirement.kind == RequirementKind::TrustProduct => {
                best = Standing::Unverified {
                    by: object.sid().clone(),
                };
                continue;
            }
            _ => continue,
        };
        let mut alternatives = requirement.alternatives.iter();
        let alternative = alternatives.find(|one| one.type_name == *type_name);
        let Some(alternative) = alternative.filter(|_| kind == requirement.kind) else {
            continue;
        };
        let by = object.sid().clone();
        let fields = empty(&alternative.fields, attributes);
        if fields.is_empty() {
            return Standing::Satisfied { by: Some(by) };
        }
        best = Standing::Incomplete { by, fields };
    }
    best
}

/// Fields without a value.
fn empty(fields: &[String], attributes: Option<&Map<String, Value>>) -> Vec<String> {
    let has = |field: &&String| {
        let value = attributes.and_then(|attributes| attributes.get(*field));
        value.is_some_and(|value| match value {
            Value::Null => false,
            Value::String(text) => !text.trim().is_empty(),
            Value::Array(list) => !list.is_empty(),
            _ => true,
        })
    };
    fields.iter().filter(|field| !has(field)).cloned().collect()
}

/// By name; where the policy gives no name, the API makes one up, so that only the type tells.
fn is_about(result: &EvaluationResult, requirement: &Requirement, names: &[String]) -> bool {
    if names.contains(&result.requirement_name) {
        return result.requirement_name == requirement.name;
    }
    let mut alternatives = requirement.alternatives.iter();
    alternatives.any(|one| one.type_name == result.object_type)
}

fn refused(result: &EvaluationResult, by: Option<Sid>) -> Standing {
    let known = result.error_code.and_then(KnownCode::from_number);
    let absent = matches!(
        known,
        Some(KnownCode::EndUserMissing | KnownCode::DocumentMissing)
    );
    if absent && by.is_none() {
        return Standing::Missing;
    }
    let invalid = result.invalid.iter();
    Standing::Refused {
        by,
        fields: invalid.map(|field| field.object_field.clone()).collect(),
        reason: result.failure_reason.clone(),
        code: result.error_code,
    }
}

impl fmt::Display for Progress {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        for item in &self.items {
            writeln!(f, "{item}")?;
        }
        for result in &self.unmatched {
            let reason = result.failure_reason.as_deref().unwrap_or("refused");
            writeln!(f, "[ ] {}: {reason}", result.requirement_name)?;
        }
        Ok(())
    }
}

impl fmt::Display for Item {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let mark = if self.standing.is_satisfied() {
            'x'
        } else {
            ' '
        };
        let Requirement { kind, name, .. } = &self.requirement;
        write!(f, "[{mark}] {} {name}: {}", kind.as_str(), self.standing)?;
        let mut types = Vec::new();
        if self.standing == Standing::Missing {
            types.extend((self.requirement.alternatives.iter()).map(|one| one.type_name.as_str()));
        }
        if !types.is_empty() {
            write!(f, ", needs {}", types.join(" or "))?;
        }
        Ok(())
    }
}

impl fmt::Display for Standing {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Missing => f.write_str("missing"),
            Self::Satisfied { by: Some(by) } => write!(f, "{by}"),
            Self::Satisfied { by: None } => f.write_str("satisfied"),
            Self::Incomplete { by, fields } => write!(f, "{by} lacks {}", fields.join(", ")),
            Self::Unverified { by } => write!(f, "{by}, if an evaluation agrees"),
            Self::Refused {
                by, fields, reason, ..
            } => {
                if let Some(by) = by {
                    write!(f, "{by}: ")?;
                }
                f.write_str(reason.as_deref().unwrap_or("refused"))?;
                if !fields.is_empty() {
                    write!(f, " (see {})", fields.join(", "))?;
                }
                Ok(())
            }
        }
    }
}
