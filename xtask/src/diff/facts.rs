//! The keywords of a schema that say something about a value, and which way is narrower.
//!
//! Responsible for: the table, and what stands for a keyword that is not there.
//! Not for: type, nullability, members and compositions, which are no single keyword.

use std::cmp::Ordering;

use serde_json::Value;

use super::rule::{Action, Subject};

/// How a keyword bounds values.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(super) enum Bound {
    /// A larger number allows less.
    Lower,
    /// A smaller number allows less.
    Upper,
    /// Being there allows less; two of them cannot be compared.
    Form,
    /// It bounds nothing.
    None,
}

/// One keyword.
pub(super) struct Fact {
    pub(super) key: &'static str,
    pub(super) subject: Subject,
    pub(super) bound: Bound,
    /// What the keyword says where it changes nothing.
    idle: Idle,
}

#[derive(Clone, Copy)]
enum Idle {
    Never,
    Zero,
    False,
}

const fn fact(key: &'static str, subject: Subject, bound: Bound, idle: Idle) -> Fact {
    Fact {
        key,
        subject,
        bound,
        idle,
    }
}

/// All keywords, in the order in which changes are told.
pub(super) const FACTS: &[Fact] = &[
    fact("format", Subject::Format, Bound::Form, Idle::Never),
    fact("pattern", Subject::Pattern, Bound::Form, Idle::Never),
    fact("minLength", Subject::MinLength, Bound::Lower, Idle::Zero),
    fact("maxLength", Subject::MaxLength, Bound::Upper, Idle::Never),
    fact("minimum", Subject::Minimum, Bound::Lower, Idle::Never),
    fact("maximum", Subject::Maximum, Bound::Upper, Idle::Never),
    fact(
        "exclusiveMinimum",
        Subject::ExclusiveMinimum,
        Bound::Form,
        Idle::False,
    ),
    fact(
        "exclusiveMaximum",
        Subject::ExclusiveMaximum,
        Bound::Form,
        Idle::False,
    ),
    fact("multipleOf", Subject::MultipleOf, Bound::Form, Idle::Never),
    fact("minItems", Subject::MinItems, Bound::Lower, Idle::Zero),
    fact("maxItems", Subject::MaxItems, Bound::Upper, Idle::Never),
    fact(
        "uniqueItems",
        Subject::UniqueItems,
        Bound::Form,
        Idle::False,
    ),
    fact(
        "minProperties",
        Subject::MinProperties,
        Bound::Lower,
        Idle::Zero,
    ),
    fact(
        "maxProperties",
        Subject::MaxProperties,
        Bound::Upper,
        Idle::Never,
    ),
    fact(
        "discriminator",
        Subject::Discriminator,
        Bound::None,
        Idle::Never,
    ),
    // Only what is sent has a default; in an answer it is a remark.
    fact("default", Subject::Default, Bound::None, Idle::Never),
];

impl Fact {
    /// The value of the keyword in a schema; nothing where it says nothing.
    pub(super) fn read<'a>(&self, schema: &'a Value) -> Option<&'a Value> {
        let mut value = schema.get(self.key)?;
        if self.subject == Subject::Discriminator {
            // The mapping spells references, which change when schemas are only moved.
            value = value.get("propertyName")?;
        }
        let idle = match self.idle {
            Idle::Never => value.is_null() || value.as_str() == Some(""),
            Idle::Zero => value.as_f64() == Some(0.0),
            Idle::False => value.as_bool() == Some(false),
        };
        (!idle).then_some(value)
    }

    /// What happened to a value; nothing where both say the same.
    pub(super) fn action(old: Option<&Value>, new: Option<&Value>) -> Option<Action> {
        match (old, new) {
            (None, None) => None,
            (None, Some(_)) => Some(Action::Added),
            (Some(_), None) => Some(Action::Removed),
            (Some(old), Some(new)) => match (old.as_f64(), new.as_f64()) {
                // Only bounds that this changes are told: 1 and 1.0 are one number.
                (Some(a), Some(b)) => match a.total_cmp(&b) {
                    Ordering::Equal => {
                        (old.is_number() && !same_number(old, new)).then_some(Action::Changed)
                    }
                    Ordering::Less => Some(Action::Increased),
                    Ordering::Greater => Some(Action::Decreased),
                },
                _ if old == new => None,
                _ => Some(Action::Changed),
            },
        }
    }
}

/// Whether two numbers that are equal as floating point are equal at all.
fn same_number(old: &Value, new: &Value) -> bool {
    match (old.as_i64(), new.as_i64(), old.as_u64(), new.as_u64()) {
        (Some(a), Some(b), ..) => a == b,
        (_, _, Some(a), Some(b)) => a == b,
        _ => true,
    }
}

/// Whether a subject is a keyword of this table that bounds values.
pub(super) fn is_keyword(subject: Subject) -> bool {
    FACTS
        .iter()
        .any(|fact| fact.subject == subject && fact.bound != Bound::None)
}

/// Whether a change leaves fewer values than before; nothing where that cannot be told.
pub(super) fn narrows(subject: Subject, action: Action, after: Option<&str>) -> bool {
    let bound = FACTS
        .iter()
        .find(|fact| fact.subject == subject)
        .map(|fact| fact.bound);
    match (bound, action) {
        // Formats that say no more than the type does.
        (Some(Bound::Form), Action::Added | Action::Changed) if subject == Subject::Format => {
            !matches!(after, Some("int64" | "double"))
        }
        (Some(Bound::Lower | Bound::Upper | Bound::Form), Action::Added)
        | (Some(Bound::Form), Action::Changed | Action::Increased | Action::Decreased)
        | (Some(Bound::Lower), Action::Increased)
        | (Some(Bound::Upper), Action::Decreased) => true,
        _ => false,
    }
}
