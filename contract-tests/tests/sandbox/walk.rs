//! Every operation once, through the generated client, with state: what the sandbox answers is held
//! against the document.

use std::collections::BTreeSet;

use contract_tests::dispatch;
use serde_json::json;
use twilio_trusthub::{
    Sid, compliance_inquiries, compliance_registration_inquiries as registrations,
    compliance_tollfree_inquiries as tollfree, customer_profiles as profiles, end_user_types,
    end_users, policies, supporting_document_types, supporting_documents,
    trust_products as products,
};

use crate::support::{
    SOLE, address, assign, client, complete_starter, end_user, nothing_found, primary, product,
    sandbox, submit,
};

#[tokio::test]
#[allow(clippy::too_many_lines, reason = "one story, told in order")]
async fn every_operation_answers_as_the_document_says() {
    let sandbox = sandbox().await;
    let client = client(&sandbox);
    let number = Sid::new(sandbox.add_phone_number("+12025550143")).unwrap();

    // Policies and types.
    let page = policies::list().send(&client).await.unwrap();
    assert!(
        page.iter()
            .filter(|policy| policy.friendly_name == "Branded Calling")
            .count()
            == 7
    );
    policies::fetch(&page.iter().next().unwrap().sid)
        .send(&client)
        .await
        .unwrap();
    let types = end_user_types::list().send(&client).await.unwrap();
    let first = types.iter().next().unwrap();
    let by_name = end_user_types::fetch(&first.machine_name)
        .send(&client)
        .await
        .unwrap();
    let by_sid = end_user_types::fetch(&first.sid)
        .send(&client)
        .await
        .unwrap();
    assert_eq!(by_name, by_sid);
    let types = supporting_document_types::list()
        .send(&client)
        .await
        .unwrap();
    let first = types.iter().next().unwrap();
    supporting_document_types::fetch(&first.sid)
        .send(&client)
        .await
        .unwrap();

    // A complete profile.
    let (profile, person) = complete_starter(&sandbox, &client).await;
    assert_eq!(profile.status, profiles::Status::Draft);
    let renamed = profiles::update(&profile.sid)
        .friendly_name("Acme Ltd")
        .send(&client)
        .await
        .unwrap();
    assert_eq!(renamed.friendly_name, "Acme Ltd");
    assert_eq!(renamed.email.as_deref(), Some("ops@acme.example"));
    assert_eq!(
        profiles::fetch(&profile.sid).send(&client).await.unwrap(),
        renamed
    );
    assert_eq!(
        profiles::list().send(&client).await.unwrap().iter().count(),
        2,
        "and the primary one"
    );
    let people = end_users::list().send(&client).await.unwrap();
    assert_eq!(people.iter().next().unwrap().sid, person.sid);
    let person = end_users::update(&person.sid)
        .friendly_name("Ann")
        .send(&client)
        .await
        .unwrap();
    assert_eq!(
        person,
        end_users::fetch(&person.sid).send(&client).await.unwrap()
    );
    let documents = supporting_documents::list().send(&client).await.unwrap();
    let document = documents.iter().next().unwrap();
    let document = supporting_documents::update(&document.sid)
        .friendly_name("Seat")
        .send(&client)
        .await
        .unwrap();
    assert_eq!(
        document,
        supporting_documents::fetch(&document.sid)
            .send(&client)
            .await
            .unwrap()
    );
    let entities = profiles::entity_assignments::list(&profile.sid)
        .send(&client)
        .await
        .unwrap();
    assert_eq!(entities.iter().count(), 3);
    let entity = entities.iter().next().unwrap();
    let same = profiles::entity_assignments::fetch(&profile.sid, &entity.sid)
        .send(&client)
        .await
        .unwrap();
    assert_eq!(&same, entity);
    let endpoint =
        profiles::channel_endpoint_assignments::create(&profile.sid, "phone-number", &number)
            .send(&client)
            .await
            .unwrap();
    let listed = profiles::channel_endpoint_assignments::list(&profile.sid)
        .channel_endpoint_sids(format!("{number},PN00000000000000000000000000000000"))
        .send(&client)
        .await
        .unwrap();
    assert_eq!(listed.iter().collect::<Vec<_>>(), [&endpoint]);
    profiles::channel_endpoint_assignments::fetch(&profile.sid, &endpoint.sid)
        .send(&client)
        .await
        .unwrap();
    let evaluation = profiles::evaluations::create(&profile.sid, &profile.policy_sid)
        .send(&client)
        .await
        .unwrap();
    assert_eq!(
        evaluation.status,
        profiles::evaluations::Status::Compliant,
        "{evaluation:#?}"
    );
    assert_eq!(
        profiles::evaluations::fetch(&profile.sid, &evaluation.sid)
            .send(&client)
            .await
            .unwrap(),
        evaluation
    );
    assert_eq!(
        profiles::evaluations::list(&profile.sid)
            .send(&client)
            .await
            .unwrap()
            .iter()
            .count(),
        1
    );
    submit(&client, &profile).await.unwrap();
    sandbox.approve(&profile.sid).unwrap();

    // A product over it.
    let product = product(&client, SOLE).await;
    let attributes = json!({ "brand_name": "Acme", "mobile_phone_number": "+12025550143", "vertical": "RETAIL" });
    let owner = end_user(&client, "sole_proprietor_information", attributes).await;
    let held = products::entity_assignments::create(&product.sid, &owner.sid)
        .send(&client)
        .await
        .unwrap();
    products::entity_assignments::create(&product.sid, &profile.sid)
        .send(&client)
        .await
        .unwrap();
    let of_type = products::entity_assignments::list(&product.sid)
        .object_type("sole_proprietor_information")
        .send(&client)
        .await
        .unwrap();
    assert_eq!(of_type.iter().collect::<Vec<_>>(), [&held]);
    products::entity_assignments::fetch(&product.sid, &held.sid)
        .send(&client)
        .await
        .unwrap();
    let covered =
        products::channel_endpoint_assignments::create(&product.sid, "phone-number", &number)
            .send(&client)
            .await
            .unwrap();
    products::channel_endpoint_assignments::fetch(&product.sid, &covered.sid)
        .send(&client)
        .await
        .unwrap();
    assert_eq!(
        products::channel_endpoint_assignments::list(&product.sid)
            .send(&client)
            .await
            .unwrap()
            .iter()
            .count(),
        1
    );
    let evaluation = products::evaluations::create(&product.sid, &product.policy_sid)
        .send(&client)
        .await
        .unwrap();
    assert_eq!(
        evaluation.status,
        products::evaluations::Status::Compliant,
        "{evaluation:#?}"
    );
    products::evaluations::fetch(&product.sid, &evaluation.sid)
        .send(&client)
        .await
        .unwrap();
    products::evaluations::list(&product.sid)
        .send(&client)
        .await
        .unwrap();
    products::update(&product.sid)
        .status(products::Status::PendingReview)
        .send(&client)
        .await
        .unwrap();
    sandbox
        .reject(&product.sid, [18601], "the name is not that of the website")
        .unwrap();
    let rejected = products::fetch(&product.sid).send(&client).await.unwrap();
    assert_eq!(rejected.status, products::Status::TwilioRejected);
    assert_eq!(rejected.errors.unwrap()[0].code, 18601);
    let listed = products::list()
        .status(products::Status::TwilioRejected)
        .send(&client)
        .await
        .unwrap();
    assert_eq!(listed.iter().count(), 1);

    // Inquiries.
    let started = compliance_inquiries::create()
        .primary_profile_sid(primary(&sandbox))
        .send(&client)
        .await
        .unwrap();
    compliance_inquiries::update(started.customer_id.unwrap(), primary(&sandbox))
        .send(&client)
        .await
        .unwrap();
    let started = registrations::create(
        registrations::EndUserType::Business,
        registrations::PhoneNumberType::Local,
    )
    .send(&client)
    .await
    .unwrap();
    registrations::update(started.registration_id.unwrap())
        .send(&client)
        .await
        .unwrap();
    tollfree::create("+18005550142", "reviews@acme.example")
        .use_case_categories(["MARKETING", "2FA"])
        .send(&client)
        .await
        .unwrap();

    // Everything goes, in reverse order.
    products::channel_endpoint_assignments::delete(&product.sid, &covered.sid)
        .send(&client)
        .await
        .unwrap();
    products::entity_assignments::delete(&product.sid, &held.sid)
        .send(&client)
        .await
        .unwrap();
    products::delete(&product.sid).send(&client).await.unwrap();
    profiles::channel_endpoint_assignments::delete(&profile.sid, &endpoint.sid)
        .send(&client)
        .await
        .unwrap();
    profiles::entity_assignments::delete(&profile.sid, &entity.sid)
        .send(&client)
        .await
        .unwrap();
    profiles::delete(&profile.sid).send(&client).await.unwrap();
    end_users::delete(&person.sid).send(&client).await.unwrap();
    supporting_documents::delete(&document.sid)
        .send(&client)
        .await
        .unwrap();

    let asked: BTreeSet<String> = sandbox
        .requests()
        .into_iter()
        .filter_map(|request| request.operation)
        .collect();
    let declared: BTreeSet<String> = dispatch::OPERATIONS
        .iter()
        .map(|id| (*id).to_owned())
        .collect();
    assert_eq!(asked, declared, "the walk has to touch every operation");
    assert!(
        sandbox
            .requests()
            .iter()
            .all(|request| request.status < 300)
    );
    nothing_found(&sandbox);
    sandbox.stop().await;
}

#[tokio::test]
async fn what_is_gone_is_gone() {
    let sandbox = sandbox().await;
    let client = client(&sandbox);
    let person = end_user(&client, "cnam_information", json!({})).await;
    let profile = crate::support::profile(&client, crate::support::STARTER).await;
    assign(&client, &profile, &person.sid).await;
    assign(&client, &profile, address(&client).await.sid).await;
    end_users::delete(&person.sid).send(&client).await.unwrap();
    let left = profiles::entity_assignments::list(&profile.sid)
        .send(&client)
        .await
        .unwrap();
    assert_eq!(
        left.iter().count(),
        1,
        "the assignment goes with its object"
    );
    profiles::delete(&profile.sid).send(&client).await.unwrap();
    let gone = profiles::fetch(&profile.sid).send(&client).await;
    assert_eq!(crate::support::refused(gone), (404, 20404));
    let below = profiles::evaluations::list(&profile.sid)
        .send(&client)
        .await;
    assert_eq!(crate::support::refused(below), (404, 20404));
}
