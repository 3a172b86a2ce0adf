//! Whether what was fetched is the document that was meant.

use std::fmt::Write as _;
use std::fs;
use std::path::Path;

use serde_json::Value;

use crate::diagnostics::Severity;
use crate::spec;

/// Problems that are shown of a document that does not load.
const SHOWN: usize = 5;

/// Refuses anything but a sound document of the same API.
pub(super) fn document(file: &Path, origin: &str, spec: &Path) -> Result<(), String> {
    if let Some(problem) = obviously_not(file) {
        return Err(refused(origin, &problem));
    }
    let found = spec::load(file, None).map_err(|problems| {
        let mut text = String::from("it is no OpenAPI document that this generator reads\n");
        let errors = problems
            .iter()
            .filter(|one| one.severity == Severity::Error);
        for problem in errors.take(SHOWN) {
            let place = problem
                .line
                .map(|(line, _)| format!("line {line}: "))
                .unwrap_or_default();
            let _ = writeln!(text, "  {place}{} [{}]", problem.message, problem.id);
        }
        text.push_str("  if it is cut off, fetch it again");
        refused(origin, &text)
    })?;
    let known = spec::load(spec, None).map_err(|_| {
        format!(
            "error: {} does not load: try `cargo xtask lint`\n",
            spec.display()
        )
    })?;
    let (theirs, ours) = (servers(&found.value), servers(&known.value));
    if theirs.is_empty() {
        // The last keys of the vendor's file are `servers` and `tags`.
        return Err(refused(origin, "it names no server: perhaps it is cut off"));
    }
    if !theirs.iter().any(|url| ours.contains(url)) {
        let problem = format!(
            "it is for another API: {} instead of {}",
            theirs.join(", "),
            ours.join(", ")
        );
        return Err(refused(origin, &problem));
    }
    Ok(())
}

/// Answers that are no document at all, in the words of what they are.
fn obviously_not(file: &Path) -> Option<String> {
    let bytes = fs::read(file).ok()?;
    let text = String::from_utf8_lossy(&bytes);
    let start = text.trim_start();
    let quoted: String = start
        .chars()
        .take(120)
        .map(|c| if c.is_control() { ' ' } else { c })
        .collect();
    if start.starts_with('<') {
        return Some(format!("it is a web page: {quoted}"));
    }
    if start.starts_with('{') {
        let value: Value = serde_json::from_str(start).ok()?;
        if value.get("openapi").is_none() && value.get("swagger").is_none() {
            return Some(format!("it is JSON that describes no API: {quoted}"));
        }
    }
    None
}

fn servers(document: &Value) -> Vec<String> {
    // Older documents of the vendor name the server on each path.
    let own = document.get("servers").into_iter();
    let paths = document
        .get("paths")
        .and_then(Value::as_object)
        .into_iter()
        .flatten();
    let all = own.chain(paths.filter_map(|(_, item)| item.get("servers")));
    let urls = all
        .filter_map(Value::as_array)
        .flatten()
        .filter_map(|server| server.get("url")?.as_str());
    let mut urls: Vec<String> = urls
        .map(|url| url.trim_end_matches('/').to_owned())
        .collect();
    urls.sort();
    urls.dedup();
    urls
}

fn refused(origin: &str, problem: &str) -> String {
    format!("error: what {origin} gives is not taken: {problem}\n")
}
