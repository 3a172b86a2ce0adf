//! Signatures of callbacks, with the vectors of the vendor's public documentation and libraries.
#![cfg(feature = "webhook")]

use trusthub_runtime::runtime::webhook::{Validator, WebhookError};

const TOKEN: &str = "12345";
const URL: &str = "https://mycompany.com/myapp.php?foo=1&bar=2";
const BODY: &str = "Digits=1234&To=%2B18005551212&From=%2B14158675309&Caller=%2B14158675309\
                    &CallSid=CA1234567890ABCDE";

fn accepts(url: &str, body: &str, signature: &str) -> bool {
    let validator = Validator::new(TOKEN).unwrap();
    validator.form(url, body.as_bytes(), signature).is_ok()
}

#[test]
fn published_vectors_are_accepted() {
    for (url, signature) in [
        (URL, "RSOYDt4T1cUTdK1PDd93/VVr8B8="),
        // The vendor signs with or without the port, whatever the URL has.
        (
            "https://mycompany.com:1234/myapp.php?foo=1&bar=2",
            "RSOYDt4T1cUTdK1PDd93/VVr8B8=",
        ),
        (URL, "kvajT1Ptam85bY51eRf/AJRuM3w="),
        (
            "http://mycompany.com/myapp.php?foo=1&bar=2",
            "0ZXoZLH/DfblKGATFgpif+LLRf4=",
        ),
        (
            "https://MyCompany.com/myapp.php?foo=1&bar=2",
            "g9IN/x4Cft2g517EjYvEvM/W7LU=",
        ),
    ] {
        assert!(accepts(url, BODY, signature), "{url} {signature}");
    }
    // A name with several values: sorted, each once.
    let body = "Sid=CA123&SidAccount=AC123&Digits=5678&Digits=1234&Digits=1234";
    assert!(accepts(URL, body, "IK+Dwps556ElfBT0I3Rgjkr1wJU="));
}

#[test]
fn anything_else_is_refused() {
    let right = "RSOYDt4T1cUTdK1PDd93/VVr8B8=";
    for wrong in [
        "",
        "FAIL",
        "=",
        "RSOYDt4T1cUTdK1PDd93/VVr8B8",
        "RSOYDt4T1cUTdK1PDd93/VVr8B8==",
        "rSOYDt4T1cUTdK1PDd93/VVr8B8=",
        "RSOYDt4T1cUTdK1PDd93/VVr8B9=",
        "RSOYDt4T1cUTdK1PDd93/VVr",
        " RSOYDt4T1cUTdK1PDd93/VVr8B8=",
        "王",
    ] {
        assert!(!accepts(URL, BODY, wrong), "{wrong}");
    }
    for (url, body) in [
        ("https://mycompany.com/myapp.php?foo=1&bar=3", BODY),
        (
            "https://mycompany.com.evil.example/myapp.php?foo=1&bar=2",
            BODY,
        ),
        ("http://mycompany.com/myapp.php?foo=1&bar=2", BODY),
        ("not a url", BODY),
        ("", ""),
        (URL, ""),
        (URL, &BODY.replace("1234&", "9999&")),
        (URL, &format!("{BODY}&Extra=1")),
    ] {
        assert!(!accepts(url, body, right), "{url} {body}");
    }
    let other = Validator::new("54321").unwrap();
    assert_eq!(
        other.form(URL, BODY.as_bytes(), right),
        Err(WebhookError::WrongSignature)
    );
    let both = other.or(TOKEN).unwrap();
    assert!(both.form(URL, BODY.as_bytes(), right).is_ok());
}

#[test]
fn ports_passwords_and_addresses_are_told_apart() {
    let validator = Validator::new(TOKEN).unwrap();
    for (given, signed) in [
        ("https://u:1@h.example/x", "https://u:1@h.example:443/x"),
        ("https://u:p@h.example:443/x", "https://u:p@h.example/x"),
        ("http://[::1]/x", "http://[::1]:80/x"),
        ("http://[::1]:80/x", "http://[::1]/x"),
        ("https://h.example?a=b:1", "https://h.example:443?a=b:1"),
    ] {
        let signature = validator.sign(signed, b"");
        assert!(validator.form(given, b"", &signature).is_ok(), "{given}");
    }
}

#[test]
fn a_token_that_anybody_could_guess_is_refused() {
    for bad in ["", " ", "token\n"] {
        assert!(Validator::new(bad).is_err(), "{bad:?}");
        assert!(Validator::new(TOKEN).unwrap().or(bad).is_err(), "{bad:?}");
    }
    let shown = format!("{:?}", Validator::new("secret").unwrap());
    assert!(!shown.contains("secret"), "{shown}");
}

#[derive(Debug, PartialEq)]
struct Status(String);

impl From<&str> for Status {
    fn from(text: &str) -> Self {
        Self(text.to_owned())
    }
}

#[test]
fn a_status_callback_is_typed() {
    let validator = Validator::new(TOKEN).unwrap();
    let url = "https://acme.example/hooks/trusthub";
    let read = |body: &str| {
        let signature = validator.sign(url, body.as_bytes());
        validator.status_callback(url, body.as_bytes(), &signature)
    };
    let body = "AccountSid=AC1&BundleSid=BU1&Status=twilio-rejected\
                &FailureReason=ada%40example.com+is+unknown&New=ada";
    let callback = read(body).unwrap();
    assert_eq!(
        (callback.account_sid.as_str(), callback.bundle_sid.as_str()),
        ("AC1", "BU1")
    );
    assert_eq!(
        callback.status_as::<Status>(),
        Status("twilio-rejected".to_owned())
    );
    assert_eq!(
        callback.failure_reason.as_deref(),
        Some("ada@example.com is unknown")
    );
    assert_eq!(callback.extra, [("New".to_owned(), "ada".to_owned())]);
    let shown = format!("{callback:?}");
    assert!(shown.contains("BU1") && !shown.contains("ada"), "{shown}");

    let callback = read("AccountSid=AC1&BundleSid=BU1&Status=in-review&FailureReason=").unwrap();
    assert_eq!(callback.failure_reason, None);
    assert_eq!(
        read("AccountSid=AC1&Status=draft"),
        Err(WebhookError::MissingField("BundleSid"))
    );
    assert_eq!(
        validator.status_callback(url, body.as_bytes(), "x"),
        Err(WebhookError::WrongSignature)
    );
}
