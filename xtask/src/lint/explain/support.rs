//! Explanations: valid constructs that the generator does not write or read.

use super::Explanation;

pub(super) const ALL: &[Explanation] = &[
    (
        "unsupported-media-type",
        "Only forms are sent and only JSON is received: that is what this family of APIs does.",
    ),
    (
        "unsupported-form",
        "A form is sent field by field, so its fields must be known.",
    ),
    (
        "unsupported-method",
        "The method has no place in a client of this kind.",
    ),
    (
        "unsupported-parameter",
        "The parameter is sent in a cookie, which the runtime does not write.",
    ),
    (
        "unsupported-ref",
        "The reference leads somewhere else than into `components`.",
    ),
    (
        "unsupported-style",
        "The value would have to be written in a way that the runtime does not have.",
    ),
];
