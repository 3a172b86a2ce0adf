//! Structs equal to the emitted ones, as somebody would write them by hand for the same answers:
//! the same members of the same types, and nothing for members that are not named.
#![allow(dead_code, reason = "they are decoded, and nothing looks at them")]

use std::collections::BTreeMap;

use serde::Deserialize;
use serde_json::{Map, Value};
use twilio_trusthub::{
    AccountSid, ChannelEndpointAssignmentSid, CustomerProfileSid, EndUserSid, EndUserTypeSid,
    EntityAssignmentSid, EvaluationSid, PolicySid, Sid, SupportingDocumentSid,
    SupportingDocumentTypeSid, Timestamp, TrustProductSid, customer_profiles, supporting_documents,
    trust_products,
};

macro_rules! plain {
    ($($name:ident { $($member:ident: $ty:ty,)* })*) => {
        $(
            #[derive(Debug, Clone, PartialEq, Deserialize)]
            pub(crate) struct $name {
                $(pub(crate) $member: $ty,)*
            }
        )*
    };
}

plain! {
    CustomerProfile {
        sid: CustomerProfileSid,
        account_sid: AccountSid,
        policy_sid: PolicySid,
        friendly_name: String,
        status: customer_profiles::Status,
        valid_until: Option<Timestamp>,
        email: Option<String>,
        status_callback: Option<String>,
        date_created: Timestamp,
        date_updated: Timestamp,
        url: String,
        links: BTreeMap<String, String>,
        errors: Option<Vec<BundleError>>,
    }
    TrustProduct {
        sid: TrustProductSid,
        account_sid: AccountSid,
        policy_sid: PolicySid,
        friendly_name: String,
        status: trust_products::Status,
        valid_until: Option<Timestamp>,
        email: Option<String>,
        status_callback: Option<String>,
        date_created: Timestamp,
        date_updated: Timestamp,
        url: String,
        links: BTreeMap<String, String>,
        errors: Option<Vec<BundleError>>,
    }
    BundleError {
        code: i64,
    }
    EndUser {
        sid: EndUserSid,
        account_sid: AccountSid,
        friendly_name: String,
        r#type: String,
        attributes: Option<Map<String, Value>>,
        date_created: Timestamp,
        date_updated: Timestamp,
        url: String,
    }
    SupportingDocument {
        sid: SupportingDocumentSid,
        account_sid: AccountSid,
        friendly_name: String,
        mime_type: Option<String>,
        status: supporting_documents::Status,
        r#type: String,
        attributes: Option<Map<String, Value>>,
        date_created: Timestamp,
        date_updated: Timestamp,
        url: String,
    }
    EndUserType {
        sid: EndUserTypeSid,
        friendly_name: String,
        machine_name: String,
        fields: Vec<TypeField>,
        url: String,
    }
    SupportingDocumentType {
        sid: SupportingDocumentTypeSid,
        friendly_name: String,
        machine_name: String,
        fields: Vec<TypeField>,
        url: String,
    }
    TypeField {
        machine_name: String,
        friendly_name: String,
        constraint: twilio_trusthub::types::TypeFieldConstraint,
    }
    EntityAssignment {
        sid: EntityAssignmentSid,
        customer_profile_sid: CustomerProfileSid,
        account_sid: AccountSid,
        object_sid: Sid,
        date_created: Timestamp,
        url: String,
    }
    ChannelEndpointAssignment {
        sid: ChannelEndpointAssignmentSid,
        customer_profile_sid: CustomerProfileSid,
        account_sid: AccountSid,
        channel_endpoint_type: String,
        channel_endpoint_sid: Sid,
        date_created: Timestamp,
        url: String,
    }
    Evaluation {
        sid: EvaluationSid,
        account_sid: AccountSid,
        policy_sid: PolicySid,
        customer_profile_sid: CustomerProfileSid,
        status: customer_profiles::evaluations::Status,
        results: Vec<EvaluationResult>,
        date_created: Timestamp,
        url: String,
    }
    EvaluationResult {
        friendly_name: String,
        object_type: String,
        passed: bool,
        failure_reason: Option<String>,
        error_code: Option<i64>,
        valid: Vec<EvaluationField>,
        invalid: Vec<EvaluationField>,
        requirement_friendly_name: String,
        requirement_name: String,
    }
    EvaluationField {
        friendly_name: String,
        object_field: String,
        failure_reason: Option<String>,
        error_code: Option<i64>,
        passed: Option<bool>,
    }
    Policy {
        sid: PolicySid,
        friendly_name: String,
        requirements: PolicyRequirements,
        url: String,
    }
    PolicyRequirements {
        end_user: Option<Vec<PolicyEndUserRequirement>>,
        supporting_trust_products: Option<Vec<PolicySupportingBundleRequirement>>,
        supporting_document: Option<Vec<Vec<PolicySupportingDocumentRequirement>>>,
        supporting_customer_profiles: Option<Vec<PolicySupportingBundleRequirement>>,
    }
    PolicyEndUserRequirement {
        url: Option<String>,
        fields: Option<Vec<String>>,
        r#type: String,
        name: Option<String>,
        requirement_name: Option<String>,
    }
    PolicySupportingBundleRequirement {
        r#type: String,
        name: Option<String>,
        requirement_name: Option<String>,
    }
    PolicySupportingDocumentRequirement {
        description: Option<String>,
        r#type: String,
        name: Option<String>,
        accepted_documents: Option<Vec<PolicyAcceptedDocument>>,
        requirement_name: Option<String>,
    }
    PolicyAcceptedDocument {
        url: Option<String>,
        fields: Option<Vec<String>>,
        r#type: String,
        name: Option<String>,
    }
    ComplianceInquiry {
        inquiry_id: Option<String>,
        inquiry_session_token: Option<String>,
        customer_id: Option<String>,
        url: Option<String>,
    }
}
