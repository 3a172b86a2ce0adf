//! Builds a JSON value straight from a YAML or JSON deserializer, refusing what has no clear meaning.
//!
//! Responsible for: duplicate keys, keys that are not text, tags, merge keys, numbers that JSON
//! cannot hold, and the limits on size and depth. Not for: syntax, which the libraries judge.

use std::fmt;

use serde::de::{
    DeserializeSeed, Deserializer, EnumAccess, Error, MapAccess, SeqAccess, VariantAccess, Visitor,
};
use serde_json::map::Entry;
use serde_json::{Map, Number, Value};

use super::super::limits;
use super::reading::{Path, Reading, too_deep};

/// What a library says that expected a key and found something else; recognised by `parse`.
pub(super) const KEY: &str = "a key that is a plain text";

/// What to do about a tag.
pub(super) const TAG_HELP: &str = "delete the tag and write the value as plain YAML";

/// What to do about a number that JSON cannot hold.
pub(super) const NUMBER_HELP: &str =
    "use a number between -9223372036854775808 and 18446744073709551615, or a text";

/// Reads one value.
#[derive(Clone, Copy)]
pub(super) struct Node<'a> {
    reading: &'a Reading,
    path: &'a Path<'a>,
    depth: usize,
}

impl<'a> Node<'a> {
    /// Reads the whole text.
    pub(super) fn root(reading: &'a Reading) -> Self {
        Self::at(reading, 0)
    }

    /// Reads a text that stands so deep in another one.
    pub(super) fn at(reading: &'a Reading, depth: usize) -> Self {
        Node {
            reading,
            path: &Path::Root,
            depth,
        }
    }

    fn below<'b>(self, path: &'b Path<'b>) -> Node<'b>
    where
        'a: 'b,
    {
        Node {
            reading: self.reading,
            path,
            depth: self.depth + 1,
        }
    }

    fn enter<E: Error>(self) -> Result<(), E> {
        if self.depth >= limits::DEPTH {
            return Err(self.reading.stop(self.path, too_deep()));
        }
        self.reading.count(self.path, 0)
    }

    /// Remembers where an error came from that the library found.
    fn failed<T, E>(self, error: E) -> Result<T, E> {
        self.reading.stopped(self.path);
        Err(error)
    }

    fn number(self, number: impl fmt::Display) -> Value {
        let message = format!("the whole number {number} is too large");
        self.reading
            .report(self.path, ("number-too-large", message, NUMBER_HELP));
        Value::Null
    }
}

impl<'de> DeserializeSeed<'de> for Node<'_> {
    type Value = Value;

    fn deserialize<D: Deserializer<'de>>(self, deserializer: D) -> Result<Value, D::Error> {
        deserializer.deserialize_any(self)
    }
}

impl<'de> Visitor<'de> for Node<'_> {
    type Value = Value;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("a value that JSON can hold")
    }

    fn visit_bool<E: Error>(self, value: bool) -> Result<Value, E> {
        self.reading.count(self.path, 0)?;
        Ok(Value::Bool(value))
    }

    fn visit_u64<E: Error>(self, value: u64) -> Result<Value, E> {
        self.reading.count(self.path, 0)?;
        Ok(Value::Number(value.into()))
    }

    fn visit_i64<E: Error>(self, value: i64) -> Result<Value, E> {
        self.reading.count(self.path, 0)?;
        Ok(Value::Number(value.into()))
    }

    fn visit_u128<E: Error>(self, value: u128) -> Result<Value, E> {
        Ok(self.number(value))
    }

    fn visit_i128<E: Error>(self, value: i128) -> Result<Value, E> {
        Ok(self.number(value))
    }

    fn visit_f64<E: Error>(self, value: f64) -> Result<Value, E> {
        self.reading.count(self.path, 0)?;
        let Some(number) = Number::from_f64(value) else {
            let message = format!("{value} is not a number that JSON can hold");
            let help = "leave the key out, or write a finite number";
            self.reading
                .report(self.path, ("number-not-finite", message, help));
            return Ok(Value::Null);
        };
        // Beyond this a float may stand for a whole number that it cannot hold exactly.
        if value.abs() >= 9.0e18 {
            self.reading.suspect_number(self.path);
        }
        Ok(Value::Number(number))
    }

    fn visit_str<E: Error>(self, value: &str) -> Result<Value, E> {
        self.reading.count(self.path, value.len())?;
        Ok(Value::String(value.to_owned()))
    }

    fn visit_string<E: Error>(self, value: String) -> Result<Value, E> {
        self.reading.count(self.path, value.len())?;
        Ok(Value::String(value))
    }

    fn visit_unit<E: Error>(self) -> Result<Value, E> {
        self.reading.count(self.path, 0)?;
        Ok(Value::Null)
    }

    /// The YAML library says `none` for a stream without a document, and `unit` for a null.
    fn visit_none<E: Error>(self) -> Result<Value, E> {
        self.reading.set_empty();
        Ok(Value::Null)
    }

    /// The YAML library shows a value with a tag of its own kind (`!name`) as an enum.
    fn visit_enum<A: EnumAccess<'de>>(self, access: A) -> Result<Value, A::Error> {
        let (tag, content) = access.variant::<String>()?;
        let message = format!("the YAML tag `!{tag}` has no meaning here");
        self.reading
            .report(self.path, ("yaml-tag", message, TAG_HELP));
        content.newtype_variant_seed(self)
    }

    fn visit_seq<A: SeqAccess<'de>>(self, mut access: A) -> Result<Value, A::Error> {
        self.enter()?;
        let mut list = Vec::new();
        loop {
            let path = Path::Index(self.path, list.len());
            match access.next_element_seed(self.below(&path)) {
                Ok(Some(value)) => list.push(value),
                Ok(None) => return Ok(Value::Array(list)),
                Err(error) => return self.failed(error),
            }
        }
    }

    fn visit_map<A: MapAccess<'de>>(self, mut access: A) -> Result<Value, A::Error> {
        self.enter()?;
        let mut map = Map::new();
        loop {
            match self.entry(&mut access) {
                Ok(Some((key, value))) => self.insert(&mut map, key, value),
                Ok(None) => return Ok(Value::Object(map)),
                Err(error) => return self.failed(error),
            }
        }
    }
}

impl Node<'_> {
    fn entry<'de, A>(self, access: &mut A) -> Result<Option<(String, Value)>, A::Error>
    where
        A: MapAccess<'de>,
    {
        let Some(key) = access.next_key_seed(Key)? else {
            return Ok(None);
        };
        let path = Path::Key(self.path, &key);
        self.reading.count(&path, key.len())?;
        if key.len() > limits::KEY_BYTES {
            // It would be part of each pointer below.
            let message = format!("a key has more than {} bytes", limits::KEY_BYTES);
            let explanation = ("key-too-long", message, "give it a shorter name");
            return Err(self.reading.stop(self.path, explanation));
        }
        let value = access.next_value_seed(self.below(&path))?;
        if self.reading.is_yaml() && key == "<<" {
            let message = "the merge key `<<` is not supported".to_owned();
            let help = "write the merged keys out, or refer to a schema with `$ref` and `allOf`";
            self.reading
                .report(&path, ("yaml-merge-key", message, help));
        }
        Ok(Some((key, value)))
    }

    /// Keeps the first of two entries with one key, and reports the others.
    fn insert(self, map: &mut Map<String, Value>, key: String, value: Value) {
        match map.entry(key) {
            Entry::Vacant(entry) => drop(entry.insert(value)),
            Entry::Occupied(entry) => self.reading.repeated_key(self.path, entry.key()),
        }
    }
}

/// Reads a key as the text that stands there, so that `200:`, `true:` and `1.10:` stay what they
/// look like.
struct Key;

impl<'de> DeserializeSeed<'de> for Key {
    type Value = String;

    fn deserialize<D: Deserializer<'de>>(self, deserializer: D) -> Result<String, D::Error> {
        deserializer.deserialize_str(self)
    }
}

impl Visitor<'_> for Key {
    type Value = String;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(KEY)
    }

    fn visit_str<E: Error>(self, value: &str) -> Result<String, E> {
        Ok(value.to_owned())
    }

    fn visit_string<E: Error>(self, value: String) -> Result<String, E> {
        Ok(value)
    }
}
