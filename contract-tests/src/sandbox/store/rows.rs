//! What the sandbox remembers, one struct for each kind of thing.
//!
//! Plain data. How it is shown is the business of `resources`, what may be done with it that of
//! `rules`.

use jiff::Timestamp;
use serde::{Deserialize, Serialize};
use serde_json::{Map, Value};

use super::table::{Row, Table};

/// The two kinds of bundles.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub(crate) enum Kind {
    CustomerProfile,
    TrustProduct,
}

impl Kind {
    /// Its segment of the path.
    pub(crate) fn collection(self) -> &'static str {
        match self {
            Self::CustomerProfile => "CustomerProfiles",
            Self::TrustProduct => "TrustProducts",
        }
    }

    /// The first part of the names of its links.
    pub(crate) fn links(self) -> &'static str {
        match self {
            Self::CustomerProfile => "customer_profiles",
            Self::TrustProduct => "trust_products",
        }
    }

    /// The member that holds its SID in what belongs to it.
    pub(crate) fn member(self) -> &'static str {
        match self {
            Self::CustomerProfile => "customer_profile_sid",
            Self::TrustProduct => "trust_product_sid",
        }
    }

    /// The path parameter that holds its SID in what belongs to it.
    pub(crate) fn parameter(self) -> &'static str {
        match self {
            Self::CustomerProfile => "CustomerProfileSid",
            Self::TrustProduct => "TrustProductSid",
        }
    }

    /// What people call it.
    pub(crate) fn noun(self) -> &'static str {
        match self {
            Self::CustomerProfile => "customer profile",
            Self::TrustProduct => "trust product",
        }
    }
}

/// Where a bundle stands.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum BundleStatus {
    /// Being put together.
    Draft,
    /// Submitted.
    PendingReview,
    /// Somebody looks at it.
    InReview,
    /// Refused; can be submitted again.
    TwilioRejected,
    /// Accepted.
    TwilioApproved,
}

impl BundleStatus {
    /// As it is written on the wire.
    #[must_use]
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Draft => "draft",
            Self::PendingReview => "pending-review",
            Self::InReview => "in-review",
            Self::TwilioRejected => "twilio-rejected",
            Self::TwilioApproved => "twilio-approved",
        }
    }

    /// Whether it was submitted and not refused: what it holds is then fixed.
    pub(crate) fn is_fixed(self) -> bool {
        matches!(
            self,
            Self::PendingReview | Self::InReview | Self::TwilioApproved
        )
    }
}

/// A customer profile or trust product, with everything below it.
#[derive(Debug, Serialize, Deserialize)]
pub(crate) struct Bundle {
    pub(crate) kind: Kind,
    pub(crate) sid: String,
    pub(crate) account: String,
    pub(crate) policy: String,
    pub(crate) friendly_name: String,
    pub(crate) email: String,
    pub(crate) status_callback: Option<String>,
    pub(crate) status: BundleStatus,
    pub(crate) valid_until: Option<Timestamp>,
    pub(crate) errors: Option<Vec<u32>>,
    pub(crate) created: Timestamp,
    pub(crate) updated: Timestamp,
    /// Grows with every change of status: a review that was planned for another state is stale.
    pub(crate) round: u64,
    #[serde(default, with = "super::nested")]
    pub(crate) entities: Table<Entity>,
    #[serde(default, with = "super::nested")]
    pub(crate) endpoints: Table<Endpoint>,
    #[serde(default, with = "super::nested")]
    pub(crate) evaluations: Table<Evaluation>,
}

impl Bundle {
    /// A new one without a name.
    pub(crate) fn draft(
        kind: Kind,
        sid: String,
        account: &str,
        policy: &str,
        now: Timestamp,
    ) -> Self {
        Self {
            kind,
            sid,
            account: account.to_owned(),
            policy: policy.to_owned(),
            friendly_name: String::new(),
            email: String::new(),
            status_callback: None,
            status: BundleStatus::Draft,
            valid_until: None,
            errors: None,
            created: now,
            updated: now,
            round: 0,
            entities: Table::default(),
            endpoints: Table::default(),
            evaluations: Table::default(),
        }
    }
}

/// An object assigned to a bundle.
#[derive(Debug, Clone, Serialize, Deserialize)]
pub(crate) struct Entity {
    pub(crate) sid: String,
    pub(crate) object: String,
    pub(crate) created: Timestamp,
}

/// A phone number assigned to a bundle.
#[derive(Debug, Clone, Serialize, Deserialize)]
pub(crate) struct Endpoint {
    pub(crate) sid: String,
    /// What kind of endpoint it is, such as `phone-number`.
    pub(crate) medium: String,
    /// The endpoint (`PN…`).
    pub(crate) number_sid: String,
    pub(crate) created: Timestamp,
}

/// What an evaluation found.
#[derive(Debug, Clone, Serialize, Deserialize)]
pub(crate) struct Evaluation {
    pub(crate) sid: String,
    pub(crate) policy: String,
    pub(crate) compliant: bool,
    pub(crate) results: Vec<Value>,
    pub(crate) created: Timestamp,
}

/// A person or business.
#[derive(Debug, Clone, Serialize, Deserialize)]
pub(crate) struct EndUser {
    pub(crate) sid: String,
    pub(crate) account: String,
    pub(crate) friendly_name: String,
    pub(crate) type_name: String,
    pub(crate) attributes: Map<String, Value>,
    pub(crate) created: Timestamp,
    pub(crate) updated: Timestamp,
}

/// Where a supporting document stands.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "SCREAMING_SNAKE_CASE")]
pub(crate) enum DocumentStatus {
    Draft,
    PendingReview,
    Rejected,
    Approved,
}

impl DocumentStatus {
    /// As it is written on the wire.
    pub(crate) fn as_str(self) -> &'static str {
        match self {
            Self::Draft => "DRAFT",
            Self::PendingReview => "PENDING_REVIEW",
            Self::Rejected => "REJECTED",
            Self::Approved => "APPROVED",
        }
    }
}

/// A supporting document.
#[derive(Debug, Clone, Serialize, Deserialize)]
pub(crate) struct Document {
    pub(crate) sid: String,
    pub(crate) account: String,
    pub(crate) friendly_name: String,
    pub(crate) type_name: String,
    pub(crate) status: DocumentStatus,
    pub(crate) attributes: Map<String, Value>,
    pub(crate) created: Timestamp,
    pub(crate) updated: Timestamp,
}

/// An onboarding session of the embedded form.
#[derive(Debug, Clone, Serialize, Deserialize)]
pub(crate) struct Session {
    /// What resumes it: a customer id or registration id.
    pub(crate) id: String,
    pub(crate) account: String,
}

/// A phone number of the account.
#[derive(Debug, Clone, Serialize, Deserialize)]
pub(crate) struct PhoneNumber {
    pub(crate) sid: String,
    pub(crate) account: String,
    pub(crate) number: String,
}

/// An account, known since it was first used.
#[derive(Debug, Clone, Serialize, Deserialize)]
pub(crate) struct Account {
    pub(crate) sid: String,
    pub(crate) primary_profile: String,
}

macro_rules! rows {
    ($($name:ident . $key:ident),+) => {
        $(impl Row for $name {
            fn key(&self) -> &str {
                &self.$key
            }
        })+
    };
}

rows!(
    Bundle.sid,
    Entity.sid,
    Endpoint.sid,
    Evaluation.sid,
    EndUser.sid,
    Document.sid,
    Session.id,
    PhoneNumber.sid,
    Account.sid
);
