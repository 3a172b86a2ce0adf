//! `$ref`: is it one, is there something behind it, and is it of the right kind?
//!
//! Responsible for: one reference object. Not for: what it points to; that is visited in its place.

use serde_json::{Map, Value};

use super::super::{pointer, refs};
use super::grammar::{self, Kind};
use super::report::Report;
use super::words;

/// Checks a reference object where a reference may stand.
pub(super) fn check<'a>(report: &mut Report<'a>, kind: Kind, map: &'a Map<String, Value>) {
    siblings(report, map);
    let Some(value) = map.get("$ref") else { return };
    report.below("$ref", |report| {
        if let Some(reference) = value.as_str() {
            // Most references of a document are the same few.
            if !report.good_references.contains(&(reference, kind))
                && target(report, kind, reference)
            {
                report.good_references.insert((reference, kind));
            }
        } else {
            let message = format!("`$ref` must be a text, found {}", words::found(value));
            report.error(
                "bad-ref",
                message,
                "write a text such as '#/components/schemas/Name'",
            );
        }
    });
}

/// Reports a reference where none may stand.
pub(super) fn misplaced(report: &mut Report<'_>, kind: Kind) {
    let message = format!("{} cannot be a reference here", kind.name());
    report.error(
        "misplaced-ref",
        message,
        "write the content itself in place of the `$ref`",
    );
}

fn siblings(report: &mut Report<'_>, map: &Map<String, Value>) {
    // What the generator reads all the same, since authors mean it.
    let read = ["$ref", "description", "summary", "nullable"];
    let mut ignored: Vec<String> = map
        .keys()
        .filter(|key| !read.contains(&key.as_str()))
        .map(|key| format!("`{key}`"))
        .collect();
    if ignored.is_empty() {
        return;
    }
    if ignored.len() > SHOWN {
        ignored.splice(SHOWN.., ["…".to_owned()]);
    }
    let message = format!(
        "beside `$ref` these keys are ignored: {}",
        ignored.join(", ")
    );
    let help =
        "delete them, or wrap the reference: `allOf: [{$ref: …}]` with the keys beside `allOf`";
    report.warning("ref-siblings", message, help);
}

/// Most keys beside a `$ref` that a message names.
const SHOWN: usize = 10;

/// Whether a reference leads to an object of the kind; reports it otherwise.
fn target(report: &mut Report<'_>, kind: Kind, reference: &str) -> bool {
    let shown = words::quoted(reference);
    if !reference.starts_with('#') {
        let message = format!("the reference {shown} leads out of the document");
        report.error(
            "external-ref",
            message,
            "bundle all files into one document first",
        );
        return false;
    }
    let Some(pointer) = refs::local_pointer(reference) else {
        let message = format!("the reference {shown} is malformed");
        let help = "write it as '#/a/b', with `~1` for a slash and `~0` for a tilde inside a name";
        report.error("bad-ref", message, help);
        return false;
    };
    if refs::step(report.root, reference).is_none() {
        let message = format!("the reference {shown} leads nowhere");
        let help = match nearest_sibling(report, &pointer) {
            Some(nearest) => format!("there is {}, is that meant?", words::quoted(&nearest)),
            None => "define it there, or correct the reference".to_owned(),
        };
        report.error("dangling-ref", message, &help);
        return false;
    }
    let Some((_, end)) = refs::resolve(report.root, reference) else {
        unresolved(report, reference, &shown);
        return false;
    };
    for place in [&pointer, &end] {
        if grammar::kind_at(place) != Some(kind) {
            let message = format!("the reference {shown} does not lead to {}", kind.name());
            let help = match kind.section() {
                Some(section) => format!("refer to an entry of '#/components/{section}'"),
                None => "refer to a place where the specification defines one".to_owned(),
            };
            report.error("wrong-ref", message, &help);
            return false;
        }
    }
    true
}

/// The target is there but leads on and on, or to a reference that leads nowhere.
fn unresolved(report: &mut Report<'_>, reference: &str, shown: &str) {
    let mut seen = vec![refs::local_pointer(reference).unwrap_or_default()];
    let mut value = refs::step(report.root, reference).map(|(value, _)| value);
    while let Some(next) = value.and_then(refs::reference_of) {
        let Some(step) = refs::step(report.root, next) else {
            // The reference it leads to is reported in its own place.
            return;
        };
        let again = seen.contains(&step.1);
        seen.push(step.1);
        if again || seen.len() > 40 {
            let mut chain: Vec<String> = seen.iter().map(|pointer| format!("#{pointer}")).collect();
            if chain.len() > 5 {
                chain.splice(3..chain.len() - 1, ["…".to_owned()]);
            }
            let what = if again {
                "goes round in a circle"
            } else {
                "goes through too many others"
            };
            let message = format!("the reference {shown} {what}: {}", chain.join(" → "));
            report.error(
                "cyclic-ref",
                message,
                "let one of them hold the definition itself",
            );
            return;
        }
        value = Some(step.0);
    }
}

/// The key beside a missing one that is nearly the same.
fn nearest_sibling(report: &mut Report<'_>, pointer: &str) -> Option<String> {
    let (parent, _) = pointer.rsplit_once('/')?;
    let name = pointer::segments(pointer)?.pop()?;
    let siblings = report.root.pointer(parent)?.as_object()?;
    let near = report.suggest(&name, siblings.keys().map(String::as_str))?;
    Some(pointer::join(&format!("#{parent}"), near))
}
