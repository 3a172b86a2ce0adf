//! For tests of applications: resources without an API, and a client on a local server.
//!
//! Not for production code: turn the feature `testing` on among the dev-dependencies.
//!
//! ```text
//! let profile: CustomerProfile = testing::sample(json!({ "status": "twilio-approved" }))?;
//! let client = testing::client(&mock_server.url())?;
//! ```

use std::time::Duration;

use serde::de::DeserializeOwned;
use serde_json::{Value, json};

use super::client::Client;
use super::credentials::Credentials;
use super::error::{Error, InvalidInput};
use super::retry::Retry;

/// The account SID of the clients that `client` makes.
pub const ACCOUNT_SID: &str = "AC00000000000000000000000000000000";
/// The auth token of the clients that `client` makes; it opens nothing.
pub const AUTH_TOKEN: &str = "test-auth-token";

/// Creates a client of a local server, such as `http://127.0.0.1:5000`: with made-up credentials,
/// short limits, and pauses of a millisecond between attempts.
///
/// # Errors
///
/// `Error::InvalidInput` where the URL is not valid, or is http and not of this machine.
pub fn client(base_url: impl Into<String>) -> Result<Client, Error> {
    let pause = Duration::from_millis(1);
    Client::builder()
        .credentials(Credentials::auth_token(ACCOUNT_SID, AUTH_TOKEN))
        .base_url(base_url)
        .connect_timeout(Duration::from_secs(2))
        .timeout(Duration::from_secs(10))
        .retry(Retry::new().base_delay(pause).max_delay(pause))
        .build()
}

/// Makes a value of any type of this crate from its JSON, although structs cannot be written out:
/// the API may add members, so they are `#[non_exhaustive]`.
///
/// # Errors
///
/// `Error::InvalidInput` which names the member that does not fit.
pub fn from_json<T: DeserializeOwned>(json: Value) -> Result<T, Error> {
    decode(json).map_err(|(path, reason)| problem::<T>(&path, &reason).into())
}

/// Makes a value of any type of this crate from only those members that matter to a test.
///
/// What is missing and required is filled in: text is empty, numbers are 0, lists and objects are
/// empty, dates are 1970-01-01. Optional members stay out. The same on every run.
///
/// # Errors
///
/// `Error::InvalidInput` which names the member that does not fit.
pub fn sample<T: DeserializeOwned>(members: Value) -> Result<T, Error> {
    let mut json = members;
    // Each round fills in one member.
    for _ in 0..MAX_MEMBERS {
        let (path, reason) = match decode(json.clone()) {
            Ok(value) => return Ok(value),
            Err(failure) => failure,
        };
        let filled = missing(&reason).is_some_and(|name| fill::<T>(&mut json, &path, name));
        if !filled {
            return Err(problem::<T>(&path, &reason).into());
        }
    }
    Err(problem::<T>("", "has too many members").into())
}

const MAX_MEMBERS: usize = 1000;

fn decode<T: DeserializeOwned>(json: Value) -> Result<T, (String, String)> {
    serde_path_to_error::deserialize(json).map_err(|error| {
        let path = error.path().to_string();
        (path, error.into_inner().to_string())
    })
}

/// The member that serde names in "missing field `sid`".
fn missing(reason: &str) -> Option<&str> {
    reason
        .strip_prefix("missing field `")?
        .split_once('`')
        .map(|(name, _)| name)
}

/// Puts the first value into a missing member that its type does not refuse.
fn fill<T: DeserializeOwned>(json: &mut Value, path: &str, name: &str) -> bool {
    let candidates = [
        json!(""),
        json!("1970-01-01T00:00:00Z"),
        json!("1970-01-01"),
        json!(0),
        json!(false),
        json!([]),
        json!({}),
    ];
    let own = if path == "." {
        name.to_owned()
    } else {
        format!("{path}.{name}")
    };
    for candidate in candidates {
        let Some(Value::Object(object)) = at(json, path) else {
            return false;
        };
        object.insert(name.to_owned(), candidate);
        let refused = match decode::<T>(json.clone()) {
            Ok(_) => return true,
            // A type that is refused is named where it stands; a missing member of an object
            // that was filled in is one for the next round.
            Err((at, reason)) => at == own && missing(&reason).is_none(),
        };
        // Where members are buffered, the path ends above the member.
        let still = decode::<T>(json.clone())
            .err()
            .is_some_and(|(at, reason)| at == path && missing(&reason).is_none());
        if !refused && !still {
            return true;
        }
    }
    false
}

/// The value at a path such as `results[3].status`.
fn at<'a>(json: &'a mut Value, path: &str) -> Option<&'a mut Value> {
    let mut value = json;
    for part in path.split(['.', '[']).filter(|part| !part.is_empty()) {
        value = match part.strip_suffix(']') {
            Some(index) => value.get_mut(index.parse::<usize>().ok()?)?,
            None => value.get_mut(part)?,
        };
    }
    Some(value)
}

fn problem<T>(path: &str, reason: &str) -> InvalidInput {
    let name = std::any::type_name::<T>();
    let name = name.rsplit("::").next().unwrap_or(name).to_owned();
    let place = if path.is_empty() || path == "." {
        String::new()
    } else {
        format!("at `{path}`: ")
    };
    InvalidInput::new(
        name,
        format!("cannot be made from this JSON: {place}{reason}"),
    )
}
