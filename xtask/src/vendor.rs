//! `cargo xtask vendor-check`: the emitted crate must stand alone.
//!
//! Responsible for: copying `generated/` out of the workspace and running cargo on the copy. Inside
//! the workspace cargo unifies features and shares one lock file, so that a broken manifest would
//! not show. Not for: whether the crate is fresh (`codegen --check`).

use std::fs;
use std::io::{self, Write as _};
use std::path::{Path, PathBuf};
use std::process::Command;

use crate::codegen;
use crate::workspace;

/// One run of cargo on the copy.
struct Step {
    what: &'static str,
    arguments: &'static [&'static str],
}

const fn step(what: &'static str, arguments: &'static [&'static str]) -> Step {
    Step { what, arguments }
}

/// Feature sets that users choose between; each must build, lint and document without a warning.
const STEPS: &[Step] = &[
    step("check, default features", &["check"]),
    step("check, no features", &["check", "--no-default-features"]),
    step(
        "check, native-tls",
        &["check", "--no-default-features", "--features", "native-tls"],
    ),
    step("check, all features", &["check", "--all-features"]),
    step(
        "clippy pedantic, all features",
        &[
            "clippy",
            "--all-features",
            "--all-targets",
            "--",
            "-W",
            "clippy::pedantic",
            "-D",
            "warnings",
        ],
    ),
    step("doc, all features", &["doc", "--no-deps", "--all-features"]),
    step("test, default features", &["test"]),
];

/// Builds the crate in an empty folder, then an application that vendors it.
///
/// # Errors
/// The text for standard error.
pub fn check() -> Result<(String, bool), String> {
    let scratch = Scratch::new()?;
    let generated = workspace::path("generated");
    let package = codegen::Command::default().generate()?.api.package;
    let alone = scratch.path.join(&package);
    copy(&generated, &alone)?;
    for step in STEPS {
        if !run(&alone, step)? {
            return Ok((String::new(), false));
        }
    }
    let app = scratch.path.join("vendored-app");
    copy(&workspace::path("xtask/vendored-app"), &app)?;
    copy(&generated, &app.join("vendor").join(&package))?;
    let built = run(
        &app,
        &step("test, an application that vendors it", &["test"]),
    )?;
    let text = if built {
        "generated/ stands alone\n"
    } else {
        ""
    };
    Ok((text.to_owned(), built))
}

fn run(folder: &Path, step: &Step) -> Result<bool, String> {
    println!("vendor-check: {}", step.what);
    let _ = io::stdout().flush();
    let cargo = std::env::var_os("CARGO").unwrap_or_else(|| "cargo".into());
    let status = Command::new(cargo)
        .current_dir(folder)
        .args(step.arguments)
        // One target folder for all steps and runs: dependencies are built once.
        .env(
            "CARGO_TARGET_DIR",
            workspace::root().join("target").join("vendor-check"),
        )
        .env("CARGO_TERM_QUIET", "true")
        .env("RUSTFLAGS", "-D warnings")
        .env("RUSTDOCFLAGS", "-D warnings")
        .status()
        .map_err(|error| format!("error: cannot start cargo: {error}\n"))?;
    if !status.success() {
        println!("vendor-check: failed: cargo {}", step.arguments.join(" "));
    }
    Ok(status.success())
}

/// A folder outside the workspace that is removed at the end.
struct Scratch {
    path: PathBuf,
}

impl Scratch {
    fn new() -> Result<Self, String> {
        let path = std::env::temp_dir().join(format!("vendor-check-{}", std::process::id()));
        fs::create_dir_all(&path)
            .map_err(|e| format!("error: cannot make {}: {e}\n", path.display()))?;
        Ok(Self { path })
    }
}

impl Drop for Scratch {
    fn drop(&mut self) {
        // What cannot be removed is in the system's temporary folder anyway.
        let _ = fs::remove_dir_all(&self.path);
    }
}

/// Copies a folder without what cargo makes in it.
fn copy(from: &Path, to: &Path) -> Result<(), String> {
    let failed = |error: io::Error| format!("error: cannot copy {}: {error}\n", from.display());
    fs::create_dir_all(to).map_err(failed)?;
    for entry in fs::read_dir(from).map_err(failed)? {
        let entry = entry.map_err(failed)?;
        let name = entry.file_name();
        if name == "target" || name == "Cargo.lock" {
            continue;
        }
        if entry.file_type().map_err(failed)?.is_dir() {
            copy(&entry.path(), &to.join(name))?;
        } else {
            fs::copy(entry.path(), to.join(name)).map_err(failed)?;
        }
    }
    Ok(())
}
