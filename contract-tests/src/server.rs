//! The local API that answers from recordings.
//!
//! Responsible for: one `httpmock` server with one catch-all mock, which finds the exchange under
//! replay in an index of our own, compares the request strictly and only then gives the recorded
//! answer. `httpmock` tries its mocks one after the other, so a mock for each recording would make
//! every answer slower with every recording.
//!
//! A request finds its exchange by its `user-agent`. Recordings say nothing about that header and
//! every request has it, also one without credentials, so it is free to carry the number of a
//! [`Lane`]; path, query, body and all other headers stay exactly what the client makes of the
//! recorded call. One lane replays one exchange at a time, and many lanes replay side by side.
//!
//! What arrived is told by [`Lane::finish`], and never read from the status of the answer: a
//! recorded 404 cannot be confused with a request that matched nothing.
//!
//! Not for: sending requests, and judging answers.

use std::collections::HashMap;
use std::fmt;
use std::sync::{Arc, Mutex, MutexGuard, PoisonError, RwLock};

use httpmock::{HttpMockRequest, HttpMockResponse, MockServer};

use crate::client::{Identity, Scheme};
use crate::compare::{self, Difference, Sent};
use crate::recording::{Body, NOT_AS_RECORDED, Recording, Response};

/// Recorded headers that belong to the connection of that time and not to the answer: the server
/// writes its own, and the recorded body is never compressed.
const OF_THE_CONNECTION: &[&str] = &[
    "connection",
    "content-encoding",
    "content-length",
    "keep-alive",
    "transfer-encoding",
];

/// Why the server did not start.
#[derive(Debug, thiserror::Error)]
#[error("the replay server did not start on 127.0.0.1: {0}")]
pub struct StartError(String);

/// The replay server. Dropping it ends the replay.
pub(crate) struct Server {
    mock: MockServer,
    index: Arc<Index>,
}

impl fmt::Debug for Server {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Server")
            .field("address", self.mock.address())
            .finish_non_exhaustive()
    }
}

/// The lanes by the word of the `user-agent` header that leads to each.
#[derive(Debug, Default)]
struct Index(RwLock<HashMap<String, Arc<Slot>>>);

/// The exchange that a lane replays now.
#[derive(Debug, Default)]
struct Slot(Mutex<Option<Exchange>>);

#[derive(Debug)]
struct Exchange {
    recording: Arc<Recording>,
    arrived: Vec<Vec<Difference>>,
}

/// A place for one exchange at a time.
#[derive(Debug)]
pub(crate) struct Lane {
    identity: Identity,
    slot: Arc<Slot>,
    index: Arc<Index>,
}

impl Server {
    /// Starts the server on a free port of the loopback interface.
    pub(crate) async fn start() -> Result<Self, StartError> {
        let index = Arc::new(Index::default());
        let answers = Arc::clone(&index);
        // `httpmock` panics when it cannot start; a task of its own turns that into an error.
        let mock = tokio::task::spawn_blocking(move || {
            let mock = MockServer::start();
            mock.mock(move |_any_request, then| {
                then.respond_with(move |request| answers.answer(request));
            });
            mock
        });
        let mock = mock.await.map_err(|error| StartError(error.to_string()))?;
        Ok(Self { mock, index })
    }

    /// The URL that clients talk to, without a `/` at its end.
    pub(crate) fn base_url(&self) -> String {
        self.mock.base_url()
    }

    /// Opens a lane for clients that use this scheme. Each number must be used once.
    pub(crate) fn lane(&self, scheme: Scheme, number: usize) -> Lane {
        let identity = Identity::new(scheme, number);
        let slot = Arc::new(Slot::default());
        let mut lanes = self.index.0.write().unwrap_or_else(PoisonError::into_inner);
        lanes.insert(identity.agent(), Arc::clone(&slot));
        drop(lanes);
        Lane {
            identity,
            slot,
            index: Arc::clone(&self.index),
        }
    }
}

impl Lane {
    /// Who leads a request here.
    pub(crate) fn identity(&self) -> &Identity {
        &self.identity
    }

    /// From now on, requests of the lane's client are answered from this recording.
    pub(crate) fn begin(&self, recording: Arc<Recording>) {
        *self.slot.lock() = Some(Exchange {
            recording,
            arrived: Vec::new(),
        });
    }

    /// Ends the exchange: for each request that arrived, how it differed from the recording.
    pub(crate) fn finish(&self) -> Vec<Vec<Difference>> {
        self.slot
            .lock()
            .take()
            .map(|exchange| exchange.arrived)
            .unwrap_or_default()
    }
}

impl Drop for Lane {
    fn drop(&mut self) {
        let mut lanes = self.index.0.write().unwrap_or_else(PoisonError::into_inner);
        lanes.remove(&self.identity.agent());
    }
}

impl Slot {
    fn lock(&self) -> MutexGuard<'_, Option<Exchange>> {
        self.0.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

impl Index {
    fn answer(&self, request: &HttpMockRequest) -> HttpMockResponse {
        let sent = Sent {
            method: request.method_str(),
            target: path_and_query(request.uri_str()),
            headers: request.headers_vec(),
            body: request.body_ref(),
        };
        let Some(slot) = self.lane_of(&sent) else {
            return refusal("this user agent belongs to no replay");
        };
        let mut slot = slot.lock();
        let Some(exchange) = slot.as_mut() else {
            return refusal("nothing is replayed here at the moment");
        };
        let differences = compare::compare(&exchange.recording.request, &sent);
        let as_recorded = differences.is_empty() && exchange.arrived.is_empty();
        exchange.arrived.push(differences);
        if !as_recorded {
            return refusal("the request is not as recorded, or was sent twice");
        }
        answer(&exchange.recording.response)
    }

    fn lane_of(&self, sent: &Sent<'_>) -> Option<Arc<Slot>> {
        let (_, value) = sent
            .headers
            .iter()
            .find(|(name, _)| name.eq_ignore_ascii_case("user-agent"))?;
        let lanes = self.0.read().unwrap_or_else(PoisonError::into_inner);
        lanes.get(value.rsplit(' ').next()?).map(Arc::clone)
    }
}

/// `httpmock` gives the whole URL even where only the path was sent.
fn path_and_query(uri: &str) -> &str {
    match uri.split_once("://") {
        Some((_, rest)) => rest.find(['/', '?']).map_or("", |start| &rest[start..]),
        None => uri,
    }
}

/// The recorded answer.
fn answer(recorded: &Response) -> HttpMockResponse {
    let mut response = HttpMockResponse::builder().status(recorded.status);
    for (name, value) in recorded.headers.pairs() {
        if !OF_THE_CONNECTION
            .iter()
            .any(|own| own.eq_ignore_ascii_case(name))
        {
            response = response.header(name, value);
        }
    }
    let (media_type, body) = match &recorded.body {
        Body::Empty => (None, None),
        // Straight to bytes: `to_string` goes through the formatter.
        Body::Json(value) => (Some("application/json"), serde_json::to_vec(value).ok()),
        Body::Text(text) => (
            Some("text/plain; charset=utf-8"),
            Some(text.clone().into_bytes()),
        ),
    };
    if let (Some(media_type), None) = (media_type, recorded.headers.header("content-type")) {
        response = response.header("content-type", media_type);
    }
    match body {
        Some(body) => response.body(body).build(),
        None => response.build(),
    }
}

/// What a client gets that did not send the recorded request.
fn refusal(why: &str) -> HttpMockResponse {
    HttpMockResponse::builder()
        .status(NOT_AS_RECORDED)
        .header("content-type", "text/plain")
        .body(format!("replay: {why}"))
        .build()
}

#[cfg(test)]
#[path = "server_tests.rs"]
mod tests;
