//! Changes that somebody has looked at and accepted.
//!
//! Responsible for: the ignore file. Every entry has a reason, and one that matches nothing fails.
//!
//! ```toml
//! [[ignore]]
//! fingerprint = "0123456789abcdef"      # one change; or a rule, perhaps of one operation:
//! # rule = "response-property-added"
//! # operation = "FetchThing"
//! reason = "agreed with the vendor"
//! ```

use serde::Deserialize;

use super::Diff;
use super::change::Change;

/// A change that an entry names.
#[derive(Debug, Clone, PartialEq)]
pub struct Ignored {
    /// The change.
    pub change: Change,
    /// Why it is ignored.
    pub reason: String,
}

/// The entries of an ignore file.
#[derive(Debug, Clone, Default, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Entries {
    #[serde(default)]
    ignore: Vec<Entry>,
}

#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields)]
struct Entry {
    fingerprint: Option<String>,
    rule: Option<String>,
    operation: Option<String>,
    reason: String,
}

impl Entries {
    /// Reads the text of an ignore file.
    ///
    /// # Errors
    /// What is wrong with it, as one sentence.
    pub fn parse(text: &str) -> Result<Self, String> {
        let entries: Self = toml::from_str(text).map_err(|error| error.to_string())?;
        for (number, entry) in entries.ignore.iter().enumerate() {
            let number = number + 1;
            if entry.reason.trim().is_empty() {
                return Err(format!("entry {number} has no reason"));
            }
            if entry.fingerprint.is_some() == entry.rule.is_some() {
                return Err(format!(
                    "entry {number} needs either a `fingerprint` or a `rule`"
                ));
            }
            if entry.fingerprint.is_some() && entry.operation.is_some() {
                return Err(format!(
                    "entry {number}: a fingerprint says the operation already"
                ));
            }
        }
        Ok(entries)
    }

    /// Takes the changes that entries name out of a diff, and notes entries that name none.
    pub fn apply(&self, diff: &mut Diff) {
        for entry in &self.ignore {
            let (named, kept) = std::mem::take(&mut diff.changes)
                .into_iter()
                .partition::<Vec<Change>, _>(|change| entry.names(change));
            diff.changes = kept;
            let taken = diff.ignored.iter().any(|one| entry.names(&one.change));
            if named.is_empty() && !taken {
                diff.needless.push(entry.shown());
            }
            let reason = entry.reason.trim().to_owned();
            let named = named.into_iter();
            diff.ignored.extend(named.map(|change| Ignored {
                change,
                reason: reason.clone(),
            }));
        }
    }
}

impl Entry {
    fn names(&self, change: &Change) -> bool {
        let fits = |wanted: &Option<String>, actual: &str| {
            wanted.as_ref().is_none_or(|wanted| wanted == actual)
        };
        fits(&self.fingerprint, &change.fingerprint)
            && fits(&self.rule, &change.rule.to_string())
            && fits(&self.operation, &change.operation)
    }

    fn shown(&self) -> String {
        let parts = [&self.fingerprint, &self.rule, &self.operation];
        let parts: Vec<&str> = parts.into_iter().flatten().map(String::as_str).collect();
        format!("{} ({})", parts.join(" of "), self.reason.trim())
    }
}
