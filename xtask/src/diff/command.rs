//! `cargo xtask diff`: two files in, text and exit code out.

use std::fmt::Write as _;
use std::path::{Path, PathBuf};

use super::ignore::Entries;
use super::style::Style;
use super::{Diff, diff, json, markdown, text};
use crate::diagnostics::Severity;
use crate::spec;

/// How the diff is printed.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, clap::ValueEnum)]
pub enum Format {
    /// For a terminal.
    #[default]
    Text,
    /// For programs, as `xtask/diff.schema.json` describes it.
    Json,
    /// For a pull request.
    Markdown,
}

/// Which changes make the command fail.
#[derive(Debug, Clone, Copy, PartialEq, Eq, clap::ValueEnum)]
pub enum FailOn {
    /// Those that may hit existing users of the crate, its renamed items included.
    Breaking,
    /// Any effective change, and any change of the crate's items.
    Any,
}

/// What the user asked for.
#[derive(Debug, Clone, Default)]
pub struct Command {
    /// The document before.
    pub old: PathBuf,
    /// The document now.
    pub new: PathBuf,
    /// Overlays for both.
    pub overlays: Option<PathBuf>,
    /// How to print.
    pub format: Format,
    /// When to fail.
    pub fail_on: Option<FailOn>,
    /// Show what a reader of the file sees.
    pub raw: bool,
    /// Changes that are accepted.
    pub ignore: Option<PathBuf>,
}

impl Command {
    /// Compares and prints.
    ///
    /// # Errors
    /// The text for standard error: problems of a document or of the ignore file.
    pub fn run(&self) -> Result<(String, bool), String> {
        let found = self.compare()?;
        let text = match self.format {
            Format::Json => format!("{:#}\n", json::json(&found, self.raw)),
            Format::Markdown => markdown::markdown(&found),
            Format::Text if self.raw => text::raw(&found.raw),
            Format::Text => text::effective(&found, Style::of_stdout()),
        };
        Ok((text, self.passes(&found)))
    }

    /// Compares only.
    ///
    /// # Errors
    /// The text for standard error: problems of a document or of the ignore file.
    pub fn compare(&self) -> Result<Diff, String> {
        let ignore = self.ignore.as_deref().map(entries).transpose()?;
        let overlays = self.overlays.as_deref();
        let (old, new) = (load(&self.old, overlays)?, load(&self.new, overlays)?);
        let mut found = diff(&old, &new);
        if let Some(ignore) = ignore {
            ignore.apply(&mut found);
        }
        Ok(found)
    }

    fn passes(&self, found: &Diff) -> bool {
        let tolerable = match self.fail_on {
            None => true,
            Some(FailOn::Breaking) => !found.is_breaking(),
            Some(FailOn::Any) => found.changes.is_empty() && found.verdict().is_none(),
        };
        tolerable && found.complete && found.needless.is_empty()
    }
}

/// The effective view for standard output.
#[must_use]
pub fn effective(found: &Diff) -> String {
    text::effective(found, Style::of_stdout())
}

fn entries(file: &Path) -> Result<Entries, String> {
    let failed = |why: String| {
        format!(
            "error: cannot use the ignore file {}: {why}\n",
            file.display()
        )
    };
    let text = std::fs::read_to_string(file).map_err(|error| failed(error.to_string()))?;
    Entries::parse(&text).map_err(|error| failed(error.trim_end().to_owned()))
}

pub(crate) fn load(path: &Path, overlays: Option<&Path>) -> Result<spec::Document, String> {
    spec::load(path, overlays).map_err(|problems| {
        let mut text = String::new();
        for problem in problems
            .iter()
            .filter(|one| one.severity == Severity::Error)
        {
            let _ = writeln!(text, "{problem}\n");
        }
        let _ = writeln!(text, "error: {} cannot be compared", path.display());
        text
    })
}
