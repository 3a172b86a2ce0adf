//! A request against the document.
//!
//! Responsible for: method and path, parameters, form, body and credentials of a request. Not for:
//! what the client sends instead, which is the replay's work.

use super::contract::{Contract, OperationContract, ParameterContract, Place, essence, is_json};
use super::report::Draft;
use super::words::quoted;
use super::{headers, measure, text, value};
use crate::finding::{Kind, Spot};
use crate::recording::{Body, Fields, Request};

const FORM: &str = "application/x-www-form-urlencoded";

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

struct Requests<'c> {
    contract: &'c Contract,
    operation: &'c OperationContract,
    found: Vec<Draft>,
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

    fn fields(&mut self, place: Place, fields: &Fields) {
        for (name, values) in fields.iter() {
            match self.operation.parameter(place, name) {
                Some(parameter) => self.values(parameter, values),
                None if place == Place::Form && self.operation.open_form => {}
                None => self.undeclared(spot(place, name)),
            }
        }
        self.missing(place, |name| fields.get(name).is_some());
    }

    fn values(&mut self, parameter: &ParameterContract, values: &[String]) {
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

    /// Judges one value; true when it is a finding.
    fn value(&mut self, parameter: &ParameterContract, value: &str) -> bool {
        let is_form = parameter.place == Place::Form;
        let schema = match self.contract.schema(parameter.schema).shape {
            super::contract::Shape::List { items, .. } if parameter.repeated => items,
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

    fn body(&mut self, request: &Request) {
        let operation = self.operation;
        let form = operation.open_form
            || operation
                .parameters
                .iter()
                .any(|parameter| parameter.place == Place::Form);
        let whole = || Spot::RequestBody(String::new());
        match (&request.body, operation.json_body) {
            (Body::Empty, None) => self.fields(Place::Form, &request.form),
            (Body::Empty, Some(_)) if !request.form.is_empty() && !form => {
                self.invalid(
                    whole(),
                    &operation.pointer,
                    "a JSON body".to_owned(),
                    "a form".to_owned(),
                );
            }
            (Body::Empty, Some(_)) if !request.form.is_empty() => {
                self.fields(Place::Form, &request.form);
            }
            (Body::Empty, Some(_)) if operation.body_required => self.found.push(Draft {
                kind: Kind::RequestMissingRequired,
                spot: whole(),
                document: Some(format!("{}/requestBody", operation.pointer)),
                expected: "a JSON body".to_owned(),
                actual: "no body".to_owned(),
            }),
            (Body::Empty, Some(_)) => {}
            (Body::Json(body), Some(schema)) => {
                for deviation in value::check(self.contract, schema, body) {
                    let spot = Spot::RequestBody(deviation.pointer);
                    self.invalid(
                        spot,
                        &deviation.document,
                        deviation.expected,
                        deviation.actual,
                    );
                }
            }
            (body, _) => {
                let expected = match (form, operation.json_body) {
                    (true, _) => "a form",
                    (false, Some(_)) => "a JSON body",
                    (false, None) => "no body",
                };
                let actual = if matches!(body, Body::Json(_)) {
                    "a JSON body"
                } else {
                    "another body"
                };
                self.invalid(
                    whole(),
                    &operation.pointer,
                    expected.to_owned(),
                    actual.to_owned(),
                );
            }
        }
    }

    fn headers(&mut self, fields: &Fields) {
        let operation = self.operation;
        for (name, values) in fields.iter() {
            let name = name.to_ascii_lowercase();
            if let Some(parameter) = operation.parameter(Place::Header, &name) {
                self.values(parameter, values);
            } else if name == "content-type" {
                self.content_type(values);
            } else if !headers::known_in_requests(&name)
                && !headers::OF_THE_VENDOR.contains(&name.as_str())
            {
                self.undeclared(Spot::RequestHeader(name));
            }
        }
        self.missing(Place::Header, |name| fields.header(name).is_some());
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

    /// The stated type of the body, where the operation takes one.
    fn content_type(&mut self, values: &[String]) {
        let operation = self.operation;
        let stated = essence(values.first().map_or("", String::as_str));
        let form = operation
            .parameters
            .iter()
            .any(|parameter| parameter.place == Place::Form);
        let expected = match (form || operation.open_form, operation.json_body) {
            (true, _) if stated == FORM => return,
            (_, Some(_)) if is_json(&stated) => return,
            (true, _) => FORM,
            (false, Some(_)) => "application/json",
            // Where no body is taken, a type without one does no harm.
            (false, None) => return,
        };
        let spot = Spot::RequestHeader("content-type".to_owned());
        self.invalid(
            spot,
            &operation.pointer,
            expected.to_owned(),
            quoted(&stated),
        );
    }

    fn missing(&mut self, place: Place, is_there: impl Fn(&str) -> bool) {
        let operation = self.operation;
        let absent = |parameter: &&ParameterContract| {
            parameter.place == place && parameter.required && !is_there(&parameter.name)
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

    fn invalid(&mut self, spot: Spot, document: &str, expected: String, actual: String) {
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
