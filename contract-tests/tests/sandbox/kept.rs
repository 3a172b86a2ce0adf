//! What survives a restart.

use std::time::Duration;

use contract_tests::sandbox::{Review, Sandbox};
use twilio_trusthub::customer_profiles::{self as profiles, Status};
use twilio_trusthub::{end_users, supporting_documents};

use crate::support::{client, complete_starter, primary, refused, submit};

async fn open(path: &std::path::Path, review: Review) -> Sandbox {
    Sandbox::builder()
        .db(path)
        .review(review)
        .start()
        .await
        .unwrap()
}

#[tokio::test]
async fn a_restart_forgets_nothing() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("sandbox.db");
    let first = open(&path, Review::Manual).await;
    let before = client(&first);
    let (profile, person) = complete_starter(&first, &before).await;
    let gone = end_users::create("Gone", "cnam_information")
        .send(&before)
        .await
        .unwrap();
    end_users::delete(&gone.sid).send(&before).await.unwrap();
    let evaluation = profiles::evaluations::create(&profile.sid, &profile.policy_sid)
        .send(&before)
        .await
        .unwrap();
    submit(&before, &profile).await.unwrap();
    first.reject(&profile.sid, [18603], "").unwrap();
    let own_primary = primary(&first);
    let taken = Sandbox::builder()
        .db(&path)
        .start()
        .await
        .unwrap_err()
        .to_string();
    assert!(taken.contains("another sandbox uses this file"), "{taken}");
    first.stop().await;

    let second = open(&path, Review::Manual).await;
    let after = client(&second);
    let again = profiles::fetch(&profile.sid).send(&after).await.unwrap();
    assert_eq!(again.status, Status::TwilioRejected);
    assert_eq!(again.errors.unwrap()[0].code, 18603);
    assert_eq!(primary(&second), own_primary);
    assert_eq!(
        refused(end_users::fetch(&gone.sid).send(&after).await),
        (404, 20404)
    );
    let kept = profiles::evaluations::fetch(&profile.sid, &evaluation.sid)
        .send(&after)
        .await
        .unwrap();
    assert_eq!(kept.results, evaluation.results);
    // The index of who holds what is there again.
    submit(&after, &profile).await.unwrap();
    assert_eq!(
        refused(
            end_users::update(&person.sid)
                .friendly_name("X")
                .send(&after)
                .await
        ),
        (400, 70002)
    );
    let document = supporting_documents::list()
        .send(&after)
        .await
        .unwrap()
        .iter()
        .next()
        .unwrap()
        .clone();
    assert_eq!(document.status, supporting_documents::Status::PendingReview);
    // New SIDs are new.
    let new = end_users::create("New", "cnam_information")
        .send(&after)
        .await
        .unwrap();
    assert!(new.sid != gone.sid && new.sid != person.sid);
    second.stop().await;

    // Dropped without a word, and reviewed by somebody else.
    let third = open(&path, Review::by_requirements()).await;
    let client = client(&third);
    loop {
        let now = profiles::fetch(&profile.sid).send(&client).await.unwrap();
        if now.status == Status::TwilioApproved {
            break;
        }
        tokio::time::sleep(Duration::from_millis(5)).await;
    }
}

#[tokio::test]
async fn a_file_that_is_none_is_told() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("sandbox.db");
    std::fs::write(&path, "this is no database, whatever its name says").unwrap();
    let error = Sandbox::builder()
        .db(&path)
        .start()
        .await
        .unwrap_err()
        .to_string();
    assert!(
        error.contains("sandbox.db") && error.contains("not a database"),
        "{error}"
    );
    assert!(
        std::fs::read_to_string(&path)
            .unwrap()
            .starts_with("this is"),
        "it is left as it was"
    );
}
