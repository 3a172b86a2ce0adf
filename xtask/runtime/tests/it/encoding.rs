//! Forms, queries and headers, read back by a decoder that shares no code with the encoder.

use std::fmt;

use serde_json::json;
use trusthub_runtime::runtime::{Error, Request};

use super::server::{Server, json as reply_json};
use super::{client, get, post};

/// Decodes a form by hand. The crate encodes with `form_urlencoded`, so that is no witness.
fn decode_form(text: &str) -> Vec<(String, String)> {
    fn decode(text: &str) -> String {
        let bytes = text.as_bytes();
        let (mut decoded, mut at) = (Vec::new(), 0);
        while at < bytes.len() {
            match bytes[at] {
                b'+' => decoded.push(b' '),
                b'%' => {
                    decoded.push(u8::from_str_radix(&text[at + 1..at + 3], 16).unwrap());
                    at += 2;
                }
                byte => decoded.push(byte),
            }
            at += 1;
        }
        String::from_utf8(decoded).unwrap()
    }
    text.split('&')
        .filter(|pair| !pair.is_empty())
        .map(|pair| pair.split_once('=').unwrap())
        .map(|(name, value)| (decode(name), decode(value)))
        .collect()
}

async fn sent(request: &Request) -> super::server::Received {
    let server = Server::start(|_, _| reply_json(200, "{}")).await;
    client(&server).execute(request).await.unwrap();
    server.only()
}

#[tokio::test]
async fn a_form_goes_out_as_it_was_set() {
    let request = post()
        .form("FriendlyName", "Acme & Söhne = 100 % + more")
        .form_list("OptInKeywords", ["JOIN", "SUBSCRIBE"])
        .form("Active", true)
        .form("Count", 42)
        .form_object("Attributes", json!({ "a": ["b", null], "ü": "\"" }))
        .form_json("Any", json!([1, "x"]))
        .form("Empty", "")
        .form("Control", "a\0b\r\nc");
    let received = sent(&request).await;
    assert_eq!(received.method, "POST");
    assert_eq!(received.target, "/v1/Things");
    assert_eq!(
        received.header("content-type"),
        Some("application/x-www-form-urlencoded")
    );
    assert_eq!(received.header("accept"), Some("application/json"));
    let expected = [
        ("FriendlyName", "Acme & Söhne = 100 % + more"),
        ("OptInKeywords", "JOIN"),
        ("OptInKeywords", "SUBSCRIBE"),
        ("Active", "true"),
        ("Count", "42"),
        ("Attributes", r#"{"a":["b",null],"ü":"\""}"#),
        ("Any", r#"[1,"x"]"#),
        ("Empty", ""),
        ("Control", "a\0b\r\nc"),
    ]
    .map(|(name, value)| (name.to_owned(), value.to_owned()));
    assert_eq!(decode_form(&received.body), expected);
    let shown: Vec<_> = request
        .form_pairs()
        .map(|(n, v)| (n.to_owned(), v.to_owned()))
        .collect();
    assert_eq!(shown, expected);
}

#[tokio::test]
async fn a_query_goes_out_as_it_was_set() {
    let request = get()
        .query("FriendlyName", "a b&c=d#e?f+g/ü")
        .query_list("Status", ["draft", "in-review"])
        .query(
            "Since",
            "2024-05-01T00:00:00Z".parse::<jiff::Timestamp>().unwrap(),
        );
    let received = sent(&request).await;
    let (path, query) = received.target.split_once('?').unwrap();
    assert_eq!(path, "/v1/Policies/RN1");
    assert_eq!(received.header("content-type"), None);
    assert_eq!(received.body, "");
    let expected = [
        ("FriendlyName", "a b&c=d#e?f+g/ü"),
        ("Status", "draft"),
        ("Status", "in-review"),
        ("Since", "2024-05-01T00:00:00Z"),
    ]
    .map(|(name, value)| (name.to_owned(), value.to_owned()));
    assert_eq!(decode_form(query), expected);
    // The same through a URL parser, as a server would have it.
    let url = url::Url::parse(&format!("http://x{}", received.target)).unwrap();
    let parsed: Vec<_> = url
        .query_pairs()
        .map(|(n, v)| (n.into_owned(), v.into_owned()))
        .collect();
    assert_eq!(parsed, expected);
}

#[test]
fn every_character_survives_in_every_place() {
    let every: String = (0..=0x2ff)
        .chain([0x2028, 0xfffd, 0x1_f600])
        .filter_map(char::from_u32)
        .collect();
    let body = {
        let request = post().form(every.clone(), &every);
        let pairs: Vec<_> = request.form_pairs().collect();
        assert_eq!(pairs, [(every.as_str(), every.as_str())]);
        url::form_urlencoded::Serializer::new(String::new())
            .extend_pairs(pairs)
            .finish()
    };
    assert_eq!(decode_form(&body), [(every.clone(), every)]);
}

#[test]
fn setting_again_replaces() {
    let mut request = post().form("A", 1).form_list("B", ["x", "y"]).form("C", 3);
    request.set_form("B", "z");
    request.set_form("A", 2);
    assert_eq!(
        request.form_pairs().collect::<Vec<_>>(),
        [("A", "2"), ("B", "z"), ("C", "3")]
    );
    request.set_form_list("B", ["1", "2"]);
    let pairs: Vec<_> = request.form_pairs().collect();
    assert_eq!(pairs, [("A", "2"), ("B", "1"), ("B", "2"), ("C", "3")]);
    request.set_form_list("B", [""; 0]);
    assert_eq!(
        request.form_pairs().collect::<Vec<_>>(),
        [("A", "2"), ("C", "3")]
    );
    request.set_query("A", 1);
    request.set_query("A", 2);
    assert_eq!(request.query_pairs().collect::<Vec<_>>(), [("A", "2")]);
}

#[tokio::test]
async fn attributes_that_are_already_text_are_refused() {
    let server = Server::start(|_, _| reply_json(200, "{}")).await;
    let text = json!(r#"{"first_name":"Ada"}"#);
    let mut request = post().form("A", 1).form_object("Attributes", text);
    let error = client(&server).execute(&request).await.unwrap_err();
    assert!(matches!(error, Error::InvalidInput(_)));
    let shown = error.to_string();
    assert!(shown.contains("CreateThing: `Attributes`"), "{shown}");
    assert!(
        shown.contains("pass an object, not its JSON text"),
        "{shown}"
    );
    assert!(!shown.contains("Ada"), "{shown}");
    assert_eq!(server.hits(), 0, "nothing may be sent");
    // A good value takes the problem away; the same name elsewhere does not.
    request.set_query("Attributes", "x");
    assert!(request.problem().is_some());
    request.set_form_object("Attributes", json!({ "first_name": "Ada" }));
    assert!(request.problem().is_none());
    client(&server).execute(&request).await.unwrap();
    for other in [json!([]), json!(1), json!(null)] {
        assert!(post().form_object("Attributes", other).problem().is_some());
    }
}

#[tokio::test]
async fn headers_are_sent_and_checked() {
    let received = sent(&get().header("X-One", "1").header_list("X-Many", ["a", "b"])).await;
    assert_eq!(received.header("x-one"), Some("1"));
    let many = received
        .headers
        .iter()
        .filter(|(name, _)| name == "x-many")
        .count();
    assert_eq!(many, 2);

    let server = Server::start(|_, _| reply_json(200, "{}")).await;
    for (name, value) in [
        ("X-A", "a\r\nX-Evil: 1"),
        ("X-A", "a\nb"),
        ("X-A", "a\0b"),
        ("X-A", "ü"),
        ("X-A\r\nX-Evil", "1"),
        ("X A", "1"),
        ("", "1"),
        ("Authorization", "Basic x"),
        ("HOST", "evil.example"),
        ("Content-Length", "0"),
        ("Transfer-Encoding", "chunked"),
    ] {
        let request = get().with_header(name, value);
        let error = client(&server).execute(&request).await.unwrap_err();
        assert!(
            matches!(error, Error::InvalidInput(_)),
            "{name:?}: {value:?}"
        );
        assert!(!error.to_string().contains("vil"), "{error}");
    }
    assert_eq!(server.hits(), 0, "nothing may be sent");
    // A later value that is fine takes the problem away.
    assert!(
        get()
            .header("X-A", "a\nb")
            .header("x-a", "ab")
            .problem()
            .is_none()
    );
}

/// A `Display` that fails makes `to_string` panic.
struct Unprintable;

impl fmt::Display for Unprintable {
    fn fmt(&self, _: &mut fmt::Formatter<'_>) -> fmt::Result {
        Err(fmt::Error)
    }
}

#[test]
fn a_display_that_fails_is_an_error_and_no_panic() {
    for request in [
        post().form("A", Unprintable),
        post().query_list("A", [Unprintable]),
        post().header("A", Unprintable),
        post().segment("A", Unprintable),
    ] {
        let problem = request.problem().unwrap().to_string();
        assert!(problem.contains("cannot be written as text"), "{problem}");
    }
}
