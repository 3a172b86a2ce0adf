//! The operations, one file for each resource.
//!
//! Responsible for: which function answers which operation of the document. Methods, paths and
//! parameters come from the document; an operation that is in it and not here is refused by its
//! name.

mod attributes;
mod bundles;
mod channel_endpoint_assignments;
mod documents;
mod end_users;
mod entity_assignments;
mod evaluations;
mod inquiries;
mod policies;
mod types;

use super::answer::Refusal;
use super::call::{Call, Outcome};
use super::store::rows::Kind::{CustomerProfile, TrustProduct};

/// Answers a call.
pub(crate) fn answer(operation: &str, call: &mut Call) -> Outcome {
    match operation {
        "CreateComplianceInquiry" => inquiries::start_customer(call),
        "UpdateComplianceInquiry" => inquiries::resume_customer(call),
        "CreateComplianceRegistration" => inquiries::start_registration(call),
        "UpdateComplianceRegistration" => inquiries::resume_registration(call),
        "CreateComplianceTollfreeInquiry" => inquiries::start_tollfree(call),

        "ListCustomerProfile" => bundles::list(call, CustomerProfile),
        "CreateCustomerProfile" => bundles::create(call, CustomerProfile),
        "FetchCustomerProfile" => bundles::fetch(call, CustomerProfile),
        "UpdateCustomerProfile" => bundles::update(call, CustomerProfile),
        "DeleteCustomerProfile" => bundles::delete(call, CustomerProfile),
        "ListTrustProduct" => bundles::list(call, TrustProduct),
        "CreateTrustProduct" => bundles::create(call, TrustProduct),
        "FetchTrustProduct" => bundles::fetch(call, TrustProduct),
        "UpdateTrustProduct" => bundles::update(call, TrustProduct),
        "DeleteTrustProduct" => bundles::delete(call, TrustProduct),

        "ListCustomerProfileChannelEndpointAssignment" => {
            channel_endpoint_assignments::list(call, CustomerProfile)
        }
        "CreateCustomerProfileChannelEndpointAssignment" => {
            channel_endpoint_assignments::create(call, CustomerProfile)
        }
        "FetchCustomerProfileChannelEndpointAssignment" => {
            channel_endpoint_assignments::fetch(call, CustomerProfile)
        }
        "DeleteCustomerProfileChannelEndpointAssignment" => {
            channel_endpoint_assignments::delete(call, CustomerProfile)
        }
        "ListTrustProductChannelEndpointAssignment" => {
            channel_endpoint_assignments::list(call, TrustProduct)
        }
        "CreateTrustProductChannelEndpointAssignment" => {
            channel_endpoint_assignments::create(call, TrustProduct)
        }
        "FetchTrustProductChannelEndpointAssignment" => {
            channel_endpoint_assignments::fetch(call, TrustProduct)
        }
        "DeleteTrustProductChannelEndpointAssignment" => {
            channel_endpoint_assignments::delete(call, TrustProduct)
        }

        "ListCustomerProfileEntityAssignment" => entity_assignments::list(call, CustomerProfile),
        "CreateCustomerProfileEntityAssignment" => {
            entity_assignments::create(call, CustomerProfile)
        }
        "FetchCustomerProfileEntityAssignment" => entity_assignments::fetch(call, CustomerProfile),
        "DeleteCustomerProfileEntityAssignment" => {
            entity_assignments::delete(call, CustomerProfile)
        }
        "ListTrustProductEntityAssignment" => entity_assignments::list(call, TrustProduct),
        "CreateTrustProductEntityAssignment" => entity_assignments::create(call, TrustProduct),
        "FetchTrustProductEntityAssignment" => entity_assignments::fetch(call, TrustProduct),
        "DeleteTrustProductEntityAssignment" => entity_assignments::delete(call, TrustProduct),

        "ListCustomerProfileEvaluation" => evaluations::list(call, CustomerProfile),
        "CreateCustomerProfileEvaluation" => evaluations::create(call, CustomerProfile),
        "FetchCustomerProfileEvaluation" => evaluations::fetch(call, CustomerProfile),
        "ListTrustProductEvaluation" => evaluations::list(call, TrustProduct),
        "CreateTrustProductEvaluation" => evaluations::create(call, TrustProduct),
        "FetchTrustProductEvaluation" => evaluations::fetch(call, TrustProduct),

        "ListEndUser" => end_users::list(call),
        "CreateEndUser" => end_users::create(call),
        "FetchEndUser" => end_users::fetch(call),
        "UpdateEndUser" => end_users::update(call),
        "DeleteEndUser" => end_users::delete(call),

        "ListSupportingDocument" => documents::list(call),
        "CreateSupportingDocument" => documents::create(call),
        "FetchSupportingDocument" => documents::fetch(call),
        "UpdateSupportingDocument" => documents::update(call),
        "DeleteSupportingDocument" => documents::delete(call),

        "ListEndUserType" => types::list_end_user_types(call),
        "FetchEndUserType" => types::fetch_end_user_type(call),
        "ListSupportingDocumentType" => types::list_document_types(call),
        "FetchSupportingDocumentType" => types::fetch_document_type(call),
        "ListPolicies" => policies::list(call),
        "FetchPolicies" => policies::fetch(call),

        other => Err(Refusal::new(
            501,
            20500,
            format!("The sandbox does not know the operation {other} of the document"),
        )),
    }
}
