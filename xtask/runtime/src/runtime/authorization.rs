//! The `Authorization` header: one value for all requests, or a new one for each attempt.

use std::error::Error as StdError;
use std::pin::Pin;
use std::sync::Arc;

use reqwest::header::HeaderValue;

use super::credentials::check_secret;
use super::error::InvalidInput;

/// What authorizes requests.
pub(crate) enum Authorization {
    /// The same value for all, marked sensitive.
    Fixed(HeaderValue),
    /// A bearer token that is asked for before each attempt.
    Source(TokenSource),
}

type Failed = Box<dyn StdError + Send + Sync>;
type Token = Pin<Box<dyn Future<Output = Result<String, Failed>> + Send>>;

/// A function that gives bearer tokens.
#[derive(Clone)]
pub(crate) struct TokenSource(Arc<dyn Fn() -> Token + Send + Sync>);

impl TokenSource {
    pub(crate) fn new<F, R, E>(source: F) -> Self
    where
        F: Fn() -> R + Send + Sync + 'static,
        R: Future<Output = Result<String, E>> + Send + 'static,
        E: Into<Failed>,
    {
        Self(Arc::new(move || {
            let token = source();
            Box::pin(async move { token.await.map_err(Into::into) })
        }))
    }

    /// Asks for a token.
    pub(crate) async fn token(&self) -> Result<String, Failed> {
        (self.0)().await
    }
}

/// The header value of a bearer token, marked sensitive so that no layer below prints it.
pub(crate) fn bearer(token: &str) -> Result<HeaderValue, InvalidInput> {
    const NAME: &str = "bearer token";
    if let Some(problem) = check_secret(NAME, token) {
        return Err(problem);
    }
    let mut value = HeaderValue::from_str(&format!("Bearer {token}"))
        .map_err(|_| InvalidInput::new(NAME, "cannot be sent in an HTTP header"))?;
    value.set_sensitive(true);
    Ok(value)
}
