//! Paths: their templates, and how the parameters of an operation go together with them.
//!
//! Responsible for: everything that needs a path and its operations at once. Not for: a parameter
//! on its own (`parameter`).

use std::collections::{HashMap, HashSet};

use serde_json::{Map, Value};

use super::super::refs;
use super::grammar::METHODS;
use super::report::Report;
use super::{template, words};

/// Whether a key of `paths` is a path; reports it otherwise.
pub(super) fn starts_with_slash(report: &mut Report<'_>, key: &str) -> bool {
    let good = key.starts_with('/');
    if !good {
        let message = format!(
            "the path {} does not start with a slash",
            words::quoted(key)
        );
        report.error(
            "path-without-slash",
            message,
            "start it with `/`, or with `x-` if it is an extension",
        );
    }
    good
}

/// Checks all paths of a document.
pub(super) fn check<'a>(report: &mut Report<'a>, document: &'a Map<String, Value>) {
    let Some(paths) = document.get("paths").and_then(Value::as_object) else {
        return;
    };
    let mut shapes: HashMap<String, &str> = HashMap::new();
    report.below("paths", |report| {
        for (path, item) in paths.iter().filter(|(path, _)| path.starts_with('/')) {
            report.below(path, |report| {
                if let Some(first) = shapes.get(&template::without_names(path)) {
                    let message = format!(
                        "the path differs from {} only in the names of parameters",
                        words::quoted(first)
                    );
                    report.error("ambiguous-path", message, "keep one of the two");
                } else {
                    shapes.insert(template::without_names(path), path);
                }
                one(report, path, item);
            });
        }
        if paths.keys().all(|key| key.starts_with("x-")) {
            report.warning(
                "no-paths",
                "the document has no path",
                "add one, or there is nothing to generate",
            );
        }
    });
}

fn one<'a>(report: &mut Report<'a>, path: &str, item: &'a Value) {
    let names = match template::names(path) {
        Ok(names) => names,
        Err(problem) => {
            let message = format!("the path {}: {problem}", words::quoted(path));
            report.error(
                "path-template",
                message,
                "write each parameter once, as `{name}`",
            );
            return;
        }
    };
    if path.contains(['?', '#']) {
        let help = "declare query parameters under `parameters`";
        report.error(
            "path-template",
            format!("the path {} holds a `?` or a `#`", words::quoted(path)),
            help,
        );
    }
    let Some(item) = item.as_object() else { return };
    let shared = declared(report, item);
    undeclared_in_template(report, &shared, &names);
    for (method, operation) in item
        .iter()
        .filter(|(key, _)| METHODS.contains(&key.as_str()))
    {
        let Some(operation) = operation.as_object() else {
            continue;
        };
        report.below(method, |report| {
            let own = declared(report, operation);
            undeclared_in_template(report, &own, &names);
            if own.complete && shared.complete {
                missing(report, &[&own, &shared], &names);
            }
        });
    }
}

/// The parameters of one list, by name and place.
struct Declared<'a> {
    list: Vec<(usize, &'a str, &'a str)>,
    /// Whether all of them could be read; if not, it is not known what is missing.
    complete: bool,
}

/// Reads a list of parameters and reports those declared twice.
fn declared<'a>(report: &mut Report<'a>, holder: &'a Map<String, Value>) -> Declared<'a> {
    let root = report.root;
    let mut declared = Declared {
        list: Vec::new(),
        complete: true,
    };
    let list = match holder.get("parameters") {
        None => return declared,
        Some(Value::Array(list)) => list,
        Some(_) => {
            declared.complete = false;
            return declared;
        }
    };
    let mut seen = HashSet::new();
    for (index, parameter) in list.iter().enumerate() {
        let text = |key: &str| refs::follow(root, parameter)?.get(key)?.as_str();
        let (Some(name), Some(place)) = (text("name"), text("in")) else {
            declared.complete = false;
            continue;
        };
        if !seen.insert((name, place)) {
            at_parameter(report, index, |report| {
                let message = format!(
                    "the {place} parameter {} is declared twice",
                    words::quoted(name)
                );
                report.error("duplicate-parameter", message, "delete one of the two");
            });
        }
        declared.list.push((index, name, place));
    }
    declared
}

fn at_parameter(report: &mut Report<'_>, index: usize, visit: impl FnOnce(&mut Report<'_>)) {
    report.below("parameters", |report| {
        report.below(&index.to_string(), visit);
    });
}

/// Reports path parameters that the path does not mention.
fn undeclared_in_template(report: &mut Report<'_>, declared: &Declared<'_>, names: &[&str]) {
    let known: HashSet<&str> = names.iter().copied().collect();
    for (index, name, place) in &declared.list {
        if *place == "path" && !known.contains(name) {
            at_parameter(report, *index, |report| {
                let message = format!("the path has no `{{{name}}}` for this parameter");
                let help = match report.suggest(name, names.iter().copied()) {
                    Some(near) => format!("call it `{near}`, or correct the path"),
                    None => "add it to the path, or delete the parameter".to_owned(),
                };
                report.error("parameter-not-in-path", message, &help);
            });
        }
    }
}

/// Reports the names of the path that neither the operation nor the path declares.
fn missing(report: &mut Report<'_>, declared: &[&Declared<'_>], names: &[&str]) {
    let all = declared.iter().flat_map(|declared| &declared.list);
    let known: HashSet<&str> = all
        .filter(|(_, _, place)| *place == "path")
        .map(|(_, name, _)| *name)
        .collect();
    for name in names.iter().filter(|name| !known.contains(*name)) {
        let message = format!("the path parameter `{{{name}}}` is not declared");
        let help = format!(
            "add `{{name: {name}, in: path, required: true, schema: {{type: string}}}}` to \
             `parameters`"
        );
        report.error("undeclared-path-parameter", message, &help);
    }
}
