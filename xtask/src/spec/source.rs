//! A path on disk to the text of a file.
//!
//! Responsible for: existence, size, encoding. Not for: what the text means (`parse`).

use std::fs::{self, File};
use std::io::{self, ErrorKind, Read};
use std::path::Path;

use super::limits;
use crate::diagnostics::{Diagnostic, Diagnostics, Severity};

/// Reads a file as text; tells what is wrong with it otherwise.
pub(super) fn read(path: &Path, found: &mut Diagnostics) -> Option<String> {
    match bytes(path) {
        Ok(bytes) => text(path, bytes, found),
        Err(problem) => {
            let (id, message, help) = problem.explain();
            found.error(id, path, "", message, help);
            None
        }
    }
}

/// Reads a file as text for placing lines only: without a word about problems.
pub(super) fn read_quietly(path: &Path) -> Option<String> {
    text(path, bytes(path).ok()?, &mut Diagnostics::new())
}

/// Why the bytes of a file cannot be had.
enum Unreadable {
    Directory,
    TooLarge(u64),
    Io(io::Error),
}

impl Unreadable {
    fn explain(self) -> (&'static str, String, &'static str) {
        match self {
            Self::Directory => (
                "is-a-directory",
                "this is a directory, not a document".to_owned(),
                "give the path of a YAML or JSON file",
            ),
            Self::TooLarge(size) => (
                "file-too-large",
                format!(
                    "the file has {} MiB, the limit is {} MiB",
                    size.div_ceil(1024 * 1024),
                    limits::FILE_BYTES / (1024 * 1024)
                ),
                "check that this is the right file; split the document if it really is that large",
            ),
            Self::Io(error) => match error.kind() {
                ErrorKind::NotFound => (
                    "file-not-found",
                    "there is no such file".to_owned(),
                    "check the path; it is relative to the current directory",
                ),
                ErrorKind::PermissionDenied => (
                    "file-not-readable",
                    "the file may not be read: permission denied".to_owned(),
                    "give the current user the right to read it",
                ),
                ErrorKind::IsADirectory => Self::Directory.explain(),
                _ => (
                    "file-not-readable",
                    format!("the file cannot be read: {error}"),
                    "check the path and the disk",
                ),
            },
        }
    }
}

fn bytes(path: &Path) -> Result<Vec<u8>, Unreadable> {
    let about = fs::metadata(path).map_err(Unreadable::Io)?;
    if about.is_dir() {
        return Err(Unreadable::Directory);
    }
    if about.len() > limits::FILE_BYTES {
        return Err(Unreadable::TooLarge(about.len()));
    }
    let mut bytes = Vec::new();
    // The length is only a hint: it is 0 for a pipe, and the file can grow while it is read.
    File::open(path)
        .and_then(|file| file.take(limits::FILE_BYTES + 1).read_to_end(&mut bytes))
        .map_err(Unreadable::Io)?;
    match bytes.len() as u64 {
        size if size > limits::FILE_BYTES => Err(Unreadable::TooLarge(size)),
        _ => Ok(bytes),
    }
}

fn text(path: &Path, mut bytes: Vec<u8>, found: &mut Diagnostics) -> Option<String> {
    if is_utf16(&bytes) {
        found.error(
            "not-utf8",
            path,
            "",
            "the file is UTF-16 or UTF-32, only UTF-8 is read",
            "save it as UTF-8",
        );
        return None;
    }
    if bytes.starts_with(b"\xEF\xBB\xBF") {
        bytes.drain(..3);
    }
    let text = match String::from_utf8(bytes) {
        Ok(text) => text,
        Err(error) => {
            found.push(not_utf8(path, &error));
            return None;
        }
    };
    if text.trim().is_empty() {
        found.error(
            "empty-document",
            path,
            "",
            "the file is empty",
            "give a file that holds an OpenAPI 3.0 document",
        );
        return None;
    }
    Some(text)
}

/// Recognises UTF-16 and UTF-32 by their byte order mark, or by NULs between ASCII characters.
fn is_utf16(bytes: &[u8]) -> bool {
    match bytes {
        [0xFE, 0xFF, ..] | [0xFF, 0xFE, ..] | [0, 0, 0xFE, 0xFF, ..] => true,
        [0, a, 0, b, ..] | [a, 0, b, 0, ..] => *a != 0 && *b != 0,
        _ => false,
    }
}

fn not_utf8(path: &Path, error: &std::string::FromUtf8Error) -> Diagnostic {
    let offset = error.utf8_error().valid_up_to();
    let bytes = error.as_bytes();
    let good = &bytes[..offset];
    let mut lines = good.split(|byte| *byte == b'\n');
    let last = lines.next_back().unwrap_or_default();
    let line = lines.count() + 1;
    let column = String::from_utf8_lossy(last).chars().count() + 1;
    Diagnostic {
        severity: Severity::Error,
        id: "not-utf8",
        file: path.to_owned(),
        line: Some((line, column)),
        pointer: String::new(),
        message: format!(
            "the file is not UTF-8: byte 0x{:02X} at offset {offset} is no part of a character",
            bytes.get(offset).copied().unwrap_or_default()
        ),
        help: "save the file as UTF-8".to_owned(),
    }
}
