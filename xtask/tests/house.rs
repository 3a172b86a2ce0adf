//! The rules of the house that no compiler checks: who may know whom, who may write, how long a
//! file may be, what code may not hold.

#[path = "support/sources.rs"]
mod sources;

use std::collections::BTreeSet;
use std::fs;
use std::path::Path;
use std::process::Command;

use sources::Source;
use xtask::workspace;

/// Lines of a file of code; what is longer does two things.
const MAX_LINES: usize = 350;

/// Lines of a file of tests, which are lists of cases.
const MAX_TEST_LINES: usize = 500;

/// Files that may be longer, and why.
const LONG: &[(&str, &str)] = &[];

/// Files besides `tree` that write, and where. None of them writes what the generator made.
const WRITERS: &[(&str, &str)] = &[
    (
        "xtask/src/pull/mod.rs",
        "the fetched document, below target/",
    ),
    (
        "xtask/src/vendor.rs",
        "a copy of the crate in the system's temporary folder",
    ),
];

/// Fails with every offence, one line each.
fn none(rule: &str, offences: &[String]) {
    assert!(offences.is_empty(), "{rule}:\n  {}", offences.join("\n  "));
}

/// Lines of code that hold one of these words, tests left out.
fn mentions(folder: &str, words: &[&str]) -> Vec<String> {
    let sources = sources::below(folder);
    assert!(sources.len() > 3, "{folder}: the sources were not found");
    let lines = sources
        .iter()
        .filter(|source| !source.is_test())
        .flat_map(Source::code);
    let found = lines.filter(|line| line.words().any(|word| words.contains(&word)));
    found.map(|line| line.to_string()).collect()
}

#[test]
fn lower_does_not_know_tokens() {
    let words = [
        "quote",
        "format_ident",
        "proc_macro2",
        "TokenStream",
        "prettyplease",
        "emit",
    ];
    none(
        "`lower` decides and does not print",
        &mentions("xtask/src/lower", &words),
    );
}

#[test]
fn emit_does_not_know_documents() {
    let words = [
        "openapiv3",
        "serde_yaml",
        "serde_json_path",
        "spec",
        "lower",
    ];
    let offences = mentions("xtask/src/emit", &words);
    none("`emit` prints the IR and sees no document", &offences);
}

#[test]
fn the_ir_depends_on_nothing() {
    let allowed = ["use serde::", "use super::", "use std::"];
    let mut offences = mentions(
        "xtask/src/ir",
        &["crate", "openapiv3", "quote", "serde_json"],
    );
    for source in sources::below("xtask/src/ir") {
        let imports = source.code().filter(|line| line.text.starts_with("use "));
        let foreign =
            imports.filter(|line| !allowed.iter().any(|use_| line.text.starts_with(use_)));
        offences.extend(foreign.map(|line| line.to_string()));
    }
    none("`ir` is plain data: it knows serde and itself", &offences);
}

#[test]
fn only_the_tree_writes() {
    let calls = [
        "fs::write",
        "fs::create_dir",
        "fs::remove_",
        "fs::rename",
        "fs::copy",
        "fs::hard_link",
        "fs::set_permissions",
        "File::create",
        "File::options",
        "OpenOptions",
        "symlink(",
    ];
    let mut writers = BTreeSet::new();
    let mut offences = Vec::new();
    for source in sources::below("xtask/src") {
        let found: Vec<String> = source
            .code()
            .filter(|line| calls.iter().any(|call| line.text.contains(call)))
            .map(|line| line.to_string())
            .collect();
        if found.is_empty() || source.is_test() || source.path.starts_with("xtask/src/tree") {
            continue;
        }
        writers.insert(source.path.clone());
        if !WRITERS.iter().any(|(path, _)| *path == source.path) {
            offences.extend(found);
        }
    }
    none("only `tree` writes what the generator made", &offences);
    let idle: Vec<String> = WRITERS
        .iter()
        .filter(|(path, _)| !writers.contains(*path))
        .map(|(path, why)| format!("{path} ({why}) does not write: take it off the list"))
        .collect();
    none("the list of writers holds no more than it must", &idle);
}

#[test]
fn files_are_short() {
    let mut offences = Vec::new();
    for source in sources::all() {
        let lines = source.text.lines().count();
        let most = if source.is_test() {
            MAX_TEST_LINES
        } else {
            MAX_LINES
        };
        let excused = LONG.iter().any(|(path, _)| *path == source.path);
        match (lines > most, excused) {
            (true, false) => offences.push(format!(
                "{}: {lines} lines, {most} are allowed",
                source.path
            )),
            (false, true) => offences.push(format!(
                "{}: short enough, take it off the list",
                source.path
            )),
            _ => {}
        }
    }
    none("a file does one thing", &offences);
}

#[test]
fn every_module_says_what_it_is() {
    let silent: Vec<String> = sources::all()
        .into_iter()
        .filter(|source| !source.is_test() && !source.text.starts_with("//!"))
        .map(|source| source.path)
        .collect();
    none("a module starts with `//!`", &silent);
}

#[test]
fn nothing_is_left_undone_and_nothing_panics() {
    let everywhere = ["todo!(", "unimplemented!(", "dbg!(", "#[ignore"];
    let in_code = [".unwrap()", ".expect(", "panic!(", "unreachable!("];
    let mut offences = Vec::new();
    for source in sources::all() {
        let no_panic = (source.path.starts_with("xtask/src/")
            || source.path.starts_with("xtask/runtime/src/")
            || source.path.starts_with("spec/crate/src/")
            || source.path.starts_with("contract-tests/src/"))
            && !source.is_test()
            // What the judge's tests share.
            && source.path != "contract-tests/src/judge/testing.rs";
        // This file names them all.
        if source.path == "xtask/tests/house.rs" {
            continue;
        }
        for line in source
            .text
            .lines()
            .filter(|line| !line.trim_start().starts_with("//"))
        {
            if everywhere.iter().any(|word| line.contains(word)) {
                offences.push(format!("{}: {}", source.path, line.trim()));
            }
        }
        if no_panic {
            let lines = source
                .code()
                .filter(|line| in_code.iter().any(|word| line.text.contains(word)))
                // Patterns written here, each compiled by a test: no input reaches them.
                .filter(|line| !line.text.contains(".expect(\"a valid pattern\")"));
            offences.extend(lines.map(|line| line.to_string()));
        }
    }
    none(
        "nothing is left undone, no test is ignored, no input makes the code panic",
        &offences,
    );
}

/// The launcher is a workspace of its own, so that `cargo xtask` works while `generated/` is gone;
/// what it builds must be what the tests test.
#[test]
fn the_launcher_builds_the_same_versions() {
    let packages = |path: &str| -> BTreeSet<String> {
        let text = fs::read_to_string(workspace::root().join(path)).unwrap();
        let packages = text.split("[[package]]").skip(1);
        packages
            .map(|package| {
                let lines = package.lines().filter(|line| {
                    ["name = ", "version = ", "source = "]
                        .iter()
                        .any(|key| line.starts_with(key))
                });
                lines.collect::<Vec<_>>().join(", ")
            })
            .collect()
    };
    let main = packages("Cargo.lock");
    let launcher = packages("xtask/launcher/Cargo.lock");
    assert!(launcher.len() > 10, "{launcher:?}");
    let other: Vec<String> = launcher
        .difference(&main)
        .filter(|package| !package.contains("\"xtask-launcher\""))
        .cloned()
        .collect();
    none(
        "every package of xtask/launcher/Cargo.lock stands in Cargo.lock",
        &other,
    );
}

/// They belong to no package, so `cargo fmt` does not see them.
#[test]
fn the_hand_written_modules_are_formatted() {
    let roots: Vec<String> = sources::files()
        .into_iter()
        .filter(|path| path.starts_with("spec/crate/src/") && path.ends_with("/mod.rs"))
        .collect();
    assert!(roots.len() > 1, "the modules were not found: {roots:?}");
    let output = Command::new("rustfmt")
        .current_dir(workspace::root())
        .args(["--edition", "2024", "--check"])
        .args(&roots)
        .output();
    match output {
        Ok(output) => assert!(
            output.status.success(),
            "run `rustfmt --edition 2024 {}`\n{}{}",
            roots.join(" "),
            String::from_utf8_lossy(&output.stdout),
            String::from_utf8_lossy(&output.stderr)
        ),
        Err(error) => println!("skipped: rustfmt cannot be started: {error}"),
    }
}

#[test]
fn texts_have_one_kind_of_line_end() {
    let mut texts = 0;
    let mut offences = Vec::new();
    for path in sources::files() {
        let bytes = fs::read(workspace::root().join(&path)).unwrap();
        // The documents of broken-input cases may hold any bytes.
        if bytes.contains(&0) || is_broken_on_purpose(&path) {
            continue;
        }
        texts += 1;
        if bytes.contains(&b'\r') {
            offences.push(format!("{path}: carriage return"));
        } else if !bytes.is_empty() && !bytes.ends_with(b"\n") {
            offences.push(format!("{path}: no line end at the end"));
        }
    }
    assert!(texts > 300, "the files were not found: {texts}");
    none("texts end their lines with LF, the last one too", &offences);
}

fn is_broken_on_purpose(path: &str) -> bool {
    // Inputs of fuzz targets are bytes, not texts.
    if path.starts_with("fuzz/seeds/") || path.starts_with("fuzz/regressions/") {
        return true;
    }
    let cases = [
        "xtask/tests/broken/",
        "xtask/tests/warned/",
        "xtask/tests/overlays/",
    ];
    cases.iter().any(|folder| path.starts_with(folder))
        && Path::new(path)
            .extension()
            .is_some_and(|kind| kind == "yaml" || kind == "json")
}
