//! Overlays: corrections of a document, one per file.
//!
//! Responsible for: reading the folder and applying its files in name order. Not for: the format of
//! a file (`format`), its targets (`target`), its expectations (`expect`), what an action does
//! (`act`, `merge`), or which problems of the result are due to overlays (`blame`).

mod act;
mod blame;
mod expect;
mod format;
mod merge;
mod steps;
mod target;

use std::fs;
use std::path::{Path, PathBuf};

use serde_json::Value;

use self::format::Overlay;
use super::{limits, parse, source};
use crate::diagnostics::Diagnostics;

pub(in crate::spec) use self::blame::blame;

/// What became of the overlays of a folder.
#[derive(Debug, Default)]
pub(super) struct Applied {
    /// Those that were applied, in that order.
    pub(super) applied: Vec<PathBuf>,
    /// Those that are for another API.
    pub(super) skipped: Vec<PathBuf>,
}

/// A file of the folder as it was read, with the problems of the file itself.
pub(super) struct Read {
    file: PathBuf,
    overlay: Option<Overlay>,
    problems: Diagnostics,
}

/// Reads an overlay; needs no document.
pub(super) fn read(file: &Path) -> Read {
    let mut problems = Diagnostics::new();
    let overlay = overlay(file, &mut problems);
    Read {
        file: file.to_owned(),
        overlay,
        problems,
    }
}

/// Applies overlays in their order; gives those that are meant for another API too, or nothing if
/// there was an error.
pub(super) fn apply_all(
    overlays: Vec<Read>,
    folder: &Path,
    spec: &Path,
    document: &mut Value,
    found: &mut Diagnostics,
) -> Option<Applied> {
    let mut done = Applied::default();
    for read in overlays {
        found.append(read.problems);
        let Some(overlay) = read.overlay else {
            continue;
        };
        if overlay
            .server
            .as_ref()
            .is_some_and(|url| !serves(document, url))
        {
            done.skipped.push(read.file);
            continue;
        }
        apply(&overlay, &read.file, spec, document, found);
        done.applied.push(read.file);
    }
    within_limits(folder, document, found);
    (!found.has_errors()).then_some(done)
}

/// Makes sure that the overlays did not blow the document up.
fn within_limits(folder: &Path, document: &Value, found: &mut Diagnostics) {
    if size(document).is_none() {
        let (depth, most) = (limits::DEPTH, limits::NODES);
        let message = format!(
            "with its overlays the document holds more than {most} values, or nests them more than \
             {depth} deep"
        );
        let help = "look for an overlay whose target selects more than it should";
        found.error("too-large", folder, "", message, help);
    }
}

/// How many values there are, nothing if they are too many or too deep.
fn size(value: &Value) -> Option<usize> {
    let mut nodes = 0_usize;
    let mut level = vec![value];
    for _ in 0..=limits::DEPTH {
        nodes += level.len();
        if level.is_empty() || nodes > limits::NODES {
            break;
        }
        level = level.into_iter().flat_map(inside).collect();
    }
    (level.is_empty() && nodes <= limits::NODES).then_some(nodes)
}

fn inside(value: &Value) -> Box<dyn Iterator<Item = &Value> + '_> {
    match value {
        Value::Array(list) => Box::new(list.iter()),
        Value::Object(map) => Box::new(map.values()),
        _ => Box::new(std::iter::empty()),
    }
}

/// The overlay files of a folder, sorted by name.
pub(super) fn list(folder: &Path, found: &mut Diagnostics) -> Option<Vec<PathBuf>> {
    let entries = fs::read_dir(folder).and_then(Iterator::collect::<Result<Vec<_>, _>>);
    let entries = match entries {
        Ok(entries) => entries,
        Err(error) => {
            let message = format!("the folder of overlays cannot be read: {}", plain(&error));
            let help = "check the path, or use `--no-overlays`";
            found.error("overlays-not-readable", folder, "", message, help);
            return None;
        }
    };
    let mut files: Vec<PathBuf> = entries
        .iter()
        .map(|entry| folder.join(entry.file_name()))
        .collect();
    files.retain(|file| {
        let hidden = file
            .file_name()
            .is_some_and(|name| name.as_encoded_bytes().starts_with(b"."));
        let extension = file.extension().unwrap_or_default();
        !hidden
            && ["yaml", "yml", "json"]
                .iter()
                .any(|known| extension == *known)
    });
    files.sort();
    Some(files)
}

/// An I/O error without the number that differs between systems.
fn plain(error: &std::io::Error) -> String {
    match error.kind() {
        std::io::ErrorKind::NotFound => "there is no such folder".to_owned(),
        std::io::ErrorKind::NotADirectory => "it is not a folder".to_owned(),
        std::io::ErrorKind::PermissionDenied => "permission denied".to_owned(),
        _ => error.to_string(),
    }
}

fn overlay(file: &Path, found: &mut Diagnostics) -> Option<Overlay> {
    let text = source::read(file, found)?;
    let value = parse::parse(file, &text, found)?;
    format::read(file, &value, found)
}

fn serves(document: &Value, url: &str) -> bool {
    let plain = |url: &str| url.trim_end_matches('/').to_owned();
    let servers = document.get("servers").and_then(Value::as_array);
    servers
        .into_iter()
        .flatten()
        .filter_map(|server| server.get("url")?.as_str())
        .any(|u| plain(u) == plain(url))
}

/// Applies one overlay; one whose expectations fail is left out, so that it does not cause alarms
/// in those that come after it.
fn apply(
    overlay: &Overlay,
    file: &Path,
    spec: &Path,
    document: &mut Value,
    found: &mut Diagnostics,
) {
    let mut problems = Diagnostics::new();
    expect::check(overlay, file, spec, document, &mut problems);
    if !problems.has_errors() {
        for action in &overlay.actions {
            act::act(action, file, spec, document, &mut problems);
        }
    }
    found.append(problems);
}

/// Reports an overlay that no longer fits the document.
fn stale(file: &Path, pointer: &str, message: String, found: &mut Diagnostics) {
    let help = "the vendor may have corrected the document: delete the overlay if it did, or write \
                it anew against what the document says now";
    found.error("stale-overlay", file, pointer, message, help);
}

/// A value as JSON, short enough for a message.
fn short(value: &Value) -> String {
    let text = value.to_string();
    if text.chars().count() <= 160 {
        return text;
    }
    let start: String = text.chars().take(150).collect();
    format!("{start}…")
}
