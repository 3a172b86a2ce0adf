//! The vendor's documents of other APIs: each becomes a crate that compiles, passes clippy and documents
//! cleanly, with all of its operations.
//!
//! Nobody tuned the generator for them. They lie beside this repository on the project's machines only;
//! elsewhere the test says that it is skipped. What is refused today stands in [`REFUSED`], and must
//! leave the list once it is generated.
//!
//! One workspace of all crates, one build folder, shared with the golden crates; see `compiles.rs`.

#[path = "support/program.rs"]
mod program;

use std::collections::{BTreeMap, BTreeSet};
use std::fmt::Write as _;
use std::fs;
use std::io::Write as _;
use std::path::{Path, PathBuf};
use std::process::{Command, Output};
use std::time::Instant;

use program::{Run, program};
use serde_json::Value;
use xtask::workspace;

/// Documents that the generator refuses, and what for.
const REFUSED: &[(&str, &str)] = &[];

/// Nobody debugs these crates or runs them.
const MANIFEST: &str = "\
[workspace]
resolver = \"3\"
members = [\"crates/*\"]

[profile.dev]
debug = false
";

/// What became of a document.
struct Row {
    document: String,
    operations: usize,
    lines: usize,
    milliseconds: u128,
    refusal: Option<String>,
}

#[test]
fn every_document_of_the_family_becomes_a_crate() {
    let Some(documents) = documents() else {
        return;
    };
    let folder = Path::new(env!("CARGO_TARGET_TMPDIR")).join("family-crates");
    let mut problems = String::new();
    let rows: Vec<Row> = documents
        .iter()
        .map(|document| generate(document, &folder, &mut problems))
        .collect();
    remove_others(&folder, &rows);
    fs::write(folder.join("Cargo.toml"), MANIFEST).unwrap();
    let lock = workspace::root().join("Cargo.lock");
    fs::copy(lock, folder.join("Cargo.lock")).unwrap();
    for arguments in [
        &["clippy", "--", "-D", "warnings"][..],
        &["doc", "--no-deps"],
    ] {
        let output = cargo(&folder, arguments);
        if !output.status.success() {
            let text = String::from_utf8_lossy(&output.stderr);
            let _ = writeln!(problems, "cargo {}:\n{text}", arguments[0]);
        }
    }
    print(&rows, &problems);
    assert!(problems.is_empty(), "{problems}");
}

/// The documents; none, with a notice, where they are not there.
fn documents() -> Option<Vec<PathBuf>> {
    let folder = workspace::root().join("../shared/upstream/family");
    let Ok(entries) = fs::read_dir(&folder) else {
        // Past the test harness, which keeps what passing tests print to itself.
        let notice = format!("skipped: {} is not there\n", folder.display());
        let _ = std::io::stderr().write_all(notice.as_bytes());
        return None;
    };
    let mut documents: Vec<PathBuf> = entries.map(|entry| entry.unwrap().path()).collect();
    documents.sort();
    assert!(documents.len() >= 12, "{documents:?}");
    Some(documents)
}

/// Runs the command on a document and looks at what it made.
fn generate(document: &Path, folder: &Path, problems: &mut String) -> Row {
    let name = document.file_stem().unwrap().to_string_lossy().into_owned();
    let out = folder.join("crates").join(name.replace('_', "-"));
    let operations = operation_ids(document);
    let started = Instant::now();
    let run: Run = program(&["codegen", "--no-overlays", "--no-dispatch"])
        .arg("--spec")
        .arg(document)
        .arg("--out")
        .arg(&out)
        .args(["--package", &name.replace('_', "-")])
        .output()
        .unwrap()
        .into();
    let milliseconds = started.elapsed().as_millis();
    let known = REFUSED.iter().find(|(refused, _)| *refused == name);
    let refusal = (run.code != Some(0)).then(|| first_error(&run.stderr));
    match (known, &refusal) {
        (None, Some(_)) => {
            let _ = writeln!(
                problems,
                "{name} was refused:\n{}{}",
                run.stdout, run.stderr
            );
        }
        (Some(_), None) => {
            let _ = writeln!(problems, "{name} is generated: take it out of `REFUSED`");
        }
        _ => {}
    }
    let mut lines = 0;
    if refusal.is_none() {
        let sources = sources(&out);
        lines = sources.values().map(|text| text.lines().count()).sum();
        let text: String = sources.into_values().collect();
        // The line of a function's documentation that names method, path and operation.
        for id in operations
            .iter()
            .filter(|id| !text.contains(&format!(" (`{id}`)")))
        {
            let _ = writeln!(problems, "{name}: there is no function for {id}");
        }
    }
    Row {
        document: name,
        operations: operations.len(),
        lines,
        milliseconds,
        refusal,
    }
}

/// The operation ids of a document, read as plain YAML.
fn operation_ids(document: &Path) -> BTreeSet<String> {
    let text = fs::read_to_string(document).unwrap();
    let value: Value = serde_yaml::from_str(&text).unwrap();
    let paths = value["paths"].as_object().unwrap().values();
    let operations = paths.flat_map(|path| path.as_object().unwrap().values());
    let ids: BTreeSet<String> = operations
        .filter_map(|operation| operation.get("operationId")?.as_str())
        .map(str::to_owned)
        .collect();
    assert!(!ids.is_empty(), "{}: no operations", document.display());
    ids
}

/// The emitted sources, without the runtime's copy.
fn sources(out: &Path) -> BTreeMap<PathBuf, String> {
    let mut sources = BTreeMap::new();
    let mut open = vec![out.join("src")];
    while let Some(folder) = open.pop() {
        for entry in fs::read_dir(folder).unwrap() {
            let path = entry.unwrap().path();
            if path.is_dir() {
                if path.file_name().unwrap() != "runtime" {
                    open.push(path);
                }
            } else {
                let text = fs::read_to_string(&path).unwrap();
                sources.insert(path, text);
            }
        }
    }
    sources
}

fn first_error(stderr: &str) -> String {
    let line = stderr.lines().find(|line| line.starts_with("error"));
    line.unwrap_or("no reason was given").to_owned()
}

/// Crates that an earlier run left and this one did not make.
fn remove_others(folder: &Path, rows: &[Row]) {
    let made: BTreeSet<String> = rows
        .iter()
        .filter(|row| row.refusal.is_none())
        .map(|row| row.document.replace('_', "-"))
        .collect();
    for entry in fs::read_dir(folder.join("crates")).unwrap() {
        let entry = entry.unwrap();
        if !made.contains(&*entry.file_name().to_string_lossy()) {
            fs::remove_dir_all(entry.path()).unwrap();
        }
    }
}

fn print(rows: &[Row], problems: &str) {
    let mut table = format!(
        "\n{:<26} {:>10} {:>7} {:>11}  compiles\n",
        "document", "operations", "lines", "generate ms"
    );
    for row in rows {
        let outcome = match &row.refusal {
            Some(error) => format!("refused: {error}"),
            // Cargo stops at the first crate that does not, so one failure is told of all.
            None if problems.contains("cargo ") => "see below".to_owned(),
            None => "yes".to_owned(),
        };
        let _ = writeln!(
            table,
            "{:<26} {:>10} {:>7} {:>11}  {outcome}",
            row.document, row.operations, row.lines, row.milliseconds
        );
    }
    let _ = std::io::stderr().write_all(table.as_bytes());
}

fn cargo(folder: &Path, arguments: &[&str]) -> Output {
    let cargo = std::env::var_os("CARGO").unwrap_or_else(|| "cargo".into());
    let target = Path::new(env!("CARGO_TARGET_TMPDIR")).join("golden-crates/target");
    Command::new(cargo)
        .current_dir(folder)
        .arg(arguments[0])
        .args(["--workspace", "--offline", "--no-default-features"])
        .args(&arguments[1..])
        .env("CARGO_TARGET_DIR", target)
        .env("CARGO_TERM_COLOR", "never")
        .env("RUSTDOCFLAGS", "-D warnings")
        // The runner's own settings are not those of these crates.
        .env_remove("CARGO_ENCODED_RUSTFLAGS")
        .output()
        .unwrap_or_else(|error| panic!("cannot start cargo: {error}"))
}
