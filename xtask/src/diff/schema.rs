//! Two schemas → what a value of theirs would notice.
//!
//! Responsible for: walking both effective views side by side, and for ending on recursion.
//! Not for: the views (`node`) and not for which schemas belong together (`effective`).
//!
//! Counting: one change per place and fact. A member that comes or goes is one change, whatever it
//! holds; where the type changes, nothing below it is compared; each enum value counts.

mod members;

use std::collections::HashSet;

use serde_json::Value;

use super::facts::{FACTS, Fact};
use super::node::{Node, Root, View};
use super::rule::{Action, Area, Direction, Rule, Subject};

/// Comparisons for one pair of documents; real ones need some thousands.
const BUDGET: usize = 2_000_000;

/// Changes for one pair of documents; beyond this nobody reads them.
const MOST: usize = 100_000;

/// Where in an operation two schemas stand.
#[derive(Debug, Clone)]
pub(super) struct Spot {
    pub(super) direction: Direction,
    pub(super) area: Area,
    /// Path inside the part, such as `results[].status`.
    pub(super) path: String,
    /// The member of a schema that leads here, in both documents: behind a reference the schema
    /// itself stands elsewhere.
    pub(super) site: Site,
}

/// Pointers in the old and the new document.
pub(super) type Site = (Option<String>, Option<String>);

/// A change before it is known to which operation it belongs.
#[derive(Debug, Clone)]
pub(super) struct Found {
    pub(super) rule: Rule,
    pub(super) place: String,
    pub(super) old: Option<String>,
    pub(super) new: Option<String>,
    pub(super) site: Site,
    pub(super) before: Option<Value>,
    pub(super) after: Option<Value>,
}

impl Spot {
    pub(super) fn new(direction: Direction, area: Area, path: &str) -> Self {
        Self {
            direction,
            area,
            path: path.to_owned(),
            site: (None, None),
        }
    }

    pub(super) fn rule(&self, subject: Subject, action: Action) -> Rule {
        Rule {
            direction: self.direction,
            area: self.area,
            subject,
            action,
        }
    }

    /// A member below; inside a parameter or a body its area is its own.
    fn member(&self, name: &str, site: Site) -> Self {
        let area = match (self.area, self.direction) {
            (Area::Parameter, _) => Area::Parameter,
            (_, Direction::Request) => Area::Field,
            _ => Area::Property,
        };
        let dot = if self.path.is_empty() { "" } else { "." };
        Self {
            direction: self.direction,
            area,
            path: format!("{}{dot}{name}", self.path),
            site,
        }
    }

    fn below(&self, suffix: &str) -> Self {
        Self {
            path: format!("{}{suffix}", self.path),
            ..self.clone()
        }
    }
}

type Pair = (Direction, Vec<String>, Vec<String>);

/// Compares schemas of two documents.
pub(super) struct Schemas<'a> {
    pub(super) old: Root<'a>,
    pub(super) new: Root<'a>,
    pub(super) found: Vec<Found>,
    /// Whether the documents were too much to compare to the end.
    pub(super) exhausted: bool,
    /// Pairs that are being compared: meeting one again is recursion.
    open: HashSet<Pair>,
    /// Pairs known to be the same.
    equal: HashSet<Pair>,
    /// Pairs the same as far as the rest of the same part says.
    equal_here: HashSet<Pair>,
    recursions: usize,
    work: usize,
}

impl<'a> Schemas<'a> {
    pub(super) fn new(old: &'a Value, new: &'a Value) -> Self {
        Self {
            old: Root(old),
            new: Root(new),
            found: Vec::new(),
            exhausted: false,
            open: HashSet::new(),
            equal: HashSet::new(),
            equal_here: HashSet::new(),
            recursions: 0,
            work: 0,
        }
    }

    /// Compares the schemas of one part of an operation.
    pub(super) fn part(&mut self, spot: &Spot, old: &Node<'a>, new: &Node<'a>) {
        self.equal_here.clear();
        self.compare(spot, old, new);
    }

    fn compare(&mut self, spot: &Spot, old: &Node<'a>, new: &Node<'a>) {
        self.work += 1;
        if self.work > BUDGET || self.found.len() > MOST {
            self.exhausted = true;
            return;
        }
        let pair = (
            spot.direction,
            pointers(self.old, old),
            pointers(self.new, new),
        );
        if self.equal.contains(&pair) || self.equal_here.contains(&pair) {
            return;
        }
        if !self.open.insert(pair.clone()) {
            self.recursions += 1;
            return;
        }
        let (found, recursions) = (self.found.len(), self.recursions);
        let (before, after) = (
            self.old.view(old, spot.direction),
            self.new.view(new, spot.direction),
        );
        self.views(spot, &before, &after);
        self.open.remove(&pair);
        if self.found.len() == found {
            let known = if self.recursions == recursions {
                &mut self.equal
            } else {
                &mut self.equal_here
            };
            known.insert(pair);
        }
    }

    fn views(&mut self, spot: &Spot, old: &View<'a>, new: &View<'a>) {
        let text = |text: &str| Some(Value::String(text.to_owned()));
        if old.nullable != new.nullable {
            let action = if new.nullable {
                Action::BecameNullable
            } else {
                Action::BecameNotNullable
            };
            let (a, b) = (Value::Bool(old.nullable), Value::Bool(new.nullable));
            self.tell(
                spot,
                (Subject::Whole, action),
                (old, new),
                (Some(a), Some(b)),
            );
        }
        if old.kind != new.kind {
            let kinds = (text(&old.kind), text(&new.kind));
            self.tell(spot, (Subject::Type, Action::Changed), (old, new), kinds);
            return;
        }
        for fact in FACTS {
            let (a, b) = (old.facts.get(&fact.subject), new.facts.get(&fact.subject));
            let answer = spot.direction == Direction::Response;
            if answer && fact.subject == Subject::Default {
                continue;
            }
            if let Some(action) = Fact::action(a, b) {
                self.tell(
                    spot,
                    (fact.subject, action),
                    (old, new),
                    (a.cloned(), b.cloned()),
                );
            }
        }
        self.values(spot, old, new);
        self.properties(spot, old, new);
        if !old.items.is_empty() || !new.items.is_empty() {
            self.compare(&spot.below("[]"), &old.items, &new.items);
        }
        self.rest(spot, old, new);
        self.alternatives(spot, Subject::OneOf, (old, &old.one_of), (new, &new.one_of));
        self.alternatives(spot, Subject::AnyOf, (old, &old.any_of), (new, &new.any_of));
        self.alternatives(spot, Subject::Not, (old, &old.not), (new, &new.not));
    }

    fn tell(
        &mut self,
        spot: &Spot,
        (subject, action): (Subject, Action),
        (old, new): (&View<'_>, &View<'_>),
        values: (Option<Value>, Option<Value>),
    ) {
        let at = (Some(old.pointer.clone()), Some(new.pointer.clone()));
        self.push_at(spot.rule(subject, action), spot, at, values);
    }

    fn push_at(
        &mut self,
        rule: Rule,
        spot: &Spot,
        at: Site,
        values: (Option<Value>, Option<Value>),
    ) {
        self.push(rule, &spot.path, at, values);
        if let Some(found) = self.found.last_mut() {
            found.site = spot.site.clone();
        }
    }

    pub(super) fn push(
        &mut self,
        rule: Rule,
        place: &str,
        (old, new): (Option<String>, Option<String>),
        (before, after): (Option<Value>, Option<Value>),
    ) {
        let place = place.to_owned();
        let site = (old.clone(), new.clone());
        self.found.push(Found {
            rule,
            place,
            old,
            new,
            site,
            before,
            after,
        });
    }
}

impl<'a> Root<'a> {
    /// A schema in a few words: its type, and what bounds it.
    pub(super) fn summary(self, node: &Node<'a>, direction: Direction) -> Value {
        let view = self.view(node, direction);
        let mut words = vec![view.kind];
        if let Some(Value::String(format)) = view.facts.get(&Subject::Format) {
            words.push(format!("({format})"));
        }
        if view.values.is_some() {
            words.push("enum".to_owned());
        }
        if view.nullable {
            words.push("or null".to_owned());
        }
        Value::String(words.join(" "))
    }
}

fn pointers<'a>(root: Root<'a>, node: &Node<'a>) -> Vec<String> {
    node.iter().map(|at| root.follow(at).pointer).collect()
}

fn first(node: &Node<'_>) -> Option<String> {
    node.first().map(|at| at.pointer.clone())
}
