//! Finding a policy by its name.

use serde_json::{Value, json};
use twilio_trusthub::bundle::{Reason, find_policies, find_policy};
use twilio_trusthub::policies::Policy;

use super::server::{Server, page, sid, whole};

fn policies() -> Vec<Value> {
    let names = ["Branded Calling", "CNAM", "Branded Calling", "CNAM Plus"];
    let policies = names.iter().zip(1..).map(|(name, number)| {
        whole::<Policy>(json!({ "sid": sid("RN", number), "friendly_name": name }))
    });
    policies.collect()
}

#[tokio::test]
async fn the_only_one_of_its_name_is_found_in_any_case() {
    let server = Server::start(|_| page(&policies())).await;
    let policy = find_policy(&server.client, " cnam ").await.unwrap();
    assert_eq!(policy.sid.as_str(), sid("RN", 2));
}

#[tokio::test]
async fn several_are_listed_instead_of_chosen_from() {
    let server = Server::start(|_| page(&policies())).await;
    let error = find_policy(&server.client, "Branded Calling")
        .await
        .unwrap_err();
    let expected = format!(
        "cannot find the policy (\"Branded Calling\"): several have this name, go on with the SID \
         of the right one: {}, {}",
        sid("RN", 1),
        sid("RN", 3)
    );
    assert_eq!(error.to_string(), expected);
    assert!(!error.is_retryable());
    let all = find_policies(&server.client, "Branded Calling")
        .await
        .unwrap();
    assert_eq!(all.len(), 2);
}

#[tokio::test]
async fn a_name_that_nothing_has_brings_similar_ones() {
    let server = Server::start(|_| page(&policies())).await;
    let error = find_policy(&server.client, "Branded").await.unwrap_err();
    let Reason::NotFound { similar } = &error.reason else {
        panic!("{error}");
    };
    assert_eq!(similar, &["Branded Calling"]);
    let error = find_policy(&server.client, "Voice").await.unwrap_err();
    assert!(
        error
            .to_string()
            .ends_with("nothing has this name, and no name is similar")
    );
}

#[tokio::test]
async fn the_policy_is_found_on_a_later_page() {
    let server = Server::start(|ask| {
        let policies = policies();
        if ask.value("PageToken").is_some() {
            return page(&policies[1..]);
        }
        let (status, mut first) = page(&policies[..1]);
        first["meta"]["next_page_url"] =
            json!("https://trusthub.twilio.com/v1/Policies?PageSize=1000&Page=1&PageToken=two");
        (status, first)
    })
    .await;
    let policy = find_policy(&server.client, "CNAM").await.unwrap();
    assert_eq!(policy.sid.as_str(), sid("RN", 2));
    assert_eq!(server.lines(), ["GET /v1/Policies"; 2]);
}
