//! Policies, which nobody can change.

use serde_json::{Value, json};

use crate::sandbox::answer::{Answer, Refusal};
use crate::sandbox::call::{Call, Outcome};
use crate::sandbox::paging;
use crate::sandbox::seed::policy::Policy;

pub(super) fn list(call: &Call) -> Outcome {
    let show = |policy: &Policy| show(call, policy);
    paging::answer(call, "results", &call.catalogue.policies, |_| true, show)
}

pub(super) fn fetch(call: &Call) -> Outcome {
    let sid = call.segment("Sid");
    let policy = call.catalogue.policies.get(&sid);
    let policy = policy.ok_or_else(|| Refusal::not_found("policy", &sid))?;
    Ok(Answer::ok(show(call, policy)))
}

fn show(call: &Call, policy: &Policy) -> Value {
    json!({
        "sid": policy.sid,
        "friendly_name": policy.friendly_name,
        "requirements": policy.requirements,
        "url": call.address(&format!("Policies/{}", policy.sid)),
    })
}
