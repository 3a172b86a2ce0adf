//! Explanations: paths, operations, parameters, references, security.

use super::Explanation;

pub(super) const ALL: &[Explanation] = &[
    ("missing-key", "The specification requires this key."),
    (
        "unknown-key",
        "The specification does not know this key, so no tool acts on it. The generator ignores it. It may be misspelt, or belong to OpenAPI 3.1.",
    ),
    (
        "wrong-type",
        "A value has another JSON type than the specification says.",
    ),
    (
        "empty-value",
        "The key has no value. It is read as if the key were not there.",
    ),
    (
        "no-paths",
        "There is no path, so there is nothing to generate.",
    ),
    (
        "no-servers",
        "No server is named, so every client has to be told where the API is.",
    ),
    (
        "path-without-slash",
        "A path is appended to the server's URL, so it starts with `/`.",
    ),
    (
        "path-template",
        "Braces in a path must come in pairs around a name, each name once.",
    ),
    (
        "ambiguous-path",
        "Two paths differ only in names of parameters: no server can tell them apart.",
    ),
    (
        "undeclared-path-parameter",
        "The path has a placeholder that no parameter fills, so the URL could not be made.",
    ),
    (
        "parameter-not-in-path",
        "A parameter is said to be in the path, but the path has no place for it, so its value would be lost.",
    ),
    (
        "path-parameter-optional",
        "A path without its parameter is another path. The generator takes the parameter as required.",
    ),
    (
        "parameter-in",
        "A parameter is in path, query, header or cookie.",
    ),
    (
        "parameter-name",
        "A parameter needs a name that can be sent.",
    ),
    (
        "duplicate-parameter",
        "Two parameters have the same name in the same place. One would overwrite the other.",
    ),
    (
        "ignored-header",
        "`Accept`, `Content-Type` and `Authorization` are decided by media types and security; the specification says to ignore them as parameters.",
    ),
    (
        "schema-or-content",
        "A parameter or header is described by exactly one of `schema` and `content`.",
    ),
    ("style", "The style does not exist where the parameter is."),
    (
        "missing-operation-id",
        "Function and request are named after the `operationId`, and recordings refer to it. Where there is none, one is made of method and path, and changes with them; an empty one is refused.",
    ),
    (
        "duplicate-operation-id",
        "An `operationId` names one operation in the whole document.",
    ),
    (
        "body-not-allowed",
        "Servers and proxies may drop the body of GET, HEAD and DELETE requests.",
    ),
    (
        "no-responses",
        "An operation must say what a success is; else no answer can be typed or judged.",
    ),
    (
        "status",
        "A key of `responses` is a status code, a range such as `4XX`, or `default`.",
    ),
    ("link", "A link leads to exactly one operation."),
    (
        "callback-extension",
        "The typed reader would take the extension for a URL.",
    ),
    (
        "server-url",
        "The base URL cannot be used: it is empty, relative, or has a variable that is not described.",
    ),
    (
        "server-variable",
        "A variable of a server needs a default that is one of its values.",
    ),
    (
        "bad-ref",
        "A `$ref` is a text that holds a URL with a JSON pointer, such as `#/components/schemas/A`.",
    ),
    (
        "dangling-ref",
        "A `$ref` leads to nothing in this document.",
    ),
    (
        "cyclic-ref",
        "References lead in a circle and never to a value.",
    ),
    (
        "external-ref",
        "Only references inside the document are followed: other files and URLs are not read.",
    ),
    (
        "misplaced-ref",
        "A reference stands where the specification does not allow one.",
    ),
    (
        "wrong-ref",
        "A `$ref` leads to another kind of object than is needed here.",
    ),
    (
        "ref-siblings",
        "OpenAPI 3.0 ignores everything beside a `$ref`. What stands there has no effect, whatever its author meant; a description is still taken into the documentation. Wrap the reference in an `allOf` of one to add to it.",
    ),
    (
        "unknown-security-scheme",
        "A security requirement names a scheme that `components.securitySchemes` does not describe.",
    ),
    (
        "security-in",
        "An API key is sent in query, header or cookie.",
    ),
    (
        "security-type",
        "A scheme is `http`, `apiKey`, `oauth2` or `openIdConnect`.",
    ),
];
