//! Each recording is a named test: its request must be sent as recorded, and its answer must come
//! back unchanged. A file that cannot be read is a failing test of its own.
//!
//! `libtest-mimic` lists and runs them as the built-in harness does, so `cargo test`, `cargo
//! nextest` and its `--partition` see each recording by name.
#![forbid(unsafe_code)]

use std::process::ExitCode;
use std::sync::{Arc, OnceLock};

use contract_tests::recording::{self, RecordingFile};
use contract_tests::replay::Replayer;
use libtest_mimic::{Arguments, Failed, Trial};
use tokio::runtime::Runtime;

/// One runtime and one replay server for all tests of this process. Made by the first test that
/// runs, so that listing starts neither.
type Shared = Arc<OnceLock<Result<(Runtime, Replayer), String>>>;

fn main() -> ExitCode {
    let arguments = Arguments::from_args();
    let shared = Shared::default();
    let found = recording::find(contract_tests::recordings());
    let mut trials = Vec::new();
    for file in found.files {
        let shared = Arc::clone(&shared);
        trials.push(Trial::test(file.name.clone(), move || {
            replay(&shared, &file)
        }));
    }
    for error in found.failures {
        trials.push(Trial::test(error.path.display().to_string(), move || {
            Err(Failed::from(error))
        }));
    }
    libtest_mimic::run(&arguments, trials).exit_code()
}

fn replay(shared: &Shared, file: &RecordingFile) -> Result<(), Failed> {
    let recording = Arc::new(recording::load(&file.path)?);
    let (runtime, replayer) = shared.get_or_init(start).as_ref().map_err(Failed::from)?;
    let outcome = runtime.block_on(replayer.replay(&recording));
    if outcome.problems.is_empty() {
        return Ok(());
    }
    let problems: Vec<_> = outcome.problems.iter().map(ToString::to_string).collect();
    Err(format!("{}\n{}", file.path.display(), problems.join("\n")).into())
}

fn start() -> Result<(Runtime, Replayer), String> {
    let runtime = Runtime::new().map_err(|error| error.to_string())?;
    let replayer = runtime
        .block_on(Replayer::start())
        .map_err(|error| error.to_string())?;
    Ok((runtime, replayer))
}
