//! Explanations: valid constructs that the generator does not write or read, and what people add.

use super::Explanation;

pub(super) const ALL: &[Explanation] = &[
    (
        "hand-written-left-out",
        "People wrote modules for this API, and they use types that come from its overlays. Without them they would not compile.",
    ),
    (
        "hand-written-name-taken",
        "Resources and hand-written modules stand side by side in the crate, so their names must differ.",
    ),
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
