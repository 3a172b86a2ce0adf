//! The shape of an OpenAPI 3.0 document as a table: which object has which keys of which type.
//!
//! Responsible for: the facts of the specification, and which kind of object a pointer leads to.
//! Not for: walking a document (`walk`) and not for rules that no table can say (the other files).

use super::super::pointer;
use Kind as K;
use Shape as S;

/// The kinds of objects of the specification.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
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

const fn must(key: &'static str, shape: Shape) -> Field {
    Field {
        key,
        shape,
        required: true,
    }
}

const fn may(key: &'static str, shape: Shape) -> Field {
    Field {
        key,
        shape,
        required: false,
    }
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
        let section = COMPONENTS
            .iter()
            .find(|field| field.shape == S::MapOfRef(self));
        section.map(|field| field.key)
    }

    /// The keys of this kind, except those that `open` gives.
    pub(super) fn fields(self) -> &'static [Field] {
        match self {
            K::Document => DOCUMENT,
            K::Info => INFO,
            K::Contact => CONTACT,
            K::License => LICENSE,
            K::Server => SERVER,
            K::ServerVariable => SERVER_VARIABLE,
            K::PathItem => PATH_ITEM,
            K::Operation => OPERATION,
            K::ExternalDocs => EXTERNAL_DOCS,
            K::Parameter => PARAMETER,
            K::RequestBody => REQUEST_BODY,
            K::MediaType => MEDIA_TYPE,
            K::Encoding => ENCODING,
            K::Response => RESPONSE,
            K::Example => EXAMPLE,
            K::Link => LINK,
            K::Header => HEADER,
            K::Tag => TAG,
            K::Schema => SCHEMA,
            K::Discriminator => DISCRIMINATOR,
            K::Xml => XML,
            K::SecurityScheme => SECURITY_SCHEME,
            K::OAuthFlows => OAUTH_FLOWS,
            K::OAuthFlow => OAUTH_FLOW,
            K::Components => COMPONENTS,
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
pub(super) const METHODS: [&str; 8] = [
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

const DOCUMENT: &[Field] = &[
    must("openapi", S::Text),
    must("info", S::Is(K::Info)),
    may("servers", S::ListOf(K::Server)),
    must("paths", S::Is(K::Paths)),
    may("components", S::Is(K::Components)),
    may("security", S::ListOf(K::SecurityRequirement)),
    may("tags", S::ListOf(K::Tag)),
    may("externalDocs", S::Is(K::ExternalDocs)),
];

const INFO: &[Field] = &[
    must("title", S::Text),
    may("description", S::Text),
    may("termsOfService", S::Text),
    may("contact", S::Is(K::Contact)),
    may("license", S::Is(K::License)),
    must("version", S::Text),
];

const CONTACT: &[Field] = &[
    may("name", S::Text),
    may("url", S::Text),
    may("email", S::Text),
];

const LICENSE: &[Field] = &[must("name", S::Text), may("url", S::Text)];

const SERVER: &[Field] = &[
    must("url", S::Text),
    may("description", S::Text),
    may("variables", S::MapOf(K::ServerVariable)),
];

const SERVER_VARIABLE: &[Field] = &[
    may("enum", S::TextList),
    must("default", S::Text),
    may("description", S::Text),
];

const PATH_ITEM: &[Field] = &[
    may("summary", S::Text),
    may("description", S::Text),
    may("get", S::Is(K::Operation)),
    may("put", S::Is(K::Operation)),
    may("post", S::Is(K::Operation)),
    may("delete", S::Is(K::Operation)),
    may("options", S::Is(K::Operation)),
    may("head", S::Is(K::Operation)),
    may("patch", S::Is(K::Operation)),
    may("trace", S::Is(K::Operation)),
    may("servers", S::ListOf(K::Server)),
    may("parameters", S::ListOfRef(K::Parameter)),
];

const OPERATION: &[Field] = &[
    may("tags", S::TextList),
    may("summary", S::Text),
    may("description", S::Text),
    may("externalDocs", S::Is(K::ExternalDocs)),
    may("operationId", S::Text),
    may("parameters", S::ListOfRef(K::Parameter)),
    may("requestBody", S::Ref(K::RequestBody)),
    must("responses", S::Is(K::Responses)),
    may("callbacks", S::MapOf(K::Callback)),
    may("deprecated", S::Bool),
    may("security", S::ListOf(K::SecurityRequirement)),
    may("servers", S::ListOf(K::Server)),
];

const EXTERNAL_DOCS: &[Field] = &[may("description", S::Text), must("url", S::Text)];

const PARAMETER: &[Field] = &[
    must("name", S::Text),
    must("in", S::Text),
    may("description", S::Text),
    may("required", S::Bool),
    may("deprecated", S::Bool),
    may("allowEmptyValue", S::Bool),
    may("style", S::Text),
    may("explode", S::Bool),
    may("allowReserved", S::Bool),
    may("schema", S::Ref(K::Schema)),
    may("example", S::Any),
    may("examples", S::MapOfRef(K::Example)),
    may("content", S::MapOf(K::MediaType)),
];

const HEADER: &[Field] = &[
    may("description", S::Text),
    may("required", S::Bool),
    may("deprecated", S::Bool),
    may("allowEmptyValue", S::Bool),
    may("style", S::Text),
    may("explode", S::Bool),
    may("allowReserved", S::Bool),
    may("schema", S::Ref(K::Schema)),
    may("example", S::Any),
    may("examples", S::MapOfRef(K::Example)),
    may("content", S::MapOf(K::MediaType)),
];

const REQUEST_BODY: &[Field] = &[
    may("description", S::Text),
    must("content", S::MapOf(K::MediaType)),
    may("required", S::Bool),
];

const MEDIA_TYPE: &[Field] = &[
    may("schema", S::Ref(K::Schema)),
    may("example", S::Any),
    may("examples", S::MapOfRef(K::Example)),
    may("encoding", S::MapOf(K::Encoding)),
];

const ENCODING: &[Field] = &[
    may("contentType", S::Text),
    may("headers", S::MapOfRef(K::Header)),
    may("style", S::Text),
    may("explode", S::Bool),
    may("allowReserved", S::Bool),
];

const RESPONSE: &[Field] = &[
    must("description", S::Text),
    may("headers", S::MapOfRef(K::Header)),
    may("content", S::MapOf(K::MediaType)),
    may("links", S::MapOfRef(K::Link)),
];

const EXAMPLE: &[Field] = &[
    may("summary", S::Text),
    may("description", S::Text),
    may("value", S::Any),
    may("externalValue", S::Text),
];

const LINK: &[Field] = &[
    may("operationRef", S::Text),
    may("operationId", S::Text),
    may("parameters", S::Map),
    may("requestBody", S::Any),
    may("description", S::Text),
    may("server", S::Is(K::Server)),
];

const TAG: &[Field] = &[
    must("name", S::Text),
    may("description", S::Text),
    may("externalDocs", S::Is(K::ExternalDocs)),
];

const SCHEMA: &[Field] = &[
    // `type` is any here since `schema` explains what is wrong with one far better than the table.
    may("type", S::Any),
    may("description", S::Text),
    may("format", S::Text),
    may("nullable", S::Bool),
    may("properties", S::MapOfRef(K::Schema)),
    may("items", S::Ref(K::Schema)),
    may("enum", S::List),
    may("pattern", S::Text),
    may("required", S::TextList),
    may("title", S::Text),
    may("multipleOf", S::Number),
    may("maximum", S::Number),
    may("exclusiveMaximum", S::Bool),
    may("minimum", S::Number),
    may("exclusiveMinimum", S::Bool),
    may("maxLength", S::Size),
    may("minLength", S::Size),
    may("maxItems", S::Size),
    may("minItems", S::Size),
    may("uniqueItems", S::Bool),
    may("maxProperties", S::Size),
    may("minProperties", S::Size),
    may("allOf", S::ListOfRef(K::Schema)),
    may("oneOf", S::ListOfRef(K::Schema)),
    may("anyOf", S::ListOfRef(K::Schema)),
    may("not", S::Ref(K::Schema)),
    may("additionalProperties", S::BoolOrSchema),
    may("default", S::Any),
    may("discriminator", S::Is(K::Discriminator)),
    may("readOnly", S::Bool),
    may("writeOnly", S::Bool),
    may("xml", S::Is(K::Xml)),
    may("externalDocs", S::Is(K::ExternalDocs)),
    may("example", S::Any),
    may("deprecated", S::Bool),
];

const DISCRIMINATOR: &[Field] = &[must("propertyName", S::Text), may("mapping", S::TextMap)];

const XML: &[Field] = &[
    may("name", S::Text),
    may("namespace", S::Text),
    may("prefix", S::Text),
    may("attribute", S::Bool),
    may("wrapped", S::Bool),
];

const SECURITY_SCHEME: &[Field] = &[
    must("type", S::Text),
    may("description", S::Text),
    may("name", S::Text),
    may("in", S::Text),
    may("scheme", S::Text),
    may("bearerFormat", S::Text),
    may("flows", S::Is(K::OAuthFlows)),
    may("openIdConnectUrl", S::Text),
];

const OAUTH_FLOWS: &[Field] = &[
    may("implicit", S::Is(K::OAuthFlow)),
    may("password", S::Is(K::OAuthFlow)),
    may("clientCredentials", S::Is(K::OAuthFlow)),
    may("authorizationCode", S::Is(K::OAuthFlow)),
];

const OAUTH_FLOW: &[Field] = &[
    may("authorizationUrl", S::Text),
    may("tokenUrl", S::Text),
    may("refreshUrl", S::Text),
    must("scopes", S::TextMap),
];

const COMPONENTS: &[Field] = &[
    may("schemas", S::MapOfRef(K::Schema)),
    may("responses", S::MapOfRef(K::Response)),
    may("parameters", S::MapOfRef(K::Parameter)),
    may("examples", S::MapOfRef(K::Example)),
    may("requestBodies", S::MapOfRef(K::RequestBody)),
    may("headers", S::MapOfRef(K::Header)),
    may("securitySchemes", S::MapOfRef(K::SecurityScheme)),
    may("links", S::MapOfRef(K::Link)),
    may("callbacks", S::MapOfRef(K::Callback)),
];
