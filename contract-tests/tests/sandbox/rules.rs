//! What the API forbids.

use serde_json::json;
use twilio_trusthub::{
    CustomerProfileSid, EndUserSid, PolicySid, Sid, customer_profiles as profiles, end_users,
    supporting_documents, trust_products as products,
};

use crate::support::{
    SECONDARY, SOLE, STARTER, address, assign, client, client_of, complete_starter, end_user,
    nothing_found, policy, primary, product, profile, refused, sandbox, submit,
};

#[tokio::test]
async fn a_bundle_goes_through_review_and_never_back() {
    let sandbox = sandbox().await;
    let client = client(&sandbox);
    let (profile, _) = complete_starter(&sandbox, &client).await;
    for wanted in [
        profiles::Status::Draft,
        profiles::Status::InReview,
        profiles::Status::TwilioApproved,
    ] {
        let update = profiles::update(&profile.sid)
            .status(wanted)
            .send(&client)
            .await;
        assert_eq!(refused(update), (400, 22203));
    }
    assert!(
        sandbox.approve(&profile.sid).is_err(),
        "nobody submitted it"
    );
    assert!(sandbox.start_review(&profile.sid).is_err(), "nor this");
    assert_eq!(
        submit(&client, &profile).await.unwrap().status,
        profiles::Status::PendingReview
    );
    assert_eq!(
        refused(submit(&client, &profile).await),
        (400, 22203),
        "it is submitted"
    );
    sandbox.start_review(&profile.sid).unwrap();
    let now = profiles::fetch(&profile.sid).send(&client).await.unwrap();
    assert_eq!(now.status, profiles::Status::InReview);
    assert!(
        sandbox.start_review(&profile.sid).is_err(),
        "it is in review"
    );
    sandbox
        .reject(&profile.sid, [18602, 18603], "papers")
        .unwrap();
    let now = profiles::fetch(&profile.sid).send(&client).await.unwrap();
    assert_eq!(now.status, profiles::Status::TwilioRejected);
    let codes: Vec<_> = now.errors.unwrap().iter().map(|error| error.code).collect();
    assert_eq!(codes, [18602, 18603]);
    let again = submit(&client, &profile).await.unwrap();
    assert_eq!(
        (again.status, again.errors),
        (profiles::Status::PendingReview, None)
    );
    sandbox.approve(&profile.sid).unwrap();
    assert_eq!(
        refused(submit(&client, &profile).await),
        (400, 22203),
        "it is approved"
    );
    assert!(
        sandbox
            .approve("BU00000000000000000000000000000000")
            .is_err()
    );
    nothing_found(&sandbox);
}

#[tokio::test]
async fn status_and_properties_are_two_updates() {
    let sandbox = sandbox().await;
    let client = client(&sandbox);
    let (profile, _) = complete_starter(&sandbox, &client).await;
    let both = profiles::update(&profile.sid)
        .status(profiles::Status::PendingReview)
        .email("new@acme.example")
        .send(&client)
        .await;
    assert_eq!(refused(both), (400, 22204));
    let now = profiles::fetch(&profile.sid).send(&client).await.unwrap();
    assert_eq!(now, profile, "neither happened");
}

#[tokio::test]
async fn what_a_submitted_bundle_holds_cannot_change() {
    let sandbox = sandbox().await;
    let client = client(&sandbox);
    let (profile, person) = complete_starter(&sandbox, &client).await;
    let documents = supporting_documents::list().send(&client).await.unwrap();
    let document = documents.iter().next().unwrap().clone();
    let rename = async || {
        {
            end_users::update(&person.sid)
                .friendly_name("Other")
                .send(&client)
                .await
        }
    };
    let readdress = async || {
        {
            supporting_documents::update(&document.sid)
                .friendly_name("Other")
                .send(&client)
                .await
        }
    };
    submit(&client, &profile).await.unwrap();
    assert_eq!(refused(rename().await), (400, 70002));
    assert_eq!(refused(readdress().await), (400, 22209));
    assert_eq!(
        refused(end_users::delete(&person.sid).send(&client).await),
        (400, 70002)
    );
    let fetched = supporting_documents::fetch(&document.sid)
        .send(&client)
        .await
        .unwrap();
    assert_eq!(fetched.status, supporting_documents::Status::PendingReview);
    sandbox.reject(&profile.sid, [], "").unwrap();
    rename().await.unwrap();
    readdress().await.unwrap();
    submit(&client, &profile).await.unwrap();
    sandbox.approve(&profile.sid).unwrap();
    assert_eq!(refused(rename().await), (400, 70002));
    assert_eq!(refused(readdress().await), (400, 22209));
}

#[tokio::test]
async fn nothing_is_assigned_twice() {
    let sandbox = sandbox().await;
    let client = client(&sandbox);
    let (profile, person) = complete_starter(&sandbox, &client).await;
    let again = profiles::entity_assignments::create(&profile.sid, &person.sid)
        .send(&client)
        .await;
    let error = again.unwrap_err();
    assert_eq!((error.status(), error.code()), (Some(409), Some(20409)));
    assert!(error.to_string().contains("already"), "{error}");
    let number = Sid::new(sandbox.add_phone_number("+12025550143")).unwrap();
    let add = async || {
        {
            profiles::channel_endpoint_assignments::create(&profile.sid, "phone-number", &number)
                .send(&client)
                .await
        }
    };
    add().await.unwrap();
    assert_eq!(refused(add().await), (409, 20409));
    let product = product(&client, SOLE).await;
    let hold = async || {
        products::entity_assignments::create(&product.sid, &profile.sid)
            .send(&client)
            .await
    };
    hold().await.unwrap();
    assert_eq!(
        refused(hold().await),
        (400, 20001),
        "the other answer of the API"
    );
}

#[tokio::test]
async fn numbers_come_to_the_profile_first_and_leave_it_last() {
    let sandbox = sandbox().await;
    let client = client(&sandbox);
    let profile = profile(&client, STARTER).await;
    let product = product(&client, SOLE).await;
    let number = Sid::new(sandbox.add_phone_number("+12025550143")).unwrap();
    let cover = async || {
        {
            products::channel_endpoint_assignments::create(&product.sid, "phone-number", &number)
                .send(&client)
                .await
        }
    };
    assert_eq!(refused(cover().await), (400, 20001), "no profile");
    let on_profile =
        profiles::channel_endpoint_assignments::create(&profile.sid, "phone-number", &number)
            .send(&client)
            .await
            .unwrap();
    assert_eq!(
        refused(cover().await),
        (400, 20001),
        "the profile is not assigned"
    );
    let held = products::entity_assignments::create(&product.sid, &profile.sid)
        .send(&client)
        .await
        .unwrap();
    let covered = cover().await.unwrap();
    let leave = async || {
        {
            profiles::channel_endpoint_assignments::delete(&profile.sid, &on_profile.sid)
                .send(&client)
                .await
        }
    };
    assert_eq!(
        refused(leave().await),
        (400, 20001),
        "the product still has it"
    );
    assert_eq!(
        refused(profiles::delete(&profile.sid).send(&client).await),
        (400, 20001)
    );
    products::channel_endpoint_assignments::delete(&product.sid, &covered.sid)
        .send(&client)
        .await
        .unwrap();
    leave().await.unwrap();
    products::entity_assignments::delete(&product.sid, &held.sid)
        .send(&client)
        .await
        .unwrap();
    profiles::delete(&profile.sid).send(&client).await.unwrap();
    let other = profiles::channel_endpoint_assignments::create(primary(&sandbox), "fax", &number)
        .send(&client)
        .await;
    assert_eq!(refused(other), (400, 20001));
}

#[tokio::test]
async fn an_approved_product_still_takes_numbers() {
    let sandbox = sandbox().await;
    let client = client(&sandbox);
    let (profile, _) = complete_starter(&sandbox, &client).await;
    let product = product(&client, SOLE).await;
    products::entity_assignments::create(&product.sid, &profile.sid)
        .send(&client)
        .await
        .unwrap();
    products::update(&product.sid)
        .status(products::Status::PendingReview)
        .send(&client)
        .await
        .unwrap();
    sandbox.approve(&product.sid).unwrap();
    let number = Sid::new(sandbox.add_phone_number("+12025550143")).unwrap();
    profiles::channel_endpoint_assignments::create(&profile.sid, "phone-number", &number)
        .send(&client)
        .await
        .unwrap();
    products::channel_endpoint_assignments::create(&product.sid, "phone-number", &number)
        .send(&client)
        .await
        .unwrap();
}

#[tokio::test]
async fn primary_profiles_belong_to_the_console() {
    let sandbox = sandbox().await;
    let client = client(&sandbox);
    let policy = policy(&client, "Primary Customer Profile of type Business").await;
    let create = profiles::create("Mine", "ops@acme.example", &policy)
        .send(&client)
        .await;
    assert_eq!(refused(create), (400, 20001));
    let primary = primary(&sandbox);
    assert_eq!(
        refused(
            profiles::update(&primary)
                .friendly_name("Mine")
                .send(&client)
                .await
        ),
        (400, 20001)
    );
    assert_eq!(
        refused(profiles::delete(&primary).send(&client).await),
        (400, 20001)
    );
    let seeded = profiles::fetch(&primary).send(&client).await.unwrap();
    assert_eq!(seeded.status, profiles::Status::TwilioApproved);
    nothing_found(&sandbox);
}

#[tokio::test]
async fn only_objects_of_the_account_are_assigned() {
    let sandbox = sandbox().await;
    let client = client(&sandbox);
    let profile = profile(&client, SECONDARY).await;
    let assign_it = async |sid: &str| {
        let object = Sid::new(sid).unwrap();
        profiles::entity_assignments::create(&profile.sid, object)
            .send(&client)
            .await
    };
    assert_eq!(
        refused(assign_it("IT00000000000000000000000000000000").await),
        (400, 22205)
    );
    assert_eq!(
        refused(assign_it(profile.sid.as_str()).await),
        (400, 22205),
        "itself"
    );
    assert_eq!(
        refused(assign_it("PN00000000000000000000000000000000").await),
        (400, 22206)
    );
    let other = client_of(&sandbox, "AC00000000000000000000000000000009", "token");
    let foreign = end_user(&other, "cnam_information", json!({})).await;
    assert_eq!(
        refused(assign_it(foreign.sid.as_str()).await),
        (400, 22205),
        "of another account"
    );
    assert_eq!(
        refused(end_users::fetch(&foreign.sid).send(&client).await),
        (404, 20404)
    );
    assert_eq!(
        end_users::list()
            .send(&client)
            .await
            .unwrap()
            .iter()
            .count(),
        0
    );
    let own = profiles::list().send(&other).await.unwrap();
    let primaries: Vec<_> = own.iter().map(|row| row.sid.as_str().to_owned()).collect();
    assert_eq!(
        primaries,
        [sandbox.primary_profile_sid_of("AC00000000000000000000000000000009")]
    );
    assign(
        &other,
        own.iter().next().unwrap(),
        address(&other).await.sid,
    )
    .await;
    nothing_found(&sandbox);
}

#[tokio::test]
async fn policies_and_types_must_be_known_and_fit() {
    let sandbox = sandbox().await;
    let client = client(&sandbox);
    let unknown = PolicySid::new("RN00000000000000000000000000000000").unwrap();
    let create = profiles::create("Acme", "ops@acme.example", unknown)
        .send(&client)
        .await;
    assert_eq!(refused(create), (400, 20001));
    let other = policy(&client, SOLE).await;
    let create = profiles::create("Acme", "ops@acme.example", other)
        .send(&client)
        .await;
    assert_eq!(refused(create), (400, 20001), "the policy is for products");
    let create = end_users::create("Acme", "no_such_type")
        .send(&client)
        .await;
    assert_eq!(refused(create), (400, 22210));
    let starter = policy(&client, STARTER).await;
    let create = profiles::create("Acme", "no address", starter)
        .send(&client)
        .await;
    assert_eq!(refused(create), (400, 20001));
    let missing = EndUserSid::new("IT00000000000000000000000000000000").unwrap();
    assert_eq!(
        refused(end_users::update(missing).send(&client).await),
        (404, 20404)
    );
    let missing = CustomerProfileSid::new("BU00000000000000000000000000000000").unwrap();
    assert_eq!(
        refused(profiles::fetch(missing).send(&client).await),
        (404, 20404)
    );
    nothing_found(&sandbox);
}
