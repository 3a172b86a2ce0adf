//! The server that is recorded.
//!
//! Responsible for: its address, and what it is: the vendor's own, or some other one. That follows
//! from the address alone; no flag makes a recording live. Not for: talking to it.

use url::{Host, Url};

use crate::recording::SourceKind;

/// A server.
#[derive(Debug, Clone)]
pub(super) struct Target {
    /// Scheme, host and port, and the path below which the API stands; without a `/` at the end.
    base: String,
    /// The path below which the API stands: empty, or `/prefix`.
    prefix: String,
    /// Its host with port, as it is shown.
    host: String,
    kind: SourceKind,
    loopback: bool,
    /// The address that the document gives for the API: recordings show this one.
    public: String,
}

impl Target {
    /// Reads an address; `server` is the one that the document gives for the API.
    pub(super) fn new(address: &str, server: Option<&str>) -> Result<Self, String> {
        let help = "write it as http://127.0.0.1:4010, or https://… for the vendor's host";
        let url = Url::parse(address).map_err(|error| {
            format!("`{address}` is no address of a server: {error}\n  help: {help}")
        })?;
        let Some(host) = url.host() else {
            return Err(format!("`{address}` names no host\n  help: {help}"));
        };
        if !matches!(url.scheme(), "http" | "https") {
            return Err(format!(
                "`{address}` is neither http nor https\n  help: {help}"
            ));
        }
        if !url.username().is_empty() || url.password().is_some() {
            return Err(
                "the address holds credentials\n  help: put them into TWILIO_ACCOUNT_SID and \
                 TWILIO_AUTH_TOKEN, where no list of processes shows them"
                    .to_owned(),
            );
        }
        if url.query().is_some() || url.fragment().is_some() {
            return Err(format!("`{address}` holds a query\n  help: {help}"));
        }
        let public = server.and_then(|server| Url::parse(server).ok());
        let kind = if public
            .as_ref()
            .is_some_and(|public| is_vendors(&host, public))
        {
            SourceKind::Live
        } else {
            SourceKind::Sandbox
        };
        if kind == SourceKind::Live && url.scheme() != "https" {
            return Err(format!(
                "`{address}` is the vendor's host without TLS: credentials would be readable on the way\n  \
                 help: write https://"
            ));
        }
        let loopback = match host {
            Host::Domain(name) => name == "localhost" || name.ends_with(".localhost"),
            Host::Ipv4(address) => address.is_loopback(),
            Host::Ipv6(address) => address.is_loopback(),
        };
        let origin = url.origin().ascii_serialization();
        let prefix = url.path().trim_end_matches('/').to_owned();
        let host = origin
            .split_once("://")
            .map_or("", |(_, host)| host)
            .to_owned();
        let public = public.map_or_else(
            || "https://api.example".to_owned(),
            |public| public.origin().ascii_serialization(),
        );
        Ok(Self {
            base: format!("{origin}{prefix}"),
            prefix,
            host,
            kind,
            loopback,
            public,
        })
    }

    /// The same server as if it were the vendor's: no test asks that one.
    #[cfg(test)]
    pub(super) fn into_live(mut self) -> Self {
        self.kind = SourceKind::Live;
        self
    }

    /// How strong a recording of it is.
    pub(super) fn kind(&self) -> SourceKind {
        self.kind
    }

    pub(super) fn is_live(&self) -> bool {
        self.kind == SourceKind::Live
    }

    /// Whether it is on this machine, so that no proxy is asked.
    pub(super) fn is_loopback(&self) -> bool {
        self.loopback
    }

    /// Its address, as it is sent to.
    pub(super) fn base(&self) -> &str {
        &self.base
    }

    /// The address that the document gives for the API.
    pub(super) fn public(&self) -> &str {
        &self.public
    }

    /// What a recording says about where it comes from. A port of this machine says nothing and is
    /// another one tomorrow.
    pub(super) fn origin(&self) -> &str {
        if self.loopback {
            "a server on loopback"
        } else {
            &self.host
        }
    }

    /// The whole address of a path.
    pub(super) fn url(&self, path: &str) -> String {
        format!("{}{path}", self.base)
    }

    /// Path and query of an address of this server; `None` for another server's.
    pub(super) fn inside<'u>(&self, url: &'u str) -> Option<&'u str> {
        let rest = url
            .strip_prefix(self.base.as_str())
            .or_else(|| url.strip_prefix(self.public.as_str()))?;
        rest.starts_with('/').then_some(rest)
    }

    /// The path that the document has, of one that was sent.
    pub(super) fn documented<'p>(&self, path: &'p str) -> &'p str {
        path.strip_prefix(self.prefix.as_str())
            .filter(|rest| rest.starts_with('/'))
            .unwrap_or(path)
    }

    /// A text of an answer with the server's address as the public one, so that a recording does
    /// not depend on where the server stood.
    pub(super) fn publish(&self, text: &str) -> String {
        replace_address(text, &self.base, &self.public)
    }
}

/// The text with one address replaced by another, where it is not just the start of a longer one.
pub(super) fn replace_address(text: &str, from: &str, to: &str) -> String {
    if from == to {
        return text.to_owned();
    }
    let mut replaced = String::with_capacity(text.len());
    let mut rest = text;
    while let Some(start) = rest.find(from) {
        let end = start + from.len();
        let goes_on = rest[end..].starts_with(|next: char| {
            next.is_ascii_alphanumeric() || matches!(next, '.' | '-' | ':' | '@')
        });
        replaced.push_str(&rest[..start]);
        replaced.push_str(if goes_on { from } else { to });
        rest = &rest[end..];
    }
    replaced.push_str(rest);
    replaced
}

/// Whether a host is of the domain of the API's own server: `trusthub.dublin.ie1.twilio.com` is.
fn is_vendors(host: &Host<&str>, server: &Url) -> bool {
    let (Host::Domain(host), Some(Host::Domain(server))) = (host, server.host()) else {
        return false;
    };
    let host = host.trim_end_matches('.');
    let mut labels = server.trim_end_matches('.').rsplit('.');
    let (Some(top), Some(name)) = (labels.next(), labels.next()) else {
        return false;
    };
    let domain = format!("{name}.{top}");
    host == domain || host.ends_with(&format!(".{domain}"))
}

#[cfg(test)]
mod tests {
    use super::*;

    const SERVER: Option<&str> = Some("https://trusthub.twilio.com");

    fn target(address: &str) -> Target {
        Target::new(address, SERVER).unwrap_or_else(|error| panic!("{error}"))
    }

    #[test]
    fn only_the_vendors_host_is_live() {
        for address in [
            "https://trusthub.twilio.com",
            "https://trusthub.dublin.ie1.twilio.com/",
            "https://TRUSTHUB.twilio.com.",
            "https://twilio.com",
        ] {
            assert!(target(address).is_live(), "{address}");
        }
        for address in [
            "http://127.0.0.1:4010",
            "http://localhost",
            "https://trusthub.twilio.com.evil.example",
            "https://eviltwilio.com",
            "https://trusthub-twilio.com",
            "http://[::1]:80",
        ] {
            assert!(!target(address).is_live(), "{address}");
        }
        assert!(
            !Target::new("https://trusthub.twilio.com", None)
                .expect("good")
                .is_live()
        );
    }

    #[test]
    fn bad_addresses_are_refused_with_what_to_do() {
        for address in [
            "",
            "localhost:4010",
            "ftp://x",
            "http://user:word@x",
            "http://x?a=b",
            "/v1",
            "http://trusthub.twilio.com",
        ] {
            let error = Target::new(address, SERVER).expect_err(address);
            assert!(error.contains("help: "), "{error}");
            assert!(!error.contains("word"), "{error}");
        }
    }

    #[test]
    fn addresses_are_shown_as_the_public_one() {
        let target = target("http://127.0.0.1:4010/api/");
        assert_eq!(target.url("/v1/X"), "http://127.0.0.1:4010/api/v1/X");
        assert_eq!(target.documented("/api/v1/X"), "/v1/X");
        assert_eq!(
            target.inside("http://127.0.0.1:4010/api/v1/X?a=b"),
            Some("/v1/X?a=b")
        );
        assert_eq!(target.inside("https://trusthub.twilio.com/v1"), Some("/v1"));
        for other in [
            "http://127.0.0.1:40101/v1",
            "https://trusthub.twilio.com.evil.example/v1",
            "/v1",
        ] {
            assert_eq!(target.inside(other), None, "{other}");
        }
        assert_eq!(
            target.publish("a http://127.0.0.1:4010/api/v1 http://127.0.0.1:4010/apis http://127.0.0.1:4010/api"),
            "a https://trusthub.twilio.com/v1 http://127.0.0.1:4010/apis https://trusthub.twilio.com"
        );
    }

    #[test]
    fn the_origin_is_the_same_on_every_port() {
        assert_eq!(
            target("http://127.0.0.1:1").origin(),
            target("http://localhost:2").origin()
        );
        assert_eq!(
            target("https://trusthub.twilio.com").origin(),
            "trusthub.twilio.com"
        );
        assert_eq!(target("http://mock.example:99").origin(), "mock.example:99");
    }
}
