//! Replaces what is secret or personal before a recording is made of it.
//!
//! | what | becomes |
//! |---|---|
//! | credentials, tokens, bare 32 hex digits | `REDACTED` |
//! | the SID of an API key | `SK` and one digit 32 times, which no key has |
//! | a SID | a made-up one with the same two letters |
//! | an e-mail address, a phone number, an IP address, a URL elsewhere | a made-up one from the ranges that are reserved for examples |
//! | the number of an account or a card, and what US authorities give | other digits |
//! | names, addresses, registration numbers and all inside `attributes` | a made-up text |
//!
//! The same value always becomes the same made-up value, in paths, forms, bodies and the URLs inside
//! them, so that a story stays a story. What is already from a reserved range stays as it is.
//!
//! Responsible for: what is replaced, by the name of its field and by its looks. Not for: the last
//! word on secrets, which is [`crate::redact`]'s: it refuses what slipped through. People's names in
//! free text are found only when a field of the same import held them too.

mod broken;
mod fields;
mod guarded;
mod made_up;
mod numbers;
mod patterns;
mod story;
mod text;

pub use guarded::enum_words;

use std::collections::BTreeSet;

use serde_json::Value;

use crate::recording::{Body, Fields, Recording};
use fields::{Rule, normal, rule};
use made_up::MadeUp;
use story::Story;

/// Replaces secrets and personal data, each value always by the same made-up one.
#[derive(Debug, Clone, Default)]
pub struct Scrubber {
    /// Fields that the document marks as personal, in normal form.
    personal: BTreeSet<String>,
    /// Only secrets are replaced: for public documents.
    secrets_only: bool,
    /// Enum values of the document: public words, whatever the name that they stand under.
    words: BTreeSet<String>,
    made_up: MadeUp,
    /// What is known of a story that is being recorded.
    story: Option<Story>,
}

impl Scrubber {
    /// A scrubber that knows the usual personal fields, and these ones of the document as well.
    #[must_use]
    pub fn new<N: AsRef<str>>(personal: impl IntoIterator<Item = N>) -> Self {
        Self {
            personal: personal
                .into_iter()
                .map(|name| normal(name.as_ref()))
                .collect(),
            ..Self::default()
        }
    }

    /// A scrubber for what is public already: only secrets are replaced.
    #[must_use]
    pub fn secrets_only() -> Self {
        Self {
            secrets_only: true,
            ..Self::default()
        }
    }

    /// The same scrubber, which keeps the enum values of a document where a name is only suspicious.
    #[must_use]
    pub fn knowing(mut self, words: BTreeSet<String>) -> Self {
        self.words = words;
        self
    }

    /// Scrubs a whole recording. Its source is left alone: whoever writes that knows what it says.
    pub fn recording(&mut self, recording: &mut Recording) {
        // The names there are the vendor's, and everybody sees the same ones.
        let catalogue = [
            "/Policies",
            "/EndUserTypes",
            "/SupportingDocumentTypes",
            "/Evaluations",
        ];
        let path = recording.request.path.clone();
        let within = if catalogue.iter().any(|part| path.contains(part)) {
            Rule::Public
        } else {
            Rule::Plain
        };
        // Fields with names first: the free text of messages may repeat what they hold.
        let request = &mut recording.request;
        request.query = self.fields(&request.query, within);
        request.form = self.fields(&request.form, within);
        self.body(&mut request.body, within);
        self.body(&mut recording.response.body, within);
        request.path = self.text(&request.path);
        if let Some(headers) = &mut request.headers {
            *headers = self.headers(headers);
        }
        recording.response.headers = self.headers(&recording.response.headers);
        recording.proves = self.text(&recording.proves);
        self.known_again(recording);
    }

    fn fields(&mut self, fields: &Fields, within: Rule) -> Fields {
        fields
            .pairs()
            .map(|(name, value)| {
                let rule = rule(name, within, &self.personal);
                (name, self.string(name, value, rule))
            })
            .collect()
    }

    fn headers(&mut self, headers: &Fields) -> Fields {
        headers
            .pairs()
            .map(|(name, value)| (name, self.header(name, value)))
            .collect()
    }

    fn header(&mut self, name: &str, value: &str) -> String {
        let secret = [
            "authorization",
            "proxy-authorization",
            "cookie",
            "set-cookie",
        ];
        if secret.contains(&name.to_ascii_lowercase().as_str()) {
            let scheme = value.split(' ').next().unwrap_or_default();
            return match scheme.to_ascii_lowercase().as_str() {
                "basic" => "Basic REDACTED".to_owned(),
                "bearer" => "Bearer REDACTED".to_owned(),
                _ => "REDACTED".to_owned(),
            };
        }
        match rule(name, Rule::Plain, &self.personal) {
            Rule::Secret => "REDACTED".to_owned(),
            Rule::Guarded => self.guarded(name, value),
            _ => self.text(value),
        }
    }

    fn body(&mut self, body: &mut Body, within: Rule) {
        match body {
            Body::Empty => {}
            Body::Json(value) => self.value("", value, within),
            Body::Text(text) => {
                *text = match self.broken_json(text, within) {
                    Some(json) => json,
                    None => self.text(text),
                }
            }
        }
    }

    /// Scrubs a value that stands under this name.
    fn value(&mut self, name: &str, value: &mut Value, within: Rule) {
        let rule = rule(name, within, &self.personal);
        match value {
            Value::String(text) => *text = self.string(name, text, rule),
            Value::Array(items) => {
                for item in items {
                    self.value(name, item, within);
                }
            }
            Value::Object(members) => {
                // A key can be a SID or an address as well.
                let taken = std::mem::take(members);
                for (key, mut member) in taken {
                    self.value(&key, &mut member, rule);
                    members.insert(self.text(&key), member);
                }
            }
            Value::Number(_) if matches!(rule, Rule::Secret | Rule::Guarded) => {
                *value = Value::from(0);
            }
            Value::Number(number) if rule == Rule::Personal && !self.secrets_only => {
                let digits = number.to_string();
                if digits.len() > 3 {
                    let made_up = self.made_up.digits(&digits);
                    *value = made_up.parse().map_or(Value::from(0), Value::Number);
                }
            }
            Value::Null | Value::Bool(_) | Value::Number(_) => {}
        }
    }

    fn string(&mut self, name: &str, text: &str, rule: Rule) -> String {
        if let Some(json) = self.nested(name, text, rule) {
            return json;
        }
        if let Some(stable) = self.stable(name, text, rule) {
            return stable;
        }
        match rule {
            Rule::Secret if text.is_empty() => String::new(),
            Rule::Secret => "REDACTED".to_owned(),
            Rule::Guarded => self.guarded(name, text),
            Rule::Personal if !self.secrets_only => self.personal(name, text),
            _ => self.text(text),
        }
    }

    /// JSON inside a text, as `Attributes` in a form is.
    fn nested(&mut self, name: &str, text: &str, rule: Rule) -> Option<String> {
        if !text.trim_start().starts_with(['{', '[']) {
            return None;
        }
        let mut value: Value = serde_json::from_str(text).ok()?;
        let before = value.clone();
        let within = match rule {
            Rule::Personal | Rule::Guarded | Rule::Secret => rule,
            Rule::Plain | Rule::Public => Rule::Plain,
        };
        match &mut value {
            Value::Object(_) | Value::Array(_) => self.value(name, &mut value, within),
            _ => return None,
        }
        Some(if value == before {
            text.to_owned()
        } else {
            value.to_string()
        })
    }
}

/// The names of the fields and parameters that a document marks as personal (`x-twilio.pii`).
#[must_use]
pub fn pii_fields(document: &Value) -> BTreeSet<String> {
    let mut names = BTreeSet::new();
    collect("", document, &mut names);
    names
}

fn collect(name: &str, value: &Value, names: &mut BTreeSet<String>) {
    match value {
        Value::Object(members) => {
            let marked = members.get("x-twilio").and_then(|vendor| vendor.get("pii"));
            if marked.is_some_and(|pii| !pii.is_null()) {
                let stated = members.get("name").and_then(Value::as_str);
                names.insert(stated.unwrap_or(name).to_owned());
            }
            for (key, member) in members {
                // A parameter's schema can be marked in place of the parameter.
                let stated = members.get("name").and_then(Value::as_str);
                let inner = if key == "schema" {
                    stated.unwrap_or(name)
                } else {
                    key
                };
                collect(inner, member, names);
            }
        }
        Value::Array(items) => items.iter().for_each(|item| collect(name, item, names)),
        _ => {}
    }
}

#[cfg(test)]
#[path = "tests.rs"]
mod tests;
