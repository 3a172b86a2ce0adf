//! Nothing is assigned to a bundle twice. The vendor answers 409 or 400; clients take both for
//! success, and the sandbox gives one for each kind of bundle so that both are met.

use crate::sandbox::answer::Refusal;
use crate::sandbox::store::rows::{Bundle, Kind};

/// Refuses an object that a bundle holds already.
pub(crate) fn entity(bundle: &Bundle, object: &str) -> Result<(), Refusal> {
    if bundle.entities.iter().any(|entity| entity.object == object) {
        return Err(refusal(bundle, "object"));
    }
    Ok(())
}

/// Refuses a phone number that a bundle holds already.
pub(crate) fn endpoint(bundle: &Bundle, endpoint: &str) -> Result<(), Refusal> {
    if bundle
        .endpoints
        .iter()
        .any(|row| row.number_sid == endpoint)
    {
        return Err(refusal(bundle, "phone number"));
    }
    Ok(())
}

fn refusal(bundle: &Bundle, what: &str) -> Refusal {
    let message = format!("This {what} is already assigned to the bundle");
    match bundle.kind {
        Kind::CustomerProfile => Refusal::duplicate(message),
        Kind::TrustProduct => Refusal::parameter(message),
    }
}
