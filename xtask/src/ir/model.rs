//! Structs and enums of the emitted crate.

use serde::Serialize;

use super::{Docs, Name, Type};

/// A type that is emitted as an item of its own.
#[derive(Debug, Clone, PartialEq, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum Model {
    /// A JSON object with known members.
    Struct(Struct),
    /// A string with known values.
    Enum(Enum),
}

impl Model {
    /// The name of the item.
    #[must_use]
    pub fn name(&self) -> &str {
        match self {
            Self::Struct(model) => &model.rust,
            Self::Enum(model) => &model.rust,
        }
    }
}

/// A JSON object with known members; members that are not known are kept in `extra`.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Struct {
    /// Name of the struct.
    pub rust: String,
    /// Where it stands in the document, as a JSON pointer.
    pub pointer: String,
    /// What it is.
    pub docs: Docs,
    /// Known members in document order.
    pub fields: Vec<Field>,
}

impl Struct {
    /// Whether a field holds personal data, so that `Debug` must not be derived.
    #[must_use]
    pub fn has_pii(&self) -> bool {
        self.fields.iter().any(|field| field.pii)
    }
}

/// A known member of a JSON object.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Field {
    /// Its name.
    pub name: Name,
    /// Its type, without the `Option` of a field that may be missing.
    pub ty: Type,
    /// Whether it is always there and never null.
    pub required: bool,
    /// Whether it holds personal data: redacted in `Debug`.
    #[serde(skip_serializing_if = "std::ops::Not::not")]
    pub pii: bool,
    /// What it is.
    pub docs: Docs,
}

/// A string with known values; any other string is kept as `Unknown`.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Enum {
    /// Name of the enum.
    pub rust: String,
    /// Where it stands in the document, as a JSON pointer.
    pub pointer: String,
    /// What it is.
    pub docs: Docs,
    /// Known values in document order.
    pub variants: Vec<Variant>,
}

/// A known value of an enum.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Variant {
    /// Its name; `wire` is what is sent.
    pub name: Name,
    /// Other spellings that mean the same when they are received.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub aliases: Vec<String>,
}
