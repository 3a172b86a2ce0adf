//! Who reviews, and who is told.

use std::sync::{Arc, Mutex};
use std::time::Duration;

use axum::Router;
use axum::extract::{Request, State};
use contract_tests::sandbox::{Review, Sandbox, Verdict};
use twilio_trusthub::Client;
use twilio_trusthub::customer_profiles::{self as profiles, CustomerProfile, Status};
use twilio_trusthub::webhook::{StatusCallback, Validator};

use crate::support::{STARTER, client, client_of, complete_starter, profile, submit};

/// Looks until the answer is there; a test that waits in vain is ended by its runner.
async fn until<T>(mut look: impl AsyncFnMut() -> Option<T>) -> T {
    loop {
        if let Some(found) = look().await {
            return found;
        }
        tokio::time::sleep(Duration::from_millis(5)).await;
    }
}

async fn verdict(client: &Client, profile: &CustomerProfile) -> CustomerProfile {
    until(async || {
        let now = profiles::fetch(&profile.sid).send(client).await.unwrap();
        matches!(now.status, Status::TwilioApproved | Status::TwilioRejected).then_some(now)
    })
    .await
}

#[tokio::test]
async fn a_delay_approves() {
    let review = Review::After(Duration::from_millis(40));
    let sandbox = Sandbox::builder().review(review).start().await.unwrap();
    let client = client(&sandbox);
    let profile = profile(&client, STARTER).await;
    submit(&client, &profile).await.unwrap();
    assert_eq!(
        verdict(&client, &profile).await.status,
        Status::TwilioApproved
    );
}

/// Lets an hour go by.
async fn hour() {
    tokio::time::pause();
    tokio::time::advance(Duration::from_secs(3600)).await;
    for _ in 0..10 {
        tokio::task::yield_now().await;
    }
    tokio::time::resume();
}

#[tokio::test]
async fn a_submission_anew_starts_the_delay_anew() {
    let four_hours = Review::After(Duration::from_secs(4 * 3600));
    let sandbox = Sandbox::builder().review(four_hours).start().await.unwrap();
    let client = client(&sandbox);
    let profile = profile(&client, STARTER).await;
    submit(&client, &profile).await.unwrap();
    hour().await;
    sandbox.reject(&profile.sid, [18601], "").unwrap();
    submit(&client, &profile).await.unwrap();
    let mut seen = Vec::new();
    for _ in 0..4 {
        hour().await;
        let now = profiles::fetch(&profile.sid).send(&client).await.unwrap();
        seen.push(now.status);
    }
    // After one more hour the first delay is half over, and nobody minds.
    let expected = [
        Status::PendingReview,
        Status::InReview,
        Status::InReview,
        Status::TwilioApproved,
    ];
    assert_eq!(seen, expected);
}

#[tokio::test]
async fn requirements_decide() {
    let sandbox = Sandbox::builder()
        .review(Review::by_requirements())
        .start()
        .await
        .unwrap();
    let client = client(&sandbox);
    let (whole, _) = complete_starter(&sandbox, &client).await;
    let empty = profile(&client, STARTER).await;
    for profile in [&whole, &empty] {
        submit(&client, profile).await.unwrap();
    }
    assert_eq!(
        verdict(&client, &whole).await.status,
        Status::TwilioApproved
    );
    let rejected = verdict(&client, &empty).await;
    assert_eq!(rejected.status, Status::TwilioRejected);
    assert_eq!(rejected.errors.unwrap()[0].code, 18602);
}

#[tokio::test]
async fn a_function_decides() {
    let review = Review::rule(|submission| match submission.friendly_name.as_str() {
        "Acme" if submission.missing.len() == 3 => Verdict::Reject {
            codes: vec![],
            reason: "no".to_owned(),
        },
        _ => Verdict::Wait,
    });
    let sandbox = Sandbox::builder().review(review).start().await.unwrap();
    let client = client(&sandbox);
    let named = profile(&client, STARTER).await;
    let other = profile(&client, STARTER).await;
    profiles::update(&other.sid)
        .friendly_name("Other")
        .send(&client)
        .await
        .unwrap();
    submit(&client, &other).await.unwrap();
    submit(&client, &named).await.unwrap();
    let rejected = verdict(&client, &named).await;
    assert_eq!(
        (rejected.status, rejected.errors),
        (Status::TwilioRejected, None),
        "null without codes"
    );
    let waiting = until(async || {
        let now = profiles::fetch(&other.sid).send(&client).await.unwrap();
        (now.status != Status::PendingReview).then_some(now.status)
    })
    .await;
    assert_eq!(waiting, Status::InReview);
}

type Received = Arc<Mutex<Vec<(String, Vec<u8>)>>>;

/// A server that keeps signatures and bodies of what is posted to it.
async fn receiver() -> (String, Received) {
    async fn take(State(received): State<Received>, request: Request) -> &'static str {
        let signature = request.headers()["x-twilio-signature"]
            .to_str()
            .unwrap()
            .to_owned();
        let body = axum::body::to_bytes(request.into_body(), 10_000)
            .await
            .unwrap();
        received.lock().unwrap().push((signature, body.to_vec()));
        "thanks"
    }
    let received = Received::default();
    let router = Router::new()
        .fallback(take)
        .with_state(Arc::clone(&received));
    let listener = tokio::net::TcpListener::bind("127.0.0.1:0").await.unwrap();
    let url = format!("http://{}/hooks?tenant=7", listener.local_addr().unwrap());
    tokio::spawn(async move { axum::serve(listener, router).await });
    (url, received)
}

#[tokio::test]
async fn changes_of_status_are_posted_signed_in_order_and_sometimes_twice() {
    let (url, received) = receiver().await;
    let sandbox = Sandbox::start().await.unwrap();
    let account = "AC0000000000000000000000000000000b";
    let client = client_of(&sandbox, account, "its-own-token");
    let profile = profile(&client, STARTER).await;
    profiles::update(&profile.sid)
        .status_callback(&url)
        .send(&client)
        .await
        .unwrap();
    submit(&client, &profile).await.unwrap();
    sandbox
        .reject(&profile.sid, [18601], "the name differs")
        .unwrap();
    submit(&client, &profile).await.unwrap();
    sandbox.approve(&profile.sid).unwrap();
    until(async || (sandbox.deliveries().len() == 6).then_some(())).await;

    let validator = Validator::new("its-own-token").unwrap();
    let received = received.lock().unwrap().clone();
    let told: Vec<StatusCallback> = received
        .iter()
        .map(|(signature, body)| validator.status_callback(&url, body, signature).unwrap())
        .collect();
    let statuses: Vec<&str> = told
        .iter()
        .map(|callback| callback.status.as_str())
        .collect();
    assert_eq!(
        statuses,
        [
            "pending-review",
            "in-review",
            "twilio-rejected",
            "twilio-rejected",
            "pending-review",
            "in-review",
            "twilio-approved",
            "twilio-approved",
        ],
        "every third one comes twice"
    );
    assert!(
        told.iter()
            .all(|callback| callback.bundle_sid == profile.sid.as_str()
                && callback.account_sid == account)
    );
    assert_eq!(told[2].failure_reason.as_deref(), Some("the name differs"));
    assert_eq!(told[7].failure_reason, None);
    assert!(
        sandbox
            .deliveries()
            .iter()
            .all(|delivery| delivery.answer == Ok(200))
    );
    let other = Validator::new("another-token").unwrap();
    assert!(
        other
            .status_callback(&url, &received[0].1, &received[0].0)
            .is_err()
    );
}

#[tokio::test]
async fn callbacks_stay_on_this_machine() {
    let sandbox = Sandbox::start().await.unwrap();
    let client = client(&sandbox);
    let profile = profile(&client, STARTER).await;
    let hook = "http://hooks.acme.example/trusthub";
    profiles::update(&profile.sid)
        .status_callback(hook)
        .send(&client)
        .await
        .unwrap();
    submit(&client, &profile).await.unwrap();
    let delivery = until(async || sandbox.deliveries().pop()).await;
    assert!(delivery.answer.unwrap_err().contains("not sent"));
}
