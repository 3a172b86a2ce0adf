//! Nobody sees what belongs to another account.

use crate::sandbox::answer::Refusal;
use crate::sandbox::store::Store;
use crate::sandbox::store::rows::{Bundle, Document, EndUser, Kind};

/// A bundle of the account.
pub(crate) fn bundle<'s>(
    store: &'s Store,
    account: &str,
    kind: Kind,
    sid: &str,
) -> Result<&'s Bundle, Refusal> {
    let found = store.bundles(kind).get(sid);
    found
        .filter(|bundle| bundle.account == account)
        .ok_or_else(|| Refusal::not_found(kind.noun(), sid))
}

/// An end user of the account.
pub(crate) fn end_user<'s>(
    store: &'s Store,
    account: &str,
    sid: &str,
) -> Result<&'s EndUser, Refusal> {
    let found = store.end_users.get(sid);
    found
        .filter(|row| row.account == account)
        .ok_or_else(|| Refusal::not_found("end user", sid))
}

/// A supporting document of the account.
pub(crate) fn document<'s>(
    store: &'s Store,
    account: &str,
    sid: &str,
) -> Result<&'s Document, Refusal> {
    let found = store.documents.get(sid);
    found
        .filter(|row| row.account == account)
        .ok_or_else(|| Refusal::not_found("supporting document", sid))
}
