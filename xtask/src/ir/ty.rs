//! Types of values, as the emitted code will spell them.

use serde::Serialize;

/// A type of a field, a parameter or a response.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum Type {
    /// Text of any kind that has no type of its own.
    String,
    /// `true` or `false`.
    Bool,
    /// A whole number.
    Integer,
    /// A number with a fraction.
    Number,
    /// A point in time, RFC 3339 on the wire.
    Timestamp,
    /// A calendar date, `YYYY-MM-DD` on the wire.
    Date,
    /// A SID newtype; `Sid` itself where any kind may stand.
    Sid(String),
    /// Any JSON value.
    Json,
    /// A JSON object whose members are not typed.
    Object,
    /// A JSON object whose members all have one type.
    Map(Box<Type>),
    /// A list.
    List(Box<Type>),
    /// A value that may be null inside a list or a map.
    Nullable(Box<Type>),
    /// A struct or enum of this crate.
    Model(TypePath),
}

/// Where a struct or enum lives.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize)]
pub struct TypePath {
    /// Module path below the crate root.
    pub module: Vec<String>,
    /// Name of the type.
    pub name: String,
    /// Whether a value of it can hold another of itself, so that a field needs a `Box`.
    #[serde(skip_serializing_if = "std::ops::Not::not")]
    pub boxed: bool,
}
