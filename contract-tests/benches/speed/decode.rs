//! Decoding answers: the emitted structs, and equal ones without `extra`.

use std::hint::black_box;

use serde::Deserialize;
use serde::de::DeserializeOwned;
use serde_json::Value;
use twilio_trusthub as api;

use crate::paths::{Path, Work};
use crate::{Failure, bodies, plain};

/// A page of a list, by hand: the envelope that both sides decode.
#[derive(Deserialize)]
struct Envelope<T> {
    results: Vec<T>,
    meta: Value,
}

fn one<T: DeserializeOwned + 'static>(recording: &'static str) -> Result<Work, Failure> {
    of::<T>(bodies::of(recording)?)
}

fn many<T: DeserializeOwned + 'static>(items: usize) -> Result<Work, Failure> {
    let body = bodies::page(items)?;
    let page: Envelope<T> = serde_json::from_slice(&body)?;
    if page.results.len() != items || page.meta.is_null() {
        return Err("the page is not what was asked for".into());
    }
    of::<Envelope<T>>(body)
}

fn of<T: DeserializeOwned + 'static>(body: Vec<u8>) -> Result<Work, Failure> {
    serde_json::from_slice::<T>(&body)?;
    Ok(Box::new(move || {
        let decoded = serde_json::from_slice::<T>(black_box(&body));
        decoded
            .map(|value| drop(black_box(value)))
            .map_err(Failure::from)
    }))
}

macro_rules! pairs {
    ($($name:literal: $($emitted:ident)::+, $plain:ident, $recording:literal;)*) => {
        vec![$(
            Path::new(concat!("decode/", $name), || one::<api::$($emitted)::+>($recording)),
            Path::new(concat!("decode/", $name, "/plain"), || one::<plain::$plain>($recording)),
        )*]
    };
}

/// Each path with its plain counterpart behind it.
pub(crate) fn paths() -> Vec<Path> {
    let mut paths = pairs! {
        "customer profile": customer_profiles::CustomerProfile, CustomerProfile,
            "customer_profiles/fetch-rejected-with-errors.yaml";
        "trust product": trust_products::TrustProduct, TrustProduct,
            "trust_products/fetch-approved.yaml";
        "end user": end_users::EndUser, EndUser, "end_users/fetch.yaml";
        "supporting document": supporting_documents::SupportingDocument, SupportingDocument,
            "supporting_documents/fetch-approved.yaml";
        "end user type": end_user_types::EndUserType, EndUserType, "end_user_types/fetch-by-sid.yaml";
        "supporting document type": supporting_document_types::SupportingDocumentType,
            SupportingDocumentType, "supporting_document_types/fetch-by-sid.yaml";
        "entity assignment": customer_profiles::entity_assignments::EntityAssignment,
            EntityAssignment, "customer_profiles/entity_assignments/fetch.yaml";
        "channel endpoint assignment":
            customer_profiles::channel_endpoint_assignments::ChannelEndpointAssignment,
            ChannelEndpointAssignment, "customer_profiles/channel_endpoint_assignments/fetch.yaml";
        "evaluation": customer_profiles::evaluations::Evaluation, Evaluation,
            "customer_profiles/evaluations/fetch-noncompliant.yaml";
        "policy": policies::Policy, Policy, "policies/fetch-secondary-business.yaml";
        "compliance inquiry": compliance_inquiries::ComplianceInquiry, ComplianceInquiry,
            "compliance_inquiries/resume.yaml";
    };
    paths.extend([
        Path::new("decode/list of 50", || {
            many::<api::customer_profiles::CustomerProfile>(50)
        }),
        Path::new("decode/list of 50/plain", || {
            many::<plain::CustomerProfile>(50)
        }),
        Path::new("decode/list of 1000", || {
            many::<api::customer_profiles::CustomerProfile>(1000)
        }),
        Path::new("decode/list of 1000/plain", || {
            many::<plain::CustomerProfile>(1000)
        }),
    ]);
    paths
}
