//! The program: command line in, text, files and exit code out.
//!
//! Responsible for: defaults, and what goes to which stream. Not for: any of the work.

use std::io::{self, IsTerminal as _, Write as _};
use std::process::ExitCode;

use clap::Parser as _;
use jiff::tz::TimeZone;

use crate::check::{CheckError, LedgerFile, Options, Subject, check};
use crate::cli::{Check, Cli, Command, Format, Input};
use crate::finding::Kind;
use crate::judge::{Judge, explain};
use crate::mutate::SelfTest;
use crate::record;
use crate::recording;
use crate::report::{self, Detail, Style};
use crate::sandbox;
use crate::transfer;

/// Text for standard output, and whether the command succeeded; or text for standard error.
pub(crate) type Outcome = Result<(String, bool), String>;

/// Parses the command line, runs the command, prints what it gives.
pub async fn main() -> ExitCode {
    let cli = Cli::parse();
    let outcome = match cli.command {
        Some(Command::Import(arguments)) => transfer::import_into(&arguments),
        Some(Command::Export(arguments)) => transfer::export_to(&arguments),
        Some(Command::Sandbox(arguments)) => sandbox::command::run(arguments).await,
        Some(Command::Record(arguments)) => record::record(&arguments).await,
        None => match &cli.check.explain {
            Some(id) => explained(id),
            None if cli.check.self_test => self_test(&cli.check),
            None => checked(&cli.check).await,
        },
    };
    let (text, success) = match outcome {
        Ok(outcome) => outcome,
        Err(problem) => {
            // Nobody is left to tell where standard error is closed.
            let _ = writeln!(io::stderr(), "error: {}", problem.trim_end());
            return ExitCode::FAILURE;
        }
    };
    // A reader such as `head` may close the pipe early; that is no failure of the command.
    let _ = io::stdout().write_all(text.as_bytes());
    if success {
        ExitCode::SUCCESS
    } else {
        ExitCode::FAILURE
    }
}

async fn checked(arguments: &Check) -> Outcome {
    let subject = subject(&arguments.input).map_err(|error| error.to_string())?;
    let options = options(arguments);
    let mut progress = Progress::default();
    let report = check(&subject, &options, |_| progress.step()).await;
    progress.clear();
    let report = report.map_err(|error| error.to_string())?;
    if let Some(folder) = &arguments.report {
        report::write_all(&report, folder).map_err(|error| error.to_string())?;
    }
    let success = report.is_green();
    let mut text = match arguments.format {
        Format::Json => report::json(&report).map_err(|error| error.to_string())?,
        Format::Text => {
            let detail = if arguments.verbose {
                Detail::Full
            } else {
                Detail::Short
            };
            report::terminal(&report, Style::of(&io::stdout()), detail)
        }
    };
    if arguments.format == Format::Text && std::env::var_os("GITHUB_ACTIONS").is_some() {
        text.push_str(&report::annotations(&report));
    }
    Ok((text, success))
}

/// The document that the arguments name.
pub(crate) fn subject(input: &Input) -> Result<Subject, CheckError> {
    let spec = input
        .spec
        .clone()
        .unwrap_or_else(|| xtask::workspace::path("spec/trusthub_v1.yaml"));
    let overlays = match &input.overlays {
        Some(folder) => Some(folder.clone()),
        None if input.no_overlays => None,
        None => Some(xtask::workspace::path("spec/overlays")),
    };
    Subject::load(&spec, overlays.as_deref())
}

fn options(arguments: &Check) -> Options {
    let own = crate::recordings();
    let input = &arguments.input;
    // What is tolerated of the repository's own recordings says nothing about others, and nothing
    // about another document.
    let is_own = arguments.recordings.is_none() && is_default(input);
    let recordings = arguments
        .recordings
        .clone()
        .unwrap_or_else(|| xtask::workspace::shown(own));
    let ledger = match &arguments.ledger {
        Some(file) => LedgerFile::Named(file.clone()),
        None if is_own => {
            LedgerFile::Usual(xtask::workspace::path("contract-tests/known-drift.toml"))
        }
        None => LedgerFile::None,
    };
    Options {
        recordings,
        ledger,
        filters: arguments.filters.clone(),
        jobs: arguments.jobs,
        today: jiff::Timestamp::now().to_zoned(TimeZone::UTC).date(),
        same_document: is_default(input),
    }
}

fn is_default(input: &Input) -> bool {
    input.spec.is_none() && input.overlays.is_none() && !input.no_overlays
}

/// A line on the terminal while a run is long; nothing where standard error is no terminal.
#[derive(Default)]
struct Progress {
    done: usize,
    shown: bool,
}

impl Progress {
    /// Recordings between two lines: a short run shows none.
    const EVERY: usize = 500;

    fn step(&mut self) {
        self.done += 1;
        if self.done.is_multiple_of(Self::EVERY) && io::stderr().is_terminal() {
            self.shown = true;
            let _ = write!(
                io::stderr(),
                "\r{} recordings replayed and judged",
                self.done
            );
        }
    }

    fn clear(&self) {
        if self.shown {
            let _ = write!(io::stderr(), "\r{:60}\r", "");
        }
    }
}

fn explained(id: &str) -> Outcome {
    let Some(kind) = Kind::from_id(id) else {
        let ids: Vec<&str> = Kind::ALL.iter().map(|kind| kind.id()).collect();
        return Err(format!(
            "there is no kind of finding `{id}`; there are:\n  {}",
            ids.join("\n  ")
        ));
    };
    Ok((
        format!("{kind}\n\n{}\n", explain::explain(kind).trim_end()),
        true,
    ))
}

fn self_test(arguments: &Check) -> Outcome {
    let subject = subject(&arguments.input).map_err(|error| error.to_string())?;
    let folder = arguments
        .recordings
        .clone()
        .unwrap_or_else(|| crate::recordings().to_owned());
    let found = recording::find(&folder);
    if let Some(failure) = found.failures.first() {
        return Err(failure.to_string());
    }
    let ids: Vec<&str> = subject
        .contract
        .operations
        .keys()
        .map(String::as_str)
        .collect();
    let mut recordings = Vec::new();
    for file in found.files {
        let chosen = |text: &str| {
            arguments.filters.is_empty()
                || arguments
                    .filters
                    .iter()
                    .any(|filter| text.contains(filter.as_str()))
        };
        let recording = recording::load_of(&file.path, &ids).map_err(|error| error.to_string())?;
        if chosen(&file.name) || chosen(&recording.operation) {
            recordings.push((file.name, recording));
        }
    }
    let judge = Judge::new(subject.contract.clone());
    let report = SelfTest::run(&subject.contract, &judge, recordings, arguments.sample);
    let text = match arguments.format {
        // The last line counts; the table above it says nothing new of a good run.
        Format::Text if arguments.brief && report.is_green() => report
            .to_string()
            .lines()
            .last()
            .unwrap_or_default()
            .to_owned(),
        Format::Text => report.to_string(),
        Format::Json => serde_json::to_string_pretty(&report).map_err(|error| error.to_string())?,
    };
    Ok((format!("{}\n", text.trim_end()), report.is_green()))
}
