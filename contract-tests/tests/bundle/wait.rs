//! Submitting, and waiting for a verdict.

use std::time::Duration;

use serde_json::{Value, json};
use twilio_trusthub::bundle::{
    Bundle, Ensured, Reason, Verdict, Wait, ensure_submitted, resubmit, wait_for_verdict,
};
use twilio_trusthub::trust_products::TrustProduct;
use twilio_trusthub::{Retry, TrustProductSid, testing};

use super::server::{Server, page, refusal, sid, whole};

fn product_sid() -> TrustProductSid {
    TrustProductSid::new(sid("BU", 1)).unwrap()
}

fn product(status: &str) -> (u16, Value) {
    let members = json!({ "sid": sid("BU", 1), "status": status,
        "errors": if status == "twilio-rejected" { json!([{ "code": 18601 }]) } else { json!(null) } });
    (200, whole::<TrustProduct>(members))
}

/// Pauses too short to notice.
fn soon() -> Wait {
    let pause = Duration::from_millis(2);
    Wait::at_most(Duration::from_secs(30))
        .first_pause(pause)
        .longest_pause(pause)
}

#[tokio::test]
async fn the_status_is_followed_to_the_verdict() {
    let seen = [
        "pending-review",
        "in-review",
        "something-new",
        "twilio-rejected",
    ];
    let server = Server::start(move |ask| product(seen[ask.before.min(3)])).await;
    let verdict = wait_for_verdict(&server.client, &product_sid(), soon())
        .await
        .unwrap();
    let Verdict::Rejected(product) = verdict else {
        panic!("{verdict:?}");
    };
    assert_eq!(product.reasons()[0].code, 18601);
    assert_eq!(server.lines().len(), 4);
}

#[tokio::test]
async fn approvals_of_both_kinds_end_the_wait() {
    for status in ["twilio-approved", "provisionally-approved"] {
        let server = Server::start(move |_| product(status)).await;
        let verdict = wait_for_verdict(&server.client, &product_sid(), soon())
            .await
            .unwrap();
        assert!(
            matches!(
                (status, &verdict),
                ("twilio-approved", Verdict::Approved(_))
                    | ("provisionally-approved", Verdict::ProvisionallyApproved(_))
            ),
            "{verdict:?}"
        );
        assert_eq!(verdict.into_bundle().status_text(), status);
    }
}

#[tokio::test]
async fn a_draft_has_no_verdict_to_wait_for() {
    let server = Server::start(|_| product("draft")).await;
    let error = wait_for_verdict(&server.client, &product_sid(), soon())
        .await
        .unwrap_err();
    assert!(matches!(error.reason, Reason::NotSubmitted), "{error}");
}

#[tokio::test]
async fn a_failure_that_passes_is_waited_out_and_another_is_not() {
    let server = Server::start(|ask| match ask.before {
        0 => refusal(503, 20503, "later"),
        1 => refusal(429, 20429, "slower"),
        2 => (200, json!("<html><title>Sign in</title></html>")),
        3 => (200, json!("{\"sid\":\"BU")),
        _ => product("twilio-approved"),
    })
    .await;
    let client = twilio_trusthub::Client::builder()
        .credentials(twilio_trusthub::Credentials::auth_token(
            testing::ACCOUNT_SID,
            "token",
        ))
        .base_url(server.mock.base_url())
        .retry(Retry::none())
        .build()
        .unwrap();
    wait_for_verdict(&client, &product_sid(), soon())
        .await
        .unwrap();

    let server = Server::start(|_| refusal(404, 20404, "not found")).await;
    let error = wait_for_verdict(&server.client, &product_sid(), soon())
        .await
        .unwrap_err();
    assert_eq!(
        error.call().and_then(twilio_trusthub::Error::status),
        Some(404)
    );
    assert_eq!(server.lines().len(), 1);
}

#[tokio::test]
async fn the_time_ends_with_one_last_question() {
    let server = Server::start(|_| product("in-review")).await;
    let wait = Wait::at_most(Duration::from_millis(30)).first_pause(Duration::from_secs(3600));
    let error = wait_for_verdict(&server.client, &product_sid(), wait)
        .await
        .unwrap_err();
    let Reason::NoVerdict { status, .. } = &error.reason else {
        panic!("{error}");
    };
    assert_eq!(status.as_deref(), Some("in-review"));
    assert!(
        error.to_string().contains("the last status is in-review"),
        "{error}"
    );
    assert_eq!(server.lines().len(), 2);
}

#[tokio::test]
async fn a_wait_without_end_is_no_panic() {
    let server = Server::start(|ask| match ask.before {
        0 => product("in-review"),
        _ => product("twilio-approved"),
    })
    .await;
    let pause = Duration::from_millis(2);
    let wait = Wait::at_most(Duration::MAX)
        .first_pause(pause)
        .longest_pause(pause);
    let verdict = wait_for_verdict(&server.client, &product_sid(), wait).await;
    assert!(matches!(verdict, Ok(Verdict::Approved(_))), "{verdict:?}");
}

#[tokio::test]
async fn a_wait_that_is_dropped_leaves_the_client_usable() {
    let server = Server::start(|ask| match ask.before {
        0 => product("in-review"),
        _ => product("twilio-approved"),
    })
    .await;
    let wait = Wait::at_most(Duration::from_secs(3600)).first_pause(Duration::from_secs(3600));
    let sid = product_sid();
    tokio::select! {
        verdict = wait_for_verdict(&server.client, &sid, wait) => panic!("{verdict:?}"),
        () = asked(&server) => {}
    }
    wait_for_verdict(&server.client, &product_sid(), soon())
        .await
        .unwrap();
}

async fn asked(server: &Server) {
    while server.lines().is_empty() {
        tokio::task::yield_now().await;
    }
}

#[tokio::test]
async fn only_a_draft_is_submitted_and_only_a_rejected_one_again() {
    for (status, first, again) in [
        ("draft", true, false),
        ("pending-review", false, false),
        ("twilio-approved", false, false),
        ("twilio-rejected", false, true),
    ] {
        let server = Server::start(move |ask| match ask.value("Status") {
            Some(asked) => {
                assert_eq!(asked, "pending-review");
                product("pending-review")
            }
            None => product(status),
        })
        .await;
        let submitted = ensure_submitted(&server.client, &product_sid())
            .await
            .unwrap();
        assert_eq!(submitted.is_new(), first, "{status}");
        let submitted = resubmit(&server.client, &product_sid()).await.unwrap();
        assert_eq!(submitted.is_new(), again, "{status}");
    }
}

#[tokio::test]
async fn a_submission_that_another_run_made_meanwhile_is_a_success() {
    for status in [400, 409] {
        let server = Server::start(
            move |ask| match (ask.line.starts_with("POST"), ask.before) {
                (true, _) => refusal(status, 22203, "bad status"),
                (false, 0) => product("draft"),
                (false, _) => product("in-review"),
            },
        )
        .await;
        let submitted = ensure_submitted(&server.client, &product_sid())
            .await
            .unwrap();
        assert!(matches!(submitted, Ensured::Found(_)), "{submitted:?}");
    }

    let server = Server::start(|ask| {
        if ask.line.starts_with("POST") {
            refusal(400, 22203, "bad status")
        } else {
            product("draft")
        }
    })
    .await;
    let error = ensure_submitted(&server.client, &product_sid())
        .await
        .unwrap_err();
    assert_eq!(
        error.call().and_then(twilio_trusthub::Error::code),
        Some(22203)
    );
    assert_eq!(
        server.count(&format!("POST /v1/TrustProducts/{}", sid("BU", 1))),
        1
    );
}

/// Steps can be spawned: their futures are `Send` for both kinds of bundle.
#[tokio::test]
async fn steps_can_be_spawned() {
    let server = Server::start(|_| page(&[])).await;
    let client = server.client.clone();
    let task = tokio::spawn(async move {
        let sid = product_sid();
        let _ = resubmit(&client, &sid).await;
        let _ = twilio_trusthub::bundle::held(&client, &sid).await;
        let _ = twilio_trusthub::bundle::ensure_number(&client, &sid, &sid).await;
        let create = twilio_trusthub::end_users::create("a", "b");
        let _ = twilio_trusthub::bundle::ensure_object(&client, &sid, &create).await;
        let _ = wait_for_verdict(&client, &sid, soon()).await;
    });
    task.await.unwrap();
}
