//! Whether the hand-written part goes into the crate.
//!
//! Responsible for: only into the crate of the API that it names, only where the document (with its
//! overlays) gives what it needs, and only where nothing else has the name of one of its modules.
//! Not for: reading and copying its files.

use std::collections::BTreeSet;
use std::path::Path;

use crate::diagnostics::Diagnostics;
use crate::ir;
use crate::ir::{Model, Module};

use super::reserved;

/// Id of the warning that the part was left out.
pub const LEFT_OUT: &str = "hand-written-left-out";

/// A hand-written part that was found.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct HandWritten {
    /// Server of the API that it is for.
    pub server: String,
    /// Modules and types of the crate that it uses, such as `policies::Policy`.
    pub needs: Vec<String>,
    /// Names of its modules.
    pub modules: Vec<String>,
}

/// What the document gives.
pub(super) struct Given<'a> {
    pub(super) document: &'a Path,
    pub(super) server: &'a str,
    pub(super) shared: &'a [Model],
    pub(super) resources: &'a [Module],
}

/// The part, if it is for this API.
pub(super) fn part(
    found: Option<&HandWritten>,
    given: &Given<'_>,
    problems: &mut Diagnostics,
) -> Option<ir::HandWritten> {
    let found = found.filter(|found| found.server.trim_end_matches('/') == given.server)?;
    let items = items(given);
    let absent = found.needs.iter().filter(|need| !items.contains(*need));
    let absent: Vec<String> = absent.map(|need| format!("`{need}`")).collect();
    if !absent.is_empty() {
        problems.warning(
            LEFT_OUT,
            given.document,
            "",
            format!(
                "the hand-written modules are left out, since the document does not give {}",
                absent.join(", ")
            ),
            "apply the overlays of this API, or correct `needs` in `crate/crate.yaml`",
        );
        return None;
    }
    for name in &found.modules {
        let resource = given.resources.iter().find(|module| module.name() == name);
        let holder = match resource {
            Some(_) => "a resource",
            None if reserved::MODULES.contains(&name.as_str()) => "the crate itself",
            None => continue,
        };
        let operation = resource.and_then(|module| module.operations.first());
        problems.error(
            "hand-written-name-taken",
            given.document,
            operation.map_or("", |operation| operation.pointer.as_str()),
            format!("{holder} has the name of the hand-written module `{name}`"),
            format!("rename `{name}` in the folder `crate/src`"),
        );
    }
    Some(ir::HandWritten {
        modules: found.modules.clone(),
    })
}

/// Modules and types of the crate, by path.
fn items(given: &Given<'_>) -> BTreeSet<String> {
    let mut items = BTreeSet::new();
    let mut open: Vec<&Module> = given.resources.iter().collect();
    let mut add = |module: &str, models: &[Model]| {
        let paths = models
            .iter()
            .map(|model| format!("{module}::{}", model.name()));
        items.extend(paths.chain([module.to_owned()]));
    };
    add("types", given.shared);
    while let Some(module) = open.pop() {
        add(&module.path.join("::"), &module.models);
        open.extend(&module.modules);
    }
    items
}
