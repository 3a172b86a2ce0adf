//! What stand-ins of recordings are called on the server that is asked now.
//!
//! A recording holds made-up SIDs. The fresh answer to the same request says, at the same place,
//! what the server calls the same thing.
//!
//! Responsible for: learning these pairs, and filling them into requests. Not for: which requests
//! may be sent without them.

use std::collections::BTreeMap;

use serde_json::Value;
use url::Url;

/// How a fresh value became known; what stands later here outweighs what stands before it.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
enum Source {
    /// An answer had it where the recording has the stand-in.
    Read,
    /// This run made it.
    Made,
    /// The user said so.
    Given,
}

/// Fresh values by the stand-ins of recordings.
#[derive(Debug, Clone, Default)]
pub(super) struct Known(BTreeMap<String, (Source, String)>);

impl Known {
    /// What the user says about stand-ins.
    pub(super) fn given(pairs: &[(String, String)]) -> Self {
        let mut known = Self::default();
        for (recorded, fresh) in pairs {
            known.note(recorded, fresh, Source::Given);
        }
        known
    }

    /// The fresh value of a stand-in.
    pub(super) fn of(&self, recorded: &str) -> Option<&str> {
        self.0.get(recorded).map(|(_, fresh)| fresh.as_str())
    }

    /// Whether a stand-in is for something that this run made, so that it may be changed.
    pub(super) fn is_made(&self, recorded: &str) -> bool {
        matches!(self.0.get(recorded), Some((Source::Made, _)))
    }

    /// A text of a recording with the fresh values in it.
    pub(super) fn fill(&self, text: &str) -> String {
        if let Some(fresh) = self.of(text) {
            return fresh.to_owned();
        }
        words(text)
            .map(|word| self.of(word).unwrap_or(word))
            .collect()
    }

    /// Learns from a fresh answer. Of an answer that made something, `sid` is a thing of this run.
    pub(super) fn learn(&mut self, recorded: &Value, fresh: &Value, made: bool) {
        if let (true, Some(recorded), Some(fresh)) =
            (made, text(recorded, "sid"), text(fresh, "sid"))
        {
            self.note(recorded, fresh, Source::Made);
        }
        self.walk("", recorded, fresh);
    }

    fn walk(&mut self, name: &str, recorded: &Value, fresh: &Value) {
        match (recorded, fresh) {
            (Value::Object(recorded), Value::Object(fresh)) => {
                for (name, recorded) in recorded {
                    if let Some(fresh) = fresh.get(name) {
                        self.walk(name, recorded, fresh);
                    }
                }
            }
            (Value::Array(recorded), Value::Array(fresh)) => {
                for (recorded, fresh) in pairs(recorded, fresh) {
                    self.walk(name, recorded, fresh);
                }
            }
            (Value::String(recorded), Value::String(fresh)) => {
                if is_sid(recorded) || names_something(name) {
                    self.note(recorded, fresh, Source::Read);
                } else {
                    self.page(recorded, fresh);
                }
            }
            _ => {}
        }
    }

    /// The token in the address of a page.
    fn page(&mut self, recorded: &str, fresh: &str) {
        if let (Some(recorded), Some(fresh)) = (token(recorded), token(fresh)) {
            self.note(&recorded, &fresh, Source::Read);
        }
    }

    fn note(&mut self, recorded: &str, fresh: &str, source: Source) {
        let stronger = self.0.get(recorded).is_none_or(|(old, _)| *old < source);
        if stronger {
            let fresh = fresh.to_owned();
            self.0.insert(recorded.to_owned(), (source, fresh));
        }
    }
}

/// Whether a text is a SID: two capitals and 32 hex digits.
pub(super) fn is_sid(text: &str) -> bool {
    let bytes = text.as_bytes();
    bytes.len() == 34
        && bytes[..2].iter().all(u8::is_ascii_uppercase)
        && bytes[2..].iter().all(u8::is_ascii_hexdigit)
}

/// The SIDs in a text.
pub(super) fn sids(text: &str) -> impl Iterator<Item = &str> {
    words(text).filter(|word| is_sid(word))
}

/// The name of the query parameter that takes a page token.
pub(super) const PAGE_TOKEN: &str = "PageToken";

fn token(address: &str) -> Option<String> {
    let url = Url::parse(address).ok()?;
    let token = url.query_pairs().find(|(name, _)| name == PAGE_TOKEN)?;
    Some(token.1.into_owned())
}

fn names_something(member: &str) -> bool {
    member == "id" || member.ends_with("_id")
}

/// Runs of letters and digits, and what stands between them.
fn words(text: &str) -> impl Iterator<Item = &str> {
    let mut rest = text;
    std::iter::from_fn(move || {
        let first = rest.chars().next()?;
        let inside = first.is_ascii_alphanumeric();
        let end = rest
            .find(|next: char| next.is_ascii_alphanumeric() != inside)
            .unwrap_or(rest.len());
        let (word, more) = rest.split_at(end);
        rest = more;
        Some(word)
    })
}

/// Entries of two lists that are about the same thing: the same SID or the same name, and what is
/// left in order.
fn pairs<'v>(recorded: &'v [Value], fresh: &'v [Value]) -> Vec<(&'v Value, &'v Value)> {
    let mut free: Vec<&Value> = fresh.iter().collect();
    let mut pairs: Vec<Option<&Value>> = vec![None; recorded.len()];
    for same in [
        Some("sid"),
        Some("machine_name"),
        Some("friendly_name"),
        None,
    ] {
        for (recorded, pair) in recorded.iter().zip(&mut pairs) {
            if pair.is_some() {
                continue;
            }
            let fits = |fresh: &&Value| match same {
                Some(name) => {
                    text(recorded, name).is_some() && text(recorded, name) == text(fresh, name)
                }
                None => true,
            };
            *pair = free.iter().position(fits).map(|place| free.remove(place));
        }
    }
    let both = recorded.iter().zip(pairs);
    both.filter_map(|(recorded, fresh)| Some((recorded, fresh?)))
        .collect()
}

fn text<'v>(value: &'v Value, name: &str) -> Option<&'v str> {
    value.get(name)?.as_str()
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;

    fn sid(kind: &str, digit: char) -> String {
        format!("{kind}{}", digit.to_string().repeat(32))
    }

    #[test]
    fn stand_ins_are_learned_where_they_stand() {
        let mut known = Known::default();
        let page = |token: &str| format!("https://x.example/v1/A?PageSize=2&PageToken={token}");
        known.learn(
            &json!({ "results": [{ "sid": sid("IT", '1'), "name": "a" }], "inquiry_id": "one",
                     "meta": { "next_page_url": page("T1") }, "friendly_name": "Kim" }),
            &json!({ "results": [{ "sid": sid("IT", '2'), "name": "b" }], "inquiry_id": "two",
                     "meta": { "next_page_url": page("T2") }, "friendly_name": "Ash" }),
            false,
        );
        assert_eq!(known.of(&sid("IT", '1')), Some(sid("IT", '2').as_str()));
        assert_eq!((known.of("one"), known.of("T1")), (Some("two"), Some("T2")));
        assert_eq!((known.of("Kim"), known.of("a")), (None, None));
        let filled = known.fill(&format!(r#"{{"sids": "{}"}}"#, sid("IT", '1')));
        assert_eq!(filled, format!(r#"{{"sids": "{}"}}"#, sid("IT", '2')));
    }

    #[test]
    fn what_this_run_made_is_never_taken_for_something_else() {
        let mut known = Known::default();
        let (recorded, made) = (
            json!({ "sid": sid("IT", '1') }),
            json!({ "sid": sid("IT", '2') }),
        );
        let other = json!({ "sid": sid("IT", '3') });
        known.learn(&recorded, &other, false);
        assert!(!known.is_made(&sid("IT", '1')));
        known.learn(&recorded, &made, true);
        known.learn(&recorded, &other, false);
        assert!(known.is_made(&sid("IT", '1')));
        assert_eq!(known.of(&sid("IT", '1')), Some(sid("IT", '2').as_str()));
        let given = Known::given(&[(sid("IT", '1'), sid("IT", '9'))]);
        assert!(
            !given.is_made(&sid("IT", '1')),
            "the user's own is not ours"
        );
    }

    #[test]
    fn entries_of_lists_are_told_by_what_they_are() {
        let mut known = Known::default();
        let entry = |sid: String, name: &str| json!({ "sid": sid, "machine_name": name });
        known.learn(
            &json!([
                entry(sid("OY", '1'), "a"),
                entry(sid("OY", '2'), "b"),
                entry(sid("OY", '3'), "c")
            ]),
            &json!([
                entry(sid("OY", '3'), "z"),
                entry(sid("OY", '5'), "b"),
                entry(sid("OY", '6'), "y")
            ]),
            false,
        );
        let of = |digit| known.of(&sid("OY", digit)).map(str::to_owned);
        assert_eq!(of('3'), Some(sid("OY", '3')), "the same thing everywhere");
        assert_eq!(of('2'), Some(sid("OY", '5')), "the same name");
        assert_eq!(of('1'), Some(sid("OY", '6')), "what is left");
    }
}
