//! What applications test with.
#![cfg(feature = "testing")]

use serde::Deserialize;
use serde_json::json;
use trusthub_runtime::runtime::{Date, Error, Sid, Timestamp, testing};

#[derive(Debug, Deserialize, PartialEq)]
#[serde(rename_all = "lowercase")]
enum Closed {
    Only,
}

#[derive(Debug, Deserialize)]
#[non_exhaustive]
struct Inner {
    n: i64,
    on: bool,
}

#[derive(Debug, Deserialize)]
#[non_exhaustive]
struct Resource {
    sid: Sid,
    status: String,
    date_created: Timestamp,
    day: Date,
    links: std::collections::BTreeMap<String, String>,
    list: Vec<Inner>,
    inner: Inner,
    email: Option<String>,
    #[serde(flatten)]
    extra: serde_json::Map<String, serde_json::Value>,
}

#[test]
fn a_sample_needs_only_what_matters() {
    let given = json!({ "status": "draft", "list": [{ "n": 7 }], "new": 1 });
    let resource: Resource = testing::sample(given).unwrap();
    assert_eq!(resource.status, "draft");
    assert_eq!((resource.list[0].n, resource.list[0].on), (7, false));
    assert_eq!((resource.inner.n, resource.inner.on), (0, false));
    assert_eq!(resource.sid.as_str(), "");
    assert_eq!(resource.date_created, Timestamp::UNIX_EPOCH);
    assert_eq!(resource.day.to_string(), "1970-01-01");
    assert!(resource.links.is_empty() && resource.email.is_none());
    assert_eq!(resource.extra.len(), 1);
}

#[test]
fn what_does_not_fit_is_named() {
    let error = testing::sample::<Inner>(json!({ "n": "x" })).unwrap_err();
    assert_eq!(
        error.to_string(),
        "`Inner` cannot be made from this JSON: at `n`: invalid type: string \"x\", expected i64"
    );
    for error in [
        testing::from_json::<Inner>(json!({ "n": 1 })).unwrap_err(),
        testing::sample::<Inner>(json!([])).unwrap_err(),
        testing::sample::<Inner>(json!("text")).unwrap_err(),
        testing::sample::<Closed>(json!({})).unwrap_err(),
    ] {
        assert!(matches!(error, Error::InvalidInput(_)), "{error:?}");
    }
    assert_eq!(
        testing::from_json::<Closed>(json!("only")).unwrap(),
        Closed::Only
    );
}

#[test]
fn a_client_is_for_this_machine() {
    assert!(testing::client("http://127.0.0.1:5000").is_ok());
    assert!(testing::client("http://trusthub.twilio.com").is_err());
}
