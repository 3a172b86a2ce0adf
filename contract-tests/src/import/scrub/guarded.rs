//! Values under a name that speaks of credentials, and may be something else.
//!
//! `ApnCredentialSid` is a SID, `discoverable_credentials` a setting, and an entry of `credentials`
//! has dates and URLs. What plainly is such a thing is kept; all else is taken for a secret.

use std::collections::BTreeSet;

use serde_json::Value;

use super::Scrubber;
use super::fields::{is_reference, normal};
use super::patterns::{ODD_SID, SID};
use super::text::is_own_url;

impl Scrubber {
    /// A value under a suspicious name.
    pub(super) fn guarded(&mut self, name: &str, text: &str) -> String {
        if text.is_empty() || self.is_public(name, text) {
            return self.text(text);
        }
        if is_own_url(text) || is_path_of_the_api(text) {
            return self.text(text);
        }
        "REDACTED".to_owned()
    }

    /// Whether a value cannot be a secret: a SID under the name of one, a word of an enum, a truth,
    /// a date.
    pub(super) fn is_public(&self, name: &str, text: &str) -> bool {
        let is_sid = || {
            let mut found = SID.find(text).or_else(|| ODD_SID.find(text)).into_iter();
            found.any(|sid| sid.as_str() == text)
        };
        (is_reference(&normal(name)) && is_sid())
            || self.words.contains(text)
            || matches!(text, "true" | "false")
            || text.parse::<jiff::Timestamp>().is_ok()
            || jiff::fmt::rfc2822::parse(text).is_ok()
    }
}

/// A path such as `/2010-04-01/Accounts/AC…/Calls.json`. Without a SID in it, it could be anything.
fn is_path_of_the_api(text: &str) -> bool {
    let plain = |byte: u8| byte.is_ascii_alphanumeric() || b"/._-".contains(&byte);
    text.starts_with('/') && text.bytes().all(plain) && SID.is_match(text)
}

/// The texts of all enums of a document, for [`Scrubber::knowing`].
#[must_use]
pub fn enum_words(document: &Value) -> BTreeSet<String> {
    let mut words = BTreeSet::new();
    collect(document, &mut words);
    words
}

fn collect(document: &Value, words: &mut BTreeSet<String>) {
    match document {
        Value::Object(members) => {
            for (key, member) in members {
                match member {
                    Value::Array(values) if key == "enum" => {
                        let texts = values.iter().filter_map(Value::as_str);
                        words.extend(texts.map(str::to_owned));
                    }
                    // Examples are not the document's word for anything.
                    _ if key == "example" || key == "examples" => {}
                    _ => collect(member, words),
                }
            }
        }
        Value::Array(items) => items.iter().for_each(|item| collect(item, words)),
        _ => {}
    }
}
