//! One request on its way to the resource that it is for.
//!
//! Responsible for: what a resource may ask about a request, and what it wants to happen after the
//! answer. Not for: HTTP, credentials and what the document allows; all that is done before.

use jiff::Timestamp;

use super::answer::{Answer, Refusal};
use super::seed::Catalogue;
use super::store::Store;
use super::store::rows::Bundle;
use crate::recording::Fields;

/// What a resource makes of a call.
pub(crate) type Outcome = Result<Answer, Refusal>;

/// A request, and what it works on.
pub(crate) struct Call<'a> {
    pub(crate) store: &'a mut Store,
    pub(crate) catalogue: &'a Catalogue,
    /// The account that asks.
    pub(crate) account: &'a str,
    /// Scheme and host that the client used: addresses in answers start with it.
    pub(crate) origin: &'a str,
    /// The path, for the addresses of pages.
    pub(crate) path: &'a str,
    /// Parameters in the path, decoded.
    pub(crate) segments: Vec<(&'a str, String)>,
    pub(crate) query: &'a Fields,
    pub(crate) form: &'a Fields,
    pub(crate) now: Timestamp,
    /// What else has to be done.
    pub(crate) events: Vec<Event>,
}

/// A bundle has a new status.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Event {
    pub(crate) account: String,
    pub(crate) bundle: String,
    pub(crate) status: super::store::rows::BundleStatus,
    pub(crate) reason: Option<String>,
    pub(crate) callback: Option<String>,
    /// Which of the bundle's changes of status it is.
    pub(crate) round: u64,
}

impl Event {
    /// Tells the status that a bundle has now.
    pub(crate) fn of(bundle: &Bundle, reason: Option<&str>) -> Self {
        Self {
            account: bundle.account.clone(),
            bundle: bundle.sid.clone(),
            status: bundle.status,
            reason: reason.map(str::to_owned),
            callback: bundle.status_callback.clone(),
            round: bundle.round,
        }
    }
}

impl Call<'_> {
    /// A parameter in the path; empty where the document has no such parameter.
    pub(crate) fn segment(&self, name: &str) -> String {
        let found = self.segments.iter().find(|(known, _)| *known == name);
        found.map_or_else(String::new, |(_, value)| value.clone())
    }

    /// A form field.
    pub(crate) fn form(&self, name: &str) -> Option<&str> {
        self.form.get(name)?.first().map(String::as_str)
    }

    /// A form field that the document asks for, so that it is there.
    pub(crate) fn required(&self, name: &str) -> String {
        self.form(name).unwrap_or_default().to_owned()
    }

    /// The name that something new gets. An empty one is none.
    pub(crate) fn name(&self) -> Result<String, Refusal> {
        let name = self.required("FriendlyName");
        if name.trim().is_empty() {
            return Err(Refusal::bad(22211, "FriendlyName is required"));
        }
        Ok(name)
    }

    /// A query parameter.
    pub(crate) fn query(&self, name: &str) -> Option<&str> {
        self.query.get(name)?.first().map(String::as_str)
    }

    /// The address of something below `/v1`.
    pub(crate) fn address(&self, path: &str) -> String {
        format!("{}/v1/{path}", self.origin)
    }
}
