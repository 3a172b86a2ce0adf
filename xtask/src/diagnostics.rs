//! Problems found in a document or an overlay, collected so that one run shows all of them.
//!
//! Responsible for: the shape of a problem, its order, and how it reads on a terminal.
//! Not for: finding problems (`spec`, `lower`) and not for deciding the exit code (`cli`).

use std::fmt;
use std::path::{Path, PathBuf};

/// How bad a problem is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Severity {
    /// The generator refuses the document.
    Error,
    /// The generator copes; the message says how.
    Warning,
    /// Nothing to do; good to know.
    Notice,
}

/// One problem: where it is, what is wrong, and what to do about it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Diagnostic {
    /// How bad it is.
    pub severity: Severity,
    /// Stable id in kebab case, such as `dangling-ref`.
    pub id: &'static str,
    /// The file it was found in.
    pub file: PathBuf,
    /// One-based line and column where known; filled in late, see [`crate::spec::locate`].
    pub line: Option<(usize, usize)>,
    /// JSON pointer of the place inside the file; the empty string is the whole document.
    pub pointer: String,
    /// What is wrong, as one sentence without a final full stop.
    pub message: String,
    /// What to do next, as one sentence without a final full stop.
    pub help: String,
}

impl fmt::Display for Diagnostic {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let severity = match self.severity {
            Severity::Error => "error",
            Severity::Warning => "warning",
            Severity::Notice => "notice",
        };
        writeln!(f, "{severity}[{}]: {}", self.id, Printable(&self.message))?;
        write!(f, "  --> {}", self.file.display())?;
        if let Some((line, column)) = self.line {
            write!(f, ":{line}:{column}")?;
        }
        if !self.pointer.is_empty() {
            write!(f, "  at {}", Printable(&self.pointer))?;
        }
        write!(f, "\n  help: {}", Printable(&self.help))
    }
}

/// Text of a document, which may hold anything, for a terminal, which obeys control characters.
struct Printable<'a>(&'a str);

impl fmt::Display for Printable<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        for part in self.0.split_inclusive(char::is_control) {
            match part.char_indices().next_back() {
                Some((at, last)) if last.is_control() => {
                    write!(f, "{}{}", &part[..at], last.escape_default())?;
                }
                _ => f.write_str(part)?,
            }
        }
        Ok(())
    }
}

/// The problems of one run, in the order in which they were found.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Diagnostics {
    list: Vec<Diagnostic>,
}

impl Diagnostics {
    /// Creates an empty collection.
    #[must_use]
    pub fn new() -> Self {
        Self::default()
    }

    /// Adds one problem.
    pub fn push(&mut self, diagnostic: Diagnostic) {
        self.list.push(diagnostic);
    }

    /// Adds an error at a place of `file`.
    pub fn error(
        &mut self,
        id: &'static str,
        file: &Path,
        pointer: impl Into<String>,
        message: impl Into<String>,
        help: impl Into<String>,
    ) {
        self.add(
            Severity::Error,
            id,
            file,
            pointer.into(),
            message.into(),
            help.into(),
        );
    }

    /// Adds a warning at a place of `file`.
    pub fn warning(
        &mut self,
        id: &'static str,
        file: &Path,
        pointer: impl Into<String>,
        message: impl Into<String>,
        help: impl Into<String>,
    ) {
        self.add(
            Severity::Warning,
            id,
            file,
            pointer.into(),
            message.into(),
            help.into(),
        );
    }

    fn add(
        &mut self,
        severity: Severity,
        id: &'static str,
        file: &Path,
        pointer: String,
        message: String,
        help: String,
    ) {
        let file = file.to_owned();
        self.push(Diagnostic {
            severity,
            id,
            file,
            line: None,
            pointer,
            message,
            help,
        });
    }

    /// Whether the generator must refuse.
    #[must_use]
    pub fn has_errors(&self) -> bool {
        self.count(Severity::Error) > 0
    }

    /// How many problems have this severity.
    #[must_use]
    pub fn count(&self, severity: Severity) -> usize {
        self.list.iter().filter(|d| d.severity == severity).count()
    }

    /// The problems in the order in which they were found.
    pub fn iter(&self) -> std::slice::Iter<'_, Diagnostic> {
        self.list.iter()
    }

    /// The problems, to fill in their lines.
    pub fn iter_mut(&mut self) -> std::slice::IterMut<'_, Diagnostic> {
        self.list.iter_mut()
    }

    /// Adds all problems of another collection.
    pub fn append(&mut self, mut other: Self) {
        self.list.append(&mut other.list);
    }
}

impl IntoIterator for Diagnostics {
    type Item = Diagnostic;
    type IntoIter = std::vec::IntoIter<Diagnostic>;

    fn into_iter(self) -> Self::IntoIter {
        self.list.into_iter()
    }
}

impl<'a> IntoIterator for &'a Diagnostics {
    type Item = &'a Diagnostic;
    type IntoIter = std::slice::Iter<'a, Diagnostic>;

    fn into_iter(self) -> Self::IntoIter {
        self.iter()
    }
}

impl<'a> IntoIterator for &'a mut Diagnostics {
    type Item = &'a mut Diagnostic;
    type IntoIter = std::slice::IterMut<'a, Diagnostic>;

    fn into_iter(self) -> Self::IntoIter {
        self.iter_mut()
    }
}
