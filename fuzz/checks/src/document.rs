//! Target `document`: any text where the document should be.

use crate::pipeline;

/// The check.
pub fn check(data: &[u8]) {
    let json = data.first().is_some_and(|byte| *byte == b'{');
    pipeline::check(if json { "spec.json" } else { "spec.yaml" }, data);
}
