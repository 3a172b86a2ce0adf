//! Instructions of the hot paths, counted by callgrind, beside those that were counted before.
//!
//! Each path runs twice in a process of its own under `valgrind`, a few times and some times more;
//! the difference is what one time costs, without start and preparation. Neighbours on the machine
//! change nothing about it. Another compiler or C library does, so `counts.txt` is compared, never
//! tested.

use std::collections::BTreeMap;
use std::fmt::Write as _;
use std::path::{Path as File, PathBuf};
use std::process::Command;

use crate::Failure;
use crate::paths::{self, Path};

/// From this on a change is marked.
const NOTABLE: f64 = 0.02;

/// Counts the paths whose name holds one of the words, or all; rewrites the file if told to.
pub(crate) fn print(words: &[&str], update: bool) -> Result<(), Failure> {
    let mut known = read()?;
    let chosen = |path: &Path| {
        path.countable && (words.is_empty() || words.iter().any(|word| path.name.contains(word)))
    };
    println!(
        "{:<44} {:>14} {:>14} {:>8}",
        "instructions of", "before", "now", ""
    );
    for path in paths::all().into_iter().filter(chosen) {
        let now = count(path.name)?;
        let before = known.insert(path.name.to_owned(), now);
        #[allow(clippy::cast_precision_loss, reason = "counts are far below 2^52")]
        let change = before.map(|before| now as f64 / before as f64 - 1.0);
        let change = match change {
            Some(change) if change.abs() >= NOTABLE => format!("{:+.1}% !", change * 100.0),
            Some(change) => format!("{:+.1}%", change * 100.0),
            None => "new".to_owned(),
        };
        let before = before.map(|before| before.to_string()).unwrap_or_default();
        println!("{:<44} {before:>14} {now:>14} {change:>8}", path.name);
    }
    if update {
        write(&known)?;
    }
    Ok(())
}

/// Instructions of one time. What is done in a moment is done more often: what memory looked like
/// before, and the seeds of hash tables, would count for several per cent of it.
fn count(name: &str) -> Result<u64, Failure> {
    const ENOUGH: u64 = 30_000_000;
    let rough = between(name, 2, 12)?;
    match ENOUGH / rough.max(1) {
        0..=10 => Ok(rough),
        times => between(name, times / 5, times / 5 + times),
    }
}

fn between(name: &str, few: u64, more: u64) -> Result<u64, Failure> {
    let (less, all) = (counted(name, few)?, counted(name, more)?);
    Ok(all.saturating_sub(less) / (more - few))
}

fn counted(name: &str, times: u64) -> Result<u64, Failure> {
    let output = Command::new("valgrind")
        .args(["--tool=callgrind", "--callgrind-out-file=/dev/null"])
        .arg(std::env::current_exe()?)
        .args(["work", name, &times.to_string()])
        .output()
        .map_err(|error| format!("valgrind cannot be started, is it installed? {error}"))?;
    let text = String::from_utf8_lossy(&output.stderr);
    let total = text.lines().find_map(|line| {
        let (_, number) = line.split_once("Collected : ")?;
        number.trim().parse().ok()
    });
    match total.filter(|_| output.status.success()) {
        Some(total) => Ok(total),
        None => Err(format!("`{name}` was not counted:\n{text}").into()),
    }
}

/// Does a path so many times: what runs under callgrind.
pub(crate) fn work(name: &str, times: &str) -> Result<(), Failure> {
    let path = paths::all().into_iter().find(|path| path.name == name);
    let mut work = (path.ok_or("there is no such path")?.make)()?;
    for _ in 0..times.parse()? {
        work()?;
    }
    Ok(())
}

fn file() -> PathBuf {
    File::new(env!("CARGO_MANIFEST_DIR")).join("benches/speed/counts.txt")
}

fn read() -> Result<BTreeMap<String, u64>, Failure> {
    let mut known = BTreeMap::new();
    for line in std::fs::read_to_string(file())?.lines() {
        if let Some((number, name)) = line.trim().split_once("  ") {
            known.insert(name.to_owned(), number.parse()?);
        }
    }
    Ok(known)
}

fn write(known: &BTreeMap<String, u64>) -> Result<(), Failure> {
    let mut text = String::new();
    for (name, number) in known {
        writeln!(text, "{number:>12}  {name}")?;
    }
    Ok(std::fs::write(file(), text)?)
}
