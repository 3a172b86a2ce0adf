//! Hostile values in every setter: what arrives is what was given, or nothing is sent.
//!
//! Checked with independent decoders, `url` and `form_urlencoded`.

use proptest::collection::vec;
use proptest::prelude::*;
use trusthub_runtime::runtime::{Client, Credentials, Error, Request, Sid};
use url::Url;

use super::server::Server;
use super::{TOKEN, builder, get, list, post};

fn text() -> impl Strategy<Value = String> {
    prop_oneof![
        "[ -~]{0,40}",
        "\\PC{0,40}",
        any::<String>(),
        "(\\.|%2e|%2E|/|\\\\|\\?|#|%00|%|&|=|\\+|;|:|@){0,12}",
    ]
}

/// The target that a request would be sent to, by the path and query that it shows.
fn target(request: &Request) -> Url {
    let mut url = Url::parse("https://trusthub.twilio.com").unwrap();
    url.set_path(&request.path().unwrap());
    url
}

proptest! {
    #![proptest_config(ProptestConfig { failure_persistence: None, ..ProptestConfig::with_cases(2000) })]

    #[test]
    fn a_segment_stays_one_segment_or_is_refused(value in text()) {
        let template = "/v1/Policies/{Sid}/Things";
        let request = Request::new("X", trusthub_runtime::runtime::Method::Get, "https://x", template)
            .segment("Sid", &value);
        if request.problem().is_some() {
            let refused = value.is_empty() || value == "." || value == ".."
                || value.len() > 1024 || value.chars().any(char::is_control);
            prop_assert!(refused, "{value:?} was refused without a reason");
            prop_assert!(request.path().is_err());
        } else {
            let url = target(&request);
            let segments: Vec<_> = url.path_segments().unwrap().collect();
            prop_assert_eq!(segments.len(), 4);
            let decoded = percent_encoding::percent_decode_str(segments[2]).decode_utf8().unwrap();
            prop_assert_eq!(decoded, value);
            prop_assert_eq!((segments[1], segments[3]), ("Policies", "Things"));
            prop_assert!(url.query().is_none() && url.fragment().is_none());
        }
    }

    #[test]
    fn a_sid_is_letters_and_digits_or_refused(value in text()) {
        if let Ok(sid) = Sid::new(&value) {
            prop_assert_eq!(sid.as_str(), &value);
            prop_assert!(value.len() == 34 && value.bytes().all(|b| b.is_ascii_alphanumeric()));
        }
    }

    #[test]
    fn a_header_cannot_end_its_line(name in text(), value in text()) {
        let request = get().with_header(&name, &value);
        if request.problem().is_none() {
            for (name, value) in request.headers() {
                let plain = |b: &u8| matches!(b, b'\t' | b' '..=b'~');
                prop_assert!(value.as_bytes().iter().all(plain));
                prop_assert!(name.as_str().bytes().all(|b| b.is_ascii_graphic() && b != b':'));
            }
        }
    }

    #[test]
    fn a_page_url_leads_to_our_server_or_is_refused(text in text()) {
        let client = Client::builder()
            .credentials(Credentials::auth_token("AC123", TOKEN))
            .base_url("http://127.0.0.1:1")
            .build()
            .unwrap();
        let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build().unwrap();
        let request = list().at(&text).with_retry(trusthub_runtime::runtime::Retry::none());
        match runtime.block_on(client.execute(&request)).unwrap_err() {
            // Nothing listens there: it was our server that was asked.
            Error::InvalidInput(_) | Error::Transport(_) => {}
            other => prop_assert!(false, "{:?}", other),
        }
        let foreign = list().at(format!("https://evil.example/{text}"));
        let refused = runtime.block_on(client.execute(&foreign)).unwrap_err();
        prop_assert!(matches!(refused, Error::InvalidInput(_)), "{:?}", refused);
    }
}

/// What a server makes of forms and queries of all kinds.
#[tokio::test]
async fn pairs_arrive_as_they_were_given() {
    use proptest::strategy::ValueTree as _;
    use proptest::test_runner::TestRunner;

    let server = Server::always(200, &[], "{}").await;
    let client = builder(&server).build().unwrap();
    let mut runner = TestRunner::deterministic();
    let pairs = vec((text(), vec(text(), 1..4)), 1..6);
    for index in 0..150 {
        let mut given = pairs.new_tree(&mut runner).unwrap().current();
        // A name that is set again is replaced.
        given.sort();
        given.dedup_by(|a, b| a.0 == b.0);
        let mut request = post();
        for (name, values) in &given {
            request = request.form_list(name.clone(), values);
            request = request.query_list(name.clone(), values);
        }
        client.execute(&request).await.unwrap();
        let received = server.received().swap_remove(index);
        let flat: Vec<(String, String)> = given
            .iter()
            .flat_map(|(name, values)| values.iter().map(|v| (name.clone(), v.clone())))
            .collect();
        let form: Vec<(String, String)> = form_urlencoded::parse(received.body.as_bytes())
            .into_owned()
            .collect();
        assert_eq!(form, flat);
        let url = Url::parse(&format!("http://x{}", received.target)).unwrap();
        let query: Vec<(String, String)> = url.query_pairs().into_owned().collect();
        assert_eq!(query, flat);
        assert_eq!(url.path(), "/v1/Things");
    }
}

#[tokio::test]
async fn invalid_input_never_leaves_the_process() {
    let server = Server::always(200, &[], "{}").await;
    let client = builder(&server).build().unwrap();
    let long = "x".repeat(10_000);
    for segment in [
        "",
        ".",
        "..",
        "a\0b",
        "a\r\nb",
        "\u{7f}",
        "\u{85}",
        long.as_str(),
    ] {
        let request = get().segment("Sid", segment);
        // The setter refuses it, before the URL is looked at a second time.
        assert!(request.problem().is_some(), "{segment:?}");
        let error = client.execute(&request).await.unwrap_err();
        assert!(matches!(error, Error::InvalidInput(_)), "{segment:?}");
    }
    for (name, value) in [
        ("x-a", "b\r\nx-c: d"),
        ("x-a", "b\nx-c: d"),
        ("x-a\r\nx-c", "d"),
        ("x-a: b", "d"),
        ("", "d"),
        ("x-a", "\0"),
        ("host", "evil.example"),
        ("Authorization", "Basic x"),
        ("Content-Length", "0"),
        ("transfer-encoding", "chunked"),
    ] {
        let error = client
            .execute(&post().header(name, value))
            .await
            .unwrap_err();
        assert!(matches!(error, Error::InvalidInput(_)), "{name}: {value}");
    }
    assert_eq!(server.hits(), 0);
}
