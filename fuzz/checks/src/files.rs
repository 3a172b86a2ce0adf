//! Where things are: the repository, inputs by target.

use std::fs;
use std::path::{Path, PathBuf};

/// The folder `fuzz/`.
#[must_use]
pub fn fuzz() -> &'static Path {
    let checks = Path::new(env!("CARGO_MANIFEST_DIR"));
    checks.parent().unwrap_or(checks)
}

/// The repository.
#[must_use]
pub fn root() -> &'static Path {
    fuzz().parent().unwrap_or(fuzz())
}

/// The files of a folder in name order, those of its folders included; none where it is not there.
#[must_use]
pub fn below(folder: &Path) -> Vec<PathBuf> {
    let mut files = Vec::new();
    let mut open = vec![folder.to_owned()];
    while let Some(folder) = open.pop() {
        for entry in fs::read_dir(folder).into_iter().flatten().flatten() {
            let path = entry.path();
            if path.is_dir() {
                open.push(path);
            } else {
                files.push(path);
            }
        }
    }
    files.sort();
    files
}
