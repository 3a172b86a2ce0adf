//! What a new document would change: on the wire, in the overlays, in the crate, for recordings.

use std::collections::{BTreeMap, BTreeSet};
use std::fmt::Write as _;
use std::fs;
use std::path::Path;

use super::Command;
use crate::diagnostics::Severity;
use crate::diff::{self, Diff, Level};
use crate::emit::public_api;
use crate::lower;
use crate::semver::{self, ItemChange};
use crate::spec::{self, Document};

/// Compares the pulled document with the one in use.
pub(super) fn tell(
    command: &Command,
    pulled: &Path,
    origin: &str,
) -> Result<(String, bool), String> {
    let compare = diff::command::Command {
        old: command.spec.clone(),
        new: pulled.to_owned(),
        ..diff::command::Command::default()
    };
    let found = compare.compare()?;
    let mut text = format!("pulled {origin}\n    to {}\n\n", pulled.display());
    text.push_str(&diff::command::effective(&found));
    let (stale, items) = with_overlays(command, pulled);
    for problem in &stale {
        let _ = writeln!(text, "\noverlay to look at: {problem}");
    }
    crate_items(&mut text, &items);
    recordings(&mut text, &found, &command.recordings);
    let drifted = !found.changes.is_empty() || !stale.is_empty() || !items.is_empty();
    if drifted {
        next_steps(&mut text, command, pulled);
    } else {
        text.push_str("\nnothing to do\n");
    }
    Ok((text, !drifted))
}

/// Overlays that no longer fit, and how the crate would change with those that do.
fn with_overlays(command: &Command, pulled: &Path) -> (Vec<String>, Vec<ItemChange>) {
    let document = match spec::load(pulled, Some(&command.overlays)) {
        Ok(document) => document,
        Err(problems) => {
            let errors = problems
                .iter()
                .filter(|one| one.severity == Severity::Error);
            let stale = errors.map(|one| format!("{}: {}", one.file.display(), one.message));
            return (stale.collect(), Vec::new());
        }
    };
    let items = |document: &Document| {
        let lowered = lower::lower(document, &lower::Options::default());
        lowered.ok().map(|(api, _)| public_api::text(&api))
    };
    let old = spec::load(&command.spec, Some(&command.overlays)).ok();
    let (old, new) = (old.as_ref().and_then(items), items(&document));
    match (old, new) {
        (Some(old), Some(new)) => (Vec::new(), semver::compare(&old, &new)),
        // The bare documents were compared; their changes stand above.
        _ => (Vec::new(), Vec::new()),
    }
}

fn crate_items(text: &mut String, items: &[ItemChange]) {
    const SHOWN: usize = 40;
    let Some(verdict) = semver::verdict(items) else {
        return;
    };
    let _ = writeln!(text, "\nthe crate, with its overlays: {verdict}");
    for item in items.iter().take(SHOWN) {
        let _ = writeln!(text, "  {}", item.to_string().replace('\n', "\n  "));
    }
    let more = items.len().saturating_sub(SHOWN);
    if more > 0 {
        let _ = writeln!(text, "  … {more} more");
    }
}

/// Recordings of operations whose change the judge may report.
fn recordings(text: &mut String, found: &Diff, folder: &Path) {
    let hit = found
        .changes
        .iter()
        .filter(|change| change.recordings == Level::Breaking);
    let hit: BTreeSet<&str> = hit.map(|change| change.operation.as_str()).collect();
    let by_operation = by_operation(folder);
    let files: BTreeSet<&String> = hit
        .iter()
        .filter_map(|operation| by_operation.get(*operation))
        .flatten()
        .collect();
    if files.is_empty() {
        return;
    }
    let _ = writeln!(text, "\nrecordings that may fail:");
    for file in files {
        let _ = writeln!(text, "  {file}");
    }
}

/// Recording files by the operation that they name.
fn by_operation(folder: &Path) -> BTreeMap<String, Vec<String>> {
    let mut all: BTreeMap<String, Vec<String>> = BTreeMap::new();
    let mut open = vec![folder.to_owned()];
    while let Some(path) = open.pop() {
        if let Ok(entries) = fs::read_dir(&path) {
            open.extend(entries.flatten().map(|entry| entry.path()));
        } else if path
            .extension()
            .is_some_and(|extension| extension == "yaml")
            && let Ok(text) = fs::read_to_string(&path)
        {
            let operation = text
                .lines()
                .find_map(|line| line.strip_prefix("operation:"));
            let operation = operation
                .unwrap_or_default()
                .trim()
                .trim_matches(['"', '\'']);
            all.entry(operation.to_owned())
                .or_default()
                .push(path.display().to_string());
        }
    }
    all
}

fn next_steps(text: &mut String, command: &Command, pulled: &Path) {
    let (spec, pulled) = (command.spec.display(), pulled.display());
    let _ = write!(
        text,
        "\nnext:\n  \
         1. take each change over into {spec}, in words of our own, and delete or rewrite the overlays named above\n  \
         2. cargo xtask diff {pulled} {spec}    # until there is no effective change\n  \
         3. cargo xtask codegen                 # look at generated/api.txt: it proposes the version\n  \
         4. cargo xtask contract                # recordings that no longer fit, and what none covers\n"
    );
}
