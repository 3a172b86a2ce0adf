//! What is in the repository is what the document gives: `cargo xtask codegen --check` is content,
//! and the runtime in the crate is the runtime that has the tests.

use std::collections::BTreeMap;
use std::fs;
use std::path::Path;
use std::process::Command;

use xtask::workspace;

#[test]
fn the_repository_is_fresh() {
    let output = Command::new(env!("CARGO_BIN_EXE_xtask"))
        .current_dir(workspace::root())
        .args(["codegen", "--check"])
        .output()
        .unwrap();
    assert!(
        output.status.success(),
        "\n{}{}",
        String::from_utf8_lossy(&output.stdout),
        String::from_utf8_lossy(&output.stderr)
    );
}

#[test]
fn the_runtime_is_copied_byte_for_byte() {
    let mut written = BTreeMap::new();
    let mut emitted = BTreeMap::new();
    let root = workspace::root();
    read(&root.join("xtask/runtime/src/runtime"), "", &mut written);
    read(&root.join("generated/src/runtime"), "", &mut emitted);
    assert!(
        written.len() > 20,
        "the runtime was not found: {:?}",
        written.keys()
    );
    assert!(
        written.keys().eq(emitted.keys()),
        "other files:\n{:?}\n{:?}",
        written.keys(),
        emitted.keys()
    );
    let differing: Vec<&String> = written
        .keys()
        .filter(|path| written[*path] != emitted[*path])
        .collect();
    assert!(differing.is_empty(), "other bytes: {differing:?}");
}

fn read(folder: &Path, prefix: &str, files: &mut BTreeMap<String, Vec<u8>>) {
    for entry in fs::read_dir(folder).unwrap() {
        let entry = entry.unwrap();
        let path = format!("{prefix}{}", entry.file_name().to_string_lossy());
        if entry.file_type().unwrap().is_dir() {
            read(&entry.path(), &format!("{path}/"), files);
        } else {
            files.insert(path, fs::read(entry.path()).unwrap());
        }
    }
}
