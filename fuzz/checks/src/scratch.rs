//! A file or folder for one input at a time: loaders take paths, so that is their door.
//!
//! One folder for each thread, reused, since a fuzzer comes by thousands of times a second.

use std::fs;
use std::path::{Path, PathBuf};

use tempfile::TempDir;

thread_local! {
    static FOLDER: TempDir = tempfile::Builder::new()
        .prefix("trusthub-fuzz-")
        .tempdir()
        .expect("a temporary folder");
}

/// Writes the bytes to a file of this name, below the thread's folder, and gives its path.
#[must_use]
pub fn file(name: &str, bytes: &[u8]) -> PathBuf {
    let path = path(name);
    if let Some(folder) = path.parent() {
        fs::create_dir_all(folder).expect("a folder");
    }
    fs::write(&path, bytes).expect("a file");
    path
}

/// The path of a name below the thread's folder.
#[must_use]
pub fn path(name: &str) -> PathBuf {
    FOLDER.with(|folder| folder.path().join(Path::new(name)))
}
