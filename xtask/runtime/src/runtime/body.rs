//! Reading a response body, bounded by bytes that arrive and not by what a header promises.

use reqwest::Response;

/// A body, and how it ended.
pub(crate) enum Body {
    /// All of it.
    Whole(Vec<u8>),
    /// The beginning of one that is larger than allowed.
    TooLarge(Vec<u8>),
    /// The beginning of one that broke off.
    Broken(Vec<u8>, reqwest::Error),
}

/// How much is reserved on the word of a header alone.
const MAX_RESERVED: usize = 256 * 1024;

/// Reads a body up to `max` bytes.
pub(crate) async fn read(response: &mut Response, max: usize) -> Body {
    let promised = response
        .content_length()
        .and_then(|length| usize::try_from(length).ok());
    let mut body = Vec::with_capacity(promised.unwrap_or_default().min(MAX_RESERVED).min(max));
    loop {
        match response.chunk().await {
            Ok(Some(chunk)) if chunk.len() > max - body.len() => {
                body.extend_from_slice(chunk.get(..max - body.len()).unwrap_or_default());
                return Body::TooLarge(body);
            }
            Ok(Some(chunk)) => body.extend_from_slice(&chunk),
            Ok(None) => return Body::Whole(body),
            Err(error) => return Body::Broken(body, error),
        }
    }
}
