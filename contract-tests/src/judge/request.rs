//! A request against the document.
//!
//! Responsible for: method and path, parameters, form and credentials of a request. Not for: other
//! bodies ([`super::sent`]), nor for what the client sends instead, which is the replay's work.

use super::contract::{
    Additional, Contract, OperationContract, ParameterContract, Place, SchemaId, Shape,
};
use super::report::Draft;
use super::words::quoted;
use super::{headers, measure, text};
use crate::finding::{Kind, Spot};
use crate::recording::{Fields, Request};

/// Everything about a request that is not as the document says.
pub(super) fn judge(
    contract: &Contract,
    operation: &OperationContract,
    request: &Request,
) -> Vec<Draft> {
    let mut requests = Requests {
        contract,
        operation,
        found: Vec::new(),
    };
    requests.path(request);
    requests.fields(Place::Query, &request.query);
    requests.body(request);
    if let Some(headers) = &request.headers {
        requests.headers(headers);
    }
    requests.found
}

pub(super) struct Requests<'c> {
    pub(super) contract: &'c Contract,
    pub(super) operation: &'c OperationContract,
    pub(super) found: Vec<Draft>,
}

impl Requests<'_> {
    fn path(&mut self, request: &Request) {
        let operation = self.operation;
        let values = if request.method == operation.method {
            operation.path_values(&request.path)
        } else {
            None
        };
        let Some(values) = values else {
            let expected = format!("{} {}", operation.method, operation.template);
            let actual = quoted(&format!("{} {}", request.method, request.path));
            // No name: the path holds SIDs, and the same drift has one fingerprint.
            let spot = Spot::RequestPath(String::new());
            return self.invalid(spot, &operation.pointer, expected, actual);
        };
        for (name, value) in values {
            if let Some(parameter) = operation.parameter(Place::Path, name) {
                self.value(parameter, &value);
            }
        }
    }

    pub(super) fn fields(&mut self, place: Place, fields: &Fields) {
        for (name, values) in fields.iter() {
            match self.operation.parameter(place, name) {
                Some(parameter) => self.values(parameter, name, values),
                None if place == Place::Form && self.operation.open_form => {}
                None => self.undeclared(spot(place, name)),
            }
        }
        self.missing(place, |wanted| {
            fields.iter().any(|(name, _)| wanted.takes(name))
        });
    }

    fn values(&mut self, parameter: &ParameterContract, name: &str, values: &[String]) {
        if parameter.prefix.is_some() {
            return self.entry(parameter, name, values);
        }
        let schema = self.contract.schema(parameter.schema);
        if !parameter.repeated && values.len() > 1 {
            let actual = format!("{} values", values.len());
            let spot = spot(parameter.place, &parameter.name);
            return self.invalid(spot, &parameter.pointer, "one value".to_owned(), actual);
        }
        if parameter.repeated
            && let Some(expected) = text::count_mismatch(schema, values.len())
        {
            let actual = format!("{} values", values.len());
            self.invalid(
                spot(parameter.place, &parameter.name),
                &schema.pointer,
                expected,
                actual,
            );
        }
        // One finding for each parameter: the same mistake in each entry is one mistake.
        for value in values {
            if self.value(parameter, value) {
                break;
            }
        }
    }

    /// One entry of a map whose entries are parameters of their own.
    fn entry(&mut self, parameter: &ParameterContract, name: &str, values: &[String]) {
        let Some(schema) = self.entries(parameter, name) else {
            return;
        };
        let is_form = parameter.place == Place::Form;
        let mut wrong = values.iter().filter_map(|value| {
            Some((
                value,
                text::mismatch(self.contract, schema, value, is_form)?,
            ))
        });
        if let Some((value, (expected, document))) = wrong.next() {
            self.invalid(
                spot(parameter.place, name),
                &document,
                expected,
                quoted(value),
            );
        }
    }

    /// The schema of an entry of a map, as far as the document says.
    fn entries(&self, parameter: &ParameterContract, name: &str) -> Option<SchemaId> {
        let Shape::Object {
            properties,
            additional,
            ..
        } = &self.contract.schema(parameter.schema).shape
        else {
            return None;
        };
        let key = name
            .get(parameter.prefix.as_ref()?.len()..)?
            .trim_end_matches(']');
        match (properties.get(key), additional) {
            (Some(id), _) | (None, Additional::Schema(id)) => Some(*id),
            (None, _) => None,
        }
    }

    /// Judges one value; true when it is a finding.
    fn value(&mut self, parameter: &ParameterContract, value: &str) -> bool {
        let is_form = parameter.place == Place::Form;
        let schema = match self.contract.schema(parameter.schema).shape {
            Shape::List { items, .. } if parameter.repeated => items,
            _ => parameter.schema,
        };
        let found = text::mismatch(self.contract, schema, value, is_form);
        let is_found = found.is_some();
        if let Some((expected, document)) = found {
            self.invalid(
                spot(parameter.place, &parameter.name),
                &document,
                expected,
                quoted(value),
            );
        }
        is_found
    }

    fn headers(&mut self, fields: &Fields) {
        let operation = self.operation;
        for (name, values) in fields.iter() {
            let name = name.to_ascii_lowercase();
            if let Some(parameter) = operation.parameter(Place::Header, &name) {
                self.values(parameter, &name, values);
            } else if name == "content-type" {
                self.content_type(values);
            } else if !headers::known_in_requests(&name)
                && !headers::OF_THE_VENDOR.contains(&name.as_str())
            {
                self.undeclared(Spot::RequestHeader(name));
            }
        }
        self.missing(Place::Header, |wanted| {
            fields.header(&wanted.name).is_some()
        });
        if operation.needs_auth && fields.header("authorization").is_none() {
            self.found.push(Draft {
                kind: Kind::RequestMissingRequired,
                spot: Spot::RequestHeader("authorization".to_owned()),
                document: Some(operation.pointer.clone()),
                expected: "credentials".to_owned(),
                actual: "no `authorization`".to_owned(),
            });
        }
    }

    fn missing(&mut self, place: Place, is_there: impl Fn(&ParameterContract) -> bool) {
        let operation = self.operation;
        let absent = |parameter: &&ParameterContract| {
            parameter.place == place && parameter.required && !is_there(parameter)
        };
        for parameter in operation.parameters.iter().filter(absent) {
            let schema = self.contract.schema(parameter.schema);
            self.found.push(Draft {
                kind: Kind::RequestMissingRequired,
                spot: spot(place, &parameter.name),
                document: Some(parameter.pointer.clone()),
                expected: measure::type_name(self.contract, schema),
                actual: "nothing".to_owned(),
            });
        }
    }

    fn undeclared(&mut self, spot: Spot) {
        self.found.push(Draft {
            kind: Kind::RequestUndeclaredParameter,
            document: Some(self.operation.pointer.clone()),
            expected: "no such parameter".to_owned(),
            actual: match &spot {
                Spot::RequestQuery(name) | Spot::RequestForm(name) | Spot::RequestHeader(name) => {
                    format!("the parameter {}", quoted(name))
                }
                _ => "a parameter".to_owned(),
            },
            spot,
        });
    }

    pub(super) fn invalid(&mut self, spot: Spot, document: &str, expected: String, actual: String) {
        self.found.push(Draft {
            kind: Kind::RequestInvalidValue,
            spot,
            document: Some(document.to_owned()),
            expected,
            actual,
        });
    }
}

fn spot(place: Place, name: &str) -> Spot {
    let name = name.to_owned();
    match place {
        Place::Path => Spot::RequestPath(name),
        Place::Query => Spot::RequestQuery(name),
        Place::Header => Spot::RequestHeader(name.to_ascii_lowercase()),
        Place::Form => Spot::RequestForm(name),
    }
}

#[cfg(test)]
#[path = "request_tests.rs"]
mod tests;
