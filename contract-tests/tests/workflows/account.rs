//! A sandbox with a client, and what its account holds.

use std::collections::BTreeSet;
use std::time::Duration;

use contract_tests::sandbox::{Builder, Review, Sandbox, Verdict};
use twilio_trusthub::bundle::Wait;
use twilio_trusthub::customer_profiles::CustomerProfile;
use twilio_trusthub::trust_products::TrustProduct;
use twilio_trusthub::{Client, Sid, customer_profiles, end_users, supporting_documents, testing};
use twilio_trusthub::{policies, trust_products};

use crate::support::Outcome;
use crate::support::business::Business;
use crate::{product, profile};

/// A sandbox with everything that the workflows need.
pub(crate) struct Account {
    pub(crate) sandbox: Sandbox,
    pub(crate) client: Client,
    pub(crate) number: Sid,
}

impl Account {
    /// Nobody reviews, until told.
    pub(crate) async fn new() -> Self {
        Self::with(Sandbox::builder()).await
    }

    /// Everything that is submitted is approved.
    pub(crate) async fn approving() -> Self {
        let approve = Review::rule(|_| Verdict::Approve);
        Self::with(Sandbox::builder().review(approve)).await
    }

    pub(crate) async fn with(builder: Builder) -> Self {
        let sandbox = builder.start().await.unwrap();
        let number = Sid::new(sandbox.add_phone_number("+12025550143")).unwrap();
        Self {
            client: testing::client(sandbox.base_url()).unwrap(),
            number,
            sandbox,
        }
    }

    /// Both examples, as they are.
    pub(crate) async fn walk(
        &self,
        client: &Client,
        business: &Business,
    ) -> Outcome<(CustomerProfile, TrustProduct)> {
        let numbers = std::slice::from_ref(&self.number);
        let profile = profile::run(client, business, numbers, Some(soon())).await?;
        let product = product::run(client, business, &profile.sid, numbers, Some(soon())).await?;
        Ok((profile, product))
    }

    /// What the account of a client holds of a business, each thing with what is assigned to it.
    pub(crate) async fn holdings(&self, client: &Client, business: &Business) -> Holdings {
        let mut held = Holdings::default();
        let mut profiles = customer_profiles::list()
            .friendly_name(&business.reference)
            .stream(client);
        while let Some(profile) = profiles.try_next().await.unwrap() {
            held.bundles += 1;
            let list = customer_profiles::entity_assignments::list(&profile.sid);
            for entity in list.send(client).await.unwrap() {
                held.assign(&entity.object_sid);
            }
            let list = customer_profiles::channel_endpoint_assignments::list(&profile.sid);
            held.numbers += list.send(client).await.unwrap().into_iter().count();
        }
        let mut products = trust_products::list()
            .friendly_name(&business.reference)
            .stream(client);
        while let Some(product) = products.try_next().await.unwrap() {
            held.bundles += 1;
            let list = trust_products::entity_assignments::list(&product.sid);
            for entity in list.send(client).await.unwrap() {
                held.assign(&entity.object_sid);
            }
            let list = trust_products::channel_endpoint_assignments::list(&product.sid);
            held.numbers += list.send(client).await.unwrap().into_iter().count();
        }
        let own = |name: &str| name.starts_with(&format!("{} ", business.reference));
        let mut end_users = end_users::list().page_size(1000).stream(client);
        while let Some(end_user) = end_users.try_next().await.unwrap() {
            held.objects += usize::from(own(&end_user.friendly_name));
        }
        let mut documents = supporting_documents::list().page_size(1000).stream(client);
        while let Some(document) = documents.try_next().await.unwrap() {
            held.objects += usize::from(own(&document.friendly_name));
        }
        held
    }

    /// Methods and paths of the requests that changed something.
    pub(crate) fn changes(&self) -> Vec<String> {
        let requests = self.sandbox.requests();
        let changes = requests.iter().filter(|request| request.method != "GET");
        changes
            .map(|request| format!("{} {}", request.method, request.path))
            .collect()
    }
}

/// What an account holds of a business.
#[derive(Debug, Default, PartialEq, Eq)]
pub(crate) struct Holdings {
    pub(crate) bundles: usize,
    pub(crate) objects: usize,
    pub(crate) assignments: usize,
    /// Objects that are assigned, each once.
    pub(crate) assigned: usize,
    pub(crate) numbers: usize,
    seen: BTreeSet<String>,
}

impl Holdings {
    /// A profile and a product with four end users, an address, the two profiles below them, and a
    /// number on each.
    pub(crate) const COMPLETE: (usize, usize, usize, usize, usize) = (2, 5, 7, 7, 2);

    fn assign(&mut self, object: &Sid) {
        self.assignments += 1;
        self.seen.insert(object.as_str().to_owned());
        self.assigned = self.seen.len();
    }

    pub(crate) fn counts(&self) -> (usize, usize, usize, usize, usize) {
        (
            self.bundles,
            self.objects,
            self.assignments,
            self.assigned,
            self.numbers,
        )
    }
}

/// A business of its own.
pub(crate) fn business(reference: &str) -> Business {
    Business {
        reference: reference.to_owned(),
        ..Business::example().unwrap()
    }
}

/// A wait whose pauses nobody notices.
pub(crate) fn soon() -> Wait {
    let pause = Duration::from_millis(2);
    Wait::at_most(Duration::from_secs(60))
        .first_pause(pause)
        .longest_pause(pause)
}

/// A policy by its name.
pub(crate) async fn policy(client: &Client, name: &str) -> policies::Policy {
    twilio_trusthub::bundle::find_policy(client, name)
        .await
        .unwrap()
}
