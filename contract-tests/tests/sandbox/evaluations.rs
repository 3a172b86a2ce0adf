//! What a policy asks for, and what is missing.

use serde_json::{Value, json};
use twilio_trusthub::customer_profiles::evaluations::{Evaluation, Status};
use twilio_trusthub::{
    Client, customer_profiles as profiles, end_users, supporting_documents,
    trust_products as products,
};

use crate::support::{
    SECONDARY, SOLE, STARTER, assign, client, complete_starter, end_user, nothing_found, primary,
    product, profile, sandbox, submit,
};

/// Requirement, number of the error, and the fields that are wrong, of what failed.
fn failures(results: &Value) -> Vec<(String, i64, Vec<String>)> {
    let text = |value: &Value, key: &str| value[key].as_str().unwrap().to_owned();
    let failed = results
        .as_array()
        .unwrap()
        .iter()
        .filter(|result| result["passed"] == false);
    failed
        .map(|result| {
            let invalid = result["invalid"].as_array().unwrap();
            let fields = invalid
                .iter()
                .map(|field| text(field, "object_field"))
                .collect();
            (
                text(result, "requirement_name"),
                result["error_code"].as_i64().unwrap(),
                fields,
            )
        })
        .collect()
}

async fn evaluate(client: &Client, profile: &profiles::CustomerProfile) -> Evaluation {
    profiles::evaluations::create(&profile.sid, &profile.policy_sid)
        .send(client)
        .await
        .unwrap()
}

fn results(evaluation: &impl serde::Serialize) -> Value {
    serde_json::to_value(evaluation).unwrap()["results"].clone()
}

fn expected(rows: &[(&str, i64, &[&str])]) -> Vec<(String, i64, Vec<String>)> {
    let text = |texts: &[&str]| texts.iter().map(|text| (*text).to_owned()).collect();
    rows.iter()
        .map(|(name, code, fields)| ((*name).to_owned(), *code, text(fields)))
        .collect()
}

#[tokio::test]
async fn an_evaluation_names_all_that_is_missing_until_nothing_is() {
    let sandbox = sandbox().await;
    let client = client(&sandbox);
    let profile = profile(&client, STARTER).await;
    let empty = evaluate(&client, &profile).await;
    assert_eq!(empty.status, Status::Noncompliant);
    let fields: &[&str] = &["first_name", "last_name", "email", "phone_number"];
    assert_eq!(
        failures(&results(&empty)),
        expected(&[
            ("starter_customer_profile_information", 22214, fields),
            ("customer_profile_address", 22216, &["address_sids"]),
            ("primary_customer_profile", 22214, &[]),
        ])
    );

    let person = json!({ "first_name": "Ann", "last_name": " ", "email": "ann@acme.example" });
    let person = end_user(&client, "starter_customer_profile_information", person).await;
    assign(&client, &profile, &person.sid).await;
    // The second of two accepted types, with something that is no address.
    let document = supporting_documents::create("Address", "starter_customer_profile_address")
        .attributes(json!({ "address_sids": ["12 Main Street"] }))
        .send(&client)
        .await
        .unwrap();
    assign(&client, &profile, &document.sid).await;
    assign(&client, &profile, primary(&sandbox)).await;
    let partly = evaluate(&client, &profile).await;
    assert_eq!(
        failures(&results(&partly)),
        expected(&[
            (
                "starter_customer_profile_information",
                22215,
                &["last_name", "phone_number"]
            ),
            ("customer_profile_address", 22219, &["address_sids"]),
        ])
    );

    let whole = json!({ "first_name": "Ann", "last_name": "Lee", "email": "ann@acme.example", "phone_number": "+12025550143" });
    end_users::update(&person.sid)
        .attributes(whole)
        .send(&client)
        .await
        .unwrap();
    let addresses = json!({ "address_sids": ["AD34b0b8f14b8206433b88e01120a14e14"] });
    supporting_documents::update(&document.sid)
        .attributes(addresses)
        .send(&client)
        .await
        .unwrap();
    let done = evaluate(&client, &profile).await;
    assert_eq!(done.status, Status::Compliant);
    assert_eq!(failures(&results(&done)), []);
    let passed = &results(&done)[0];
    assert_eq!(passed["valid"].as_array().unwrap().len(), 4);
    assert_eq!(passed["error_code"], Value::Null);
    let kept = profiles::evaluations::list(&profile.sid)
        .send(&client)
        .await
        .unwrap();
    assert_eq!(
        kept.iter().count(),
        3,
        "each is a record, and old ones stay as they were"
    );
    assert_eq!(kept.iter().next().unwrap(), &empty);
    nothing_found(&sandbox);
}

#[tokio::test]
async fn every_end_user_of_a_policy_is_asked_for() {
    let sandbox = sandbox().await;
    let client = client(&sandbox);
    let profile = profile(&client, SECONDARY).await;
    let names: Vec<String> = failures(&results(&evaluate(&client, &profile).await))
        .into_iter()
        .map(|row| row.0)
        .collect();
    assert_eq!(
        names,
        [
            "customer_profile_business_information",
            "authorized_representative_1",
            "authorized_representative_2",
            "customer_profile_address",
            "primary_customer_profile",
        ]
    );
}

#[tokio::test]
async fn one_of_two_alternatives_is_enough_and_its_status_counts() {
    let sandbox = sandbox().await;
    let client = client(&sandbox);
    let (profile, _) = complete_starter(&sandbox, &client).await;
    let product = product(&client, SOLE).await;
    let attributes = json!({ "brand_name": "Acme", "mobile_phone_number": "+12025550143", "vertical": "RETAIL" });
    let owner = end_user(&client, "sole_proprietor_information", attributes).await;
    products::entity_assignments::create(&product.sid, &owner.sid)
        .send(&client)
        .await
        .unwrap();
    let check = async || {
        products::evaluations::create(&product.sid, &product.policy_sid)
            .send(&client)
            .await
    };
    let without = check().await.unwrap();
    assert_eq!(
        failures(&results(&without)),
        expected(&[("customer_profile", 22214, &[])]),
        "one result for two alternatives"
    );
    products::entity_assignments::create(&product.sid, &profile.sid)
        .send(&client)
        .await
        .unwrap();
    let draft = results(&check().await.unwrap());
    assert_eq!(
        failures(&draft),
        expected(&[("customer_profile", 22218, &["bundle_sid"])])
    );
    let reason = draft[1]["invalid"][0]["failure_reason"].as_str().unwrap();
    assert!(reason.contains("atleast review state"), "{reason}");
    submit(&client, &profile).await.unwrap();
    assert_eq!(
        check().await.unwrap().status,
        products::evaluations::Status::Compliant
    );
    sandbox.reject(&profile.sid, [], "").unwrap();
    assert_eq!(
        check().await.unwrap().status,
        products::evaluations::Status::Noncompliant
    );
    nothing_found(&sandbox);
}

#[tokio::test]
async fn entries_without_a_requirement_name_are_alternatives_too() {
    let sandbox = sandbox().await;
    let client = client(&sandbox);
    let product = product(&client, "SHAKEN/STIR").await;
    let check = async || {
        products::evaluations::create(&product.sid, &product.policy_sid)
            .send(&client)
            .await
    };
    assert_eq!(
        failures(&results(&check().await.unwrap())),
        expected(&[("customer_profile", 22214, &[])])
    );
    products::entity_assignments::create(&product.sid, primary(&sandbox))
        .send(&client)
        .await
        .unwrap();
    assert_eq!(
        check().await.unwrap().status,
        products::evaluations::Status::Compliant
    );
    nothing_found(&sandbox);
}
