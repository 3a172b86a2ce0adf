//! Where the checks are in the document, and where they put what they find.
//!
//! Responsible for: pointers of problems, and what rules must remember between objects.
//! Not for: any rule.

use std::collections::{HashMap, HashSet};
use std::path::Path;

use serde_json::Value;

use super::super::{limits, pointer};
use super::grammar::Kind;
use super::words;
use crate::diagnostics::Diagnostics;

/// The state of one check of one document.
pub(super) struct Report<'a> {
    /// The document.
    pub(super) root: &'a Value,
    file: &'a Path,
    found: &'a mut Diagnostics,
    at: String,
    /// Operation ids seen so far, and where.
    pub(super) operation_ids: HashMap<String, String>,
    /// References that are in order where an object of the kind is wanted.
    pub(super) good_references: HashSet<(&'a str, Kind)>,
    errors: usize,
    warnings: usize,
    suggestions: usize,
    schema_depth: usize,
    in_composition: bool,
}

impl<'a> Report<'a> {
    pub(super) fn new(file: &'a Path, root: &'a Value, found: &'a mut Diagnostics) -> Self {
        Self {
            root,
            file,
            found,
            at: String::new(),
            operation_ids: HashMap::new(),
            good_references: HashSet::new(),
            errors: 0,
            warnings: 0,
            suggestions: 0,
            schema_depth: 0,
            in_composition: false,
        }
    }

    /// Goes down one segment for the duration of a call.
    pub(super) fn below<T>(&mut self, segment: &str, visit: impl FnOnce(&mut Self) -> T) -> T {
        let length = self.at.len();
        pointer::push(&mut self.at, segment);
        let result = visit(self);
        self.at.truncate(length);
        result
    }

    /// Goes to another place for the duration of a call.
    pub(super) fn at(&mut self, pointer: &str, visit: impl FnOnce(&mut Self)) {
        let here = std::mem::replace(&mut self.at, pointer.to_owned());
        visit(self);
        self.at = here;
    }

    /// Goes into a schema for the duration of a call; `in_composition` tells whether it is a part
    /// of an `allOf`, `oneOf`, `anyOf` or `not`.
    pub(super) fn in_schema(&mut self, in_composition: bool, visit: impl FnOnce(&mut Self)) {
        let outside = std::mem::replace(&mut self.in_composition, in_composition);
        self.schema_depth += 1;
        visit(self);
        self.schema_depth -= 1;
        self.in_composition = outside;
    }

    /// How many schemas enclose the current place.
    pub(super) fn schema_depth(&self) -> usize {
        self.schema_depth
    }

    /// Whether the current schema is a part of a composition.
    pub(super) fn in_composition(&self) -> bool {
        self.in_composition
    }

    /// How many errors there are so far.
    pub(super) fn found_errors(&self) -> usize {
        self.errors
    }

    /// The pointer of the current place.
    pub(super) fn pointer(&self) -> &str {
        &self.at
    }

    /// Adds an error at the current place, unless there are too many.
    pub(super) fn error(&mut self, id: &'static str, message: impl Into<String>, help: &str) {
        self.errors += 1;
        if self.errors <= limits::PROBLEMS {
            self.found
                .error(id, self.file, self.at.as_str(), message, help);
        }
    }

    /// Adds a warning at the current place, unless there are too many.
    pub(super) fn warning(&mut self, id: &'static str, message: impl Into<String>, help: &str) {
        self.warnings += 1;
        if self.warnings <= limits::PROBLEMS {
            self.found
                .warning(id, self.file, self.at.as_str(), message, help);
        }
    }

    /// Tells how many problems were not told.
    pub(super) fn finish(self) {
        let hidden = |count: usize| count.saturating_sub(limits::PROBLEMS);
        let (id, help) = ("too-many-problems", "correct those told first");
        if hidden(self.errors) > 0 {
            let message = format!("there are {} more errors", hidden(self.errors));
            self.found.error(id, self.file, "", message, help);
        }
        if hidden(self.warnings) > 0 {
            let message = format!("there are {} more warnings", hidden(self.warnings));
            self.found.warning(id, self.file, "", message, help);
        }
    }

    /// The name that was probably meant, among names that the document's author chose.
    ///
    /// There can be very many of both, so this gives up where it would take long.
    pub(super) fn suggest<'k>(
        &mut self,
        word: &str,
        names: impl Iterator<Item = &'k str>,
    ) -> Option<&'k str> {
        self.suggestions += 1;
        if self.suggestions > limits::SUGGESTIONS {
            return None;
        }
        words::nearest(word, names.take(limits::SUGGESTION_NAMES))
    }
}
