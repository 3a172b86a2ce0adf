//! Target `answers`: whatever a server or a gateway answers to one request.
//!
//! The input is written as an answer is: a status, headers, an empty line, a body. Over real HTTP it
//! gives the value where the body is one, and else the typed error that fits: never another one, never
//! a text without bounds, never a second line in a log, never a value of a body that did not decode.

use serde_json::{Map, Value};
use twilio_trusthub::policies::{self, Policy};
use twilio_trusthub::{ApiError, DecodeError, Error, PolicySid};

use crate::door::{Answer, Door};

/// Stands in texts that must not be shown. Seeds and the dictionary have it as values.
pub const SECRET: &str = "5ecret-";

/// Longest text of an error.
const SHOWN: usize = 2048;

/// The check.
pub fn check(data: &[u8]) {
    let Some(answer) = parse(data) else { return };
    let sid = PolicySid::new("RN00000000000000000000000000000001").expect("a SID");
    let (outcome, asked) = Door::call(
        |_| vec![answer.clone()],
        async |client| policies::fetch(&sid).send(client).await,
    );
    assert_eq!(asked.len(), 1, "one attempt, one request: {asked:?}");
    assert!(asked[0].authorized, "{asked:?}");
    match outcome {
        Ok(policy) => {
            assert!((200..300).contains(&answer.status), "{}", answer.status);
            assert_eq!(Some(policy), independent(&answer), "another value");
        }
        Err(error) => {
            bounded(&error);
            match error {
                Error::Decode(error) => undecoded(&answer, &error),
                Error::Api(error) => refused(&answer, &error),
                other => panic!("{other:?} for {answer:?}"),
            }
        }
    }
}

/// An answer as the seeds write it; none where there is no status.
fn parse(data: &[u8]) -> Option<Answer> {
    let (head, body) = match data.windows(2).position(|two| two == b"\n\n") {
        Some(end) => (&data[..end], &data[end + 2..]),
        None => (data, &[][..]),
    };
    let mut lines = head.split(|byte| *byte == b'\n');
    let status: u16 = std::str::from_utf8(lines.next()?)
        .ok()?
        .trim()
        .parse()
        .ok()?;
    let mut answer = Answer {
        // 101 and its kind are no answers but changes of the protocol.
        status: if (200..600).contains(&status) {
            status
        } else {
            200 + status % 400
        },
        headers: lines.filter_map(header).take(16).collect(),
        body: body.to_vec(),
    };
    if matches!(answer.status, 204 | 304) {
        answer.body.clear();
    }
    Some(answer)
}

/// A header that HTTP allows, other than those that say how long the answer is.
fn header(line: &[u8]) -> Option<(String, Vec<u8>)> {
    let colon = line.iter().position(|byte| *byte == b':')?;
    let name = std::str::from_utf8(&line[..colon])
        .ok()?
        .to_ascii_lowercase();
    let token = |byte: u8| byte.is_ascii_alphanumeric() || byte == b'-';
    let framing = [
        "content-length",
        "transfer-encoding",
        "connection",
        "trailer",
        "upgrade",
    ];
    if name.is_empty() || !name.bytes().all(token) || framing.contains(&name.as_str()) {
        return None;
    }
    let allowed = |byte: &u8| matches!(byte, b'\t' | b' '..=b'~' | 0x80..);
    let value = line[colon + 1..]
        .iter()
        .copied()
        .filter(|byte| allowed(byte));
    Some((name, value.collect()))
}

/// The first value of a header, where it is ASCII: clients read no other.
fn value<'a>(answer: &'a Answer, name: &str) -> Option<&'a str> {
    let mut found = answer.headers.iter().filter(|(found, _)| found == name);
    let (_, bytes) = found.next().filter(|(_, bytes)| bytes.is_ascii())?;
    std::str::from_utf8(bytes).ok()
}

/// The body, read without the crate's own decoder.
fn independent(answer: &Answer) -> Option<Policy> {
    let body = answer.body.strip_prefix(b"\xEF\xBB\xBF");
    serde_json::from_slice(body.unwrap_or(&answer.body)).ok()
}

fn bounded(error: &Error) {
    let text = error.to_string();
    assert!(text.len() <= SHOWN, "{} bytes: {text}", text.len());
    assert!(!text.chars().any(char::is_control), "{text:?}");
    assert_eq!(error.attempts(), 1);
    // Debug escapes what is no letter, and is for developers: it only has to be there.
    assert!(!format!("{error:?}").is_empty());
    assert!(!format!("{error:?}").contains(twilio_trusthub::testing::AUTH_TOKEN));
}

fn undecoded(answer: &Answer, error: &DecodeError) {
    assert!((200..300).contains(&answer.status), "{}", answer.status);
    assert_eq!(error.status, answer.status);
    assert_eq!(independent(answer), None, "refused, and it is a policy");
    assert!(!error.reason.is_empty());
    if let Ok(body) = serde_json::from_slice::<Value>(&answer.body) {
        let shown = format!("{error} {error:?}");
        let secret_header = answer
            .headers
            .iter()
            .any(|(_, value)| String::from_utf8_lossy(value).contains(SECRET));
        if !names_hold_secret(&body) && !secret_header {
            assert!(!shown.contains(SECRET), "shows a value: {shown}");
        }
    }
}

/// Names of members are shown on purpose.
fn names_hold_secret(value: &Value) -> bool {
    match value {
        Value::Object(members) => members
            .iter()
            .any(|(name, value)| name.contains(SECRET) || names_hold_secret(value)),
        Value::Array(items) => items.iter().any(names_hold_secret),
        _ => false,
    }
}

fn refused(answer: &Answer, error: &ApiError) {
    assert!(!(200..300).contains(&answer.status), "{}", answer.status);
    assert_eq!(error.status, answer.status);
    if let Ok(Value::Object(members)) = serde_json::from_slice(&answer.body) {
        envelope(answer, &members, error);
    } else {
        assert_eq!((error.code, error.details.as_ref()), (None, None));
        assert!(error.extra.is_empty());
        let snippet = error.snippet.as_deref().unwrap_or_default();
        assert!(snippet.len() <= 256, "{} bytes: {snippet}", snippet.len());
    }
    let seconds = value(answer, "retry-after").map(str::trim);
    if let Some(text) = seconds.filter(|text| text.bytes().all(|byte| byte.is_ascii_digit()))
        && let Ok(seconds) = text.parse::<u64>()
    {
        assert_eq!(
            error.retry_after.map(|pause| pause.as_secs()),
            Some(seconds)
        );
    }
}

/// The three envelopes, read by another rule: a member is where it belongs or it is kept as it came.
fn envelope(answer: &Answer, members: &Map<String, Value>, error: &ApiError) {
    if let Some(code) = members.get("code").and_then(Value::as_i64) {
        assert_eq!(error.code, Some(code));
    }
    let redirect = (300..400).contains(&answer.status);
    let texts = ["message", "detail", "title"];
    let text = |name: &&str| {
        members
            .get(*name)
            .and_then(Value::as_str)
            .filter(|text| !text.is_empty())
    };
    let message = texts.iter().find_map(text);
    if !redirect {
        assert_eq!(error.message.as_deref(), message);
    }
    assert_eq!(
        error.user_error,
        members.get("userError").and_then(Value::as_bool)
    );
    assert_eq!((error.is_html, error.snippet.as_ref()), (false, None));
    let places = [
        "code",
        "message",
        "detail",
        "title",
        "more_info",
        "type",
        "details",
        "params",
        "userError",
    ];
    for (name, value) in members {
        if !places.contains(&name.as_str()) {
            assert_eq!(error.extra.get(name), Some(value), "`{name}` is lost");
        }
    }
}
