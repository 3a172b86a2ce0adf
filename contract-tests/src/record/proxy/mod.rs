//! A recording proxy: any client's traffic, passed on and written down.
//!
//! ```text
//! client ⇄ proxy on loopback ⇄ server
//!             └─▶ capture ─▶ scrubber ─▶ disk
//! ```
//!
//! Addresses of the server in what it answers become addresses of the proxy, so that a client that
//! follows a page stays here. Bodies are held whole, up to a limit.
//!
//! Responsible for: passing on, and recording what belongs to an operation. Not for: whose
//! credentials are sent: the client's own, and to that server only.

mod exchange;
mod headers;

use std::io::{self, Write as _};
use std::net::{Ipv4Addr, SocketAddr};
use std::sync::{Arc, Mutex};

use axum::Router;
use axum::extract::{Request, State};
use axum::response::Response;
use tokio::net::TcpListener;

use super::capture::{self, Story};
use super::command::today;
use super::disk::{Disk, Fate};
use super::stop::Stop;
use super::target::Target;
use super::wire::{Answer, Sent, Wire};
use crate::check::Subject;
use crate::import::{Names, Operation, Scrubber};
use crate::judge::contract::Place;

/// The story of all that goes through a proxy.
const STORY: &str = "proxy";

/// What all exchanges share.
pub(super) struct Proxy {
    target: Target,
    wire: Wire,
    subject: Subject,
    /// Where clients find the proxy.
    address: String,
    /// Whether something may be written to a live account.
    allow_writes: bool,
    notebook: Mutex<Notebook>,
}

/// What is written down, one exchange after the other.
struct Notebook {
    scrubber: Scrubber,
    names: Names,
    disk: Disk,
    written: usize,
    problems: usize,
}

impl Proxy {
    /// Serves until the user wants an end; gives the number of recordings and of problems.
    pub(super) async fn serve(
        target: Target,
        wire: Wire,
        subject: Subject,
        disk: Disk,
        port: u16,
        allow_writes: bool,
        mut stop: Stop,
    ) -> Result<(usize, usize), String> {
        let address = SocketAddr::from((Ipv4Addr::LOCALHOST, port));
        let listener = TcpListener::bind(address).await.map_err(|error| {
            format!("cannot listen on {address}: {error}\n  help: name another port with --port, or 0 for a free one")
        })?;
        let bound = listener
            .local_addr()
            .map_err(|error| format!("the port is not known: {error}"))?;
        let mut scrubber = Scrubber::new(&subject.personal).knowing(subject.words.clone());
        scrubber.story(STORY);
        let proxy = Arc::new(Self {
            address: format!("http://{bound}"),
            target,
            wire,
            subject,
            allow_writes,
            notebook: Mutex::new(Notebook {
                scrubber,
                // Numbers start at 1 in each session: recording the same traffic again updates.
                names: Names::default(),
                disk,
                written: 0,
                problems: 0,
            }),
        });
        say(&format!(
            "recording {} on {}: point your client there; Ctrl-C ends it",
            proxy.target.base(),
            proxy.address
        ));
        let router = Router::new().fallback(pass).with_state(Arc::clone(&proxy));
        axum::serve(listener, router)
            .with_graceful_shutdown(async move { stop.wanted().await })
            .await
            .map_err(|error| format!("the proxy ended: {error}"))?;
        let notebook = proxy.notebook();
        Ok((notebook.written, notebook.problems))
    }

    fn notebook(&self) -> std::sync::MutexGuard<'_, Notebook> {
        // A panic in the middle of an exchange leaves nothing half done that matters here.
        self.notebook
            .lock()
            .unwrap_or_else(std::sync::PoisonError::into_inner)
    }

    /// Writes an exchange down; what went wrong with that is told and hurts nobody.
    fn write_down(&self, sent: &Sent, answer: &Answer) {
        let inside = self.target.inside(&sent.url).unwrap_or_default();
        let path = inside.split('?').next().unwrap_or_default();
        let Some(operation) = self.subject.contract.find(&sent.method, path) else {
            return say(&format!(
                "not recorded: {} of no operation of the document",
                sent.method
            ));
        };
        let declared: Vec<String> = operation
            .parameters
            .iter()
            .filter(|parameter| parameter.place == Place::Header)
            .map(|parameter| parameter.name.clone())
            .collect();
        let story = Story {
            operation: &operation.id,
            proves: &format!("{} answers with {}", operation.id, answer.status),
            origin: format!("{}, through the proxy", self.target.origin()),
            date: today(),
            declared: &declared,
        };
        let known = Operation {
            id: operation.id.clone(),
            template: operation.template.clone(),
        };
        let mut notebook = self.notebook();
        let notebook = &mut *notebook;
        let name = notebook.names.name(&known, &sent.method, answer.status);
        let name = name.trim_end_matches(".yaml");
        notebook.scrubber.place(name);
        if let Some((user, password)) = exchange::credentials(sent) {
            notebook.scrubber.credentials(&user, &password);
        }
        let written = capture::recording(&self.target, sent, answer, story)
            .and_then(|recording| notebook.disk.write(name, recording, &mut notebook.scrubber));
        match written {
            Ok(fate) => {
                notebook.written += 1;
                let fate = match fate {
                    Fate::New => "new",
                    Fate::Changed => "changed",
                    Fate::Unchanged => "as before",
                };
                say(&format!("{} {name} ({fate})", answer.status));
            }
            Err(problem) => {
                notebook.problems += 1;
                let problem = notebook.scrubber.text(&problem);
                say(&format!("not recorded: {name}: {problem}"));
            }
        }
    }
}

async fn pass(State(proxy): State<Arc<Proxy>>, request: Request) -> Response {
    let sent = match exchange::sent(&proxy.target, request).await {
        Ok(sent) => sent,
        Err(refusal) => return refusal,
    };
    if proxy.target.is_live() && !proxy.allow_writes && !exchange::is_safe(&sent) {
        say(&format!("refused: {} to a live account", sent.method));
        return exchange::refusal(
            403,
            "the recording proxy only reads from a live account; start it with --allow-writes",
        );
    }
    match proxy.wire.send(&sent).await {
        Ok(answer) => {
            proxy.write_down(&sent, &answer);
            exchange::answer(answer, &proxy.target, &proxy.address)
        }
        Err(problem) => {
            say(&format!("not recorded: {problem}"));
            exchange::refusal(
                502,
                &format!("the recording proxy got no answer: {problem}"),
            )
        }
    }
}

/// One line for people. Never holds a value of an exchange.
fn say(line: &str) {
    let _ = writeln!(io::stderr(), "{line}");
}
