//! Everything that a network or a server can do wrong, with a method that may be repeated and one
//! that may not. `cargo test -p trusthub-runtime faults -- --nocapture` prints the table.

use std::time::{Duration, Instant};

use serde_json::Value;
use trusthub_runtime::runtime::{Client, Credentials, Error, Request, Retry};

use super::server::{Reply, Server, json};
use super::{TOKEN, builder, get, post};

/// The time of a call that uses it up.
const LIMIT: Duration = Duration::from_millis(600);
/// The time of a call that ends by itself: enough on any machine.
const PATIENCE: Duration = Duration::from_secs(30);
/// What a loaded machine may add to it.
const MARGIN: Duration = Duration::from_secs(4);

type Fault = fn(usize) -> Reply;

/// A fault; how `GET` ends and after how many attempts; the same for `POST`. As many requests
/// reach the server as there are attempts.
struct Row(&'static str, Fault, &'static str, u32, &'static str, u32);

fn bytes(text: &str) -> Reply {
    Reply::Bytes(text.as_bytes().to_vec())
}

fn head(rest: &str) -> Vec<u8> {
    format!("HTTP/1.1 200 X\r\n{rest}").into_bytes()
}

fn body(headers: &str, body: &[u8]) -> Reply {
    let mut reply = head(&format!(
        "connection: close\r\n{headers}content-length: {}\r\n\r\n",
        body.len()
    ));
    reply.extend_from_slice(body);
    Reply::Bytes(reply)
}

const JSON: &str = "content-type: application/json\r\n";

#[rustfmt::skip]
const ROWS: &[Row] = &[
    Row("closed before a byte", |_| Reply::Close, "Interrupted", 3, "Interrupted", 1),
    Row("reset before headers", |_| Reply::Reset(Vec::new()), "Interrupted", 3, "Interrupted", 1),
    Row("reset within headers", |_| Reply::Reset(head("content-le")), "Interrupted", 3, "Interrupted", 1),
    Row("reset within the body", |_| Reply::Reset(head("content-length: 9\r\n\r\n{")), "Interrupted", 3, "Interrupted", 1),
    Row("closed within headers", |_| bytes("HTTP/1.1 200 X\r\ncontent-le"), "Interrupted", 3, "Interrupted", 1),
    Row("body shorter than its length", |_| bytes("HTTP/1.1 200 X\r\ncontent-length: 9\r\n\r\n{}"), "Interrupted", 3, "Interrupted", 1),
    Row("body longer than its length", |_| bytes("HTTP/1.1 200 X\r\nconnection: close\r\ncontent-length: 1\r\n\r\n{}"), "Decode", 1, "Decode", 1),
    Row("two lengths", |_| bytes("HTTP/1.1 200 X\r\ncontent-length: 2\r\ncontent-length: 3\r\n\r\n{}"), "Interrupted", 3, "Interrupted", 1),
    Row("chunk cut off", |_| bytes("HTTP/1.1 200 X\r\ntransfer-encoding: chunked\r\n\r\n5\r\n{"), "Interrupted", 3, "Interrupted", 1),
    Row("chunk of no size", |_| bytes("HTTP/1.1 200 X\r\ntransfer-encoding: chunked\r\n\r\nzz\r\n{}\r\n"), "Interrupted", 3, "Interrupted", 1),
    Row("garbage", |_| bytes("\u{1}\u{2}\u{3} what\r\n\r\n"), "Interrupted", 3, "Interrupted", 1),
    Row("TLS where plain HTTP is spoken", |_| bytes("\u{16}\u{3}\u{1}\u{2}"), "Interrupted", 3, "Interrupted", 1),
    Row("never an answer", |_| Reply::Hang(Vec::new()), "Timeout", 1, "Timeout", 1),
    Row("headers and then nothing", |_| Reply::Hang(head("content-length: 2\r\n\r\n")), "Timeout", 1, "Timeout", 1),
    Row("late", |_| Reply::Late(LIMIT / 6, b"HTTP/1.1 200 X\r\ncontent-length: 2\r\n\r\n{}".to_vec()), "Ok", 1, "Ok", 1),
    Row("too late", |_| Reply::Late(LIMIT * 2, b"HTTP/1.1 200 X\r\ncontent-length: 2\r\n\r\n{}".to_vec()), "Timeout", 1, "Timeout", 1),
    Row("flood of 1xx", |_| Reply::Endless(Vec::new(), b"HTTP/1.1 103 Early Hints\r\n\r\n".to_vec()), "Timeout", 1, "Timeout", 1),
    Row("flood of headers", |_| Reply::Endless(head(""), b"x-many: one more\r\n".to_vec()), "Interrupted", 3, "Interrupted", 1),
    Row("one endless header", |_| Reply::Endless(head("x-long: "), vec![b'x'; 4096]), "Interrupted", 3, "Interrupted", 1),
    Row("slow loris, headers", |_| Reply::Drip(head(""), b"x-a: b\r\n".to_vec()), "Timeout", 1, "Timeout", 1),
    Row("slow loris, body", |_| Reply::Drip(head("content-length: 100000\r\n\r\n"), b" ".to_vec()), "Timeout", 1, "Timeout", 1),
    Row("endless chunked body", |_| Reply::Endless(head("transfer-encoding: chunked\r\n\r\n"), [b"1000\r\n".as_slice(), &[b'x'; 4096], b"\r\n"].concat()), "Decode", 1, "Decode", 1),
    Row("not JSON", |_| body("content-type: text/plain\r\n", b"hello"), "Decode", 1, "Decode", 1),
    Row("JSON under another content type", |_| body("content-type: text/plain\r\n", b"{}"), "Ok", 1, "Ok", 1),
    Row("another charset", |_| body("content-type: application/json; charset=latin1\r\n", b"{\"a\":\"\xe9\"}"), "Decode", 1, "Decode", 1),
    Row("UTF-16", |_| body(JSON, b"\xff\xfe{\0}\0"), "Decode", 1, "Decode", 1),
    Row("gzip that was not asked for", |_| body("content-encoding: gzip\r\n", b"\x1f\x8b\x08\0\0\0\0\0"), "Decode", 1, "Decode", 1),
    Row("an HTML page with 200", |_| body("content-type: text/html\r\n", b"<html><title>Sign in"), "Decode", 1, "Decode", 1),
    Row("an empty body", |_| body(JSON, b""), "Decode", 1, "Decode", 1),
    Row("JSON 100,000 deep", |_| body(JSON, &[b'['; 100_000]), "Decode", 1, "Decode", 1),
    Row("two JSON documents", |_| body(JSON, b"{}{}"), "Decode", 1, "Decode", 1),
    Row("a redirect elsewhere", |_| bytes("HTTP/1.1 307 X\r\nlocation: http://127.0.0.2/\r\ncontent-length: 0\r\n\r\n"), "Api 307", 1, "Api 307", 1),
    Row("503 and then fine", |n| json(if n < 2 { 503 } else { 200 }, "{}"), "Ok", 3, "Api 503", 1),
    Row("503 for good", |_| json(503, "{}"), "Api 503", 3, "Api 503", 1),
    Row("504 from a gateway, HTML", |_| bytes("HTTP/1.1 504 X\r\nconnection: close\r\n\r\n<html>"), "Api 504", 3, "Api 504", 1),
    Row("429 and then fine", |n| json(if n < 2 { 429 } else { 200 }, "{}"), "Ok", 3, "Ok", 3),
    Row("429 for good", |_| json(429, "{}"), "Api 429", 3, "Api 429", 3),
    Row("status 999", |_| bytes("HTTP/1.1 999 X\r\ncontent-length: 0\r\n\r\n"), "Api 999", 3, "Api 999", 1),
    Row("status 99", |_| bytes("HTTP/1.1 99 X\r\ncontent-length: 0\r\n\r\n"), "Interrupted", 3, "Interrupted", 1),
];

fn outcome(result: &Result<u32, Error>) -> (String, u32) {
    match result {
        Ok(attempts) => ("Ok".to_owned(), *attempts),
        Err(error) => {
            let name = match error {
                Error::Transport(error) => format!("{:?}", error.kind),
                Error::Api(error) => format!("Api {}", error.status),
                Error::Decode(_) => "Decode".to_owned(),
                other => panic!("{other:?}"),
            };
            (name, error.attempts())
        }
    }
}

async fn call(client: &Client, request: &Request, limit: Duration) -> Result<u32, Error> {
    let response = client.execute(&request.clone().with_timeout(limit)).await?;
    let attempts = response.attempts;
    response.decode::<Value>().map(|_| attempts)
}

fn show(fault: &str, method: &str, outcome: &str, attempts: u32, hits: usize, elapsed: Duration) {
    println!("{fault:<34} {method:<6} {outcome:<12} {attempts:>8} {hits:>8} {elapsed:>9.1?}");
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn every_fault_ends_in_time_and_nothing_is_sent_twice_that_must_not_be() {
    println!("fault                              method outcome      attempts requests   elapsed");
    let mut wrong = Vec::new();
    for Row(fault, reply, for_get, get_attempts, for_post, post_attempts) in ROWS {
        for (request, expected, attempts) in [
            (get(), for_get, get_attempts),
            (post().form("A", "1"), for_post, post_attempts),
        ] {
            let server = Server::start(|n, _| reply(n)).await;
            // Small enough for endless bodies to end by size, and not by time.
            let client = builder(&server).max_response_bytes(256 * 1024).build();
            let limit = if *expected == "Timeout" {
                LIMIT
            } else {
                PATIENCE
            };
            let started = Instant::now();
            let result = call(&client.unwrap(), &request, limit).await;
            let elapsed = started.elapsed();
            let (name, tried) = outcome(&result);
            let method = request.method().as_str();
            show(fault, method, &name, tried, server.hits(), elapsed);
            if name != **expected || tried != *attempts || server.hits() != tried as usize {
                wrong.push(format!("{fault} {method}: {name}, {tried} attempts"));
            }
            assert!(
                elapsed < limit + MARGIN,
                "{fault} {method} took {elapsed:?}"
            );
            if let Err(error) = result {
                let shown = error.to_string();
                assert!(shown.len() < 1500 && !shown.contains('\n'), "{shown}");
            }
        }
    }
    assert!(wrong.is_empty(), "{wrong:#?}");
}

#[tokio::test]
async fn a_refused_connection_is_not_one_that_broke() {
    // A port that was free a moment ago.
    let listener = std::net::TcpListener::bind("127.0.0.1:0").unwrap();
    let url = format!("http://{}", listener.local_addr().unwrap());
    drop(listener);
    let client = Client::builder()
        .credentials(Credentials::auth_token("AC123", TOKEN))
        .base_url(url)
        .retry(Retry::new().base_delay(Duration::from_millis(2)))
        .build()
        .unwrap();
    for (request, attempts) in [(get(), 3), (post(), 1)] {
        let started = Instant::now();
        let result = call(&client, &request, PATIENCE).await;
        let method = request.method().as_str();
        let (name, tried) = outcome(&result);
        show("refused", method, &name, tried, 0, started.elapsed());
        assert_eq!((name.as_str(), tried), ("Connect", attempts));
        assert!(result.unwrap_err().is_retryable(), "nothing was sent");
    }
}
