//! What the crate is made of beside the document: runtime, licences, guide.
//!
//! Responsible for: reading them from this repository. Not for: where they go (`emit`).

use std::collections::BTreeMap;
use std::fs;
use std::io;
use std::path::{Path, PathBuf};

use crate::emit::Inputs;
use crate::workspace;

/// The README of the emitted crate, looked for beside the document.
const GUIDE: &str = "crate-readme.md";

/// Tables of the runtime's manifest that the emitted crate takes over.
const TABLES: &[&str] = &["[features]", "[dependencies]"];

/// A file that could not be read.
#[derive(Debug)]
pub struct InputError {
    /// The file or folder.
    pub path: PathBuf,
    /// What the system says.
    pub source: io::Error,
}

/// Reads the inputs that belong to a document.
///
/// # Errors
/// The first file that cannot be read.
pub fn read(spec: &Path) -> Result<Inputs, InputError> {
    let runtime = workspace::path("xtask/runtime");
    let manifest = text(&runtime.join("Cargo.toml"))?;
    let mut files = BTreeMap::new();
    collect(&runtime.join("src").join("runtime"), "", &mut files)?;
    let mut licences = BTreeMap::new();
    for name in ["LICENSE-APACHE", "LICENSE-MIT"] {
        licences.insert(name.to_owned(), text(&workspace::path(name))?);
    }
    let guide = spec.with_file_name(GUIDE);
    let guide = if guide.is_file() {
        Some(text(&guide)?)
    } else {
        None
    };
    Ok(Inputs {
        runtime: files,
        runtime_manifest_tables: tables(&manifest),
        guide,
        licences,
    })
}

fn text(path: &Path) -> Result<String, InputError> {
    let text = fs::read_to_string(path).map_err(|source| InputError {
        path: path.to_owned(),
        source,
    })?;
    // A checkout on Windows may have turned line ends; the output has one form everywhere.
    Ok(if text.contains('\r') {
        text.replace("\r\n", "\n")
    } else {
        text
    })
}

fn collect(
    folder: &Path,
    prefix: &str,
    files: &mut BTreeMap<String, String>,
) -> Result<(), InputError> {
    let failed = |source| InputError {
        path: folder.to_owned(),
        source,
    };
    for entry in fs::read_dir(folder).map_err(failed)? {
        let entry = entry.map_err(failed)?;
        let name = entry.file_name().to_string_lossy().into_owned();
        let path = entry.path();
        if path.is_dir() {
            collect(&path, &format!("{prefix}{name}/"), files)?;
        } else if path.extension().is_some_and(|extension| extension == "rs") {
            files.insert(format!("{prefix}{name}"), text(&path)?);
        }
    }
    Ok(())
}

fn tables(manifest: &str) -> String {
    let mut kept = String::new();
    let mut keep = false;
    for line in manifest.lines() {
        if line.starts_with('[') {
            keep = TABLES.contains(&line.trim());
        }
        if keep {
            kept.push_str(line);
            kept.push('\n');
        }
    }
    kept
}

#[cfg(test)]
mod tests {
    use super::tables;

    #[test]
    fn only_the_shared_tables_are_taken_over() {
        let manifest = "[package]\na = 1\n[features]\n# why\nx = []\n\n[dev-dependencies]\nb = 1\n[dependencies]\nc = 2\n";
        assert_eq!(
            tables(manifest),
            "[features]\n# why\nx = []\n\n[dependencies]\nc = 2\n"
        );
    }
}
