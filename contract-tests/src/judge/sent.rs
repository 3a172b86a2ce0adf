//! The body of a request against the document.
//!
//! Responsible for: whether a body is of a declared kind, its stated media type, and the members of a
//! JSON body. Not for: the fields of a form ([`super::request`]), nor for values ([`super::value`]).

use std::borrow::Cow;

use serde_json::Value;

use super::contract::{Place, SchemaId, essence, is_json, of_media};
use super::report::Draft;
use super::request::Requests;
use super::value::{self, Side};
use super::words::quoted;
use crate::finding::{Kind, Spot};
use crate::recording::{Body, Request};

const FORM: &str = "application/x-www-form-urlencoded";

impl Requests<'_> {
    /// The body, of whatever kind.
    pub(super) fn body(&mut self, request: &Request) {
        let operation = self.operation;
        let stated = request
            .headers
            .as_ref()
            .and_then(|headers| headers.header("content-type"));
        let stated = stated.map(essence);
        let json = operation.json_body(stated.as_deref());
        let actual = match &request.body {
            Body::Empty if !request.form.is_empty() => {
                if operation.takes_form || operation.bodies.is_empty() {
                    return self.fields(Place::Form, &request.form);
                }
                "a form"
            }
            Body::Empty => return self.no_body(request),
            Body::Json(value) => match json {
                Some(schema) => return self.members(schema, value),
                None => "a JSON body",
            },
            Body::Text(text) => match (self.json_in(text, stated.as_deref()), json) {
                (Some(value), Some(schema)) => return self.members(schema, &value),
                (None, _) if self.takes_text(stated.as_deref()) => return,
                _ => "another body",
            },
        };
        let expected = self.kinds();
        let whole = Spot::RequestBody(String::new());
        self.invalid(whole, &operation.pointer, expected, actual.to_owned());
    }

    fn no_body(&mut self, request: &Request) {
        let operation = self.operation;
        if operation.bodies.is_empty() {
            return self.fields(Place::Form, &request.form);
        }
        if operation.body_required {
            self.found.push(Draft {
                kind: Kind::RequestMissingRequired,
                spot: Spot::RequestBody(String::new()),
                document: Some(format!("{}/requestBody", operation.pointer)),
                expected: self.kinds(),
                actual: "no body".to_owned(),
            });
        }
    }

    fn members(&mut self, schema: Option<SchemaId>, body: &Value) {
        let Some(schema) = schema else {
            return;
        };
        for deviation in value::check(self.contract, schema, body, Side::Request) {
            self.found.push(Draft {
                kind: match deviation.kind {
                    Kind::ResponseUndeclaredField => Kind::RequestUndeclaredParameter,
                    Kind::ResponseMissingField => Kind::RequestMissingRequired,
                    _ => Kind::RequestInvalidValue,
                },
                spot: Spot::RequestBody(deviation.pointer),
                document: Some(deviation.document),
                expected: deviation.expected,
                actual: deviation.actual,
            });
        }
    }

    /// JSON that was recorded as a text, unless it is stated to be something else.
    fn json_in<'t>(&self, text: &'t str, stated: Option<&str>) -> Option<Cow<'t, Value>> {
        let claims_json = stated.map_or_else(|| !self.takes_text(None), is_json);
        let value = serde_json::from_str(text).ok().filter(|_| claims_json);
        value.map(Cow::Owned)
    }

    /// Whether bodies are taken that are neither forms nor JSON, and of the stated type.
    fn takes_text(&self, stated: Option<&str>) -> bool {
        let bodies = &self.operation.bodies;
        match stated {
            Some(stated) => !is_json(stated) && of_media(bodies, stated).is_some(),
            None => bodies.iter().any(|(media_type, _)| !is_json(media_type)),
        }
    }

    /// The kinds of bodies that are taken, in words.
    fn kinds(&self) -> String {
        let operation = self.operation;
        let has_json = operation.json_body(None).is_some();
        let others = operation
            .bodies
            .iter()
            .filter(|(media_type, _)| !is_json(media_type) && media_type != "*/*");
        let mut kinds = Vec::new();
        kinds.extend(operation.takes_form.then(|| "a form".to_owned()));
        kinds.extend(has_json.then(|| "a JSON body".to_owned()));
        kinds.extend(others.map(|(media_type, _)| format!("a body of the type `{media_type}`")));
        if kinds.is_empty() {
            "no body".to_owned()
        } else {
            kinds.join(" or ")
        }
    }

    /// The stated type of the body, where the operation takes one.
    pub(super) fn content_type(&mut self, values: &[String]) {
        let operation = self.operation;
        let stated = essence(values.first().map_or("", String::as_str));
        let is_declared = of_media(&operation.bodies, &stated).is_some()
            || (operation.takes_form && stated == FORM);
        // Where no body is taken, a type without one does no harm.
        if is_declared || (operation.bodies.is_empty() && !operation.takes_form) {
            return;
        }
        let form = operation.takes_form.then_some(FORM);
        let others = operation
            .bodies
            .iter()
            .map(|(media_type, _)| media_type.as_str());
        let expected: Vec<&str> = form.into_iter().chain(others).collect();
        let spot = Spot::RequestHeader("content-type".to_owned());
        self.invalid(
            spot,
            &operation.pointer,
            expected.join(" or "),
            quoted(&stated),
        );
    }
}
