//! Builds a JSON value straight from a YAML or JSON deserializer, refusing what has no clear meaning.
//!
//! Responsible for: duplicate keys, keys that are not text, tags, merge keys, numbers that JSON
//! cannot hold, and the limits on size and depth. Not for: syntax, which the libraries judge.

use std::cell::{Cell, RefCell};
use std::collections::HashMap;
use std::fmt;

use serde::de::{
    DeserializeSeed, Deserializer, EnumAccess, Error, MapAccess, SeqAccess, VariantAccess, Visitor,
};
use serde_json::map::Entry;
use serde_json::{Map, Number, Value};

use super::super::{limits, pointer};

/// What a library says that expected a key and found something else; recognised by `parse`.
pub(super) const KEY: &str = "a key that is a plain text";

/// One problem inside a text that is well formed.
pub(super) struct Problem {
    pub(super) id: &'static str,
    pub(super) pointer: String,
    /// Which of the entries with this pointer: 0 unless a key is given twice.
    pub(super) occurrence: usize,
    pub(super) message: String,
    pub(super) help: &'static str,
    /// Whether the reading stopped here.
    pub(super) fatal: bool,
}

/// What is remembered while one text is read.
pub(super) struct Reading {
    yaml: bool,
    nodes: Cell<usize>,
    text_bytes: Cell<usize>,
    empty: Cell<bool>,
    problems: RefCell<Vec<Problem>>,
    repeated: RefCell<HashMap<String, usize>>,
    suspect_numbers: RefCell<Vec<String>>,
    stopped_at: RefCell<Option<String>>,
}

impl Reading {
    pub(super) fn yaml() -> Self {
        Self::new(true)
    }

    pub(super) fn json() -> Self {
        Self::new(false)
    }

    fn new(yaml: bool) -> Self {
        Self {
            yaml,
            nodes: Cell::new(0),
            text_bytes: Cell::new(0),
            empty: Cell::new(false),
            problems: RefCell::default(),
            repeated: RefCell::default(),
            suspect_numbers: RefCell::default(),
            stopped_at: RefCell::default(),
        }
    }

    pub(super) fn is_yaml(&self) -> bool {
        self.yaml
    }

    /// Whether the text held nothing at all (an explicit `null` is something).
    pub(super) fn is_empty(&self) -> bool {
        self.empty.get()
    }

    /// Numbers so large that they may have been whole numbers which a float only comes near.
    pub(super) fn suspect_numbers(&self) -> Vec<String> {
        self.suspect_numbers.take()
    }

    /// The problems, and the pointer of the value in which the reading stopped.
    pub(super) fn into_problems(self) -> (Vec<Problem>, String) {
        (
            self.problems.into_inner(),
            self.stopped_at.into_inner().unwrap_or_default(),
        )
    }

    fn report(&self, path: &Path<'_>, id: &'static str, message: String, help: &'static str) {
        let pointer = path.pointer();
        self.problems.borrow_mut().push(Problem {
            id,
            pointer,
            occurrence: 0,
            message,
            help,
            fatal: false,
        });
    }

    fn stop<E: Error>(&self, path: &Path<'_>, (id, message, help): Explanation) -> E {
        let pointer = path.pointer();
        self.problems.borrow_mut().push(Problem {
            id,
            pointer,
            occurrence: 0,
            message,
            help,
            fatal: true,
        });
        E::custom(id)
    }

    fn stopped(&self, path: &Path<'_>) {
        self.stopped_at
            .borrow_mut()
            .get_or_insert_with(|| path.pointer());
    }

    fn count<E: Error>(&self, path: &Path<'_>, bytes: usize) -> Result<(), E> {
        self.nodes.set(self.nodes.get() + 1);
        self.text_bytes
            .set(self.text_bytes.get().saturating_add(bytes));
        if self.nodes.get() > limits::NODES {
            return Err(self.stop(
                path,
                too_large(&format!(
                    "the file holds more than {} values",
                    limits::NODES
                )),
            ));
        }
        if self.text_bytes.get() > limits::TEXT_BYTES {
            let megabytes = limits::TEXT_BYTES / (1024 * 1024);
            return Err(self.stop(
                path,
                too_large(&format!("the file holds more than {megabytes} MiB of text")),
            ));
        }
        Ok(())
    }
}

/// Id, message, help.
type Explanation = (&'static str, String, &'static str);

pub(super) fn too_large(what: &str) -> Explanation {
    (
        "too-large",
        format!("{what}, once its aliases are expanded"),
        "write the document without aliases, or split it",
    )
}

pub(super) fn too_deep() -> Explanation {
    (
        "too-deep",
        format!(
            "objects and lists are nested more than {} deep",
            limits::DEPTH
        ),
        "name the inner parts under `components` and refer to them",
    )
}

/// Where the reader is, as a list from the inside out, so that going down costs nothing.
#[derive(Clone, Copy)]
enum Path<'a> {
    Root,
    Key(&'a Path<'a>, &'a str),
    Index(&'a Path<'a>, usize),
}

impl Path<'_> {
    fn pointer(&self) -> String {
        match self {
            Self::Root => String::new(),
            Self::Key(parent, key) => pointer::join(&parent.pointer(), key),
            Self::Index(parent, index) => pointer::join(&parent.pointer(), &index.to_string()),
        }
    }
}

/// Reads one value.
#[derive(Clone, Copy)]
pub(super) struct Node<'a> {
    reading: &'a Reading,
    path: &'a Path<'a>,
    depth: usize,
}

impl<'a> Node<'a> {
    pub(super) fn root(reading: &'a Reading) -> Self {
        Node {
            reading,
            path: &Path::Root,
            depth: 0,
        }
    }

    fn number(self, text: impl fmt::Display) -> Value {
        let help = "use a number between -9223372036854775808 and 18446744073709551615, or a text";
        self.reading.report(
            self.path,
            "number-too-large",
            format!("the whole number {text} is too large"),
            help,
        );
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
        // Beyond this a float may stand for a whole number that it cannot hold exactly.
        if value.abs() >= 9.0e18 {
            self.reading
                .suspect_numbers
                .borrow_mut()
                .push(self.path.pointer());
        }
        let Some(number) = Number::from_f64(value) else {
            let message = format!("{value} is not a number that JSON can hold");
            self.reading.report(
                self.path,
                "number-not-finite",
                message,
                "leave the key out, or write a finite number",
            );
            return Ok(Value::Null);
        };
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
        self.reading.empty.set(true);
        Ok(Value::Null)
    }

    /// The YAML library shows a value with a tag of its own kind (`!name`) as an enum.
    fn visit_enum<A: EnumAccess<'de>>(self, access: A) -> Result<Value, A::Error> {
        let (tag, content) = access.variant::<String>()?;
        let message = format!("the YAML tag `!{tag}` has no meaning here");
        self.reading
            .report(self.path, "yaml-tag", message, TAG_HELP);
        content.newtype_variant_seed(self)
    }

    fn visit_seq<A: SeqAccess<'de>>(self, mut access: A) -> Result<Value, A::Error> {
        self.reading.count(self.path, 0)?;
        if self.depth >= limits::DEPTH {
            return Err(self.reading.stop(self.path, too_deep()));
        }
        let mut list = Vec::new();
        loop {
            let path = Path::Index(self.path, list.len());
            let node = Node {
                reading: self.reading,
                path: &path,
                depth: self.depth + 1,
            };
            match access.next_element_seed(node) {
                Ok(Some(value)) => list.push(value),
                Ok(None) => return Ok(Value::Array(list)),
                Err(error) => {
                    self.reading.stopped(self.path);
                    return Err(error);
                }
            }
        }
    }

    fn visit_map<A: MapAccess<'de>>(self, mut access: A) -> Result<Value, A::Error> {
        self.reading.count(self.path, 0)?;
        if self.depth >= limits::DEPTH {
            return Err(self.reading.stop(self.path, too_deep()));
        }
        let mut map = Map::new();
        loop {
            match self.entry(&mut access) {
                Ok(Some((key, value))) => self.insert(&mut map, key, value),
                Ok(None) => return Ok(Value::Object(map)),
                Err(error) => {
                    self.reading.stopped(self.path);
                    return Err(error);
                }
            }
        }
    }
}

pub(super) const TAG_HELP: &str = "delete the tag and write the value as plain YAML";

impl Node<'_> {
    fn entry<'de, A: MapAccess<'de>>(
        self,
        access: &mut A,
    ) -> Result<Option<(String, Value)>, A::Error> {
        let Some(key) = access.next_key_seed(Key)? else {
            return Ok(None);
        };
        let path = Path::Key(self.path, &key);
        self.reading.count(&path, key.len())?;
        let node = Node {
            reading: self.reading,
            path: &path,
            depth: self.depth + 1,
        };
        let value = access.next_value_seed(node)?;
        if self.reading.yaml && key == "<<" {
            let help = "write the merged keys out, or refer to a schema with `$ref` and `allOf`";
            self.reading.report(
                &path,
                "yaml-merge-key",
                "the merge key `<<` is not supported".to_owned(),
                help,
            );
        }
        Ok(Some((key, value)))
    }

    /// Keeps the first of two entries with one key, and reports the others.
    fn insert(self, map: &mut Map<String, Value>, key: String, value: Value) {
        match map.entry(key) {
            Entry::Vacant(entry) => {
                entry.insert(value);
            }
            Entry::Occupied(entry) => {
                let pointer = pointer::join(&self.path.pointer(), entry.key());
                let mut repeated = self.reading.repeated.borrow_mut();
                let count = repeated.entry(pointer.clone()).or_default();
                *count += 1;
                let message = format!("the key `{}` is given twice in one object", entry.key());
                let help = "delete one of the two, or merge them";
                self.reading.problems.borrow_mut().push(Problem {
                    id: "duplicate-key",
                    pointer,
                    occurrence: *count,
                    message,
                    help,
                    fatal: false,
                });
            }
        }
    }
}

/// Reads a key as the text that stands there, so that `200:`, `true:` and `1.10:` stay what they look like.
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
