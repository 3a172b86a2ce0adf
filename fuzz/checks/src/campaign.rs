//! `run`: the fuzzer over every target, and a table of what came of it.
//!
//! Responsible for: the options of each target, and the figures. Not for: the fuzzer itself, which is
//! `cargo +nightly fuzz` (`cargo install cargo-fuzz --locked`).

use std::fmt::Write as _;
use std::fs::{self, File};
use std::io::{BufRead, BufReader};
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};

use fuzz_checks::{TARGETS, Target, files};

use crate::option;

/// No input may take longer, in seconds.
const TIMEOUT: u32 = 20;

/// Most memory that a run may take, in MiB.
const MEMORY: u32 = 2048;

/// What a run came to.
#[derive(Debug, Default)]
struct Figures {
    runs: u64,
    speed: u64,
    edges: u64,
    features: u64,
    inputs: u64,
    peak: u64,
    failed: bool,
}

/// Runs the targets that are named, or all.
///
/// # Errors
/// A wrong argument, or a fuzzer that cannot be started.
pub(crate) fn run(arguments: &[String]) -> Result<bool, String> {
    let seconds = option(arguments, "--seconds", 600)?;
    let named: Vec<&String> = arguments
        .iter()
        .enumerate()
        .filter(|(index, argument)| {
            !argument.starts_with("--") && (*index == 0 || arguments[index - 1] != "--seconds")
        })
        .map(|(_, argument)| argument)
        .collect();
    let mut targets: Vec<&Target> = Vec::new();
    for name in &named {
        let known = || format!("`{name}` is no target; there are {}", names());
        targets.push(fuzz_checks::target(name).ok_or_else(known)?);
    }
    if targets.is_empty() {
        targets.extend(TARGETS);
    }
    build()?;
    let mut table = String::from(
        "| target | runs | runs/s | edges | features | corpus | peak MiB | |\n|---|---|---|---|---|---|---|---|\n",
    );
    let mut clean = true;
    for target in targets {
        eprintln!("{}: {seconds} s", target.name);
        let figures = fuzz(target, seconds)?;
        clean &= !figures.failed;
        let _ = writeln!(
            table,
            "| `{}` | {} | {} | {} | {} | {} | {} | {} |",
            target.name,
            figures.runs,
            figures.speed,
            figures.edges,
            figures.features,
            figures.inputs,
            figures.peak,
            if figures.failed {
                "FAILED, see fuzz/artifacts/"
            } else {
                "clean"
            },
        );
    }
    print!("{table}");
    Ok(clean)
}

fn names() -> String {
    let names: Vec<&str> = TARGETS.iter().map(|target| target.name).collect();
    names.join(", ")
}

/// Builds all targets at once. No sanitizer: the code under test forbids `unsafe`.
fn build() -> Result<(), String> {
    let status = cargo_fuzz("build")
        .args(["-s", "none"])
        .status()
        .map_err(|error| format!("cannot start cargo: {error}"))?;
    if status.success() {
        return Ok(());
    }
    Err("`cargo +nightly fuzz build` failed: is there a nightly toolchain and `cargo install cargo-fuzz --locked`?".to_owned())
}

fn cargo_fuzz(command: &str) -> Command {
    let mut cargo = Command::new("cargo");
    // The toolchain that runs this program would be inherited otherwise.
    cargo.env_remove("RUSTUP_TOOLCHAIN").env_remove("CARGO");
    cargo.args(["+nightly", "fuzz", command]);
    cargo.current_dir(files::fuzz());
    cargo
}

fn fuzz(target: &Target, seconds: u64) -> Result<Figures, String> {
    let fuzz = files::fuzz();
    let failed = |error: std::io::Error| format!("{}: {error}", target.name);
    let artifacts = fuzz.join("artifacts").join(target.name);
    let before = files::below(&artifacts).len();
    let mut command = cargo_fuzz("run");
    command.args(["-s", "none", target.name]);
    for folder in folders(fuzz, target).map_err(failed)? {
        command.arg(folder);
    }
    command.arg("--");
    command.arg(format!("-max_total_time={seconds}"));
    command.arg(format!("-max_len={}", target.max_len));
    command.arg(format!("-timeout={TIMEOUT}"));
    command.arg(format!("-rss_limit_mb={MEMORY}"));
    command.arg("-print_final_stats=1");
    if target.dictionary.is_empty() {
        // Choices: a short input makes a small document, so long ones are tried from the start.
        command.arg("-len_control=0");
    } else {
        let dictionary = fuzz
            .join("dictionaries")
            .join(format!("{}.dict", target.dictionary));
        command.arg(format!("-dict={}", dictionary.display()));
    }
    let log =
        File::create(fuzz.join("target").join(format!("{}.log", target.name))).map_err(failed)?;
    let mut child = command
        .stdin(Stdio::null())
        .stdout(Stdio::null())
        .stderr(Stdio::piped())
        .spawn()
        .map_err(failed)?;
    let mut figures = Figures::default();
    if let Some(stderr) = child.stderr.take() {
        let mut log = log;
        for line in BufReader::new(stderr).split(b'\n') {
            let line = line.map_err(failed)?;
            let line = String::from_utf8_lossy(&line);
            read(&line, &mut figures);
            std::io::Write::write_all(&mut log, format!("{line}\n").as_bytes()).map_err(failed)?;
        }
    }
    let status = child.wait().map_err(failed)?;
    figures.failed = !status.success() || files::below(&artifacts).len() > before;
    Ok(figures)
}

/// Where new inputs go, then those to begin with.
fn folders(fuzz: &Path, target: &Target) -> std::io::Result<Vec<PathBuf>> {
    let corpus = fuzz.join("corpus").join(target.name);
    fs::create_dir_all(&corpus)?;
    let more = ["seeds", "regressions"].map(|kind| fuzz.join(kind).join(target.name));
    let there = more.into_iter().filter(|folder| folder.is_dir());
    Ok(std::iter::once(corpus).chain(there).collect())
}

/// One line of the fuzzer.
fn read(line: &str, figures: &mut Figures) {
    let words: Vec<&str> = line.split_whitespace().collect();
    let number = |word: Option<&&str>| word.and_then(|word| word.parse::<u64>().ok());
    if let Some(after) = line.strip_prefix("stat::") {
        let value = number(after.split_whitespace().collect::<Vec<_>>().get(1)).unwrap_or_default();
        match words.first() {
            Some(&"stat::number_of_executed_units:") => figures.runs = value,
            Some(&"stat::average_exec_per_sec:") => figures.speed = value,
            Some(&"stat::peak_rss_mb:") => figures.peak = value,
            _ => {}
        }
    } else if line.starts_with('#') {
        for pair in words.windows(2) {
            match pair[0] {
                "cov:" => figures.edges = number(pair.get(1)).unwrap_or(figures.edges),
                "ft:" => figures.features = number(pair.get(1)).unwrap_or(figures.features),
                "corp:" => {
                    let count = pair[1].split('/').next();
                    figures.inputs = number(count.as_ref()).unwrap_or(figures.inputs);
                }
                _ => {}
            }
        }
    }
}
