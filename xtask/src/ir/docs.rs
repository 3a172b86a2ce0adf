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

    /// A spelling of the wire as code; nothing in it can end the code or the line.
    #[must_use]
    pub fn code(wire: &str) -> String {
        let safe = wire.chars().map(|c| match c {
            '`' => '\'',
            c if is_unseen(c) => char::REPLACEMENT_CHARACTER,
            c => c,
        });
        let safe: String = safe.collect();
        if safe.trim().is_empty() {
            "an empty value".to_owned()
        } else {
            format!("`{safe}`")
        }
    }
}

/// Whether a character changes how a text reads without being seen itself: it controls, joins,
/// or turns the direction of what is around it.
#[must_use]
pub fn is_unseen(c: char) -> bool {
    c.is_control()
        || matches!(
            c,
            '\u{ad}'
                | '\u{61c}'
                | '\u{180e}'
                | '\u{200b}'..='\u{200f}'
                | '\u{2028}'..='\u{202e}'
                | '\u{2060}'..='\u{206f}'
                | '\u{feff}'
                | '\u{fff9}'..='\u{fffb}'
                | '\u{e0000}'..='\u{e007f}'
        )
}
