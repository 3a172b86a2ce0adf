//! Target `diff`: a document and a mutation of it.
//!
//! Where both are sound they are compared in both directions and shown in each format; a document
//! does not differ from itself.

use std::path::{Path, PathBuf};

use arbitrary::Unstructured;
use xtask::diff::{self, command};
use xtask::spec::{self, Document};

use crate::{mutants, scratch};

/// The check.
pub fn check(data: &[u8]) {
    let mut choices = Unstructured::new(data);
    let (old, new) = mutants::mutant(&mut choices);
    let old = scratch::file("old.json", old.to_string().as_bytes());
    let new = scratch::file("new.json", new.to_string().as_bytes());
    let Ok(before) = spec::load(&old, None) else {
        return;
    };
    same(&before);
    let Ok(after) = spec::load(&new, None) else {
        return;
    };
    let (there, back) = (diff::diff(&before, &after), diff::diff(&after, &before));
    if before.value == after.value {
        same(&after);
    }
    // Whoever reads the files sees at least what a client sees.
    assert!(
        there.changes.is_empty() || !there.raw.is_empty(),
        "changed without a change"
    );
    assert_eq!(there.raw.is_empty(), back.raw.is_empty(), "there and back");
    assert_eq!(
        there.changes.is_empty(),
        back.changes.is_empty(),
        "there and back"
    );
    for change in &there.changes {
        assert!(
            !change.fingerprint.is_empty() && !change.operation.is_empty(),
            "{change:?}"
        );
    }
    for format in [
        command::Format::Text,
        command::Format::Json,
        command::Format::Markdown,
    ] {
        show(&old, &new, format);
    }
}

fn same(document: &Document) {
    let found = diff::diff(document, document);
    assert!(
        found.changes.is_empty() && found.raw.is_empty(),
        "differs from itself: {found:?}"
    );
    assert!(!found.is_breaking());
}

fn show(old: &Path, new: &Path, format: command::Format) {
    let command = command::Command {
        old: PathBuf::from(old),
        new: PathBuf::from(new),
        format,
        ..command::Command::default()
    };
    let (text, passes) = command.run().unwrap_or_else(|error| panic!("{error}"));
    assert!(!text.is_empty());
    assert!(passes || !text.is_empty());
}
