//! Recordings to the disk.
//!
//! Responsible for: one deterministic, readable text for each recording, and for refusing to write
//! one in which the scrubber finds a secret. Not for: redacting, see `redact.rs`.

use std::fmt::Write as _;
use std::path::Path;
use std::{fs, io};

use serde::Serialize;

use super::{Problem, Recording, VERSION};
use crate::{redact, yaml};

/// Why a recording was not written.
#[derive(Debug, thiserror::Error)]
pub enum SaveError {
    /// It cannot be written as YAML.
    #[error("the recording cannot be written as YAML")]
    Yaml(#[from] serde_yaml::Error),
    /// The text holds what looks like a secret; nothing was written.
    #[error("the recording still holds secrets: {}", list(.0))]
    Secret(Vec<Problem>),
    /// The file could not be written.
    #[error("{path} cannot be written")]
    Io {
        /// The file.
        path: String,
        /// The cause.
        source: io::Error,
    },
}

fn list(problems: &[Problem]) -> String {
    let mut text = String::new();
    for problem in problems {
        let _ = write!(text, "\nline {}: {problem}", problem.line);
    }
    text
}

/// The text of a recording file.
///
/// # Errors
/// [`SaveError::Secret`] when the scrubber finds a secret in it.
pub fn to_yaml(recording: &Recording) -> Result<String, SaveError> {
    #[derive(Serialize)]
    struct Versioned<'r> {
        recording: u32,
        #[serde(flatten)]
        rest: &'r Recording,
    }
    let text = serde_yaml::to_string(&Versioned {
        recording: VERSION,
        rest: recording,
    })?;
    let secrets = match yaml::parse(&text) {
        Ok(root) => redact::scan_values(&root),
        Err(problem) => vec![problem],
    };
    if secrets.is_empty() {
        Ok(text)
    } else {
        Err(SaveError::Secret(secrets))
    }
}

/// Writes a recording, whole or not at all. Folders are made as needed.
///
/// # Errors
/// As [`to_yaml`], and when the file cannot be written.
pub fn save(path: &Path, recording: &Recording) -> Result<(), SaveError> {
    let text = to_yaml(recording)?;
    let write = || -> io::Result<()> {
        if let Some(folder) = path.parent() {
            fs::create_dir_all(folder)?;
        }
        let draft = path.with_extension("yaml.draft");
        fs::write(&draft, text)?;
        fs::rename(&draft, path)
    };
    write().map_err(|source| SaveError::Io {
        path: path.display().to_string(),
        source,
    })
}

#[cfg(test)]
mod tests {
    use super::super::load::parse;
    use super::*;

    fn example() -> Recording {
        parse(
            "recording: 1\noperation: ListCustomerProfile\nproves: 'texts survive: all of them'\n\
             source: { kind: documented, date: 2026-11-22, origin: our own }\n\
             request:\n  method: GET\n  path: /v1/CustomerProfiles\n\
             \x20 query: { PageSize: 50, Phone: +12025550143, Zip: '02139', Empty: '', Twice: [a, 'null'] }\n\
             \x20 headers: { authorization: Basic REDACTED }\n\
             response:\n  status: 200\n  body: { a: '1', b: 1, c: null, d: 'yes', e: [[]], f: \"two\\nlines\", g: {}, h: 1.5 }\n",
        )
        .unwrap_or_else(|problems| panic!("{problems:?}"))
    }

    #[test]
    fn what_is_written_is_read_back_as_it_was() {
        let text = to_yaml(&example()).expect("writes");
        assert!(
            text.starts_with("recording: 1\noperation: ListCustomerProfile\n"),
            "{text}"
        );
        assert_eq!(parse(&text).as_ref(), Ok(&example()), "{text}");
        assert_eq!(
            to_yaml(&example()).expect("writes"),
            text,
            "the same text every time"
        );
    }

    #[test]
    fn a_file_is_written_with_its_folders() {
        let folder = tempfile::tempdir().expect("a folder");
        let path = folder.path().join("a/b.yaml");
        save(&path, &example()).expect("saves");
        assert_eq!(super::super::load(&path), Ok(example()));
        assert_eq!(
            fs::read_dir(folder.path().join("a"))
                .expect("lists")
                .count(),
            1,
            "no draft is left"
        );
    }

    #[test]
    fn a_secret_is_never_written() {
        let folder = tempfile::tempdir().expect("a folder");
        let path = folder.path().join("b.yaml");
        let mut recording = example();
        recording.request.headers = Some(
            [("authorization", "Basic QUMwOnNlY3JldA==")]
                .into_iter()
                .collect(),
        );
        assert!(matches!(save(&path, &recording), Err(SaveError::Secret(_))));
        assert!(!path.exists());
    }
}
