//! Does ten times as much cost ten times as much? Runs a folder of so many recordings, as
//! `cargo xtask contract` does, each size in a process of its own so that its memory is its own.

use std::path::Path;
use std::process::Command;
use std::time::Instant;

use contract_tests::run::{self, JOBS, Witnesses};

use crate::{Failure, corpus, judging, system};

/// Measures folders of these sizes and prints a line for each.
pub(crate) async fn print(counts: &[&str]) -> Result<(), Failure> {
    let counts = if counts.is_empty() {
        &["1000", "10000", "100000"]
    } else {
        counts
    };
    println!(
        "{:>9} {:>9} {:>14} {:>12}",
        "exchanges", "seconds", "µs an exchange", "peak memory"
    );
    for count in counts {
        let folder = tempfile::tempdir()?;
        corpus::write(folder.path(), count.parse()?)?;
        let program = std::env::current_exe()?;
        let folder = folder.path().to_owned();
        let count = (*count).to_owned();
        let run = move || {
            Command::new(program)
                .arg("one-scale")
                .args([folder.as_os_str(), count.as_ref()])
                .status()
        };
        if !tokio::task::spawn_blocking(run).await??.success() {
            return Err("the run failed".into());
        }
    }
    Ok(())
}

/// Measures one folder: reading, replaying and judging.
pub(crate) async fn one(folder: &str, count: &str) -> Result<(), Failure> {
    let count: u32 = count.parse()?;
    let witnesses = Witnesses {
        contract: judging::contract()?,
        same_document: true,
    };
    let (start, mut played) = (Instant::now(), 0);
    // Whether a replay is as recorded is for the tests: two recordings hold what no typed call sends.
    let unplayed = run::play(Path::new(folder), &[], JOBS, witnesses, |_| played += 1).await?;
    let time = start.elapsed();
    if played != count {
        return Err(format!("{played} of {count} were played; {unplayed:?}").into());
    }
    let memory = system::peak_memory().map_or("unknown".to_owned(), |mib| format!("{mib} MiB"));
    println!(
        "{count:>9} {:>9.2} {:>14} {memory:>12}",
        time.as_secs_f64(),
        (time / count.max(1)).as_micros()
    );
    Ok(())
}
