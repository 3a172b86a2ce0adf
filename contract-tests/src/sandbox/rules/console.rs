//! Primary profiles are made and changed in the vendor's Console only.

use crate::sandbox::answer::Refusal;
use crate::sandbox::seed::PRIMARY_POLICY;
use crate::sandbox::store::rows::Bundle;

/// Refuses to create a primary profile.
pub(crate) fn may_create(policy: &str) -> Result<(), Refusal> {
    refuse(policy, "created")
}

/// Refuses to change or delete one.
pub(crate) fn may_change(bundle: &Bundle, how: &str) -> Result<(), Refusal> {
    refuse(&bundle.policy, how)
}

fn refuse(policy: &str, how: &str) -> Result<(), Refusal> {
    if policy == PRIMARY_POLICY {
        return Err(Refusal::parameter(format!(
            "A primary customer profile can only be {how} in the Console"
        )));
    }
    Ok(())
}
