//! What the crate is made of beside the document: runtime, licences, the hand-written part of the
//! API.
//!
//! Responsible for: reading them from this repository. Not for: whether the hand-written part is for
//! the API of the document (`lower`) and not for where anything goes (`emit`).

use std::collections::BTreeMap;
use std::fs;
use std::io;
use std::path::{Path, PathBuf};

use serde::Deserialize;

use crate::emit::Inputs;
use crate::lower::HandWritten;
use crate::workspace;

/// The folder of the hand-written part: beside the document, or else in `spec/`.
const PART: &str = "crate";

/// The file in it that says which API it is for.
const MANIFEST: &str = "crate.yaml";

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

/// Reads the inputs that belong to a document, and what its hand-written part says of itself.
///
/// # Errors
/// The first file that cannot be read.
pub fn read(spec: &Path) -> Result<(Inputs, Option<HandWritten>), InputError> {
    let runtime = workspace::path("xtask/runtime");
    let manifest = text(&runtime.join("Cargo.toml"))?;
    let mut files = BTreeMap::new();
    collect(&runtime.join("src").join("runtime"), "", &mut files)?;
    let mut licences = BTreeMap::new();
    for name in ["LICENSE-APACHE", "LICENSE-MIT"] {
        licences.insert(name.to_owned(), text(&workspace::path(name))?);
    }
    let beside = spec.with_file_name(PART);
    let part = if beside.join(MANIFEST).is_file() {
        Part::read(&beside)?
    } else {
        Part::read(&workspace::path("spec").join(PART))?
    };
    let inputs = Inputs {
        runtime: files,
        runtime_manifest_tables: tables(&manifest),
        guide: part.guide,
        modules: part.modules,
        licences,
        dispatch: true,
    };
    Ok((inputs, part.what))
}

/// A hand-written part; empty where there is none.
#[derive(Default)]
struct Part {
    what: Option<HandWritten>,
    guide: Option<String>,
    modules: BTreeMap<String, String>,
}

/// `crate.yaml`.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Manifest {
    server: String,
    #[serde(default)]
    needs: Vec<String>,
}

impl Part {
    fn read(folder: &Path) -> Result<Self, InputError> {
        let path = folder.join(MANIFEST);
        if !path.is_file() {
            return Ok(Self::default());
        }
        let manifest: Manifest =
            serde_yaml::from_str(&text(&path)?).map_err(|error| InputError {
                path: path.clone(),
                source: io::Error::new(io::ErrorKind::InvalidData, error),
            })?;
        let guide = folder.join("README.md");
        let mut modules = BTreeMap::new();
        let sources = folder.join("src");
        if sources.is_dir() {
            collect(&sources, "", &mut modules)?;
        }
        Ok(Self {
            what: Some(HandWritten {
                server: manifest.server,
                needs: manifest.needs,
                modules: names(&modules),
            }),
            guide: guide.is_file().then(|| text(&guide)).transpose()?,
            modules,
        })
    }
}

/// The modules that files make: `a.rs`, or `a/mod.rs` with what is below it.
fn names(files: &BTreeMap<String, String>) -> Vec<String> {
    let names = files.keys().filter_map(|path| {
        path.strip_suffix("/mod.rs")
            .or(path.strip_suffix(".rs"))
            .filter(|name| !name.contains('/'))
    });
    names.map(str::to_owned).collect()
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
        if entry.file_type().map_err(failed)?.is_dir() {
            collect(&path, &format!("{prefix}{name}/"), files)?;
        } else if path
            .extension()
            .is_some_and(|extension| extension == "rs" || extension == "md")
        {
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
    use super::{names, tables};

    #[test]
    fn a_module_is_a_file_or_a_folder_with_its_root() {
        let paths = ["a.rs", "b/mod.rs", "b/inner.rs", "b/page.md", "c/lone.rs"];
        let files = paths.map(|path| (path.to_owned(), String::new())).into();
        assert_eq!(names(&files), ["a", "b"]);
    }

    #[test]
    fn only_the_shared_tables_are_taken_over() {
        let manifest = "[package]\na = 1\n[features]\n# why\nx = []\n\n[dev-dependencies]\nb = 1\n[dependencies]\nc = 2\n";
        assert_eq!(
            tables(manifest),
            "[features]\n# why\nx = []\n\n[dependencies]\nc = 2\n"
        );
    }
}
