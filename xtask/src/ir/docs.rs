//! Documentation text, already safe to print as doc comments.

use serde::Serialize;

/// Lines of Markdown that rustdoc can take as they are.
///
/// `lower::docs` is the only maker: it has escaped what the document's author did not mean as
/// Markdown, so that no text of a document becomes a doctest, a broken link or raw HTML.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize)]
#[serde(transparent)]
pub struct Docs {
    /// One entry per line, without a leading space and without line ends.
    pub lines: Vec<String>,
}

impl Docs {
    /// Whether there is nothing to print.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.lines.is_empty()
    }
}
