//! Status callbacks.
//!
//! Responsible for: posting each change of status to the address that its bundle names, signed as the
//! vendor signs, and every third one twice, because the vendor repeats them, too. One task sends
//! them all, so those of a bundle arrive in order. Not for: deciding that a status changed.

use std::collections::{HashMap, VecDeque};
use std::sync::{Arc, Mutex, PoisonError};
use std::time::Duration;

use form_urlencoded::Serializer;
use tokio::sync::mpsc;
use twilio_trusthub::webhook::Validator;
use url::{Host, Url};

use super::call::Event;

const TIMEOUT: Duration = Duration::from_secs(5);
const KEPT: usize = 1000;
const TWICE_EVERY: u64 = 3;

/// One callback, as it went.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Delivery {
    /// Where it was sent.
    pub url: String,
    /// The bundle that it is about.
    pub bundle_sid: String,
    /// The status that it tells.
    pub status: String,
    /// How often it was sent on purpose.
    pub copies: u32,
    /// The status of the last answer, or why there is none.
    pub answer: Result<u16, String>,
}

/// Which hosts callbacks may go to.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum Callbacks {
    /// This machine only; others are noted and not sent.
    #[default]
    Loopback,
    /// Any host, over plain HTTP.
    Anywhere,
}

/// Hands events to the task that sends them, and keeps what became of them.
#[derive(Debug)]
pub(crate) struct Outbox {
    queue: mpsc::UnboundedSender<Event>,
    records: Arc<Records>,
}

/// What the task and the sandbox share.
#[derive(Debug)]
struct Records {
    callbacks: Callbacks,
    usual_token: String,
    tokens: Mutex<HashMap<String, String>>,
    done: Mutex<VecDeque<Delivery>>,
}

impl Outbox {
    /// Starts the task; it ends with the outbox.
    pub(crate) fn start(callbacks: Callbacks, usual_token: &str) -> Self {
        crate::tls::provide();
        let (queue, events) = mpsc::unbounded_channel();
        let records = Arc::new(Records {
            callbacks,
            usual_token: usual_token.to_owned(),
            tokens: Mutex::default(),
            done: Mutex::default(),
        });
        tokio::spawn(work(events, Arc::clone(&records)));
        Self { queue, records }
    }

    /// Remembers the token that an account uses: its callbacks are signed with it.
    pub(crate) fn learn(&self, account: &str, token: &str) {
        let mut tokens = lock(&self.records.tokens);
        if tokens.get(account).is_none_or(|known| known != token) {
            tokens.insert(account.to_owned(), token.to_owned());
        }
    }

    /// Queues an event; those without an address need no sending.
    pub(crate) fn send(&self, event: Event) {
        if event.callback.is_some() {
            // The task ends with this outbox, so somebody is there.
            let _ = self.queue.send(event);
        }
    }

    /// What became of the callbacks, oldest first.
    pub(crate) fn done(&self) -> Vec<Delivery> {
        lock(&self.records.done).iter().cloned().collect()
    }
}

async fn work(mut events: mpsc::UnboundedReceiver<Event>, records: Arc<Records>) {
    let client = reqwest::Client::builder()
        .timeout(TIMEOUT)
        .redirect(reqwest::redirect::Policy::none())
        .build();
    let mut count = 0;
    while let Some(event) = events.recv().await {
        let Some(url) = event.callback.clone() else {
            continue;
        };
        count += 1;
        let copies = if count % TWICE_EVERY == 0 { 2 } else { 1 };
        let mut answer = Err("the HTTP client did not start".to_owned());
        if let Ok(client) = &client {
            for _ in 0..copies {
                answer = post(client, &records, &event, &url).await;
            }
        }
        let mut done = lock(&records.done);
        done.push_back(Delivery {
            url,
            bundle_sid: event.bundle,
            status: event.status.as_str().to_owned(),
            copies,
            answer,
        });
        while done.len() > KEPT {
            done.pop_front();
        }
    }
}

async fn post(
    client: &reqwest::Client,
    records: &Records,
    event: &Event,
    url: &str,
) -> Result<u16, String> {
    if records.callbacks == Callbacks::Loopback && !is_loopback(url) {
        return Err("not sent: the address is not on this machine".to_owned());
    }
    let body = form(event);
    let signature = {
        let tokens = lock(&records.tokens);
        let token = tokens.get(&event.account).unwrap_or(&records.usual_token);
        let validator = Validator::new(token).map_err(|error| error.to_string())?;
        validator.sign(url, body.as_bytes())
    };
    let sent = client
        .post(url)
        .header("Content-Type", "application/x-www-form-urlencoded")
        .header("X-Twilio-Signature", signature)
        .body(body)
        .send()
        .await;
    match sent {
        Ok(answer) => Ok(answer.status().as_u16()),
        Err(error) => Err(error.without_url().to_string()),
    }
}

fn form(event: &Event) -> String {
    let mut form = Serializer::new(String::new());
    form.append_pair("AccountSid", &event.account);
    form.append_pair("BundleSid", &event.bundle);
    form.append_pair("Status", event.status.as_str());
    form.append_pair("FailureReason", event.reason.as_deref().unwrap_or_default());
    form.finish()
}

fn is_loopback(url: &str) -> bool {
    let Ok(url) = Url::parse(url) else {
        return false;
    };
    match url.host() {
        Some(Host::Domain(name)) => name == "localhost",
        Some(Host::Ipv4(address)) => address.is_loopback(),
        Some(Host::Ipv6(address)) => address.is_loopback(),
        None => false,
    }
}

fn lock<T>(mutex: &Mutex<T>) -> std::sync::MutexGuard<'_, T> {
    mutex.lock().unwrap_or_else(PoisonError::into_inner)
}
