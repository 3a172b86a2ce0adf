//! Explanations: what only `lint` looks for.

use super::Explanation;

pub(super) const ALL: &[Explanation] = &[
    (
        "success-only",
        "The operation describes no failure, so nothing is known of the body of an error. The runtime reads the vendor's usual error envelope from any failure.",
    ),
    (
        "path-without-operations",
        "The path has no method, so nothing is generated for it. Documents of this vendor have such paths to carry `x-twilio`.",
    ),
    (
        "enum-case",
        "Two values of an enum differ only in case or separators. They are two values on the wire and become two variants with a number, unless `x-enum-aliases` says that they mean the same.",
    ),
    (
        "unused-component",
        "Nothing refers to the component. It is not emitted, since nobody could send or receive one.",
    ),
    (
        "example-mismatch",
        "The example is no value of its schema: either of them is wrong. Types, null, enums, lengths, required members and SID patterns are compared; other patterns and formats are not. In a form every value may be text.",
    ),
    (
        "unknown-output-property",
        "`defaultOutputProperties` of `x-twilio` names a member that no success of this path has. Either was renamed and the other forgotten. Dotted names are followed.",
    ),
    (
        "untyped-items",
        "The list says nothing about its elements, so they are any JSON value. An overlay can type them where there is evidence.",
    ),
    (
        "list-without-envelope",
        "The operation lists things by its name or `x-twilio`, but its answer is not one array with what leads to the next page beside it or in `meta`: a URL such as `next_page_url`, or a token such as `nextToken` that a query parameter takes. It gets no `pages()` and no `stream()`.",
    ),
];
