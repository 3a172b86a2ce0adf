//! Whether a scenario can work: with itself and with the document.
//!
//! Responsible for: what can be seen before anything is sent. Not for: its shape (`read`).

use std::collections::BTreeSet;

use super::{Scenario, Step};
use crate::judge::contract::Contract;
use crate::recording::{LoadError, Problem};

/// Everything that keeps a scenario from working.
pub(in crate::record) fn check(scenario: &Scenario, contract: &Contract) -> Result<(), LoadError> {
    let mut problems = Vec::new();
    let mut known: BTreeSet<&str> = scenario.variables.keys().map(String::as_str).collect();
    let mut last: Option<&str> = None;
    for step in &scenario.steps {
        let mut complain = |message: String, help: &str| {
            problems.push(Problem::at(step.line, 0, message, help));
        };
        if last.is_some_and(|last| last >= step.name.as_str()) {
            complain(
                format!(
                    "`{}` does not come after the step before it by name",
                    step.name
                ),
                "recordings of a story are read in name order: number the steps (`03-…`, `03a-…`)",
            );
        }
        last = Some(&step.name);
        for name in places(step) {
            if !known.contains(name) {
                complain(
                    format!("no earlier step and no variable is called `{name}`"),
                    "give a step `as: NAME`, or add NAME to `variables`",
                );
            }
        }
        let target = step.target.as_str();
        if step.recorded && target.starts_with('/') && contract.find(&step.method, target).is_none()
        {
            complain(
                format!("{} {target} is no operation of the document", step.method),
                "correct the path, or write `record: false` where it only prepares something",
            );
        }
        known.extend(step.save_as.as_deref());
    }
    if problems.is_empty() {
        Ok(())
    } else {
        Err(LoadError {
            path: scenario.path.clone(),
            problems,
        })
    }
}

/// The names that a step needs.
fn places(step: &Step) -> BTreeSet<&str> {
    let fields = step.query.iter().chain(&step.form).chain(&step.headers);
    let picked = step.pick.iter().flat_map(|pick| &pick.holds);
    let templates = fields.chain(picked).map(|(_, template)| template);
    templates
        .chain([&step.target])
        .flat_map(super::Template::names)
        .collect()
}
