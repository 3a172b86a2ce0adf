//! The client: what all calls share. Sending is in `send`, settings are in `config`.

use std::fmt;
use std::sync::Arc;
use std::time::Duration;

use reqwest::header::{HeaderMap, HeaderValue};
use tokio::sync::Semaphore;

use super::authorization::Authorization;
use super::config::ClientBuilder;
use super::credentials::Credentials;
use super::error::Error;
use super::observe::Observer;
use super::redacted::Redacted;
use super::retry::Retry;
use super::server::{Servers, shown_origin};

/// Sends requests: credentials, server, connection pool, time limits and retries.
///
/// Cloning is cheap and shares the pool. Dropping the future of a call cancels it. Calls need a
/// tokio runtime with I/O and time enabled, as `#[tokio::main]` makes it.
#[derive(Clone)]
pub struct Client {
    pub(crate) inner: Arc<Inner>,
}

pub(crate) struct Inner {
    pub(crate) http: reqwest::Client,
    pub(crate) can_tls: bool,
    pub(crate) servers: Servers,
    pub(crate) authorization: Authorization,
    pub(crate) account_sid: Option<String>,
    pub(crate) subaccount: Option<HeaderValue>,
    pub(crate) user_agent: HeaderValue,
    /// Sent with every request, unless the request has its own of that name.
    pub(crate) headers: HeaderMap,
    pub(crate) timeout: Duration,
    pub(crate) retry: Retry,
    pub(crate) max_response_bytes: usize,
    /// One permit for each attempt that may be under way.
    pub(crate) in_flight: Option<Semaphore>,
    pub(crate) observer: Option<Observer>,
}

impl Client {
    /// Creates a client with these credentials and the defaults for everything else.
    ///
    /// # Errors
    ///
    /// `Error::InvalidInput` where the credentials are not valid, and `Error::Transport` where
    /// TLS cannot be set up.
    pub fn new(credentials: Credentials) -> Result<Self, Error> {
        Self::builder().credentials(credentials).build()
    }

    /// Creates a client from environment variables: `TWILIO_ACCOUNT_SID`, with `TWILIO_API_KEY`
    /// and `TWILIO_API_SECRET` or else `TWILIO_AUTH_TOKEN`; optionally `TWILIO_REGION` and
    /// `TWILIO_EDGE`.
    ///
    /// # Errors
    ///
    /// `Error::InvalidInput` which names every variable that is missing or not valid, and
    /// `Error::Transport` where TLS cannot be set up.
    pub fn from_env() -> Result<Self, Error> {
        ClientBuilder::from_env()?.build()
    }

    /// Starts a client with settings other than the defaults.
    pub fn builder() -> ClientBuilder {
        ClientBuilder::new()
    }

    /// Returns the account SID of the credentials. Bearer tokens have none.
    #[must_use]
    pub fn account_sid(&self) -> Option<&str> {
        self.inner.account_sid.as_deref()
    }

    pub(crate) fn from_inner(inner: Inner) -> Self {
        Self {
            inner: Arc::new(inner),
        }
    }
}

impl fmt::Debug for Client {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Client")
            .field("account_sid", &self.inner.account_sid)
            .field(
                "base_url",
                &self.inner.servers.base.as_ref().map(shown_origin),
            )
            .field("region", &self.inner.servers.region)
            .field("edge", &self.inner.servers.edge)
            // Nothing where the mark is missing that keeps it out of the logs of other layers.
            .field(
                "authorization",
                &match &self.inner.authorization {
                    Authorization::Fixed(value) => value.is_sensitive(),
                    Authorization::Source(_) => true,
                }
                .then_some(Redacted),
            )
            .field("headers", &ShownHeaders(&self.inner.headers))
            .field("timeout", &self.inner.timeout)
            .field("retry", &self.inner.retry)
            .finish_non_exhaustive()
    }
}

/// Names, and for each that its value is marked sensitive.
struct ShownHeaders<'a>(&'a HeaderMap);

impl fmt::Debug for ShownHeaders<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let shown = self.0.iter().map(|(name, value)| {
            let value = value.is_sensitive().then_some(Redacted);
            (name.as_str(), value)
        });
        f.debug_map().entries(shown).finish()
    }
}
