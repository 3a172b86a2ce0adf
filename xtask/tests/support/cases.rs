//! The golden cases: one folder each below `tests/golden/`.

use std::fs;
use std::path::{Path, PathBuf};

use xtask::Generated;
use xtask::codegen::{Command, Overlays};

/// The test of a case that uses the emitted crate.
#[allow(dead_code, reason = "not every test asks")]
pub(crate) const BEHAVES: &str = "behaves.rs";

/// A folder below `tests/golden/`.
pub(crate) struct Case {
    /// Name of the folder.
    pub(crate) name: String,
    /// The folder.
    pub(crate) folder: PathBuf,
}

/// All cases in the order of their names.
pub(crate) fn all() -> Vec<Case> {
    let golden = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/golden");
    let mut folders: Vec<PathBuf> = fs::read_dir(&golden)
        .unwrap_or_else(|error| panic!("{}: {error}", golden.display()))
        .map(|entry| entry.unwrap().path())
        .collect();
    folders.sort();
    folders.into_iter().map(Case::at).collect()
}

impl Case {
    fn at(folder: PathBuf) -> Self {
        let name = folder.file_name().unwrap().to_string_lossy().into_owned();
        Self { name, folder }
    }

    /// The text of the test that uses the emitted crate.
    #[allow(dead_code, reason = "not every test asks")]
    pub(crate) fn behaviour(&self) -> Option<String> {
        fs::read_to_string(self.folder.join(BEHAVES)).ok()
    }

    /// The command that reads the case's document, and nothing else of this repository.
    pub(crate) fn command(&self) -> Command {
        Command {
            spec: Some(self.folder.join("spec.yaml")),
            overlays: Overlays::None,
            ..Command::default()
        }
    }

    /// What the generator makes of the document; the text of the command where it refuses.
    pub(crate) fn generate(&self, package: Option<String>) -> Result<Generated, String> {
        Command {
            package,
            ..self.command()
        }
        .generate()
    }
}
