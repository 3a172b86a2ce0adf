//! Assignments of objects and phone numbers that are made once, however often a program runs.

use super::ensured::Ensured;
use super::error::{Step, StepError};
use super::kind::BundleSid;
use crate::{ChannelEndpointAssignmentSid, Client, EntityAssignmentSid, Error, Sid};

/// Makes sure that a bundle holds an object: an end user, a supporting document, or another bundle.
///
/// Looks first, and takes the API's "already assigned" for success where the assignment is there.
///
/// ```no_run
/// # use twilio_trusthub::{Client, CustomerProfileSid, TrustProductSid, bundle};
/// # async fn example(
/// #     client: Client,
/// #     product: TrustProductSid,
/// #     profile: CustomerProfileSid,
/// # ) -> Result<(), bundle::StepError> {
/// // The profile that a trust product stands on is assigned as any other object is.
/// bundle::ensure_assigned(&client, &product, &profile).await?;
/// # Ok(())
/// # }
/// ```
///
/// # Errors
///
/// That of a call.
pub async fn ensure_assigned<S: BundleSid>(
    client: &Client,
    bundle: &S,
    object: impl AsRef<Sid>,
) -> Result<Ensured<EntityAssignmentSid>, StepError> {
    let object: &Sid = object.as_ref();
    let failed = |error| StepError::of(Step::EnsureAssigned, on(object, bundle))(error);
    match assignment(client, bundle, object).await.map_err(failed)? {
        Some(sid) => Ok(Ensured::Found(sid)),
        None => assign(client, bundle, object).await.map_err(failed),
    }
}

/// Makes sure that a bundle covers a phone number (`PN…`).
///
/// A trust product covers a number only after the customer profile under it does: run this for the
/// profile first.
///
/// # Errors
///
/// That of a call.
pub async fn ensure_number<S: BundleSid>(
    client: &Client,
    bundle: &S,
    number: impl AsRef<Sid>,
) -> Result<Ensured<ChannelEndpointAssignmentSid>, StepError> {
    let number: &Sid = number.as_ref();
    let failed = |error| StepError::of(Step::EnsureNumber, on(number, bundle))(error);
    if let Some(sid) = bundle.number(client, number).await.map_err(failed)? {
        return Ok(Ensured::Found(sid));
    }
    let error = match bundle.add_number(client, number).await {
        Ok(sid) => return Ok(Ensured::Made(sid)),
        Err(error) => error,
    };
    if is_duplicate(&error)
        && let Some(sid) = bundle.number(client, number).await.map_err(failed)?
    {
        return Ok(Ensured::Found(sid));
    }
    Err(failed(error))
}

/// Assigns without looking first.
pub(super) async fn assign<S: BundleSid>(
    client: &Client,
    bundle: &S,
    object: &Sid,
) -> Result<Ensured<EntityAssignmentSid>, Error> {
    let error = match bundle.assign(client, object).await {
        Ok(sid) => return Ok(Ensured::Made(sid)),
        Err(error) => error,
    };
    // A conflict can be about something else, so the answer alone is not believed.
    if is_duplicate(&error)
        && let Some(sid) = assignment(client, bundle, object).await?
    {
        return Ok(Ensured::Found(sid));
    }
    Err(error)
}

async fn assignment<S: BundleSid>(
    client: &Client,
    bundle: &S,
    object: &Sid,
) -> Result<Option<EntityAssignmentSid>, Error> {
    let assignments = bundle.assignments(client, None).await?;
    let mut same = assignments.into_iter().filter(|(_, held)| held == object);
    Ok(same.next().map(|(sid, _)| sid))
}

/// Live users report 409, and 400 with a message that contains "already".
fn is_duplicate(error: &Error) -> bool {
    let Error::Api(error) = error else {
        return false;
    };
    let message = error.message.as_deref().unwrap_or_default();
    error.status == 409 || (error.status == 400 && message.to_lowercase().contains("already"))
}

fn on<S: BundleSid>(object: &Sid, bundle: &S) -> String {
    format!("{object} to the {} {bundle}", S::KIND)
}
