//! Mutants of an answer as a whole: status, headers, media type, body.
//!
//! Responsible for: breaking what stands around the body, or all of it. Not for: single values in
//! it, see [`super::answer`].

use serde_json::json;

use super::mutant::{Edit, Expected, Mutant};
use super::operator::Operator;
use crate::finding::{Kind, Spot};
use crate::judge::contract::{OperationContract, ResponseContract, essence, is_json};
use crate::recording::{Body, Recording};

const PAGE: &str = "<!doctype html><html><body><h1>504 Gateway Time-out</h1></body></html>";

const HEADER: &str = "x-undeclared-by-anyone";

const SUCCESSES: &[u16] = &[200, 201, 202, 203, 206];

const REDIRECTS: &[u16] = &[302, 307];

pub(super) fn mutants(
    operation: &OperationContract,
    recording: &Recording,
    mutants: &mut Vec<Mutant>,
) {
    // Of an answer whose status is not declared, nothing else is judged.
    let Some(declared) = operation.response(recording.response.status) else {
        return;
    };
    let mut add = |operator, at: Spot, edit, kinds| {
        mutants.push(Mutant {
            operator,
            expected: vec![Expected::at(kinds, at.clone())],
            at,
            edit,
        });
    };
    let undeclared = |list: &[u16]| {
        let mut list = list.iter().copied();
        list.find(|status| operation.response(*status).is_none())
    };
    let kinds = &[Kind::ResponseUndeclaredStatus];
    if let Some(status) = undeclared(SUCCESSES) {
        add(
            Operator::UndeclaredSuccess,
            Spot::Status,
            Edit::Status(status),
            kinds,
        );
    }
    if let Some(status) = undeclared(REDIRECTS) {
        add(
            Operator::UndeclaredRedirect,
            Spot::Status,
            Edit::Status(status),
            kinds,
        );
    }
    let header = Spot::ResponseHeader(HEADER.to_owned());
    let edit = Edit::Header(HEADER.to_owned());
    add(
        Operator::UndeclaredHeader,
        header,
        edit,
        &[Kind::ResponseUndeclaredField],
    );

    let (whole, media) = (
        Spot::ResponseBody(String::new()),
        Spot::ResponseHeader("content-type".to_owned()),
    );
    if declared.media.is_empty() {
        let kinds = &[Kind::ResponseWrongContentType];
        let edit = Edit::Body(Body::Json(json!({})), "application/json".to_owned());
        add(Operator::UnexpectedBody, whole, edit, kinds);
        return;
    }
    let kinds = &[Kind::ResponseWrongContentType];
    if declared.body("text/html").is_none() {
        let edit = Edit::Body(Body::Text(PAGE.to_owned()), "text/html".to_owned());
        add(Operator::HtmlPage, media.clone(), edit, kinds);
    }
    let Body::Json(body) = &recording.response.body else {
        return;
    };
    if let Some(wrong) = foreign(declared) {
        let edit = Edit::ContentType(wrong.to_owned());
        add(Operator::WrongMediaType, media, edit, kinds);
    }
    let media_type = recording.response.headers.header("content-type");
    let media_type = media_type.unwrap_or("application/json").to_owned();
    if !is_json(&essence(&media_type)) {
        return;
    }
    let kinds = &[Kind::ResponseNotJson];
    let mut text = body.to_string();
    text.pop();
    // Without its end a number is still a number.
    if body.is_object() || body.is_array() {
        let edit = Edit::Body(Body::Text(text), media_type.clone());
        add(Operator::TruncatedBody, whole.clone(), edit, kinds);
    }
    let edit = Edit::Body(Body::Text(PAGE.to_owned()), media_type);
    add(Operator::HtmlAsJson, whole.clone(), edit, kinds);
    let edit = Edit::Body(Body::Empty, String::new());
    add(Operator::EmptyBody, whole, edit, kinds);
}

/// A media type that is not declared.
fn foreign(declared: &ResponseContract) -> Option<&'static str> {
    let mut candidates = ["text/plain", "application/xml"].into_iter();
    candidates.find(|media_type| declared.body(media_type).is_none())
}
