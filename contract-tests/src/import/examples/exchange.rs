//! One example of an answer, with the request that belongs to it.

use serde_json::Value;

use super::collect::{Answer, Story};
use super::pairs::Pick;
use super::path;
use crate::import::{Operation, one_line, today};
use crate::recording::{Body, Fields, Recording, Request, Response, Source, SourceKind};

const FORM: &str = "application/x-www-form-urlencoded";

/// Makes the recording, or says why it cannot be made.
pub(super) fn exchange(
    story: &Story<'_>,
    answer: &Answer<'_>,
    sent: Option<&Pick<'_, '_>>,
    operation: &Operation,
    method: &str,
    file: &str,
) -> Result<Recording, String> {
    let status = answer
        .status
        .parse::<u16>()
        .map_err(|_| format!("`{}` is not one status", answer.status))?;
    let name = answer.example.name;
    let path = path::path(story, answer, sent.map(Pick::value), &operation.template)?;
    let mut query = Fields::default();
    let mut headers = Fields::default();
    for parameter in &story.parameters {
        let fields = match parameter.place {
            "query" => &mut query,
            "header" => &mut headers,
            _ => continue,
        };
        let own = parameter
            .examples
            .iter()
            .find(|example| example.name == name);
        let any = || parameter.examples.first().filter(|_| parameter.required);
        match own.or_else(any) {
            Some(example) => push(fields, parameter.name, example.value),
            None if parameter.required => {
                return Err(format!(
                    "the {} parameter `{}` has no example",
                    parameter.place, parameter.name
                ));
            }
            None => {}
        }
    }
    let authorize = |headers: &mut Fields| {
        if !story.anonymous && headers.header("authorization").is_none() {
            headers.push("authorization", "Basic REDACTED");
        }
    };
    if !headers.is_empty() {
        authorize(&mut headers);
    }
    let (mut form, mut body) = (Fields::default(), Body::Empty);
    if let Some(sent) = sent {
        let essence = sent.media_type.split(';').next().unwrap_or_default().trim();
        match sent.value() {
            Value::Object(members) if essence == FORM => {
                for (name, value) in members {
                    push(&mut form, name, value);
                }
            }
            _ if essence.starts_with("multipart/") => {
                return Err("its request uploads a file, which a recording cannot hold".to_owned());
            }
            value => {
                body = body_of(essence, value);
                if !matches!(body, Body::Empty) && essence != "application/json" && essence != "*/*"
                {
                    headers.push("content-type", essence);
                    authorize(&mut headers);
                }
            }
        }
    }
    Ok(Recording {
        operation: operation.id.clone(),
        proves: answer
            .example
            .summary
            .map(|summary| one_line(summary, 100))
            .filter(|summary| !summary.is_empty())
            .unwrap_or_else(|| one_line(&format!("the document's example `{name}`"), 100)),
        source: Source {
            kind: SourceKind::Documented,
            date: today(),
            origin: format!("example `{name}` of {} {status} in {file}", operation.id),
            seal: None,
        },
        request: Request {
            method: method.to_owned(),
            path,
            query,
            form,
            // No headers at all stands for a request with credentials and nothing else of note.
            headers: (!headers.is_empty() || story.anonymous).then_some(headers),
            body,
        },
        response: response(status, answer),
    })
}

fn response(status: u16, answer: &Answer<'_>) -> Response {
    let mut headers = Fields::default();
    let body = match answer.media_type {
        None => Body::Empty,
        Some(media_type) => {
            let essence = media_type.split(';').next().unwrap_or_default().trim();
            if essence != "application/json" {
                headers.push("content-type", media_type);
            }
            body_of(essence, answer.example.value)
        }
    };
    Response {
        status,
        headers,
        body,
    }
}

fn body_of(essence: &str, value: &Value) -> Body {
    let is_json = essence.ends_with("/json") || essence.ends_with("+json") || essence == "*/*";
    match value {
        // JSON that is written as a text.
        Value::String(text) if is_json => match serde_json::from_str(text) {
            Ok(value @ (Value::Object(_) | Value::Array(_))) => Body::Json(value),
            _ => Body::Json(value.clone()),
        },
        Value::String(text) if text.trim().is_empty() => Body::Empty,
        Value::String(text) => Body::Text(text.clone()),
        value => Body::Json(value.clone()),
    }
}

/// A value as it is sent in a query or a form: lists repeat the name, objects are JSON.
fn push(fields: &mut Fields, name: &str, value: &Value) {
    match value {
        Value::Null => {}
        Value::Array(items) => items.iter().for_each(|item| push_one(fields, name, item)),
        value => push_one(fields, name, value),
    }
}

fn push_one(fields: &mut Fields, name: &str, value: &Value) {
    match value {
        Value::String(text) => fields.push(name, text),
        value => fields.push(name, value.to_string()),
    }
}
