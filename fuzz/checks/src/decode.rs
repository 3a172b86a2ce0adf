//! Target `decode`: every type of the crate that an answer can hold.
//!
//! The first byte chooses the type, the rest is JSON. Either it is refused, or what comes out is
//! stable: decoded, encoded and decoded again it is the same value and the same bytes.

use std::fmt::Debug;

use serde::Serialize;
use serde::de::DeserializeOwned;
use serde_json::Value;
use twilio_trusthub::testing;

type Check = fn(&[u8]);

macro_rules! types {
    ($($path:path),* $(,)?) => {
        /// The types with the name that `generated/api.txt` has for each.
        pub const TYPES: &[(&str, Check)] = &[$((stringify!($path), stable::<$path>)),*];
    };
}

types![
    twilio_trusthub::compliance_inquiries::ComplianceInquiry,
    twilio_trusthub::compliance_registration_inquiries::ComplianceRegistration,
    twilio_trusthub::compliance_tollfree_inquiries::ComplianceTollfreeInquiry,
    twilio_trusthub::customer_profiles::CustomerProfile,
    twilio_trusthub::customer_profiles::channel_endpoint_assignments::ChannelEndpointAssignment,
    twilio_trusthub::customer_profiles::entity_assignments::EntityAssignment,
    twilio_trusthub::customer_profiles::evaluations::Evaluation,
    twilio_trusthub::end_user_types::EndUserType,
    twilio_trusthub::end_users::EndUser,
    twilio_trusthub::policies::Policy,
    twilio_trusthub::policies::PolicyAcceptedDocument,
    twilio_trusthub::policies::PolicyEndUserRequirement,
    twilio_trusthub::policies::PolicyRequirements,
    twilio_trusthub::policies::PolicySupportingBundleRequirement,
    twilio_trusthub::policies::PolicySupportingDocumentRequirement,
    twilio_trusthub::supporting_document_types::SupportingDocumentType,
    twilio_trusthub::supporting_documents::SupportingDocument,
    twilio_trusthub::trust_products::TrustProduct,
    twilio_trusthub::trust_products::channel_endpoint_assignments::ChannelEndpointAssignment,
    twilio_trusthub::trust_products::entity_assignments::EntityAssignment,
    twilio_trusthub::trust_products::evaluations::Evaluation,
    twilio_trusthub::types::BundleError,
    twilio_trusthub::types::EvaluationField,
    twilio_trusthub::types::EvaluationResult,
    twilio_trusthub::types::TypeField,
];

/// The input that tries a body as the type of this name.
#[must_use]
pub fn input(name: &str, body: &[u8]) -> Option<Vec<u8>> {
    let index = TYPES.iter().position(|(path, _)| path.ends_with(name))?;
    let mut input = vec![u8::try_from(index).ok()?];
    input.extend_from_slice(body);
    Some(input)
}

/// The check.
pub fn check(data: &[u8]) {
    let Some((choice, body)) = data.split_first() else {
        return;
    };
    let (_, stable) = TYPES[usize::from(*choice) % TYPES.len()];
    stable(body);
}

fn stable<T: DeserializeOwned + Serialize + PartialEq + Debug>(body: &[u8]) {
    let first: T = match serde_json::from_slice(body) {
        Ok(value) => value,
        Err(error) => {
            assert!(!error.to_string().is_empty());
            return;
        }
    };
    let encoded = serde_json::to_vec(&first).expect("what was decoded can be encoded");
    let shown = String::from_utf8_lossy(&encoded);
    let second: T = serde_json::from_slice(&encoded)
        .unwrap_or_else(|error| panic!("what was encoded is refused: {error}\n{shown}"));
    assert_eq!(first, second, "decoded, encoded and decoded: {shown}");
    let again = serde_json::to_vec(&second).expect("encodes");
    assert_eq!(encoded, again, "encoded twice");
    assert_eq!(format!("{first:?}"), format!("{second:?}"));

    // The door of application tests.
    let value: Value = serde_json::from_slice(&encoded).expect("what was encoded is JSON");
    let third: T = testing::from_json(value).expect("the same JSON as a value");
    assert_eq!(first, third, "from text and from a value: {shown}");
}
