//! What a status callback says. Reads fields; whether they are genuine is `validator`'s.

use std::fmt;

use super::super::redacted::Redacted;
use super::error::WebhookError;

/// The status of a bundle changed.
#[derive(Clone, PartialEq, Eq)]
#[non_exhaustive]
pub struct StatusCallback {
    /// The account of the bundle (`AC…`).
    pub account_sid: String,
    /// The bundle (`BU…`): a customer profile or a trust product, which its SID does not tell.
    pub bundle_sid: String,
    /// The new status as it is spelled on the wire, such as `twilio-approved`.
    pub status: String,
    /// Why the bundle was rejected, where it was and the vendor says so.
    pub failure_reason: Option<String>,
    /// Fields that are not known here, as they came.
    pub extra: Vec<(String, String)>,
}

impl StatusCallback {
    /// Returns the status as one of the open enums of this crate, such as
    /// `customer_profiles::Status` or `trust_products::Status`.
    #[must_use]
    pub fn status_as<S: for<'a> From<&'a str>>(&self) -> S {
        S::from(&self.status)
    }

    pub(super) fn read(fields: Vec<(String, String)>) -> Result<Self, WebhookError> {
        let (mut account_sid, mut bundle_sid, mut status, mut failure_reason) =
            (None, None, None, None);
        let mut extra = Vec::new();
        for (name, value) in fields {
            let known = match name.as_str() {
                "AccountSid" => &mut account_sid,
                "BundleSid" => &mut bundle_sid,
                "Status" => &mut status,
                "FailureReason" => &mut failure_reason,
                _ => {
                    extra.push((name, value));
                    continue;
                }
            };
            *known = Some(value).filter(|value| !value.is_empty());
        }
        let missing = WebhookError::MissingField;
        Ok(Self {
            account_sid: account_sid.ok_or(missing("AccountSid"))?,
            bundle_sid: bundle_sid.ok_or(missing("BundleSid"))?,
            status: status.ok_or(missing("Status"))?,
            failure_reason,
            extra,
        })
    }
}

/// The reason and unknown fields can quote personal data, so only their presence is shown.
impl fmt::Debug for StatusCallback {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let names: Vec<&str> = self.extra.iter().map(|(name, _)| name.as_str()).collect();
        f.debug_struct("StatusCallback")
            .field("account_sid", &self.account_sid)
            .field("bundle_sid", &self.bundle_sid)
            .field("status", &self.status)
            .field(
                "failure_reason",
                &self.failure_reason.as_ref().map(|_| Redacted),
            )
            .field("extra", &names)
            .finish()
    }
}
