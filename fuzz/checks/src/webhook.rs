//! Target `webhook`: any request that claims to be a callback.
//!
//! The input is a URL, a signature and a body, a line each. A request is accepted exactly where it
//! carries the signature of its URL and body; its fields are those of an independent reader.

use twilio_trusthub::webhook::{Validator, WebhookError};

/// Signs every input.
pub const TOKEN: &str = "0123456789abcdef0123456789abcdef";

/// The check.
pub fn check(data: &[u8]) {
    let text = String::from_utf8_lossy(data);
    let mut lines = text.splitn(3, '\n');
    let mut line = || lines.next().unwrap_or_default();
    let (url, signature, body) = (line(), line(), line().as_bytes());
    let validator = Validator::new(TOKEN).expect("a token");
    let right = validator.sign(url, body);

    let fields = validator
        .form(url, body, &right)
        .expect("its own signature");
    let independent: Vec<(String, String)> = form_urlencoded::parse(body).into_owned().collect();
    assert_eq!(fields, independent);

    // The vendor signs a URL with its port or without, so a second signature can be right too.
    let ports = [
        with_port(&validator, url, body),
        without_port(&validator, url, body),
    ];
    let accepted = validator.form(url, body, signature).is_ok();
    assert_eq!(
        accepted,
        signature == right || accepted && ports.iter().any(|port| port == signature)
    );
    if plain_host(url) {
        assert!(
            validator.form(url, body, &ports[0]).is_ok(),
            "signed with the standard port"
        );
    }

    let other = Validator::new("another-token").expect("a token");
    assert_eq!(
        other.form(url, body, &right),
        Err(WebhookError::WrongSignature)
    );

    let has = |name: &str| {
        let last = independent.iter().rfind(|(found, _)| found == name);
        last.is_some_and(|(_, value)| !value.is_empty())
    };
    match validator.status_callback(url, body, &right) {
        Ok(callback) => {
            assert!(has("AccountSid") && has("BundleSid") && has("Status"));
            let known = ["AccountSid", "BundleSid", "Status", "FailureReason"];
            let others = independent
                .iter()
                .filter(|(name, _)| !known.contains(&name.as_str()));
            assert!(others.eq(&callback.extra), "{callback:?}");
            assert!(!format!("{callback:?}").is_empty());
        }
        Err(WebhookError::MissingField(name)) => assert!(!has(name), "{name} is there"),
        Err(error) => panic!("{error}"),
    }
}

/// What the vendor would sign had it written the standard port; of no URL, what it signs anyway.
fn with_port(validator: &Validator, url: &str, body: &[u8]) -> String {
    let Some((scheme, rest)) = url.split_once("://") else {
        return validator.sign(url, body);
    };
    let port = match scheme.to_ascii_lowercase().as_str() {
        "https" => 443,
        "http" => 80,
        _ => return validator.sign(url, body),
    };
    let end = rest.find(['/', '?', '#']).unwrap_or(rest.len());
    validator.sign(
        &format!("{scheme}://{}:{port}{}", &rest[..end], &rest[end..]),
        body,
    )
}

/// What the vendor would sign had it left the port out.
fn without_port(validator: &Validator, url: &str, body: &[u8]) -> String {
    let Some((scheme, rest)) = url.split_once("://") else {
        return validator.sign(url, body);
    };
    let end = rest.find(['/', '?', '#']).unwrap_or(rest.len());
    let host = rest[..end].trim_end_matches(|c: char| c.is_ascii_digit());
    let host = host.strip_suffix(':').unwrap_or(&rest[..end]);
    validator.sign(&format!("{scheme}://{host}{}", &rest[end..]), body)
}

/// Whether a URL names a web server and no port.
fn plain_host(url: &str) -> bool {
    let rest = url
        .strip_prefix("https://")
        .or_else(|| url.strip_prefix("http://"));
    rest.is_some_and(|rest| {
        let host = rest.split(['/', '?', '#']).next().unwrap_or_default();
        !host.contains([':', '@'])
    })
}
