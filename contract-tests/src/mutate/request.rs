//! Mutants of a request.
//!
//! Responsible for: breaking path, query, form, headers and credentials. Not for: JSON bodies, see
//! [`super::answer`].

use percent_encoding::percent_decode_str;

use super::mutant::{Edit, Expected, Mutant, Where, without};
use super::operator::Operator;
use super::values;
use crate::finding::{Kind, Spot};
use crate::judge::contract::{Contract, OperationContract, ParameterContract, Place, Shape};
use crate::recording::{Body, Fields, Recording, Request};

/// Name of parameters that nobody declares.
const STRANGER: &str = "XUndeclaredByAnyone";

const INVALID: &[Kind] = &[Kind::RequestInvalidValue];

/// What a request to a place that does not exist can be found guilty of.
const ANY_REQUEST: &[Kind] = &[
    Kind::RequestInvalidValue,
    Kind::RequestUndeclaredParameter,
    Kind::RequestNotAsRecorded,
];

pub(super) fn mutants(
    contract: &Contract,
    operation: &OperationContract,
    recording: &Recording,
    mutants: &mut Vec<Mutant>,
) {
    let mut make = Make {
        contract,
        request: &recording.request,
        mutants,
    };
    make.strangers(operation);
    for parameter in &operation.parameters {
        match parameter.place {
            Place::Path => make.in_path(operation, parameter),
            _ => make.named(parameter),
        }
    }
    make.target();
    if operation.needs_auth {
        make.credentials();
    }
}

struct Make<'a> {
    contract: &'a Contract,
    request: &'a Request,
    mutants: &'a mut Vec<Mutant>,
}

impl Make<'_> {
    fn add(&mut self, operator: Operator, at: Spot, request: Request, expected: Vec<Expected>) {
        self.mutants.push(Mutant {
            operator,
            at,
            edit: Edit::Request(Box::new(request)),
            expected,
        });
    }

    /// Parameters that are not declared.
    fn strangers(&mut self, operation: &OperationContract) {
        let undeclared = &[Kind::RequestUndeclaredParameter];
        let mut request = self.request.clone();
        request.query.push(STRANGER, "1");
        let spot = Spot::RequestQuery(STRANGER.to_owned());
        let expected = vec![Expected::at(undeclared, spot.clone())];
        self.add(Operator::AddQuery, spot, request, expected);
        // A recording cannot hold a form and another body.
        if !operation.open_form && self.request.body == Body::Empty {
            let mut request = self.request.clone();
            request.form.push(STRANGER, "1");
            let spot = Spot::RequestForm(STRANGER.to_owned());
            // Where bodies of another kind are taken, the form as a whole is wrong.
            let expected = if operation.takes_form || operation.bodies.is_empty() {
                Expected::at(undeclared, spot.clone())
            } else {
                let whole = Spot::RequestBody(String::new());
                Expected::at(&[Kind::RequestInvalidValue], whole)
            };
            self.add(Operator::AddField, spot, request, vec![expected]);
        }
    }

    /// A parameter of the query, the form or the headers, if the recording sends it.
    fn named(&mut self, parameter: &ParameterContract) {
        let place = parameter.place;
        let empty = Fields::default();
        let fields = match place {
            Place::Query => &self.request.query,
            Place::Form => &self.request.form,
            _ => self.request.headers.as_ref().unwrap_or(&empty),
        };
        // Its entries have names of their own, and any will do.
        if parameter.prefix.is_some() {
            return;
        }
        let name = parameter.name.as_str();
        let found = fields.iter().find(|(known, _)| {
            *known == name || (place == Place::Header && known.eq_ignore_ascii_case(name))
        });
        let Some((_, sent)) = found else {
            return;
        };
        let spot = spot(place, name);
        let others = without_exactly(fields, name, place);
        let missing = Expected::at(&[Kind::RequestMissingRequired], spot.clone());
        if parameter.required {
            let request = self.with(place, others.clone());
            let expected = vec![missing.clone()];
            self.add(Operator::DropParameter, spot.clone(), request, expected);
        }
        // Headers that are not declared are nobody's business.
        if place != Place::Header {
            let mut fields = others.clone();
            add_all(&mut fields, STRANGER, sent);
            let undeclared = &[Kind::RequestUndeclaredParameter];
            let mut expected = vec![Expected::at(undeclared, self::spot(place, STRANGER))];
            expected.extend(parameter.required.then_some(missing));
            let request = self.with(place, fields);
            self.add(Operator::RenameParameter, spot.clone(), request, expected);
        }
        if !parameter.repeated && place != Place::Header {
            let mut fields = fields.clone();
            add_all(&mut fields, name, sent);
            let kinds = &[Kind::RequestInvalidValue, Kind::RequestUndeclaredParameter];
            let expected = vec![Expected::at(kinds, spot.clone())];
            let request = self.with(place, fields);
            self.add(Operator::RepeatParameter, spot.clone(), request, expected);
        }
        let schema = self.contract.schema(parameter.schema);
        let shape = match &schema.shape {
            Shape::List { items, .. } if parameter.repeated => &self.contract.schema(*items).shape,
            shape => shape,
        };
        let Some((first, rest)) = sent.split_first() else {
            return;
        };
        for (operator, bad) in bad_texts(shape, first) {
            let mut fields = others.clone();
            fields.push(name, bad);
            add_all(&mut fields, name, rest);
            let request = self.with(place, fields);
            let expected = vec![Expected::at(INVALID, spot.clone())];
            self.add(operator, spot.clone(), request, expected);
        }
    }

    /// A parameter that is a whole segment of the path.
    fn in_path(&mut self, operation: &OperationContract, parameter: &ParameterContract) {
        let placeholder = format!("{{{}}}", parameter.name);
        let index = operation
            .template
            .split('/')
            .position(|part| part == placeholder);
        let mut segments: Vec<String> = self.request.path.split('/').map(str::to_owned).collect();
        let Some(segment) = index.and_then(|index| segments.get_mut(index)) else {
            return;
        };
        let good = percent_decode_str(segment).decode_utf8_lossy().into_owned();
        let shape = &self.contract.schema(parameter.schema).shape;
        let Some((_, bad)) = values::bad_patterns(shape, &good).into_iter().next_back() else {
            return;
        };
        *segment = bad;
        let mut request = self.request.clone();
        request.path = segments.join("/");
        let expected = vec![Expected {
            kinds: INVALID,
            place: Where::Path,
        }];
        let spot = Spot::RequestPath(parameter.name.clone());
        self.add(Operator::PathParameter, spot, request, expected);
    }

    /// Paths and methods that are not declared.
    fn target(&mut self) {
        let expected = Expected {
            kinds: ANY_REQUEST,
            place: Where::Path,
        };
        let mut path = self.request.clone();
        path.path.push_str("/Undeclared");
        let mut method = self.request.clone();
        "PATCH".clone_into(&mut method.method);
        for (operator, request) in [
            (Operator::UndeclaredPath, path),
            (Operator::UndeclaredMethod, method),
        ] {
            if self.contract.find(&request.method, &request.path).is_none() {
                let spot = Spot::RequestPath(request.path.clone());
                self.add(operator, spot, request, vec![expected.clone()]);
            }
        }
    }

    fn credentials(&mut self) {
        let mut request = self.request.clone();
        let known = request.headers.take().unwrap_or_default();
        request.headers = Some(without(&known, "authorization"));
        let spot = Spot::RequestHeader("authorization".to_owned());
        let expected = vec![Expected::at(&[Kind::RequestMissingRequired], spot.clone())];
        self.add(Operator::NoCredentials, spot, request, expected);
    }

    /// The request with other fields at a place.
    fn with(&self, place: Place, fields: Fields) -> Request {
        let mut request = self.request.clone();
        match place {
            Place::Query => request.query = fields,
            Place::Form => request.form = fields,
            _ => request.headers = Some(fields),
        }
        request
    }
}

/// Texts that a parameter of this shape does not take.
fn bad_texts(shape: &Shape, good: &str) -> Vec<(Operator, String)> {
    let one = |operator, bad: &str| vec![(operator, bad.to_owned())];
    match shape {
        Shape::Boolean => one(Operator::ParameterBoolean, "yes"),
        Shape::Integer { .. } => {
            let mut bad = one(Operator::ParameterInteger, "ten");
            bad.extend(one(Operator::ParameterInteger, "1.5"));
            for (_, number) in values::out_of_range(shape) {
                bad.push((Operator::ParameterRange, number.to_string()));
            }
            bad
        }
        Shape::Number { .. } => one(Operator::ParameterInteger, "ten"),
        Shape::Enum { .. } => {
            let bad = values::bad_enum_values(shape, &good.into()).into_iter();
            bad.map(|(_, bad)| (Operator::ParameterEnum, bad)).collect()
        }
        Shape::String { format, .. } => {
            let patterns = values::bad_patterns(shape, good).into_iter();
            let patterns = patterns.map(|(_, bad)| (Operator::ParameterPattern, bad));
            let formats = values::bad_formats(format.as_deref()).iter();
            let formats = formats.map(|(_, bad)| (Operator::ParameterFormat, (*bad).to_owned()));
            patterns.chain(formats).collect()
        }
        Shape::Object { .. } | Shape::UrlMap { .. } => {
            let mut bad = one(Operator::ParameterJson, "{\"a\": ");
            bad.extend(one(Operator::ParameterJson, "[]"));
            bad.extend(one(Operator::ParameterJson, "\"{}\""));
            bad
        }
        Shape::Any | Shape::List { .. } | Shape::OneOf(_) => Vec::new(),
    }
}

fn add_all(fields: &mut Fields, name: &str, values: &[String]) {
    for value in values {
        fields.push(name, value);
    }
}

fn spot(place: Place, name: &str) -> Spot {
    match place {
        Place::Path => Spot::RequestPath(name.to_owned()),
        Place::Query => Spot::RequestQuery(name.to_owned()),
        Place::Form => Spot::RequestForm(name.to_owned()),
        Place::Header => Spot::RequestHeader(name.to_ascii_lowercase()),
    }
}

/// All fields but one. Only the names of headers are compared without case.
fn without_exactly(fields: &Fields, name: &str, place: Place) -> Fields {
    if place == Place::Header {
        return without(fields, name);
    }
    fields.pairs().filter(|(known, _)| *known != name).collect()
}
