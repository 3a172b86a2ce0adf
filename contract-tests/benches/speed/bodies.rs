//! Answers as bytes, taken from the recordings of this repository.

use contract_tests::recording::{self, Body};
use serde_json::{Value, json};

use crate::Failure;

/// The body of the recording at a path below `recordings/`, as the API sends it.
pub(crate) fn of(path: &str) -> Result<Vec<u8>, Failure> {
    Ok(serde_json::to_vec(&value(path)?)?)
}

/// A page with so many customer profiles, all different.
pub(crate) fn page(items: usize) -> Result<Vec<u8>, Failure> {
    let one = value("customer_profiles/fetch-approved.yaml")?;
    let rows: Vec<Value> = (0..items)
        .map(|number| {
            let mut row = one.clone();
            row["sid"] = json!(format!("BU{number:032x}"));
            row["friendly_name"] = json!(format!("Profile number {number}"));
            row
        })
        .collect();
    let meta = json!({
        "page": 0, "page_size": items, "key": "results", "previous_page_url": null,
        "first_page_url": "https://trusthub.twilio.com/v1/CustomerProfiles?Page=0",
        "url": "https://trusthub.twilio.com/v1/CustomerProfiles?Page=0", "next_page_url": null,
    });
    Ok(serde_json::to_vec(
        &json!({ "results": rows, "meta": meta }),
    )?)
}

fn value(path: &str) -> Result<Value, Failure> {
    match recording::load(&contract_tests::recordings().join(path))?
        .response
        .body
    {
        Body::Json(value) => Ok(value),
        _ => Err(format!("{path} has no JSON").into()),
    }
}
