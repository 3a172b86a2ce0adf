//! A bundle of a name and policy: the one that is there, or a new one.

use super::calls::Calls as _;
use super::ensured::Ensured;
use super::error::{Reason, Step, StepError};
use super::kind::{Bundle, NewBundle};
use crate::{Client, Error, InvalidInput, PolicySid, Request, Sid};

/// Makes sure that there is a bundle of the friendly name and policy that a request names.
///
/// Looks for one first, so that a second run finds what the first one made. What it finds is
/// returned as it is, in whatever status, and with its own e-mail address and status callback.
///
/// The API does not keep two bundles from having one name: give each a name of its own, and run
/// this for one name at a time.
///
/// ```no_run
/// # use twilio_trusthub::{Client, PolicySid, bundle, customer_profiles};
/// # async fn example(client: Client, policy_sid: PolicySid) -> Result<(), bundle::StepError> {
/// let create = customer_profiles::create("Acme (customer 17)", "ops@acme.example", policy_sid);
/// let profile = bundle::ensure_created(&client, &create).await?.into_value();
/// # let _ = profile;
/// # Ok(())
/// # }
/// ```
///
/// # Errors
///
/// `Reason::Several` where there is more than one, with their SIDs. Or that of a call.
pub async fn ensure_created<N: NewBundle>(
    client: &Client,
    new: &N,
) -> Result<Ensured<N::Bundle>, StepError> {
    let kind = <N::Bundle as Bundle>::Sid::KIND;
    let failed = |error| StepError::of(Step::EnsureCreated, kind)(error);
    let name = field(new.request(), "FriendlyName").map_err(failed)?;
    let policy = field(new.request(), "PolicySid").map_err(failed)?;
    let policy = PolicySid::new(policy).map_err(|problem| failed(problem.into()))?;
    let mut bundles = <N::Bundle as Bundle>::Sid::named(client, name, &policy);
    let mut found = Vec::new();
    while let Some(bundle) = bundles.try_next().await.map_err(failed)? {
        // What a filter does is the server's affair; what is the same is ours.
        if bundle.friendly_name() == name && *bundle.policy_sid() == policy {
            found.push(bundle);
        }
    }
    match (found.len(), found.pop()) {
        (_, None) => Ok(Ensured::Made(new.send_to(client).await.map_err(failed)?)),
        (1, Some(bundle)) => Ok(Ensured::Found(bundle)),
        (_, Some(last)) => {
            let sids = found.iter().chain([&last]);
            let sids = sids.map(|bundle| AsRef::<Sid>::as_ref(bundle.sid()).clone());
            let reason = Reason::Several(sids.collect());
            Err(StepError::new(Step::EnsureCreated, kind, reason))
        }
    }
}

/// The value of a form field that the request cannot be without.
pub(super) fn field<'a>(request: &'a Request, name: &'static str) -> Result<&'a str, Error> {
    if let Some(problem) = request.problem() {
        return Err(problem.clone().into());
    }
    let mut pairs = request.form_pairs();
    let found = pairs.find(|(known, _)| *known == name);
    found
        .map(|(_, value)| value)
        .ok_or_else(|| InvalidInput::new(name, "is not set").into())
}
