//! What is worth knowing about recordings and is no finding: they are old, they were made against
//! another version of the document, or no test plays them.
//!
//! The format has no key for the version of the document. The origin says it in words already
//! (`public API document of 2026-03-24`), the origin is what a reviewer reads, and a second place
//! could only contradict it: so `document of YYYY-MM-DD` in the origin is what counts here, and the
//! same words at the top of the document are its version (`info.version` never changes there).
//!
//! Responsible for: these three notices. Not for: failing a run; a notice never does.

use std::collections::BTreeSet;
use std::fs;
use std::io::Read as _;
use std::path::{Path, PathBuf};

use jiff::civil::Date;

use crate::model::Trouble;
use crate::recording::{Recording, RecordingFile};

/// Recordings older than this are worth a look.
pub const MAX_AGE_DAYS: i32 = 365;

/// The words before the date of a document.
const DOCUMENT_OF: &str = "document of ";

/// Deeper folders are not looked into.
const MAX_DEPTH: usize = 16;

/// Notices about one recording. `file` is its file as it is shown.
#[must_use]
pub fn notices(
    recording: &Recording,
    file: &str,
    today: Date,
    max_age_days: i32,
    document: Option<Date>,
) -> Vec<Trouble> {
    let mut notices = Vec::new();
    let mut notice = |message: String, help: &str| {
        notices.push(Trouble {
            file: file.to_owned(),
            line: None,
            message,
            help: help.to_owned(),
        });
    };
    if let Ok(date) = recording.source.date.parse::<Date>() {
        let age = days(date, today);
        if age > max_age_days {
            notice(
                format!("the recording is {age} days old, more than {max_age_days}"),
                "compare it with what the API does today, then set `source.date` to today",
            );
        }
        if age < 0 {
            notice(
                format!("the recording is of {date}, which is still to come"),
                "correct `source.date`",
            );
        }
    }
    if let (Some(made), Some(current)) = (document_date(&recording.source.origin), document)
        && made != current
    {
        notice(
            format!("made after the document of {made}, judged by the one of {current}"),
            "compare it with the current document, then correct `source.origin`; leave it if it shows an older answer on purpose",
        );
    }
    notices
}

/// The date in `document of YYYY-MM-DD`, the first one in a text: an origin, or a whole document.
#[must_use]
pub fn document_date(text: &str) -> Option<Date> {
    text.match_indices(DOCUMENT_OF)
        .find_map(|(start, words)| text.get(start + words.len()..)?.get(..10)?.parse().ok())
}

/// Recordings below a folder that are not among those that are played: in a hidden folder, with
/// another ending, or outside the folder of recordings.
#[must_use]
pub fn unplayed(folder: &Path, played: &[RecordingFile]) -> Vec<Trouble> {
    let real = |path: &PathBuf| fs::canonicalize(path).ok();
    let played: BTreeSet<PathBuf> = played.iter().filter_map(|file| real(&file.path)).collect();
    let mut found = Vec::new();
    walk(folder, 0, &mut found);
    found.retain(|path| real(path).is_some_and(|real| !played.contains(&real)));
    found.sort();
    let trouble = |path: PathBuf| {
        Trouble {
        file: path.display().to_string(),
        line: None,
        message: "this is a recording that no test plays".to_owned(),
        help: "move it below `recordings/`, into a folder without a leading dot, with the ending `.yaml`; or delete it".to_owned(),
    }
    };
    found.into_iter().map(trouble).collect()
}

fn walk(folder: &Path, depth: usize, found: &mut Vec<PathBuf>) {
    let Ok(entries) = fs::read_dir(folder) else {
        return;
    };
    for entry in entries.flatten() {
        let path = entry.path();
        let Ok(kind) = entry.file_type() else {
            continue;
        };
        let name = entry.file_name();
        // Links are not followed: what they lead to is met where it is, or is none of ours.
        if kind.is_dir() && depth < MAX_DEPTH && name != "target" && name != ".git" {
            walk(&path, depth + 1, found);
        } else if kind.is_file() && is_recording(&path) {
            found.push(path);
        }
    }
}

/// A YAML file that begins as recordings do.
fn is_recording(path: &Path) -> bool {
    let ending = path
        .extension()
        .and_then(|ending| ending.to_str())
        .unwrap_or_default();
    if !matches!(ending, "yaml" | "yml") {
        return false;
    }
    let mut start = Vec::new();
    let read = fs::File::open(path).and_then(|file| file.take(4096).read_to_end(&mut start));
    let text = String::from_utf8_lossy(&start);
    let first = text
        .lines()
        .find(|line| !line.trim().is_empty() && !line.starts_with('#') && *line != "---");
    read.is_ok() && first.is_some_and(|line| line.starts_with("recording:"))
}

fn days(from: Date, to: Date) -> i32 {
    from.until(to).map_or(0, |span| span.get_days())
}

#[cfg(test)]
#[path = "notices_tests.rs"]
mod tests;
