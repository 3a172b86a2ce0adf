//! The generated client as the replay uses it.
//!
//! Responsible for: being the only hand-written file here that knows how the generated crate builds
//! a client and what its errors hold, so that a change of its API is a change of this file.
//!
//! Not for: operations. The emitted dispatcher knows those.

use serde_json::{Map, Value, json};
use twilio_trusthub::{Client, Credentials, Error, Retry};

use crate::recording::{Body, Request, Response};
use crate::round_trip::{self, Change};

/// How a client says who it is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub(crate) enum Scheme {
    /// Account SID and auth token.
    Basic,
    /// A bearer token.
    Bearer,
}

impl Scheme {
    /// The scheme that a recorded request was sent with.
    pub(crate) fn of(request: &Request) -> Self {
        match request
            .headers
            .as_ref()
            .and_then(|headers| headers.header("authorization"))
        {
            Some(value) if value.starts_with("Bearer") => Self::Bearer,
            _ => Self::Basic,
        }
    }
}

/// Who a client of the replay says it is: a number, in the one header that recordings say nothing
/// about and every request has. Its credentials are made up and protect nothing.
#[derive(Debug, Clone)]
pub(crate) struct Identity {
    scheme: Scheme,
    number: usize,
}

impl Identity {
    /// The client with this number.
    pub(crate) fn new(scheme: Scheme, number: usize) -> Self {
        Self { scheme, number }
    }

    /// The last word of the `user-agent` header that the client sends.
    pub(crate) fn agent(&self) -> String {
        format!("replay/{}", self.number)
    }

    fn credentials(&self) -> Credentials {
        match self.scheme {
            Scheme::Basic => Credentials::auth_token(format!("AC{:032x}", self.number), "replay"),
            Scheme::Bearer => Credentials::bearer("replay"),
        }
    }
}

/// A client of the replay server.
///
/// It never retries: a recording is one request, and a second one is a finding.
pub(crate) fn client(base_url: &str, identity: &Identity) -> Result<Client, Error> {
    Client::builder()
        .credentials(identity.credentials())
        .user_agent_suffix(identity.agent())
        .base_url(base_url)
        .retry(Retry::none())
        .build()
}

/// How an error of the client differs from what the recorded answer says; `None` when it is not
/// about an answer that the API gave.
pub(crate) fn error_changes(response: &Response, error: &Error) -> Option<Vec<Change>> {
    let Error::Api(error) = error else {
        return None;
    };
    let recorded = recorded_error(response);
    let mut said = json!({
        "status": error.status,
        "code": error.code,
        "message": error.message,
        "more_info": error.more_info,
        "details": error.details,
        "user_error": error.user_error,
        "is_html": error.is_html,
        "request_id": error.request_id,
        "retry_after": error.retry_after.map(|pause| pause.as_secs()),
    });
    if let (Value::Object(said), Value::Object(recorded)) = (&mut said, &recorded) {
        said.retain(|name, _| recorded.contains_key(name));
    }
    Some(round_trip::compare(&recorded, &said).changes)
}

/// True when the client says that it could not use the body of a 2xx answer.
pub(crate) fn is_decode_error(error: &Error) -> bool {
    matches!(error, Error::Decode(_))
}

/// What an error about a recorded answer should say.
///
/// This reads the three envelopes of the vendor on its own, and not with the client's code: else
/// both would make the same mistake.
fn recorded_error(response: &Response) -> Value {
    let nothing = Map::new();
    let body = match &response.body {
        Body::Json(Value::Object(members)) => members,
        _ => &nothing,
    };
    let text = |names: &[&str]| {
        let texts = names.iter().filter_map(|name| body.get(*name)?.as_str());
        texts.map(str::to_owned).find(|text| !text.is_empty())
    };
    let code = body.get("code").and_then(|code| match code {
        Value::String(text) => text.parse::<i64>().ok(),
        code => code.as_i64(),
    });
    let details = ["details", "params"]
        .iter()
        .filter_map(|name| body.get(*name));
    let header = |name| response.headers.header(name);
    let mut error = json!({
        "status": response.status,
        "code": code,
        "message": text(&["message", "detail", "title"]),
        "more_info": text(&["more_info", "type"]),
        "details": details.into_iter().find(|details| !details.is_null()),
        "user_error": body.get("userError").and_then(Value::as_bool),
        "is_html": header("content-type").is_some_and(|media_type| media_type.starts_with("text/html")),
        "request_id": header("twilio-request-id"),
    });
    // A date says when to come back, so how long that is depends on today: then nothing is compared.
    match header("retry-after").map(str::parse::<u64>) {
        None => error["retry_after"] = Value::Null,
        Some(Ok(seconds)) => error["retry_after"] = seconds.into(),
        Some(Err(_)) => {}
    }
    error
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::recording::Fields;

    fn recorded(headers: &[(&str, &str)], body: Body) -> Value {
        recorded_error(&Response {
            status: 400,
            headers: headers.iter().copied().collect::<Fields>(),
            body,
        })
    }

    #[test]
    fn each_envelope_has_its_own_names_for_the_same_things() {
        let classic = json!({ "code": 20001, "message": "m", "more_info": "i", "status": 400, "details": { "a": 1 } });
        let newer = json!({ "code": 20001, "message": "m", "httpStatusCode": 400, "params": { "a": 1 }, "userError": true });
        let problem =
            json!({ "type": "i", "title": "t", "status": 400, "detail": "m", "instance": "x" });
        let read = |body: Value| recorded(&[], Body::Json(body));
        assert_eq!(read(classic)["more_info"], "i");
        assert_eq!(read(newer)["details"], json!({ "a": 1 }));
        let problem = read(problem);
        assert_eq!(
            (&problem["message"], &problem["more_info"], &problem["code"]),
            (&json!("m"), &json!("i"), &Value::Null)
        );
    }

    #[test]
    fn headers_and_pages_count_too() {
        let page = recorded(
            &[
                ("Content-Type", "text/html"),
                ("Retry-After", "7"),
                ("Twilio-Request-Id", "RQ1"),
            ],
            Body::Text("<h1>no</h1>".to_owned()),
        );
        assert_eq!(page["is_html"], true);
        assert_eq!(
            (&page["retry_after"], &page["request_id"]),
            (&json!(7), &json!("RQ1"))
        );
        let empty = recorded(&[], Body::Empty);
        assert_eq!(
            (&empty["message"], empty.get("retry_after")),
            (&Value::Null, Some(&Value::Null))
        );
        let date = recorded(
            &[("Retry-After", "Sun, 22 Nov 2026 12:00:00 GMT")],
            Body::Empty,
        );
        assert_eq!(date.get("retry_after"), None, "a date is not compared");
    }
}
