//! What a run is going to do, as text.
//!
//! Responsible for: which stories are played on a server, which are left out and why, and telling
//! all that before anything is sent. Not for: playing them.

use std::collections::BTreeSet;
use std::fmt::Write as _;

use super::cleanup::is_undone;
use super::request::MARK;
use super::scenario::{Scenario, Servers, Step};
use super::target::Target;
use crate::judge::contract::Contract;

/// What is played, and what is not.
#[derive(Debug, Default)]
pub(super) struct Plan {
    pub(super) played: Vec<Scenario>,
    /// Names with the reason.
    pub(super) left_out: Vec<(String, &'static str)>,
}

/// Chooses stories. `wanted` are names; empty means all that fit the server.
pub(super) fn plan(
    scenarios: Vec<Scenario>,
    wanted: &[String],
    target: &Target,
    allow_writes: bool,
) -> Result<Plan, String> {
    if let Some(unknown) = wanted
        .iter()
        .find(|name| !scenarios.iter().any(|scenario| scenario.name == **name))
    {
        let names: Vec<&str> = scenarios
            .iter()
            .map(|scenario| scenario.name.as_str())
            .collect();
        return Err(format!(
            "there is no scenario `{unknown}`; there are:\n  {}",
            names.join("\n  ")
        ));
    }
    let mut plan = Plan::default();
    for scenario in scenarios {
        if !wanted.is_empty() && !wanted.contains(&scenario.name) {
            continue;
        }
        let writes = scenario.steps.iter().any(|step| !step.is_safe());
        let reason = if target.is_live() && scenario.servers == Servers::Sandbox {
            Some("it is for sandboxes only")
        } else if target.is_live() && writes && !allow_writes {
            Some("it writes to a live account: add --allow-writes")
        } else {
            None
        };
        match reason {
            None => plan.played.push(scenario),
            Some(reason) => plan.left_out.push((scenario.name, reason)),
        }
    }
    Ok(plan)
}

impl Plan {
    /// The plan for people.
    pub(super) fn text(&self, target: &Target, contract: &Contract) -> String {
        let what = if target.is_live() {
            "the vendor's host: recordings are live"
        } else {
            "recordings are sandbox"
        };
        let mut text = format!("{} ({what})\n", target.base());
        for scenario in &self.played {
            let writes = scenario.steps.iter().filter(|step| !step.is_safe()).count();
            let count = scenario.steps.len();
            let _ = writeln!(
                text,
                "\n{}: {} ({count} requests, {writes} write)",
                scenario.name, scenario.about
            );
            for step in &scenario.steps {
                let _ = writeln!(
                    text,
                    "  {:<44} {:<6} {}{}",
                    step.name,
                    step.method,
                    step.target.as_str(),
                    consequence(step, target, contract)
                );
            }
        }
        for (name, reason) in &self.left_out {
            let _ = writeln!(text, "\n{name} is left out: {reason}");
        }
        text
    }

    /// Whether something is written to a live account.
    pub(super) fn writes_live(&self, target: &Target) -> bool {
        let mut steps = self.played.iter().flat_map(|scenario| &scenario.steps);
        target.is_live() && steps.any(|step| !step.is_safe())
    }
}

/// What a step leaves on the account.
fn consequence(step: &Step, target: &Target, contract: &Contract) -> String {
    if step.is_safe() {
        return String::new();
    }
    let refused = step.expect.iter().all(|status| *status >= 400) && !step.expect.is_empty();
    let named = step.form.iter().any(|(name, _)| name == "FriendlyName");
    let undone = is_undone(contract, step.target.as_str());
    let what = match step.method.as_str() {
        "DELETE" => "deletes",
        _ if refused => "to be refused",
        "POST" if undone => "creates, deleted afterwards",
        "POST" => "writes, stays",
        _ => "writes",
    };
    let mark = if target.is_live() && named && !refused {
        format!(", marked `{}…`", MARK.trim())
    } else {
        String::new()
    };
    format!("   [{what}{mark}]")
}

/// The scenarios, for `--list`.
pub(super) fn list(scenarios: &[Scenario], contract: &Contract) -> String {
    let mut text = String::new();
    let mut all = BTreeSet::new();
    for scenario in scenarios {
        let operations: BTreeSet<&str> = operations(scenario, contract).collect();
        let writes = scenario.steps.iter().any(|step| !step.is_safe());
        let kind = match (scenario.servers, writes) {
            (Servers::Sandbox, _) => "sandbox only",
            (Servers::Any, true) => "writes",
            (Servers::Any, false) => "only reads",
        };
        let _ = writeln!(
            text,
            "{}: {} ({} requests, {} operations, {kind})",
            scenario.name,
            scenario.about,
            scenario.steps.len(),
            operations.len()
        );
        for (name, value) in &scenario.variables {
            let _ = writeln!(text, "  --set {name}={value}");
        }
        all.extend(operations);
    }
    let _ = writeln!(
        text,
        "{} of {} operations of the document are asked for",
        all.len(),
        contract.operations.len()
    );
    text
}

/// The operations that a story asks for, as far as its paths say so.
pub(super) fn operations<'c>(
    scenario: &Scenario,
    contract: &'c Contract,
) -> impl Iterator<Item = &'c str> {
    let steps = scenario.steps.iter().filter(|step| step.recorded);
    steps.filter_map(|step| {
        let operation = contract.find(&step.method, step.target.as_str())?;
        Some(operation.id.as_str())
    })
}
