//! Lists over several pages.

use serde_json::Value;
use twilio_trusthub::{customer_profiles as profiles, end_users};

use crate::support::{STARTER, client, end_user, nothing_found, policy, profile, refused, sandbox};

#[tokio::test]
async fn pages_follow_each_other_there_and_back() {
    let sandbox = sandbox().await;
    let client = client(&sandbox);
    let mut made = Vec::new();
    for _ in 0..7 {
        made.push(
            end_user(&client, "cnam_information", serde_json::json!({}))
                .await
                .sid,
        );
    }
    let mut stream = end_users::list().page_size(3).stream(&client);
    let mut seen = Vec::new();
    while let Some(person) = stream.try_next().await.unwrap() {
        seen.push(person.sid);
    }
    assert_eq!(seen, made);
    nothing_found(&sandbox);

    let http = reqwest::Client::new();
    let get = async |url: &str| -> Value {
        let answer = http
            .get(url)
            .basic_auth(sandbox.account_sid(), Some("t"))
            .send()
            .await
            .unwrap();
        serde_json::from_slice(&answer.bytes().await.unwrap()).unwrap()
    };
    let first = get(&format!("{}/v1/EndUsers?PageSize=3", sandbox.base_url())).await;
    assert_eq!(first["meta"]["previous_page_url"], Value::Null);
    let second = get(first["meta"]["next_page_url"].as_str().unwrap()).await;
    let third = get(second["meta"]["next_page_url"].as_str().unwrap()).await;
    assert_eq!(third["meta"]["next_page_url"], Value::Null);
    assert_eq!(third["meta"]["page"], 2);
    let back = get(third["meta"]["previous_page_url"].as_str().unwrap()).await;
    assert_eq!(back["results"], second["results"]);
    let start = get(back["meta"]["previous_page_url"].as_str().unwrap()).await;
    assert_eq!(start["results"], first["results"]);
    assert_eq!(start["meta"]["previous_page_url"], Value::Null);
    assert_eq!(
        get(third["meta"]["first_page_url"].as_str().unwrap()).await["results"],
        first["results"]
    );
    assert_eq!(
        get(second["meta"]["url"].as_str().unwrap()).await["results"],
        second["results"]
    );
}

#[tokio::test]
async fn what_comes_and_goes_meanwhile_disturbs_no_other_row() {
    let sandbox = sandbox().await;
    let client = client(&sandbox);
    let mut left = Vec::new();
    for _ in 0..6 {
        left.push(
            end_user(&client, "cnam_information", serde_json::json!({}))
                .await
                .sid,
        );
    }
    // The usual way to clean up: delete what the list shows, while it is read.
    let mut stream = end_users::list().page_size(2).stream(&client);
    while let Some(person) = stream.try_next().await.unwrap() {
        assert_eq!(person.sid, left.remove(0));
        end_users::delete(&person.sid).send(&client).await.unwrap();
    }
    assert_eq!(left, []);
}

#[tokio::test]
async fn filters_hold_on_every_page() {
    let sandbox = sandbox().await;
    let client = client(&sandbox);
    let starter = policy(&client, STARTER).await;
    for number in 0..5 {
        profiles::create(format!("Acme {}", number % 2), "ops@acme.example", &starter)
            .send(&client)
            .await
            .unwrap();
    }
    let mut stream = profiles::list()
        .friendly_name("Acme 0")
        .page_size(2)
        .stream(&client);
    let mut count = 0;
    while let Some(profile) = stream.try_next().await.unwrap() {
        assert_eq!(profile.friendly_name, "Acme 0");
        count += 1;
    }
    assert_eq!(count, 3);
    let drafts = profiles::list()
        .status(profiles::Status::Draft)
        .send(&client)
        .await
        .unwrap();
    assert_eq!(drafts.iter().count(), 5, "the primary profile is approved");
    let of_policy = profiles::list()
        .policy_sid(&starter)
        .send(&client)
        .await
        .unwrap();
    assert_eq!(of_policy.iter().count(), 5);
    nothing_found(&sandbox);
}

#[tokio::test]
async fn a_page_is_asked_for_by_its_token() {
    let sandbox = sandbox().await;
    let client = client(&sandbox);
    profile(&client, STARTER).await;
    let http = reqwest::Client::new();
    for query in ["Page=3", "Page=1&PageToken=PA1"] {
        let url = format!("{}/v1/CustomerProfiles?{query}", sandbox.base_url());
        let asked = http.get(url).basic_auth(sandbox.account_sid(), Some("t"));
        assert_eq!(asked.send().await.unwrap().status(), 400, "{query}");
    }
    nothing_found(&sandbox);
    for size in [0, 1001] {
        let refusal = refused(profiles::list().page_size(size).send(&client).await);
        assert_eq!(refusal, (400, 20001), "the document says 1 to 1000");
    }
    assert_eq!(sandbox.findings().len(), 2);
}
