//! `compile`: does what is emitted for made-up documents compile, warnings denied?
//!
//! Documents come from random choices, so that a seed gives the same crates on every machine. Those
//! that the generator accepts become the packages of one workspace below `target/`, and one run of
//! cargo checks them all, dispatchers included.

use std::collections::BTreeMap;
use std::fmt::Write as _;
use std::fs;
use std::path::Path;
use std::process::Command;

use arbitrary::Unstructured;
use fuzz_checks::dice::Dice;
use fuzz_checks::{files, grammar, mutants, pipeline, scratch};
use xtask::diagnostics::Severity;
use xtask::tree::Tree;
use xtask::{Generated, Refusal, generate, inputs, lower};

use crate::{flag, option};

/// Length of the choices of one document.
const CHOICES: usize = 4096;

/// Samples, compiles, tells.
///
/// # Errors
/// A wrong argument, a fault of the generator, or a folder that cannot be written.
pub(crate) fn run(arguments: &[String]) -> Result<bool, String> {
    let crates = usize::try_from(option(arguments, "--crates", 40)?).unwrap_or(usize::MAX);
    let seed = option(arguments, "--seed", 1)?;
    let root = files::root().join("target/fuzz-crates");
    let mut dice = Dice::new(seed);
    let (mut made, mut refusals) = (BTreeMap::new(), BTreeMap::<&'static str, usize>::new());
    let mut documents = 0_usize;
    while made.len() < crates && documents < crates * 200 {
        documents += 1;
        let choices = dice.choices(CHOICES);
        let document = if flag(arguments, "--mutants") {
            mutants::mutant(&mut Unstructured::new(&choices)).1
        } else {
            grammar::document(&choices)
        };
        let package = format!("made-up-{:03}", made.len());
        match make(&package, &document.to_string()) {
            Ok(generated) => {
                made.insert(package, (generated, document));
            }
            Err(Refusal::Document(problems)) => {
                let errors = problems
                    .iter()
                    .filter(|one| one.severity == Severity::Error);
                for id in errors
                    .map(|one| one.id)
                    .collect::<std::collections::BTreeSet<_>>()
                {
                    *refusals.entry(id).or_default() += 1;
                }
            }
            Err(Refusal::Emit(error)) => return Err(format!("{error}\n{document}")),
        }
    }
    println!(
        "{documents} documents, {} accepted (seed {seed})",
        made.len()
    );
    for (id, count) in &refusals {
        println!("  refused {count} times: {id}");
    }
    write(&root, made)?;
    check(&root)
}

fn make(package: &str, document: &str) -> Result<Generated, Refusal> {
    let path = scratch::file("sampled.json", document.as_bytes());
    let (inputs, _) = inputs::read(&path).unwrap_or_else(|error| panic!("{error:?}"));
    let options = lower::Options {
        package: Some(package.to_owned()),
        ..lower::Options::default()
    };
    let made = generate(&path, None, &options, &inputs)?;
    // The same invariants as the target's.
    pipeline::check("sampled.json", document.as_bytes());
    Ok(made)
}

const MANIFEST: &str = "[workspace]\nresolver = \"3\"\nmembers = [\"crates/*\", \"dispatchers\"]\n\n[profile.dev]\ndebug = false\n";

const DISPATCHERS: &str = "[package]\nname = \"dispatchers\"\nversion = \"0.0.0\"\nedition = \"2024\"\n\n[dependencies]\nserde = \"1\"\nserde_json = \"1\"\n";

fn write(
    root: &Path,
    made: BTreeMap<String, (Generated, serde_json::Value)>,
) -> Result<(), String> {
    let failed = |error: std::io::Error| format!("{}: {error}", root.display());
    let crates = root.join("crates");
    if crates.exists() {
        fs::remove_dir_all(&crates).map_err(failed)?;
    }
    let mut manifest = DISPATCHERS.to_owned();
    let mut library = "//! The dispatchers of all sampled crates.\n\npub mod call;\n".to_owned();
    let sources = root.join("dispatchers/src");
    fs::create_dir_all(&sources).map_err(failed)?;
    for (package, (generated, document)) in made {
        let module = package.replace('-', "_");
        let out = crates.join(&package);
        fs::create_dir_all(&out).map_err(failed)?;
        let mut tree = Tree::default();
        tree.add_folder(&out, generated.files);
        tree.write().map_err(|error| error.to_string())?;
        // Beside the crate, for whoever looks into a failure.
        fs::write(
            root.join(format!("{package}.json")),
            format!("{document:#}\n"),
        )
        .map_err(failed)?;
        let _ = writeln!(
            manifest,
            "{module} = {{ package = \"{package}\", path = \"../crates/{package}\", default-features = false }}"
        );
        let _ = writeln!(library, "pub mod {module}_calls;");
        fs::write(
            sources.join(format!("{module}_calls.rs")),
            generated.dispatch.unwrap_or_default(),
        )
        .map_err(failed)?;
    }
    let call = include_str!("../../../xtask/tests/support/call.rs").to_owned();
    for (path, text) in [
        ("dispatchers/src/call.rs", call),
        ("dispatchers/Cargo.toml", manifest),
        ("dispatchers/src/lib.rs", library),
        ("Cargo.toml", MANIFEST.to_owned()),
    ] {
        fs::write(root.join(path), text).map_err(failed)?;
    }
    Ok(())
}

/// One run of cargo over all of them, with the versions of this repository's lock file.
fn check(root: &Path) -> Result<bool, String> {
    let failed = |error: std::io::Error| format!("{}: {error}", root.display());
    fs::copy(files::root().join("Cargo.lock"), root.join("Cargo.lock")).map_err(failed)?;
    let status = Command::new("cargo")
        .current_dir(root)
        // TLS depends on no document.
        .args([
            "check",
            "--workspace",
            "--offline",
            "--no-default-features",
            "--keep-going",
        ])
        .env("CARGO_TARGET_DIR", root.join("target"))
        .env("RUSTFLAGS", "-D warnings")
        .env_remove("CARGO_ENCODED_RUSTFLAGS")
        .status()
        .map_err(failed)?;
    println!(
        "{}",
        if status.success() {
            "all compile, without a warning"
        } else {
            "FAILED"
        }
    );
    Ok(status.success())
}
