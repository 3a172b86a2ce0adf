//! What is remembered while one text is read: problems, sizes, and where the reader is.
//!
//! Responsible for: collecting. Not for: deciding what is a problem (`strict`), except for sizes.

use std::cell::{Cell, RefCell};
use std::collections::HashMap;

use serde::de::Error;

use super::super::{limits, pointer};

/// One problem inside a text that is well formed.
pub(super) struct Problem {
    pub(super) id: &'static str,
    pub(super) pointer: String,
    /// Which of the entries with this pointer: 0 unless a key is given twice.
    pub(super) occurrence: usize,
    /// Line and column where they are known already.
    pub(super) place: Option<(usize, usize)>,
    pub(super) message: String,
    pub(super) help: &'static str,
    /// Whether the reading stopped here.
    pub(super) fatal: bool,
}

/// Id, message and help of a problem that has no place yet.
pub(super) type Explanation = (&'static str, String, &'static str);

/// What is remembered while one text is read.
#[derive(Default)]
pub(super) struct Reading {
    yaml: bool,
    nodes: Cell<usize>,
    text_bytes: Cell<usize>,
    empty: Cell<bool>,
    problems: RefCell<Vec<Problem>>,
    repeated: RefCell<HashMap<String, usize>>,
    suspect_numbers: RefCell<Vec<String>>,
    stopped_at: RefCell<Option<String>>,
}

impl Reading {
    /// For a YAML text.
    pub(super) fn yaml() -> Self {
        Self {
            yaml: true,
            ..Self::default()
        }
    }

    /// For a JSON text.
    pub(super) fn json() -> Self {
        Self::default()
    }

    /// Whether this is a YAML text.
    pub(super) fn is_yaml(&self) -> bool {
        self.yaml
    }

    /// Notes that the text holds nothing at all (an explicit `null` is something).
    pub(super) fn set_empty(&self) {
        self.empty.set(true);
    }

    /// Whether the text holds nothing at all.
    pub(super) fn is_empty(&self) -> bool {
        self.empty.get()
    }

    /// Notes a number so large that it may have been a whole number which a float only comes near.
    pub(super) fn suspect_number(&self, path: &Path<'_>) {
        self.suspect_numbers.borrow_mut().push(path.pointer());
    }

    /// How many values and bytes of text were read, where there is nothing at all to tell of them.
    pub(super) fn clean(self) -> Option<(usize, usize)> {
        let silent = !self.is_empty()
            && self.problems.into_inner().is_empty()
            && self.suspect_numbers.into_inner().is_empty();
        silent.then_some((self.nodes.into_inner(), self.text_bytes.into_inner()))
    }

    /// The places of the numbers noted.
    pub(super) fn suspect_numbers(&self) -> Vec<String> {
        self.suspect_numbers.take()
    }

    /// The problems, and the pointer of the value in which the reading stopped.
    pub(super) fn into_problems(self) -> (Vec<Problem>, String) {
        let stopped_at = self.stopped_at.into_inner().unwrap_or_default();
        (self.problems.into_inner(), stopped_at)
    }

    /// Adds a problem after which the reading can go on.
    pub(super) fn report(&self, path: &Path<'_>, explanation: Explanation) {
        self.push(path.pointer(), 0, explanation, false);
    }

    /// Adds a problem that ends the reading.
    pub(super) fn stop<E: Error>(&self, path: &Path<'_>, explanation: Explanation) -> E {
        let id = explanation.0;
        self.push(path.pointer(), 0, explanation, true);
        E::custom(id)
    }

    /// Adds a key that its object has already.
    pub(super) fn repeated_key(&self, path: &Path<'_>, key: &str) {
        let pointer = pointer::join(&path.pointer(), key);
        let mut repeated = self.repeated.borrow_mut();
        let count = repeated.entry(pointer.clone()).or_default();
        *count += 1;
        let message = format!("the key `{key}` is given twice in one object");
        let help = "delete one of the two, or merge them";
        self.push(pointer, *count, ("duplicate-key", message, help), false);
    }

    fn push(&self, pointer: String, occurrence: usize, explanation: Explanation, fatal: bool) {
        let (id, message, help) = explanation;
        let problem = Problem {
            id,
            pointer,
            occurrence,
            place: None,
            message,
            help,
            fatal,
        };
        self.problems.borrow_mut().push(problem);
    }

    /// Remembers the innermost value in which an error occurred.
    pub(super) fn stopped(&self, path: &Path<'_>) {
        self.stopped_at
            .borrow_mut()
            .get_or_insert_with(|| path.pointer());
    }

    /// Counts one value or key with so many bytes of text, and ends the reading beyond the limits.
    pub(super) fn count<E: Error>(&self, path: &Path<'_>, bytes: usize) -> Result<(), E> {
        self.nodes.set(self.nodes.get() + 1);
        self.text_bytes
            .set(self.text_bytes.get().saturating_add(bytes));
        let what = if self.nodes.get() > limits::NODES {
            format!("{} values", limits::NODES)
        } else if self.text_bytes.get() > limits::TEXT_BYTES {
            format!("{} MiB of text", limits::TEXT_BYTES / (1024 * 1024))
        } else {
            return Ok(());
        };
        let message = format!("the file holds more than {what}, once its aliases are expanded");
        let help = "write the document without aliases, or split it";
        Err(self.stop(path, ("too-large", message, help)))
    }
}

/// What to say of a text that is nested too deep.
pub(super) fn too_deep() -> Explanation {
    let message = format!(
        "objects and lists are nested more than {} deep",
        limits::DEPTH
    );
    (
        "too-deep",
        message,
        "name the inner parts under `components` and refer to them; no alias may hold itself",
    )
}

/// Where the reader is, as a list from the inside out, so that going down costs nothing.
#[derive(Clone, Copy)]
pub(super) enum Path<'a> {
    Root,
    Key(&'a Path<'a>, &'a str),
    Index(&'a Path<'a>, usize),
}

impl Path<'_> {
    fn pointer(&self) -> String {
        match self {
            Self::Root => String::new(),
            Self::Key(parent, key) => pointer::join(&parent.pointer(), key),
            Self::Index(parent, index) => pointer::join(&parent.pointer(), &index.to_string()),
        }
    }
}
