//! Faults on demand, as the generated client sees them.

use contract_tests::finding::Kind;
use contract_tests::sandbox::{FAULT_HEADER, FaultRule, Sandbox};
use twilio_trusthub::{Client, Credentials, Error, Retry, end_users, policies};

use crate::support::{client, refused, sandbox};

fn rules(text: &str) -> Vec<FaultRule> {
    FaultRule::parse_list(text).unwrap()
}

async fn list(client: &Client) -> Result<usize, Error> {
    Ok(policies::list().send(client).await?.iter().count())
}

#[tokio::test]
async fn refusals_come_with_their_status_and_pause() {
    let sandbox = sandbox().await;
    let client = client(&sandbox);
    for (fault, status, code) in [
        ("429", 429, 20429),
        ("429:7", 429, 20429),
        ("500", 500, 20500),
        ("503", 503, 20503),
    ] {
        sandbox.set_faults(rules(fault));
        assert_eq!(refused(list(&client).await), (status, code), "{fault}");
    }
    sandbox.set_faults(rules("429:7"));
    let http = reqwest::Client::new();
    let get = || http.get(format!("{}/v1/Policies", sandbox.base_url()));
    assert_eq!(get().send().await.unwrap().headers()["retry-after"], "7");
    sandbox.set_faults(rules("429"));
    assert!(
        !get()
            .send()
            .await
            .unwrap()
            .headers()
            .contains_key("retry-after")
    );
    sandbox.set_faults([]);
    assert!(list(&client).await.unwrap() > 0);
}

#[tokio::test]
async fn a_gateway_answers_in_html_and_bodies_break_off() {
    let sandbox = sandbox().await;
    let client = client(&sandbox);
    sandbox.set_faults(rules("504"));
    let error = list(&client).await.unwrap_err();
    assert_eq!(error.status(), Some(504));
    assert!(error.to_string().to_lowercase().contains("html"), "{error}");
    sandbox.set_faults(rules("truncate"));
    assert!(matches!(list(&client).await.unwrap_err(), Error::Decode(_)));
    sandbox.set_faults(rules("cut"));
    assert!(matches!(
        list(&client).await.unwrap_err(),
        Error::Transport(_)
    ));
}

#[tokio::test]
async fn before_means_that_nothing_happened_and_after_that_it_did() {
    let sandbox = sandbox().await;
    let client = client(&sandbox);
    let create = async || {
        end_users::create("Ann", "cnam_information")
            .send(&client)
            .await
    };
    for (fault, made) in [
        ("429", 0),
        ("500", 0),
        ("504", 0),
        ("500:after", 1),
        ("504:after", 2),
        ("truncate", 3),
        ("cut", 4),
    ] {
        sandbox.set_faults(rules(fault));
        assert!(create().await.is_err(), "{fault}");
        sandbox.set_faults([]);
        let people = end_users::list().send(&client).await.unwrap();
        assert_eq!(people.iter().count(), made, "{fault}");
    }
}

#[tokio::test]
async fn the_judge_sees_each_kind_of_drift() {
    let sandbox = sandbox().await;
    let client = client(&sandbox);
    for (fault, expected) in [
        ("drift:add", vec![Kind::ResponseUndeclaredField]),
        ("drift:drop", vec![Kind::ResponseMissingField]),
        (
            "drift:rename",
            vec![Kind::ResponseUndeclaredField, Kind::ResponseMissingField],
        ),
    ] {
        sandbox.set_faults(rules(fault));
        let _ = end_users::create("Ann", "cnam_information")
            .send(&client)
            .await;
        let mut found: Vec<Kind> = sandbox
            .requests()
            .pop()
            .unwrap()
            .findings
            .iter()
            .map(|f| f.kind)
            .collect();
        found.sort();
        assert_eq!(found, expected, "{fault}");
    }
}

#[tokio::test]
async fn one_request_asks_for_faults_by_header() {
    let sandbox = sandbox().await;
    let asking = Client::builder()
        .credentials(Credentials::auth_token(sandbox.account_sid(), "t"))
        .base_url(sandbox.base_url())
        .header(FAULT_HEADER, "latency:1, 503")
        .retry(Retry::none())
        .build()
        .unwrap();
    assert_eq!(refused(list(&asking).await), (503, 20503));
    assert!(list(&client(&sandbox)).await.is_ok());
    let logged: Vec<_> = sandbox
        .requests()
        .into_iter()
        .map(|request| request.faults)
        .collect();
    assert_eq!(
        logged,
        [vec!["latency:1".to_owned(), "503".to_owned()], vec![]]
    );
    let http = reqwest::Client::new().get(format!("{}/v1/Policies", sandbox.base_url()));
    let unknown = http
        .header(FAULT_HEADER, "earthquake")
        .send()
        .await
        .unwrap();
    assert_eq!(unknown.status(), 400);
    let text = String::from_utf8(unknown.bytes().await.unwrap().to_vec()).unwrap();
    assert!(
        text.contains("earthquake") && text.contains("latency"),
        "{text}"
    );
}

#[tokio::test]
async fn counted_faults_end_and_a_patient_client_gets_through() {
    let sandbox = Sandbox::builder()
        .faults(rules("429*1,503*2"))
        .start()
        .await
        .unwrap();
    let patient = Client::builder()
        .credentials(Credentials::auth_token(sandbox.account_sid(), "t"))
        .base_url(sandbox.base_url())
        .retry(
            Retry::new()
                .max_attempts(4)
                .base_delay(std::time::Duration::from_millis(1)),
        )
        .build()
        .unwrap();
    assert!(list(&patient).await.is_ok());
    assert_eq!(
        sandbox.requests().len(),
        3,
        "the first request had both faults, the second one"
    );
}

#[tokio::test]
async fn rates_are_kept_and_repeatable() {
    let mut runs = Vec::new();
    for _ in 0..2 {
        let sandbox = Sandbox::builder()
            .faults(rules("503@0.2"))
            .seed(7)
            .start()
            .await
            .unwrap();
        let client = client(&sandbox);
        let mut failed = Vec::new();
        for _ in 0..200 {
            failed.push(list(&client).await.is_err());
        }
        runs.push(failed);
    }
    let count = runs[0].iter().filter(|failed| **failed).count();
    assert!((20..60).contains(&count), "{count} of 200 at a rate of 0.2");
    assert_eq!(runs[0], runs[1]);
}
