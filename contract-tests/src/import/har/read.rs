//! HAR files as streams.
//!
//! Responsible for: one entry after the other out of JSON of any size, without ever holding more
//! than one. Not for: what an entry means.

use std::io::{BufRead as _, BufReader, Read};

use serde::de::{
    DeserializeSeed, Deserializer, Error as _, IgnoredAny, MapAccess, SeqAccess, Visitor,
};
use serde_json::Value;

use crate::model::Trouble;

/// Larger files are read up to here; no tool writes them.
const MAX_BYTES: u64 = 4 * 1024 * 1024 * 1024;

/// Why there are not more entries.
#[derive(Debug)]
pub(super) enum Problem {
    /// This is no JSON, or ends too early; with the line.
    NotJson(String, usize),
    /// It is JSON of something else.
    NotHar(String, usize),
    /// There is no entry.
    Empty,
}

impl Problem {
    pub(super) fn trouble(self, file: &str, read: usize) -> Trouble {
        let (message, line, help) = match self {
            Self::NotJson(why, line) => (
                format!("is not JSON from here on ({why}); {read} entries were read before that"),
                Some(line),
                "export the HAR file again; it is damaged or was cut short",
            ),
            Self::NotHar(why, line) => (
                format!("is not an HTTP archive: {why}"),
                Some(line),
                "a HAR file is an object with `log.entries`: export the traffic as HAR",
            ),
            Self::Empty => (
                "holds no entries".to_owned(),
                None,
                "record some traffic first, then export it as HAR with its contents",
            ),
        };
        Trouble {
            file: file.to_owned(),
            line,
            message,
            help: help.to_owned(),
        }
    }
}

/// Gives each entry to `take`.
pub(super) fn entries(input: impl Read, take: &mut dyn FnMut(Value)) -> Result<(), Problem> {
    let mut input = BufReader::with_capacity(64 * 1024, input.take(MAX_BYTES));
    // Some tools on Windows put a byte order mark before the JSON.
    if input
        .fill_buf()
        .is_ok_and(|start| start.starts_with(b"\xEF\xBB\xBF"))
    {
        input.consume(3);
    }
    let mut decoder = serde_json::Deserializer::from_reader(input);
    let mut archive = Archive {
        take,
        found: 0,
        lists: 0,
    };
    let read = Top(&mut archive)
        .deserialize(&mut decoder)
        .and_then(|()| decoder.end());
    let (found, lists) = (archive.found, archive.lists);
    match read {
        Err(error) if error.is_data() => Err(Problem::NotHar(reason(&error), error.line())),
        Err(error) => Err(Problem::NotJson(reason(&error), error.line())),
        Ok(()) if lists == 0 => Err(Problem::NotHar("it has no `log.entries`".to_owned(), 1)),
        Ok(()) if found == 0 => Err(Problem::Empty),
        Ok(()) => Ok(()),
    }
}

/// What the reader says, without the value that it met: that could be a secret.
fn reason(error: &serde_json::Error) -> String {
    let text = error.to_string();
    if error.is_data() {
        return text.rsplit_once("expected ").map_or_else(
            || "it has another shape".to_owned(),
            |(_, rest)| format!("expected {rest}"),
        );
    }
    text
}

/// What was met so far.
struct Archive<'t> {
    take: &'t mut dyn FnMut(Value),
    found: usize,
    lists: usize,
}

/// An object of which one member matters.
macro_rules! object {
    ($name:ident, $member:literal, $inner:ident, $expected:literal) => {
        struct $name<'a, 't>(&'a mut Archive<'t>);

        impl<'de> DeserializeSeed<'de> for $name<'_, '_> {
            type Value = ();

            fn deserialize<D: Deserializer<'de>>(self, decoder: D) -> Result<(), D::Error> {
                decoder.deserialize_map(self)
            }
        }

        impl<'de> Visitor<'de> for $name<'_, '_> {
            type Value = ();

            fn expecting(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
                f.write_str($expected)
            }

            fn visit_map<A: MapAccess<'de>>(self, mut map: A) -> Result<(), A::Error> {
                while let Some(key) = map.next_key::<String>()? {
                    if key == $member {
                        map.next_value_seed($inner(&mut *self.0))?;
                    } else {
                        map.next_value::<IgnoredAny>()?;
                    }
                }
                Ok(())
            }
        }
    };
}

object!(Top, "log", Log, "an object with `log`");
object!(Log, "entries", Entries, "an object with `entries` as `log`");

struct Entries<'a, 't>(&'a mut Archive<'t>);

impl<'de> DeserializeSeed<'de> for Entries<'_, '_> {
    type Value = ();

    fn deserialize<D: Deserializer<'de>>(self, decoder: D) -> Result<(), D::Error> {
        decoder.deserialize_seq(self)
    }
}

impl<'de> Visitor<'de> for Entries<'_, '_> {
    type Value = ();

    fn expecting(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("a list as `log.entries`")
    }

    fn visit_seq<A: SeqAccess<'de>>(self, mut list: A) -> Result<(), A::Error> {
        self.0.lists += 1;
        if self.0.lists > 1 {
            return Err(A::Error::custom("expected one list of entries, not two"));
        }
        while let Some(entry) = list.next_element::<Value>()? {
            self.0.found += 1;
            (self.0.take)(entry);
        }
        Ok(())
    }
}
