//! Plain HTTP: one request out, one whole answer in.
//!
//! The generated client is not used: a server is also recorded where the client would refuse its
//! answer.
//!
//! Responsible for: limits on time and size, no redirects, and errors that say what happened. Not
//! for: what is asked, nor what an answer means.

use std::error::Error as _;
use std::time::Duration;

use reqwest::header::{HeaderMap, HeaderName, HeaderValue};
use reqwest::redirect::Policy;
use reqwest::{Client, Method};

use super::target::Target;
use crate::recording::load::MAX_BYTES;

/// Limits of an exchange.
#[derive(Debug, Clone, Copy)]
pub(super) struct Limits {
    /// Until the connection stands.
    pub(super) connect: Duration,
    /// For the whole exchange.
    pub(super) whole: Duration,
    /// Largest answer.
    pub(super) bytes: u64,
}

impl Limits {
    /// So many seconds for the whole exchange.
    pub(super) fn seconds(seconds: u64) -> Self {
        Self {
            connect: Duration::from_secs(seconds.min(15)),
            whole: Duration::from_secs(seconds),
            bytes: MAX_BYTES,
        }
    }
}

/// A request, ready to be sent.
#[derive(Debug, Clone)]
pub(super) struct Sent {
    pub(super) method: String,
    /// The whole address.
    pub(super) url: String,
    pub(super) headers: Vec<(String, String)>,
    pub(super) body: Vec<u8>,
}

/// A whole answer.
#[derive(Debug, Clone)]
pub(super) struct Answer {
    pub(super) status: u16,
    pub(super) headers: Vec<(String, String)>,
    pub(super) body: Vec<u8>,
}

impl Answer {
    /// The first value of a header.
    pub(super) fn header(&self, name: &str) -> Option<&str> {
        self.headers
            .iter()
            .find(|(known, _)| known.eq_ignore_ascii_case(name))
            .map(|(_, value)| value.as_str())
    }
}

/// Sends requests to one server.
#[derive(Debug, Clone)]
pub(super) struct Wire {
    client: Client,
    limits: Limits,
}

impl Wire {
    pub(super) fn new(target: &Target, limits: Limits) -> Result<Self, String> {
        crate::tls::provide();
        let builder = Client::builder()
            .user_agent(concat!(
                "twilio-trusthub-recorder/",
                env!("CARGO_PKG_VERSION")
            ))
            .connect_timeout(limits.connect)
            .timeout(limits.whole)
            // A redirect is an answer like any other, and credentials go nowhere else.
            .redirect(Policy::none());
        let builder = if target.is_loopback() {
            builder.no_proxy()
        } else {
            builder
        };
        let client = builder
            .build()
            .map_err(|error| format!("cannot set up the HTTP client: {}", causes(&error)))?;
        Ok(Self { client, limits })
    }

    /// One exchange. The error says what happened, without values of the request.
    pub(super) async fn send(&self, sent: &Sent) -> Result<Answer, String> {
        let method = Method::from_bytes(sent.method.as_bytes())
            .map_err(|_| format!("`{}` is no HTTP method", sent.method))?;
        let mut headers = HeaderMap::new();
        for (name, value) in &sent.headers {
            let name = HeaderName::from_bytes(name.as_bytes())
                .map_err(|_| "a header has a name that cannot be sent".to_owned())?;
            let value = HeaderValue::from_bytes(value.as_bytes())
                .map_err(|_| format!("the header `{name}` has a value that cannot be sent"))?;
            headers.append(name, value);
        }
        let request = self
            .client
            .request(method, &sent.url)
            .headers(headers)
            .body(sent.body.clone());
        let mut response = request.send().await.map_err(|error| causes(&error))?;
        let text = |value: &HeaderValue| String::from_utf8_lossy(value.as_bytes()).into_owned();
        let headers = response
            .headers()
            .iter()
            .map(|(name, value)| (name.as_str().to_owned(), text(value)))
            .collect();
        let status = response.status().as_u16();
        let mut body = Vec::new();
        // A body that ends before its announced length is an error here.
        while let Some(chunk) = response.chunk().await.map_err(|error| causes(&error))? {
            body.extend_from_slice(&chunk);
            if body.len() as u64 > self.limits.bytes {
                return Err(format!(
                    "the answer is larger than {} MiB",
                    self.limits.bytes / 1024 / 1024
                ));
            }
        }
        Ok(Answer {
            status,
            headers,
            body,
        })
    }
}

/// An error with its causes, without addresses: their queries may hold personal data.
fn causes(error: &reqwest::Error) -> String {
    let what = if error.is_timeout() {
        "no whole answer came in time"
    } else if error.is_connect() {
        "no connection"
    } else if error.is_body() || error.is_decode() {
        "the answer was cut short"
    } else {
        "the exchange failed"
    };
    let mut parts = vec![what.to_owned()];
    let mut cause = error.source();
    while let Some(inner) = cause {
        let text = inner.to_string();
        if !parts.iter().any(|part| part.contains(&text)) {
            parts.push(text);
        }
        cause = inner.source();
    }
    parts.join(": ")
}
