//! From a step to a request.
//!
//! Responsible for: filling places, writing query and form, marking what is written to a live
//! account. Not for: sending.

use std::collections::BTreeMap;

use percent_encoding::{AsciiSet, NON_ALPHANUMERIC, utf8_percent_encode};
use serde_json::Value;

use super::credentials::Credentials;
use super::scenario::{Credentials as Whose, Step};
use super::target::Target;
use super::template::{Missing, Template};
use super::wire::Sent;
use crate::import::Scrubber;

/// In front of the name of everything that is made on a live account.
pub(super) const MARK: &str = "contract-tests ";

const SEGMENT: &AsciiSet = &NON_ALPHANUMERIC
    .remove(b'-')
    .remove(b'_')
    .remove(b'.')
    .remove(b'~');
const FORM: &str = "application/x-www-form-urlencoded";

/// The values that places stand for, by name.
pub(super) type Values = BTreeMap<String, Value>;

/// Makes the request of a step, and tells the scrubber which of its values are public.
pub(super) fn request(
    step: &Step,
    values: &Values,
    target: &Target,
    credentials: &Credentials,
    scrubber: &mut Scrubber,
) -> Result<Sent, String> {
    let missing = |Missing(place)| format!("nothing is known for `{place}`");
    let path = path(step, values, target)?;
    let mut url = target.url(&path);
    let query = filled(&step.query, values).map_err(missing)?;
    if !query.is_empty() {
        let glue = if url.contains('?') { '&' } else { '?' };
        url = format!("{url}{glue}{}", encoded(&query));
    }
    let mut form = filled(&step.form, values).map_err(missing)?;
    for (_, template) in step.query.iter().chain(&step.form) {
        if template.is_literal() {
            public(template.as_str(), scrubber);
        }
    }
    if target.is_live() && !step.is_safe() {
        for (name, value) in &mut form {
            if name == "FriendlyName" {
                let marked = format!("{MARK}{value}");
                scrubber.show(&marked, value);
                *value = marked;
            }
        }
    }
    let mut headers = Vec::new();
    for (name, value) in filled(&step.headers, values).map_err(missing)? {
        headers.push((name, value));
    }
    let body = match &step.body {
        Some(body) => {
            headers.push(("content-type".to_owned(), "application/json".to_owned()));
            let mut body = body.clone();
            fill_json(&mut body, values, scrubber).map_err(missing)?;
            body.to_string().into_bytes()
        }
        None if step.method == "POST" || !form.is_empty() => {
            headers.push(("content-type".to_owned(), FORM.to_owned()));
            encoded(&form).into_bytes()
        }
        None => Vec::new(),
    };
    let authorization = match step.credentials {
        Whose::Good => credentials.header(),
        Whose::Wrong => Credentials::wrong().header(),
    };
    headers.push(("authorization".to_owned(), authorization));
    Ok(Sent {
        method: step.method.clone(),
        url,
        headers,
        body,
    })
}

fn path(step: &Step, values: &Values, target: &Target) -> Result<String, String> {
    let value = |name: &str| values.get(name);
    let missing = |Missing(place)| format!("nothing is known for `{place}`");
    if step.target.as_str().starts_with('/') {
        return step.target.fill(value, segment).map_err(missing);
    }
    let url = step.target.fill(value, str::to_owned).map_err(missing)?;
    let inside = target.inside(&url).map(str::to_owned);
    inside.ok_or_else(|| {
        "the answer before links to another server, which is not asked: credentials stay here"
            .to_owned()
    })
}

/// A value as a segment of a path has it.
pub(super) fn segment(value: &str) -> String {
    utf8_percent_encode(value, SEGMENT).to_string()
}

fn filled(
    fields: &[(String, Template)],
    values: &Values,
) -> Result<Vec<(String, String)>, Missing> {
    let fill = |(name, template): &(String, Template)| {
        let value = template.fill(|name| values.get(name), str::to_owned)?;
        Ok((name.clone(), value))
    };
    fields.iter().map(fill).collect()
}

/// Pairs as a form has them.
pub(super) fn encoded(pairs: &[(String, String)]) -> String {
    form_urlencoded::Serializer::new(String::new())
        .extend_pairs(pairs)
        .finish()
}

fn fill_json(value: &mut Value, values: &Values, scrubber: &mut Scrubber) -> Result<(), Missing> {
    match value {
        Value::String(text) => {
            let template = Template::new(text.clone());
            if template.is_literal() {
                public(text, scrubber);
            } else {
                *text = template.fill(|name| values.get(name), str::to_owned)?;
            }
        }
        Value::Array(items) => {
            for item in items {
                fill_json(item, values, scrubber)?;
            }
        }
        Value::Object(members) => {
            for (_, member) in members {
                fill_json(member, values, scrubber)?;
            }
        }
        Value::Null | Value::Bool(_) | Value::Number(_) => {}
    }
    Ok(())
}

/// Shows a value of the scenario as it is, also those inside JSON.
pub(super) fn public(text: &str, scrubber: &mut Scrubber) {
    match serde_json::from_str::<Value>(text) {
        Ok(Value::Object(members)) => members
            .values()
            .for_each(|value| public_in(value, scrubber)),
        Ok(Value::Array(items)) => items.iter().for_each(|value| public_in(value, scrubber)),
        _ => scrubber.show(text, text.trim()),
    }
}

fn public_in(value: &Value, scrubber: &mut Scrubber) {
    match value {
        Value::String(text) => public(text, scrubber),
        Value::Array(items) => items.iter().for_each(|value| public_in(value, scrubber)),
        Value::Object(members) => members
            .values()
            .for_each(|value| public_in(value, scrubber)),
        Value::Null | Value::Bool(_) | Value::Number(_) => {}
    }
}
