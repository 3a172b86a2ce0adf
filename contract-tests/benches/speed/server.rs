//! The server of the calls, in a process of its own: HTTP/1.1 with kept connections, answers made
//! before the first request.
//!
//! Responsible for: being as little of the measured time as can be. Not for: being a TrustHub
//! (`contract_tests::sandbox` is one).

use std::io::{BufRead as _, BufReader, Read as _, Write as _};
use std::net::{TcpListener, TcpStream};
use std::process::{Child, Command, Stdio};
use std::sync::Arc;
use std::thread;

use serde_json::{Value, json};

use crate::{Failure, bodies};

/// Pages of the list that is streamed, and items of each.
pub(crate) const PAGES: usize = 100;
pub(crate) const ITEMS: usize = 50;

/// A server process that ends with this one.
pub(crate) struct Server {
    process: Child,
    pub(crate) url: String,
}

impl Server {
    pub(crate) fn start() -> Result<Self, Failure> {
        let mut process = Command::new(std::env::current_exe()?)
            .arg("serve")
            .stdout(Stdio::piped())
            .spawn()?;
        let output = process.stdout.take().ok_or("the server has no output")?;
        let mut url = String::new();
        BufReader::new(output).read_line(&mut url)?;
        url.truncate(url.trim_end().len());
        Ok(Self { process, url })
    }
}

impl Drop for Server {
    fn drop(&mut self) {
        // What is not running any more has ended already.
        let _ = self.process.kill();
        let _ = self.process.wait();
    }
}

/// The answers, with their heads.
struct Answers {
    one: Vec<u8>,
    created: Vec<u8>,
    large: Vec<u8>,
    pages: Vec<Vec<u8>>,
}

impl Answers {
    fn new() -> Result<Self, Failure> {
        let one = bodies::of("customer_profiles/fetch-approved.yaml")?;
        let page = |number| -> Result<Vec<u8>, Failure> {
            let mut page: Value = serde_json::from_slice(&bodies::page(ITEMS)?)?;
            let url = |number| format!("/v1/CustomerProfiles?PageSize={ITEMS}&Page={number}");
            page["meta"]["url"] = json!(url(number));
            if number + 1 < PAGES {
                page["meta"]["next_page_url"] = json!(url(number + 1));
            }
            Ok(answer(200, &serde_json::to_vec(&page)?))
        };
        Ok(Self {
            created: answer(201, &one),
            one: answer(200, &one),
            large: answer(200, &bodies::page(1000)?),
            pages: (0..PAGES).map(page).collect::<Result<_, _>>()?,
        })
    }

    fn to(&self, head: &str) -> &[u8] {
        let target = head.split(' ').nth(1).unwrap_or_default();
        let (path, query) = target.split_once('?').unwrap_or((target, ""));
        if head.starts_with("POST") {
            &self.created
        } else if path != "/v1/CustomerProfiles" {
            &self.one
        } else if query.contains("PageSize=1000") {
            &self.large
        } else {
            let page = query
                .split_once("&Page=")
                .and_then(|(_, page)| page.parse().ok());
            &self.pages[page.unwrap_or(0) % PAGES]
        }
    }
}

fn answer(status: u16, body: &[u8]) -> Vec<u8> {
    let mut bytes = format!(
        "HTTP/1.1 {status} X\r\ncontent-type: application/json\r\ncontent-length: {}\r\n\r\n",
        body.len()
    )
    .into_bytes();
    bytes.extend_from_slice(body);
    bytes
}

/// Serves until it is killed: a thread for each connection, which is the least there is to wake up.
pub(crate) fn serve() -> Result<(), Failure> {
    let listener = TcpListener::bind("127.0.0.1:0")?;
    let answers = Arc::new(Answers::new()?);
    println!("http://{}", listener.local_addr()?);
    for stream in listener.incoming() {
        let stream = stream?;
        stream.set_nodelay(true)?;
        let answers = Arc::clone(&answers);
        thread::spawn(move || connection(stream, &answers));
    }
    Ok(())
}

fn connection(mut stream: TcpStream, answers: &Answers) {
    let mut seen = Vec::new();
    let mut chunk = vec![0; 16 * 1024];
    loop {
        if let Some((head, end)) = complete(&seen) {
            if stream.write_all(answers.to(&head)).is_err() {
                return;
            }
            seen.drain(..end);
            continue;
        }
        match stream.read(&mut chunk) {
            Ok(read @ 1..) => seen.extend_from_slice(&chunk[..read]),
            _ => return,
        }
    }
}

/// The head of a request and where the request ends, once all of it is there.
fn complete(seen: &[u8]) -> Option<(String, usize)> {
    let head = seen.windows(4).position(|four| four == b"\r\n\r\n")? + 4;
    let text = String::from_utf8_lossy(&seen[..head]).into_owned();
    let length: usize = text
        .to_ascii_lowercase()
        .split_once("content-length: ")
        .and_then(|(_, rest)| rest.split("\r\n").next()?.parse().ok())
        .unwrap_or(0);
    (seen.len() >= head + length).then_some((text, head + length))
}
