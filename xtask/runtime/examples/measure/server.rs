//! The server side, a process of its own: HTTP/1.1 with kept connections, and faults on request.
//!
//! - `GET /v1/Profiles/X`: a profile. `POST /v1/Profiles`: a profile, counted by its `Key`.
//! - `GET /v1/Profiles?First=&Size=&Total=`: a page.
//! - `GET /v1/Counts`: how many POSTs were processed, and how many keys came more than once.
//! - With `Fault=1` in the body or query, one request in twenty meets a fault.

use std::collections::HashMap;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::sync::{Arc, Mutex, PoisonError};

use serde_json::json;
use tokio::io::{AsyncReadExt as _, AsyncWriteExt as _};
use tokio::net::{TcpListener, TcpStream};

use super::{Failure, shapes};

#[derive(Default)]
struct State {
    requests: AtomicUsize,
    keys: Mutex<HashMap<String, u32>>,
    pages: Mutex<HashMap<String, Arc<Vec<u8>>>>,
}

/// Serves until it is killed.
pub(crate) async fn serve() -> Result<(), Failure> {
    let listener = TcpListener::bind("127.0.0.1:0").await?;
    println!("http://{}", listener.local_addr()?);
    let state = Arc::new(State::default());
    loop {
        let (stream, _) = listener.accept().await?;
        stream.set_nodelay(true)?;
        let state = Arc::clone(&state);
        tokio::spawn(async move { connection(stream, &state).await });
    }
}

async fn connection(mut stream: TcpStream, state: &State) {
    let mut seen = Vec::new();
    let mut chunk = vec![0; 8192];
    loop {
        let Some((head, total)) = complete(&seen) else {
            match stream.read(&mut chunk).await {
                Ok(read @ 1..) => seen.extend_from_slice(chunk.get(..read).unwrap_or_default()),
                _ => return,
            }
            continue;
        };
        let rest = seen.split_off(total);
        let body = seen.split_off(head);
        let text = String::from_utf8_lossy(&seen).into_owned();
        seen = rest;
        let answer = answer(&text, &String::from_utf8_lossy(&body), state);
        let Some((status, body)) = answer else {
            return;
        };
        let head = format!(
            "HTTP/1.1 {status} X\r\ncontent-type: application/json\r\ncontent-length: {}\r\n\r\n",
            body.len()
        );
        let mut bytes = head.into_bytes();
        bytes.extend_from_slice(&body);
        if stream.write_all(&bytes).await.is_err() {
            return;
        }
    }
}

/// Where head and request end, once all of the request is there.
fn complete(seen: &[u8]) -> Option<(usize, usize)> {
    let head = seen.windows(4).position(|four| four == b"\r\n\r\n")? + 4;
    let text = String::from_utf8_lossy(seen.get(..head)?).to_ascii_lowercase();
    let length = text
        .split_once("content-length: ")
        .and_then(|(_, rest)| rest.split("\r\n").next())
        .and_then(|length| length.parse().ok())
        .unwrap_or(0_usize);
    (seen.len() >= head + length).then_some((head, head + length))
}

/// Status and body; nothing where the connection breaks.
fn answer(head: &str, body: &str, state: &State) -> Option<(u16, Arc<Vec<u8>>)> {
    let whole =
        |status, value: serde_json::Value| Some((status, Arc::new(value.to_string().into())));
    let target = head.split(' ').nth(1).unwrap_or_default();
    let (path, query) = target.split_once('?').unwrap_or((target, ""));
    let field = |pairs: &str, name: &str| {
        form_urlencoded::parse(pairs.as_bytes())
            .find(|(known, _)| known == name)
            .map(|(_, value)| value.into_owned())
    };
    let number = |name| {
        field(query, name)
            .and_then(|text| text.parse().ok())
            .unwrap_or(0)
    };
    let mut fault = None;
    if field(query, "Fault")
        .or_else(|| field(body, "Fault"))
        .is_some()
    {
        let n = state.requests.fetch_add(1, Ordering::Relaxed);
        // One in twenty, each kind in turn: 429, 503, and connections broken before and after.
        fault = n.is_multiple_of(20).then_some(n / 20 % 4);
    }
    match fault {
        Some(0) => return whole(429, json!({ "code": 20429 })),
        Some(1) => return whole(503, json!({ "code": 20503 })),
        Some(2) => return None,
        _ => {}
    }
    if path == "/v1/Counts" {
        let keys = state.keys.lock().unwrap_or_else(PoisonError::into_inner);
        let twice = keys.values().filter(|count| **count > 1).count();
        return whole(200, json!({ "processed": keys.len(), "twice": twice }));
    }
    if head.starts_with("POST") {
        let key = field(body, "Key").unwrap_or_default();
        let mut keys = state.keys.lock().unwrap_or_else(PoisonError::into_inner);
        *keys.entry(key).or_default() += 1;
    }
    if fault == Some(3) {
        // Processed, and the answer is lost.
        return None;
    }
    if head.starts_with("GET") && path == "/v1/Profiles" {
        let mut pages = state.pages.lock().unwrap_or_else(PoisonError::into_inner);
        let page = || {
            let page = shapes::page(number("First"), number("Size"), number("Total"));
            Arc::new(page.to_string().into())
        };
        // A few pages are asked for again and again; a million rows are not kept.
        if number("Total") > 200_000 {
            return Some((200, page()));
        }
        return Some((
            200,
            Arc::clone(pages.entry(query.to_owned()).or_insert_with(page)),
        ));
    }
    whole(
        if head.starts_with("POST") { 201 } else { 200 },
        shapes::profile(1),
    )
}
