//! Structs and enums of the emitted crate.

use serde::Serialize;

use super::{Arguments, Docs, Name, Type};

/// A type that is emitted as an item of its own.
#[derive(Debug, Clone, PartialEq, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum Model {
    /// A JSON object with known members.
    Struct(Struct),
    /// A string with known values.
    Enum(Enum),
    /// One of several types.
    Union(Union),
}

impl Model {
    /// The name of the item.
    #[must_use]
    pub fn name(&self) -> &str {
        match self {
            Self::Struct(model) => &model.rust,
            Self::Enum(model) => &model.rust,
            Self::Union(model) => &model.rust,
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
    /// The type of the members in `extra`; any JSON value where there is none.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub extra: Option<Type>,
    /// How callers make one; none where only the API does.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub build: Option<Build>,
}

impl Struct {
    /// Whether a field holds personal data, so that `Debug` must not be derived.
    #[must_use]
    pub fn has_pii(&self) -> bool {
        self.fields.iter().any(|field| field.pii)
    }
}

/// How callers make a struct: a constructor with what it cannot do without, a setter for the rest.
/// Members that were not set are not sent.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Build {
    /// How the constructor takes the members that are required.
    pub arguments: Arguments,
    /// Setters of the other members, in document order.
    pub setters: Vec<Setter>,
}

/// A setter of a struct.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Setter {
    /// Its name.
    pub method: String,
    /// The Rust name of the field that it sets.
    pub field: String,
}

/// A known member of a JSON object.
#[derive(Debug, Clone, PartialEq, Serialize)]
#[allow(
    clippy::struct_excessive_bools,
    reason = "four facts of the document that exclude none of each other"
)]
pub struct Field {
    /// Its name.
    pub name: Name,
    /// Its type, without the `Option` of a field that may be missing.
    pub ty: Type,
    /// Whether it is always there and never null.
    pub required: bool,
    /// Whether it is sent as null where it is empty, instead of being left out.
    #[serde(skip_serializing_if = "std::ops::Not::not")]
    pub always: bool,
    /// Whether it holds personal data: redacted in `Debug`.
    #[serde(skip_serializing_if = "std::ops::Not::not")]
    pub pii: bool,
    /// Whether the document calls it deprecated.
    #[serde(skip_serializing_if = "std::ops::Not::not")]
    pub deprecated: bool,
    /// Where it stands in the document, if not in the `properties` of its struct.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub pointer: Option<String>,
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

/// One of several types; what is none of them is kept as `Unknown`.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Union {
    /// Name of the enum.
    pub rust: String,
    /// Where it stands in the document, as a JSON pointer.
    pub pointer: String,
    /// What it is.
    pub docs: Docs,
    /// The member whose value names the alternative.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub tag: Option<String>,
    /// The alternatives in document order.
    pub alternatives: Vec<Alternative>,
}

/// One of the types of a union.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Alternative {
    /// Name of its variant.
    pub rust: String,
    /// Its type.
    pub ty: Type,
    /// Values of the tag that mean it; the first is what is sent.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub tags: Vec<String>,
    /// How well a value fits it, where that is not for the tag to say.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub fit: Option<Fit>,
    /// What it is.
    pub docs: Docs,
}

/// How well a value fits an alternative.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum Fit {
    /// As well as any other value of its type.
    Alike,
    /// Any text.
    Text,
    /// These texts better than others.
    Values(Vec<String>),
    /// The better the more of these members it has.
    Members(Vec<String>),
    /// As well as its elements.
    Each(Box<Fit>),
}
