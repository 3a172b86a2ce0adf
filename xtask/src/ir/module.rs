//! Modules: one per resource, nested as the URL is nested.

use serde::Serialize;

use super::{Docs, Model, Operation, TypePath};

/// A module of the emitted crate.
#[derive(Debug, Clone, Default, PartialEq, Serialize)]
pub struct Module {
    /// Module path below the crate root; the last element is its own name.
    pub path: Vec<String>,
    /// What the resource is.
    pub docs: Docs,
    /// A call that the module documentation shows.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub example: Option<Example>,
    /// Its operations in document order.
    pub operations: Vec<Operation>,
    /// Its structs and enums in document order.
    pub models: Vec<Model>,
    /// Modules below it in document order.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub modules: Vec<Module>,
}

impl Module {
    /// Its own name.
    #[must_use]
    pub fn name(&self) -> &str {
        self.path.last().map_or("", String::as_str)
    }
}

/// A call of one operation, to be shown and compiled.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Example {
    /// Name of the endpoint function.
    pub function: String,
    /// Its arguments.
    pub arguments: Vec<ExampleValue>,
    /// Name that the result is bound to; none where there is no result.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub binding: Option<String>,
}

/// An argument of an example.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum ExampleValue {
    /// A text.
    Text(String),
    /// A literal that is printed as it is.
    Literal(String),
    /// A SID made from text.
    Sid {
        /// The newtype.
        kind: String,
        /// A value of the right form.
        text: String,
    },
    /// A variant of an enum.
    Variant {
        /// The enum.
        ty: TypePath,
        /// The variant.
        name: String,
    },
}
