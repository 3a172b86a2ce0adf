//! Recordings as a HAR file, for tools that show one.
//!
//! Responsible for: valid HAR 1.2, built of the types of the `har` crate. Not for: what a recording
//! does not say, so that times are zero and the host is the API's.

use har::v1_2::{
    Cache, Content, Creator, Entries, Headers, Log, PostData, QueryString, Request, Response,
    Timings,
};
use har::{Har, Spec};

use crate::recording::{self, Body, Fields, Recording};

/// Why no HAR was written.
#[derive(Debug, thiserror::Error)]
#[error("the recordings cannot be written as HAR")]
pub struct ExportError(#[from] har::Error);

/// The host that recordings are of.
const ORIGIN: &str = "https://trusthub.twilio.com";

const FORM: &str = "application/x-www-form-urlencoded";

/// The text of a HAR 1.2 file. What a recording proves is the comment of its entry.
///
/// # Errors
/// Only when a recording cannot be written as JSON.
pub fn export<'r>(
    recordings: impl IntoIterator<Item = &'r Recording>,
) -> Result<String, ExportError> {
    let log = Log {
        creator: Creator {
            name: env!("CARGO_PKG_NAME").to_owned(),
            version: env!("CARGO_PKG_VERSION").to_owned(),
            comment: None,
        },
        browser: None,
        pages: None,
        entries: recordings.into_iter().map(entry).collect(),
        comment: Some("written from recordings: times are not known and shown as zero".to_owned()),
    };
    let har = Har {
        log: Spec::V1_2(log),
    };
    Ok(har::to_json(&har)?)
}

fn entry(recording: &Recording) -> Entries {
    // HAR says -1 where a phase did not take place.
    let none = Some(-1.0);
    Entries {
        pageref: None,
        started_date_time: format!("{}T00:00:00.000Z", recording.source.date),
        time: 0.0,
        request: request(&recording.request),
        response: response(&recording.response),
        cache: Cache::default(),
        timings: Timings {
            blocked: none,
            dns: none,
            connect: none,
            ssl: none,
            ..Timings::default()
        },
        server_ip_address: None,
        connection: None,
        comment: Some(recording.proves.clone()),
    }
}

fn request(request: &recording::Request) -> Request {
    let query = pairs(&request.query);
    let mut headers: Vec<Headers> = request.headers.iter().flat_map(headers).collect();
    let stated = request
        .headers
        .as_ref()
        .and_then(|headers| headers.header("content-type"));
    let body = match &request.body {
        Body::Json(value) => Some(("application/json", value.to_string())),
        Body::Text(text) => Some(("text/plain", text.clone())),
        Body::Empty if request.form.is_empty() => None,
        Body::Empty => Some((FORM, pairs(&request.form))),
    };
    let post_data = body.map(|(implied, text)| PostData {
        mime_type: stated.unwrap_or(implied).to_owned(),
        text: Some(text),
        params: None,
        comment: None,
    });
    if let (Some(data), None) = (&post_data, stated) {
        headers.push(header("content-type", &data.mime_type));
    }
    let separator = if query.is_empty() { "" } else { "?" };
    let parameter = |(name, value): (&str, &str)| QueryString {
        name: name.to_owned(),
        value: value.to_owned(),
        comment: None,
    };
    Request {
        method: request.method.clone(),
        url: format!("{ORIGIN}{}{separator}{query}", request.path),
        http_version: "HTTP/1.1".to_owned(),
        cookies: Vec::new(),
        headers,
        query_string: request.query.pairs().map(parameter).collect(),
        headers_size: -1,
        body_size: size(post_data.as_ref().and_then(|data| data.text.as_deref())),
        post_data,
        comment: None,
    }
}

fn response(response: &recording::Response) -> Response {
    let mut headers: Vec<Headers> = headers(&response.headers).collect();
    let stated = response.headers.header("content-type");
    let (implied, text) = match &response.body {
        Body::Json(value) => ("application/json", Some(value.to_string())),
        Body::Text(text) => ("text/plain; charset=utf-8", Some(text.clone())),
        // What browsers write where there is no body.
        Body::Empty => ("x-unknown", None),
    };
    if stated.is_none() && text.is_some() {
        headers.push(header("content-type", implied));
    }
    let length = size(text.as_deref());
    Response {
        status: response.status.into(),
        status_text: String::new(),
        http_version: "HTTP/1.1".to_owned(),
        cookies: Vec::new(),
        headers,
        content: Content {
            size: length,
            compression: None,
            mime_type: Some(stated.unwrap_or(implied).to_owned()),
            text,
            encoding: None,
            comment: None,
        },
        redirect_url: Some(String::new()),
        headers_size: -1,
        body_size: length,
        comment: None,
    }
}

fn pairs(fields: &Fields) -> String {
    form_urlencoded::Serializer::new(String::new())
        .extend_pairs(fields.pairs())
        .finish()
}

fn headers(fields: &Fields) -> impl Iterator<Item = Headers> {
    fields.pairs().map(|(name, value)| header(name, value))
}

fn header(name: &str, value: &str) -> Headers {
    Headers {
        name: name.to_owned(),
        value: value.to_owned(),
        comment: None,
    }
}

fn size(text: Option<&str>) -> i64 {
    i64::try_from(text.map_or(0, str::len)).unwrap_or(-1)
}
