//! Servers: is there one, and can a client call it?
//!
//! Responsible for: server lists and URLs. Not for: which one the client uses (`lower`).

use serde_json::{Map, Value};

use super::report::Report;
use super::{template, words};

/// Warns about a document without servers.
pub(super) fn present(report: &mut Report<'_>, document: &Map<String, Value>) {
    let message = match document.get("servers") {
        None => "the document names no server",
        Some(Value::Array(list)) if list.is_empty() => "the list of servers is empty",
        Some(_) => return,
    };
    report.warning(
        "no-servers",
        message,
        "add `servers: [{url: 'https://…'}]`, or callers must give the URL",
    );
}

/// Checks one server.
pub(super) fn check(report: &mut Report<'_>, map: &Map<String, Value>) {
    let Some(url) = map.get("url").and_then(Value::as_str) else {
        return;
    };
    report.below("url", |report| {
        if is_path(url) && report.pointer().starts_with("/servers/") {
            let message = format!(
                "the server URL {} is relative to where the document is served, which is not known here",
                words::quoted(url)
            );
            return report.warning(
                "server-url",
                message,
                "write it in full, or callers must give the URL, this path included",
            );
        }
        if !is_http(url) {
            let message = format!(
                "the server URL {} is not an absolute http or https URL",
                words::quoted(url)
            );
            report.error(
                "server-url",
                message,
                "write it in full, such as 'https://api.example.com'",
            );
            return;
        }
        let names = match template::names(url) {
            Ok(names) => names,
            Err(problem) => {
                let message = format!("the server URL {}: {problem}", words::quoted(url));
                report.error("server-url", message, "write each variable as `{name}`");
                return;
            }
        };
        for name in names {
            if map
                .get("variables")
                .and_then(|variables| variables.get(name))
                .is_none()
            {
                let message = format!(
                    "the variable {} of the server URL is not declared",
                    words::quoted(name)
                );
                report.error(
                    "server-variable",
                    message,
                    "declare it under `variables` with its `default`",
                );
            }
        }
    });
}

/// Whether it is an absolute path, as on the server that the document comes from.
fn is_path(url: &str) -> bool {
    let odd = |c: char| c.is_whitespace() || c.is_control() || "?#{}".contains(c);
    url.starts_with('/') && !url.starts_with("//") && !url.contains(odd)
}

fn is_http(url: &str) -> bool {
    let lower: String = url.chars().take(8).collect::<String>().to_ascii_lowercase();
    let rest = lower
        .strip_prefix("https://")
        .or_else(|| lower.strip_prefix("http://"));
    let start = if lower.starts_with("https://") { 8 } else { 7 };
    let host = url.get(start..).unwrap_or_default();
    let clean = !url.chars().any(|c| c.is_whitespace() || c.is_control());
    rest.is_some() && clean && !host.is_empty() && !host.starts_with(['/', '?', '#'])
}
