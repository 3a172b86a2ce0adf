//! The examples run and end well. Each checks what it shows; the two workflows have tests of their own.

#[path = "../../examples/create_profile.rs"]
mod create_profile;
#[path = "../../examples/handle_errors.rs"]
mod handle_errors;
#[path = "../../examples/list_and_filter.rs"]
mod list_and_filter;
#[allow(
    dead_code,
    reason = "its `main` reads the command line of this program"
)]
#[path = "../../examples/onboard.rs"]
mod onboard;
#[path = "../../examples/page_through_policies.rs"]
mod page_through_policies;
#[path = "../../examples/receive_callback.rs"]
mod receive_callback;

#[test]
fn profiles_are_listed_and_filtered() {
    list_and_filter::main().unwrap();
}

#[test]
fn policies_are_walked_through_with_bookmarks() {
    page_through_policies::main().unwrap();
}

#[test]
fn a_profile_is_created_changed_and_deleted() {
    create_profile::main().unwrap();
}

#[test]
fn every_kind_of_error_has_its_advice() {
    handle_errors::main().unwrap();
}

#[test]
fn a_verdict_arrives_and_a_forged_one_does_not() {
    receive_callback::main().unwrap();
}

#[tokio::test(flavor = "multi_thread")]
async fn businesses_are_onboarded_while_answers_get_lost() {
    let counted = onboard::run(150).await.unwrap();
    assert_eq!(counted, onboard::Counted::expected(150));
}
