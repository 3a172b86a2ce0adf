//! Fetching a document from servers that do all kinds of things.

use std::io::{Read as _, Write as _};
use std::net::TcpListener;
use std::thread;
use std::time::Duration;

use contract_tests::fetch::{FetchError, Limits, fetch};

const DOCUMENT: &str = "openapi: 3.0.1\n";

/// A server that gives the same bytes to everyone; `{port}` in them is its own.
fn serve(answer: impl Fn(&str) -> Vec<u8> + Send + 'static) -> String {
    let listener = TcpListener::bind("127.0.0.1:0").unwrap();
    let base = format!("http://{}", listener.local_addr().unwrap());
    let own = base.clone();
    thread::spawn(move || {
        for stream in listener.incoming() {
            let Ok(mut stream) = stream else { return };
            let mut request = [0; 4096];
            let _ = stream.read(&mut request);
            let _ = stream.write_all(&answer(&own));
        }
    });
    base
}

fn answer(status: &str, kind: &str, body: &str) -> Vec<u8> {
    let length = body.len();
    format!("HTTP/1.1 {status}\r\nContent-Type: {kind}\r\nContent-Length: {length}\r\nConnection: close\r\n\r\n{body}").into_bytes()
}

async fn from(bytes: Vec<u8>) -> Result<String, FetchError> {
    fetch(&serve(move |_| bytes.clone()), Limits::default()).await
}

#[tokio::test]
async fn a_document_comes_as_it_is() {
    assert_eq!(
        from(answer("200 OK", "text/plain", DOCUMENT))
            .await
            .unwrap(),
        DOCUMENT
    );
}

#[tokio::test]
async fn failures_are_told_with_their_answer() {
    let error = from(answer(
        "404 Not Found",
        "application/json",
        "{\"message\":\n \"no such branch\"}",
    ))
    .await;
    let error = error.unwrap_err().to_string();
    assert!(
        error.contains("404") && error.contains("{\"message\": \"no such branch\"}"),
        "{error}"
    );
    let error = from(answer(
        "503 Service Unavailable",
        "text/html",
        "<h1>down</h1>",
    ))
    .await
    .unwrap_err();
    assert!(
        error.to_string().contains("503") && error.to_string().contains("<h1>down</h1>"),
        "{error}"
    );
}

#[tokio::test]
async fn web_pages_are_no_documents() {
    for kind in ["text/html; charset=utf-8", "text/plain"] {
        let error = from(answer(
            "200 OK",
            kind,
            "\n<!DOCTYPE html><title>Log in</title>",
        ))
        .await
        .unwrap_err();
        assert!(matches!(error, FetchError::Page { .. }), "{error}");
        assert!(error.to_string().contains("Log in"), "{error}");
    }
}

#[tokio::test]
async fn truncated_answers_are_refused() {
    let mut bytes = answer("200 OK", "text/plain", &"openapi: 3.0.1\n".repeat(100));
    bytes.truncate(bytes.len() / 2);
    let error = from(bytes).await.unwrap_err();
    assert!(matches!(error, FetchError::Transport { .. }), "{error}");
}

#[tokio::test]
async fn redirects_end() {
    let base = serve(|own| {
        format!("HTTP/1.1 302 Found\r\nLocation: {own}/again\r\nContent-Length: 0\r\nConnection: close\r\n\r\n").into_bytes()
    });
    let error = fetch(&base, Limits::default()).await.unwrap_err();
    assert!(error.to_string().contains("redirect"), "{error}");
}

#[tokio::test]
async fn one_redirect_is_followed() {
    let target = serve(|_| answer("200 OK", "text/plain", DOCUMENT));
    let base = serve(move |_| {
        format!("HTTP/1.1 301 Moved Permanently\r\nLocation: {target}/x\r\nContent-Length: 0\r\nConnection: close\r\n\r\n").into_bytes()
    });
    assert_eq!(fetch(&base, Limits::default()).await.unwrap(), DOCUMENT);
}

#[tokio::test]
async fn large_answers_are_refused_whatever_they_announce() {
    let limits = Limits {
        bytes: 1024,
        ..Limits::default()
    };
    let announced = answer("200 OK", "text/plain", &"a".repeat(4096));
    let silent = [
        b"HTTP/1.1 200 OK\r\nConnection: close\r\n\r\n".as_slice(),
        &[b'a'; 4096],
    ]
    .concat();
    for bytes in [announced, silent] {
        let error = fetch(&serve(move |_| bytes.clone()), limits)
            .await
            .unwrap_err();
        assert!(matches!(error, FetchError::TooLarge { .. }), "{error}");
    }
}

#[tokio::test]
async fn nothing_and_no_text_are_told() {
    let error = from(answer("200 OK", "text/plain", " \n"))
        .await
        .unwrap_err();
    assert!(matches!(error, FetchError::Empty { .. }), "{error}");
    let bytes = [
        b"HTTP/1.1 200 OK\r\nConnection: close\r\n\r\n".as_slice(),
        &[0xff, 0xfe, 0xfd],
    ]
    .concat();
    let error = from(bytes).await.unwrap_err();
    assert!(matches!(error, FetchError::NotText { .. }), "{error}");
}

#[tokio::test]
async fn a_server_that_is_silent_does_not_hold_us() {
    let listener = TcpListener::bind("127.0.0.1:0").unwrap();
    let url = format!("http://{}", listener.local_addr().unwrap());
    let limits = Limits {
        whole: Duration::from_millis(300),
        ..Limits::default()
    };
    let error = fetch(&url, limits).await.unwrap_err();
    assert!(error.to_string().contains("timed out"), "{error}");
    drop(listener);
    let error = fetch(&url, limits).await.unwrap_err();
    assert!(matches!(error, FetchError::Transport { .. }), "{error}");
}
