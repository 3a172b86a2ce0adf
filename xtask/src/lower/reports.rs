//! What is said of structs and unions that lose some of what the document says.
//!
//! Responsible for: the words. Not for: the decisions, which stand in `members` and `tags`.

use openapiv3::Schema;

use crate::diagnostics::Diagnostics;

use super::members::Members;
use super::source::{At, Source, step};
use super::tags;
use super::unions::Union;

/// Members that contradict each other, and bases that name no alternatives.
pub(super) fn of_struct(
    source: Source<'_>,
    parts: &[At<'_, Schema>],
    members: &Members<'_>,
    diagnostics: &mut Diagnostics,
) {
    for (pointer, what) in &members.contradictions {
        diagnostics.warning(
            "contradicting-schemas",
            source.file,
            pointer.clone(),
            format!(
                "`allOf` declares {what} twice, and no value fits both: \
                 it is read as any JSON value"
            ),
            "correct one of the declarations in an overlay",
        );
    }
    let [only] = parts else { return };
    if only.node.schema_data.discriminator.is_some() {
        diagnostics.warning(
            "discriminator-without-choice",
            source.file,
            step(&only.pointer, "discriminator"),
            "the schema has a discriminator and no `oneOf`: \
             what its alternatives add is kept untyped in `extra`",
            "list the alternatives under `oneOf` in an overlay",
        );
    }
}

/// Values of a discriminator that mean no alternative.
pub(super) fn of_union(
    source: Source<'_>,
    pointer: &str,
    union: &Union<'_>,
    diagnostics: &mut Diagnostics,
) {
    let Some(tag) = &union.tag else { return };
    let base = step(&step(pointer, "discriminator"), "mapping");
    for value in tags::unmatched(tag, union) {
        diagnostics.warning(
            "mapping-without-alternative",
            source.file,
            step(&base, value),
            format!(
                "the discriminator maps `{value}` to a schema that is no alternative: \
                 such a value is kept as `Unknown`"
            ),
            "list the schema among the alternatives in an overlay",
        );
    }
}
