//! Crash anywhere, run again, and find nothing lost or doubled.

use std::collections::HashSet;
use std::sync::Arc;
use std::sync::atomic::{AtomicUsize, Ordering};

use contract_tests::sandbox::{FaultRule, Review, Sandbox, Verdict};
use tokio::sync::Notify;
use twilio_trusthub::bundle::{Step, StepError};
use twilio_trusthub::{Client, ClientBuilder, Credentials};

use crate::account::{Account, Holdings, business};

/// The program ends after each single request of the workflow, once; then it is started again.
#[tokio::test]
async fn a_program_can_crash_after_any_request() {
    let account = Account::approving().await;
    let business = business("Acme");
    let mut crashes = 0;
    loop {
        // Each time in an account of its own.
        let credentials = Credentials::auth_token(format!("AC{crashes:032}"), "token");
        let client = Client::builder().base_url(account.sandbox.base_url());
        let client = client.credentials(credentials);
        let (crashing, crash) = crashing(client.clone(), crashes + 1);
        let ended = tokio::select! {
            outcome = account.walk(&crashing, &business) => {
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
            "after {crashes} requests"
        );
        if ended {
            break;
        }
        crashes += 1;
    }
    // As many as the workflow has requests.
    assert!(crashes > 50, "{crashes}");
}

/// A client that tells when so many attempts were made.
fn crashing(client: ClientBuilder, after: usize) -> (Client, Arc<Notify>) {
    let crash = Arc::new(Notify::new());
    let (count, tell) = (AtomicUsize::new(0), Arc::clone(&crash));
    let client = client.on_attempt(move |_| {
        if count.fetch_add(1, Ordering::Relaxed) + 1 == after {
            tell.notify_one();
        }
    });
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
