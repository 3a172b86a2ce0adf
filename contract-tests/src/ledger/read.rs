//! The ledger from its TOML, with every problem of the file and its line.
//!
//! Responsible for: which keys an entry has and what may stand in them. Not for: what an entry
//! does, see [`super::Ledger::apply`].

use jiff::civil::Date;
use toml::Spanned;
use toml::de::{DeTable, DeValue};

use super::Entry;
use crate::finding::Kind;
use crate::model::Trouble;

const KEYS: &[&str] = &[
    "fingerprint",
    "kind",
    "operation",
    "reason",
    "since",
    "until",
];

/// The good entries of a ledger, and what is wrong with the others.
pub(super) fn entries(file: &str, text: &str) -> (Vec<Entry>, Vec<Trouble>) {
    let mut reader = Reader {
        file,
        text,
        troubles: Vec::new(),
    };
    let entries = reader.entries();
    (entries, reader.troubles)
}

struct Reader<'t> {
    file: &'t str,
    text: &'t str,
    troubles: Vec<Trouble>,
}

impl Reader<'_> {
    fn entries(&mut self) -> Vec<Entry> {
        let root = match DeTable::parse(self.text) {
            Ok(root) => root,
            Err(error) => {
                let at = error.span().map_or(0, |span| span.start);
                self.complain(
                    at,
                    format!("this is not TOML: {}", error.message().trim()),
                    "the comment in `contract-tests/known-drift.toml` shows an entry",
                );
                return Vec::new();
            }
        };
        let mut entries: Vec<Entry> = Vec::new();
        for (key, value) in root.get_ref() {
            let tables = match value.get_ref() {
                DeValue::Array(tables) if key.get_ref() == "tolerated" => tables,
                _ => {
                    self.complain(
                        key.span().start,
                        format!("`{}` does not belong here", key.get_ref()),
                        "a ledger holds `[[tolerated]]` entries only",
                    );
                    continue;
                }
            };
            for table in tables {
                let Some(entry) = self.entry(table) else {
                    continue;
                };
                let same = |known: &&Entry| known.fingerprint == entry.fingerprint;
                match entries.iter().find(same) {
                    Some(first) => self.complain(
                        table.span().start,
                        format!(
                            "the fingerprint {} has an entry already, in line {}",
                            entry.fingerprint, first.line
                        ),
                        "keep one of the two",
                    ),
                    None => entries.push(entry),
                }
            }
        }
        entries
    }

    fn entry(&mut self, table: &Spanned<DeValue<'_>>) -> Option<Entry> {
        let at = table.span().start;
        let DeValue::Table(pairs) = table.get_ref() else {
            let help = "write `[[tolerated]]` above it";
            self.complain(at, "an entry must be a table", help);
            return None;
        };
        let before = self.troubles.len();
        for key in pairs.keys() {
            if !KEYS.contains(&key.get_ref().as_ref()) {
                self.complain(
                    key.span().start,
                    format!("an entry has no key `{}`", key.get_ref()),
                    format!("the keys are {}", KEYS.join(", ")),
                );
            }
        }
        let fingerprint = self.needed(at, pairs, "fingerprint");
        let fingerprint = fingerprint.and_then(|(at, text)| self.fingerprint(at, text));
        let kind = self.text(pairs, "kind");
        let kind = kind.and_then(|(at, text)| self.kind(at, &text));
        let operation = self.text(pairs, "operation").map(|(_, text)| text);
        let reason = self.needed(at, pairs, "reason").map(|(_, text)| text);
        let since = self.needed(at, pairs, "since");
        let since = since.and_then(|(at, text)| self.date(at, &text));
        let until = self.needed(at, pairs, "until");
        let until_at = until.as_ref().map_or(at, |(at, _)| *at);
        let until = until.and_then(|(at, text)| self.date(at, &text));
        let (since, until) = (since?, until?);
        if until < since {
            self.complain(
                until_at,
                format!("`until` ({until}) is before `since` ({since})"),
                "write the last day on which the finding is tolerated",
            );
        }
        let entry = Entry {
            line: self.line(at),
            fingerprint: fingerprint?,
            kind,
            operation,
            reason: reason?,
            until,
        };
        // An entry with any fault tolerates nothing.
        (self.troubles.len() == before).then_some(entry)
    }

    fn fingerprint(&mut self, at: usize, text: String) -> Option<String> {
        let is_hex = |byte: u8| byte.is_ascii_digit() || (b'a'..=b'f').contains(&byte);
        if text.len() == 16 && text.bytes().all(is_hex) {
            return Some(text);
        }
        self.complain(
            at,
            format!("`{text}` is not a fingerprint"),
            "copy the sixteen digits that the report shows beside the finding",
        );
        None
    }

    fn kind(&mut self, at: usize, text: &str) -> Option<Kind> {
        let kind = Kind::from_id(text);
        if kind.is_none() {
            self.complain(
                at,
                format!("there is no kind of finding `{text}`"),
                "copy it from the report, or leave `kind` out",
            );
        }
        kind
    }

    fn date(&mut self, at: usize, text: &str) -> Option<Date> {
        // The parser takes other spellings and a time behind the day, too.
        let date = text.parse::<Date>().ok().filter(|_| text.len() == 10);
        if date.is_none() {
            self.complain(
                at,
                format!("`{text}` is not a day"),
                "write it as YYYY-MM-DD, in quotes",
            );
        }
        date
    }

    fn needed(&mut self, at: usize, pairs: &DeTable<'_>, key: &str) -> Option<(usize, String)> {
        if !pairs.contains_key(key) {
            self.complain(
                at,
                format!("this entry has no `{key}`"),
                format!("write `{key} = \"…\"`"),
            );
        }
        self.text(pairs, key)
    }

    /// The text of a key and where it stands. Nothing where the key is left out.
    fn text(&mut self, pairs: &DeTable<'_>, key: &str) -> Option<(usize, String)> {
        let value = pairs.get(key)?;
        let at = value.span().start;
        match value.get_ref() {
            DeValue::String(text) if !text.trim().is_empty() => {
                return Some((at, text.trim().to_owned()));
            }
            // A day without quotes means the same.
            DeValue::Datetime(date) => return Some((at, date.to_string())),
            DeValue::String(_) => self.complain(at, format!("`{key}` is empty"), "fill it in"),
            _ => self.complain(at, format!("`{key}` must be text"), "put it in quotes"),
        }
        None
    }

    fn complain(&mut self, at: usize, message: impl Into<String>, help: impl Into<String>) {
        let trouble = Trouble {
            file: self.file.to_owned(),
            line: Some(self.line(at)),
            message: message.into(),
            help: help.into(),
        };
        self.troubles.push(trouble);
    }

    fn line(&self, at: usize) -> usize {
        let before = self.text.bytes().take(at);
        1 + before.filter(|byte| *byte == b'\n').count()
    }
}
