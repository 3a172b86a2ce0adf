//! One entry to one recording, not scrubbed yet.
//!
//! Responsible for: what must be there, with defaults for what tools leave out although HAR 1.2 asks
//! for it (a missing list of cookies is no reason to lose an exchange).

use har::v1_2;
use serde_json::{Map, Value, json};
use url::Url;

use super::{answer, request};
use crate::import::{Operation, one_line, today};
use crate::recording::{NOT_AS_RECORDED, Recording, Source as RecordingSource, SourceKind};

/// Where an entry comes from.
pub(super) struct Source<'a> {
    pub(super) file: &'a str,
    /// From 1.
    pub(super) number: usize,
}

/// An entry that becomes a recording.
pub(super) struct Taken {
    pub(super) operation: Operation,
    pub(super) recording: Recording,
    /// As [`Skip::place`].
    pub(super) place: String,
}

/// An entry that does not become a recording.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Skip {
    /// Method, host and path, as far as they are known; not scrubbed.
    pub(super) place: String,
    pub(super) why: String,
    pub(super) help: &'static str,
}

/// Nothing is to be done about entries of other sites.
pub(super) const LEAVE: &str = "nothing needs to be done unless this exchange matters";

/// Export again.
pub(super) const AGAIN: &str = "export the traffic again, with the contents of its answers";

impl Skip {
    pub(super) fn new(why: impl Into<String>, help: &'static str) -> Self {
        Self {
            place: String::new(),
            why: why.into(),
            help,
        }
    }

    fn at(self, place: &str) -> Self {
        Self {
            place: place.to_owned(),
            ..self
        }
    }
}

/// Reads an entry.
pub(super) fn entry(
    mut value: Value,
    source: &Source<'_>,
    find: &dyn Fn(&str, &str) -> Option<Operation>,
) -> Result<Taken, Skip> {
    let request = request_of(&mut value)?;
    let method = request.method.trim().to_ascii_uppercase();
    let url = Url::parse(request.url.trim())
        .map_err(|_| Skip::new("its URL is not an absolute one", LEAVE))?;
    if !matches!(url.scheme(), "http" | "https") {
        return Err(Skip::new(
            format!("it is no HTTP request but `{}:`", url.scheme()),
            LEAVE,
        ));
    }
    let host = url.host_str().unwrap_or_default().to_owned();
    let Some(operation) = find(&method, url.path()) else {
        return Err(Skip::new("no operation has this method and path", LEAVE)
            .at(&format!("{method} {host}")));
    };
    let place = format!("{method} {host}{}", url.path());
    let mut exchange = || {
        let response = response_of(&mut value)?;
        let status = u16::try_from(response.status).unwrap_or_default();
        if status == 0 {
            return Err(Skip::new(
                "no answer came, or the browser did not show it",
                AGAIN,
            ));
        }
        if !(200..NOT_AS_RECORDED).contains(&status) {
            return Err(Skip::new(
                format!("status {status} cannot be replayed"),
                LEAVE,
            ));
        }
        Ok((
            request::request(&method, &url, &request)?,
            answer::answer(status, &response)?,
        ))
    };
    let (request, response) = exchange().map_err(|skip| skip.at(&place))?;
    let stated = |name: &str| value.get(name).and_then(Value::as_str);
    let proves = stated("comment")
        .map(|comment| one_line(comment, 100))
        .filter(|comment| !comment.is_empty())
        .unwrap_or_else(|| format!("{} answers with {}", operation.id, response.status));
    let date = stated("startedDateTime")
        .and_then(|text| text.get(..10))
        .filter(|date| date.parse::<jiff::civil::Date>().is_ok())
        .map_or_else(today, str::to_owned);
    let origin = format!("HAR {}, entry {}, {host}", source.file, source.number);
    let recording = Recording {
        operation: operation.id.clone(),
        proves,
        source: RecordingSource {
            kind: SourceKind::Documented,
            date,
            origin: one_line(&origin, 200),
            seal: None,
        },
        request,
        response,
    };
    Ok(Taken {
        operation,
        recording,
        place,
    })
}

fn request_of(entry: &mut Value) -> Result<v1_2::Request, Skip> {
    let request = member(entry, "request", "it has no request")?;
    default(request, "headers", &json!([]));
    default(request, "queryString", &json!([]));
    for (name, value) in [("httpVersion", json!("")), ("cookies", json!([]))] {
        request.insert(name.to_owned(), value);
    }
    sizes(request, &["headersSize", "bodySize"]);
    if let Some(Value::Object(data)) = request.get_mut("postData") {
        default(data, "mimeType", &json!(""));
        data.remove("comment");
    }
    typed(request, "its request has not the shape of HAR 1.2")
}

fn response_of(entry: &mut Value) -> Result<v1_2::Response, Skip> {
    let response = member(entry, "response", "no answer came")?;
    default(response, "headers", &json!([]));
    default(response, "content", &json!({}));
    for (name, value) in [
        ("httpVersion", json!("")),
        ("statusText", json!("")),
        ("cookies", json!([])),
        ("redirectURL", Value::Null),
    ] {
        response.insert(name.to_owned(), value);
    }
    sizes(response, &["headersSize", "bodySize"]);
    if let Some(Value::Object(content)) = response.get_mut("content") {
        content.remove("compression");
        content.remove("comment");
        sizes(content, &["size"]);
    }
    typed(response, "its answer has not the shape of HAR 1.2")
}

fn member<'v>(
    entry: &'v mut Value,
    name: &str,
    why: &str,
) -> Result<&'v mut Map<String, Value>, Skip> {
    match entry.get_mut(name) {
        Some(Value::Object(members)) => {
            members.remove("comment");
            Ok(members)
        }
        _ => Err(Skip::new(why, AGAIN)),
    }
}

fn default(members: &mut Map<String, Value>, name: &str, value: &Value) {
    if members.get(name).is_none_or(Value::is_null) {
        members.insert(name.to_owned(), value.clone());
    }
}

/// A size that is no whole number says nothing.
fn sizes(members: &mut Map<String, Value>, names: &[&str]) {
    for name in names {
        let size = members.get(*name).and_then(Value::as_i64).unwrap_or(-1);
        members.insert((*name).to_owned(), size.into());
    }
}

fn typed<T: serde::de::DeserializeOwned>(
    members: &mut Map<String, Value>,
    why: &str,
) -> Result<T, Skip> {
    // Without what the reader says: it repeats values, which are not scrubbed yet.
    serde_json::from_value(Value::Object(std::mem::take(members)))
        .map_err(|_| Skip::new(why, "compare it with the HAR 1.2 specification"))
}
