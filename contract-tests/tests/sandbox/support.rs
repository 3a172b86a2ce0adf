//! What the tests of the sandbox share.

use contract_tests::sandbox::Sandbox;
use serde_json::{Value, json};
use twilio_trusthub::customer_profiles::{self as profiles, CustomerProfile};
use twilio_trusthub::end_users::EndUser;
use twilio_trusthub::supporting_documents::SupportingDocument;
use twilio_trusthub::trust_products::{self as products, TrustProduct};
use twilio_trusthub::{
    Client, Credentials, CustomerProfileSid, Error, PolicySid, Retry, end_users, policies,
    supporting_documents,
};

pub(crate) const SECONDARY: &str = "Secondary Customer Profile of type Business";
pub(crate) const STARTER: &str = "Starter Customer Profile of type Business";
pub(crate) const SOLE: &str = "Sole Proprietor TrustProduct";

/// A sandbox that judges its own answers.
pub(crate) async fn sandbox() -> Sandbox {
    Sandbox::builder()
        .judge_answers(true)
        .start()
        .await
        .unwrap()
}

/// A client that sends everything once.
pub(crate) fn client(sandbox: &Sandbox) -> Client {
    client_of(sandbox, sandbox.account_sid(), "a-token")
}

pub(crate) fn client_of(sandbox: &Sandbox, account: &str, token: &str) -> Client {
    Client::builder()
        .credentials(Credentials::auth_token(account, token))
        .base_url(sandbox.base_url())
        .retry(Retry::none())
        .build()
        .unwrap()
}

/// No finding at all: neither about what was asked nor about what was answered.
pub(crate) fn nothing_found(sandbox: &Sandbox) {
    let findings = sandbox.findings();
    assert!(findings.is_empty(), "{findings:#?}");
}

/// Status and number of a refusal.
pub(crate) fn refused<T: std::fmt::Debug>(result: Result<T, Error>) -> (u16, i64) {
    let error = result.expect_err("should be refused");
    (error.status().unwrap_or(0), error.code().unwrap_or(0))
}

/// The policy with a name.
pub(crate) async fn policy(client: &Client, name: &str) -> PolicySid {
    let mut stream = policies::list().stream(client);
    while let Some(policy) = stream.try_next().await.unwrap() {
        if policy.friendly_name == name {
            return policy.sid;
        }
    }
    panic!("there is no policy {name}");
}

pub(crate) async fn profile(client: &Client, policy_name: &str) -> CustomerProfile {
    let policy = policy(client, policy_name).await;
    profiles::create("Acme", "ops@acme.example", policy)
        .send(client)
        .await
        .unwrap()
}

pub(crate) async fn product(client: &Client, policy_name: &str) -> TrustProduct {
    let policy = policy(client, policy_name).await;
    products::create("Acme", "ops@acme.example", policy)
        .send(client)
        .await
        .unwrap()
}

pub(crate) async fn end_user(client: &Client, kind: &str, attributes: Value) -> EndUser {
    end_users::create("Somebody", kind)
        .attributes(attributes)
        .send(client)
        .await
        .unwrap()
}

pub(crate) async fn address(client: &Client) -> SupportingDocument {
    let sid = "AD34b0b8f14b8206433b88e01120a14e14";
    supporting_documents::create("Address", "customer_profile_address")
        .attributes(json!({ "address_sids": sid }))
        .send(client)
        .await
        .unwrap()
}

pub(crate) async fn assign(
    client: &Client,
    profile: &CustomerProfile,
    object: impl AsRef<twilio_trusthub::Sid>,
) {
    profiles::entity_assignments::create(&profile.sid, object)
        .send(client)
        .await
        .unwrap();
}

pub(crate) fn primary(sandbox: &Sandbox) -> CustomerProfileSid {
    CustomerProfileSid::new(sandbox.primary_profile_sid()).unwrap()
}

/// A starter profile that has all that its policy asks for.
pub(crate) async fn complete_starter(
    sandbox: &Sandbox,
    client: &Client,
) -> (CustomerProfile, EndUser) {
    let profile = profile(client, STARTER).await;
    let attributes = json!({
        "first_name": "Ann", "last_name": "Lee", "email": "ann@acme.example",
        "phone_number": "+12025550143",
    });
    let person = end_user(client, "starter_customer_profile_information", attributes).await;
    assign(client, &profile, &person.sid).await;
    assign(client, &profile, address(client).await.sid).await;
    assign(client, &profile, primary(sandbox)).await;
    (profile, person)
}

pub(crate) async fn submit(
    client: &Client,
    profile: &CustomerProfile,
) -> Result<CustomerProfile, Error> {
    profiles::update(&profile.sid)
        .status(profiles::Status::PendingReview)
        .send(client)
        .await
}
