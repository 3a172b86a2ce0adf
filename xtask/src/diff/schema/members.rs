//! What a schema holds: values of an enum, members, alternatives.
//!
//! Responsible for: what came and went among them. Not for: the schema's own keywords (`schema`).

use serde_json::Value;

use super::{Schemas, Spot, first};
use crate::diff::node::{Node, Rest, View};
use crate::diff::rule::{Action, Subject};

impl<'a> Schemas<'a> {
    pub(super) fn values(&mut self, spot: &Spot, old: &View<'a>, new: &View<'a>) {
        let list =
            |values: &[&Value]| Some(Value::Array(values.iter().copied().cloned().collect()));
        match (&old.values, &new.values) {
            (None, None) => {}
            (None, Some(b)) => {
                self.tell(
                    spot,
                    (Subject::Enum, Action::Added),
                    (old, new),
                    (None, list(b)),
                );
            }
            (Some(a), None) => {
                self.tell(
                    spot,
                    (Subject::Enum, Action::Removed),
                    (old, new),
                    (list(a), None),
                );
            }
            (Some(a), Some(b)) => {
                for value in a.iter().filter(|value| !b.contains(value)) {
                    let values = (Some((*value).clone()), None);
                    self.tell(
                        spot,
                        (Subject::EnumValue, Action::Removed),
                        (old, new),
                        values,
                    );
                }
                for value in b.iter().filter(|value| !a.contains(value)) {
                    let values = (None, Some((*value).clone()));
                    self.tell(
                        spot,
                        (Subject::EnumValue, Action::Added),
                        (old, new),
                        values,
                    );
                }
            }
        }
    }

    pub(super) fn properties(&mut self, spot: &Spot, old: &View<'a>, new: &View<'a>) {
        let presence = |required| {
            if required {
                Subject::Required
            } else {
                Subject::Optional
            }
        };
        for (name, before) in &old.properties {
            let site = (first(before), new.properties.get(name).and_then(first));
            let spot = spot.member(name, site);
            let Some(after) = new.properties.get(name) else {
                let summary = self.old.summary(before, spot.direction);
                let rule = spot.rule(Subject::Whole, Action::Removed);
                let at = (first(before), Some(new.pointer.clone()));
                self.push_at(rule, &spot, at, (Some(summary), None));
                continue;
            };
            let required = (old.required.contains(name), new.required.contains(name));
            if required.0 != required.1 {
                let action = if required.1 {
                    Action::BecameRequired
                } else {
                    Action::BecameOptional
                };
                let rule = spot.rule(Subject::Whole, action);
                let values = (Some(Value::Bool(required.0)), Some(Value::Bool(required.1)));
                self.push_at(rule, &spot, (first(before), first(after)), values);
            }
            self.compare(&spot, before, after);
        }
        for (name, after) in new
            .properties
            .iter()
            .filter(|(name, _)| !old.properties.contains_key(*name))
        {
            let spot = spot.member(name, (None, first(after)));
            let summary = self.new.summary(after, spot.direction);
            let rule = spot.rule(presence(new.required.contains(name)), Action::Added);
            let at = (Some(old.pointer.clone()), first(after));
            self.push_at(rule, &spot, at, (None, Some(summary)));
        }
    }

    pub(super) fn rest(&mut self, spot: &Spot, old: &View<'a>, new: &View<'a>) {
        let word = |rest: &Rest<'_>| match rest {
            Rest::Open => "any",
            Rest::Closed => "none",
            Rest::Typed(_) => "typed",
        };
        if let (Rest::Typed(a), Rest::Typed(b)) = (&old.rest, &new.rest) {
            return self.compare(&spot.member("*", spot.site.clone()), a, b);
        }
        let (a, b) = (word(&old.rest), word(&new.rest));
        if a != b {
            let words = (Some(Value::from(a)), Some(Value::from(b)));
            // From narrow to wide: none, typed, any.
            let width = |word| {
                ["none", "typed", "any"]
                    .iter()
                    .position(|known| *known == word)
            };
            let action = match (a, b) {
                _ if width(a) < width(b) => Action::Added,
                _ => Action::Removed,
            };
            self.tell(
                spot,
                (Subject::AdditionalProperties, action),
                (old, new),
                words,
            );
        }
    }

    /// Alternatives have no names: equal ones belong together, then those that are left over in
    /// their order if there are as many, else they came and went.
    pub(super) fn alternatives(
        &mut self,
        spot: &Spot,
        subject: Subject,
        (old, before): (&View<'a>, &[Node<'a>]),
        (new, after): (&View<'a>, &[Node<'a>]),
    ) {
        let mut left: Vec<&Node<'a>> = after.iter().collect();
        let mut gone: Vec<&Node<'a>> = Vec::new();
        for one in before {
            match left.iter().position(|other| self.same(spot, one, other)) {
                Some(index) => drop(left.remove(index)),
                None => gone.push(one),
            }
        }
        let inside = spot.below(if subject == Subject::Not {
            "(not)"
        } else {
            "(alternative)"
        });
        if gone.len() == left.len() {
            for (one, other) in gone.into_iter().zip(left) {
                self.compare(&inside, one, other);
            }
            return;
        }
        for one in gone {
            let summary = self.old.summary(one, spot.direction);
            let rule = spot.rule(subject, Action::Removed);
            let at = (first(one), Some(new.pointer.clone()));
            self.push_at(rule, spot, at, (Some(summary), None));
        }
        for other in left {
            let summary = self.new.summary(other, spot.direction);
            let rule = spot.rule(subject, Action::Added);
            let at = (Some(old.pointer.clone()), first(other));
            self.push_at(rule, spot, at, (None, Some(summary)));
        }
    }

    /// Whether a comparison would find nothing.
    fn same(&mut self, spot: &Spot, old: &Node<'a>, new: &Node<'a>) -> bool {
        let known = self.found.len();
        self.compare(spot, old, new);
        let same = self.found.len() == known;
        self.found.truncate(known);
        same
    }
}
