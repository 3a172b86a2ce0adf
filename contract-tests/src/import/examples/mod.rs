//! The examples inside an OpenAPI document as recordings.
//!
//! A response example becomes an exchange with the request examples of the same name: vendors write
//! one story under one key. Without a name in common the order of the document decides; without a
//! request example the examples of its members make one. Path parameters without an example are taken from the URLs and members
//! of the example answer, then from the pattern of their schema, since they change nothing in what
//! the answer shows. Of answers only examples of whole bodies count: those of single schema
//! properties and of headers belong to no exchange.
//!
//! Responsible for: which examples belong together. Not for: whether they agree with the document.

mod collect;
mod exchange;
mod pairs;
mod path;

use std::collections::BTreeSet;

use serde_json::Value;
use xtask::spec::{Document, refs};

use super::{Imported, Names, Operation, Scrubber, check, enum_words};
use crate::model::Trouble;
use collect::Story;

const METHODS: &[&str] = &["get", "put", "post", "delete", "patch"];

/// Imports the examples of a document.
#[must_use]
pub fn import(document: &Document) -> Imported {
    import_with(document, Names::default())
}

/// The same, with file names that a folder does not have yet ([`Names::beside`]).
#[must_use]
pub fn import_with(document: &Document, names: Names) -> Imported {
    let file = document.path.file_name().map_or_else(
        || document.path.display().to_string(),
        |name| name.to_string_lossy().into_owned(),
    );
    let mut importer = Importer {
        root: &document.value,
        file,
        shown: document.path.display().to_string(),
        names,
        scrubber: Scrubber::secrets_only().knowing(enum_words(&document.value)),
        imported: Imported::default(),
    };
    let paths = document.value.get("paths").and_then(Value::as_object);
    for (template, item) in paths.into_iter().flatten() {
        let Some(item) = refs::follow(&document.value, item) else {
            continue;
        };
        for method in METHODS {
            if let Some(operation) = item.get(*method) {
                importer.operation(template, item, method, operation);
            }
        }
    }
    importer.imported
}

struct Importer<'d> {
    root: &'d Value,
    file: String,
    shown: String,
    names: Names,
    scrubber: Scrubber,
    imported: Imported,
}

impl Importer<'_> {
    fn operation(&mut self, template: &str, item: &Value, method: &str, operation: &Value) {
        let story = Story::new(self.root, item, operation);
        let method = method.to_ascii_uppercase();
        let place = format!("{method} {template}");
        for what in &story.unreadable {
            self.trouble(&place, what, "write the value into the document");
        }
        if !story.has_examples() {
            return;
        }
        let Some(id) = operation.get("operationId").and_then(Value::as_str) else {
            return self.trouble(&place, "has no operationId", "give it one");
        };
        let known = Operation {
            id: id.to_owned(),
            template: template.to_owned(),
        };
        let place = format!("{id} ({place})");
        let mut used = BTreeSet::new();
        for pair in story.pairs() {
            let answer = pair.answer;
            let named = format!(
                "example `{}` of status {}",
                answer.example.name, answer.status
            );
            let made = pair.sent.and_then(|sent| {
                used.extend(sent.as_ref().map(|sent| sent.name));
                exchange::exchange(&story, answer, sent.as_ref(), &known, &method, &self.file)
            });
            let checked = made.and_then(|mut recording| {
                self.scrubber.recording(&mut recording);
                check::check(recording)
            });
            match checked {
                Ok(recording) => {
                    let name = self.names.name(&known, &method, recording.response.status);
                    self.imported.0.push((name, recording));
                }
                Err(why) => self.trouble(
                    &place,
                    &format!("{named} is skipped: {why}"),
                    "write this recording by hand, or complete the example",
                ),
            }
        }
        for name in story.unanswered(&used) {
            self.trouble(
                &place,
                &format!(
                    "request example `{name}` is skipped: no answer has an example of this name"
                ),
                "write this recording by hand, or complete the example",
            );
        }
    }

    fn trouble(&mut self, place: &str, message: &str, help: &str) {
        self.imported.1.push(Trouble {
            file: self.shown.clone(),
            line: None,
            message: format!("{place}: {message}"),
            help: help.to_owned(),
        });
    }
}
