//! What can happen on the way to a verdict.

use serde_json::json;
use twilio_trusthub::bundle::{
    self, Bundle as _, Checklist, Ensured, Standing, Step, Verdict, ensure_assigned,
    ensure_created, ensure_number, ensure_object, ensure_submitted, resubmit, wait_for_verdict,
};
use twilio_trusthub::customer_profiles::{self, CustomerProfile};
use twilio_trusthub::trust_products::{self, TrustProduct};
use twilio_trusthub::{Client, CustomerProfileSid, KnownCode, end_users};

use crate::account::{Account, business, policy, soon};
use crate::profile;

/// A profile that is complete and not submitted.
async fn ready(account: &Account) -> CustomerProfile {
    let business = business("Acme");
    profile::run(
        &account.client,
        &business,
        std::slice::from_ref(&account.number),
        None,
    )
    .await
    .unwrap()
}

async fn product(client: &Client) -> TrustProduct {
    let policy = policy(client, "CNAM").await;
    let create = trust_products::create("Acme", "ops@acme.example", policy.sid);
    ensure_created(client, &create).await.unwrap().into_value()
}

#[tokio::test]
async fn a_profile_that_was_rejected_is_mended_and_submitted_again() {
    let account = Account::new().await;
    let (sandbox, client) = (&account.sandbox, &account.client);
    let profile = ready(&account).await;
    ensure_submitted(client, &profile.sid).await.unwrap();
    sandbox
        .reject(&profile.sid, [18601, 18606], "name and e-mail")
        .unwrap();
    let verdict = wait_for_verdict(client, &profile.sid, soon())
        .await
        .unwrap();
    let Verdict::Rejected(rejected) = verdict else {
        panic!("{verdict:?}");
    };
    let codes: Vec<_> = rejected.reasons().iter().map(|error| error.code).collect();
    assert_eq!(codes, [18601, 18606]);
    assert_eq!(
        KnownCode::from_number(codes[0]),
        Some(KnownCode::DifferentBusinessOnWebsite)
    );

    // Submitting is for drafts: an unchanged bundle would be rejected again.
    let left = ensure_submitted(client, &profile.sid).await.unwrap();
    assert_eq!(
        (left.is_new(), left.value().status_text()),
        (false, "twilio-rejected")
    );
    // What a rejected bundle holds can change again.
    let mut held = bundle::held(client, &profile.sid)
        .await
        .unwrap()
        .into_iter();
    let Some(bundle::Held::EndUser(end_user)) = held.next() else {
        panic!("the first is an end user");
    };
    let website = json!({ "website_url": "https://other.example" });
    end_users::update(&end_user.sid)
        .attributes(website)
        .send(client)
        .await
        .unwrap();
    let again = resubmit(client, &profile.sid).await.unwrap();
    assert_eq!(
        (again.is_new(), again.value().status_text()),
        (true, "pending-review")
    );
    // The second time there is nothing to do.
    assert!(!resubmit(client, &profile.sid).await.unwrap().is_new());
    sandbox.approve(&profile.sid).unwrap();
    let verdict = wait_for_verdict(client, &profile.sid, soon())
        .await
        .unwrap();
    assert!(matches!(verdict, Verdict::Approved(_)), "{verdict:?}");
    assert!(
        !ensure_submitted(client, &profile.sid)
            .await
            .unwrap()
            .is_new()
    );
}

#[tokio::test]
async fn a_product_that_was_rejected_without_reasons_is_submitted_again() {
    let account = Account::new().await;
    let product = product(&account.client).await;
    ensure_submitted(&account.client, &product.sid)
        .await
        .unwrap();
    account.sandbox.reject(&product.sid, [], "no").unwrap();
    let verdict = wait_for_verdict(&account.client, &product.sid, soon())
        .await
        .unwrap();
    assert!(matches!(&verdict, Verdict::Rejected(product) if product.reasons().is_empty()));
    assert!(
        resubmit(&account.client, &product.sid)
            .await
            .unwrap()
            .is_new()
    );
}

#[tokio::test]
async fn a_duplicate_assignment_is_a_refusal_of_the_api_and_none_of_the_step() {
    let account = Account::new().await;
    let client = &account.client;
    let profile = ready(&account).await;
    let product = product(client).await;
    ensure_assigned(client, &product.sid, &profile.sid)
        .await
        .unwrap();
    ensure_number(client, &product.sid, &account.number)
        .await
        .unwrap();

    // The sandbox answers one with 409 and the other with 400, as the API is said to do.
    let primary = CustomerProfileSid::new(account.sandbox.primary_profile_sid()).unwrap();
    let again = customer_profiles::entity_assignments::create(&profile.sid, &primary);
    assert_eq!(again.send(client).await.unwrap_err().status(), Some(409));
    let again = trust_products::entity_assignments::create(&product.sid, &profile.sid);
    assert_eq!(again.send(client).await.unwrap_err().status(), Some(400));

    let found = ensure_assigned(client, &profile.sid, &primary)
        .await
        .unwrap();
    assert!(matches!(found, Ensured::Found(_)), "{found:?}");
    let found = ensure_assigned(client, &product.sid, &profile.sid)
        .await
        .unwrap();
    assert!(matches!(found, Ensured::Found(_)), "{found:?}");
    let found = ensure_number(client, &profile.sid, &account.number)
        .await
        .unwrap();
    assert!(matches!(found, Ensured::Found(_)), "{found:?}");
    let found = ensure_number(client, &product.sid, &account.number)
        .await
        .unwrap();
    assert!(matches!(found, Ensured::Found(_)), "{found:?}");
}

#[tokio::test]
async fn what_is_under_review_cannot_change() {
    let account = Account::new().await;
    let (sandbox, client) = (&account.sandbox, &account.client);
    let profile = ready(&account).await;
    let create = end_users::create("Acme", "authorized_representative_1");
    let person = ensure_object(client, &profile.sid, &create).await.unwrap();
    let edit = end_users::update(&person.value().sid).friendly_name("Other");
    ensure_submitted(client, &profile.sid).await.unwrap();
    for approve in [false, true] {
        let error = edit.send(client).await.unwrap_err();
        assert_eq!(error.known_code(), Some(KnownCode::NotNow), "{error}");
        assert!(!error.is_retryable());
        if !approve {
            sandbox.approve(&profile.sid).unwrap();
        }
    }
}

#[tokio::test]
async fn a_number_goes_to_the_profile_first() {
    let account = Account::new().await;
    let client = &account.client;
    let product = product(client).await;
    let policy = policy(client, profile::POLICY).await;
    let create = customer_profiles::create("Acme", "ops@acme.example", policy.sid);
    let profile = ensure_created(client, &create).await.unwrap().into_value();
    ensure_assigned(client, &product.sid, &profile.sid)
        .await
        .unwrap();
    let error = ensure_number(client, &product.sid, &account.number)
        .await
        .unwrap_err();
    assert_eq!(
        (error.step, error.is_retryable()),
        (Step::EnsureNumber, false)
    );
    assert!(
        error
            .to_string()
            .contains("supporting customer profile first"),
        "{error}"
    );
    ensure_number(client, &profile.sid, &account.number)
        .await
        .unwrap();
    ensure_number(client, &product.sid, &account.number)
        .await
        .unwrap();
}

#[tokio::test]
async fn a_product_waits_for_its_profile_to_be_submitted() {
    let account = Account::new().await;
    let client = &account.client;
    let profile = ready(&account).await;
    let product = product(client).await;
    let create = end_users::create("Acme", "cnam_information")
        .attributes(json!({ "cnam_display_name": "ACME" }));
    ensure_object(client, &product.sid, &create).await.unwrap();
    ensure_assigned(client, &product.sid, &profile.sid)
        .await
        .unwrap();

    let policy = policy(client, "CNAM").await;
    let checklist = Checklist::from_policy(&policy);
    let held = bundle::held(client, &product.sid).await.unwrap();
    let guess = checklist.compare(&held);
    assert!(
        matches!(guess.items[1].standing, Standing::Unverified { .. }),
        "{guess}"
    );
    let evaluation = bundle::evaluate(client, &product.sid, &policy.sid)
        .await
        .unwrap();
    assert!(!evaluation.compliant);
    assert_eq!(evaluation.failures().count(), 1);
    let progress = guess.clone().evaluated(&evaluation.results);
    let Standing::Refused {
        by: Some(by), code, ..
    } = &progress.items[1].standing
    else {
        panic!("{progress}");
    };
    assert_eq!(by.as_str(), profile.sid.as_str());
    assert_eq!(
        code.and_then(KnownCode::from_number),
        Some(KnownCode::FieldMismatch)
    );

    ensure_submitted(client, &profile.sid).await.unwrap();
    let evaluation = bundle::evaluate(client, &product.sid, &policy.sid)
        .await
        .unwrap();
    assert!(evaluation.compliant);
    assert!(guess.evaluated(&evaluation.results).is_complete());
}

#[tokio::test]
async fn an_empty_bundle_lacks_everything_and_a_policy_of_many_names_is_told() {
    let account = Account::new().await;
    let client = &account.client;
    let policy = policy(client, profile::POLICY).await;
    let create = customer_profiles::create("Acme", "ops@acme.example", &policy.sid);
    let profile = ensure_created(client, &create).await.unwrap().into_value();
    let evaluation = bundle::evaluate(client, &profile.sid, &policy.sid)
        .await
        .unwrap();
    let progress = Checklist::from_policy(&policy).evaluated(&evaluation.results);
    assert_eq!(progress.open().count(), 5, "{progress}");
    let missing = progress
        .open()
        .filter(|item| item.standing == Standing::Missing);
    assert_eq!(missing.count(), 5, "{progress}");

    let error = bundle::find_policy(client, "Branded Calling")
        .await
        .unwrap_err();
    assert!(
        matches!(&error.reason, bundle::Reason::Several(sids) if sids.len() == 7),
        "{error}"
    );
}
