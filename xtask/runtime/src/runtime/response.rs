//! Responses: as bytes, and decoded.

use std::fmt;
use std::marker::PhantomData;
use std::time::Duration;

use bytes::Bytes;
use reqwest::header::{CONTENT_TYPE, HeaderMap, LOCATION};
use serde::de::{DeserializeOwned, DeserializeSeed};

use super::envelope::Envelope;
use super::error::{DecodeError, Error};
use super::page::{Page, PageSeed};
use super::snippet::{self, encoding};

/// A decoded 2xx response, with what the HTTP layer tells about it.
#[derive(Debug, Clone)]
#[non_exhaustive]
pub struct Response<T> {
    /// The resource or page.
    pub value: T,
    /// The HTTP status.
    pub status: u16,
    /// The response headers.
    pub headers: HeaderMap,
    /// The request id that the server gave, which its support asks for.
    pub request_id: Option<String>,
    /// How often the request was sent.
    pub attempts: u32,
    /// How long the call took, pauses between attempts included.
    pub elapsed: Duration,
}

/// A 2xx response with its body as bytes.
///
/// `Debug` does not show the body, which can hold personal data.
#[derive(Clone)]
#[non_exhaustive]
pub struct RawResponse {
    /// The operation, such as `FetchPolicy`.
    pub operation: &'static str,
    /// The HTTP status.
    pub status: u16,
    /// The response headers.
    pub headers: HeaderMap,
    /// The body as it came, which can be read as a `&[u8]`.
    pub body: Bytes,
    /// The request id that the server gave.
    pub request_id: Option<String>,
    /// How often the request was sent.
    pub attempts: u32,
    /// How long the call took, pauses between attempts included.
    pub elapsed: Duration,
    /// Whether the request can be sent again without harm, by its method.
    pub(crate) repeatable: bool,
}

impl RawResponse {
    /// Decodes the body as JSON.
    ///
    /// # Errors
    ///
    /// `Error::Decode` where the body is not JSON of the expected shape.
    pub fn decode<T: DeserializeOwned>(self) -> Result<Response<T>, Error> {
        let value = self.value(PhantomData)?;
        Ok(self.with(value))
    }

    /// Decodes the body as a page of a list with this layout, or just the name of the member that
    /// holds the items.
    ///
    /// # Errors
    ///
    /// `Error::Decode` where the body is not such a page.
    pub fn decode_page<T: DeserializeOwned>(
        self,
        envelope: impl Into<Envelope>,
    ) -> Result<Response<Page<T>>, Error> {
        let page = self.page(envelope.into())?;
        Ok(self.with(page))
    }

    /// The body as a page of a list.
    pub(crate) fn page<T: DeserializeOwned>(&self, envelope: Envelope) -> Result<Page<T>, Error> {
        self.value(PageSeed::new(envelope))
    }

    /// Ignores the body, for operations that return nothing.
    #[must_use]
    pub fn discard(self) -> Response<()> {
        self.with(())
    }

    /// Decodes the body as JSON, where there is a body.
    ///
    /// # Errors
    ///
    /// `Error::Decode` where there is a body and it is not JSON of the expected shape.
    pub fn decode_optional<T: DeserializeOwned>(self) -> Result<Response<Option<T>>, Error> {
        if self.body.trim_ascii().is_empty() {
            return Ok(self.with(None));
        }
        self.decode()
    }

    /// Returns the URL that a redirection leads to. It is not followed.
    ///
    /// # Errors
    ///
    /// `Error::Decode` where the response names none.
    pub fn location(self) -> Result<Response<String>, Error> {
        let header = self.headers.get(LOCATION);
        let url = header
            .and_then(|value| value.to_str().ok())
            .map(str::to_owned);
        match url.filter(|url| !url.is_empty()) {
            Some(url) => Ok(self.with(url)),
            None => Err(self
                .refusal("the response has no `Location` header with a URL".to_owned())
                .into()),
        }
    }

    /// Returns the body as it came.
    #[must_use]
    pub fn into_bytes(mut self) -> Response<Vec<u8>> {
        let body = std::mem::take(&mut self.body);
        self.with(body.into())
    }

    fn with<T>(self, value: T) -> Response<T> {
        Response {
            value,
            status: self.status,
            headers: self.headers,
            request_id: self.request_id,
            attempts: self.attempts,
            elapsed: self.elapsed,
        }
    }

    /// Decodes straight from the bytes. Only after a failure is the body read a second time, by a
    /// decoder that knows where it is.
    fn value<S, T>(&self, seed: S) -> Result<T, Error>
    where
        S: for<'de> DeserializeSeed<'de, Value = T> + Copy,
    {
        // Some proxies put a byte order mark before the body.
        let body = self
            .body
            .strip_prefix(b"\xEF\xBB\xBF")
            .unwrap_or(&self.body);
        let mut decoder = serde_json::Deserializer::from_slice(body);
        let first = seed
            .deserialize(&mut decoder)
            .and_then(|value| decoder.end().map(|()| value));
        first.map_err(|error| {
            let mut track = serde_path_to_error::Track::new();
            let mut decoder = serde_json::Deserializer::from_slice(body);
            let again = seed
                .deserialize(serde_path_to_error::Deserializer::new(
                    &mut decoder,
                    &mut track,
                ))
                .err();
            let path = if again.is_some() {
                track.path().to_string()
            } else {
                String::new()
            };
            self.decode_error(&path, &error).into()
        })
    }

    fn decode_error(&self, path: &str, error: &serde_json::Error) -> DecodeError {
        let content_type = self
            .headers
            .get(CONTENT_TYPE)
            .and_then(|value| value.to_str().ok());
        let mut described = self.refusal(String::new());
        described.is_garbled = is_garbled(error);
        let start = self.body.trim_ascii_start();
        if start.is_empty() {
            "the body is empty".clone_into(&mut described.reason);
        } else if let Some(encoding) = encoding(&self.headers).filter(|_| error.is_syntax()) {
            described.reason = format!(
                "the body came with content-encoding `{encoding}`, which was not asked for and is not undone here: switch it off in the proxy or server that adds it"
            );
        } else if error.is_data() || matches!(start.first(), Some(b'{' | b'[')) {
            // "." is how the tracker names the whole body, and "?" a place that it does not know.
            if !matches!(path, "." | "?") {
                described.path = snippet::one_line(path.trim_end_matches(".?"), 200);
            }
            described.reason = match error.classify() {
                serde_json::error::Category::Eof => "the JSON ends too early".to_owned(),
                _ => snippet::decoder_message(&error.to_string()),
            };
            described.snippet = Some(snippet::json(&self.body));
        } else if snippet::is_html(content_type, &self.body) {
            described.is_html = true;
            described.reason = match snippet::html_title(&self.body) {
                Some(title) => format!(
                    "an HTML page (\"{title}\"), so from a gateway or proxy, not from the API"
                ),
                None => "an HTML page, so from a gateway or proxy, not from the API".to_owned(),
            };
        } else {
            let kind = snippet::one_line(content_type.unwrap_or("no content type"), 80);
            described.reason = format!("the body is not JSON ({kind}, {} bytes)", self.body.len());
        }
        described
    }

    /// An error about the body of this response.
    pub(crate) fn refusal(&self, reason: String) -> DecodeError {
        DecodeError {
            operation: self.operation,
            status: self.status,
            path: String::new(),
            reason,
            snippet: None,
            is_html: false,
            is_garbled: false,
            attempts: self.attempts,
            elapsed: self.elapsed,
            request_id: self.request_id.clone(),
            repeatable: self.repeatable,
        }
    }
}

/// Whether the text was no JSON, or not all of it. JSON that is only too deep is whole.
fn is_garbled(error: &serde_json::Error) -> bool {
    !error.is_data() && !error.to_string().starts_with("recursion limit")
}

impl fmt::Debug for RawResponse {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("RawResponse")
            .field("operation", &self.operation)
            .field("status", &self.status)
            .field("body_bytes", &self.body.len())
            .field("request_id", &self.request_id)
            .field("attempts", &self.attempts)
            .field("elapsed", &self.elapsed)
            .finish_non_exhaustive()
    }
}
