//! The calls that a step makes on a bundle of either kind. Public only so that `BundleSid` can stand
//! on it; nobody outside can name it, so the two kinds stay the only ones.

use std::fmt;

use super::evaluation::Evaluation;
use crate::{
    ChannelEndpointAssignmentSid, Client, EntityAssignmentSid, Error, ItemStream, PolicySid, Sid,
};

pub trait Calls: AsRef<Sid> + fmt::Debug + fmt::Display + Clone + Send + Sync + 'static {
    type Bundle: Send;

    /// What people call it.
    const KIND: &'static str;

    fn fetch(&self, client: &Client) -> impl Future<Output = Result<Self::Bundle, Error>> + Send;

    /// Bundles of this name that were created for this policy.
    fn named(client: &Client, name: &str, policy: &PolicySid) -> ItemStream<Self::Bundle>;

    /// Asks for a review.
    fn submit(&self, client: &Client) -> impl Future<Output = Result<Self::Bundle, Error>> + Send;

    /// The assignments of objects of one type, or all: their own SIDs and those of the objects.
    fn assignments(
        &self,
        client: &Client,
        object_type: Option<&str>,
    ) -> impl Future<Output = Result<Vec<(EntityAssignmentSid, Sid)>, Error>> + Send;

    fn assign(
        &self,
        client: &Client,
        object: &Sid,
    ) -> impl Future<Output = Result<EntityAssignmentSid, Error>> + Send;

    /// The assignment of a phone number, where there is one.
    fn number(
        &self,
        client: &Client,
        number: &Sid,
    ) -> impl Future<Output = Result<Option<ChannelEndpointAssignmentSid>, Error>> + Send;

    fn add_number(
        &self,
        client: &Client,
        number: &Sid,
    ) -> impl Future<Output = Result<ChannelEndpointAssignmentSid, Error>> + Send;

    fn evaluate(
        &self,
        client: &Client,
        policy: &PolicySid,
    ) -> impl Future<Output = Result<Evaluation, Error>> + Send;
}
