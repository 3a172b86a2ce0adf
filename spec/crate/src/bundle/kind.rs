//! The two kinds of bundle behind one trait, so that every step is written once.

use std::fmt;

use serde::de::DeserializeOwned;

use super::calls::Calls;
use super::evaluation::Evaluation;
use crate::customer_profiles::{self, CreateCustomerProfile, CustomerProfile};
use crate::trust_products::{self, CreateTrustProduct, TrustProduct};
use crate::types::BundleError;
use crate::{
    ChannelEndpointAssignmentSid, Client, CustomerProfileSid, EntityAssignmentSid, Error,
    ItemStream, PolicySid, Request, Sid, TrustProductSid,
};

/// The SID of a customer profile or of a trust product. There is no other implementation.
pub trait BundleSid: Calls<Bundle = <Self as BundleSid>::Resource> {
    /// The resource that it identifies.
    type Resource: Bundle<Sid = Self>;
}

/// A customer profile or a trust product.
pub trait Bundle: DeserializeOwned + fmt::Debug + Clone + Send + Sync + 'static {
    /// Its SID.
    type Sid: BundleSid<Resource = Self>;

    /// Returns its SID.
    fn sid(&self) -> &Self::Sid;

    /// Returns the policy that it was created for.
    fn policy_sid(&self) -> &PolicySid;

    /// Returns its name.
    fn friendly_name(&self) -> &str;

    /// Returns its status as it is spelled on the wire, such as `pending-review`.
    fn status_text(&self) -> &str;

    /// Returns the reasons for a rejection, as far as the API tells them.
    fn reasons(&self) -> &[BundleError];
}

/// The request that creates a bundle of either kind.
pub trait NewBundle: Sync {
    /// What it creates.
    type Bundle: Bundle;

    /// Returns the request, to look at it.
    fn request(&self) -> &Request;

    /// Sends it.
    fn send_to(&self, client: &Client) -> impl Future<Output = Result<Self::Bundle, Error>> + Send;
}

/// As many items as the API gives at once.
pub(super) const PAGE: i64 = 1000;

macro_rules! kind {
    ($module:ident, $bundle:ident, $sid:ident, $create:ident, $name:literal) => {
        impl BundleSid for $sid {
            type Resource = $bundle;
        }

        impl Calls for $sid {
            type Bundle = $bundle;
            const KIND: &'static str = $name;

            async fn fetch(&self, client: &Client) -> Result<$bundle, Error> {
                $module::fetch(self).send(client).await
            }

            fn named(client: &Client, name: &str, policy: &PolicySid) -> ItemStream<$bundle> {
                let list = $module::list().friendly_name(name).policy_sid(policy);
                list.page_size(PAGE).stream(client)
            }

            async fn submit(&self, client: &Client) -> Result<$bundle, Error> {
                let status = $module::Status::PendingReview;
                $module::update(self).status(status).send(client).await
            }

            async fn assignments(
                &self,
                client: &Client,
                object_type: Option<&str>,
            ) -> Result<Vec<(EntityAssignmentSid, Sid)>, Error> {
                let mut list = $module::entity_assignments::list(self).page_size(PAGE);
                if let Some(object_type) = object_type {
                    list = list.object_type(object_type);
                }
                let mut items = list.stream(client);
                let mut found = Vec::new();
                while let Some(item) = items.try_next().await? {
                    found.push((item.sid, item.object_sid));
                }
                Ok(found)
            }

            async fn assign(
                &self,
                client: &Client,
                object: &Sid,
            ) -> Result<EntityAssignmentSid, Error> {
                let create = $module::entity_assignments::create(self, object);
                Ok(create.send(client).await?.sid)
            }

            async fn number(
                &self,
                client: &Client,
                number: &Sid,
            ) -> Result<Option<ChannelEndpointAssignmentSid>, Error> {
                let list = $module::channel_endpoint_assignments::list(self)
                    .channel_endpoint_sid(number)
                    .page_size(PAGE);
                let mut items = list.stream(client);
                while let Some(item) = items.try_next().await? {
                    if item.channel_endpoint_sid == *number {
                        return Ok(Some(item.sid));
                    }
                }
                Ok(None)
            }

            async fn add_number(
                &self,
                client: &Client,
                number: &Sid,
            ) -> Result<ChannelEndpointAssignmentSid, Error> {
                let create =
                    $module::channel_endpoint_assignments::create(self, "phone-number", number);
                Ok(create.send(client).await?.sid)
            }

            async fn evaluate(
                &self,
                client: &Client,
                policy: &PolicySid,
            ) -> Result<Evaluation, Error> {
                let create = $module::evaluations::create(self, policy);
                let evaluation = create.send(client).await?;
                Ok(Evaluation {
                    sid: evaluation.sid,
                    compliant: evaluation.status == $module::evaluations::Status::Compliant,
                    results: evaluation.results,
                })
            }
        }

        impl Bundle for $bundle {
            type Sid = $sid;

            fn sid(&self) -> &$sid {
                &self.sid
            }

            fn policy_sid(&self) -> &PolicySid {
                &self.policy_sid
            }

            fn friendly_name(&self) -> &str {
                &self.friendly_name
            }

            fn status_text(&self) -> &str {
                self.status.as_str()
            }

            fn reasons(&self) -> &[BundleError] {
                self.errors.as_deref().unwrap_or_default()
            }
        }

        impl NewBundle for $create {
            type Bundle = $bundle;

            fn request(&self) -> &Request {
                self.request()
            }

            async fn send_to(&self, client: &Client) -> Result<$bundle, Error> {
                self.send(client).await
            }
        }
    };
}

kind!(
    customer_profiles,
    CustomerProfile,
    CustomerProfileSid,
    CreateCustomerProfile,
    "customer profile"
);
kind!(
    trust_products,
    TrustProduct,
    TrustProductSid,
    CreateTrustProduct,
    "trust product"
);
