//! The files of this repository that people write.

use std::fmt;
use std::fs;
use std::path::Path;

use xtask::workspace;

/// A file of Rust.
pub(crate) struct Source {
    /// From the root of the repository, with forward slashes.
    pub(crate) path: String,
    pub(crate) text: String,
}

/// A line of code.
pub(crate) struct Line<'a> {
    path: &'a str,
    number: usize,
    pub(crate) text: &'a str,
}

impl fmt::Display for Line<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}:{}: {}", self.path, self.number, self.text.trim())
    }
}

impl Line<'_> {
    /// The identifiers and keywords of the line.
    pub(crate) fn words(&self) -> impl Iterator<Item = &str> {
        self.text.split(|c: char| !c.is_alphanumeric() && c != '_')
    }
}

impl Source {
    /// Whether it is compiled for tests only, as its name or folder tells.
    pub(crate) fn is_test(&self) -> bool {
        let stem = self.path.trim_end_matches(".rs");
        self.path.contains("/tests/")
            || stem.ends_with("/tests")
            || stem.ends_with("_tests")
            || self.path == "xtask/runtime/src/sample.rs"
    }

    /// Lines that are no comment, up to the module of unit tests at the end.
    pub(crate) fn code(&self) -> impl Iterator<Item = Line<'_>> {
        let end = self
            .text
            .find("#[cfg(test)]\nmod tests {")
            .unwrap_or(self.text.len());
        let lines = self.text[..end].lines().enumerate();
        lines
            .filter(|(_, text)| !text.trim_start().starts_with("//"))
            .map(|(index, text)| Line {
                path: &self.path,
                number: index + 1,
                text,
            })
    }
}

/// Every file of Rust that someone wrote.
pub(crate) fn all() -> Vec<Source> {
    let emitted = |path: &str| {
        path.starts_with("generated/")
            || path == "contract-tests/src/dispatch.rs"
            || path.starts_with("xtask/tests/golden/")
    };
    files()
        .into_iter()
        .filter(|path| has_extension(path, "rs") && !emitted(path))
        .map(|path| {
            let text = fs::read_to_string(workspace::root().join(&path)).unwrap();
            Source { path, text }
        })
        .collect()
}

/// Those below a folder.
pub(crate) fn below(folder: &str) -> Vec<Source> {
    let prefix = format!("{folder}/");
    all()
        .into_iter()
        .filter(|source| source.path.starts_with(&prefix))
        .collect()
}

/// Every file of the repository, without what tools make.
pub(crate) fn files() -> Vec<String> {
    let root = workspace::root();
    let mut files = Vec::new();
    let mut open = vec![String::new()];
    while let Some(prefix) = open.pop() {
        for entry in fs::read_dir(root.join(&prefix)).unwrap() {
            let entry = entry.unwrap();
            let name = entry.file_name().to_string_lossy().into_owned();
            let path = format!("{prefix}{name}");
            let kind = entry.file_type().unwrap();
            let made = ["target", ".git", "contract-report"].contains(&name.as_str())
                || ["fuzz/corpus", "fuzz/artifacts"].contains(&path.as_str());
            if kind.is_dir() && !made {
                open.push(format!("{path}/"));
            } else if kind.is_file()
                && ![".DS_Store"].contains(&name.as_str())
                && !has_extension(&name, "swp")
            {
                files.push(path);
            }
        }
    }
    files.sort();
    files
}

fn has_extension(path: &str, extension: &str) -> bool {
    Path::new(path)
        .extension()
        .is_some_and(|found| found == extension)
}
