//! Who calls: account and token, API key, or bearer token. Secrets never leave this file in text form.

use std::error::Error as StdError;
use std::fmt;

use reqwest::header::AUTHORIZATION;

use super::authorization::{Authorization, TokenSource};
use super::error::InvalidInput;
use super::redacted::Redacted;

/// What the client authenticates with.
///
/// `Debug` shows the account and the kind, never a secret.
#[derive(Clone)]
pub struct Credentials {
    account_sid: Option<String>,
    kind: Kind,
}

#[derive(Clone)]
enum Kind {
    AuthToken(Secret),
    ApiKey { key_sid: String, secret: Secret },
    Bearer(Secret),
    BearerFrom(TokenSource),
}

/// Text that must not be shown.
#[derive(Clone)]
struct Secret(String);

impl fmt::Debug for Secret {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        Redacted.fmt(f)
    }
}

impl Credentials {
    /// Creates credentials of an account SID (`AC…`) and its auth token.
    #[must_use]
    pub fn auth_token(account_sid: impl Into<String>, token: impl Into<String>) -> Self {
        Self {
            account_sid: Some(account_sid.into()),
            kind: Kind::AuthToken(Secret(token.into())),
        }
    }

    /// Creates credentials of an account SID (`AC…`), the SID of an API key (`SK…`) and its secret.
    ///
    /// API keys can be revoked one by one, so they suit servers better than the auth token.
    #[must_use]
    pub fn api_key(
        account_sid: impl Into<String>,
        key_sid: impl Into<String>,
        secret: impl Into<String>,
    ) -> Self {
        Self {
            account_sid: Some(account_sid.into()),
            kind: Kind::ApiKey {
                key_sid: key_sid.into(),
                secret: Secret(secret.into()),
            },
        }
    }

    /// Creates credentials of an OAuth access token. It is not renewed.
    #[must_use]
    pub fn bearer(token: impl Into<String>) -> Self {
        Self {
            account_sid: None,
            kind: Kind::Bearer(Secret(token.into())),
        }
    }

    /// Creates credentials of OAuth access tokens that a function gives, such as one that asks for
    /// a new token shortly before the old one ends.
    ///
    /// The function is called before every attempt, within the time limit of the call, and from
    /// several tasks at once: it should keep its token for as long as that is valid. An error that
    /// it returns ends the call with `TransportKind::Credentials`; its text is shown in ours, so
    /// it must not hold a secret.
    #[must_use]
    pub fn bearer_from<F, R, E>(source: F) -> Self
    where
        F: Fn() -> R + Send + Sync + 'static,
        R: Future<Output = Result<String, E>> + Send + 'static,
        E: Into<Box<dyn StdError + Send + Sync>>,
    {
        Self {
            account_sid: None,
            kind: Kind::BearerFrom(TokenSource::new(source)),
        }
    }

    /// Returns the account SID, where the credentials have one.
    #[must_use]
    pub fn account_sid(&self) -> Option<&str> {
        self.account_sid.as_deref()
    }

    /// What is wrong with the credentials. No text here contains any of them.
    pub(crate) fn problems(&self) -> Vec<InvalidInput> {
        let mut problems = Vec::new();
        if let Some(sid) = &self.account_sid {
            problems.extend(check_user("account SID", "AC", sid));
        }
        problems.extend(match &self.kind {
            Kind::AuthToken(token) => check_secret("auth token", &token.0),
            Kind::ApiKey { key_sid, secret } => check_user("API key SID", "SK", key_sid)
                .or_else(|| check_secret("API key secret", &secret.0)),
            Kind::Bearer(token) => check_secret("bearer token", &token.0),
            Kind::BearerFrom(_) => None,
        });
        problems
    }

    /// What authorizes requests. A fixed header is marked sensitive, so that no layer below prints it.
    pub(crate) fn authorization(
        &self,
        http: &reqwest::Client,
    ) -> Result<Authorization, InvalidInput> {
        // reqwest's request builder does the base64 and the marking; the request is never sent.
        let request = http.get("http://localhost");
        let account_sid = self.account_sid.as_deref().unwrap_or_default();
        let request = match &self.kind {
            Kind::AuthToken(token) => request.basic_auth(account_sid, Some(&token.0)),
            Kind::ApiKey { key_sid, secret } => request.basic_auth(key_sid, Some(&secret.0)),
            Kind::Bearer(token) => request.bearer_auth(&token.0),
            Kind::BearerFrom(source) => return Ok(Authorization::Source(source.clone())),
        };
        request
            .build()
            .ok()
            .and_then(|request| request.headers().get(AUTHORIZATION).cloned())
            .map(|mut value| {
                value.set_sensitive(true);
                Authorization::Fixed(value)
            })
            .ok_or_else(|| InvalidInput::new("credentials", "cannot be sent in an HTTP header"))
    }
}

/// SIDs of users are checked by prefix: swapped variables are the most frequent mistake.
fn check_user(name: &'static str, prefix: &str, value: &str) -> Option<InvalidInput> {
    let reason = if value.is_empty() {
        "is empty".to_owned()
    } else if !is_user(prefix, value) {
        format!("must be `{prefix}`, followed by letters and digits")
    } else {
        return None;
    };
    Some(InvalidInput::new(name, reason))
}

pub(super) fn is_user(prefix: &str, value: &str) -> bool {
    let rest = value.strip_prefix(prefix).unwrap_or_default();
    !rest.is_empty() && rest.bytes().all(|b| b.is_ascii_alphanumeric())
}

/// A SID is no secret, but what stands in its place may be one.
fn shown_user<'a>(prefix: &str, value: &'a str) -> &'a str {
    if is_user(prefix, value) {
        value
    } else {
        "[redacted]"
    }
}

pub(super) fn check_secret(name: &'static str, value: &str) -> Option<InvalidInput> {
    let reason = if value.is_empty() {
        "is empty"
    } else if value.chars().any(|c| c.is_whitespace() || c.is_control()) {
        "contains a space or a line break, as a value read from a file often does"
    } else if !value.is_ascii() {
        "contains characters outside of ASCII"
    } else {
        return None;
    };
    Some(InvalidInput::new(name, reason))
}

impl fmt::Debug for Credentials {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let mut shown = f.debug_struct("Credentials");
        shown.field(
            "account_sid",
            &self.account_sid.as_deref().map(|sid| shown_user("AC", sid)),
        );
        match &self.kind {
            Kind::AuthToken(token) => shown.field("auth_token", token),
            Kind::ApiKey { key_sid, secret } => shown
                .field("key_sid", &shown_user("SK", key_sid))
                .field("secret", secret),
            Kind::Bearer(token) => shown.field("bearer", token),
            Kind::BearerFrom(_) => shown.field("bearer", &"from a function"),
        };
        shown.finish()
    }
}
