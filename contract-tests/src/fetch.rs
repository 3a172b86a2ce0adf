//! Fetches a document over HTTP; `cargo xtask pull` starts it.
//!
//! Responsible for: one GET with limits on time, size and redirects, and for telling what came
//! instead of a document. Not for: whether the document is the right one (`xtask::pull`).
//!
//! Proxies come from the usual environment variables (`HTTPS_PROXY`, `NO_PROXY` …). https needs the
//! cargo feature `pull`, which brings TLS.

use std::error::Error;
use std::time::Duration;

use reqwest::redirect::Policy;
use reqwest::{Client, Response, StatusCode, header};

/// Largest answer that is read; the generator reads no larger file either.
pub const MAX_BYTES: usize = 32 * 1024 * 1024;

/// Redirects that are followed.
pub const MAX_REDIRECTS: usize = 5;

/// Bytes of an answer that an error quotes.
const QUOTED: usize = 200;

/// What the caller allows.
#[derive(Debug, Clone, Copy)]
pub struct Limits {
    /// Until the connection stands.
    pub connect: Duration,
    /// For the whole exchange.
    pub whole: Duration,
    /// Largest answer.
    pub bytes: usize,
}

impl Default for Limits {
    fn default() -> Self {
        Self {
            connect: Duration::from_secs(15),
            whole: Duration::from_secs(120),
            bytes: MAX_BYTES,
        }
    }
}

/// Why there is no document.
#[derive(Debug, thiserror::Error)]
pub enum FetchError {
    /// The client cannot be made, for lack of TLS or certificates.
    #[error("cannot set up the HTTP client: {0}")]
    Client(String),
    /// Nothing came, or it broke off.
    #[error("cannot fetch {url}: {cause}")]
    Transport {
        /// From where.
        url: String,
        /// What happened, from the outside in.
        cause: String,
    },
    /// The server answers with a failure.
    #[error("{url} answers with {status}: {body}")]
    Status {
        /// From where.
        url: String,
        /// The status.
        status: StatusCode,
        /// The beginning of the answer.
        body: String,
    },
    /// A success that is a web page, as proxies and login pages give.
    #[error("{url} answers with a web page, not a document: {body}")]
    Page {
        /// From where.
        url: String,
        /// The beginning of the answer.
        body: String,
    },
    /// The answer is larger than allowed.
    #[error("{url} answers with more than {limit} MiB")]
    TooLarge {
        /// From where.
        url: String,
        /// The limit.
        limit: usize,
    },
    /// The answer is empty.
    #[error("{url} answers with nothing")]
    Empty {
        /// From where.
        url: String,
    },
    /// The answer is no text.
    #[error("{url} answers with bytes that are not UTF-8")]
    NotText {
        /// From where.
        url: String,
    },
}

/// Fetches a document.
///
/// # Errors
/// What came instead of a document.
pub async fn fetch(url: &str, limits: Limits) -> Result<String, FetchError> {
    let transport = |error: &reqwest::Error| FetchError::Transport {
        url: url.to_owned(),
        cause: chain(error),
    };
    let client = client(limits)?;
    let response = client
        .get(url)
        .send()
        .await
        .map_err(|error| transport(&error))?;
    let (status, is_page) = (response.status(), is_page(&response));
    if response
        .content_length()
        .is_some_and(|length| length > limits.bytes as u64)
    {
        return Err(too_large(url, limits));
    }
    let mut response = response;
    let mut bytes = Vec::new();
    // A body that ends before its announced length is an error of the transport here.
    while let Some(chunk) = response.chunk().await.map_err(|error| transport(&error))? {
        bytes.extend_from_slice(&chunk);
        if bytes.len() > limits.bytes {
            return Err(too_large(url, limits));
        }
    }
    let url = url.to_owned();
    if !status.is_success() {
        return Err(FetchError::Status {
            url,
            status,
            body: beginning(&bytes),
        });
    }
    if is_page || looks_like_page(&bytes) {
        return Err(FetchError::Page {
            url,
            body: beginning(&bytes),
        });
    }
    match String::from_utf8(bytes) {
        Ok(text) if text.trim().is_empty() => Err(FetchError::Empty { url }),
        Ok(text) => Ok(text),
        Err(_) => Err(FetchError::NotText { url }),
    }
}

fn client(limits: Limits) -> Result<Client, FetchError> {
    crate::tls::provide();
    let builder = Client::builder()
        .user_agent(concat!("twilio-trusthub-xtask/", env!("CARGO_PKG_VERSION")))
        .connect_timeout(limits.connect)
        .timeout(limits.whole)
        .redirect(Policy::limited(MAX_REDIRECTS));
    builder
        .build()
        .map_err(|error| FetchError::Client(chain(&error)))
}

fn too_large(url: &str, limits: Limits) -> FetchError {
    FetchError::TooLarge {
        url: url.to_owned(),
        limit: limits.bytes / (1024 * 1024),
    }
}

fn is_page(response: &Response) -> bool {
    let kind = response
        .headers()
        .get(header::CONTENT_TYPE)
        .and_then(|kind| kind.to_str().ok());
    kind.is_some_and(|kind| kind.to_ascii_lowercase().starts_with("text/html"))
}

/// Neither YAML nor JSON of a document starts like this.
fn looks_like_page(bytes: &[u8]) -> bool {
    bytes.trim_ascii_start().starts_with(b"<")
}

/// The beginning of an answer on one line.
fn beginning(bytes: &[u8]) -> String {
    let text = String::from_utf8_lossy(&bytes[..bytes.len().min(QUOTED)]);
    let words: Vec<&str> = text
        .split(|c: char| c.is_whitespace() || c.is_control())
        .filter(|word| !word.is_empty())
        .collect();
    if words.is_empty() {
        "(nothing)".to_owned()
    } else {
        words.join(" ")
    }
}

/// An error with its causes, without those that only repeat.
fn chain(error: &dyn Error) -> String {
    let mut parts = vec![error.to_string()];
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
