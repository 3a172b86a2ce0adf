use serde_json::json;

use super::*;
use crate::recording::load;

const HEX: &str = "0f1e2d3c4b5a69788796a5b4c3d2e1f0";
const OTHER: &str = "00112233445566778899aabbccddeeff";

fn scrubbed(text: &str) -> String {
    Scrubber::default().text(text)
}

fn scrub(value: &Value) -> Value {
    let mut value = value.clone();
    Scrubber::default().value("", &mut value, Rule::Plain);
    value
}

#[test]
fn a_sid_becomes_the_same_made_up_one_everywhere() {
    let mut scrubber = Scrubber::default();
    let one = scrubber.text(&format!("BU{HEX}"));
    assert!(
        one.starts_with("BU") && one.len() == 34 && !one.contains(HEX),
        "{one}"
    );
    let digits = &one[2..];
    for (text, start, end) in [
        (format!("PABU{HEX}"), "PABU", ""),
        (format!("PAAC{HEX}"), "PAAC", ""),
        (
            format!("https://trusthub.twilio.com/v1/X/BU{HEX}/Y?a=1"),
            "https://trusthub.twilio.com/v1/X/BU",
            "/Y?a=1",
        ),
        (
            format!("tri1.us1.trusthub.AC{HEX}"),
            "tri1.us1.trusthub.AC",
            "",
        ),
    ] {
        assert_eq!(scrubber.text(&text), format!("{start}{digits}{end}"));
    }
    assert_ne!(scrubber.text(&format!("BU{OTHER}"))[2..], *digits);
    let capitals = scrubber.text(&format!("BU{}", HEX.to_uppercase()));
    assert_eq!(capitals, one, "the same SID in capitals");
}

#[test]
fn secrets_are_redacted() {
    for (text, expected) in [
        (HEX.to_owned(), "REDACTED"),
        (format!("SK{HEX}"), "SK00000000000000000000000000000000"),
        (
            format!("token {HEX} was refused"),
            "token REDACTED was refused",
        ),
        (
            "Basic QUMxMjM0NTY3ODkwOnNlY3JldA==".to_owned(),
            "Basic REDACTED",
        ),
        (
            "eyJhbGciOiJIUzI1NiJ9.eyJzdWIiOiIxIn0.c2lnbmF0dXJl".to_owned(),
            "REDACTED",
        ),
        ("Set-Cookie: a=b; c".to_owned(), "Set-Cookie: REDACTED"),
        ("-----BEGIN PRIVATE KEY-----\nabc".to_owned(), "REDACTED"),
    ] {
        assert_eq!(scrubbed(&text), expected);
    }
    assert_eq!(
        scrub(
            &json!({ "auth_token": "x", "inquiry_session_token": "y", "Password": { "a": ["z"] }, "secret": 5, "token": null })
        ),
        json!({ "auth_token": "REDACTED", "inquiry_session_token": "REDACTED", "Password": { "a": ["REDACTED"] }, "secret": 0, "token": null })
    );
}

#[test]
fn people_become_examples() {
    for (text, expected) in [
        ("joe@acme.com", "person1@example.com"),
        ("mail joe%40acme.com", "mail person1%40example.com"),
        ("call +14155552671 now", "call +12025550100 now"),
        ("to=%2B14155552671", "to=%2B12025550100"),
        ("call (415) 555-2671", "call +12025550100"),
        ("from 8.8.8.8", "from 192.0.2.1"),
        ("https://acme.com/hook?key=1", "https://site1.example/"),
    ] {
        assert_eq!(scrubbed(text), expected);
    }
    for kept in [
        "ops@acme.example",
        "+12025550143",
        "127.0.0.1 and 192.0.2.7",
        "https://hooks.acme.example/a",
        "https://www.twilio.com/docs/errors/20404",
        "2026-03-24T10:00:00Z",
        "draft",
        "",
    ] {
        assert_eq!(scrubbed(kept), kept);
    }
}

#[test]
fn names_and_attributes_are_made_up_but_codes_stay() {
    let before = json!({
        "friendly_name": "Acme Lamps",
        "status": "draft",
        "attributes": {
            "first_name": "Jane", "phone_number": "4155552671", "business_type": "Partnership",
            "birth_date": "1980-02-03", "social_profile_urls": "https://acme.com", "count": 41234,
            "address_sid": format!("AD{HEX}"), "is_isv": "false", "note": "", "list": ["Lamps", null],
        },
        "message": "the name Acme Lamps is taken",
    });
    let after = scrub(&before);
    assert_eq!(after["friendly_name"], "Friendly name 1");
    assert_eq!(after["message"], "the name Friendly name 1 is taken");
    let attributes = &after["attributes"];
    assert_eq!(attributes["first_name"], "First name 2");
    assert_eq!(attributes["business_type"], "Partnership");
    assert_eq!(attributes["birth_date"], "1970-01-01");
    assert_eq!(attributes["social_profile_urls"], "https://site1.example/");
    assert_eq!(
        (&attributes["is_isv"], &attributes["note"]),
        (&json!("false"), &json!(""))
    );
    assert_eq!(attributes["list"], json!(["List 3", null]));
    for changed in ["phone_number", "count", "address_sid"] {
        assert_ne!(
            attributes[changed], before["attributes"][changed],
            "{changed}"
        );
        assert_eq!(
            attributes[changed].to_string().len(),
            before["attributes"][changed].to_string().len()
        );
    }
    assert_eq!(after["status"], "draft");
}

#[test]
fn queries_inside_urls_are_scrubbed_by_name() {
    let mut scrubber = Scrubber::default();
    let name = scrubber.personal("FriendlyName", "Acme & Sons");
    let url = "https://trusthub.twilio.com/v1/CustomerProfiles?FriendlyName=Acme+%26%20Sons&PageSize=50&token=abc";
    let expected = format!(
        "https://trusthub.twilio.com/v1/CustomerProfiles?FriendlyName={}&PageSize=50&token=REDACTED",
        name.replace(' ', "%20")
    );
    assert_eq!(scrubber.text(url), expected);
    assert_eq!(
        scrubbed("https://user:word@api.twilio.com/x"),
        "https://api.twilio.com/x"
    );
    assert_eq!(
        scrubbed("https://api.twilio.com/x?back=https%3A%2F%2Facme.com%2Fa"),
        "https://api.twilio.com/x?back=https%3A%2F%2Fsite1%2Eexample%2F"
    );
}

#[test]
fn urls_inside_urls_end_somewhere() {
    let deep = "https://api.twilio.com/x?a=".repeat(20_000);
    assert!(!scrubbed(&deep).is_empty());
    assert!(!scrubbed(&"%25".repeat(100_000)).is_empty());
    assert!(
        !scrubbed(&format!(
            "https://api.twilio.com/?{}",
            "a=%22&".repeat(20_000)
        ))
        .is_empty()
    );
}

#[test]
fn catalogues_keep_their_names() {
    let path = crate::recordings().join("policies/fetch-starter-business.yaml");
    let before = load(&path).unwrap_or_else(|error| panic!("{error}"));
    let mut after = before.clone();
    Scrubber::default().recording(&mut after);
    let (Body::Json(before), Body::Json(after)) = (&before.response.body, &after.response.body)
    else {
        panic!("JSON");
    };
    assert_eq!(before["friendly_name"], after["friendly_name"]);
    assert_ne!(before["sid"], after["sid"]);
}

#[test]
fn a_public_document_loses_only_secrets() {
    let mut scrubber = Scrubber::secrets_only();
    let mut value = json!({ "friendly_name": "n", "sid": format!("BU{HEX}"), "token": "t", "key": HEX, "mail": "a@b.org" });
    scrubber.value("", &mut value, Rule::Plain);
    assert_eq!(
        value,
        json!({ "friendly_name": "n", "sid": format!("BU{HEX}"), "token": "REDACTED", "key": "REDACTED", "mail": "a@b.org" })
    );
}

#[test]
fn the_document_says_what_is_personal() {
    let document = json!({
        "components": { "schemas": { "user": { "properties": {
            "shoe_size": { "type": "integer", "x-twilio": { "pii": { "handling": "standard" } } },
            "sid": { "type": "string" },
        } } } },
        "paths": { "/x": { "get": { "parameters": [
            { "name": "Hat", "schema": { "type": "string", "x-twilio": { "pii": { "handling": "standard" } } } },
        ] } } },
    });
    let fields = pii_fields(&document);
    assert_eq!(
        fields.iter().map(String::as_str).collect::<Vec<_>>(),
        ["Hat", "shoe_size"]
    );
    let mut value = json!({ "hat": "bowler", "sid": "x" });
    Scrubber::new(&fields).value("", &mut value, Rule::Plain);
    assert_eq!(value, json!({ "hat": "Hat 1", "sid": "x" }));
}

/// What plainly is something else than a secret keeps its meaning under a suspicious name.
#[test]
fn a_name_that_speaks_of_credentials_does_not_make_a_secret_of_a_sid() {
    let before = json!({
        "Push.ApnCredentialSid": format!("CR{HEX}"),
        "config": { "discoverable_credentials": "preferred" },
        "credentials": [{
            "sid": format!("CR{HEX}"), "date_created": "2026-03-24T10:00:00Z",
            "date_updated": "Tue, 24 Mar 2026 10:00:00 +0000",
            "url": format!("https://accounts.twilio.com/v1/Credentials/AWS/CR{HEX}"),
            "uri": format!("/2010-04-01/Accounts/AC{HEX}/Credentials.json"),
            "active": true, "enabled": "false", "empty": "", "none": null,
        }],
    });
    let words = std::collections::BTreeSet::from(["preferred".to_owned()]);
    let mut after = before.clone();
    let mut scrubber = Scrubber::secrets_only().knowing(words.clone());
    scrubber.value("", &mut after, Rule::Plain);
    assert_eq!(after, before, "nothing here is secret");
    // Where SIDs are made up, these are too, and the same one stays the same.
    let mut after = before.clone();
    Scrubber::default()
        .knowing(words)
        .value("", &mut after, Rule::Plain);
    assert!(!after.to_string().contains(HEX), "{after}");
    let (sid, entry) = (&after["Push.ApnCredentialSid"], &after["credentials"][0]);
    assert!(
        sid == &entry["sid"] && sid.as_str().unwrap().starts_with("CR"),
        "{after}"
    );
    assert!(
        entry["url"]
            .as_str()
            .unwrap()
            .ends_with(sid.as_str().unwrap())
    );
}

/// Everything else under such a name is a secret, wherever it stands and however it looks.
#[test]
fn a_list_of_secrets_keeps_what_describes_them() {
    let url = "https://x.twilio.com/v1/Secrets/first";
    let about = json!({ "date_rotated": "2026-11-22T15:04:05Z", "url": url, "app_sid": format!("AP{}", "a".repeat(32)) });
    let mut value = json!({ "secrets": [about], "links": { "app_secrets": url } });
    value["secrets"][0]["key"] = "hunter2".into();
    let mut expected = value.clone();
    expected["secrets"][0]["key"] = "REDACTED".into();
    Scrubber::secrets_only().value("", &mut value, Rule::Plain);
    assert_eq!(value, expected);
}

#[test]
fn secrets_never_survive_under_a_name_that_speaks_of_credentials() {
    let secrets = [
        "hunter2",
        "AKIAIOSFODNN7EXAMPLE:wJalrXUtnFEMI",
        "required2",
        HEX,
        "/etc/secret/key",
        "https://user:hunter2@acme.com/",
        "https://acme.com/?key=hunter2",
        "2026",
        "Tuesday",
        "-----BEGIN RSA PRIVATE KEY-----\nabc",
        "[\"hunter2\"]",
        "{\"a\":\"hunter2\"}",
    ];
    for secret in secrets {
        for scrubber in [Scrubber::default(), Scrubber::secrets_only()] {
            let mut scrubber = scrubber.knowing(["required".to_owned()].into());
            let mut value = json!({
                "credential": secret, "CredentialSid": secret, "aws_credentials": [secret],
                "secrets": [secret, { "key": secret }], "app_secrets": { "url": secret },
                "credentials": { "friendly_name": { "deep": [secret] } },
            });
            scrubber.value("", &mut value, Rule::Plain);
            let text = value.to_string();
            assert!(
                !text.contains("hunter2") && !text.contains(secret),
                "{secret}: {text}"
            );
            let url = format!(
                "https://x.twilio.com/?credentials={}",
                secret.replace('&', "")
            );
            let url = scrubber.text(&url.replace(['"', '\\', '\n', ' '], ""));
            assert!(!url.contains("hunter2") && !url.contains(HEX), "{url}");
            let fields = crate::recording::Fields::from_iter([("Credentials", secret)]);
            let fields: Vec<_> = scrubber
                .fields(&fields, Rule::Plain)
                .pairs()
                .map(|(_, text)| text.to_owned())
                .collect();
            assert!(
                !fields[0].contains("hunter2") && fields[0] != secret,
                "{fields:?}"
            );
        }
    }
    assert_eq!(
        scrub(&json!({ "credential": 1234 })),
        json!({ "credential": 0 })
    );
    let other = format!("SK{OTHER}");
    assert_eq!(
        scrubbed(&format!("SK{HEX} PASK{HEX} {other}"))
            .matches(HEX)
            .count(),
        0
    );
}
