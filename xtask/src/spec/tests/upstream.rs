//! Documents that the vendor really publishes, where they are at hand.

use std::path::{Path, PathBuf};

use super::load;

/// Loads every document of the folder beside the repository; says so where it is not there.
#[test]
fn all_documents_of_the_vendor_load() {
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../shared/upstream");
    if !root.is_dir() {
        println!("skipped: {} is not there", root.display());
        return;
    }
    let mut folders = vec![root];
    let mut refused = Vec::new();
    while let Some(folder) = folders.pop() {
        for entry in std::fs::read_dir(folder).unwrap() {
            let path: PathBuf = entry.unwrap().path();
            if path.is_dir() {
                folders.push(path);
            } else if path
                .extension()
                .is_some_and(|extension| extension == "yaml")
                && let Err(found) = load(&path, None)
            {
                refused.extend(found.iter().map(ToString::to_string));
            }
        }
    }
    assert!(refused.is_empty(), "{}", refused.join("\n"));
}
