//! What is declared, as trees to walk a body by.
//!
//! Responsible for: a number for each thing that can be seen, and finding that number while a
//! recording is read, without looking into the document again. Not for: counting.

use std::collections::HashMap;
use std::sync::Arc;

use crate::finding::Spot;
use crate::judge::contract::{Contract, OperationContract, Place, SchemaId, Status, is_json};

use super::fit::Fit;

mod tree;

use tree::{Scope, Trees};

/// What is declared.
#[derive(Debug, Default)]
pub(super) struct Plan {
    /// The operations, in document order.
    pub(super) operations: Vec<OperationPlan>,
    pub(super) by_id: HashMap<String, usize>,
    pub(super) members: Vec<Member>,
    pub(super) values: Vec<EnumValue>,
    pub(super) parameters: Vec<Parameter>,
}

/// What an operation declares.
#[derive(Debug)]
pub(super) struct OperationPlan {
    pub(super) answers: Vec<Answer>,
    pub(super) parameters: HashMap<(Place, String), Sent>,
    pub(super) path_parameters: Vec<usize>,
    /// Parameters that are sent entry by entry, by the start of their names.
    pub(super) maps: Vec<(Place, String, usize)>,
    /// Media types of bodies that mean JSON, in document order.
    pub(super) bodies: Vec<(String, Arc<Node>)>,
}

/// The bodies of an answer.
#[derive(Debug)]
pub(super) struct Answer {
    pub(super) status: Status,
    /// Media types that mean JSON, in document order.
    pub(super) media: Vec<(String, Arc<Node>)>,
}

/// What is known about a parameter that is sent.
#[derive(Debug)]
pub(super) struct Sent {
    pub(super) parameter: usize,
    pub(super) values: Arc<Values>,
}

/// The texts of an enum's values and their numbers.
pub(super) type Values = HashMap<String, usize>;

/// A place in a body.
#[derive(Debug, Default)]
pub(super) struct Node {
    /// Declared members with their numbers.
    pub(super) members: HashMap<String, (usize, Arc<Node>)>,
    /// Entries of a list, or the values of an object that is used as a map.
    pub(super) entries: Option<Arc<Node>>,
    /// Enum values.
    pub(super) values: Arc<Values>,
    /// Several shapes: a value is counted for the first one that it fits.
    pub(super) variants: Vec<(Fit, Arc<Node>)>,
}

/// A declared member of a body.
#[derive(Debug)]
pub(super) struct Member {
    /// The place in the document that declares it: a schema can be used in many answers.
    pub(super) declaration: usize,
    /// The member that it is in.
    pub(super) above: Option<usize>,
    /// The operation, for answers that are its own; none for the members of error bodies.
    pub(super) operation: Option<usize>,
    pub(super) spot: Spot,
    pub(super) schema: SchemaId,
    /// Whether its schema, and all above it, can be used.
    pub(super) usable: bool,
}

/// A declared enum value.
#[derive(Debug)]
pub(super) struct EnumValue {
    /// The operation and the spot that name the enum first.
    pub(super) operation: Option<usize>,
    pub(super) spot: Spot,
    pub(super) schema: SchemaId,
    pub(super) text: String,
}

/// A declared parameter.
#[derive(Debug)]
pub(super) struct Parameter {
    pub(super) operation: usize,
    pub(super) spot: Spot,
    pub(super) pointer: String,
    /// Whether its schema can be used.
    pub(super) usable: bool,
}

impl Plan {
    pub(super) fn new(contract: &Contract) -> Self {
        let mut plan = Self::default();
        let mut trees = Trees::new(contract);
        for (index, operation) in contract.operations.values().enumerate() {
            plan.by_id.insert(operation.id.clone(), index);
            let answers = answers(&mut plan, &mut trees, index, operation);
            let (parameters, path_parameters) = parameters(&mut plan, &mut trees, index, operation);
            let mut bodies = Vec::new();
            for (media_type, schema) in &operation.bodies {
                if let (true, Some(schema)) = (is_json(media_type) || media_type == "*/*", schema) {
                    let node = trees.root(&mut plan, Scope::Request(index), *schema);
                    bodies.push((media_type.clone(), node));
                }
            }
            let start = plan.parameters.len() - operation.parameters.len();
            let numbered = operation.parameters.iter().zip(start..);
            let maps = numbered.filter_map(|(parameter, number)| {
                Some((parameter.place, parameter.prefix.clone()?, number))
            });
            let maps = maps.collect();
            plan.operations.push(OperationPlan {
                answers,
                parameters,
                path_parameters,
                maps,
                bodies,
            });
        }
        plan
    }

    /// The operation with this id and its number.
    pub(super) fn operation(&self, id: &str) -> Option<(usize, &OperationPlan)> {
        let index = *self.by_id.get(id)?;
        self.operations.get(index).map(|plan| (index, plan))
    }
}

/// Whether a status is counted by operation, and not over all of them.
pub(super) fn is_success(status: Status) -> bool {
    match status {
        Status::Code(code) => code < 400,
        Status::Range(range) => range < 4,
        Status::Default => false,
    }
}

fn answers(
    plan: &mut Plan,
    trees: &mut Trees<'_>,
    index: usize,
    operation: &OperationContract,
) -> Vec<Answer> {
    let mut answers = Vec::new();
    for response in &operation.responses {
        let scope = if is_success(response.status) {
            Scope::Answer(index)
        } else {
            Scope::Error
        };
        let mut media = Vec::new();
        for (media_type, schema) in &response.media {
            if let (true, Some(schema)) = (is_json(media_type), schema) {
                media.push((media_type.clone(), trees.root(plan, scope, *schema)));
            }
        }
        answers.push(Answer {
            status: response.status,
            media,
        });
    }
    answers
}

/// The parameters that have a name in a recording, and the numbers of those that stand in the path.
fn parameters(
    plan: &mut Plan,
    trees: &mut Trees<'_>,
    index: usize,
    operation: &OperationContract,
) -> (HashMap<(Place, String), Sent>, Vec<usize>) {
    let (mut named, mut in_path) = (HashMap::new(), Vec::new());
    for parameter in &operation.parameters {
        let name = parameter.name.clone();
        let (key, spot) = match parameter.place {
            Place::Path => (name.clone(), Spot::RequestPath(name)),
            Place::Query => (name.clone(), Spot::RequestQuery(name)),
            Place::Form => (name.clone(), Spot::RequestForm(name)),
            Place::Header => {
                let name = name.to_ascii_lowercase();
                (name.clone(), Spot::RequestHeader(name))
            }
        };
        let number = plan.parameters.len();
        plan.parameters.push(Parameter {
            operation: index,
            spot: spot.clone(),
            pointer: parameter.pointer.clone(),
            usable: trees.is_usable(parameter.schema),
        });
        if parameter.place == Place::Path {
            in_path.push(number);
            continue;
        }
        let values = trees.values_sent(plan, index, &spot, parameter.schema);
        let sent = Sent {
            parameter: number,
            values,
        };
        named.insert((parameter.place, key), sent);
    }
    (named, in_path)
}
