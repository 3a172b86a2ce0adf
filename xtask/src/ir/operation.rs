//! Operations: one endpoint function and one request struct each.

use serde::Serialize;

use super::{Docs, Name, Type};

/// An operation of the document.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Operation {
    /// The `operationId`.
    pub id: String,
    /// Where it stands in the document, as a JSON pointer.
    pub pointer: String,
    /// Name of the endpoint function.
    pub function: String,
    /// Name of the request struct.
    pub request: String,
    /// Name of its function in the dispatcher, unique in the crate.
    pub dispatch: String,
    /// HTTP method.
    pub method: Method,
    /// Path template, such as `/v1/Policies/{Sid}`.
    pub path: String,
    /// Server, where it is not the one of the whole document.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub server: Option<String>,
    /// What it does.
    pub docs: Docs,
    /// How the required parameters are given.
    pub arguments: Arguments,
    /// All parameters: those of the path first, then in document order.
    pub parameters: Vec<Parameter>,
    /// The media types to ask for, where they are not plain JSON.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub accept: Option<String>,
    /// The JSON body, where it has one. Its members, or it as a whole, are among the parameters.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub json_body: Option<JsonBody>,
    /// What a success gives.
    pub response: Response,
    /// Whether it is sent without credentials.
    #[serde(skip_serializing_if = "std::ops::Not::not")]
    pub anonymous: bool,
    /// Whether the document calls it deprecated.
    #[serde(skip_serializing_if = "std::ops::Not::not")]
    pub deprecated: bool,
}

impl Operation {
    /// Parameters without which there is no request.
    pub fn required(&self) -> impl Iterator<Item = &Parameter> {
        self.parameters
            .iter()
            .filter(|parameter| parameter.required)
    }

    /// Parameters that have a setter.
    pub fn optional(&self) -> impl Iterator<Item = &Parameter> {
        self.parameters
            .iter()
            .filter(|parameter| !parameter.required)
    }
}

/// What a JSON body is besides its members.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct JsonBody {
    /// Media type, where it is not `application/json`.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub media_type: Option<String>,
    /// Whether an object without members is sent where none was set.
    pub starts_empty: bool,
}

/// HTTP methods that a document can use.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
pub enum Method {
    /// `GET`
    Get,
    /// `POST`
    Post,
    /// `PUT`
    Put,
    /// `PATCH`
    Patch,
    /// `DELETE`
    Delete,
    /// `HEAD`
    Head,
    /// `OPTIONS`
    Options,
}

impl Method {
    /// The name on the wire.
    #[must_use]
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Get => "GET",
            Self::Post => "POST",
            Self::Put => "PUT",
            Self::Patch => "PATCH",
            Self::Delete => "DELETE",
            Self::Head => "HEAD",
            Self::Options => "OPTIONS",
        }
    }
}

/// How an endpoint function takes the required parameters.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum Arguments {
    /// One argument each: up to three stay readable at the call.
    Positional,
    /// A struct of this name with a field each.
    Struct(String),
}

/// A parameter of an operation: in its path, query, headers or body.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Parameter {
    /// Its name; `rust` names the argument or the setter.
    pub name: Name,
    /// Where it is sent.
    pub location: Location,
    /// Whether the request needs it.
    pub required: bool,
    /// Its type; the type of one element where the encoding is a list.
    pub ty: Type,
    /// How its value becomes text.
    pub encoding: Encoding,
    /// What it is.
    pub docs: Docs,
}

/// Where a parameter is sent.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum Location {
    /// A segment of the path.
    Path,
    /// The query string.
    Query,
    /// A header.
    Header,
    /// A field of the form body.
    Form,
    /// A member of the JSON body.
    Member,
    /// The JSON body as a whole.
    Body,
}

impl Location {
    /// Whether what is sent there is JSON, and no text.
    #[must_use]
    pub fn is_json(self) -> bool {
        matches!(self, Self::Member | Self::Body)
    }
}

/// How the value of a parameter becomes text.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum Encoding {
    /// As it displays.
    Text,
    /// The name is repeated for each element.
    Repeated,
    /// The elements are one text, with this between them.
    Joined(char),
    /// Each member of an object is a parameter of its own.
    Members(Members),
    /// JSON text of any value.
    Json,
    /// JSON text of an object.
    JsonObject,
    /// As the JSON value that it is.
    Value,
}

/// What the members of an object are called when each is a parameter of its own.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum Members {
    /// `name[member]`
    Brackets,
    /// `name.member`
    Dots,
    /// `member`
    Bare,
}

/// What a success gives.
#[derive(Debug, Clone, PartialEq, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum Response {
    /// No body.
    Empty,
    /// One value.
    Item(Type),
    /// One value, or no body.
    Optional(Type),
    /// A body that is not JSON, as it comes.
    Bytes,
    /// The URL that a redirection leads to.
    Location,
    /// A page of a list: `{meta, <key>: [item…]}`.
    Page {
        /// Type of one element.
        item: Type,
        /// Name of the array in the envelope.
        key: String,
        /// Whether the members of `meta` stand beside the array.
        #[serde(skip_serializing_if = "std::ops::Not::not")]
        is_flat: bool,
        /// The query parameter that takes the token of the next page, where pages have no URLs.
        #[serde(skip_serializing_if = "Option::is_none")]
        token: Option<String>,
    },
}
