//! A folder of texts: how it differs from what it should hold, and how to make it so.

use std::collections::{BTreeMap, BTreeSet};
use std::fmt::Write as _;
use std::fs;
use std::path::Path;

use similar::TextDiff;

/// Lines of a diff that are shown for one file.
const LINES: usize = 60;

/// All differences as text; empty where there are none.
pub(crate) fn differences(root: &Path, expected: &BTreeMap<String, String>) -> String {
    let mut text = String::new();
    for (path, new) in expected {
        match fs::read_to_string(root.join(path)) {
            Ok(old) if old == *new => {}
            Ok(old) => {
                let _ = writeln!(text, "{path} (- recorded, + made now):");
                let diff = TextDiff::from_lines(&old, new).unified_diff().to_string();
                for line in diff.lines().take(LINES) {
                    let _ = writeln!(text, "    {line}");
                }
                let more = diff.lines().count().saturating_sub(LINES);
                if more > 0 {
                    let _ = writeln!(text, "    … {more} more lines");
                }
            }
            Err(error) => {
                let _ = writeln!(text, "{path} is made now, but: {error}");
            }
        }
    }
    for path in list(root).difference(&expected.keys().cloned().collect()) {
        let _ = writeln!(text, "{path} stands there and is not made any more");
    }
    text
}

/// Makes the folder hold exactly these texts.
pub(crate) fn write(root: &Path, files: &BTreeMap<String, String>) {
    for (path, text) in files {
        let path = root.join(path);
        if fs::read_to_string(&path).is_ok_and(|old| old == *text) {
            continue;
        }
        fs::create_dir_all(path.parent().unwrap()).unwrap();
        fs::write(path, text).unwrap();
    }
    for path in list(root).difference(&files.keys().cloned().collect()) {
        fs::remove_file(root.join(path)).unwrap();
    }
}

/// The files below a folder, by path with forward slashes.
pub(crate) fn list(root: &Path) -> BTreeSet<String> {
    let mut files = BTreeSet::new();
    let mut open = vec![String::new()];
    while let Some(prefix) = open.pop() {
        let Ok(entries) = fs::read_dir(root.join(&prefix)) else {
            continue;
        };
        for entry in entries {
            let entry = entry.unwrap();
            let path = format!("{prefix}{}", entry.file_name().to_string_lossy());
            if entry.file_type().unwrap().is_dir() {
                open.push(format!("{path}/"));
            } else {
                files.insert(path);
            }
        }
    }
    files
}
