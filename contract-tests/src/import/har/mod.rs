//! HTTP archives (HAR): what browsers, proxies and other tools save of the traffic they see.
//!
//! An entry becomes a recording when it was sent to an operation that is known and its answer is
//! there in full. Its host does not matter and is named in the origin.
//!
//! - **Kept of the request:** method, path, query, form or body, and how it was authorized.
//! - **Kept of the answer:** status, body, and the headers that say something about the API:
//!   `content-type` (unless the body implies it), `retry-after`, `www-authenticate`, `location`,
//!   `link`, `deprecation`, `sunset`, `allow` and the vendor's own `twilio-*`. Any other header
//!   describes the connection, a cache or the browser, or could hold a secret of which nobody has
//!   thought.
//! - **Scrubbed:** see [`Scrubber`]. Cookies are dropped.
//! - **Skipped, each with a [`Trouble`]:** entries of other hosts and operations, without an answer,
//!   with an answer that was cut short or not saved, with uploads or binary bodies.
//!
//! Responsible for: entries to recordings and back. Not for: reading operations out of a document;
//! the caller says which request is for which operation.

mod answer;
mod body;
mod entry;
mod export;
mod grouped;
mod read;
mod request;

use std::io::Read;
use std::path::Path;

pub use export::{ExportError, export};

use super::{Imported, Names, Operation, Scrubber, check};
use crate::model::Trouble;
use grouped::Skipped;

/// What an import needs to know.
pub struct Options<'a> {
    /// The operation of a method and a path.
    pub find: &'a dyn Fn(&str, &str) -> Option<Operation>,
    /// Replaces what is secret or personal.
    pub scrubber: Scrubber,
    /// Gives the files their names.
    pub names: Names,
}

impl Default for Options<'_> {
    /// The operations of the generated crate, the usual personal fields, and any file name.
    fn default() -> Self {
        Self {
            find: &super::known,
            scrubber: Scrubber::default(),
            names: Names::default(),
        }
    }
}

/// Imports a HAR file. It is read as a stream, so its size does not matter.
#[must_use]
pub fn import(path: &Path, options: Options<'_>) -> Imported {
    let file = path.file_name().map_or_else(
        || path.display().to_string(),
        |name| name.to_string_lossy().into_owned(),
    );
    match std::fs::File::open(path) {
        Ok(opened) => import_from(opened, &file, options),
        Err(error) => (
            Vec::new(),
            vec![Trouble {
                file: path.display().to_string(),
                line: None,
                message: format!("cannot be read: {error}"),
                help: "check that it exists and that you may read it".to_owned(),
            }],
        ),
    }
}

/// Imports a HAR from anything that can be read, such as bytes. `file` names it in messages and in
/// the origin of the recordings.
#[must_use]
pub fn import_from(input: impl Read, file: &str, options: Options<'_>) -> Imported {
    let Options {
        find,
        mut scrubber,
        mut names,
    } = options;
    let mut recordings = Vec::new();
    let mut skipped = Skipped::default();
    let mut number = 0;
    let outcome = read::entries(input, &mut |value| {
        number += 1;
        let source = entry::Source { file, number };
        let taken = entry::entry(value, &source, find).and_then(|taken| {
            let entry::Taken {
                operation,
                mut recording,
                place,
            } = taken;
            scrubber.recording(&mut recording);
            let refused = |why: String| entry::Skip {
                place,
                why,
                help: "correct the entry in the HAR file, or write the recording by hand",
            };
            let recording = check::check(recording).map_err(refused)?;
            let method = &recording.request.method;
            let name = names.name(&operation, method, recording.response.status);
            Ok((name, recording))
        });
        match taken {
            Ok(taken) => recordings.push(taken),
            Err(skip) => {
                let place = scrubber.text(&skip.place);
                skipped.push(number, entry::Skip { place, ..skip });
            }
        }
    });
    let mut troubles = skipped.troubles(file);
    if let Err(problem) = outcome {
        troubles.push(problem.trouble(file, number));
    }
    (recordings, troubles)
}

#[cfg(test)]
#[path = "tests.rs"]
mod tests;
