//! What a bundle holds, fetched object by object.

use super::error::{Step, StepError};
use super::kind::BundleSid;
use crate::customer_profiles::{self, CustomerProfile};
use crate::end_users::{self, EndUser};
use crate::supporting_documents::{self, SupportingDocument};
use crate::trust_products::{self, TrustProduct};
use crate::{
    Client, CustomerProfileSid, EndUserSid, Error, Sid, SupportingDocumentSid, TrustProductSid,
};

/// An object that a bundle holds.
#[derive(Debug, Clone, PartialEq)]
#[non_exhaustive]
pub enum Held {
    /// An end user.
    EndUser(EndUser),
    /// A supporting document.
    Document(SupportingDocument),
    /// A customer profile that the bundle stands on.
    CustomerProfile(CustomerProfile),
    /// A trust product that the bundle stands on.
    TrustProduct(TrustProduct),
    /// Something that cannot be fetched: of another kind, or of another account.
    Other(Sid),
}

impl Held {
    /// Returns the SID of the object.
    #[must_use]
    pub fn sid(&self) -> &Sid {
        match self {
            Self::EndUser(object) => object.sid.as_ref(),
            Self::Document(object) => object.sid.as_ref(),
            Self::CustomerProfile(object) => object.sid.as_ref(),
            Self::TrustProduct(object) => object.sid.as_ref(),
            Self::Other(sid) => sid,
        }
    }
}

/// Reads everything that is assigned to a bundle, for [`Checklist::compare`](super::Checklist::compare).
///
/// One call for the list and one for each object.
///
/// # Errors
///
/// That of a call.
pub async fn held<S: BundleSid>(client: &Client, bundle: &S) -> Result<Vec<Held>, StepError> {
    let failed = |error| StepError::of(Step::Held, bundle)(error);
    let mut found = Vec::new();
    for (_, sid) in bundle.assignments(client, None).await.map_err(failed)? {
        found.push(fetch(client, sid).await.map_err(failed)?);
    }
    Ok(found)
}

async fn fetch(client: &Client, sid: Sid) -> Result<Held, Error> {
    let text = sid.as_str();
    if let Ok(sid) = EndUserSid::new(text) {
        return end_users::fetch(sid).send(client).await.map(Held::EndUser);
    }
    if let Ok(sid) = SupportingDocumentSid::new(text) {
        let document = supporting_documents::fetch(sid).send(client).await;
        return document.map(Held::Document);
    }
    // One prefix stands for both kinds of bundle, so the first guess may be wrong.
    if let Ok(profile) = CustomerProfileSid::new(text) {
        match customer_profiles::fetch(profile).send(client).await {
            Err(error) if error.status() == Some(404) => {}
            profile => return profile.map(Held::CustomerProfile),
        }
    }
    if let Ok(product) = TrustProductSid::new(text) {
        match trust_products::fetch(product).send(client).await {
            Err(error) if error.status() == Some(404) => {}
            product => return product.map(Held::TrustProduct),
        }
    }
    Ok(Held::Other(sid))
}
