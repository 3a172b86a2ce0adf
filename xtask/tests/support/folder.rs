//! A folder of texts.

use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::path::Path;

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
