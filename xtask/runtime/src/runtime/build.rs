//! Turning settings into a client. All of them are checked, so that one error names all that is
//! wrong.

use std::error::Error as StdError;
use std::time::Duration;

use reqwest::header::{HeaderMap, HeaderValue};
use tokio::sync::Semaphore;

use super::client::{Client, Inner};
use super::config::ClientBuilder;
use super::credentials::is_user;
use super::error::{Error, InvalidInput, TransportError, TransportKind};
use super::server::{Servers, check_label, is_loopback, parse_base};
use super::{headers, tls};

impl ClientBuilder {
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
        let headers = extra_headers(&self.headers, &mut problems);
        let in_flight = in_flight(self.max_in_flight, &mut problems);
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
            authorization: credentials.authorization(&http)?,
            account_sid: credentials.account_sid().map(str::to_owned),
            can_tls: tls::AVAILABLE || !own_http,
            http,
            servers,
            timeout: self.timeout,
            user_agent,
            subaccount,
            headers,
            in_flight,
            observer: self.observer,
            retry: self.retry,
            max_response_bytes: self.max_response_bytes,
        }))
    }

    /// Starts an HTTP client as this crate makes its own, for `http_client`: with the TLS of the
    /// chosen feature, 10 seconds to connect, and without redirects and repeats. Add a proxy, a
    /// resolver, or what else `reqwest` can set; only its settings of TLS have no effect.
    ///
    /// # Errors
    ///
    /// `Error::Transport` where TLS cannot be set up.
    pub fn http_builder() -> Result<reqwest::ClientBuilder, Error> {
        let connect_timeout = Self::new().connect_timeout;
        tls::configure(base_http().connect_timeout(connect_timeout), false).map_err(setup_failed)
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
    ) -> Result<reqwest::Client, Box<dyn StdError + Send + Sync>> {
        let mut builder = base_http().connect_timeout(self.connect_timeout);
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

/// What holds for every HTTP client of this crate.
fn base_http() -> reqwest::ClientBuilder {
    reqwest::Client::builder()
        // A redirect would carry form data, and on the same host credentials, elsewhere.
        .redirect(reqwest::redirect::Policy::none())
        .referer(false)
        // Servers drop connections that idle for a minute. A POST that meets a dropped one
        // fails and cannot be repeated, so they are given up before.
        .pool_idle_timeout(Duration::from_secs(30))
        // Attempts are counted and reported here, so nothing below may add some.
        .retry(reqwest::retry::never())
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
    if !is_user("AC", sid) {
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

/// Headers of every request. They are marked sensitive: most are keys of a gateway.
fn extra_headers(given: &[(String, String)], problems: &mut Vec<InvalidInput>) -> HeaderMap {
    let mut map = HeaderMap::new();
    for (name, value) in given {
        match headers::check(name, value) {
            Ok((name, mut value)) => {
                value.set_sensitive(true);
                map.insert(name, value);
            }
            Err(problem) => problems.push(problem),
        }
    }
    map
}

fn in_flight(limit: Option<usize>, problems: &mut Vec<InvalidInput>) -> Option<Semaphore> {
    let limit = limit?;
    if limit == 0 {
        problems.push(InvalidInput::new(
            "max_in_flight",
            "is 0: no request could ever be sent",
        ));
    }
    // More than the semaphore can count is as good as no limit.
    Some(Semaphore::new(limit.min(Semaphore::MAX_PERMITS)))
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

fn setup_failed(source: Box<dyn StdError + Send + Sync>) -> Error {
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
