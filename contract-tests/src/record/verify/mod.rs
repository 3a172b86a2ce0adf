//! `record --verify`: the recorded requests again, to see whether the server still answers so.
//!
//! ```text
//! recordings ─▶ stories ─▶ ask (known) ─▶ wire ⇄ server
//!                                          └─▶ capture ─▶ scrubber ─▶ judge, compare ─▶ report
//! ```
//!
//! Nothing is written to the disk. Without an address the server is a sandbox of its own, which ends
//! with the run; there everything may be written.
//!
//! Responsible for: defaults and the order of a run. Not for: any of the work.

mod ask;
mod compare;
mod known;
mod outcome;
mod run;
mod stories;
mod verdict;

use std::fmt::Write as _;
use std::io::{self, Write as _};
use std::time::Instant;

use super::arguments::Record;
use super::command::today;
use super::credentials::Credentials;
use super::play::Player;
use super::stop::Stop;
use super::target::Target;
use super::wire::{Limits, Wire};
use crate::check::Subject;
use crate::cli::Format;
use crate::ledger::Ledger;
use crate::program::Outcome;
use crate::report::{self, Detail, Style};
use crate::sandbox::Sandbox;
use ask::Asking;
use known::Known;
use stories::Stories;

/// Runs the command.
///
/// # Errors
/// The text for standard error.
pub(super) async fn verify(arguments: &Record, subject: &Subject) -> Outcome {
    let start = Instant::now();
    let folder = arguments
        .recordings
        .clone()
        .unwrap_or_else(|| xtask::workspace::shown(crate::recordings()));
    let stories = stories::read(&folder, &arguments.filters, subject);
    if stories.chosen.is_empty() && stories.failures.is_empty() {
        return Err(format!(
            "{}: no recording has a name or an operation with this filter in it",
            folder.display()
        ));
    }
    let own = match &arguments.base_url {
        Some(_) => None,
        None => Some(sandbox(arguments).await?),
    };
    let address = own.as_ref().map(Sandbox::base_url);
    let address = address
        .or(arguments.base_url.as_deref())
        .unwrap_or_default();
    let target = Target::new(address, subject.server.as_deref())?;
    let writes = arguments.allow_writes || own.is_some();
    if arguments.dry_run || (target.is_live() && writes) {
        let plan = plan(&stories, &target, writes);
        if arguments.dry_run {
            return Ok((format!("{plan}\nnothing was sent\n"), true));
        }
        // What is going to be written is told before it is.
        let _ = writeln!(io::stderr(), "{plan}");
    }
    let credentials = Credentials::of(&target, arguments.send_credentials, |name| {
        std::env::var(name).ok()
    })?;
    let wire = Wire::new(&target, Limits::seconds(arguments.timeout))?;
    let today = today();
    let mut player = Player {
        target: &target,
        wire: &wire,
        credentials: &credentials,
        subject,
        date: &today,
        stop: Stop::listen(),
        mock: false,
    };
    let asking = Asking {
        target: &target,
        credentials: &credentials,
        contract: &subject.contract,
        writes,
        own: own.is_some(),
    };
    let failures = stories.failures.clone();
    let given = Known::given(&arguments.set);
    let seen = run::run(&mut player, &asking, &given, stories).await?;
    let mut text = match arguments.format {
        Format::Json => String::new(),
        Format::Text => outcome::unverified(&seen, arguments.verbose),
    };
    let ledger = ledger(arguments);
    let folder = folder.display().to_string();
    let report = outcome::report(seen, &failures, &folder, subject, ledger, start);
    text.push_str(&match arguments.format {
        Format::Json => report::json(&report).map_err(|error| error.to_string())?,
        Format::Text => report::terminal(&report, Style::of(&io::stdout()), Detail::Short),
    });
    if let Some(sandbox) = own {
        sandbox.stop().await;
    }
    Ok((text, report.is_green()))
}

/// A sandbox for one run, of the same document.
async fn sandbox(arguments: &Record) -> Result<Sandbox, String> {
    let mut builder = Sandbox::builder();
    if let Some(spec) = &arguments.input.spec {
        builder = builder.document(spec, arguments.input.overlays.clone());
    }
    builder.start().await.map_err(|error| error.to_string())
}

/// What is tolerated of the repository's own recordings.
fn ledger(arguments: &Record) -> Ledger {
    let input = &arguments.input;
    let usual = input.spec.is_none() && input.overlays.is_none() && !input.no_overlays;
    if arguments.recordings.is_some() || !usual {
        return Ledger::default();
    }
    Ledger::load_if_there(&xtask::workspace::path("contract-tests/known-drift.toml")).0
}

/// What would be sent.
fn plan(stories: &Stories, target: &Target, writes: bool) -> String {
    let mut text = format!("{}\n", target.base());
    for story in &stories.chosen {
        let _ = writeln!(text, "\n{} ({} recordings)", story.name, story.cases.len());
        for case in &story.cases {
            let request = &case.recording.request;
            let what = match (case.is_safe(), writes) {
                (true, _) => "",
                (false, true) => "   [writes]",
                (false, false) => "   [writes, left out: add --allow-writes]",
            };
            let _ = writeln!(
                text,
                "  {:<44} {:<6} {}{what}",
                case.file.name, request.method, request.path
            );
        }
    }
    text
}
