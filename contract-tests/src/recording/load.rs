//! Recordings from the disk.
//!
//! Responsible for: finding the files of a folder in name order, reading one with a limit, and
//! saying for each bad file where it is wrong and what to do. One bad file never hides the others.
//!
//! Not for: the meaning of the keys, see `read.rs`.

use std::fmt;
use std::fs::{self, File};
use std::io::{self, Read};
use std::path::{Path, PathBuf};

use super::{Problem, Recording, read};
use crate::{dispatch, redact, yaml};

/// Files larger than this are refused before they are read.
pub const MAX_BYTES: u64 = 32 * 1024 * 1024;

/// The recording files of a folder.
#[derive(Debug, Default)]
pub struct Found {
    /// The files in name order.
    pub files: Vec<RecordingFile>,
    /// What could not be listed, or does not belong there.
    pub failures: Vec<LoadError>,
}

/// A file that should hold a recording.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct RecordingFile {
    /// The path inside the folder, with `/` and without `.yaml`: `customer_profiles/create-draft`.
    pub name: String,
    /// Where the file is.
    pub path: PathBuf,
}

/// A file or folder that could not be used, with everything that is wrong with it.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub struct LoadError {
    /// The file or folder.
    pub path: PathBuf,
    /// What is wrong; never empty.
    pub problems: Vec<Problem>,
}

impl LoadError {
    fn one(path: &Path, problem: Problem) -> Self {
        Self {
            path: path.to_owned(),
            problems: vec![problem],
        }
    }
}

impl fmt::Display for LoadError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        for (index, problem) in self.problems.iter().enumerate() {
            if index > 0 {
                f.write_str("\n")?;
            }
            write!(f, "{}", self.path.display())?;
            if problem.line > 0 {
                write!(f, ":{}", problem.line)?;
            }
            if problem.column > 0 {
                write!(f, ":{}", problem.column)?;
            }
            write!(f, ": {problem}")?;
        }
        Ok(())
    }
}

/// Lists the recording files under a folder, or the one file that is named, without reading them.
#[must_use]
pub fn find(folder: &Path) -> Found {
    let mut found = Found::default();
    let mut above = Vec::new();
    if folder.is_file() {
        let name = folder
            .file_stem()
            .unwrap_or_default()
            .to_string_lossy()
            .into_owned();
        found.files.push(RecordingFile {
            name,
            path: folder.to_owned(),
        });
        return found;
    }
    walk(folder, "", &mut above, &mut found);
    if found.files.is_empty() && found.failures.is_empty() {
        found.failures.push(LoadError::one(
            folder,
            Problem::whole(
                "there is no recording in this folder",
                "a run that replays nothing proves nothing: name the folder that holds the recordings",
            ),
        ));
    }
    found
}

fn walk(folder: &Path, prefix: &str, above: &mut Vec<PathBuf>, found: &mut Found) {
    let listed = fs::canonicalize(folder).and_then(|real| {
        let mut entries = fs::read_dir(folder)?.collect::<io::Result<Vec<_>>>()?;
        entries.sort_by_key(fs::DirEntry::file_name);
        Ok((real, entries))
    });
    let (real, entries) = match listed {
        Ok(listed) => listed,
        Err(error) => {
            return found
                .failures
                .push(LoadError::one(folder, unreadable(&error)));
        }
    };
    if above.contains(&real) {
        let message = "this symbolic link leads back to a folder above it";
        return found.failures.push(LoadError::one(
            folder,
            Problem::whole(message, "delete the link"),
        ));
    }
    above.push(real);
    for entry in entries {
        let (path, name) = (
            entry.path(),
            entry.file_name().to_string_lossy().into_owned(),
        );
        if name.starts_with('.') || name == "README.md" {
            continue;
        }
        match fs::metadata(&path) {
            Err(error) => found
                .failures
                .push(LoadError::one(&path, unreadable(&error))),
            Ok(metadata) if metadata.is_dir() => {
                walk(&path, &format!("{prefix}{name}/"), above, found);
            }
            Ok(metadata) => match name.strip_suffix(".yaml") {
                Some(stem) if metadata.is_file() => {
                    found.files.push(RecordingFile {
                        name: format!("{prefix}{stem}"),
                        path,
                    });
                }
                _ => found.failures.push(LoadError::one(
                    &path,
                    Problem::whole(
                        "this is not a recording",
                        "rename it to end in `.yaml`, or move it elsewhere",
                    ),
                )),
            },
        }
    }
    above.pop();
}

/// Reads one recording of an operation that the generated client has.
///
/// # Errors
/// Whatever is wrong with the file: unreadable, too large, not text, not YAML, not a recording, or
/// with a secret in it.
pub fn load(path: &Path) -> Result<Recording, LoadError> {
    load_of(path, dispatch::OPERATIONS)
}

/// Reads one recording of one of these operations: a document may have others than the client.
///
/// # Errors
/// Those of [`load`].
pub fn load_of(path: &Path, operations: &[&str]) -> Result<Recording, LoadError> {
    let text = read_text(path).map_err(|problem| LoadError::one(path, problem))?;
    parse_of(&text, operations).map_err(|problems| LoadError {
        path: path.to_owned(),
        problems,
    })
}

/// Reads a recording from its text.
pub(crate) fn parse(text: &str) -> Result<Recording, Vec<Problem>> {
    parse_of(text, dispatch::OPERATIONS)
}

fn parse_of(text: &str, operations: &[&str]) -> Result<Recording, Vec<Problem>> {
    let root = yaml::parse(text).map_err(|problem| vec![problem])?;
    let mut secrets = redact::scan_values(&root);
    secrets.extend(redact::scan_comments(text));
    secrets.sort_by_key(|problem| problem.line);
    if !secrets.is_empty() {
        return Err(secrets);
    }
    read::recording(&root, operations)
}

fn read_text(path: &Path) -> Result<String, Problem> {
    let file = File::open(path).map_err(|error| unreadable(&error))?;
    let mut bytes = Vec::new();
    file.take(MAX_BYTES + 1)
        .read_to_end(&mut bytes)
        .map_err(|error| unreadable(&error))?;
    if bytes.len() as u64 > MAX_BYTES {
        return Err(Problem::whole(
            format!("the file is larger than {} MiB", MAX_BYTES / 1024 / 1024),
            "shorten the body: a few entries of a list prove as much as all of them",
        ));
    }
    let line = |end: usize| bytes[..end].split(|byte| *byte == b'\n').count();
    if let Some(index) = bytes.iter().position(|byte| *byte == 0) {
        let help = "it is not text, or was damaged: write it again";
        return Err(Problem::at(
            line(index),
            0,
            "the file holds binary data",
            help,
        ));
    }
    match std::str::from_utf8(&bytes) {
        Ok(_) => {}
        Err(error) => {
            let help = "save the file as UTF-8";
            return Err(Problem::at(
                line(error.valid_up_to()),
                0,
                "the file is not UTF-8",
                help,
            ));
        }
    }
    String::from_utf8(bytes)
        .map_err(|error| Problem::whole(error.to_string(), "save the file as UTF-8"))
}

fn unreadable(error: &io::Error) -> Problem {
    Problem::whole(
        format!("cannot be read: {error}"),
        "check that it exists and that you may read it",
    )
}

#[cfg(test)]
#[path = "load_tests.rs"]
mod tests;
