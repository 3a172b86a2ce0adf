//! Is a request as it was recorded?
//!
//! Responsible for: the strict comparison of what the client sent with what the recording says,
//! naming each difference. Compared by meaning, not by spelling: percent-encoding, the order of
//! different parameters and white space inside JSON text do not matter; the order of the values of
//! one name does.
//!
//! Not for: whether the recording itself agrees with the document.

use std::fmt;

use form_urlencoded::parse as parse_pairs;
use percent_encoding::percent_decode_str;
use serde_json::Value;

use crate::recording::{Body, Fields, Request};
use crate::yaml::clip;

/// Headers that describe the client and its connection and not the request. They are compared with
/// nothing and may always be sent.
const ABOUT_THE_CLIENT: &[&str] = &[
    "accept",
    "accept-encoding",
    "connection",
    "content-length",
    "host",
    "user-agent",
];

/// Headers that have rules of their own below.
const RULED: &[&str] = &["authorization", "content-type"];

const FORM: &str = "application/x-www-form-urlencoded";

/// A request as the replay server saw it.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Sent<'a> {
    /// The method.
    pub(crate) method: &'a str,
    /// The path and the query, as they were sent.
    pub(crate) target: &'a str,
    /// All headers.
    pub(crate) headers: &'a [(String, String)],
    /// The body.
    pub(crate) body: &'a [u8],
}

impl Sent<'_> {
    fn header(&self, name: &str) -> Option<&str> {
        self.headers
            .iter()
            .find(|(known, _)| known.eq_ignore_ascii_case(name))
            .map(|(_, value)| value.as_str())
    }
}

/// One way in which a request differs from its recording.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Difference {
    /// The part of the request, such as `form field`.
    pub place: &'static str,
    /// The name of the parameter or header, where the part has names.
    pub name: Option<String>,
    /// What was recorded; `None` when nothing was.
    pub recorded: Option<String>,
    /// What was sent; `None` when nothing was.
    pub sent: Option<String>,
}

impl fmt::Display for Difference {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.place)?;
        if let Some(name) = &self.name {
            write!(f, " `{name}`")?;
        }
        match &self.recorded {
            Some(recorded) => write!(f, ": recorded `{}`", clip(recorded))?,
            None => f.write_str(": not recorded")?,
        }
        match &self.sent {
            Some(sent) => write!(f, ", sent `{}`", clip(sent)),
            None => f.write_str(", not sent"),
        }
    }
}

/// Every difference between a recorded request and the one that was sent.
pub(crate) fn compare(recorded: &Request, sent: &Sent<'_>) -> Vec<Difference> {
    let mut differences = Differences(Vec::new());
    let (path, query) = sent.target.split_once('?').unwrap_or((sent.target, ""));
    differences.text("method", None, Some(&recorded.method), Some(sent.method));
    if segments(&recorded.path) != segments(path) {
        differences.push("path", None, Some(&recorded.path), Some(path));
    }
    let query: Fields = parse_pairs(query.as_bytes()).collect();
    differences.fields("query parameter", &recorded.query, &query);
    differences.headers(recorded, sent);
    differences.body(recorded, sent);
    differences.0
}

/// The segments of a path, decoded one by one: an encoded `/` stays inside its segment.
fn segments(path: &str) -> Vec<Vec<u8>> {
    path.split('/')
        .map(|segment| percent_decode_str(segment).collect())
        .collect()
}

struct Differences(Vec<Difference>);

impl Differences {
    fn push(
        &mut self,
        place: &'static str,
        name: Option<&str>,
        recorded: Option<&str>,
        sent: Option<&str>,
    ) {
        self.0.push(Difference {
            place,
            name: name.map(str::to_owned),
            recorded: recorded.map(str::to_owned),
            sent: sent.map(str::to_owned),
        });
    }

    /// Two texts that should be equal; a missing one is a difference too.
    fn text(
        &mut self,
        place: &'static str,
        name: Option<&str>,
        recorded: Option<&str>,
        sent: Option<&str>,
    ) {
        if recorded != sent {
            self.push(place, name, recorded, sent);
        }
    }

    fn fields(&mut self, place: &'static str, recorded: &Fields, sent: &Fields) {
        // One value holding a comma must not look like two values.
        let show = |values: &[String]| values.join("`, `");
        for (name, values) in recorded.iter() {
            let sent = sent.get(name);
            if !sent.is_some_and(|sent| same_values(values, sent)) {
                self.push(
                    place,
                    Some(name),
                    Some(&show(values)),
                    sent.map(show).as_deref(),
                );
            }
        }
        for (name, values) in sent.iter().filter(|(name, _)| recorded.get(name).is_none()) {
            self.push(place, Some(name), None, Some(&show(values)));
        }
    }

    fn headers(&mut self, recorded: &Request, sent: &Sent<'_>) {
        let scheme = |value: &str| value.split(' ').next().unwrap_or_default().to_owned();
        let authorization = sent.header("authorization").map(scheme);
        match &recorded.headers {
            None if authorization.is_none() => {
                self.push(
                    "header",
                    Some("authorization"),
                    Some("any credentials"),
                    None,
                );
            }
            None => {}
            Some(headers) => {
                if let Some(recorded) = headers.header("authorization").map(scheme) {
                    self.text(
                        "header",
                        Some("authorization"),
                        Some(&recorded),
                        authorization.as_deref(),
                    );
                }
                for (name, value) in headers
                    .pairs()
                    .filter(|(name, _)| !is_one_of(name, ABOUT_THE_CLIENT))
                {
                    if !is_one_of(name, RULED) {
                        self.text("header", Some(name), Some(value), sent.header(name));
                    }
                }
            }
        }
        for (name, value) in sent.headers {
            let known = is_one_of(name, ABOUT_THE_CLIENT) || is_one_of(name, RULED);
            let recorded = recorded
                .headers
                .as_ref()
                .and_then(|headers| headers.header(name));
            if !known && recorded.is_none() {
                self.push("header", Some(name), None, Some(value));
            }
        }
    }

    fn body(&mut self, recorded: &Request, sent: &Sent<'_>) {
        let sent_text = String::from_utf8_lossy(sent.body);
        let stated = recorded
            .headers
            .as_ref()
            .and_then(|headers| headers.header("content-type"));
        let sent_type = sent.header("content-type").map(essence);
        if let Some(stated) = stated {
            self.text(
                "header",
                Some("content-type"),
                Some(&essence(stated)),
                sent_type.as_deref(),
            );
        }
        match &recorded.body {
            Body::Empty if recorded.form.is_empty() => {
                if !sent.body.is_empty() {
                    self.push("body", None, None, Some(&sent_text));
                }
            }
            Body::Empty => {
                if stated.is_none() && sent_type.as_deref() != Some(FORM) {
                    self.push(
                        "header",
                        Some("content-type"),
                        Some(FORM),
                        sent_type.as_deref(),
                    );
                }
                self.fields(
                    "form field",
                    &recorded.form,
                    &parse_pairs(sent.body).collect(),
                );
            }
            Body::Json(value) => {
                if serde_json::from_slice::<Value>(sent.body).ok().as_ref() != Some(value) {
                    self.push("body", None, Some(&value.to_string()), Some(&sent_text));
                }
            }
            Body::Text(text) => {
                if text.as_bytes() != sent.body {
                    self.push("body", None, Some(text), Some(&sent_text));
                }
            }
        }
    }
}

fn is_one_of(name: &str, names: &[&str]) -> bool {
    names.iter().any(|known| known.eq_ignore_ascii_case(name))
}

/// A media type without its parameters.
fn essence(media_type: &str) -> String {
    media_type
        .split(';')
        .next()
        .unwrap_or_default()
        .trim()
        .to_ascii_lowercase()
}

fn same_values(recorded: &[String], sent: &[String]) -> bool {
    recorded.len() == sent.len()
        && recorded
            .iter()
            .zip(sent)
            .all(|(one, other)| same_text(one, other))
}

/// Equal, or JSON text of the same object or list: `Attributes` is written by two JSON writers.
fn same_text(one: &str, other: &str) -> bool {
    let structure = |text: &str| {
        let text = text.trim_start();
        if text.starts_with(['{', '[']) {
            serde_json::from_str::<Value>(text).ok()
        } else {
            None
        }
    };
    one == other || structure(one).is_some_and(|value| structure(other) == Some(value))
}

#[cfg(test)]
#[path = "compare_tests.rs"]
mod tests;
