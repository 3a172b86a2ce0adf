//! What a submitted or approved bundle holds cannot change.

use crate::sandbox::answer::Refusal;
use crate::sandbox::store::Store;

/// Refuses to change an end user that such a bundle holds.
pub(crate) fn end_user(store: &Store, sid: &str) -> Result<(), Refusal> {
    if is_fixed(store, sid) {
        return Err(Refusal::bad(70002, "The end user is in an immutable state"));
    }
    Ok(())
}

/// Refuses to change a document that such a bundle holds.
pub(crate) fn document(store: &Store, sid: &str) -> Result<(), Refusal> {
    if is_fixed(store, sid) {
        return Err(Refusal::bad(
            22209,
            "A submitted or approved document cannot be changed",
        ));
    }
    Ok(())
}

fn is_fixed(store: &Store, sid: &str) -> bool {
    store.holders(sid).any(|bundle| bundle.status.is_fixed())
}
