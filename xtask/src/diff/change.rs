//! A change as it is reported: what, where, and what it means.
//!
//! Responsible for: the data, and the text and fingerprint of one change.
//! Not for: finding changes (`effective`) and not for lists of them (`text`, `markdown`, `json`).

use serde::Serialize;
use serde_json::Value;

use super::rule::{Action, Area, Direction, Rule, Subject};

/// How much a change matters to somebody.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize)]
#[serde(rename_all = "kebab-case")]
pub enum Level {
    /// Nothing to do.
    Neutral,
    /// There is more than before.
    Additive,
    /// Something that worked may fail.
    Breaking,
}

impl Level {
    /// The word in reports.
    #[must_use]
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Neutral => "neutral",
            Self::Additive => "additive",
            Self::Breaking => "breaking",
        }
    }
}

/// An item of the generated crate that a change touches.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct RustItem {
    /// Path below the crate, such as `customer_profiles::CustomerProfile::errors`.
    pub path: String,
    /// What becomes of it: `new`, `gone`, `changed` or `same`.
    pub change: &'static str,
}

/// One effective change.
#[derive(Debug, Clone, PartialEq)]
pub struct Change {
    /// Its kind.
    pub rule: Rule,
    /// Stable name of this very change: of its rule, operation, place and values.
    pub fingerprint: String,
    /// `operationId`, or method and path where there is none.
    pub operation: String,
    /// HTTP method.
    pub method: String,
    /// Path template.
    pub path: String,
    /// Place in the operation, such as `200 results[].status`; empty for the operation itself.
    pub place: String,
    /// Where it is in the old document, or would be.
    pub old: Option<String>,
    /// Where it is in the new document, or would be.
    pub new: Option<String>,
    /// What was said.
    pub before: Option<Value>,
    /// What is said.
    pub after: Option<Value>,
    /// For callers of the generated crate, once they build with the new one.
    pub callers: Level,
    /// For programs that were built with the old crate, and run on.
    pub wire: Level,
    /// For recordings.
    pub recordings: Level,
    /// The items of the crate that it touches.
    pub items: Vec<RustItem>,
    /// Something a reader may want to know; not a fact.
    pub hint: Option<String>,
}

impl Change {
    /// Whether nothing fails on the wire, and only the crate's items ask callers to change.
    #[must_use]
    pub fn is_in_the_crate_only(&self) -> bool {
        self.callers == Level::Breaking && self.wire != Level::Breaking
    }

    /// The change in a few words, without its operation.
    #[must_use]
    pub fn text(&self) -> String {
        let Rule {
            direction,
            area,
            subject,
            action,
        } = self.rule;
        let way = match (direction, area) {
            (Direction::Response, Area::Property) => "",
            (Direction::Response, _) => "response ",
            (Direction::Request, Area::Body | Area::MediaType) => "request ",
            _ => "",
        };
        let part = match area {
            Area::Operation => "the operation",
            Area::Parameter => "parameter",
            Area::Body => "body",
            Area::MediaType => "media type",
            Area::Field => "field",
            Area::Property => "property",
            Area::Status => "status",
        };
        let mut text = format!("{way}{part}");
        if !self.place.is_empty() {
            text = format!("{text} {}", ticked(&self.place));
        }
        let subject_words = subject.words();
        let verb = match (subject, action) {
            (Subject::Required, Action::Added) => "added, required".to_owned(),
            (Subject::Whole, Action::Added | Action::Removed) => action.words().to_owned(),
            _ if subject_words.is_empty() => action.words().to_owned(),
            _ => format!("{subject_words} {}", action.words()),
        };
        let colon = if subject_words.is_empty() { " " } else { ": " };
        text = format!("{text}{colon}{verb}");
        let values = match (&self.before, &self.after) {
            (Some(Value::Bool(_)), Some(Value::Bool(_))) => String::new(),
            _ if area == Area::Operation && subject == Subject::Whole => String::new(),
            _ if matches!(area, Area::Status | Area::MediaType) => String::new(),
            (Some(old), Some(new)) => format!(" {} → {}", short(old), short(new)),
            (Some(one), None) | (None, Some(one)) if subject_words.is_empty() => {
                format!(" ({})", short(one))
            }
            (Some(one), None) | (None, Some(one)) => format!(" {}", short(one)),
            (None, None) => String::new(),
        };
        text + &values
    }

    /// Gives it the name by which an ignore file knows it.
    pub(super) fn seal(&mut self) {
        let parts = [
            self.rule.to_string(),
            self.operation.clone(),
            self.place.clone(),
            self.before
                .as_ref()
                .map(Value::to_string)
                .unwrap_or_default(),
            self.after
                .as_ref()
                .map(Value::to_string)
                .unwrap_or_default(),
        ];
        self.fingerprint = format!("{:016x}", fnv(parts.join("\u{1f}").as_bytes()));
    }
}

/// Code marks around a place that has none.
fn ticked(place: &str) -> String {
    if place.contains('`') {
        place.to_owned()
    } else {
        format!("`{place}`")
    }
}

/// A value in one short line.
pub(crate) fn short(value: &Value) -> String {
    const LENGTH: usize = 80;
    let text = match value {
        Value::String(text) => text.clone(),
        Value::Array(list) => {
            let list: Vec<String> = list.iter().map(short).collect();
            list.join(", ")
        }
        value => value.to_string(),
    };
    let line: String = text
        .chars()
        .map(|c| if c.is_control() { ' ' } else { c })
        .collect();
    if line.chars().count() <= LENGTH {
        return line;
    }
    line.chars().take(LENGTH - 1).chain(['…']).collect()
}

/// FNV-1a: short, stable, and no secret is at stake.
fn fnv(bytes: &[u8]) -> u64 {
    bytes.iter().fold(0xcbf2_9ce4_8422_2325, |hash, byte| {
        (hash ^ u64::from(*byte)).wrapping_mul(0x0100_0000_01b3)
    })
}
