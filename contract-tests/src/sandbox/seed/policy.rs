//! A policy and what it asks for.
//!
//! Plain data, read from `policies.yaml`. What counts as met is decided by `evaluation`.

use serde::Deserialize;
use serde_json::Value;

use crate::sandbox::store::rows::Kind;
use crate::sandbox::store::table::Row;

/// One policy.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct Policy {
    pub(crate) sid: String,
    pub(crate) friendly_name: String,
    /// The kind of bundle that it is for.
    pub(crate) bundle: Kind,
    /// What a bundle of this policy counts as for other policies.
    pub(crate) provides: Option<String>,
    /// As the API shows it.
    pub(crate) requirements: Value,
    /// Whether only its name is a fact.
    #[serde(default, rename = "made-up")]
    pub(crate) _made_up: bool,
}

impl Row for Policy {
    fn key(&self) -> &str {
        &self.sid
    }
}

impl Policy {
    /// The requirements in a form that can be worked with.
    pub(crate) fn asks(&self) -> Requirements {
        // Read when the seed is loaded, too, so it can be read here.
        Requirements::deserialize(&self.requirements).unwrap_or_default()
    }
}

/// Everything that a policy asks for.
#[derive(Debug, Default, Deserialize)]
pub(crate) struct Requirements {
    pub(crate) end_user: Vec<EndUserRequirement>,
    pub(crate) supporting_document: Vec<Vec<DocumentRequirement>>,
    pub(crate) supporting_customer_profiles: Vec<BundleRequirement>,
    pub(crate) supporting_trust_products: Vec<BundleRequirement>,
}

/// An end user.
#[derive(Debug, Clone, Deserialize)]
pub(crate) struct EndUserRequirement {
    #[serde(rename = "type")]
    pub(crate) type_name: String,
    pub(crate) fields: Vec<String>,
    pub(crate) name: String,
    pub(crate) requirement_name: Option<String>,
}

/// A document of one of several types.
#[derive(Debug, Clone, Deserialize)]
pub(crate) struct DocumentRequirement {
    pub(crate) name: String,
    pub(crate) accepted_documents: Vec<AcceptedDocument>,
    pub(crate) requirement_name: Option<String>,
}

/// A type of document that is taken.
#[derive(Debug, Clone, Deserialize)]
pub(crate) struct AcceptedDocument {
    #[serde(rename = "type")]
    pub(crate) type_name: String,
    pub(crate) fields: Vec<String>,
    pub(crate) name: String,
}

/// A bundle of another policy.
#[derive(Debug, Clone, Deserialize)]
pub(crate) struct BundleRequirement {
    #[serde(rename = "type")]
    pub(crate) type_name: String,
    pub(crate) name: Option<String>,
    pub(crate) requirement_name: Option<String>,
}
