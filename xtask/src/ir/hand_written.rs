//! The hand-written part of the crate of one API: its front page and modules.

use serde::Serialize;

/// A hand-written part that goes into the crate; its files are copied as they are.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct HandWritten {
    /// Its modules, public and directly below the crate root, in the order of their names.
    pub modules: Vec<String>,
}
