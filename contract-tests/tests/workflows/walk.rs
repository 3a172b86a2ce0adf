//! The examples as they are.

use twilio_trusthub::{customer_profiles, trust_products};

use crate::account::{Account, Holdings, business};

#[tokio::test]
async fn both_examples_end_with_an_approval() {
    let account = Account::approving().await;
    let business = business("Acme");
    let (profile, product) = account.walk(&account.client, &business).await.unwrap();
    assert_eq!(profile.status, customer_profiles::Status::TwilioApproved);
    assert_eq!(product.status, trust_products::Status::TwilioApproved);
    assert_eq!(
        account.holdings(&account.client, &business).await.counts(),
        Holdings::COMPLETE
    );
    // Nothing that was sent is against the document.
    assert_eq!(account.sandbox.findings(), []);

    // Each was evaluated twice: not compliant, then mended.
    let evaluations = customer_profiles::evaluations::list(&profile.sid);
    let evaluations = evaluations.send(&account.client).await.unwrap();
    let mut outcomes: Vec<String> = evaluations
        .into_iter()
        .map(|one| one.status.to_string())
        .collect();
    outcomes.sort();
    assert_eq!(outcomes, ["compliant", "noncompliant"]);
    let evaluations = trust_products::evaluations::list(&product.sid);
    let evaluations = evaluations.send(&account.client).await.unwrap();
    assert_eq!(evaluations.into_iter().count(), 2);
}

#[tokio::test]
async fn a_second_run_changes_nothing() {
    let account = Account::approving().await;
    let business = business("Acme");
    account.walk(&account.client, &business).await.unwrap();
    let before = account.changes().len();
    account.walk(&account.client, &business).await.unwrap();
    let changes = account.changes().split_off(before);
    // An evaluation is a record, not a change.
    assert_eq!(changes.len(), 2, "{changes:?}");
    assert!(
        changes
            .iter()
            .all(|change| change.ends_with("/Evaluations")),
        "{changes:?}"
    );
}
