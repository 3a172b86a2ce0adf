//! The command `record`: scenarios against a server.
//!
//! Responsible for: defaults, the order of a run, and its summary. Not for: any of the work.

use std::fmt::Write as _;
use std::io::{self, Write as _};

use super::arguments::Record;
use super::credentials::Credentials;
use super::disk::{Disk, Fate};
use super::plan::{self, Plan};
use super::play::{Played, Player};
use super::proxy::Proxy;
use super::scenario::{self, Scenario};
use super::stop::Stop;
use super::target::Target;
use super::verify::verify;
use super::wire::{Limits, Wire};
use crate::check::Subject;
use crate::program::{Outcome, subject};

/// Runs the command.
///
/// # Errors
/// The text for standard error.
pub(crate) async fn record(arguments: &Record) -> Outcome {
    let subject = subject(&arguments.input).map_err(|error| error.to_string())?;
    if arguments.verify {
        return verify(arguments, &subject).await;
    }
    if let Some(address) = arguments.base_url.as_deref().filter(|_| arguments.proxy) {
        let target = Target::new(address, subject.server.as_deref())?;
        return pass(arguments, subject, target).await;
    }
    let scenarios = scenarios(arguments, &subject)?;
    let Some(address) = arguments.base_url.as_deref().filter(|_| !arguments.list) else {
        return Ok((plan::list(&scenarios, &subject.contract), true));
    };
    known_variables(arguments, &scenarios)?;
    let target = Target::new(address, subject.server.as_deref())?;
    if arguments.mock && target.is_live() {
        return Err("the vendor's host is no mock\n  help: leave --mock out".to_owned());
    }
    let plan = plan::plan(
        scenarios,
        &arguments.scenario,
        &target,
        arguments.allow_writes,
    )?;
    let shown = plan.text(&target, &subject.contract);
    if arguments.dry_run {
        return Ok((format!("{shown}\nnothing was sent\n"), true));
    }
    if plan.played.is_empty() {
        return Err(format!("{shown}\nthere is nothing to play"));
    }
    let credentials = Credentials::of(&target, arguments.send_credentials, |name| {
        std::env::var(name).ok()
    })?;
    if plan.writes_live(&target) {
        // What is going to be written is told before it is.
        let _ = writeln!(io::stderr(), "{shown}");
    }
    run(arguments, &subject, &target, &credentials, &plan).await
}

async fn run(
    arguments: &Record,
    subject: &Subject,
    target: &Target,
    credentials: &Credentials,
    plan: &Plan,
) -> Outcome {
    let wire = Wire::new(target, Limits::seconds(arguments.timeout))?;
    let today = today();
    let mut player = Player {
        target,
        wire: &wire,
        credentials,
        subject,
        date: &today,
        stop: Stop::listen(),
        mock: arguments.mock,
    };
    let mut disk = Disk::new(&arguments.out);
    let mut summary = Summary::default();
    for scenario in &plan.played {
        if player.stop.is_wanted() {
            break;
        }
        let outcome = player.play(scenario, &arguments.set, &mut disk).await;
        let whole = outcome.problems.is_empty() && outcome.notices.is_empty();
        let left_over = if whole {
            disk.left_over(&scenario.name)
        } else {
            Vec::new()
        };
        summary.take(scenario, &outcome, &left_over, target.is_live());
    }
    for (name, reason) in &plan.left_out {
        let _ = writeln!(summary.text, "{name} was left out: {reason}");
    }
    Ok(summary.finish(arguments))
}

/// Records what goes through a proxy.
async fn pass(arguments: &Record, subject: Subject, target: Target) -> Outcome {
    let wire = Wire::new(&target, Limits::seconds(arguments.timeout))?;
    let disk = Disk::new(&arguments.out);
    let (port, writes) = (arguments.port, arguments.allow_writes);
    let session = Proxy::serve(target, wire, subject, disk, port, writes, Stop::listen());
    let (written, problems) = session.await?;
    let text = format!(
        "{written} exchanges recorded in {}, {problems} could not be\n",
        arguments.out.display()
    );
    Ok((text, problems == 0))
}

/// The scenarios of the folder, checked against the document.
fn scenarios(arguments: &Record, subject: &Subject) -> Result<Vec<Scenario>, String> {
    let folder = arguments
        .scenarios
        .clone()
        .unwrap_or_else(|| xtask::workspace::path("contract-tests/scenarios"));
    let (scenarios, mut failures) = scenario::find(&folder);
    let wanted = |scenario: &Scenario| {
        arguments.scenario.is_empty() || arguments.scenario.contains(&scenario.name)
    };
    let unusable = scenarios
        .iter()
        .filter(|scenario| wanted(scenario))
        .filter_map(|scenario| scenario::check(scenario, &subject.contract).err());
    failures.extend(unusable);
    if failures.is_empty() {
        return Ok(scenarios);
    }
    let failures: Vec<String> = failures.iter().map(ToString::to_string).collect();
    Err(failures.join("\n"))
}

/// A value that no scenario takes is a slip of the pen.
fn known_variables(arguments: &Record, scenarios: &[Scenario]) -> Result<(), String> {
    let known = |name: &str| {
        scenarios
            .iter()
            .any(|scenario| scenario.variables.contains_key(name))
    };
    match arguments.set.iter().find(|(name, _)| !known(name)) {
        None => Ok(()),
        Some((name, _)) => Err(format!(
            "no scenario has a variable `{name}`\n  help: --list shows the variables"
        )),
    }
}

pub(super) fn today() -> String {
    jiff::Timestamp::now()
        .to_string()
        .chars()
        .take(10)
        .collect()
}

/// What a run has to tell.
#[derive(Debug, Default)]
struct Summary {
    text: String,
    new: usize,
    changed: usize,
    unchanged: usize,
    failed: bool,
}

impl Summary {
    fn take(&mut self, scenario: &Scenario, played: &Played, left_over: &[String], live: bool) {
        for (name, fate) in &played.files {
            let word = match fate {
                Fate::New => "new",
                Fate::Changed => "changed",
                Fate::Unchanged => "",
            };
            match fate {
                Fate::New => self.new += 1,
                Fate::Changed => self.changed += 1,
                Fate::Unchanged => self.unchanged += 1,
            }
            if !word.is_empty() {
                let _ = writeln!(self.text, "{word:<8} {name}");
            }
        }
        for problem in &played.problems {
            self.failed = true;
            let _ = writeln!(self.text, "{problem}");
        }
        for notice in &played.notices {
            let _ = writeln!(self.text, "{notice}");
        }
        for name in left_over {
            let _ = writeln!(
                self.text,
                "{name}: nothing produced this file any more\n  help: delete it if the step is gone"
            );
        }
        // A sandbox is thrown away; an account is somebody's.
        if live && !played.left_behind.is_empty() {
            self.failed = true;
            let _ = writeln!(
                self.text,
                "{}: not deleted from the account, please do it by hand:\n  {}",
                scenario.name,
                played.left_behind.join("\n  ")
            );
        }
    }

    fn finish(mut self, arguments: &Record) -> (String, bool) {
        let all = self.new + self.changed + self.unchanged;
        let _ = writeln!(
            self.text,
            "{all} exchanges recorded in {}: {} new, {} changed, {} as before",
            arguments.out.display(),
            self.new,
            self.changed,
            self.unchanged
        );
        (self.text, !self.failed && all > 0)
    }
}
