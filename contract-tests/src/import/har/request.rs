//! The request of an entry.

use form_urlencoded::parse as parse_pairs;
use har::v1_2;
use url::Url;

use super::body::{body, essence};
use super::entry::Skip;
use crate::recording::{Body, Fields, Request};

const FORM: &str = "application/x-www-form-urlencoded";

/// Reads a request. Of its credentials only the scheme is kept.
pub(super) fn request(method: &str, url: &Url, request: &v1_2::Request) -> Result<Request, Skip> {
    let query: Fields = if url.query().is_some_and(|query| !query.is_empty()) {
        url.query_pairs().collect()
    } else {
        let pairs = request.query_string.iter();
        pairs
            .map(|pair| (pair.name.as_str(), pair.value.as_str()))
            .collect()
    };
    let mut headers = Fields::default();
    if let Some(value) = header(&request.headers, "authorization") {
        let scheme = value.split(' ').next().unwrap_or_default();
        let redacted = if scheme.eq_ignore_ascii_case("bearer") {
            "Bearer REDACTED"
        } else {
            "Basic REDACTED"
        };
        headers.push("authorization", redacted);
    }
    let (form, body) = sent(request, &mut headers)?;
    Ok(Request {
        method: method.to_owned(),
        path: url.path().to_owned(),
        query,
        form,
        headers: (!headers.is_empty()).then_some(headers),
        body,
    })
}

/// The first value of a header.
pub(super) fn header<'h>(headers: &'h [v1_2::Headers], name: &str) -> Option<&'h str> {
    headers
        .iter()
        .find(|header| header.name.eq_ignore_ascii_case(name))
        .map(|header| header.value.as_str())
}

fn sent(request: &v1_2::Request, headers: &mut Fields) -> Result<(Fields, Body), Skip> {
    let Some(data) = &request.post_data else {
        return Ok((Fields::default(), Body::Empty));
    };
    let params = data.params.as_deref().unwrap_or_default();
    let text = data.text.as_deref().unwrap_or_default();
    let stated = header(&request.headers, "content-type").filter(|stated| !stated.is_empty());
    let media_type = stated.unwrap_or(&data.mime_type);
    let essence = essence(media_type);
    if essence.starts_with("multipart/") || params.iter().any(|param| param.file_name.is_some()) {
        return Err(Skip::new(
            "it uploads a file, which a recording cannot hold",
            "write the recording by hand if the operation really takes uploads",
        ));
    }
    let looks_like_form = essence.is_empty() && (!params.is_empty() || looks_like_pairs(text));
    if essence == FORM || looks_like_form {
        let form: Fields = if text.is_empty() {
            let value = |param: &v1_2::Params| param.value.clone().unwrap_or_default();
            params
                .iter()
                .map(|param| (param.name.clone(), value(param)))
                .collect()
        } else {
            parse_pairs(text.trim().as_bytes()).collect()
        };
        return Ok((form, Body::Empty));
    }
    let body = body(text, media_type)?;
    let implied = match &body {
        Body::Json(_) => "application/json",
        Body::Text(_) => "text/plain",
        Body::Empty => "",
    };
    if !essence.is_empty() && essence != implied && body != Body::Empty {
        // Headers that are stated at all must say that credentials were sent.
        if headers.is_empty() {
            headers.push("authorization", "Basic REDACTED");
        }
        headers.push("content-type", essence);
    }
    Ok((Fields::default(), body))
}

/// `Name=value&…` without a media type.
fn looks_like_pairs(text: &str) -> bool {
    let pair = |pair: &str| {
        pair.split_once('=').is_some_and(|(name, _)| {
            !name.is_empty() && name.bytes().all(|byte| byte.is_ascii_alphanumeric())
        })
    };
    !text.is_empty() && text.split('&').all(pair)
}
