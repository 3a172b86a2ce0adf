//! Two documents → what changed, and what that means.
//!
//! Responsible for: the whole comparison as data. Not for: reading documents (`spec`) and not for
//! the command line (`command`).
//!
//! Two views. *Raw* ([`raw`]) is what a reader of the file sees. *Effective* is what a client on
//! the wire sees: references followed, operation by operation, request and answer apart.
//!
//! Counting of effective changes: one for each operation, place and fact. A schema that four
//! operations share counts four times, since four calls are not as before; the text shows such
//! changes once, with their operations. A part that comes or goes counts once, whatever it holds;
//! each value of an enum counts. A renamed member is one removed and one added.

pub(crate) mod change;
pub mod command;
mod effective;
mod facts;
mod group;
mod ignore;
mod items;
mod json;
mod markdown;
pub(crate) mod node;
pub(crate) mod operation;
pub mod raw;
mod rename;
pub(crate) mod rule;
mod schema;
mod severity;
mod style;
mod text;

pub use change::{Change, Level, RustItem};
pub use ignore::{Entries as IgnoreEntries, Ignored};
pub use items::Rename;
pub use rule::{Action, Area, Direction, Rule, Subject};

use std::collections::HashSet;
use std::path::PathBuf;

use crate::lower;
use crate::semver::{ItemChange, Verdict, verdict};
use crate::spec::Document;

/// The outcome of a comparison.
#[derive(Debug)]
pub struct Diff {
    /// Path of the old document.
    pub old: PathBuf,
    /// Path of the new document.
    pub new: PathBuf,
    /// What a client on the wire sees.
    pub changes: Vec<Change>,
    /// What a reader of the file sees.
    pub raw: Vec<raw::RawChange>,
    /// How the public items of the crate differ; none where a document cannot be generated from.
    pub api: Option<Vec<ItemChange>>,
    /// Items of the crate that only have another name.
    pub renames: Vec<Rename>,
    /// Changes that an ignore file names, with its reasons.
    pub ignored: Vec<Ignored>,
    /// Entries of the ignore file that match nothing.
    pub needless: Vec<String>,
    /// Whether the documents were compared to the end.
    pub complete: bool,
}

/// Compares two documents.
#[must_use]
pub fn diff(old: &Document, new: &Document) -> Diff {
    let options = lower::Options::default();
    let lowered = |document| lower::lower(document, &options).ok().map(|(api, _)| api);
    let items = match (lowered(old), lowered(new)) {
        (Some(old), Some(new)) => Some(items::Items::new(&old, &new)),
        _ => None,
    };
    let (found, complete) = effective::changes(&old.value, &new.value);
    let mut changes = Vec::new();
    for effective::Changed { operation, found } in found {
        for one in found {
            changes.push(change(&operation, one, items.as_ref()));
        }
    }
    rename::hint(&mut changes);
    Diff {
        old: old.path.clone(),
        new: new.path.clone(),
        changes,
        raw: raw::changes(&old.value, &new.value),
        renames: items
            .as_ref()
            .map(|items| items.renames.clone())
            .unwrap_or_default(),
        api: items.map(|items| items.changes),
        ignored: Vec::new(),
        needless: Vec::new(),
        complete,
    }
}

fn change(
    operation: &effective::Named,
    found: schema::Found,
    items: Option<&items::Items>,
) -> Change {
    let after = found.after.as_ref().and_then(serde_json::Value::as_str);
    let (wire, recordings) = severity::levels(found.rule, after);
    let touched = items
        .map(|items| items.touched(operation, &found))
        .unwrap_or_default();
    let raised = match items {
        Some(_) if severity::moves_an_argument(found.rule, &touched) => Level::Breaking,
        Some(items) => items.level(&touched),
        None => severity::without_items(found.rule),
    };
    let named = !operation.id.is_empty();
    let mut change = Change {
        rule: found.rule,
        fingerprint: String::new(),
        operation: if named {
            operation.id.clone()
        } else {
            format!("{} {}", operation.method, operation.path)
        },
        method: operation.method.clone(),
        path: operation.path.clone(),
        place: found.place,
        old: found.old,
        new: found.new,
        before: found.before,
        after: found.after,
        callers: wire.max(raised),
        wire: if severity::is_read_as_before(found.rule) {
            wire
        } else {
            wire.max(raised)
        },
        recordings,
        items: touched,
        hint: None,
    };
    change.seal();
    change
}

impl Diff {
    /// How many changes have a level for callers.
    #[must_use]
    pub fn count(&self, level: Level) -> usize {
        self.changes
            .iter()
            .filter(|change| change.callers == level)
            .count()
    }

    /// What the crate's version must do; none where its items are the same or not known.
    ///
    /// The list of items shows types and no meaning: one argument that takes the place of another
    /// looks as if it had a new name.
    #[must_use]
    pub fn verdict(&self) -> Option<Verdict> {
        let seen = verdict(self.api.as_deref().unwrap_or_default())?;
        let moved = self
            .changes
            .iter()
            .any(|change| severity::moves_an_argument(change.rule, &change.items));
        Some(if moved { Verdict::Major } else { seen })
    }

    /// Items whose signature changed, or that are gone, although no effective change touches them.
    /// Members of what is gone or renamed are not listed again.
    #[must_use]
    pub fn unexplained(&self) -> Vec<&ItemChange> {
        let all = self
            .changes
            .iter()
            .chain(self.ignored.iter().map(|one| &one.change));
        let touched = all.flat_map(|change| change.items.iter().map(|item| item.path.as_str()));
        let renamed = self.renames.iter().map(|one| one.old.as_str());
        let mut explained: HashSet<&str> = touched.chain(renamed).collect();
        let mut found = Vec::new();
        // In the order of paths, so that what holds others comes first.
        for item in self.api.iter().flatten() {
            if item.old.is_none() || with_its_owners(&item.path).any(|at| explained.contains(at)) {
                continue;
            }
            if item.new.is_none() {
                // A module goes with what is in it.
                let inside = format!("{}::", item.path);
                if explained.iter().any(|path| path.starts_with(&inside)) {
                    continue;
                }
                explained.insert(&item.path);
            }
            found.push(item);
        }
        found
    }

    /// Whether existing users of the crate are hit, on the wire or when they compile.
    #[must_use]
    pub fn is_breaking(&self) -> bool {
        self.count(Level::Breaking) > 0 || self.verdict() == Some(Verdict::Major)
    }
}

/// A path, and the paths of all that it is in.
fn with_its_owners(path: &str) -> impl Iterator<Item = &str> {
    let ends = path.match_indices("::").map(|(end, _)| end);
    ends.chain([path.len()]).map(|end| &path[..end])
}
