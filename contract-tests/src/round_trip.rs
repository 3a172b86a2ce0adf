//! Does a value survive decoding and encoding?
//!
//! Responsible for: walking a recorded body beside what the client made of it, naming each
//! difference with a JSON pointer. "Decoded without error" proves little, since unknown fields and
//! enum values decode silently; the round trip shows what was lost.
//!
//! Some differences are justified, and are told apart by name:
//! - **absent reads as null**: an optional field that the recording does not have is encoded as
//!   null;
//! - **same instant**: a date-time is written differently but means the same moment;
//! - **today's spelling**: `pending-review` comes back as `PENDING_REVIEW`. The status of supporting
//!   documents had small letters before 2025-02-20, and the generated enum has one variant for both
//!   spellings (`x-enum-aliases` of the overlays).
//!
//! Not for: the order of keys, which JSON does not have.

use std::fmt;

use jiff::Timestamp;
use serde_json::Value;

use crate::yaml::clip;

/// A value that came back changed.
#[derive(Debug, Clone, PartialEq)]
pub struct Change {
    /// Where in the body.
    pub pointer: String,
    /// What was recorded; `None` when there was nothing.
    pub recorded: Option<Value>,
    /// What came back; `None` when nothing did.
    pub encoded: Option<Value>,
}

impl fmt::Display for Change {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let pointer = if self.pointer.is_empty() {
            "the whole body"
        } else {
            &self.pointer
        };
        match (&self.recorded, &self.encoded) {
            (Some(recorded), None) => {
                write!(
                    f,
                    "{pointer}: lost, it was `{}`",
                    clip(&recorded.to_string())
                )
            }
            (None, Some(encoded)) => {
                write!(
                    f,
                    "{pointer}: made up, it is `{}`",
                    clip(&encoded.to_string())
                )
            }
            (recorded, encoded) => {
                let show = |value: &Option<Value>| {
                    value
                        .as_ref()
                        .map(|value| clip(&value.to_string()))
                        .unwrap_or_default()
                };
                write!(
                    f,
                    "{pointer}: recorded `{}`, came back `{}`",
                    show(recorded),
                    show(encoded)
                )
            }
        }
    }
}

/// Why a difference is no loss.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Reason {
    /// A field that is absent in the recording came back as null.
    AbsentReadsAsNull,
    /// A date-time came back written differently.
    SameInstant,
    /// An enum value in its older spelling came back in today's.
    TodaysSpelling,
}

impl fmt::Display for Reason {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Self::AbsentReadsAsNull => "absent reads as null",
            Self::SameInstant => "same instant",
            Self::TodaysSpelling => "today's spelling",
        })
    }
}

/// What a round trip did to a value.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct RoundTrip {
    /// What was lost or changed.
    pub changes: Vec<Change>,
    /// What differs with a reason, and where.
    pub justified: Vec<(Reason, String)>,
}

/// Compares a recorded value with the same value decoded and encoded again.
#[must_use]
pub fn compare(recorded: &Value, encoded: &Value) -> RoundTrip {
    let mut result = RoundTrip::default();
    result.walk(&mut String::new(), recorded, encoded);
    result
}

impl RoundTrip {
    fn walk(&mut self, pointer: &mut String, recorded: &Value, encoded: &Value) {
        match (recorded, encoded) {
            (Value::Object(recorded), Value::Object(encoded)) => {
                for (key, value) in recorded {
                    self.pair(pointer, key, Some(value), encoded.get(key));
                }
                for (key, value) in encoded
                    .iter()
                    .filter(|(key, _)| !recorded.contains_key(*key))
                {
                    self.pair(pointer, key, None, Some(value));
                }
            }
            (Value::Array(recorded), Value::Array(encoded)) => {
                for index in 0..recorded.len().max(encoded.len()) {
                    let key = index.to_string();
                    // A list has no absent entries: a null too many is a change.
                    match (recorded.get(index), encoded.get(index)) {
                        (None, Some(Value::Null)) => {
                            let pointer = format!("{pointer}/{key}");
                            self.changes.push(Change {
                                pointer,
                                recorded: None,
                                encoded: Some(Value::Null),
                            });
                        }
                        (recorded, encoded) => self.pair(pointer, &key, recorded, encoded),
                    }
                }
            }
            (recorded, encoded) if recorded == encoded => {}
            (Value::String(one), Value::String(other)) if same_instant(one, other) => {
                self.justified.push((Reason::SameInstant, pointer.clone()));
            }
            (Value::String(one), Value::String(other)) if todays_spelling(one, other) => {
                self.justified
                    .push((Reason::TodaysSpelling, pointer.clone()));
            }
            (recorded, encoded) => self.changes.push(Change {
                pointer: pointer.clone(),
                recorded: Some(recorded.clone()),
                encoded: Some(encoded.clone()),
            }),
        }
    }

    fn pair(
        &mut self,
        pointer: &mut String,
        key: &str,
        recorded: Option<&Value>,
        encoded: Option<&Value>,
    ) {
        let length = pointer.len();
        push_key(pointer, key);
        match (recorded, encoded) {
            (Some(recorded), Some(encoded)) => self.walk(pointer, recorded, encoded),
            (None, Some(Value::Null)) => self
                .justified
                .push((Reason::AbsentReadsAsNull, pointer.clone())),
            (recorded, encoded) => self.changes.push(Change {
                pointer: pointer.clone(),
                recorded: recorded.cloned(),
                encoded: encoded.cloned(),
            }),
        }
        pointer.truncate(length);
    }
}

/// Adds a step to a JSON pointer. Hardly any key needs an escape, and this runs for each of them.
fn push_key(pointer: &mut String, key: &str) {
    pointer.push('/');
    if key.contains(['~', '/']) {
        pointer.push_str(&key.replace('~', "~0").replace('/', "~1"));
    } else {
        pointer.push_str(key);
    }
}

/// Only from small letters to capitals, and only for what can be an enum value.
fn todays_spelling(recorded: &str, encoded: &str) -> bool {
    let older = |byte: u8| byte.is_ascii_lowercase() || byte == b'-';
    recorded.bytes().all(older) && recorded.replace('-', "_").to_ascii_uppercase() == encoded
}

fn same_instant(one: &str, other: &str) -> bool {
    let instant = |text: &str| text.parse::<Timestamp>().ok();
    instant(one).is_some_and(|instant_of_one| instant(other) == Some(instant_of_one))
}

#[cfg(test)]
#[path = "round_trip_tests.rs"]
mod tests;
