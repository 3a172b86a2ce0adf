//! Where requests go: base URL, region and edge, and which page URLs may be followed.
//!
//! Credentials are sent to the origin that is decided here and to no other.

use reqwest::Url;

use super::error::InvalidInput;

/// Which server is used in place of the document's.
#[derive(Debug, Clone, Default)]
pub(crate) struct Servers {
    pub(crate) base: Option<Url>,
    pub(crate) region: Option<String>,
    pub(crate) edge: Option<String>,
}

impl Servers {
    /// The URL that the paths of requests are appended to.
    pub(crate) fn base(&self, server: &str) -> Result<Url, InvalidInput> {
        if let Some(base) = &self.base {
            return Ok(base.clone());
        }
        let mut url = parse_base("server", server)?;
        if self.region.is_some() || self.edge.is_some() {
            let host = url.host_str().unwrap_or_default().to_owned();
            let host = self
                .regional_host(&host)
                .ok_or_else(|| InvalidInput::new("region", "cannot be applied to this server"))?;
            url.set_host(Some(&host))
                .map_err(|_| InvalidInput::new("region", "does not make a valid host name"))?;
        }
        Ok(url)
    }

    /// `<product>.<edge>.<region>.<domain>`: an edge without a region is one of `us1`.
    fn regional_host(&self, host: &str) -> Option<String> {
        let labels: Vec<&str> = host.split('.').collect();
        let (product, known_edge, known_region, domain) = match *labels.as_slice() {
            [product, name, tld] => (product, None, None, [name, tld]),
            [product, region, name, tld] => (product, None, Some(region), [name, tld]),
            [product, edge, region, name, tld] => (product, Some(edge), Some(region), [name, tld]),
            _ => return None,
        };
        let edge = self.edge.as_deref().or(known_edge);
        let region = self
            .region
            .as_deref()
            .or(known_region)
            .or(edge.map(|_| "us1"));
        let labels = [
            Some(product),
            edge,
            region,
            Some(domain[0]),
            Some(domain[1]),
        ];
        Some(labels.into_iter().flatten().collect::<Vec<_>>().join("."))
    }

    /// The URL of a request: base, encoded path, encoded query.
    pub(crate) fn url(&self, server: &str, path: &str, query: &str) -> Result<Url, InvalidInput> {
        let mut url = self.base(server)?;
        let path = format!("{}{path}", url.path().trim_end_matches('/'));
        url.set_path(&path);
        // The parser resolves dots. If it changed anything, the request would reach another resource.
        if url.path() != path {
            return Err(InvalidInput::new(
                "path",
                "would be changed by URL normalization",
            ));
        }
        url.set_query(Some(query).filter(|query| !query.is_empty()));
        Ok(url)
    }

    /// The URL of a page that a server named, if it may be followed.
    ///
    /// It must have the origin that requests go to, or that of the document's own server: then
    /// only its path and query are taken. So paging also works through a gateway or a mock that
    /// passes bodies on unchanged, and nothing is sent anywhere else. A link without an origin is
    /// one of the document's server: the API does not know under which path a gateway serves it.
    pub(crate) fn page_url(&self, server: &str, page: &str) -> Result<Url, InvalidInput> {
        let base = self.base(server)?;
        // The usual case first: a whole URL of the server that is in use.
        let whole = match Url::parse(page) {
            Ok(url) if url.origin() == base.origin() => return without_secrets(url),
            whole => whole.ok(),
        };
        // The document may name no server at all, then the client's is the only one.
        let document = Url::parse(server).unwrap_or_else(|_| base.clone());
        let url = match whole {
            Some(url) => url,
            None => document
                .join(page)
                .map_err(|_| InvalidInput::new("page URL", "is not a valid URL"))?,
        };
        let url = without_secrets(url)?;
        if url.origin() == document.origin() {
            // The path of the base stands in place of the document's.
            let own = document.path().trim_end_matches('/');
            let below = url.path().strip_prefix(own);
            let path = below
                .filter(|path| path.starts_with('/'))
                .unwrap_or(url.path());
            return self.url(server, path, url.query().unwrap_or_default());
        }
        Err(InvalidInput::new(
            "page URL",
            format!(
                "leads to {}, and credentials are sent only to {}",
                shown_origin(&url),
                shown_origin(&base)
            ),
        ))
    }
}

/// A page URL without its fragment, which is never sent; one with a password is refused.
fn without_secrets(mut url: Url) -> Result<Url, InvalidInput> {
    if !url.username().is_empty() || url.password().is_some() {
        let reason = "contains a user name or password";
        return Err(InvalidInput::new("page URL", reason));
    }
    url.set_fragment(None);
    Ok(url)
}

/// Scheme, host and port, for messages.
pub(crate) fn shown_origin(url: &Url) -> String {
    super::snippet::one_line(&url.origin().ascii_serialization(), 120)
}

/// Checks a base URL. Its text is not shown: it may hold a password.
pub(crate) fn parse_base(name: &'static str, text: &str) -> Result<Url, InvalidInput> {
    let refuse = |reason: &'static str| Err(InvalidInput::new(name, reason));
    let Ok(url) = Url::parse(text) else {
        return refuse("is not a valid URL, such as `https://trusthub.twilio.com`");
    };
    if !url.username().is_empty() || url.password().is_some() {
        return refuse("contains a user name or password; give credentials to the builder");
    }
    if url.query().is_some() || url.fragment().is_some() {
        return refuse("contains a query or a fragment");
    }
    match url.scheme() {
        "https" => Ok(url),
        "http" if is_loopback(&url) => Ok(url),
        "http" => refuse("must be https: credentials would be readable; http is for loopback only"),
        _ => refuse("must be an https URL"),
    }
}

/// Whether a URL names this machine.
pub(crate) fn is_loopback(url: &Url) -> bool {
    let host = url.host_str().unwrap_or_default();
    let host = host.trim_start_matches('[').trim_end_matches(']');
    match host.parse::<std::net::IpAddr>() {
        Ok(address) => address.is_loopback(),
        Err(_) => host == "localhost" || host.ends_with(".localhost"),
    }
}

/// Checks a region or edge, which becomes one label of a host name.
pub(crate) fn check_label(name: &'static str, label: &str) -> Result<(), InvalidInput> {
    let valid = !label.is_empty()
        && label.len() <= 63
        && label
            .bytes()
            .all(|b| b.is_ascii_alphanumeric() || b == b'-')
        && !label.starts_with('-')
        && !label.ends_with('-');
    if valid {
        Ok(())
    } else {
        Err(InvalidInput::new(
            name,
            "must be letters, digits and hyphens, such as `ie1` or `dublin`",
        ))
    }
}
