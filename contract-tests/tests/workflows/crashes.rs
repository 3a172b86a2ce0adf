//! Crash anywhere, run again, and find nothing lost or doubled.

use std::collections::HashSet;
use std::sync::Arc;
use std::sync::atomic::{AtomicUsize, Ordering};

use contract_tests::sandbox::{FaultRule, Review, Sandbox, Verdict};
use tokio::sync::Notify;
use twilio_trusthub::bundle::{Step, StepError};
use twilio_trusthub::{Client, Credentials};

use crate::account::{Account, Holdings, business};

/// The program ends after each single request of the workflow, once; then it is started again.
#[tokio::test]
async fn a_program_can_crash_after_any_request() {
    let account = Account::approving().await;
    let mut requests = 0;
    loop {
        let business = business(&format!("Customer {requests}"));
        let (client, crash) = crashing(&account, requests);
        let ended = tokio::select! {
            outcome = account.walk(&client, &business) => {
                outcome.unwrap();
                true
            }
            () = crash.notified() => false,
        };
        account.walk(&account.client, &business).await.unwrap();
        let held = account.holdings(&account.client, &business).await;
        assert_eq!(
            held.counts(),
            Holdings::COMPLETE,
            "after {requests} requests"
        );
        if ended {
            break;
        }
        requests += 1;
    }
    // As many as the workflow has.
    assert!(requests > 50, "{requests}");
}

/// A client that tells when it is about to send one request too many, and waits there for its end:
/// all before it are answered, and nothing of this one is sent.
fn crashing(account: &Account, requests: usize) -> (Client, Arc<Notify>) {
    let crash = Arc::new(Notify::new());
    let (count, tell) = (Arc::new(AtomicUsize::new(0)), Arc::clone(&crash));
    let credentials = Credentials::bearer_from(move || {
        let (count, tell) = (Arc::clone(&count), Arc::clone(&tell));
        async move {
            if count.fetch_add(1, Ordering::Relaxed) >= requests {
                tell.notify_one();
                std::future::pending::<()>().await;
            }
            Ok::<_, std::io::Error>("token".to_owned())
        }
    });
    let client = Client::builder().credentials(credentials);
    let client = client.base_url(account.sandbox.base_url());
    (client.build().unwrap(), crash)
}

/// Answers get lost after the request was processed, and before; the program starts again from the
/// top each time.
#[tokio::test]
async fn every_step_can_be_run_again_after_a_lost_answer() {
    let faults = "503:after@0.05,504:after@0.05,cut@0.05,503@0.05,429@0.05,truncate@0.03";
    let faults = FaultRule::parse_list(faults).unwrap();
    let mut wanted = HashSet::from([
        Step::EnsureCreated,
        Step::EnsureObject,
        Step::EnsureAssigned,
        Step::EnsureNumber,
        Step::EnsureSubmitted,
        Step::Evaluate,
    ]);
    for seed in 0.. {
        assert!(seed < 60, "no seed lets these fail: {wanted:?}");
        let approve = Review::rule(|_| Verdict::Approve);
        let account = Account::with(Sandbox::builder().review(approve).seed(seed)).await;
        account.sandbox.set_faults(faults.clone());
        let business = business("Acme");
        let mut runs = 0;
        while let Err(error) = account.walk(&account.client, &business).await {
            runs += 1;
            assert!(runs < 300, "seed {seed}: {error}");
            if let Some(error) = error.downcast_ref::<StepError>() {
                wanted.remove(&error.step);
            }
        }
        account.sandbox.set_faults([]);
        let held = account.holdings(&account.client, &business).await;
        assert_eq!(
            held.counts(),
            Holdings::COMPLETE,
            "seed {seed}, {runs} runs"
        );
        if wanted.is_empty() && seed >= 5 {
            return;
        }
    }
}
