//! A client and the server that answers it, in one thread: real HTTP over the loopback interface.
//!
//! The server gives scripted answers in order and notes what was asked. One connection is kept alive,
//! so a fuzzer can come by thousands of times a second without using up the ports of the machine.

use std::cell::RefCell;
use std::collections::VecDeque;
use std::rc::Rc;

use tokio::io::{AsyncReadExt, AsyncWriteExt};
use tokio::net::{TcpListener, TcpStream};
use tokio::runtime::Runtime;
use tokio::task::LocalSet;
use twilio_trusthub::{Client, Retry, testing};

/// An answer as it is written to the wire; the length is added.
#[derive(Debug, Clone, Default)]
pub struct Answer {
    /// The HTTP status.
    pub status: u16,
    /// Names and values, each free of line ends.
    pub headers: Vec<(String, Vec<u8>)>,
    /// The body.
    pub body: Vec<u8>,
}

/// A request that arrived: its first line and its headers.
#[derive(Debug, Clone)]
pub struct Asked {
    /// The method and the target, such as `GET /v1/Policies`.
    pub line: String,
    /// Whether it carried the client's credentials.
    pub authorized: bool,
}

#[derive(Debug, Default)]
struct Script {
    answers: VecDeque<Answer>,
    asked: Vec<Asked>,
}

/// A client with its server.
pub struct Door {
    runtime: Runtime,
    tasks: LocalSet,
    script: Rc<RefCell<Script>>,
    /// The client under test: one attempt, made-up credentials.
    pub client: Client,
    /// Where the server listens, such as `http://127.0.0.1:5000`.
    pub origin: String,
}

thread_local! {
    static DOOR: Door = Door::open();
}

/// What the server answers when the script is over.
const OVER: u16 = 410;

impl Door {
    fn open() -> Self {
        let runtime = tokio::runtime::Builder::new_current_thread()
            .enable_all()
            .build()
            .expect("a runtime");
        let tasks = LocalSet::new();
        let script = Rc::new(RefCell::new(Script::default()));
        let listener = runtime
            .block_on(TcpListener::bind("127.0.0.1:0"))
            .expect("a port");
        let origin = format!("http://{}", listener.local_addr().expect("an address"));
        let shared = Rc::clone(&script);
        tasks.spawn_local(async move {
            while let Ok((stream, _)) = listener.accept().await {
                tokio::task::spawn_local(serve(stream, Rc::clone(&shared)));
            }
        });
        let client = Client::builder()
            .credentials(twilio_trusthub::Credentials::auth_token(
                testing::ACCOUNT_SID,
                testing::AUTH_TOKEN,
            ))
            .base_url(&origin)
            .retry(Retry::none())
            .build()
            .expect("a client");
        Self {
            runtime,
            tasks,
            script,
            client,
            origin,
        }
    }

    /// Runs a call against scripted answers; gives its outcome and the requests that arrived.
    pub fn call<T>(
        answers: impl FnOnce(&Door) -> Vec<Answer>,
        call: impl AsyncFnOnce(&Client) -> T,
    ) -> (T, Vec<Asked>) {
        DOOR.with(|door| {
            *door.script.borrow_mut() = Script {
                answers: answers(door).into(),
                asked: Vec::new(),
            };
            let outcome = door
                .runtime
                .block_on(door.tasks.run_until(call(&door.client)));
            let asked = std::mem::take(&mut door.script.borrow_mut().asked);
            (outcome, asked)
        })
    }

    /// Where the server of this thread listens.
    #[must_use]
    pub fn origin() -> String {
        DOOR.with(|door| door.origin.clone())
    }
}

async fn serve(mut stream: TcpStream, script: Rc<RefCell<Script>>) {
    let mut read = Vec::new();
    loop {
        let end = loop {
            if let Some(end) = read.windows(4).position(|four| four == b"\r\n\r\n") {
                break end + 4;
            }
            let mut part = [0; 4096];
            match stream.read(&mut part).await {
                Ok(length) if length > 0 => read.extend_from_slice(&part[..length]),
                _ => return,
            }
        };
        let head = String::from_utf8_lossy(&read[..end]).into_owned();
        // Only requests without a body are made here.
        read.drain(..end);
        let answer = {
            let mut script = script.borrow_mut();
            script.asked.push(asked(&head));
            script.answers.pop_front().unwrap_or(Answer {
                status: OVER,
                ..Answer::default()
            })
        };
        if stream.write_all(&wire(&answer)).await.is_err() {
            return;
        }
    }
}

fn asked(head: &str) -> Asked {
    let mut lines = head.lines();
    let first = lines.next().unwrap_or_default();
    Asked {
        line: first.trim_end_matches(" HTTP/1.1").to_owned(),
        authorized: lines.any(|line| line.to_ascii_lowercase().starts_with("authorization: ")),
    }
}

fn wire(answer: &Answer) -> Vec<u8> {
    let mut wire = format!("HTTP/1.1 {} X\r\n", answer.status).into_bytes();
    for (name, value) in &answer.headers {
        wire.extend_from_slice(name.as_bytes());
        wire.extend_from_slice(b": ");
        wire.extend_from_slice(value);
        wire.extend_from_slice(b"\r\n");
    }
    // These two never have a body, and a length would only confuse.
    if matches!(answer.status, 204 | 304) {
        wire.extend_from_slice(b"\r\n");
        return wire;
    }
    wire.extend_from_slice(format!("content-length: {}\r\n\r\n", answer.body.len()).as_bytes());
    wire.extend_from_slice(&answer.body);
    wire
}
