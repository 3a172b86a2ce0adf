//! From a schema to the tree that a body is walked by.
//!
//! Responsible for: which members and enum values are things of their own. Not for: statuses and
//! parameters, see [`super`].

use std::collections::HashMap;
use std::sync::Arc;

use serde_json::Value;

use crate::finding::Spot;
use crate::judge::contract::{Additional, Contract, SchemaId, Shape};

use super::super::fit::Fit;
use super::{EnumValue, Member, Node, Plan, Values};

/// Whose body it is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub(super) enum Scope {
    /// A successful answer of an operation.
    Answer(usize),
    /// An error body, the same for all operations.
    Error,
    /// A request of an operation.
    Request(usize),
}

/// Which way a value travels: an enum is counted once for each.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
enum Direction {
    Received,
    Sent,
}

/// Builds trees, and remembers what has a number already.
pub(super) struct Trees<'c> {
    contract: &'c Contract,
    enums: HashMap<(String, Direction), Arc<Values>>,
    /// Trees of error bodies by the pointer of their schema.
    errors: HashMap<String, Arc<Node>>,
    /// Members by operation and spot: several answers may declare the same.
    members: HashMap<(Scope, String), usize>,
    /// Declarations of members by their place in the document.
    declarations: HashMap<String, usize>,
    /// Places that the tree of this body may still have.
    left: usize,
}

/// Most places in one body: schemas that use the same ones over and over multiply. What is further
/// down is not counted.
const PLACES: usize = 20_000;

/// Most schemas in one another.
const DEEP: usize = 64;

/// Where the builder stands.
#[derive(Clone)]
struct At {
    scope: Scope,
    path: String,
    usable: bool,
    /// The member that it is, or is in.
    member: Option<usize>,
    /// Schemas above, to stop where one holds itself.
    above: Vec<SchemaId>,
}

impl<'c> Trees<'c> {
    pub(super) fn new(contract: &'c Contract) -> Self {
        Self {
            contract,
            enums: HashMap::new(),
            errors: HashMap::new(),
            members: HashMap::new(),
            declarations: HashMap::new(),
            left: 0,
        }
    }

    pub(super) fn is_usable(&self, schema: SchemaId) -> bool {
        self.contract.schema(schema).usable.is_none()
    }

    /// The tree of a whole body.
    pub(super) fn root(&mut self, plan: &mut Plan, scope: Scope, schema: SchemaId) -> Arc<Node> {
        self.left = PLACES;
        let at = At {
            scope,
            path: String::new(),
            usable: true,
            member: None,
            above: Vec::new(),
        };
        if scope != Scope::Error {
            return self.node(plan, &at, schema);
        }
        let pointer = self.contract.schema(schema).pointer.clone();
        if let Some(node) = self.errors.get(&pointer) {
            return Arc::clone(node);
        }
        let node = if let Shape::OneOf(union) = &self.contract.schema(schema).shape {
            // A union with a tag can be a branch of itself.
            self.errors.insert(pointer.clone(), Arc::default());
            let variants = Fit::all(self.contract, union).into_iter();
            let variants = variants.map(|(fit, id)| (fit, self.root(plan, scope, id)));
            Arc::new(Node {
                variants: variants.collect(),
                ..Node::default()
            })
        } else {
            // Each form of an error body has members of its own, though the names are the same.
            self.members.retain(|(scope, _), _| *scope != Scope::Error);
            self.node(plan, &at, schema)
        };
        self.errors.insert(pointer, Arc::clone(&node));
        node
    }

    /// The values that a parameter, or each entry of a list that is sent, can have.
    pub(super) fn values_sent(
        &mut self,
        plan: &mut Plan,
        operation: usize,
        spot: &Spot,
        schema: SchemaId,
    ) -> Arc<Values> {
        let schema = match &self.contract.schema(schema).shape {
            Shape::List { items, .. } => *items,
            _ => schema,
        };
        self.values(plan, Some(operation), spot, schema, Direction::Sent)
    }

    fn node(&mut self, plan: &mut Plan, at: &At, id: SchemaId) -> Arc<Node> {
        let contract = self.contract;
        let schema = contract.schema(id);
        if at.above.contains(&id) || at.above.len() >= DEEP || self.left == 0 {
            return Arc::default();
        }
        self.left -= 1;
        let mut at = at.clone();
        at.above.push(id);
        at.usable &= schema.usable.is_none();
        let mut node = Node::default();
        match &schema.shape {
            Shape::Object {
                properties,
                additional,
                ..
            } => {
                for (name, property) in properties {
                    let mut below = at.clone();
                    below.path = format!("{}/{}", at.path, escape(name));
                    below.usable &= self.is_usable(*property);
                    let declared = format!("{}/properties/{}", schema.pointer, escape(name));
                    let member = self.member(plan, &below, at.member, declared, *property);
                    below.member = Some(member);
                    let child = self.node(plan, &below, *property);
                    node.members.insert(name.clone(), (member, child));
                }
                if let Additional::Schema(values) = additional {
                    node.entries = Some(self.entries(plan, &at, *values));
                }
            }
            Shape::List { items, .. } => node.entries = Some(self.entries(plan, &at, *items)),
            Shape::OneOf(union) => {
                for (fit, variant) in Fit::all(contract, union) {
                    let child = self.node(plan, &at, variant);
                    node.variants.push((fit, child));
                }
            }
            Shape::Enum { .. } => {
                let (operation, direction) = match at.scope {
                    Scope::Answer(operation) => (Some(operation), Direction::Received),
                    Scope::Error => (None, Direction::Received),
                    Scope::Request(operation) => (Some(operation), Direction::Sent),
                };
                node.values = self.values(plan, operation, &at.spot(), id, direction);
            }
            _ => {}
        }
        Arc::new(node)
    }

    fn entries(&mut self, plan: &mut Plan, at: &At, schema: SchemaId) -> Arc<Node> {
        let mut below = at.clone();
        below.path.push_str("/*");
        self.node(plan, &below, schema)
    }

    fn member(
        &mut self,
        plan: &mut Plan,
        at: &At,
        above: Option<usize>,
        declared: String,
        schema: SchemaId,
    ) -> usize {
        let key = (at.scope, at.path.clone());
        if let Some(known) = self.members.get(&key) {
            return *known;
        }
        let fresh = self.declarations.len();
        let declaration = *self.declarations.entry(declared).or_insert(fresh);
        let number = plan.members.len();
        plan.members.push(Member {
            declaration,
            above,
            operation: match at.scope {
                Scope::Answer(operation) | Scope::Request(operation) => Some(operation),
                Scope::Error => None,
            },
            spot: at.spot(),
            schema,
            usable: at.usable,
        });
        self.members.insert(key, number);
        number
    }

    fn values(
        &mut self,
        plan: &mut Plan,
        operation: Option<usize>,
        spot: &Spot,
        id: SchemaId,
        direction: Direction,
    ) -> Arc<Values> {
        let schema = self.contract.schema(id);
        let Shape::Enum { values, aliases } = &schema.shape else {
            return Arc::default();
        };
        let key = (schema.pointer.clone(), direction);
        if let Some(known) = self.enums.get(&key) {
            return Arc::clone(known);
        }
        let mut numbers = Values::new();
        for text in values.iter().map(text).chain(aliases.keys().cloned()) {
            if !numbers.contains_key(&text) {
                numbers.insert(text.clone(), plan.values.len());
                plan.values.push(EnumValue {
                    operation,
                    spot: spot.clone(),
                    schema: id,
                    text,
                });
            }
        }
        let numbers = Arc::new(numbers);
        self.enums.insert(key, Arc::clone(&numbers));
        numbers
    }
}

impl At {
    fn spot(&self) -> Spot {
        match self.scope {
            Scope::Request(_) => Spot::RequestBody(self.path.clone()),
            _ => Spot::ResponseBody(self.path.clone()),
        }
    }
}

/// The text that stands for an enum value in a form.
fn text(value: &Value) -> String {
    match value {
        Value::String(text) => text.clone(),
        other => other.to_string(),
    }
}

/// A name as one step of a JSON pointer.
fn escape(name: &str) -> String {
    name.replace('~', "~0").replace('/', "~1")
}
