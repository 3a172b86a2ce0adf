//! Explanations: schemas: types, members, enums, bounds.

use super::Explanation;

pub(super) const ALL: &[Explanation] = &[
    (
        "schema-type",
        "`type` is one of string, number, integer, boolean, array, object.",
    ),
    (
        "nullable-without-type",
        "OpenAPI 3.0.3 gives `nullable` an effect only beside a `type`. The generator takes it at its word: null may come.",
    ),
    (
        "array-without-items",
        "A list does not say what it holds. The generator takes elements of any kind.",
    ),
    (
        "bounds",
        "A lower bound is above its upper bound: no value fits.",
    ),
    (
        "pattern",
        "The regular expression does not compile. The generator ignores it; a server or a validator may fail on it.",
    ),
    ("empty-enum", "A value of no value cannot exist."),
    (
        "enum-type",
        "A value of the enum does not have the schema's type, so it can never occur.",
    ),
    (
        "enum-null",
        "Null is listed although the schema does not allow it. The generator follows `nullable`.",
    ),
    (
        "enum-twice",
        "A value is listed twice; it gets one variant.",
    ),
    ("required-twice", "A member is listed twice in `required`."),
    (
        "required-unknown",
        "`required` names a member that `properties` does not describe. It has no field of its own; its value is found in `extra`.",
    ),
    (
        "read-and-write-only",
        "A member cannot be only received and only sent.",
    ),
    (
        "empty-composition",
        "`allOf`, `oneOf` or `anyOf` without a schema fits nothing or everything.",
    ),
    (
        "cyclic-schema",
        "A schema is part of itself through `allOf`, `oneOf`, `anyOf` or `not` alone, so what it means never ends.",
    ),
    (
        "colliding-names",
        "Two names of the document become one Rust name. The second gets a number.",
    ),
    (
        "loose-schema",
        "The generator reads this construct as any JSON value. What is known of it is lost to the types, not to the values.",
    ),
    (
        "contradicting-schemas",
        "Two schemas of an `allOf` declare one member and no value fits both, so that the member is read as any JSON value.",
    ),
    (
        "different-answers",
        "The successes of an operation have different schemas, so that its answer is read as any JSON value.",
    ),
    (
        "discriminator-without-choice",
        "A discriminator needs `oneOf` or `anyOf` beside it. Without them the members of the schemas that it names stay in `extra`.",
    ),
    (
        "mapping-without-alternative",
        "A mapping of a discriminator names a schema that is none of the alternatives, so that it chooses nothing.",
    ),
];
