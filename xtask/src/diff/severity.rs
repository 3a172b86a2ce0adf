//! How bad a change is, for callers of the crate and for recordings.
//!
//! Responsible for: the table. Not for: what happens to the crate's items (`items` compares both
//! crates and raises the level where they differ).
//!
//! A caller is hit on the wire where the server may refuse what the crate sends, or the crate may
//! fail to read what the server answers, and in the crate where what compiled no longer does, or does
//! something else: a required parameter that became optional is taken by the server as before, but
//! its argument is a setter now. A recording is hit where the judge would report it; what is new and
//! recorded nowhere is additive.

use super::change::Level::{self, Additive, Breaking, Neutral};
use super::change::RustItem;
use super::facts::{is_keyword, narrows};
use super::rule::{Action, Area, Direction, Rule, Subject};

/// Levels on the wire and for recordings.
pub(super) fn levels(rule: Rule, after: Option<&str>) -> (Level, Level) {
    match rule.direction {
        Direction::Both => operation(rule),
        Direction::Request => request(rule, after),
        Direction::Response => response(rule, after),
    }
}

fn operation(rule: Rule) -> (Level, Level) {
    match (rule.subject, rule.action) {
        (Subject::Server, _) => (Breaking, Neutral),
        (_, Action::Added) => (Additive, Additive),
        _ => (Breaking, Breaking),
    }
}

fn request(rule: Rule, after: Option<&str>) -> (Level, Level) {
    use Action as A;
    use Subject as S;
    match (rule.subject, rule.action) {
        // A caller who leaves it out gets something else.
        (S::Default, A::Changed | A::Removed) => (Breaking, Neutral),
        (
            S::Optional
            | S::Whole
            | S::Default
            | S::EnumValue
            | S::OneOf
            | S::AnyOf
            | S::AdditionalProperties,
            A::Added,
        )
        | (S::Whole, A::BecameOptional | A::BecameNullable)
        | (S::Enum | S::Not, A::Removed) => (Additive, Neutral),
        // Formats that say no more than the type did: nothing that was taken is refused.
        (S::Format, A::Added | A::Changed) if !narrows(rule.subject, rule.action, after) => {
            (Neutral, Neutral)
        }
        (subject, _) if is_keyword(subject) && !narrows(subject, rule.action, after) => {
            (Additive, Neutral)
        }
        _ => (Breaking, Breaking),
    }
}

fn response(rule: Rule, after: Option<&str>) -> (Level, Level) {
    use Action as A;
    use Subject as S;
    match (rule.subject, rule.action) {
        // Every recording made before lacks it.
        (S::Required, A::Added) => (Additive, Breaking),
        (S::Optional | S::Whole | S::EnumValue, A::Added) => (Additive, Additive),
        (S::Whole, A::BecameOptional | A::BecameNullable) => (Neutral, Neutral),
        (S::Whole, A::Removed) | (S::Type, _) => (Breaking, Breaking),
        (S::Whole | S::EnumValue, _)
        | (S::Enum | S::Not, A::Added)
        | (S::OneOf | S::AnyOf | S::AdditionalProperties, A::Removed) => (Neutral, Breaking),
        (subject, action) if narrows(subject, action, after) => (Neutral, Breaking),
        _ => (Neutral, Neutral),
    }
}

/// Whether an argument of a function of the crate comes or goes: what stands in its place is then
/// another parameter, which the compiler cannot tell where the types are the same.
pub(super) fn moves_an_argument(rule: Rule, touched: &[RustItem]) -> bool {
    let argument = rule.direction == Direction::Request
        && matches!(rule.area, Area::Parameter | Area::Field | Area::Body);
    let moves = matches!(
        (rule.subject, rule.action),
        (Subject::Required, Action::Added)
            | (
                Subject::Whole,
                Action::Removed | Action::BecameOptional | Action::BecameRequired
            )
    );
    argument && moves && touched.iter().any(|item| item.change == "changed")
}

/// Whether a program with the old crate in it goes on, whatever becomes of the crate's items: what it
/// sends does not depend on them, and of answers only where every old type reads the new values.
pub(super) fn is_read_as_before(rule: Rule) -> bool {
    rule.direction == Direction::Request
        || matches!(
            (rule.area, rule.subject, rule.action),
            // Enums are open, and texts are not held against patterns.
            (
                Area::Property,
                Subject::EnumValue | Subject::Enum | Subject::Pattern,
                _
            ) | (
                Area::Property,
                Subject::Whole | Subject::Required | Subject::Optional | Subject::Format,
                Action::Added
            ) | (
                Area::Property,
                Subject::Whole,
                Action::BecameRequired | Action::BecameNotNullable
            )
        )
}

/// The level for callers where the items of the crate are not known: the worst that can be.
pub(super) fn without_items(rule: Rule) -> Level {
    match (rule.direction, rule.area, rule.subject, rule.action) {
        (
            Direction::Response,
            _,
            Subject::Whole,
            Action::BecameOptional | Action::BecameNullable,
        )
        | (Direction::Response, _, Subject::Format | Subject::Pattern | Subject::Enum, _)
        | (Direction::Response, _, Subject::EnumValue, Action::Removed)
        | (Direction::Request, _, _, Action::BecameOptional) => Breaking,
        _ => Neutral,
    }
}
