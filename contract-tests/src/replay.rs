//! Replaying one exchange through the generated client.
//!
//! Responsible for: calling the client with the recorded request, and telling everything about the
//! outcome that is not as recorded: a call that cannot be made, a request that differs, an answer
//! that is refused or comes back changed, an error that says something else.
//!
//! Not for: whether a recording agrees with the document, which is the judge's work.

use std::collections::HashMap;
use std::fmt;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};

use serde_json::Value;
use twilio_trusthub::Client;

use crate::call::{Call, Failure};
use crate::client::{self, Scheme};
use crate::compare::Difference;
use crate::dispatch;
use crate::recording::{Body, Recording};
use crate::round_trip::{self, Change, Reason};
use crate::server::{Lane, Server, StartError};

/// Replays recordings against one local server. Several may be replayed at the same time.
#[derive(Debug)]
pub struct Replayer {
    server: Server,
    base_url: String,
    idle: Mutex<HashMap<Scheme, Vec<Worker>>>,
    opened: AtomicUsize,
}

/// A client and the lane that its requests arrive in.
#[derive(Debug)]
struct Worker {
    lane: Lane,
    client: Client,
}

/// What a replay showed.
#[derive(Debug, Default)]
pub struct Outcome {
    /// What is not as recorded; empty when all is well.
    pub problems: Vec<Problem>,
    /// Differences with a reason, and where in the body.
    pub justified: Vec<(Reason, String)>,
}

/// One way in which a replay is not as recorded.
#[derive(Debug)]
pub enum Problem {
    /// The typed call cannot be made, so nothing was sent.
    NoCall(Failure),
    /// No request of the replay's client arrived.
    NotSent {
        /// What the client said.
        client: String,
    },
    /// The request differs from the recording.
    OtherRequest(Vec<Difference>),
    /// The client sent more than one request.
    SentAgain {
        /// How many requests arrived.
        times: usize,
    },
    /// The client refuses a recorded success.
    Refused(String),
    /// The client takes what should be an error for a value.
    Accepted(Value),
    /// A value was lost or changed between the answer and the encoded value.
    Lossy(Change),
    /// The client's error does not say what the recorded answer says.
    OtherError(Change),
}

impl Problem {
    /// The kind of finding, in the words of the judge.
    #[must_use]
    pub fn kind(&self) -> &'static str {
        match self {
            Self::NotSent { .. } | Self::OtherRequest(_) | Self::SentAgain { .. } => {
                "request.not_as_recorded"
            }
            Self::NoCall(_) | Self::Refused(_) => "client.refused",
            Self::Accepted(_) => "client.disagrees",
            Self::Lossy(_) | Self::OtherError(_) => "client.lossy",
        }
    }
}

impl fmt::Display for Problem {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}: ", self.kind())?;
        match self {
            Self::NoCall(failure) => write!(f, "{failure}"),
            Self::NotSent { client } => {
                write!(f, "no request arrived of the client; it says: {client}")
            }
            Self::OtherRequest(differences) => {
                f.write_str("the request is not as recorded")?;
                differences
                    .iter()
                    .try_for_each(|difference| write!(f, "\n  {difference}"))
            }
            Self::SentAgain { times } => {
                write!(f, "one request is recorded, but {times} were sent")
            }
            Self::Refused(error) => write!(f, "the client refuses the recorded answer: {error}"),
            Self::Accepted(value) => {
                write!(
                    f,
                    "the client takes the recorded answer for a value: {}",
                    crate::yaml::clip(&value.to_string())
                )
            }
            Self::Lossy(change) => write!(f, "{change}"),
            Self::OtherError(change) => write!(f, "the error differs at {change}"),
        }
    }
}

impl Replayer {
    /// Starts the replay server.
    ///
    /// # Errors
    /// When no server can listen on the loopback interface.
    pub async fn start() -> Result<Self, StartError> {
        let server = Server::start().await?;
        let base_url = server.base_url();
        Ok(Self {
            server,
            base_url,
            idle: Mutex::default(),
            opened: AtomicUsize::new(1),
        })
    }

    /// Replays one exchange.
    ///
    /// When the future is dropped before its end, the exchange is forgotten.
    pub async fn replay(&self, recording: &Arc<Recording>) -> Outcome {
        let mut call = match Call::new(recording, &self.base_url) {
            Ok(call) => call,
            Err(failure) => {
                return Outcome {
                    problems: vec![Problem::NoCall(failure)],
                    ..Outcome::default()
                };
            }
        };
        let scheme = Scheme::of(&recording.request);
        let worker = match self.worker(scheme) {
            Ok(worker) => worker,
            Err(failure) => {
                return Outcome {
                    problems: vec![Problem::NoCall(failure)],
                    ..Outcome::default()
                };
            }
        };
        worker.lane.begin(Arc::clone(recording));
        let result = dispatch::dispatch(&worker.client, &mut call).await;
        let arrived = worker.lane.finish();
        self.idle().entry(scheme).or_default().push(worker);
        judge(recording, result, arrived)
    }

    fn worker(&self, scheme: Scheme) -> Result<Worker, Failure> {
        if let Some(worker) = self.idle().get_mut(&scheme).and_then(Vec::pop) {
            return Ok(worker);
        }
        let lane = self
            .server
            .lane(scheme, self.opened.fetch_add(1, Ordering::Relaxed));
        let client = client::client(&self.base_url, lane.identity())?;
        Ok(Worker { lane, client })
    }

    fn idle(&self) -> MutexGuard<'_, HashMap<Scheme, Vec<Worker>>> {
        self.idle.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

fn judge(
    recording: &Recording,
    result: Result<Value, Failure>,
    arrived: Vec<Vec<Difference>>,
) -> Outcome {
    let mut outcome = Outcome::default();
    if arrived.is_empty() {
        outcome.problems.push(match result {
            Err(Failure::Client(error)) => Problem::NotSent {
                client: error.to_string(),
            },
            Err(failure) => Problem::NoCall(failure),
            Ok(value) => Problem::NotSent {
                client: format!("the answer is {value}"),
            },
        });
        return outcome;
    }
    if arrived.len() > 1 {
        outcome.problems.push(Problem::SentAgain {
            times: arrived.len(),
        });
    }
    if let Some(differences) = arrived
        .into_iter()
        .find(|differences| !differences.is_empty())
    {
        outcome.problems.push(Problem::OtherRequest(differences));
    }
    // Then the recorded answer was not given, and what the client made of another one says nothing.
    if outcome.problems.is_empty() {
        compare_answer(recording, result, &mut outcome);
    }
    outcome
}

fn compare_answer(recording: &Recording, result: Result<Value, Failure>, outcome: &mut Outcome) {
    let response = &recording.response;
    let recorded = match &response.body {
        Body::Json(value) => Some(value),
        Body::Empty => Some(&Value::Null),
        // No operation answers with anything but JSON: a proxy's page with status 200 is an error.
        Body::Text(_) => None,
    };
    match (response.is_success(), recorded, result) {
        (true, Some(recorded), Ok(value)) => {
            let round_trip = round_trip::compare(recorded, &value);
            outcome
                .problems
                .extend(round_trip.changes.into_iter().map(Problem::Lossy));
            outcome.justified = round_trip.justified;
        }
        (true, None, Err(Failure::Client(error))) if client::is_decode_error(&error) => {}
        (false, _, Err(Failure::Client(error))) => match client::error_changes(response, &error) {
            Some(changes) => outcome
                .problems
                .extend(changes.into_iter().map(Problem::OtherError)),
            None => outcome.problems.push(Problem::Refused(error.to_string())),
        },
        (_, _, Err(failure)) => outcome.problems.push(Problem::Refused(failure.to_string())),
        (_, _, Ok(value)) => outcome.problems.push(Problem::Accepted(value)),
    }
}

#[cfg(test)]
#[path = "replay_tests.rs"]
mod tests;
