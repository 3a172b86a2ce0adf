//! The files of a report.
//!
//! Responsible for: writing all of them whole, or saying which one could not be written and why.
//! Not for: what is in them.

use std::error::Error;
use std::fs;
use std::io;
use std::path::{Path, PathBuf};

use super::{html, json, junit, markdown, sarif};
use crate::model::Report;

/// The names of the files, in the order in which they are written.
pub const FILES: [&str; 5] = [
    "report.html",
    "report.md",
    "report.json",
    "junit.xml",
    "report.sarif",
];

/// Why a report was not written.
#[derive(Debug, thiserror::Error)]
pub enum WriteError {
    /// The folder cannot be made.
    #[error("cannot make the folder {path} for the report; give another one with --report",
        path = .0.display())]
    Folder(PathBuf, #[source] io::Error),
    /// A file cannot be written.
    #[error("cannot write {path}; is the folder writable, and is there room?", path = .0.display())]
    File(PathBuf, #[source] io::Error),
    /// The result has no form in a format.
    #[error("cannot make {0}; this is a bug of contract-junit_xml")]
    Format(&'static str, #[source] Box<dyn Error + Send + Sync>),
}

/// Writes the result in every format and gives the paths of the files.
///
/// Each file appears whole: it is written under another name first. Files of an earlier report are
/// replaced; other files in the folder stay.
///
/// # Errors
/// When the folder cannot be made or a file cannot be written; then earlier files may be replaced
/// already, but none is cut off.
pub fn write_all(report: &Report, folder: &Path) -> Result<Vec<PathBuf>, WriteError> {
    let [page, summary, data, junit_xml, scan] = FILES;
    let texts = [
        (page, html(report)),
        (summary, markdown(report)),
        (
            data,
            json(report).map_err(|error| WriteError::Format(data, error.into()))?,
        ),
        (
            junit_xml,
            junit(report).map_err(|error| WriteError::Format(junit_xml, error.into()))?,
        ),
        (
            scan,
            sarif(report).map_err(|error| WriteError::Format(scan, error.into()))?,
        ),
    ];
    fs::create_dir_all(folder).map_err(|error| WriteError::Folder(folder.to_owned(), error))?;
    texts
        .into_iter()
        .map(|(name, text)| {
            let path = folder.join(name);
            match replace(&path, &text) {
                Ok(()) => Ok(path),
                Err(error) => Err(WriteError::File(path, error)),
            }
        })
        .collect()
}

fn replace(path: &Path, text: &str) -> io::Result<()> {
    let mut name = path.file_name().unwrap_or_default().to_owned();
    name.push(format!(".{}.new", std::process::id()));
    let new = path.with_file_name(name);
    let done = fs::write(&new, text).and_then(|()| fs::rename(&new, path));
    if done.is_err() {
        // The first error is the one to tell.
        let _ = fs::remove_file(&new);
    }
    done
}
