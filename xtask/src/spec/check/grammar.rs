//! The shape of an OpenAPI 3.0 document as a table: which object has which keys of which type.
//!
//! Responsible for: the kinds of objects, and which kind a pointer leads to. The tables themselves are
//! in `tables`.
//! Not for: walking a document (`walk`) and not for rules that no table can say (the other files).

mod tables;

use super::super::pointer;
use Kind as K;
use Shape as S;

/// The kinds of objects of the specification.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub(super) enum Kind {
    Document,
    Info,
    Contact,
    License,
    Server,
    ServerVariable,
    Paths,
    PathItem,
    Operation,
    ExternalDocs,
    Parameter,
    RequestBody,
    MediaType,
    Encoding,
    Responses,
    Response,
    Callback,
    Example,
    Link,
    Header,
    Tag,
    Schema,
    Discriminator,
    Xml,
    SecurityRequirement,
    SecurityScheme,
    OAuthFlows,
    OAuthFlow,
    Components,
}

/// What may stand under a key.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Shape {
    /// Any JSON.
    Any,
    Text,
    Bool,
    Number,
    /// A whole number that is not negative.
    Size,
    /// A list of anything.
    List,
    TextList,
    /// An object of anything.
    Map,
    TextMap,
    /// An object of this kind.
    Is(Kind),
    /// An object of this kind, or a reference to one.
    Ref(Kind),
    ListOf(Kind),
    ListOfRef(Kind),
    MapOf(Kind),
    MapOfRef(Kind),
    /// `true`, `false`, or a schema or a reference to one.
    BoolOrSchema,
}

/// One key of a kind of object.
pub(super) struct Field {
    pub(super) key: &'static str,
    pub(super) shape: Shape,
    pub(super) required: bool,
}

impl Kind {
    /// The kind in words, for messages.
    pub(super) fn name(self) -> &'static str {
        match self {
            K::Document => "the document",
            K::Info => "`info`",
            K::Contact => "a contact",
            K::License => "a license",
            K::Server => "a server",
            K::ServerVariable => "a server variable",
            K::Paths => "`paths`",
            K::PathItem => "a path item",
            K::Operation => "an operation",
            K::ExternalDocs => "`externalDocs`",
            K::Parameter => "a parameter",
            K::RequestBody => "a request body",
            K::MediaType => "a media type",
            K::Encoding => "an encoding",
            K::Responses => "`responses`",
            K::Response => "a response",
            K::Callback => "a callback",
            K::Example => "an example",
            K::Link => "a link",
            K::Header => "a header",
            K::Tag => "a tag",
            K::Schema => "a schema",
            K::Discriminator => "a discriminator",
            K::Xml => "`xml`",
            K::SecurityRequirement => "a security requirement",
            K::SecurityScheme => "a security scheme",
            K::OAuthFlows => "`flows`",
            K::OAuthFlow => "an OAuth flow",
            K::Components => "`components`",
        }
    }

    /// Where objects of this kind are defined to be referred to.
    pub(super) fn section(self) -> Option<&'static str> {
        let section = tables::COMPONENTS
            .iter()
            .find(|field| field.shape == S::MapOfRef(self));
        section.map(|field| field.key)
    }

    /// The keys of this kind, except those that `open` gives.
    pub(super) fn fields(self) -> &'static [Field] {
        match self {
            K::Document => tables::DOCUMENT,
            K::Info => tables::INFO,
            K::Contact => tables::CONTACT,
            K::License => tables::LICENSE,
            K::Server => tables::SERVER,
            K::ServerVariable => tables::SERVER_VARIABLE,
            K::PathItem => tables::PATH_ITEM,
            K::Operation => tables::OPERATION,
            K::ExternalDocs => tables::EXTERNAL_DOCS,
            K::Parameter => tables::PARAMETER,
            K::RequestBody => tables::REQUEST_BODY,
            K::MediaType => tables::MEDIA_TYPE,
            K::Encoding => tables::ENCODING,
            K::Response => tables::RESPONSE,
            K::Example => tables::EXAMPLE,
            K::Link => tables::LINK,
            K::Header => tables::HEADER,
            K::Tag => tables::TAG,
            K::Schema => tables::SCHEMA,
            K::Discriminator => tables::DISCRIMINATOR,
            K::Xml => tables::XML,
            K::SecurityScheme => tables::SECURITY_SCHEME,
            K::OAuthFlows => tables::OAUTH_FLOWS,
            K::OAuthFlow => tables::OAUTH_FLOW,
            K::Components => tables::COMPONENTS,
            K::Paths | K::Responses | K::Callback | K::SecurityRequirement => &[],
        }
    }

    /// What stands under the keys that the document's author chooses, for the kinds that have such.
    pub(super) fn open(self) -> Option<Shape> {
        match self {
            K::Paths => Some(S::Ref(K::PathItem)),
            K::Responses => Some(S::Ref(K::Response)),
            K::Callback => Some(S::Is(K::PathItem)),
            K::SecurityRequirement => Some(S::TextList),
            _ => None,
        }
    }

    /// What stands under a key of this kind.
    pub(super) fn shape_of(self, key: &str) -> Option<Shape> {
        let field = self.fields().iter().find(|field| field.key == key);
        field.map(|field| field.shape).or(self.open())
    }
}

/// The methods a path item can have.
pub(in crate::spec) const METHODS: [&str; 8] = [
    "get", "put", "post", "delete", "options", "head", "patch", "trace",
];

/// The kind of object that the grammar expects where a pointer leads.
pub(super) fn kind_at(pointer: &str) -> Option<Kind> {
    let mut shape = S::Is(K::Document);
    for segment in pointer::segments(pointer)? {
        shape = match shape {
            S::Is(kind) | S::Ref(kind) => kind.shape_of(&segment)?,
            S::ListOf(kind) | S::MapOf(kind) => S::Is(kind),
            S::ListOfRef(kind) | S::MapOfRef(kind) => S::Ref(kind),
            S::BoolOrSchema => K::Schema.shape_of(&segment)?,
            _ => return None,
        };
    }
    match shape {
        S::Is(kind) | S::Ref(kind) => Some(kind),
        S::BoolOrSchema => Some(K::Schema),
        _ => None,
    }
}
