//! A resource and its page, as the generator emits them and as a hand-written client has them.

use serde::Deserialize;
use serde_json::{Value, json};

/// A profile with the members of the real one.
#[derive(Debug, Clone, PartialEq, Deserialize)]
#[allow(dead_code, reason = "decoded in full, as an application would")]
pub(crate) struct Profile {
    pub(crate) sid: String,
    pub(crate) account_sid: String,
    pub(crate) policy_sid: String,
    pub(crate) friendly_name: String,
    pub(crate) status: String,
    pub(crate) email: Option<String>,
    pub(crate) valid_until: Option<String>,
    pub(crate) date_created: String,
    pub(crate) date_updated: String,
    pub(crate) url: String,
    pub(crate) links: std::collections::BTreeMap<String, String>,
}

/// The envelope of a list, for the hand-written client.
#[derive(Deserialize)]
pub(crate) struct Envelope {
    pub(crate) meta: Meta,
    pub(crate) results: Vec<Profile>,
}

/// Its neighbours.
#[derive(Deserialize)]
pub(crate) struct Meta {
    pub(crate) next_page_url: Option<String>,
}

/// The JSON of a profile.
pub(crate) fn profile(number: usize) -> Value {
    let sid = format!("BU{number:032x}");
    let url = format!("https://trusthub.twilio.com/v1/CustomerProfiles/{sid}");
    json!({
        "sid": sid,
        "account_sid": "AC00000000000000000000000000000000",
        "policy_sid": "RNdfbf3fae0e1107f8aded0e7cead80bf5",
        "friendly_name": format!("Profile number {number}"),
        "status": "draft",
        "email": "ops@acme.example",
        "valid_until": null,
        "date_created": "2026-11-22T10:00:00Z",
        "date_updated": "2026-11-22T10:00:00Z",
        "url": url,
        "links": { "customer_profiles_evaluations": format!("{url}/Evaluations") },
    })
}

/// The JSON of a page: `size` rows from `first`, and a next page unless all `total` are there.
pub(crate) fn page(first: usize, size: usize, total: usize) -> Value {
    let last = (first + size).min(total);
    let next =
        (last < total).then(|| format!("/v1/Profiles?First={last}&Size={size}&Total={total}"));
    let rows: Vec<Value> = (first..last).map(profile).collect();
    json!({ "meta": { "next_page_url": next, "key": "results" }, "results": rows })
}
