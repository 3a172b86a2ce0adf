//! No value of a path parameter can lead to another resource.

use trusthub_runtime::runtime::{Error, Method, Request};

use super::DOCUMENT_SERVER;
use super::client;
use super::server::{Server, json};

fn request(value: &str) -> Request {
    Request::new(
        "FetchChild",
        Method::Get,
        DOCUMENT_SERVER,
        "/v1/Parents/{Sid}/Children",
    )
    .segment("Sid", value)
}

#[tokio::test]
async fn any_text_stays_one_segment() {
    let server = Server::start(|_, _| json(200, "{}")).await;
    let client = client(&server);
    let values = [
        "RN0123",
        "a/b",
        "a\\b",
        "%2e",
        "%2e%2e",
        "%2E%2e%2f",
        "..%2f..",
        "...",
        ".a",
        "a..",
        "a?b=c",
        "a#b",
        "a;b",
        "a b",
        "a+b",
        "ü",
        "名前",
        "😀",
        "%",
        "%zz",
        "http://evil.example/",
        "@evil",
        ":",
        "~-_.",
        "{Sid}",
        "\u{202e}",
    ];
    for (index, value) in values.into_iter().enumerate() {
        client.execute(&request(value)).await.unwrap();
        let target = server.received()[index].target.clone();
        let segments: Vec<&str> = target.split('/').collect();
        assert_eq!(segments.len(), 5, "{value:?} made {target}");
        assert_eq!(
            (segments[2], segments[4]),
            ("Parents", "Children"),
            "{value:?} made {target}"
        );
        assert!(
            target.is_ascii() && !target.contains(['?', '#', ' ', ';', '\\']),
            "{target}"
        );
        // A parser that resolves dots changes nothing, and decodes to the value.
        let url = url::Url::parse(&format!("http://x{target}")).unwrap();
        assert_eq!(url.path(), target);
        let segment = url.path_segments().unwrap().nth(2).unwrap();
        assert_eq!(decode(segment), value);
        assert_eq!(request(value).path().unwrap(), target);
    }
}

fn decode(segment: &str) -> String {
    let mut bytes = Vec::new();
    let mut rest = segment.as_bytes();
    while let [first, tail @ ..] = rest {
        if *first == b'%' {
            let digits = std::str::from_utf8(&tail[..2]).unwrap();
            bytes.push(u8::from_str_radix(digits, 16).unwrap());
            rest = &tail[2..];
        } else {
            bytes.push(*first);
            rest = tail;
        }
    }
    String::from_utf8(bytes).unwrap()
}

#[tokio::test]
async fn what_cannot_be_a_segment_is_refused_before_anything_is_sent() {
    let server = Server::start(|_, _| json(200, "{}")).await;
    let long = "x".repeat(10_000);
    for value in [
        "", ".", "..", "a\0b", "\0", "a\nb", "a\r\nb", "\u{7f}", "\u{85}", &long,
    ] {
        let request = request(value);
        assert!(request.problem().is_some(), "{value:?}");
        let error = client(&server).execute(&request).await.unwrap_err();
        assert!(matches!(error, Error::InvalidInput(_)), "{value:?}");
        assert!(
            error.to_string().starts_with("FetchChild: `Sid` "),
            "{error}"
        );
        assert!(request.path().is_err());
    }
    assert_eq!(server.hits(), 0);
}

#[tokio::test]
async fn a_missing_parameter_is_refused() {
    let server = Server::start(|_, _| json(200, "{}")).await;
    let request = Request::new("FetchChild", Method::Get, DOCUMENT_SERVER, "/v1/P/{Sid}");
    let error = client(&server).execute(&request).await.unwrap_err();
    assert_eq!(error.to_string(), "FetchChild: `Sid` is not set");
    assert_eq!(server.hits(), 0);
}

#[tokio::test]
async fn a_later_value_replaces_a_bad_one() {
    let request = request("..").segment("Sid", "RN1");
    assert!(request.problem().is_none());
    assert_eq!(request.path().unwrap(), "/v1/Parents/RN1/Children");
}

#[tokio::test]
async fn a_template_that_a_parser_would_change_is_refused() {
    let server = Server::start(|_, _| json(200, "{}")).await;
    let request = Request::new("Odd", Method::Get, DOCUMENT_SERVER, "/v1/../secret");
    let error = client(&server).execute(&request).await.unwrap_err();
    assert!(matches!(error, Error::InvalidInput(_)), "{error}");
    assert_eq!(server.hits(), 0);
}
