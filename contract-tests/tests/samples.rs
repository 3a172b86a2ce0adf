//! `testing::sample` makes every struct of the crate from nothing, so that applications can test with
//! any of them.

use std::collections::BTreeSet;
use std::fmt::Debug;

use serde::Serialize;
use serde::de::DeserializeOwned;
use serde_json::{Value, json};
use twilio_trusthub::testing;
use xtask::codegen::Command;
use xtask::ir::Model;

/// A sample of a type, as JSON.
type Make = fn() -> Result<Value, twilio_trusthub::Error>;

fn make<T: DeserializeOwned + Serialize + PartialEq + Debug>()
-> Result<Value, twilio_trusthub::Error> {
    let sample: T = testing::sample(json!({}))?;
    let text = serde_json::to_value(&sample).unwrap();
    let again: T = testing::from_json(text.clone())?;
    assert_eq!(again, sample);
    Ok(text)
}

macro_rules! samples {
    ($($first:ident $(:: $rest:ident)+,)*) => {
        &[$((
            concat!(stringify!($first) $(, "::", stringify!($rest))+),
            make::<twilio_trusthub::$first$(::$rest)+>,
        )),*]
    };
}

const SAMPLES: &[(&str, Make)] = samples![
    compliance_inquiries::ComplianceInquiry,
    compliance_registration_inquiries::ComplianceRegistration,
    compliance_tollfree_inquiries::ComplianceTollfreeInquiry,
    customer_profiles::CustomerProfile,
    customer_profiles::channel_endpoint_assignments::ChannelEndpointAssignment,
    customer_profiles::entity_assignments::EntityAssignment,
    customer_profiles::evaluations::Evaluation,
    end_user_types::EndUserType,
    end_users::EndUser,
    policies::Policy,
    policies::PolicyAcceptedDocument,
    policies::PolicyEndUserRequirement,
    policies::PolicyRequirements,
    policies::PolicySupportingBundleRequirement,
    policies::PolicySupportingDocumentRequirement,
    supporting_document_types::SupportingDocumentType,
    supporting_documents::SupportingDocument,
    trust_products::TrustProduct,
    trust_products::channel_endpoint_assignments::ChannelEndpointAssignment,
    trust_products::entity_assignments::EntityAssignment,
    trust_products::evaluations::Evaluation,
    types::BundleError,
    types::EvaluationField,
    types::EvaluationResult,
    types::TypeField,
];

#[test]
fn every_struct_can_be_made_from_nothing() {
    for (name, make) in SAMPLES {
        let sample = make().unwrap_or_else(|error| panic!("{name}: {error}"));
        assert!(sample.is_object(), "{name}: {sample}");
    }
}

/// A new struct of the document must be added above.
#[test]
fn the_samples_are_those_of_all_structs() {
    let api = Command::default().generate().unwrap().api;
    let own = |path: &[String], models: &[Model]| -> Vec<String> {
        let structs = models.iter().filter_map(|model| match model {
            Model::Struct(model) => Some(format!("{}::{}", path.join("::"), model.rust)),
            Model::Enum(_) | Model::Union(_) => None,
        });
        structs.collect()
    };
    let mut emitted: BTreeSet<String> = own(&["types".to_owned()], &api.models)
        .into_iter()
        .collect();
    for module in api.walk() {
        emitted.extend(own(&module.path, &module.models));
    }
    let made: BTreeSet<String> = SAMPLES.iter().map(|(name, _)| (*name).to_owned()).collect();
    assert_eq!(emitted, made);
}
