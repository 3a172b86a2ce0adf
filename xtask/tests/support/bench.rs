//! A small document and what `codegen` leaves of it on disk.

use std::collections::BTreeMap;
use std::fs::{self, File};
use std::path::{Path, PathBuf};
use std::time::{Duration, SystemTime};

use crate::program::{Run, program};

/// A small document, and a folder for what is made of it.
pub(crate) struct Bench {
    root: tempfile::TempDir,
    pub(crate) spec: PathBuf,
    pub(crate) out: PathBuf,
}

impl Bench {
    pub(crate) fn new() -> Self {
        let root = tempfile::tempdir().unwrap();
        let golden = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/golden/whole_package");
        let spec = root.path().join("spec.yaml");
        fs::copy(golden.join("spec.yaml"), &spec).unwrap();
        let out = root.path().join("out");
        Self { root, spec, out }
    }

    /// A bench whose crate is written already.
    pub(crate) fn written() -> Self {
        let bench = Self::new();
        let run = bench.codegen(&[]);
        assert_eq!(run.code, Some(0), "{run:?}");
        bench
    }

    pub(crate) fn path(&self, name: &str) -> PathBuf {
        self.root.path().join(name)
    }

    /// `codegen` of the document into the folder.
    pub(crate) fn codegen(&self, more: &[&str]) -> Run {
        self.codegen_to(&self.out, more)
    }

    pub(crate) fn codegen_to(&self, out: &Path, more: &[&str]) -> Run {
        let mut command = program(&["codegen", "--no-overlays"]);
        command
            .arg("--spec")
            .arg(&self.spec)
            .arg("--out")
            .arg(out)
            .args(more);
        command.output().unwrap().into()
    }

    /// Everything below the folder, with folders that are empty.
    pub(crate) fn tree(&self) -> BTreeMap<String, Vec<u8>> {
        snapshot(&self.out)
    }

    /// Gives every file a time long past, so that a write shows.
    pub(crate) fn age(&self) {
        for path in self.tree().keys().filter(|path| !path.ends_with('/')) {
            let file = File::options()
                .write(true)
                .open(self.out.join(path))
                .unwrap();
            file.set_modified(past()).unwrap();
        }
    }

    /// The files that were written since they aged.
    pub(crate) fn touched(&self) -> Vec<String> {
        let fresh = |path: &String| {
            !path.ends_with('/')
                && fs::metadata(self.out.join(path))
                    .unwrap()
                    .modified()
                    .unwrap()
                    != past()
        };
        self.tree().into_keys().filter(fresh).collect()
    }
}

fn past() -> SystemTime {
    SystemTime::UNIX_EPOCH + Duration::from_secs(1_000_000_000)
}

/// The bytes of each file by path, and a path with a slash at its end for each folder.
pub(crate) fn snapshot(root: &Path) -> BTreeMap<String, Vec<u8>> {
    let mut files = BTreeMap::new();
    let mut open = vec![String::new()];
    while let Some(prefix) = open.pop() {
        let Ok(entries) = fs::read_dir(root.join(&prefix)) else {
            continue;
        };
        for entry in entries {
            let entry = entry.unwrap();
            let path = format!("{prefix}{}", entry.file_name().to_string_lossy());
            if entry.file_type().unwrap().is_dir() {
                files.insert(format!("{path}/"), Vec::new());
                open.push(format!("{path}/"));
            } else {
                files.insert(path, fs::read(entry.path()).unwrap());
            }
        }
    }
    files
}
