//! The shape of a value, as data.
//!
//! Responsible for: what a schema says once it is compiled. Not for: compiling it (`shape`)
//! or holding a value against it.

use indexmap::IndexMap;
use regex::Regex;
use serde_json::Value;

/// Names a schema of one [`super::Contract`].
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct SchemaId(usize);

impl SchemaId {
    pub(super) fn new(index: usize) -> Self {
        Self(index)
    }

    pub(super) fn index(self) -> usize {
        self.0
    }
}

/// One schema.
#[allow(
    clippy::struct_excessive_bools,
    reason = "facts of the document, each its own"
)]
#[derive(Debug)]
pub struct Schema {
    /// JSON pointer into the document.
    pub pointer: String,
    /// Whether null is allowed; always so where the schema says no type.
    pub nullable: bool,
    /// Whether an answer may leave it out although it is declared (`x-optional`).
    pub optional: bool,
    /// Whether only answers have it (`readOnly`).
    pub read_only: bool,
    /// Whether only requests have it (`writeOnly`).
    pub write_only: bool,
    /// Why it cannot be used, or not in full; it is then judged by as much as can be.
    pub usable: Option<String>,
    /// What its values look like.
    pub shape: Shape,
}

/// What values look like.
#[derive(Debug)]
pub enum Shape {
    /// Nothing is said, so everything is allowed.
    Any,
    /// `true` or `false`.
    Boolean,
    /// A whole number. The range of `int32` and `int64` is part of it.
    Integer {
        /// The smallest value.
        min: Option<i128>,
        /// The largest value.
        max: Option<i128>,
    },
    /// A number.
    Number {
        /// The smallest value.
        min: Option<f64>,
        /// The largest value.
        max: Option<f64>,
        /// Whether the smallest and the largest value are themselves left out.
        exclusive: (bool, bool),
    },
    /// A text.
    String {
        /// Its `format`.
        format: Option<String>,
        /// Its pattern; none where it is broken.
        pattern: Option<Regex>,
        /// Its pattern as the document writes it.
        pattern_text: Option<String>,
        /// The fewest characters.
        min_length: Option<usize>,
        /// The most characters.
        max_length: Option<usize>,
    },
    /// One of these values.
    Enum {
        /// The values.
        values: Vec<Value>,
        /// Other spellings and the values that they mean (`x-enum-aliases`); both are values.
        aliases: IndexMap<String, String>,
    },
    /// A list.
    List {
        /// Its entries.
        items: SchemaId,
        /// The fewest entries.
        min: Option<usize>,
        /// The most entries.
        max: Option<usize>,
    },
    /// An object.
    Object {
        /// Its declared members.
        properties: IndexMap<String, SchemaId>,
        /// Members that the document says are always there.
        required: Vec<String>,
        /// Whether it may have others.
        additional: Additional,
    },
    /// An object whose values are URLs (the vendor's format `uri-map`).
    UrlMap {
        /// Whether a path alone will do.
        relative: bool,
        /// Whether null may stand in place of a URL: the format does not say, so that it may unless
        /// `additionalProperties` says what a value is.
        nullable: bool,
    },
    /// One of several shapes (`oneOf`, `anyOf`).
    OneOf(Union),
}

/// Several shapes, of which a value has one.
#[derive(Debug, Default)]
pub struct Union {
    /// The shapes. None of them is a union without a tag itself.
    pub branches: Vec<SchemaId>,
    /// What tells them apart (`discriminator`).
    pub tag: Option<Tag>,
}

/// The member that says which of several shapes an object has.
#[derive(Debug)]
pub struct Tag {
    /// Its name.
    pub name: String,
    /// The shapes by its values.
    pub values: IndexMap<String, SchemaId>,
    /// Whether each shape has a value, so that no other value is right.
    pub complete: bool,
}

impl Union {
    /// The shape that a value names, where there is a tag and it names one.
    #[must_use]
    pub fn named(&self, value: &Value) -> Option<SchemaId> {
        let tag = self.tag.as_ref()?;
        let named = value.get(&tag.name)?.as_str()?;
        tag.values.get(named).copied()
    }
}

/// Whether an object may have members that are not declared.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Additional {
    /// It may not.
    Closed,
    /// It may have any.
    Any,
    /// It may, with values of this shape.
    Schema(SchemaId),
}
