//! What the crate gives to tests and callbacks of applications, with the types of this API.

use twilio_trusthub::serde_json::json;
use twilio_trusthub::webhook::Validator;
use twilio_trusthub::{
    Error, compliance_inquiries, customer_profiles, end_user_types, end_users, policies,
    supporting_document_types, supporting_documents, testing, trust_products,
};

#[test]
fn every_resource_can_be_made_from_nothing() -> Result<(), Error> {
    testing::sample::<compliance_inquiries::ComplianceInquiry>(json!({}))?;
    testing::sample::<customer_profiles::CustomerProfile>(json!({}))?;
    testing::sample::<customer_profiles::entity_assignments::EntityAssignment>(json!({}))?;
    testing::sample::<customer_profiles::evaluations::Evaluation>(json!({}))?;
    testing::sample::<end_user_types::EndUserType>(json!({}))?;
    testing::sample::<end_users::EndUser>(json!({}))?;
    testing::sample::<policies::Policy>(json!({}))?;
    testing::sample::<supporting_document_types::SupportingDocumentType>(json!({}))?;
    testing::sample::<supporting_documents::SupportingDocument>(json!({}))?;
    testing::sample::<trust_products::TrustProduct>(json!({}))?;
    let profile: customer_profiles::CustomerProfile =
        testing::sample(json!({ "status": "twilio-approved" }))?;
    assert_eq!(profile.status, customer_profiles::Status::TwilioApproved);
    testing::client("http://127.0.0.1:5000")?;
    Ok(())
}

#[test]
fn a_verdict_is_received() -> Result<(), Box<dyn std::error::Error>> {
    let validator = Validator::new("12345")?;
    let url = "https://acme.example/hooks/trusthub";
    let body = b"AccountSid=AC1&BundleSid=BU1&Status=twilio-approved";
    let callback = validator.status_callback(url, body, &validator.sign(url, body))?;
    let status: customer_profiles::Status = callback.status_as();
    assert_eq!(status, customer_profiles::Status::TwilioApproved);
    Ok(())
}
