//! The settings of a client and their defaults. Checking them is in `build`.

use std::fmt;
use std::time::Duration;

use super::credentials::Credentials;
use super::env;
use super::error::Error;
use super::observe::{Attempt, Observer};
use super::retry::Retry;

/// Builds a `Client`.
#[derive(Clone)]
#[must_use]
pub struct ClientBuilder {
    pub(super) credentials: Option<Credentials>,
    pub(super) base_url: Option<String>,
    pub(super) region: Option<String>,
    pub(super) edge: Option<String>,
    pub(super) connect_timeout: Duration,
    pub(super) timeout: Duration,
    pub(super) user_agent: Option<String>,
    pub(super) subaccount: Option<String>,
    pub(super) headers: Vec<(String, String)>,
    pub(super) max_in_flight: Option<usize>,
    pub(super) observer: Option<Observer>,
    pub(super) retry: Retry,
    pub(super) max_response_bytes: usize,
    pub(super) http: Option<reqwest::Client>,
}

impl Default for ClientBuilder {
    fn default() -> Self {
        Self {
            credentials: None,
            base_url: None,
            region: None,
            edge: None,
            connect_timeout: Duration::from_secs(10),
            timeout: Duration::from_secs(60),
            user_agent: None,
            subaccount: None,
            headers: Vec::new(),
            max_in_flight: None,
            observer: None,
            retry: Retry::default(),
            max_response_bytes: 16 * 1024 * 1024,
            http: None,
        }
    }
}

/// Shows neither a base URL that was not checked yet, which may hold a password, nor headers.
impl fmt::Debug for ClientBuilder {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("ClientBuilder")
            .field("credentials", &self.credentials)
            .field("region", &self.region)
            .field("edge", &self.edge)
            .field("connect_timeout", &self.connect_timeout)
            .field("timeout", &self.timeout)
            .field("retry", &self.retry)
            .field("max_response_bytes", &self.max_response_bytes)
            .finish_non_exhaustive()
    }
}

impl ClientBuilder {
    /// Starts with the defaults and without credentials.
    pub fn new() -> Self {
        Self::default()
    }

    /// Starts with what the environment says: `TWILIO_ACCOUNT_SID`, with `TWILIO_API_KEY` and
    /// `TWILIO_API_SECRET` or else `TWILIO_AUTH_TOKEN`; optionally `TWILIO_REGION` and `TWILIO_EDGE`.
    ///
    /// # Errors
    ///
    /// `Error::InvalidInput` which names every variable that is missing. An empty one counts as missing.
    pub fn from_env() -> Result<Self, Error> {
        Self::from_vars(|name| std::env::var(name).ok())
    }

    /// Does the same as `from_env` with variables from elsewhere, such as a file or a test.
    ///
    /// # Errors
    ///
    /// `Error::InvalidInput` which names every variable that is missing.
    pub fn from_vars(lookup: impl Fn(&str) -> Option<String>) -> Result<Self, Error> {
        let settings = env::read(lookup)?;
        let mut builder = Self::new().credentials(settings.credentials);
        builder.region = settings.region;
        builder.edge = settings.edge;
        Ok(builder)
    }

    /// Sets what the client authenticates with.
    pub fn credentials(mut self, credentials: Credentials) -> Self {
        self.credentials = Some(credentials);
        self
    }

    /// Sets the server, in place of that of the document, region and edge. It may have a path,
    /// which goes before that of each request. Plain http is accepted for loopback only.
    pub fn base_url(mut self, url: impl Into<String>) -> Self {
        self.base_url = Some(url.into());
        self
    }

    /// Sets the region, such as `ie1`: requests go to `<product>.<region>.twilio.com`.
    pub fn region(mut self, region: impl Into<String>) -> Self {
        self.region = Some(region.into());
        self
    }

    /// Sets the edge location, such as `dublin`: requests go to
    /// `<product>.<edge>.<region>.twilio.com`, with the region `us1` where none is set.
    pub fn edge(mut self, edge: impl Into<String>) -> Self {
        self.edge = Some(edge.into());
        self
    }

    /// Limits the time to connect. The default is 10 seconds. Has no effect on an HTTP client
    /// that is passed in.
    pub fn connect_timeout(mut self, timeout: Duration) -> Self {
        self.connect_timeout = timeout;
        self
    }

    /// Limits each call as a whole: all attempts, the pauses between them, and reading the
    /// response. The default is 60 seconds. A list is one call for each page.
    pub fn timeout(mut self, timeout: Duration) -> Self {
        self.timeout = timeout;
        self
    }

    /// Adds the application to the user agent, such as `my-app/1.2`.
    pub fn user_agent_suffix(mut self, suffix: impl Into<String>) -> Self {
        self.user_agent = Some(suffix.into());
        self
    }

    /// Acts for a sub-account, with the credentials of its parent: sends `X-Twilio-AccountSid`.
    pub fn subaccount(mut self, account_sid: impl Into<String>) -> Self {
        self.subaccount = Some(account_sid.into());
        self
    }

    /// Sends a header with every request, such as the key of a gateway. Those that the client
    /// itself sets are refused. `with_header` of a request replaces it for that request.
    pub fn header(mut self, name: impl Into<String>, value: impl Into<String>) -> Self {
        self.headers.push((name.into(), value.into()));
        self
    }

    /// Limits how many requests are under way at once; further ones wait, within their own time
    /// limit. A pause before a retry does not count. There is no limit by default.
    pub fn max_in_flight(mut self, requests: usize) -> Self {
        self.max_in_flight = Some(requests);
        self
    }

    /// Calls a function after every attempt of every call, for metrics and logs.
    ///
    /// It runs on the task of the call, so it must be quick and must not block.
    pub fn on_attempt(mut self, observer: impl Fn(&Attempt<'_>) + Send + Sync + 'static) -> Self {
        self.observer = Some(Observer::new(observer));
        self
    }

    /// Sets when a failed request is sent again.
    pub fn retry(mut self, retry: Retry) -> Self {
        self.retry = retry;
        self
    }

    /// Limits the size of a response body. The default is 16 MiB.
    pub fn max_response_bytes(mut self, bytes: usize) -> Self {
        self.max_response_bytes = bytes;
        self
    }

    /// Uses an HTTP client of the application, for proxies, certificates, or a shared pool. The
    /// simplest way to one is `ClientBuilder::http_builder`.
    ///
    /// Build any other with `reqwest::redirect::Policy::none()`: a redirect that it follows cannot
    /// be stopped from here, only refused afterwards. Its own retries and verbose logging of
    /// connections must be off too; the latter writes credentials to the log.
    ///
    /// This crate turns on rustls in `reqwest` without a provider of cryptography. Where nothing else
    /// in the application brings one, `reqwest` panics as it builds a client of its own; then install
    /// one (`rustls::crypto::ring::default_provider().install_default()`) or turn on its feature
    /// `rustls`.
    pub fn http_client(mut self, client: reqwest::Client) -> Self {
        self.http = Some(client);
        self
    }
}
