//! Configuration from environment variables, through a lookup so that it can be tested.

use super::credentials::Credentials;
use super::error::InvalidInput;

const ACCOUNT: &str = "TWILIO_ACCOUNT_SID";
const TOKEN: &str = "TWILIO_AUTH_TOKEN";
const KEY: &str = "TWILIO_API_KEY";
const SECRET: &str = "TWILIO_API_SECRET";
const REGION: &str = "TWILIO_REGION";
const EDGE: &str = "TWILIO_EDGE";

/// What the variables say.
pub(crate) struct Settings {
    pub(crate) credentials: Credentials,
    pub(crate) region: Option<String>,
    pub(crate) edge: Option<String>,
}

/// Reads all variables, and names every one that is missing in one error.
pub(crate) fn read(lookup: impl Fn(&str) -> Option<String>) -> Result<Settings, InvalidInput> {
    // An empty variable is how many systems spell "not set".
    let get = |name| lookup(name).filter(|value| !value.is_empty());
    let (account, token, key, secret) = (get(ACCOUNT), get(TOKEN), get(KEY), get(SECRET));
    let mut missing = Vec::new();
    if account.is_none() {
        missing.push(ACCOUNT.to_owned());
    }
    match (&token, &key, &secret) {
        (_, Some(_), Some(_)) | (Some(_), _, _) => {}
        (None, Some(_), None) => missing.push(format!("{SECRET} (as {KEY} is set)")),
        (None, None, Some(_)) => missing.push(format!("{KEY} (as {SECRET} is set)")),
        (None, None, None) => missing.push(format!("{TOKEN} (or {KEY} and {SECRET})")),
    }
    let credentials = match (account, token, key, secret) {
        // A complete key pair is the more deliberate setting, and the one with fewer rights.
        (Some(account), _, Some(key), Some(secret)) => Credentials::api_key(account, key, secret),
        (Some(account), Some(token), _, _) => Credentials::auth_token(account, token),
        _ => {
            let plural = if missing.len() == 1 {
                "variable"
            } else {
                "variables"
            };
            let reason = format!("lacks the {plural} {}", missing.join(" and "));
            return Err(InvalidInput::new("environment", reason));
        }
    };
    Ok(Settings {
        credentials,
        region: get(REGION),
        edge: get(EDGE),
    })
}
