//! The signature: HMAC-SHA1 with the auth token, over the URL and the sorted form fields.

use std::fmt;

use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;
use hmac::{Hmac, KeyInit as _, Mac as _};
use sha1::Sha1;

use super::super::credentials::check_secret;
use super::super::error::{Error, InvalidInput};
use super::super::redacted::Redacted;
use super::callback::StatusCallback;
use super::error::WebhookError;
use super::url::candidates;

/// Checks that requests come from the vendor. Cheap to clone; make one and keep it.
#[derive(Clone)]
pub struct Validator {
    /// One key, or two while the token is changed.
    keys: Vec<Hmac<Sha1>>,
}

impl Validator {
    /// Creates a validator from the auth token of the account that the callbacks are about.
    ///
    /// # Errors
    ///
    /// `Error::InvalidInput` where the token is empty or holds spaces: whoever knows the algorithm
    /// could sign for an empty one.
    pub fn new(auth_token: impl AsRef<str>) -> Result<Self, Error> {
        Ok(Self {
            keys: vec![key(auth_token.as_ref())?],
        })
    }

    /// Accepts signatures of a second token too, for the time in which the token is changed.
    ///
    /// # Errors
    ///
    /// Those of `new`.
    pub fn or(mut self, auth_token: impl AsRef<str>) -> Result<Self, Error> {
        self.keys.push(key(auth_token.as_ref())?);
        Ok(self)
    }

    /// Checks a form `POST` and returns its fields, in the order in which they came.
    ///
    /// `url` is the whole URL that the vendor was given, with its query; `body` is the form as it
    /// came; `signature` is the value of the header `X-Twilio-Signature`. A `GET` has an empty body.
    ///
    /// # Errors
    ///
    /// `WebhookError::WrongSignature`. How long the check takes tells nothing about the right one.
    pub fn form(
        &self,
        url: &str,
        body: &[u8],
        signature: &str,
    ) -> Result<Vec<(String, String)>, WebhookError> {
        let fields: Vec<(String, String)> = form_urlencoded::parse(body).into_owned().collect();
        let signature = STANDARD
            .decode(signature)
            .map_err(|_| WebhookError::WrongSignature)?;
        let candidates = candidates(url);
        let genuine = self.keys.iter().any(|key| {
            candidates.iter().any(|url| {
                // Compares in constant time.
                mac(key, url, &fields).verify_slice(&signature).is_ok()
            })
        });
        if genuine {
            Ok(fields)
        } else {
            Err(WebhookError::WrongSignature)
        }
    }

    /// Checks a status callback and returns what it says. The arguments are those of `form`.
    ///
    /// # Errors
    ///
    /// Those of `form`, and `WebhookError::MissingField`.
    pub fn status_callback(
        &self,
        url: &str,
        body: &[u8],
        signature: &str,
    ) -> Result<StatusCallback, WebhookError> {
        StatusCallback::read(self.form(url, body, signature)?)
    }

    /// Returns the signature of a form `POST`, for tests of an application's own endpoint.
    #[must_use]
    pub fn sign(&self, url: &str, body: &[u8]) -> String {
        let fields: Vec<(String, String)> = form_urlencoded::parse(body).into_owned().collect();
        let first = self.keys.first();
        first.map_or_else(String::new, |key| {
            STANDARD.encode(mac(key, url, &fields).finalize().into_bytes())
        })
    }
}

/// Shows no key.
impl fmt::Debug for Validator {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Validator")
            .field("auth_token", &Redacted)
            .finish_non_exhaustive()
    }
}

fn key(auth_token: &str) -> Result<Hmac<Sha1>, InvalidInput> {
    if let Some(problem) = check_secret("auth token", auth_token) {
        return Err(problem);
    }
    Hmac::new_from_slice(auth_token.as_bytes())
        .map_err(|_| InvalidInput::new("auth token", "cannot be a key"))
}

/// URL, then each name followed by its values: names in byte order, values sorted and without
/// repeats, nothing between them.
fn mac(key: &Hmac<Sha1>, url: &str, fields: &[(String, String)]) -> Hmac<Sha1> {
    let mut mac = key.clone();
    mac.update(url.as_bytes());
    let mut sorted: Vec<&(String, String)> = fields.iter().collect();
    sorted.sort();
    sorted.dedup();
    for (name, value) in sorted {
        mac.update(name.as_bytes());
        mac.update(value.as_bytes());
    }
    mac
}
