//! Each recording is a named test: its request must be sent as recorded, its answer must come back
//! unchanged, and the document must allow both. A file that cannot be read is a failing test of its
//! own.
//!
//! `libtest-mimic` lists and runs them as the built-in harness does, so `cargo test`, `cargo
//! nextest` and its `--partition` see each recording by name.
#![forbid(unsafe_code)]

use std::process::ExitCode;
use std::sync::{Arc, OnceLock};

use contract_tests::check::Subject;
use contract_tests::finding::{Finding, Severity};
use contract_tests::judge::{Judge, client};
use contract_tests::recording::{self, RecordingFile};
use contract_tests::replay::Replayer;
use libtest_mimic::{Arguments, Failed, Trial};
use tokio::runtime::Runtime;

/// One runtime, one replay server and one judge for all tests of this process. Made by the first
/// test that runs, so that listing starts none of them.
struct Shared {
    runtime: Runtime,
    replayer: Replayer,
    judge: Judge,
}

type Lazy = Arc<OnceLock<Result<Shared, String>>>;

fn main() -> ExitCode {
    let arguments = Arguments::from_args();
    let shared = Lazy::default();
    let found = recording::find(contract_tests::recordings());
    let mut trials = Vec::new();
    for file in found.files {
        let shared = Arc::clone(&shared);
        trials.push(Trial::test(file.name.clone(), move || play(&shared, &file)));
    }
    for error in found.failures {
        trials.push(Trial::test(error.path.display().to_string(), move || {
            Err(Failed::from(error))
        }));
    }
    libtest_mimic::run(&arguments, trials).exit_code()
}

fn play(shared: &Lazy, file: &RecordingFile) -> Result<(), Failed> {
    let recording = Arc::new(recording::load(&file.path)?);
    let shared = shared.get_or_init(start).as_ref().map_err(Failed::from)?;
    let outcome = shared.runtime.block_on(shared.replayer.replay(&recording));
    let mut findings = shared.judge.judge(&recording, Some(file));
    findings.extend(client::findings(
        &outcome,
        &recording,
        Some(file),
        &findings,
        true,
    ));
    findings.retain(|finding| finding.severity != Severity::Notice);
    if findings.is_empty() {
        return Ok(());
    }
    let shown: Vec<String> = findings.iter().map(shown).collect();
    Err(shown.join("\n").into())
}

fn shown(finding: &Finding) -> String {
    let file = finding.file.as_deref().unwrap_or_default();
    let line = finding
        .line
        .map_or_else(String::new, |line| format!(":{line}"));
    format!(
        "{file}{line}: {} at {:?}\n  expected {}\n  actual   {}\n  next     {}",
        finding.kind, finding.spot, finding.expected, finding.actual, finding.next
    )
}

fn start() -> Result<Shared, String> {
    let spec = xtask::workspace::path("spec/trusthub_v1.yaml");
    let overlays = xtask::workspace::path("spec/overlays");
    let subject = Subject::load(&spec, Some(&overlays)).map_err(|error| error.to_string())?;
    let runtime = Runtime::new().map_err(|error| error.to_string())?;
    let replayer = runtime
        .block_on(Replayer::start())
        .map_err(|error| error.to_string())?;
    Ok(Shared {
        runtime,
        replayer,
        judge: Judge::new(subject.contract),
    })
}
