//! Phone numbers go to the supporting profile first and leave it last.

use crate::sandbox::answer::Refusal;
use crate::sandbox::store::Store;
use crate::sandbox::store::rows::{Bundle, Kind};

/// Refuses a number for a product when no profile that the product holds has it.
pub(crate) fn may_add(store: &Store, bundle: &Bundle, endpoint: &str) -> Result<(), Refusal> {
    if bundle.kind == Kind::CustomerProfile {
        return Ok(());
    }
    let has_it = supporting(store, bundle).any(|profile| {
        profile
            .endpoints
            .iter()
            .any(|row| row.number_sid == endpoint)
    });
    if has_it {
        return Ok(());
    }
    Err(Refusal::parameter(
        "The phone number must be assigned to the supporting customer profile first",
    ))
}

/// Refuses to take a number from a profile while a product above it has it.
pub(crate) fn may_remove(store: &Store, bundle: &Bundle, endpoint: &str) -> Result<(), Refusal> {
    let product = store
        .holders(&bundle.sid)
        .filter(|holder| holder.kind == Kind::TrustProduct)
        .find(|holder| {
            holder
                .endpoints
                .iter()
                .any(|row| row.number_sid == endpoint)
        });
    match product {
        None => Ok(()),
        Some(product) => Err(Refusal::parameter(format!(
            "The phone number is still assigned to the trust product {}",
            product.sid
        ))),
    }
}

/// Refuses to delete a bundle that another one holds.
pub(crate) fn may_delete(store: &Store, bundle: &Bundle) -> Result<(), Refusal> {
    match store.holders(&bundle.sid).next() {
        None => Ok(()),
        Some(holder) => Err(Refusal::parameter(format!(
            "The bundle is still assigned to the {} {}",
            holder.kind.noun(),
            holder.sid
        ))),
    }
}

fn supporting<'s>(store: &'s Store, bundle: &'s Bundle) -> impl Iterator<Item = &'s Bundle> {
    bundle
        .entities
        .iter()
        .filter_map(|entity| store.profiles.get(&entity.object))
}
