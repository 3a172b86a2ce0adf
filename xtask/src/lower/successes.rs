//! What a success answers with: which statuses count, and which of their media types is read.
//!
//! Responsible for: one answer of all success statuses of an operation, JSON where there is any.
//! Not for: types (`responses`), and not for errors; the runtime decodes every error envelope the
//! same way.

use openapiv3::{MediaType, Operation, ReferenceOr, Response, StatusCode};

use crate::diagnostics::Diagnostics;

use super::source::{Source, Unfollowed, step};

/// What all successes of an operation have in common.
#[derive(Default)]
pub(super) struct Success<'a> {
    /// The JSON bodies, in document order; a status that repeats the schema of another is left out.
    pub(super) bodies: Vec<Json<'a>>,
    /// Media types of bodies that are no JSON.
    pub(super) others: Vec<&'a str>,
    /// Whether a success may have no body.
    pub(super) may_be_empty: bool,
    /// Whether the only success is a redirection.
    pub(super) is_redirection: bool,
    /// Media types to ask for.
    pub(super) accept: Vec<&'a str>,
}

/// A JSON body and where it stands.
pub(super) struct Json<'a> {
    pub(super) media: &'a MediaType,
    pub(super) pointer: String,
}

/// Reads the successes of an operation: its 2xx answers, else its default answer, else a
/// redirection, which then is what the operation is for.
pub(super) fn success<'a>(
    source: Source<'a>,
    operation: &'a Operation,
    pointer: &str,
    diagnostics: &mut Diagnostics,
) -> Result<Success<'a>, Unfollowed> {
    let base = step(pointer, "responses");
    let answers = &operation.responses.responses;
    let mut chosen: Vec<(String, &ReferenceOr<Response>)> = answers
        .iter()
        .filter(|(status, _)| is_success(status))
        .map(|(status, answer)| (status.to_string(), answer))
        .collect();
    let default = operation.responses.default.as_ref();
    if chosen.is_empty() {
        chosen.extend(default.map(|answer| ("default".to_owned(), answer)));
    }
    let mut success = Success {
        is_redirection: chosen.is_empty() && answers.keys().any(is_redirection),
        ..Success::default()
    };
    for (status, answer) in chosen {
        let at = source.response(answer, &step(&base, &status))?;
        let content = step(&at.pointer, "content");
        let media = &at.node.content;
        let json = media.iter().find(|(name, _)| is_json(name));
        let Some((name, media)) = json.or_else(|| media.iter().next()) else {
            success.may_be_empty = true;
            continue;
        };
        if !success.accept.contains(&name.as_str()) {
            success.accept.push(name);
        }
        if !is_json(name) {
            success.others.push(name);
            continue;
        }
        let body = Json {
            media,
            pointer: step(&content, name),
        };
        if !success.bodies.iter().any(|known| known.is_same(&body)) {
            success.bodies.push(body);
        }
    }
    success.report(source, &base, diagnostics);
    Ok(success)
}

impl Success<'_> {
    /// Tells where the answer is less typed than the document is.
    fn report(&self, source: Source<'_>, pointer: &str, diagnostics: &mut Diagnostics) {
        let problem = match (self.bodies.len(), self.others.first()) {
            (1.., Some(other)) => {
                format!(
                    "one success answers with JSON and another with {other}: both are read as bytes"
                )
            }
            (2.., None) => {
                "the successes answer with different schemas: they are read as any JSON value"
                    .to_owned()
            }
            _ => return,
        };
        diagnostics.warning(
            "different-answers",
            source.file,
            pointer,
            problem,
            "give them one schema in an overlay if callers should see its members",
        );
    }
}

impl Json<'_> {
    fn is_same(&self, other: &Self) -> bool {
        self.media.schema == other.media.schema
    }
}

fn is_success(status: &StatusCode) -> bool {
    matches!(status, StatusCode::Code(200..=299) | StatusCode::Range(2))
}

fn is_redirection(status: &StatusCode) -> bool {
    matches!(status, StatusCode::Code(300..=399) | StatusCode::Range(3))
}

/// Whether a media type is JSON of some kind.
pub(super) fn is_json(media_type: &str) -> bool {
    is_plain_json(media_type) || essence(media_type).ends_with("+json")
}

/// Whether a media type is what is asked for unless something else is said.
pub(super) fn is_plain_json(media_type: &str) -> bool {
    essence(media_type) == "application/json"
}

fn essence(media_type: &str) -> String {
    let essence = media_type.split(';').next().unwrap_or_default();
    essence.trim().to_ascii_lowercase()
}
