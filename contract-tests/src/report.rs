//! The result of a run, shown: every format is printed from [`Report`] and from nothing else.
//!
//! Responsible for: what readers see, in which order, and that no text of a recording or document
//! can break the format that it is shown in. Not for: deciding what fails ([`Report::is_green`]) or
//! making the result (`run`).
//!
//! | for | function | file of [`write_all`] |
//! |---|---|---|
//! | people at a terminal | [`terminal()`] | |
//! | people with a browser | [`html()`] | `report.html` |
//! | the summary of a job | [`markdown()`] | `report.md` |
//! | scripts | [`json()`] | `report.json`, described by `report.schema.json` |
//! | test reports of a CI server | [`junit()`] | `junit.xml` |
//! | code scanning | [`sarif()`] | `report.sarif` |
//! | lines in a pull request | [`annotations()`] | |

mod annotations;
mod drift;
mod html;
mod json;
mod junit;
mod kinds;
mod markdown;
mod place;
mod sarif;
mod tally;
mod terminal;
mod text;
mod write;

#[cfg(test)]
mod tests;

#[allow(unused_imports, reason = "named in the documentation")]
use crate::model::Report;

pub use annotations::annotations;
pub use html::html;
pub use json::json;
pub use junit::junit;
pub use markdown::markdown;
pub use sarif::sarif;
pub use terminal::{Detail, Style, terminal};
pub use write::{FILES, WriteError, write_all};
