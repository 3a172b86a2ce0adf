//! The variants of an enum: one per value, and none for a value that is another spelling of one.
//!
//! Responsible for: `x-enum-aliases`, and values that are listed twice.
//! Not for: how a value becomes an identifier (`names`).

use std::collections::{HashMap, HashSet};

use serde_json::Value;

use crate::diagnostics::Diagnostics;
use crate::ir::Variant;

use super::models::note_collision;
use super::names::{Kind, Scope};
use super::source::{Source, step};

/// The variants in document order.
pub(super) fn variants(
    source: Source<'_>,
    values: &[&str],
    aliases: Option<&Value>,
    pointer: &str,
    diagnostics: &mut Diagnostics,
) -> Vec<Variant> {
    let spelled = Spellings::new(values, aliases);
    let at = step(pointer, "enum");
    let mut seen = HashSet::new();
    let mut scope = Scope::default();
    let mut variants = Vec::new();
    for value in values {
        if spelled.canonical(value).is_some() || !seen.insert(*value) {
            continue;
        }
        let name = scope.name(Kind::Variant, value);
        note_collision(source, Kind::Variant, &name, &at, diagnostics);
        let aliases = spelled.others.get(value).cloned().unwrap_or_default();
        variants.push(Variant { name, aliases });
    }
    variants
}

/// Which values mean the same.
struct Spellings<'a> {
    known: HashSet<&'a str>,
    aliases: Option<&'a Value>,
    /// The other spellings of a value, in document order.
    others: HashMap<&'a str, Vec<String>>,
}

impl<'a> Spellings<'a> {
    fn new(values: &[&'a str], aliases: Option<&'a Value>) -> Self {
        let mut spelled = Self {
            known: values.iter().copied().collect(),
            aliases,
            others: HashMap::new(),
        };
        let mut seen = HashSet::new();
        for value in values {
            if let Some(canonical) = spelled.canonical(value)
                && seen.insert(*value)
            {
                let others = spelled.others.entry(canonical).or_default();
                others.push((*value).to_owned());
            }
        }
        spelled
    }

    /// What a value is another spelling of. Only a value that is none itself can be meant, so that
    /// aliases in a circle or in a row lose no value.
    fn canonical(&self, value: &str) -> Option<&'a str> {
        let canonical = self.alias(value)?;
        (canonical != value && self.alias(canonical).is_none_or(|next| next == canonical))
            .then_some(canonical)
    }

    fn alias(&self, value: &str) -> Option<&'a str> {
        let canonical = self.aliases?.get(value)?.as_str()?;
        self.known.contains(canonical).then_some(canonical)
    }
}
