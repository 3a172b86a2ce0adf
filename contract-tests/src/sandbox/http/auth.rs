//! Who asks.
//!
//! Responsible for: basic and bearer credentials, and the account that they stand for. Not for:
//! keeping secrets; the sandbox has none worth keeping.

use axum::http::request::Parts;
use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;

use crate::sandbox::answer::Refusal;
use crate::sandbox::builder::Settings;

/// Whom the sandbox lets in.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub(crate) enum Accounts {
    /// Everybody who names an account.
    #[default]
    Any,
    /// The configured account with its token.
    Configured,
}

/// Who asks.
#[derive(Debug)]
pub(super) struct Caller {
    pub(super) account: String,
    /// The auth token of the account, where the caller used it: callbacks are signed with it.
    pub(super) token: Option<String>,
}

/// Reads the credentials of a request.
pub(super) fn caller(settings: &Settings, parts: &Parts) -> Result<Caller, Refusal> {
    let header = |name: &str| {
        parts
            .headers
            .get(name)
            .and_then(|value| value.to_str().ok())
    };
    let given = header("authorization").ok_or_else(Refusal::credentials)?;
    let (scheme, rest) = given.split_once(' ').ok_or_else(Refusal::credentials)?;
    let mut caller = if scheme.eq_ignore_ascii_case("bearer") {
        bearer(settings, rest.trim())?
    } else if scheme.eq_ignore_ascii_case("basic") {
        basic(settings, rest.trim())?
    } else {
        return Err(Refusal::credentials());
    };
    // A parent account acts for a sub-account.
    if let Some(account) = header("x-twilio-accountsid") {
        if !is_sid("AC", account) {
            return Err(Refusal::parameter(
                "X-Twilio-AccountSid is not the SID of an account",
            ));
        }
        account.clone_into(&mut caller.account);
        caller.token = None;
    }
    Ok(caller)
}

fn bearer(settings: &Settings, token: &str) -> Result<Caller, Refusal> {
    let known = settings.accounts == Accounts::Any || token == settings.token;
    if token.is_empty() || !known {
        return Err(Refusal::credentials());
    }
    Ok(Caller {
        account: settings.account.clone(),
        token: None,
    })
}

fn basic(settings: &Settings, encoded: &str) -> Result<Caller, Refusal> {
    let decoded = STANDARD.decode(encoded).ok();
    let text = decoded.and_then(|bytes| String::from_utf8(bytes).ok());
    let text = text.ok_or_else(Refusal::credentials)?;
    let (user, password) = text.split_once(':').ok_or_else(Refusal::credentials)?;
    let is_account = is_sid("AC", user);
    let is_known = match settings.accounts {
        Accounts::Any => (is_account || is_sid("SK", user)) && !password.is_empty(),
        Accounts::Configured => user == settings.account && password == settings.token,
    };
    if !is_known {
        return Err(Refusal::credentials());
    }
    Ok(if is_account {
        Caller {
            account: user.to_owned(),
            token: Some(password.to_owned()),
        }
    } else {
        // A key belongs to an account, and no request says to which.
        Caller {
            account: settings.account.clone(),
            token: None,
        }
    })
}

/// Whether a text is a SID with these two letters.
pub(crate) fn is_sid(prefix: &str, text: &str) -> bool {
    text.strip_prefix(prefix)
        .is_some_and(|rest| rest.len() == 32 && rest.bytes().all(|byte| byte.is_ascii_hexdigit()))
}
