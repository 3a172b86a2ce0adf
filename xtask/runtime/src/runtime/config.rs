//! Building a client: every setting, checked together, so that one error names all that is wrong.

use std::fmt;
use std::time::Duration;

use reqwest::header::HeaderValue;

use super::client::{Client, Inner};
use super::credentials::Credentials;
use super::error::{Error, InvalidInput, TransportError, TransportKind};
use super::retry::Retry;
use super::server::{Servers, check_label, is_loopback, parse_base};
use super::{env, headers, tls};

/// Builds a `Client`.
#[derive(Clone)]
#[must_use]
pub struct ClientBuilder {
    credentials: Option<Credentials>,
    base_url: Option<String>,
    region: Option<String>,
    edge: Option<String>,
    connect_timeout: Duration,
    timeout: Duration,
    user_agent: Option<String>,
    subaccount: Option<String>,
    retry: Retry,
    max_response_bytes: usize,
    http: Option<reqwest::Client>,
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
            retry: Retry::default(),
            max_response_bytes: 16 * 1024 * 1024,
            http: None,
        }
    }
}

/// Shows neither a base URL that was not checked yet, which may hold a password, nor the HTTP
/// client, which may hold headers.
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

    /// Uses an HTTP client of the application, for proxies, certificates, or a shared pool.
    ///
    /// Build it with `reqwest::redirect::Policy::none()`: a redirect that it follows cannot be
    /// stopped from here, only refused afterwards. Its own retries and verbose logging of
    /// connections must be off too; the latter writes credentials to the log.
    pub fn http_client(mut self, client: reqwest::Client) -> Self {
        self.http = Some(client);
        self
    }

    /// Builds the client. Does no I/O apart from reading the root certificates of the system.
    ///
    /// # Errors
    ///
    /// `Error::InvalidInput` which names every setting that is missing or not valid, and
    /// `Error::Transport` where TLS cannot be set up.
    pub fn build(self) -> Result<Client, Error> {
        let mut problems = Vec::new();
        let servers = self.servers(&mut problems);
        let user_agent = user_agent(self.user_agent.as_deref(), &mut problems);
        let subaccount = subaccount(self.subaccount.as_deref(), &mut problems);
        match &self.credentials {
            None => problems.push(InvalidInput::new(
                "credentials",
                "are not set: give them to the builder or use `from_env`",
            )),
            Some(credentials) => problems.extend(credentials.problems()),
        }
        let (true, Some(credentials)) = (problems.is_empty(), self.credentials.as_ref()) else {
            return Err(all(problems).into());
        };
        let own_http = self.http.is_none();
        let http = match &self.http {
            Some(http) => http.clone(),
            None => self.own_http(&servers).map_err(setup_failed)?,
        };
        Ok(Client::from_inner(Inner {
            authorization: credentials.header(&http)?,
            account_sid: credentials.account_sid().map(str::to_owned),
            can_tls: tls::AVAILABLE || !own_http,
            http,
            servers,
            timeout: self.timeout,
            user_agent,
            subaccount,
            retry: self.retry,
            max_response_bytes: self.max_response_bytes,
        }))
    }

    fn servers(&self, problems: &mut Vec<InvalidInput>) -> Servers {
        for (name, label) in [("region", &self.region), ("edge", &self.edge)] {
            problems.extend(
                label
                    .as_deref()
                    .and_then(|label| check_label(name, label).err()),
            );
        }
        let base = match self
            .base_url
            .as_deref()
            .map(|url| parse_base("base_url", url))
        {
            None => None,
            Some(Ok(url)) => Some(url),
            Some(Err(problem)) => {
                problems.push(problem);
                None
            }
        };
        Servers {
            base,
            region: self.region.clone(),
            edge: self.edge.clone(),
        }
    }

    fn own_http(
        &self,
        servers: &Servers,
    ) -> Result<reqwest::Client, Box<dyn std::error::Error + Send + Sync>> {
        let mut builder = reqwest::Client::builder()
            .connect_timeout(self.connect_timeout)
            // A redirect would carry form data, and on the same host credentials, elsewhere.
            .redirect(reqwest::redirect::Policy::none())
            .referer(false)
            // Servers drop connections that idle for a minute. A POST that meets a dropped one
            // fails and cannot be repeated, so they are given up before.
            .pool_idle_timeout(Duration::from_secs(30))
            // Attempts are counted and reported here, so nothing below may add some.
            .retry(reqwest::retry::never());
        if servers.base.as_ref().is_some_and(is_loopback) {
            // A proxy of the environment is not meant for this machine and would see credentials.
            builder = builder.no_proxy();
        }
        let plain = servers
            .base
            .as_ref()
            .is_some_and(|base| base.scheme() == "http");
        Ok(tls::configure(builder, plain)?.build()?)
    }
}

fn user_agent(suffix: Option<&str>, problems: &mut Vec<InvalidInput>) -> HeaderValue {
    const OWN: &str = concat!(env!("CARGO_PKG_NAME"), "/", env!("CARGO_PKG_VERSION"));
    if let Some(suffix) = suffix {
        match headers::value_of(&format!("{OWN} {suffix}")) {
            Some(value) => return value,
            None => problems.push(InvalidInput::new("user_agent_suffix", headers::BAD_VALUE)),
        }
    }
    HeaderValue::from_static(OWN)
}

fn subaccount(sid: Option<&str>, problems: &mut Vec<InvalidInput>) -> Option<HeaderValue> {
    let sid = sid?;
    if !sid.starts_with("AC") || !sid.bytes().all(|b| b.is_ascii_alphanumeric()) {
        problems.push(InvalidInput::new(
            "subaccount",
            "must be an account SID: `AC`, letters and digits",
        ));
        return None;
    }
    headers::check("x-twilio-accountsid", sid)
        .ok()
        .map(|(_, value)| value)
}

/// Joins problems, so that one run shows all of them.
fn all(mut problems: Vec<InvalidInput>) -> InvalidInput {
    if problems.len() == 1 {
        return problems.remove(0);
    }
    let texts: Vec<String> = problems.iter().map(ToString::to_string).collect();
    InvalidInput::new(
        "configuration",
        format!("has {} problems: {}", texts.len(), texts.join("; ")),
    )
}

fn setup_failed(source: Box<dyn std::error::Error + Send + Sync>) -> Error {
    TransportError {
        operation: "ClientBuilder::build",
        kind: TransportKind::Setup,
        attempts: 0,
        elapsed: Duration::ZERO,
        request_id: None,
        retryable: false,
        repeatable: false,
        source: Some(source),
    }
    .into()
}
