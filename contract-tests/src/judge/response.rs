//! An answer against the document.
//!
//! Responsible for: status, headers, media type and body of an answer. One deviation is one
//! finding: what cannot be judged because of another finding (the body of an undeclared status) is
//! not judged.
//!
//! Not for: values ([`super::value`]).

use std::borrow::Cow;

use serde_json::Value;

use super::contract::{
    Contract, OperationContract, ResponseContract, SchemaId, Status, essence, is_json,
};
use super::report::Draft;
use super::words::quoted;
use super::{headers, value};
use crate::finding::{Kind, Spot};
use crate::recording::{Body, Response};

/// Everything about an answer that is not as the document says.
pub(super) fn judge(
    contract: &Contract,
    operation: &OperationContract,
    response: &Response,
) -> Vec<Draft> {
    let Some(declared) = operation.response(response.status) else {
        return vec![Draft {
            kind: Kind::ResponseUndeclaredStatus,
            spot: Spot::Status,
            document: Some(format!("{}/responses", operation.pointer)),
            expected: statuses(operation),
            actual: response.status.to_string(),
        }];
    };
    let mut found = undeclared_headers(declared, response);
    found.extend(body(contract, declared, response));
    found
}

fn undeclared_headers(declared: &ResponseContract, response: &Response) -> Vec<Draft> {
    let names = response
        .headers
        .iter()
        .map(|(name, _)| name.to_ascii_lowercase());
    names
        .filter(|name| !declared.headers.contains(name) && !headers::known_in_answers(name))
        .map(|name| Draft {
            kind: Kind::ResponseUndeclaredField,
            document: Some(declared.pointer.clone()),
            expected: "no such header".to_owned(),
            actual: format!("the header `{name}`"),
            spot: Spot::ResponseHeader(name),
        })
        .collect()
}

fn body(contract: &Contract, declared: &ResponseContract, response: &Response) -> Vec<Draft> {
    let media_type = response.headers.header("content-type").map(essence);
    if declared.media.is_empty() {
        let actual = match &response.body {
            Body::Empty => return Vec::new(),
            Body::Json(_) => "a JSON body",
            Body::Text(_) => "a body",
        };
        return vec![content_type(declared, body_spot(), actual.to_owned())];
    }
    let declares_json = declared
        .media
        .iter()
        .any(|(media_type, _)| is_json(media_type));
    if response.body == Body::Empty {
        if declares_json {
            return vec![not_json(declared, "no body")];
        }
        return vec![content_type(declared, body_spot(), "no body".to_owned())];
    }
    let mut found = Vec::new();
    if let Some(media_type) = &media_type
        && declared.body(media_type).is_none()
    {
        let spot = Spot::ResponseHeader("content-type".to_owned());
        found.push(content_type(declared, spot, quoted(media_type)));
    }
    let claims_json = media_type.as_deref().map_or(declares_json, is_json);
    let value = match &response.body {
        Body::Json(value) => Cow::Borrowed(value),
        // Said to be something else, and told above where that is not declared.
        Body::Text(_) | Body::Empty if !claims_json => return found,
        Body::Text(text) => {
            let Ok(value) = serde_json::from_str(text) else {
                found.push(not_json(declared, &quoted(text)));
                return found;
            };
            Cow::Owned(value)
        }
        Body::Empty => return found,
    };
    if let Some(schema) = schema(declared, media_type.as_deref()) {
        found.extend(members(contract, schema, &value));
    }
    found
}

/// The schema of a JSON body: that of its media type, else of the first declared JSON.
fn schema(declared: &ResponseContract, media_type: Option<&str>) -> Option<SchemaId> {
    let first = || {
        declared
            .media
            .iter()
            .find(|(media_type, _)| is_json(media_type))?
            .1
    };
    match media_type.map(|media_type| (media_type, declared.body(media_type))) {
        // A body that is JSON although its type says otherwise is judged by no schema of that type.
        Some((media_type, Some(schema))) if is_json(media_type) => schema,
        _ => first(),
    }
}

fn members(contract: &Contract, schema: SchemaId, value: &Value) -> Vec<Draft> {
    let deviations = value::check(contract, schema, value, value::Side::Answer).into_iter();
    deviations
        .map(|deviation| Draft {
            kind: deviation.kind,
            spot: Spot::ResponseBody(deviation.pointer),
            document: Some(deviation.document),
            expected: deviation.expected,
            actual: deviation.actual,
        })
        .collect()
}

fn content_type(declared: &ResponseContract, spot: Spot, actual: String) -> Draft {
    let names: Vec<&str> = declared
        .media
        .iter()
        .map(|(name, _)| name.as_str())
        .collect();
    let expected = if names.is_empty() {
        "no body".to_owned()
    } else {
        names.join(" or ")
    };
    Draft {
        kind: Kind::ResponseWrongContentType,
        spot,
        document: Some(declared.pointer.clone()),
        expected,
        actual,
    }
}

fn not_json(declared: &ResponseContract, actual: &str) -> Draft {
    Draft {
        kind: Kind::ResponseNotJson,
        spot: body_spot(),
        document: Some(declared.pointer.clone()),
        expected: "a JSON body".to_owned(),
        actual: actual.to_owned(),
    }
}

fn body_spot() -> Spot {
    Spot::ResponseBody(String::new())
}

fn statuses(operation: &OperationContract) -> String {
    let names = operation
        .responses
        .iter()
        .map(|response| match response.status {
            Status::Code(code) => code.to_string(),
            Status::Range(first) => format!("{first}XX"),
            Status::Default => "default".to_owned(),
        });
    names.collect::<Vec<_>>().join(" or ")
}

#[cfg(test)]
#[path = "response_tests.rs"]
mod tests;
