//! `cargo xtask contract`: starts the harness, which lives in `contract-tests`.
//!
//! `xtask` stays light: what needs an HTTP client and a server is built only when it is asked for.

use std::io;
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
    wait(&mut harness(features, arguments))
}

/// Hands the arguments on to the recorder, which has to clean up when it is interrupted: where the
/// system can, it takes the place of this process, so that Ctrl-C reaches it alone and the terminal
/// waits for it.
///
/// # Errors
/// Cargo could not be started.
pub fn record(arguments: &[String]) -> Result<(String, bool), String> {
    let tls = arguments
        .iter()
        .any(|argument| argument.contains("https://"));
    let arguments = [&["record".to_owned()], arguments].concat();
    let features: &[&str] = if tls { &["pull"] } else { &[] };
    become_it(&mut harness(features, &arguments))
}

#[cfg(unix)]
fn become_it(command: &mut Command) -> Result<(String, bool), String> {
    use std::os::unix::process::CommandExt as _;
    // Returns only if it failed.
    Err(unstarted(&command.exec()))
}

#[cfg(not(unix))]
fn become_it(command: &mut Command) -> Result<(String, bool), String> {
    wait(command)
}

fn wait(command: &mut Command) -> Result<(String, bool), String> {
    let status = command.status().map_err(|error| unstarted(&error))?;
    Ok((String::new(), status.success()))
}

fn unstarted(error: &io::Error) -> String {
    format!("error: cannot start cargo: {error}\n")
}

fn harness(features: &[&str], arguments: &[String]) -> Command {
    let mut command = cargo();
    // Cargo finds the workspace by this manifest; the harness itself runs where the user is, so
    // that relative paths are theirs.
    command.args(["run", "--quiet", "--package", "contract-tests"]);
    command
        .arg("--manifest-path")
        .arg(workspace::path("Cargo.toml"))
        .args(features.iter().flat_map(|feature| ["--features", feature]))
        .arg("--")
        .args(arguments);
    command
}

fn cargo() -> Command {
    let cargo = std::env::var_os("CARGO").unwrap_or_else(|| "cargo".into());
    Command::new(cargo)
}
