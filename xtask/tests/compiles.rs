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
//! What a case says of the behaviour of its crate (`behaves.rs`) is run there too.
//!
//! The dispatchers, which only `contract-tests` compiles otherwise, are one more package.
//!
//! One test, not two: they would wait for each other's lock on the build folder.

#[path = "support/cases.rs"]
mod cases;
#[path = "support/folder.rs"]
mod folder;

use std::collections::BTreeMap;
use std::fmt::Write as _;
use std::fs;
use std::path::{Path, PathBuf};
use std::process::{Command, Output};

use xtask::tree::Tree;
use xtask::workspace;

/// Nobody debugs these crates or runs them.
const MANIFEST: &str = "\
[workspace]
resolver = \"3\"
members = [\"crates/*\", \"dispatchers\"]

[profile.dev]
debug = false
";

const DISPATCHERS: &str = "\
[package]
name = \"golden-dispatchers\"
version = \"0.0.0\"
edition = \"2024\"

[dependencies]
serde = \"1\"
serde_json = \"1\"
";

#[test]
fn golden_crates_compile() {
    let folder = Path::new(env!("CARGO_TARGET_TMPDIR")).join("golden-crates");
    let examples = write_workspace(&folder);
    // Doctests need the crates themselves, so that this is what compiles them.
    let failed = doctests(&folder, &examples);
    assert!(failed.is_empty(), "{failed}");
    let output = cargo(&folder, &["test", "--test", "behaves"]);
    assert!(
        output.status.success(),
        "cargo test:\n{}\n{}\n",
        text(&output.stdout),
        text(&output.stderr)
    );
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
            let _ = writeln!(
                failed,
                "doctests of {package}: {got:?}, examples: {wanted:?}"
            );
        }
    }
    for (package, got) in found {
        let _ = writeln!(failed, "doctests of {package}, which has no case: {got:?}");
    }
    failed
}

/// Writes the workspace; gives the doctests that each crate should have.
fn write_workspace(root: &Path) -> BTreeMap<String, Vec<String>> {
    let mut examples = BTreeMap::new();
    let mut dispatchers = BTreeMap::new();
    let mut crates: Vec<PathBuf> = Vec::new();
    for case in cases::all() {
        let package = format!("golden-{}", case.name.replace('_', "-"));
        // A refusal is golden too, and no crate.
        let Ok(generated) = case.generate(Some(package.clone())) else {
            continue;
        };
        let out = root.join("crates").join(&package);
        let mut tree = Tree::default();
        let mut files = generated.files;
        if let Some(behaviour) = case.behaviour() {
            files.insert(format!("tests/{}", cases::BEHAVES), behaviour);
        }
        tree.add_folder(&out, files);
        tree.write().unwrap_or_else(|error| panic!("{error}"));
        crates.push(out);
        let shown = generated
            .api
            .walk()
            .filter(|module| module.example.is_some());
        let mut shown: Vec<String> = shown
            .map(|module| {
                let (file, path) = (module.path.join("/"), module.path.join("::"));
                format!("crates/{package}/src/{file}.rs - {path}")
            })
            .collect();
        shown.sort();
        examples.insert(package.replace('-', "_"), shown);
        dispatchers.insert(package, generated.dispatch.unwrap());
    }
    for entry in fs::read_dir(root.join("crates")).unwrap() {
        let path = entry.unwrap().path();
        if !crates.contains(&path) {
            fs::remove_dir_all(path).unwrap();
        }
    }
    folder::write(&root.join("dispatchers"), &dispatcher_package(dispatchers));
    fs::write(root.join("Cargo.toml"), MANIFEST).unwrap();
    fs::copy(
        workspace::root().join("Cargo.lock"),
        root.join("Cargo.lock"),
    )
    .unwrap();
    examples
}

/// One package with the dispatchers of all cases, which call the crates as `contract-tests` does.
fn dispatcher_package(dispatchers: BTreeMap<String, String>) -> BTreeMap<String, String> {
    let mut manifest = DISPATCHERS.to_owned();
    let mut root = "//! The dispatchers of all golden cases.\n\npub mod call;\n".to_owned();
    let mut files = BTreeMap::new();
    for (package, dispatch) in dispatchers {
        let module = package.replace('-', "_");
        let path = format!("../crates/{package}");
        let _ = writeln!(
            manifest,
            "{package} = {{ path = \"{path}\", default-features = false }}"
        );
        let _ = writeln!(
            root,
            "#[path = \"{module}.rs\"]\npub mod dispatch_{module};"
        );
        files.insert(format!("src/{module}.rs"), dispatch);
    }
    files.insert("Cargo.toml".to_owned(), manifest);
    files.insert("src/lib.rs".to_owned(), root);
    files.insert(
        "src/call.rs".to_owned(),
        include_str!("support/call.rs").to_owned(),
    );
    files
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
