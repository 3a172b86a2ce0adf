//! Recordings in and out: HAR files, and the examples of documents.
//!
//! Responsible for: the commands `import` and `export`. Not for: what becomes of an entry or an
//! example (`import`).

use std::fmt::Write as _;
use std::path::Path;

use crate::cli::{Export, Import, Input};
use crate::import::{self, Imported, Names, Operation, Scrubber, examples, har};
use crate::model::Trouble;
use crate::program::{Outcome, subject};
use crate::recording;

/// Turns a HAR file or the examples of a document into recordings.
///
/// # Errors
/// The text for standard error.
pub(crate) fn import_into(arguments: &Import) -> Outcome {
    let names = Names::beside(&arguments.out);
    let (recordings, troubles) = match (&arguments.har, &arguments.from_examples) {
        (_, Some(document)) => from_examples(document, names)?,
        (Some(file), None) => from_har(file, &arguments.input, names)?,
        (None, None) => return Err("name a HAR file, or --from-examples DOCUMENT".to_owned()),
    };
    let unwritten = import::write(&arguments.out, &recordings);
    let written = recordings.len() - unwritten.len();
    let mut text: String = troubles.iter().chain(&unwritten).map(shown).collect();
    let skipped = troubles.len();
    let out = arguments.out.display();
    let _ = writeln!(
        text,
        "{written} recordings written to {out}, {skipped} things skipped"
    );
    Ok((text, written > 0 && unwritten.is_empty()))
}

fn shown(trouble: &Trouble) -> String {
    let line = trouble
        .line
        .map_or_else(String::new, |line| format!(":{line}"));
    format!(
        "{}{line}: {}\n  help: {}\n",
        trouble.file, trouble.message, trouble.help
    )
}

fn from_examples(document: &Path, names: Names) -> Result<Imported, String> {
    let document = xtask::spec::load(document, None).map_err(|problems| {
        let problems: Vec<String> = problems.iter().map(ToString::to_string).collect();
        problems.join("\n\n")
    })?;
    Ok(examples::import_with(&document, names))
}

fn from_har(file: &Path, input: &Input, names: Names) -> Result<Imported, String> {
    let subject = subject(input).map_err(|error| error.to_string())?;
    let scrubber = Scrubber::new(&subject.personal).knowing(subject.words.clone());
    let find = |method: &str, path: &str| {
        let operation = subject.contract.find(method, path)?;
        Some(Operation {
            id: operation.id.clone(),
            template: operation.template.clone(),
        })
    };
    Ok(har::import(
        file,
        har::Options {
            find: &find,
            scrubber,
            names,
        },
    ))
}

/// Writes recordings as one HAR file.
///
/// # Errors
/// The text for standard error.
pub(crate) fn export_to(arguments: &Export) -> Outcome {
    let folder = arguments
        .recordings
        .clone()
        .unwrap_or_else(|| crate::recordings().to_owned());
    let found = recording::find(&folder);
    let mut recordings = Vec::new();
    let mut text = String::new();
    for failure in &found.failures {
        let _ = writeln!(text, "{failure}");
    }
    for file in &found.files {
        match recording::load(&file.path) {
            Ok(recording) => recordings.push(recording),
            Err(error) => {
                let _ = writeln!(text, "{error}");
            }
        }
    }
    let whole = text.is_empty();
    let har = har::export(&recordings).map_err(|error| error.to_string())?;
    write(&arguments.file, &har)?;
    let count = recordings.len();
    let _ = writeln!(
        text,
        "{count} recordings written to {}",
        arguments.file.display()
    );
    Ok((text, whole && count > 0))
}

fn write(path: &Path, text: &str) -> Result<(), String> {
    std::fs::write(path, text).map_err(|error| format!("cannot write {}: {error}", path.display()))
}
