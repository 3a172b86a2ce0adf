//! Recordings from elsewhere: what browsers and proxies saved, and the examples of documents.
//!
//! ```text
//! HAR file ─▶ entries ─▶ recordings ─▶ scrubbed ─▶ checked ─▶ new files
//! document ─▶ examples ─▶ recordings ─▶ scrubbed ─▶ checked ─▶ new files
//! ```
//!
//! Nothing imported is ever `live`: a file that somebody hands over can have been edited, and only
//! the recorder of this project knows what it saw. Imported exchanges are `documented`, and their
//! origin names the file, the entry and the host.
//!
//! Responsible for: what can become a recording, and for a [`Trouble`] for each thing that cannot:
//! no entry and no example is lost without a word. Not for: whether a recording agrees with the
//! document, which is the judge's work.

pub mod examples;
pub mod har;

mod check;
mod names;
mod operations;
mod scrub;
mod write;

pub(crate) use check::check;
pub use names::Names;
pub use operations::{Operation, known};
pub use scrub::{Scrubber, enum_words, pii_fields};
pub use write::write;

use crate::model::Trouble;
use crate::recording::Recording;

/// Recordings with their file names below the recordings folder (with `/` and `.yaml`), and what
/// could not be taken.
pub type Imported = (Vec<(String, Recording)>, Vec<Trouble>);

/// The day in UTC, for recordings whose source does not say when it was made.
fn today() -> String {
    jiff::Timestamp::now()
        .to_string()
        .chars()
        .take(10)
        .collect()
}

/// One line of at most so many letters.
fn one_line(text: &str, most: usize) -> String {
    let line = text.split_whitespace().collect::<Vec<_>>().join(" ");
    match line.char_indices().nth(most) {
        Some((end, _)) => line[..end].trim_end().to_owned(),
        None => line,
    }
}
