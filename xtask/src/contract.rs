//! `cargo xtask contract`: starts the harness, which lives in `contract-tests`.
//!
//! `xtask` stays light: what needs an HTTP client and a server is built only when it is asked for.

use std::process::Command;

use crate::workspace;

/// Hands the arguments on to the harness, whose output goes straight to the terminal.
///
/// # Errors
/// Cargo could not be started.
pub fn run(arguments: &[String]) -> Result<(String, bool), String> {
    run_with(&[], arguments)
}

/// The same with cargo features of the harness.
///
/// # Errors
/// Cargo could not be started.
pub fn run_with(features: &[&str], arguments: &[String]) -> Result<(String, bool), String> {
    let mut command = cargo();
    // Cargo finds the workspace by this manifest; the harness itself runs where the user is, so
    // that relative paths are theirs.
    command.args([
        "run",
        "--quiet",
        "--package",
        "contract-tests",
        "--manifest-path",
    ]);
    command
        .arg(workspace::path("Cargo.toml"))
        .args(features.iter().flat_map(|feature| ["--features", feature]))
        .arg("--")
        .args(arguments);
    let status = command
        .status()
        .map_err(|error| format!("error: cannot start cargo: {error}\n"))?;
    Ok((String::new(), status.success()))
}

fn cargo() -> Command {
    let cargo = std::env::var_os("CARGO").unwrap_or_else(|| "cargo".into());
    Command::new(cargo)
}
