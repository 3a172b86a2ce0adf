//! The text of a file to one strict JSON value, from YAML or JSON.
//!
//! Responsible for: choosing the format by content, and turning the libraries' errors into problems.
//! Not for: what may stand in a value (`strict`) and not for what it means (`check`).

mod strict;
mod suspects;

use std::path::Path;

use serde::de::DeserializeSeed;
use serde_json::Value;

use self::strict::{Node, Problem, Reading};
use super::locate::{self, Index, Reach};
use crate::diagnostics::{Diagnostic, Diagnostics, Severity};

/// Parses the text of a file; gives nothing if it had to report an error.
pub(super) fn parse(file: &Path, text: &str, found: &mut Diagnostics) -> Option<Value> {
    let looks_like_json = text.trim_start().starts_with(['{', '[']);
    let is_json_file = file
        .extension()
        .is_some_and(|e| e.eq_ignore_ascii_case("json"));
    if looks_like_json {
        match json(file, text, found) {
            Attempt::Done(value) => return value,
            // `{a: 1}` starts like JSON and is YAML; a file that calls itself JSON is held to it.
            Attempt::Syntax(problem) if is_json_file => {
                found.push(problem);
                return None;
            }
            Attempt::Syntax(_) => {}
        }
    }
    match yaml(file, text, found) {
        Attempt::Done(value) => value,
        Attempt::Syntax(problem) => {
            found.push(problem);
            None
        }
    }
}

/// What came of reading a text in one format.
enum Attempt {
    /// It is in this format; problems beyond the syntax are already reported.
    Done(Option<Value>),
    /// It is not.
    Syntax(Diagnostic),
}

fn json(file: &Path, text: &str, found: &mut Diagnostics) -> Attempt {
    let reading = Reading::json();
    let mut deserializer = serde_json::Deserializer::from_str(text);
    let result = Node::root(&reading)
        .deserialize(&mut deserializer)
        .and_then(|value| deserializer.end().map(|()| value));
    match result {
        Ok(value) => Attempt::Done(finish(file, text, value, reading, found)),
        Err(error) => {
            let line = Some((error.line(), error.column())).filter(|(line, _)| *line > 0);
            failed(file, "JSON", &error.to_string(), line, reading, found)
        }
    }
}

fn yaml(file: &Path, text: &str, found: &mut Diagnostics) -> Attempt {
    let reading = Reading::yaml();
    let deserializer = serde_yaml::Deserializer::from_str(text);
    match Node::root(&reading).deserialize(deserializer) {
        Ok(value) => Attempt::Done(finish(file, text, value, reading, found)),
        Err(error) => {
            let line = error.location().map(|at| (at.line(), at.column()));
            let message = error.to_string();
            if message.contains("more than one document") {
                let second = locate::second_document(text);
                let help = "keep one document, and delete the `---` line that starts the next one";
                let message = "the file holds more than one YAML document";
                found.push(problem("yaml-documents", file, second, message, help));
                return Attempt::Done(None);
            }
            failed(file, "YAML", &message, line, reading, found)
        }
    }
}

/// Reports what stopped the reading, and what was noticed before.
fn failed(
    file: &Path,
    format: &str,
    error: &str,
    line: Option<(usize, usize)>,
    reading: Reading,
    found: &mut Diagnostics,
) -> Attempt {
    let (problems, stopped_at) = reading.into_problems();
    let (id, message, help) = if let Some(fatal) = problems.iter().find(|p| p.fatal) {
        (fatal.id, fatal.message.clone(), fatal.help)
    } else if error.contains("recursion limit exceeded") {
        strict::too_deep()
    } else if error.contains("repetition limit exceeded") {
        strict::too_large("the file repeats its aliases beyond all measure (an alias bomb)")
    } else if error.contains(strict::KEY) {
        let message = "a key is a list or a map, only texts can be keys".to_owned();
        ("yaml-key", message, "write a plain text before the colon")
    } else {
        let problem = Diagnostic {
            pointer: stopped_at,
            ..problem(
                "syntax",
                file,
                line,
                &format!("this is not {format}: {error}"),
                SYNTAX,
            )
        };
        return Attempt::Syntax(problem);
    };
    found.push(Diagnostic {
        pointer: stopped_at,
        ..problem(id, file, line, &message, help)
    });
    Attempt::Done(None)
}

const SYNTAX: &str = "the cause is at this place or just before it; look at indentation, quotes, \
                      brackets and colons";

fn problem(
    id: &'static str,
    file: &Path,
    line: Option<(usize, usize)>,
    message: &str,
    help: &str,
) -> Diagnostic {
    Diagnostic {
        severity: Severity::Error,
        id,
        file: file.to_owned(),
        line,
        pointer: String::new(),
        message: message.to_owned(),
        help: help.to_owned(),
    }
}

/// Reports what was noticed on the way; the text itself is only looked at again if there is cause.
fn finish(
    file: &Path,
    text: &str,
    value: Value,
    reading: Reading,
    found: &mut Diagnostics,
) -> Option<Value> {
    if reading.is_empty() {
        let help = "give a file that holds an OpenAPI 3.0 document";
        found.error(
            "empty-document",
            file,
            "",
            "the file holds only comments",
            help,
        );
        return None;
    }
    let numbers = reading.suspect_numbers();
    let tags = reading.is_yaml() && suspects::may_hold_tags(text);
    let (mut problems, _) = reading.into_problems();
    if numbers.is_empty() && problems.is_empty() && !tags {
        return Some(value);
    }
    let pointers = problems
        .iter()
        .map(|p| &p.pointer)
        .chain(&numbers)
        .map(String::as_str);
    let index = Index::build(text, pointers, Reach::End);
    problems.extend(suspects::numbers(text, &index, numbers));
    if tags {
        problems.extend(suspects::tags(&index));
    }
    let clean = problems.is_empty();
    for Problem {
        id,
        pointer,
        occurrence,
        message,
        help,
        ..
    } in problems
    {
        let place = index.place(&pointer, occurrence);
        found.push(Diagnostic {
            pointer,
            ..problem(id, file, place, &message, help)
        });
    }
    clean.then_some(value)
}
