//! The answer of an entry.

use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;
use har::v1_2;

use super::body::{body, essence};
use super::entry::{AGAIN, LEAVE, Skip};
use super::request::header;
use crate::recording::{Body, Fields, Response};

/// Headers that say something about the API, beside `content-type` and the vendor's own.
const KEPT: &[&str] = &[
    "allow",
    "deprecation",
    "link",
    "location",
    "retry-after",
    "sunset",
    "www-authenticate",
];

/// Reads an answer.
pub(super) fn answer(status: u16, response: &v1_2::Response) -> Result<Response, Skip> {
    let stated = header(&response.headers, "content-type").filter(|stated| !stated.is_empty());
    let media_type = stated
        .or(response.content.mime_type.as_deref())
        .unwrap_or_default();
    let text = text(&response.content)?;
    if matches!(status, 204 | 304) && !text.trim().is_empty() {
        return Err(Skip::new(
            format!("status {status} has a body, which HTTP forbids"),
            LEAVE,
        ));
    }
    let body = body(&text, media_type)?;
    let mut headers = Fields::default();
    let implied = match &body {
        Body::Json(_) => "application/json",
        Body::Text(_) => "text/plain",
        Body::Empty => "",
    };
    let essence = essence(media_type);
    if !essence.is_empty() && essence != implied && body != Body::Empty {
        headers.push("content-type", media_type.trim());
    }
    for header in &response.headers {
        let name = header.name.trim().to_ascii_lowercase();
        if KEPT.contains(&name.as_str()) || name.starts_with("twilio-") {
            headers.push(name, header.value.trim());
        }
    }
    Ok(Response {
        status,
        headers,
        body,
    })
}

/// The body as text, when all of it is there.
fn text(content: &v1_2::Content) -> Result<String, Skip> {
    let size = usize::try_from(content.size).unwrap_or_default();
    let Some(text) = &content.text else {
        return if size == 0 {
            Ok(String::new())
        } else {
            Err(Skip::new("the body of its answer was not saved", AGAIN))
        };
    };
    let text = match content
        .encoding
        .as_deref()
        .map(str::to_ascii_lowercase)
        .as_deref()
    {
        None | Some("" | "utf-8" | "utf8") => text.clone(),
        Some("base64") => {
            let compact: String = text.split_whitespace().collect();
            let bytes = STANDARD.decode(compact).map_err(|_| {
                Skip::new(
                    "the body of its answer is not the base64 that it should be",
                    AGAIN,
                )
            })?;
            String::from_utf8(bytes)
                .map_err(|_| Skip::new("the body of its answer is binary", LEAVE))?
        }
        Some(_) => {
            return Err(Skip::new(
                "the body of its answer has an unknown encoding",
                AGAIN,
            ));
        }
    };
    if text.len() < size {
        let why = format!(
            "its answer was cut short: {} of {size} bytes were saved",
            text.len()
        );
        return Err(Skip::new(why, AGAIN));
    }
    Ok(text)
}
