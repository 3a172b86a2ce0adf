//! The format of an overlay file: OpenAPI Overlay 1.0.0 with the `x-` keys this project requires.
//!
//! Responsible for: every mistake in the file itself. Not for: what the overlay meets in a document.

use std::path::Path;

use serde_json::{Map, Value};

use super::super::pointer;
use super::target::Target;
use crate::diagnostics::Diagnostics;

/// One overlay file.
pub(super) struct Overlay {
    /// The URL that the API is served at, where the overlay is for one API only.
    pub(super) server: Option<String>,
    /// What the document must say before the overlay is applied.
    pub(super) expectations: Vec<Expectation>,
    /// What to change, in order.
    pub(super) actions: Vec<Action>,
}

/// One entry of `x-expect`.
pub(super) struct Expectation {
    /// Where the entry stands in the overlay.
    pub(super) pointer: String,
    /// What it is about.
    pub(super) target: Target,
    /// What each node must contain.
    pub(super) has: Option<Value>,
    /// The keys that no node may have.
    pub(super) lacks: Vec<String>,
}

/// One entry of `actions`.
pub(super) struct Action {
    /// Where the entry stands in the overlay.
    pub(super) pointer: String,
    /// What it changes.
    pub(super) target: Target,
    /// How.
    pub(super) change: Change,
}

/// What an action does to the nodes it selects.
pub(super) enum Change {
    /// Merge into an object, append to an array.
    Update(Value),
    /// Delete.
    Remove,
}

/// Reads an overlay; reports all mistakes and gives nothing if there are any.
pub(super) fn read(file: &Path, value: &Value, found: &mut Diagnostics) -> Option<Overlay> {
    let mut problems = Diagnostics::new();
    let mut reader = Reader {
        file,
        found: &mut problems,
    };
    let overlay = reader.overlay(value);
    let clean = !problems.has_errors();
    found.append(problems);
    overlay.filter(|_| clean)
}

struct Reader<'a> {
    file: &'a Path,
    found: &'a mut Diagnostics,
}

const ID: &str = "overlay-format";
const KEYS: [&str; 8] = [
    "overlay",
    "info",
    "extends",
    "actions",
    "x-why",
    "x-evidence",
    "x-expect",
    "x-server",
];

impl Reader<'_> {
    fn overlay(&mut self, value: &Value) -> Option<Overlay> {
        let map = self.object(value, "", &KEYS, "an overlay")?;
        self.version(map.get("overlay"));
        if let Some(info) = self.required(map, "", "info")
            && let Some(info) = self.object(info, "/info", &["title", "version"], "`info`")
        {
            self.text(info, "/info", "title");
            self.text(info, "/info", "version");
        }
        self.text(map, "", "x-why");
        self.evidence(map);
        let server = match map.get("x-server") {
            Some(_) => self.text(map, "", "x-server"),
            None => None,
        };
        let expectations = self.entries(map, "x-expect", Self::expectation);
        let actions = self.entries(map, "actions", Self::action);
        Some(Overlay {
            server,
            expectations,
            actions,
        })
    }

    fn version(&mut self, version: Option<&Value>) {
        let problem = match version {
            Some(Value::String(version)) if version == "1.0.0" => return,
            Some(other) => format!("the overlay version {other} is not supported"),
            None => "the key `overlay` is missing".to_owned(),
        };
        self.error("/overlay", problem, "write `overlay: 1.0.0`");
    }

    fn evidence(&mut self, map: &Map<String, Value>) {
        let help = "list what proves the correction: a recording, or a fact with its source";
        let Some(value) = self.required(map, "", "x-evidence") else {
            return;
        };
        let texts = value.as_array().filter(|list| !list.is_empty());
        if texts.is_none_or(|list| !list.iter().all(is_text)) {
            self.error(
                "/x-evidence",
                "`x-evidence` must be a list of texts, and not empty",
                help,
            );
        }
    }

    fn expectation(&mut self, value: &Value, pointer: String) -> Option<Expectation> {
        let map = self.object(
            value,
            &pointer,
            &["target", "has", "lacks"],
            "an expectation",
        )?;
        let target = self.target(map, &pointer);
        let lacks = match map.get("lacks") {
            None => Some(Vec::new()),
            Some(Value::Array(keys)) if keys.iter().all(is_text) => Some(
                keys.iter()
                    .filter_map(Value::as_str)
                    .map(str::to_owned)
                    .collect(),
            ),
            Some(_) => {
                let help = "write `lacks: [key, …]`";
                self.error(
                    &pointer::join(&pointer, "lacks"),
                    "`lacks` must be a list of keys",
                    help,
                );
                None
            }
        };
        Some(Expectation {
            target: target?,
            has: map.get("has").cloned(),
            lacks: lacks?,
            pointer,
        })
    }

    fn action(&mut self, value: &Value, pointer: String) -> Option<Action> {
        let known = ["target", "description", "update", "remove"];
        let map = self.object(value, &pointer, &known, "an action")?;
        let target = self.target(map, &pointer);
        if map.contains_key("description") {
            self.text(map, &pointer, "description");
        }
        let help = "give either `update: …` or `remove: true`";
        let change = match (map.get("update"), map.get("remove")) {
            (Some(update), None | Some(Value::Bool(false))) => Change::Update(update.clone()),
            (None, Some(Value::Bool(true))) => Change::Remove,
            (_, Some(other)) if !other.is_boolean() => {
                self.error(
                    &pointer::join(&pointer, "remove"),
                    "`remove` must be true or false",
                    help,
                );
                return None;
            }
            (Some(_), _) => {
                self.error(&pointer, "the action has both `update` and `remove`", help);
                return None;
            }
            (None, _) => {
                self.error(&pointer, "the action changes nothing", help);
                return None;
            }
        };
        Some(Action {
            target: target?,
            change,
            pointer,
        })
    }

    fn target(&mut self, map: &Map<String, Value>, pointer: &str) -> Option<Target> {
        let text = self.text(map, pointer, "target")?;
        match Target::parse(&text) {
            Ok(target) => Some(target),
            Err(message) => {
                let help =
                    "write a JSONPath as RFC 9535 defines it, such as `$.paths['/v1/Things'].get`";
                let message = format!("`{text}` is not a JSONPath: {message}");
                self.error(&pointer::join(pointer, "target"), message, help);
                None
            }
        }
    }

    /// Reads a list that must not be empty.
    fn entries<T>(
        &mut self,
        map: &Map<String, Value>,
        key: &str,
        mut read: impl FnMut(&mut Self, &Value, String) -> Option<T>,
    ) -> Vec<T> {
        let Some(value) = self.required(map, "", key) else {
            return Vec::new();
        };
        let at = format!("/{key}");
        let Some(list) = value.as_array().filter(|list| !list.is_empty()) else {
            self.error(
                &at,
                format!("`{key}` must be a list, and not empty"),
                "give at least one entry",
            );
            return Vec::new();
        };
        let entries = list.iter().enumerate();
        entries
            .filter_map(|(index, entry)| read(self, entry, format!("{at}/{index}")))
            .collect()
    }

    fn object<'v>(
        &mut self,
        value: &'v Value,
        pointer: &str,
        known: &[&str],
        what: &str,
    ) -> Option<&'v Map<String, Value>> {
        let Some(map) = value.as_object() else {
            self.error(
                pointer,
                format!("{what} must be an object"),
                "see `spec/README.md`",
            );
            return None;
        };
        for key in map.keys().filter(|key| !known.contains(&key.as_str())) {
            let help = format!("delete it; {what} may have: {}", known.join(", "));
            self.error(
                &pointer::join(pointer, key),
                format!("the key `{key}` is unknown"),
                &help,
            );
        }
        Some(map)
    }

    fn required<'v>(
        &mut self,
        map: &'v Map<String, Value>,
        pointer: &str,
        key: &str,
    ) -> Option<&'v Value> {
        let value = map.get(key);
        if value.is_none() {
            self.error(
                pointer,
                format!("the key `{key}` is missing"),
                "see `spec/README.md`",
            );
        }
        value
    }

    /// Reads a required text.
    fn text(&mut self, map: &Map<String, Value>, pointer: &str, key: &str) -> Option<String> {
        let value = self.required(map, pointer, key)?;
        if is_text(value) {
            return value.as_str().map(str::to_owned);
        }
        let at = pointer::join(pointer, key);
        self.error(
            &at,
            format!("`{key}` must be a text, and not empty"),
            "put quotes around it",
        );
        None
    }

    fn error(&mut self, pointer: &str, message: impl Into<String>, help: &str) {
        self.found.error(ID, self.file, pointer, message, help);
    }
}

fn is_text(value: &Value) -> bool {
    value.as_str().is_some_and(|text| !text.trim().is_empty())
}
