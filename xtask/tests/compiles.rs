//! The crates of all golden cases compile, document and show examples that compile.
//!
//! A golden file says what is emitted; only the compiler says whether that is Rust. Each case
//! becomes a package of one workspace below the test's own target folder, so that one run of cargo
//! compiles them with their examples and one documents them, warnings denied. The folder stays between
//! runs and only files that changed are written, so that cargo builds again only what changed. The
//! versions are those of the repository's lock file: nothing is resolved, nothing is downloaded.
//! TLS is left out (`--no-default-features`): it depends on no document, and `cargo xtask
//! vendor-check` builds the real crate with each feature.
//!
//! One test, not two: they would wait for each other's lock on the build folder.

#[path = "support/cases.rs"]
mod cases;

use std::collections::BTreeMap;
use std::fs;
use std::path::{Path, PathBuf};
use std::process::{Command, Output};

use xtask::tree::Tree;
use xtask::workspace;

/// Nobody debugs these crates or runs them.
const MANIFEST: &str = "\
[workspace]
resolver = \"3\"
members = [\"crates/*\"]

[profile.dev]
debug = false
";

#[test]
fn golden_crates_compile() {
    let folder = Path::new(env!("CARGO_TARGET_TMPDIR")).join("golden-crates");
    let examples = write_workspace(&folder);
    // Doctests need the crates themselves, so that this is what compiles them.
    let failed = doctests(&folder, &examples);
    assert!(failed.is_empty(), "{failed}");
    let output = cargo(&folder, &["doc", "--no-deps"]);
    assert!(
        output.status.success(),
        "cargo doc:\n{}\n",
        text(&output.stderr)
    );
}

/// Runs the doctests and compares them with the examples that the generator means to show: no
/// other code may come out of a document's text.
fn doctests(folder: &Path, examples: &BTreeMap<String, Vec<String>>) -> String {
    let output = cargo(folder, &["test", "--doc"]);
    let (stdout, stderr) = (text(&output.stdout), text(&output.stderr));
    if !output.status.success() {
        return format!("cargo test --doc:\n{stdout}\n{stderr}\n");
    }
    let mut found: BTreeMap<String, Vec<String>> = BTreeMap::new();
    let mut package = String::new();
    // Cargo names the crate on standard error and its tests on standard output, in one order.
    let mut packages = stderr
        .lines()
        .filter_map(|line| line.trim().strip_prefix("Doc-tests "));
    for line in stdout.lines() {
        if line.starts_with("running ") {
            packages.next().unwrap_or_default().clone_into(&mut package);
        } else if let Some(test) = line.strip_prefix("test ") {
            let Some((name, _)) = test.split_once(" (line ") else {
                continue;
            };
            found
                .entry(package.clone())
                .or_default()
                .push(name.to_owned());
        }
    }
    let mut failed = String::new();
    for (package, wanted) in examples {
        let mut got = found.remove(package).unwrap_or_default();
        got.sort();
        if got != *wanted {
            failed += &format!("doctests of {package}: {got:?}, examples: {wanted:?}\n");
        }
    }
    for (package, got) in found {
        failed += &format!("doctests of {package}, which has no case: {got:?}\n");
    }
    failed
}

/// Writes the workspace; gives the doctests that each crate should have.
fn write_workspace(folder: &Path) -> BTreeMap<String, Vec<String>> {
    let mut examples = BTreeMap::new();
    let mut crates: Vec<PathBuf> = Vec::new();
    for case in cases::all() {
        let package = format!("golden-{}", case.name.replace('_', "-"));
        // A refusal is golden too, and no crate.
        let Ok(mut generated) = case.generate(Some(package.clone())) else {
            continue;
        };
        let root = folder.join("crates").join(&package);
        let mut tree = Tree::default();
        tree.add_folder(&root, std::mem::take(&mut generated.files));
        tree.write().unwrap_or_else(|error| panic!("{error}"));
        let shown = generated
            .api
            .walk()
            .filter(|module| module.example.is_some());
        let mut shown: Vec<String> = shown
            .map(|module| {
                let path = module.path.join("/");
                format!(
                    "crates/{package}/src/{path}.rs - {}",
                    module.path.join("::")
                )
            })
            .collect();
        shown.sort();
        examples.insert(package.replace('-', "_"), shown);
        crates.push(root);
    }
    for entry in fs::read_dir(folder.join("crates")).unwrap() {
        let path = entry.unwrap().path();
        if !crates.contains(&path) {
            fs::remove_dir_all(path).unwrap();
        }
    }
    fs::write(folder.join("Cargo.toml"), MANIFEST).unwrap();
    fs::copy(
        workspace::root().join("Cargo.lock"),
        folder.join("Cargo.lock"),
    )
    .unwrap();
    examples
}

fn cargo(folder: &Path, arguments: &[&str]) -> Output {
    let cargo = std::env::var_os("CARGO").unwrap_or_else(|| "cargo".into());
    Command::new(cargo)
        .current_dir(folder)
        .args(arguments)
        .args(["--workspace", "--offline", "--no-default-features"])
        .env("CARGO_TARGET_DIR", folder.join("target"))
        .env("CARGO_TERM_COLOR", "never")
        .env("RUSTFLAGS", "-D warnings")
        .env("RUSTDOCFLAGS", "-D warnings")
        // The runner's own settings are not those of these crates.
        .env_remove("CARGO_ENCODED_RUSTFLAGS")
        .output()
        .unwrap_or_else(|error| panic!("cannot start cargo: {error}"))
}

fn text(bytes: &[u8]) -> String {
    String::from_utf8_lossy(bytes).into_owned()
}
