//! From a YAML tree to a [`Recording`], with every problem of the file and not only the first.
//!
//! Responsible for: which keys there are and what may stand in them. Not for: files, see
//! `load.rs`.

use super::keys::{Entries, Reader, nearest};
use super::{Body, Fields, NOT_AS_RECORDED, Problem, Recording, Request, Response, Source};
use super::{SourceKind, VERSION, seal};
use crate::yaml::Node;

const TOP: &[&str] = &[
    "recording",
    "operation",
    "proves",
    "source",
    "request",
    "response",
];
const SOURCE: &[&str] = &["kind", "date", "origin", "seal"];
const REQUEST: &[&str] = &["method", "path", "query", "form", "headers", "body", "text"];
const RESPONSE: &[&str] = &["status", "headers", "body", "text"];
const METHODS: &[&str] = &["GET", "POST", "PUT", "PATCH", "DELETE"];

/// Reads the root of a file. `None` only when there are problems.
pub(super) fn recording(root: &Node, operations: &[&str]) -> Result<Recording, Vec<Problem>> {
    let mut reader = Reader::new(operations);
    let recording = reader.recording(root);
    match recording {
        Some(recording) if reader.problems.is_empty() => Ok(recording),
        _ => Err(reader.problems),
    }
}

impl Reader<'_> {
    fn recording(&mut self, root: &Node) -> Option<Recording> {
        let top = self.mapping(root, "a recording", TOP)?;
        // Another version has other rules: the rest would only confuse.
        self.version(&top)?;
        let operation = self
            .text(&top, "operation")
            .and_then(|(node, id)| self.operation(node, id));
        let proves = self
            .text(&top, "proves")
            .map(|(_, text)| text.trim().to_owned());
        let source = self
            .needed(&top, "source")
            .and_then(|node| self.source(node));
        let request = self
            .needed(&top, "request")
            .and_then(|node| self.request(node));
        let response = self
            .needed(&top, "response")
            .and_then(|node| self.response(node));
        let recording = Recording {
            operation: operation?,
            proves: proves?,
            source: source?,
            request: request?,
            response: response?,
        };
        if let Some((message, help)) = seal::problem(&recording) {
            let node = top.get("source").unwrap_or(root);
            return self.complain(node, message, help);
        }
        Some(recording)
    }

    fn version(&mut self, top: &Entries<'_>) -> Option<()> {
        let (node, text) = self.text(top, "recording")?;
        if text == VERSION.to_string() {
            return Some(());
        }
        self.complain(
            node,
            format!("this is version `{text}` of the recording format"),
            format!("this program reads version {VERSION}: write `recording: {VERSION}`, or use the program that wrote the file"),
        )
    }

    fn operation(&mut self, node: &Node, id: &str) -> Option<String> {
        if self.operations.contains(&id) {
            return Some(id.to_owned());
        }
        let near = nearest(id, self.operations);
        let help = "name an operationId of the document; run `cargo xtask codegen` if it has the operation since today";
        self.complain(
            node,
            format!("unknown operation `{id}`"),
            near.map_or_else(
                || help.to_owned(),
                |near| format!("did you mean `{near}`? Else {help}"),
            ),
        )
    }

    fn source(&mut self, node: &Node) -> Option<Source> {
        let entries = self.mapping(node, "`source`", SOURCE)?;
        let kind = self
            .text(&entries, "kind")
            .and_then(|(node, kind)| match kind {
                "documented" => Some(SourceKind::Documented),
                "sandbox" => Some(SourceKind::Sandbox),
                "live" => Some(SourceKind::Live),
                _ => self.complain(
                    node,
                    format!("unknown kind `{kind}`"),
                    "write `documented` or `sandbox`; the recorder writes `live`",
                ),
            });
        let date = self.text(&entries, "date").and_then(|(node, date)| {
            if is_date(date) {
                return Some(date.to_owned());
            }
            self.complain(
                node,
                format!("`{date}` is not a date"),
                "write it as YYYY-MM-DD",
            )
        });
        let origin = self
            .text(&entries, "origin")
            .map(|(_, origin)| origin.to_owned());
        let seal = entries
            .get("seal")
            .and_then(|_| self.text(&entries, "seal"))
            .map(|(_, seal)| seal.to_owned());
        Some(Source {
            kind: kind?,
            date: date?,
            origin: origin?,
            seal,
        })
    }

    fn request(&mut self, node: &Node) -> Option<Request> {
        let entries = self.mapping(node, "`request`", REQUEST)?;
        let method = self.text(&entries, "method").and_then(|(node, method)| {
            if METHODS.contains(&method) {
                return Some(method.to_owned());
            }
            self.complain(
                node,
                format!("unknown method `{method}`"),
                format!("one of {}", METHODS.join(", ")),
            )
        });
        let path = self
            .text(&entries, "path")
            .and_then(|(node, path)| self.path(node, path));
        let query = self.fields(&entries, "query");
        let form = self.fields(&entries, "form");
        let headers = entries.get("headers").map(|_| self.headers(&entries));
        let body = self.body(&entries)?;
        if !form.is_empty() && body != Body::Empty {
            return self.complain(
                node,
                "the request has a form and another body",
                "keep `form`, or `body` (JSON), or `text` (anything else)",
            );
        }
        Some(Request {
            method: method?,
            path: path?,
            query,
            form,
            headers,
            body,
        })
    }

    fn path(&mut self, node: &Node, path: &str) -> Option<String> {
        if path.contains('?') || path.contains('#') {
            return self.complain(
                node,
                "the path holds a query",
                "put each parameter under `query`",
            );
        }
        if !path.starts_with('/') || !path.bytes().all(|byte| byte.is_ascii_graphic()) {
            return self.complain(
                node,
                format!("`{path}` is not a path as it is sent"),
                "start with `/`, leave the host out, and percent-encode spaces and letters beyond ASCII",
            );
        }
        Some(path.to_owned())
    }

    fn response(&mut self, node: &Node) -> Option<Response> {
        let entries = self.mapping(node, "`response`", RESPONSE)?;
        let status = self.text(&entries, "status").and_then(|(node, text)| match text.parse::<u16>() {
            Ok(status) if (200..NOT_AS_RECORDED).contains(&status) => Some(status),
            _ => self.complain(
                node,
                format!("`{text}` is not a status that can be replayed"),
                format!("write a final HTTP status below {NOT_AS_RECORDED}, which the replay server keeps for itself"),
            ),
        });
        let headers = self.headers(&entries);
        let body = self.body(&entries)?;
        if matches!(status, Some(204 | 304)) && body != Body::Empty {
            return self.complain(
                node,
                "an answer with this status has no body",
                "leave `body` and `text` out",
            );
        }
        Some(Response {
            status: status?,
            headers,
            body,
        })
    }

    fn body(&mut self, entries: &Entries<'_>) -> Option<Body> {
        match (entries.get("body"), entries.get("text")) {
            (Some(_), Some(text)) => self.complain(
                text,
                format!("{} has `body` and `text`", entries.what),
                "keep `body` for JSON, `text` for anything else",
            ),
            (Some(body), None) => Some(Body::Json(body.to_json())),
            (None, Some(_)) => self
                .text(entries, "text")
                .map(|(_, text)| Body::Text(text.to_owned())),
            (None, None) => Some(Body::Empty),
        }
    }

    fn headers(&mut self, entries: &Entries<'_>) -> Fields {
        let headers = self.fields(entries, "headers");
        for (name, value) in headers.pairs() {
            let token = name
                .bytes()
                .all(|byte| byte.is_ascii_alphanumeric() || b"!#$%&'*+-.^_`|~".contains(&byte));
            if name.is_empty() || !token || value.bytes().any(|byte| !(b' '..=b'~').contains(&byte))
            {
                let node = entries.get("headers").unwrap_or(entries.at);
                self.complain::<()>(
                    node,
                    format!("`{name}` is not a header that can be sent"),
                    "header names are words with `-`, values are printable ASCII on one line",
                );
            }
        }
        headers
    }
}

fn is_date(text: &str) -> bool {
    text.len() == 10 && text.parse::<jiff::civil::Date>().is_ok()
}
