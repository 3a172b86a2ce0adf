//! The text of a file to one strict JSON value, from YAML or JSON.
//!
//! Responsible for: choosing the format by content, and turning the libraries' errors into problems.
//! Not for: what may stand in a value (`strict`) and not for what it means (`check`).

mod cost;
mod pieces;
mod reading;
mod strict;
mod suspects;

use std::path::Path;

use serde::de::DeserializeSeed;
use serde_json::Value;

use self::reading::{Explanation, Problem, Reading, too_deep};
use self::strict::Node;
use super::limits;
use super::locate::{self, Index, Reach};
use crate::diagnostics::{Diagnostic, Diagnostics, Severity};

/// Line and column.
type Place = Option<(usize, usize)>;

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
            let place = Some((error.line(), error.column())).filter(|(line, _)| *line > 0);
            failed(file, "JSON", &error.to_string(), place, reading, found)
        }
    }
}

/// Reads a YAML text.
fn yaml(file: &Path, text: &str, found: &mut Diagnostics) -> Attempt {
    if let Err(explanation) = cost::affordable(text) {
        found.push(problem(file, None, String::new(), explanation));
        return Attempt::Done(None);
    }
    match pieces::read(text) {
        Some(value) => Attempt::Done(Some(value)),
        None => whole(file, text, found),
    }
}

fn whole(file: &Path, text: &str, found: &mut Diagnostics) -> Attempt {
    let reading = Reading::yaml();
    match Node::root(&reading).deserialize(serde_yaml::Deserializer::from_str(text)) {
        Ok(value) => Attempt::Done(finish(file, text, value, reading, found)),
        Err(error) => {
            let place = error.location().map(|at| (at.line(), at.column()));
            let message = error.to_string();
            if !message.contains("more than one document") {
                return failed(file, "YAML", &message, place, reading, found);
            }
            let second = locate::second_document(text);
            let message = "the file holds more than one YAML document".to_owned();
            let help = "keep one document, and delete the `---` line that starts the next one";
            let explanation = ("yaml-documents", message, help);
            found.push(problem(file, second, String::new(), explanation));
            Attempt::Done(None)
        }
    }
}

/// Reports what stopped the reading.
fn failed(
    file: &Path,
    format: &str,
    error: &str,
    place: Place,
    reading: Reading,
    found: &mut Diagnostics,
) -> Attempt {
    let (problems, stopped_at) = reading.into_problems();
    let explanation = if let Some(fatal) = problems.into_iter().find(|problem| problem.fatal) {
        (fatal.id, fatal.message, fatal.help)
    } else if error.contains("recursion limit exceeded") {
        too_deep()
    } else if error.contains("repetition limit exceeded") {
        let message = "the file repeats its aliases beyond all measure (an alias bomb)".to_owned();
        ("too-large", message, "write the document without aliases")
    } else if error.contains(strict::KEY) {
        let message = "a key is a list or an object, only texts can be keys".to_owned();
        ("yaml-key", message, "write a plain text before the colon")
    } else {
        let message = format!("this is not {format}: {}", without_place(error, place));
        return Attempt::Syntax(problem(
            file,
            place,
            stopped_at,
            ("syntax", message, SYNTAX),
        ));
    };
    found.push(problem(file, place, stopped_at, explanation));
    Attempt::Done(None)
}

/// What to do about a syntax error.
const SYNTAX: &str = "the cause is at this place or just before it: look at indentation, quotes, \
                      brackets and colons";

/// A message without the place that the diagnostic shows anyway.
fn without_place(error: &str, place: Place) -> String {
    match place {
        Some((line, column)) => error.replacen(&format!(" at line {line} column {column}"), "", 1),
        None => error.to_owned(),
    }
}

fn problem(file: &Path, line: Place, pointer: String, explanation: Explanation) -> Diagnostic {
    let (id, message, help) = explanation;
    let (severity, file, help) = (Severity::Error, file.to_owned(), help.to_owned());
    Diagnostic {
        severity,
        id,
        file,
        line,
        pointer,
        message,
        help,
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
    let hidden = problems.len().saturating_sub(limits::PROBLEMS);
    problems.truncate(limits::PROBLEMS);
    for Problem {
        id,
        pointer,
        occurrence,
        place,
        mut message,
        help,
        ..
    } in problems
    {
        if occurrence > 0
            && let Some((line, _)) = index.place(&pointer, 0)
        {
            message = format!("{message}, first in line {line}");
        }
        let place = place.or_else(|| index.place(&pointer, occurrence));
        found.push(problem(file, place, pointer, (id, message, help)));
    }
    if hidden > 0 {
        let message = format!("there are {hidden} more such errors");
        found.error(
            "too-many-problems",
            file,
            "",
            message,
            "correct those told first",
        );
    }
    clean.then_some(value)
}
