//! The keys of each kind of object, from the OpenAPI 3.0.4 specification.
//!
//! Responsible for: the facts. Not for: what is done with them.

use super::Kind as K;
use super::Shape as S;
use super::{Field, Shape};

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

pub(super) const DOCUMENT: &[Field] = &[
    must("openapi", S::Text),
    must("info", S::Is(K::Info)),
    may("servers", S::ListOf(K::Server)),
    must("paths", S::Is(K::Paths)),
    may("components", S::Is(K::Components)),
    may("security", S::ListOf(K::SecurityRequirement)),
    may("tags", S::ListOf(K::Tag)),
    may("externalDocs", S::Is(K::ExternalDocs)),
];

pub(super) const INFO: &[Field] = &[
    must("title", S::Text),
    may("description", S::Text),
    may("termsOfService", S::Text),
    may("contact", S::Is(K::Contact)),
    may("license", S::Is(K::License)),
    must("version", S::Text),
];

pub(super) const CONTACT: &[Field] = &[
    may("name", S::Text),
    may("url", S::Text),
    may("email", S::Text),
];

pub(super) const LICENSE: &[Field] = &[must("name", S::Text), may("url", S::Text)];

pub(super) const SERVER: &[Field] = &[
    must("url", S::Text),
    may("description", S::Text),
    may("variables", S::MapOf(K::ServerVariable)),
];

pub(super) const SERVER_VARIABLE: &[Field] = &[
    may("enum", S::TextList),
    must("default", S::Text),
    may("description", S::Text),
];

pub(super) const PATH_ITEM: &[Field] = &[
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

pub(super) const OPERATION: &[Field] = &[
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

pub(super) const EXTERNAL_DOCS: &[Field] = &[may("description", S::Text), must("url", S::Text)];

pub(super) const PARAMETER: &[Field] = &[
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

pub(super) const HEADER: &[Field] = &[
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

pub(super) const REQUEST_BODY: &[Field] = &[
    may("description", S::Text),
    must("content", S::MapOf(K::MediaType)),
    may("required", S::Bool),
];

pub(super) const MEDIA_TYPE: &[Field] = &[
    may("schema", S::Ref(K::Schema)),
    may("example", S::Any),
    may("examples", S::MapOfRef(K::Example)),
    may("encoding", S::MapOf(K::Encoding)),
];

pub(super) const ENCODING: &[Field] = &[
    may("contentType", S::Text),
    may("headers", S::MapOfRef(K::Header)),
    may("style", S::Text),
    may("explode", S::Bool),
    may("allowReserved", S::Bool),
];

pub(super) const RESPONSE: &[Field] = &[
    must("description", S::Text),
    may("headers", S::MapOfRef(K::Header)),
    may("content", S::MapOf(K::MediaType)),
    may("links", S::MapOfRef(K::Link)),
];

pub(super) const EXAMPLE: &[Field] = &[
    may("summary", S::Text),
    may("description", S::Text),
    may("value", S::Any),
    may("externalValue", S::Text),
];

pub(super) const LINK: &[Field] = &[
    may("operationRef", S::Text),
    may("operationId", S::Text),
    may("parameters", S::Map),
    may("requestBody", S::Any),
    may("description", S::Text),
    may("server", S::Is(K::Server)),
];

pub(super) const TAG: &[Field] = &[
    must("name", S::Text),
    may("description", S::Text),
    may("externalDocs", S::Is(K::ExternalDocs)),
];

pub(super) const SCHEMA: &[Field] = &[
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

pub(super) const DISCRIMINATOR: &[Field] =
    &[must("propertyName", S::Text), may("mapping", S::TextMap)];

pub(super) const XML: &[Field] = &[
    may("name", S::Text),
    may("namespace", S::Text),
    may("prefix", S::Text),
    may("attribute", S::Bool),
    may("wrapped", S::Bool),
];

pub(super) const SECURITY_SCHEME: &[Field] = &[
    must("type", S::Text),
    may("description", S::Text),
    may("name", S::Text),
    may("in", S::Text),
    may("scheme", S::Text),
    may("bearerFormat", S::Text),
    may("flows", S::Is(K::OAuthFlows)),
    may("openIdConnectUrl", S::Text),
];

pub(super) const OAUTH_FLOWS: &[Field] = &[
    may("implicit", S::Is(K::OAuthFlow)),
    may("password", S::Is(K::OAuthFlow)),
    may("clientCredentials", S::Is(K::OAuthFlow)),
    may("authorizationCode", S::Is(K::OAuthFlow)),
];

pub(super) const OAUTH_FLOW: &[Field] = &[
    may("authorizationUrl", S::Text),
    may("tokenUrl", S::Text),
    may("refreshUrl", S::Text),
    must("scopes", S::TextMap),
];

pub(super) const COMPONENTS: &[Field] = &[
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
