//! A local server for tests: raw TCP, so that it can answer wrongly in every way there is.
#![allow(
    dead_code,
    reason = "shared by the integration tests and the sample of emitted code"
)]

use std::fmt::Write as _;
use std::sync::{Arc, Mutex};
use std::time::Duration;

use tokio::io::{AsyncReadExt, AsyncWriteExt};
use tokio::net::{TcpListener, TcpStream};

/// A request as it arrived.
#[derive(Debug, Clone)]
pub(crate) struct Received {
    pub(crate) method: String,
    pub(crate) target: String,
    pub(crate) headers: Vec<(String, String)>,
    pub(crate) body: String,
}

impl Received {
    pub(crate) fn header(&self, name: &str) -> Option<&str> {
        let mut headers = self.headers.iter();
        headers
            .find(|(known, _)| known.eq_ignore_ascii_case(name))
            .map(|(_, value)| value.as_str())
    }
}

/// What the server does with a request.
pub(crate) enum Reply {
    /// Writes these bytes and closes the connection.
    Bytes(Vec<u8>),
    /// Reads the request and closes the connection.
    Close,
    /// Writes these bytes and then nothing more.
    Hang(Vec<u8>),
    /// Writes this head, and then this piece again and again.
    Endless(Vec<u8>, Vec<u8>),
    /// Does the same with a pause before each piece.
    Drip(Vec<u8>, Vec<u8>),
    /// Writes these bytes and resets the connection, as a host that crashed does.
    Reset(Vec<u8>),
    /// Waits this long, then writes these bytes and closes the connection.
    Late(Duration, Vec<u8>),
}

/// A complete response with the right length.
pub(crate) fn reply(status: u16, headers: &[(&str, &str)], body: &str) -> Reply {
    let mut text = format!("HTTP/1.1 {status} X\r\nconnection: close\r\n");
    for (name, value) in headers {
        write!(text, "{name}: {value}\r\n").unwrap();
    }
    if status != 204 {
        write!(text, "content-length: {}\r\n", body.len()).unwrap();
    }
    text.push_str("\r\n");
    text.push_str(body);
    Reply::Bytes(text.into_bytes())
}

/// A JSON response.
pub(crate) fn json(status: u16, body: &str) -> Reply {
    reply(
        status,
        &[
            ("content-type", "application/json"),
            ("twilio-request-id", "RQ0123456789"),
        ],
        body,
    )
}

/// A running server. It ends with the runtime of the test.
pub(crate) struct Server {
    pub(crate) url: String,
    received: Arc<Mutex<Vec<Received>>>,
}

impl Server {
    /// Starts a server which answers the n-th request, from 0, with what the function gives.
    pub(crate) async fn start(
        answer: impl Fn(usize, &Received) -> Reply + Send + Sync + 'static,
    ) -> Self {
        let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
        let url = format!("http://{}", listener.local_addr().unwrap());
        let received = Arc::new(Mutex::new(Vec::new()));
        let seen = Arc::clone(&received);
        let answer = Arc::new(answer);
        tokio::spawn(async move {
            while let Ok((stream, _)) = listener.accept().await {
                let (seen, answer) = (Arc::clone(&seen), Arc::clone(&answer));
                tokio::spawn(async move {
                    let mut stream = stream;
                    let Some(request) = read_request(&mut stream).await else {
                        return;
                    };
                    let index = {
                        let mut seen = seen.lock().unwrap();
                        seen.push(request.clone());
                        seen.len() - 1
                    };
                    write_reply(&mut stream, answer(index, &request)).await;
                });
            }
        });
        Self { url, received }
    }

    /// Starts a server which answers every request alike.
    pub(crate) async fn always(status: u16, headers: &[(&str, &str)], body: &str) -> Self {
        let Reply::Bytes(bytes) = reply(status, headers, body) else {
            unreachable!()
        };
        Self::start(move |_, _| Reply::Bytes(bytes.clone())).await
    }

    /// The requests so far.
    pub(crate) fn received(&self) -> Vec<Received> {
        self.received.lock().unwrap().clone()
    }

    /// The only request so far.
    pub(crate) fn only(&self) -> Received {
        let received = self.received();
        assert_eq!(received.len(), 1, "{received:?}");
        received.into_iter().next().unwrap()
    }

    pub(crate) fn hits(&self) -> usize {
        self.received.lock().unwrap().len()
    }
}

async fn write_reply(stream: &mut TcpStream, reply: Reply) {
    match reply {
        Reply::Close => {}
        Reply::Bytes(bytes) => drop(stream.write_all(&bytes).await),
        Reply::Hang(bytes) => {
            drop(stream.write_all(&bytes).await);
            tokio::time::sleep(Duration::from_secs(600)).await;
        }
        Reply::Endless(head, piece) => {
            drop(stream.write_all(&head).await);
            while stream.write_all(&piece).await.is_ok() {}
        }
        Reply::Drip(head, piece) => {
            drop(stream.write_all(&head).await);
            while stream.write_all(&piece).await.is_ok() {
                tokio::time::sleep(Duration::from_millis(10)).await;
            }
        }
        Reply::Reset(bytes) => {
            drop(stream.write_all(&bytes).await);
            // Bytes that were written must get there before the reset overtakes them.
            tokio::time::sleep(Duration::from_millis(10)).await;
            stream.set_zero_linger().unwrap();
            return;
        }
        Reply::Late(pause, bytes) => {
            tokio::time::sleep(pause).await;
            drop(stream.write_all(&bytes).await);
        }
    }
    drop(stream.shutdown().await);
}

async fn read_request(stream: &mut TcpStream) -> Option<Received> {
    let mut bytes = Vec::new();
    let end = loop {
        let mut chunk = [0; 4096];
        let read = stream.read(&mut chunk).await.ok()?;
        if read == 0 {
            return None;
        }
        bytes.extend_from_slice(&chunk[..read]);
        if let Some(end) = bytes.windows(4).position(|four| four == b"\r\n\r\n") {
            break end;
        }
    };
    let head = String::from_utf8_lossy(&bytes[..end]).into_owned();
    let mut lines = head.split("\r\n");
    let mut first = lines.next()?.split(' ');
    let (method, target) = (first.next()?.to_owned(), first.next()?.to_owned());
    let headers: Vec<(String, String)> = lines
        .filter_map(|line| line.split_once(": "))
        .map(|(name, value)| (name.to_owned(), value.to_owned()))
        .collect();
    let mut request = Received {
        method,
        target,
        headers,
        body: String::new(),
    };
    let length = request
        .header("content-length")
        .and_then(|n| n.parse().ok())
        .unwrap_or(0);
    let mut body = bytes[end + 4..].to_vec();
    while body.len() < length {
        let mut chunk = [0; 4096];
        let read = stream.read(&mut chunk).await.ok()?;
        if read == 0 {
            return None;
        }
        body.extend_from_slice(&chunk[..read]);
    }
    request.body = String::from_utf8_lossy(&body).into_owned();
    Some(request)
}
