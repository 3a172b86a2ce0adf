//! What is secret or personal never comes out of the scrubber, wherever it stands and however it is
//! encoded. What is looked at is the text that would be written.
#![forbid(unsafe_code)]

use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;
use contract_tests::import::Scrubber;
use contract_tests::recording::{
    Body, Fields, Recording, Request, Response, Source, SourceKind, to_yaml,
};
use percent_encoding::{NON_ALPHANUMERIC, utf8_percent_encode};
use proptest::prelude::*;
use serde_json::{Value, json};

const ACCOUNT: &str = "AC0f1e2d3c4b5a69788796a5b4c3d2e1f0";

/// An exchange without anything in it.
fn exchange() -> Recording {
    Recording {
        operation: "CreateEndUser".to_owned(),
        proves: "nothing of it is left".to_owned(),
        source: Source {
            kind: SourceKind::Sandbox,
            date: "2026-11-22".to_owned(),
            origin: "our own".to_owned(),
            seal: None,
        },
        request: Request {
            method: "POST".to_owned(),
            path: "/v1/EndUsers".to_owned(),
            query: Fields::default(),
            form: Fields::default(),
            headers: None,
            body: Body::Empty,
        },
        response: Response {
            status: 200,
            headers: Fields::default(),
            body: Body::Empty,
        },
    }
}

fn percent(text: &str) -> String {
    utf8_percent_encode(text, NON_ALPHANUMERIC).to_string()
}

/// Every position in which a value can stand, under a name that says nothing.
fn positions(value: &str) -> Vec<(&'static str, Recording)> {
    let mut all = Vec::new();
    let mut add = |what, change: &dyn Fn(&mut Recording)| {
        let mut recording = exchange();
        change(&mut recording);
        all.push((what, recording));
    };
    let fields = |name: &str, value: &str| [(name, value)].into_iter().collect::<Fields>();
    add("path", &|r| {
        r.request.path = format!("/v1/EndUsers/{}", percent(value));
    });
    add("query", &|r| r.request.query = fields("Note", value));
    add("form", &|r| r.request.form = fields("Note", value));
    add("JSON in a form", &|r| {
        r.request.form = fields(
            "Attributes",
            &json!({ "note": { "a": [value] } }).to_string(),
        );
    });
    add("JSON in a form, twice", &|r| {
        let inner = json!({ "note": value }).to_string();
        r.request.form = fields("Attributes", &json!({ "note": inner }).to_string());
    });
    add("request header", &|r| {
        r.request.headers = Some(fields("x-note", value));
    });
    add("request body", &|r| {
        r.request.body = Body::Json(json!({ "note": value }));
    });
    add("request text", &|r| {
        r.request.body = Body::Text(format!("note: {value}\n"));
    });
    add("answer header", &|r| {
        r.response.headers = fields("twilio-note", value);
    });
    add("answer location", &|r| {
        r.response.headers = fields(
            "location",
            &format!("https://trusthub.twilio.com/v1/X?Note={}", percent(value)),
        );
    });
    for (what, body) in bodies(value) {
        add(what, &|r| r.response.body = Body::Json(body.clone()));
    }
    add("HTML", &|r| {
        r.response.body = Body::Text(format!(
            "<html><body>Hello <b title=\"{value}\">{value}</b></body></html>"
        ));
    });
    all
}

fn bodies(value: &str) -> Vec<(&'static str, Value)> {
    vec![
        ("member", json!({ "note": value })),
        ("list", json!({ "results": [{ "notes": ["a", value] }] })),
        ("attributes", json!({ "attributes": { "note": value } })),
        (
            "message",
            json!({ "message": format!("the value {value} is taken") }),
        ),
        ("key", json!({ "links": { value: "x" } })),
        (
            "nested text",
            json!({ "note": json!({ "a": value }).to_string() }),
        ),
        (
            "address",
            json!({ "url": format!("https://trusthub.twilio.com/v1/X?Note={}&PageSize=5", percent(value)) }),
        ),
        (
            "address of another site",
            json!({ "url": format!("https://hooks.shop.org/{}?a=b", percent(value)) }),
        ),
    ]
}

/// A scrubber as the recorder makes it.
fn scrubber(user: &str, password: &str) -> Scrubber {
    let mut scrubber = Scrubber::default();
    scrubber.story("corpus");
    scrubber.credentials(user, password);
    scrubber.place("01-step");
    scrubber
}

/// The text that would be written, or nothing where the last gate refuses it.
fn written(mut recording: Recording, scrubber: &mut Scrubber) -> String {
    scrubber.recording(&mut recording);
    to_yaml(&recording).unwrap_or_default()
}

/// The spellings in which a value could be read in a file.
fn spellings(value: &str) -> [String; 4] {
    [
        value.to_owned(),
        percent(value),
        value.replace('"', "\\\""),
        value.replace('\'', "''"),
    ]
}

fn leak(value: &str, text: &str) -> bool {
    spellings(value)
        .iter()
        .any(|spelling| text.contains(spelling.as_str()))
}

#[test]
fn what_looks_secret_or_personal_is_gone_in_every_position() {
    let secrets = [
        // Tokens and keys.
        "0123456789abcdef0123456789abcdef",
        "SK0123456789abcdef0123456789abcdef",
        "eyJhbGciOiJIUzI1NiJ9.eyJzdWIiOiIxMjM0NSJ9.c2lnbmF0dXJlLW9m",
        "Bearer abcdefghijklmnopqrstuvwxyz",
        "Basic QUMxMjM0NTY3ODkwOnNlY3JldHNlY3JldA==",
        // The account, whose SID is nobody's business either.
        ACCOUNT,
        "BU0f1e2d3c4b5a69788796a5b4c3d2e1f0",
        // People.
        "jane.doe@lamps-of-jane.org",
        "+14155552671",
        "(415) 555-2671",
        "203.0.114.77",
        "078-05-1120",
        "12-3456789",
        "DE89370400440532013000",
        "GB29 NWBK 6016 1331 9268 19",
        "4111 1111 1111 1111",
        "5555555555554444",
        "378282246310005",
        "https://lamps-of-jane.org/about?x=1",
    ];
    for secret in secrets {
        for (position, recording) in positions(secret) {
            let text = written(recording, &mut scrubber("ACx", "unrelated-password"));
            assert!(!text.is_empty(), "{secret} in {position}: refused");
            assert!(!leak(secret, &text), "{secret} in {position}:\n{text}");
        }
    }
}

#[test]
fn personal_fields_are_gone_whatever_they_hold() {
    let value = "Ludmilla O'Neil & Sons";
    for name in [
        "FriendlyName",
        "friendly_name",
        "BusinessName",
        "street",
        "Email",
        "last_name",
        "phone",
    ] {
        for (position, mut recording) in positions(value) {
            // The field says what is personal; the other position only repeats it.
            recording.request.form.push(name, value);
            let text = written(recording, &mut scrubber("ACx", "unrelated-password"));
            let free = [
                "message",
                "HTML",
                "attributes",
                "JSON in a form",
                "address of another site",
            ];
            if free.contains(&position) {
                assert!(!leak(value, &text), "{name} in {position}:\n{text}");
            }
            let form = text.split("response:").next().unwrap_or_default();
            let form = form.split("form:").nth(1).unwrap_or_default();
            assert!(
                !form.contains(&format!("{name}: {value}")),
                "{name} in {position}:\n{text}"
            );
        }
    }
}

/// JSON that broke off is read as JSON: by the names of its members, wherever it ends.
#[test]
fn json_that_breaks_off_is_scrubbed_by_its_names() {
    let body = json!({ "results": [{ "sid": "IT0f1e2d3c4b5a69788796a5b4c3d2e1f0",
        "friendly_name": "Ludmilla O'Neil \"& Sons\"", "attributes": { "street": "7 Lamp Lane",
        "registration": "HRB 98765", "shoe_size": 987_654, "nested": "{\"x\":\"Quillpen\"}" } }] });
    let whole = body.to_string();
    for end in 2..whole.len() {
        let mut recording = exchange();
        recording.response.body = Body::Text(whole[..end].to_owned());
        let text = written(recording, &mut scrubber("ACx", "unrelated-password"));
        for private in [
            "Ludm", "Neil", "Lamp", "HRB", "98765", "987654", "Quill", "0f1e2d",
        ] {
            assert!(!text.contains(private), "{private} of {end}:\n{text}");
        }
    }
    let cut = whole.find("attributes").unwrap();
    let mut recording = exchange();
    recording.response.body = Body::Text(whole[..cut].to_owned());
    let text = written(recording, &mut scrubber("ACx", "unrelated-password"));
    assert!(text.contains("friendly_name"), "its shape stays: {text}");
    // Far from JSON, and yet like it.
    let mut recording = exchange();
    recording.response.body = Body::Text(format!("{{\"a\": {}}}", "Lamp ".repeat(100)));
    let text = written(recording, &mut scrubber("ACx", "unrelated-password"));
    assert!(
        !text.contains("Lamp") && text.contains("left out"),
        "{text}"
    );
    let mut recording = exchange();
    recording.response.body = Body::Text("[error] upstream timed out".to_owned());
    let text = written(recording, &mut scrubber("ACx", "unrelated-password"));
    assert!(text.contains("[error] upstream timed out"), "{text}");
}

/// An API likes to quote what it refuses.
#[test]
fn a_number_that_a_field_held_is_gone_from_the_message_about_it() {
    let mut recording = exchange();
    recording.request.form.push("TaxId", "98 7654 32");
    let message = "`98 7654 32` is not valid, 198 7654 321 is another";
    recording.response.body = Body::Json(json!({ "message": message }));
    let text = written(recording, &mut scrubber("ACx", "unrelated-password"));
    assert!(!text.contains("`98 7654 32`"), "{text}");
    assert!(text.contains("198 7654 321"), "{text}");
}

/// A name in a page stands as the page writes it.
#[test]
fn a_name_is_found_in_a_page_as_html_writes_it() {
    let mut recording = exchange();
    recording
        .request
        .form
        .push("FriendlyName", "Ludmilla O'Neil & Sons");
    let page = "<p>Ludmilla O&#39;Neil &amp; Sons</p><p>Ludmilla O'Neil &amp; Sons</p>";
    recording.response.body = Body::Text(page.to_owned());
    let text = written(recording, &mut scrubber("ACx", "unrelated-password"));
    assert!(!text.contains("Ludmilla"), "{text}");
}

#[test]
fn the_marked_fields_of_a_document_are_gone() {
    let mut scrubber = Scrubber::new(["ShoeSize"]);
    scrubber.story("corpus");
    scrubber.place("01-step");
    let mut recording = exchange();
    recording.request.form.push("ShoeSize", "forty-two");
    recording.response.body = Body::Json(json!({ "shoe_size": "forty-two" }));
    let text = written(recording, &mut scrubber);
    assert!(!text.contains("forty-two"), "{text}");
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 64, failure_persistence: None, ..ProptestConfig::default() })]

    /// The run's own credentials, whatever they look like: raw, encoded, as a pair, in base64.
    #[test]
    fn the_credentials_of_the_run_are_gone(password in "[ -~]{8,24}", user in "AC[0-9a-f]{32}") {
        // White space at an end is no part of any password that a header can carry.
        prop_assume!(password.trim() == password);
        let pair = format!("{user}:{password}");
        for secret in [password.clone(), pair.clone(), STANDARD.encode(&pair), STANDARD.encode(&password)] {
            for (position, recording) in positions(&secret) {
                let text = written(recording, &mut scrubber(&user, &password));
                prop_assert!(!leak(&secret, &text), "{secret} in {position}:\n{text}");
            }
        }
    }

    /// E-mail addresses and phone numbers in the middle of anything.
    #[test]
    fn addresses_and_numbers_are_gone(
        name in "[a-z]{3,8}(\\.[a-z]{3,8})?",
        host in "[a-z]{4,10}\\.(org|net|io|co\\.uk)",
        number in "\\+[1-9][0-9]{9,13}",
        around in "[ -~]{0,12}",
    ) {
        let mail = format!("{name}@{host}");
        prop_assume!(!number.contains("55501") && !host.starts_with("example."));
        for secret in [&mail, &number] {
            for (position, recording) in positions(&format!("{around} {secret} {around}")) {
                let text = written(recording, &mut scrubber("ACx", "unrelated-password"));
                prop_assert!(!leak(secret, &text), "{secret} in {position}:\n{text}");
            }
        }
    }

    /// Nothing that can be sent makes the scrubber panic, and what it gives is always the same.
    #[test]
    fn any_text_is_scrubbed_to_the_same(text in "\\PC{0,200}") {
        for (_, recording) in positions(&text) {
            let one = written(recording.clone(), &mut scrubber("ACx", "unrelated-password"));
            let other = written(recording, &mut scrubber("ACx", "unrelated-password"));
            prop_assert_eq!(one, other);
        }
    }
}
