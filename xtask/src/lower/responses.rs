//! What a success gives: nothing, one value, or a page of a list.
//!
//! Responsible for: choosing the success status and its media type.
//! Not for: errors; the runtime decodes every error envelope the same way.

use openapiv3::{MediaType, Operation, StatusCode};

use crate::diagnostics::Diagnostics;
use crate::ir::{Response, Type};

use super::discover::{Discovery, Origin};
use super::paging::{PageShape, page};
use super::shape::shape;
use super::source::{Source, Unfollowed, step};
use super::types::Types;

/// The body of a success, where there is one.
pub(super) struct Body<'a> {
    media: &'a MediaType,
    pointer: String,
    /// Set where the body is a page of a list.
    page: Option<PageShape<'a>>,
}

/// Finds the body of the first success status.
pub(super) fn success<'a>(
    source: Source<'a>,
    operation: &'a Operation,
    pointer: &str,
    diagnostics: &mut Diagnostics,
) -> Result<Option<Body<'a>>, Unfollowed> {
    let base = step(pointer, "responses");
    let successes = operation
        .responses
        .responses
        .iter()
        .filter(|(status, _)| is_success(status));
    for (status, response) in successes {
        let at = source.response(response, &step(&base, &status.to_string()))?;
        let content = step(&at.pointer, "content");
        if let Some((media_type, media)) = at
            .node
            .content
            .iter()
            .find(|(media_type, _)| is_json(media_type))
        {
            return Ok(Some(Body {
                media,
                pointer: step(&content, media_type),
                page: None,
            }));
        }
        if let Some(media_type) = at.node.content.keys().next() {
            diagnostics.error(
                "unsupported-media-type",
                source.file,
                content,
                format!("a success answers with {media_type}, which this generator does not read"),
                "only JSON answers are supported; describe one in an overlay",
            );
        }
    }
    Ok(None)
}

fn is_success(status: &StatusCode) -> bool {
    matches!(status, StatusCode::Code(200..=299) | StatusCode::Range(2))
}

fn is_json(media_type: &str) -> bool {
    let essence = media_type
        .split(';')
        .next()
        .unwrap_or_default()
        .trim()
        .to_ascii_lowercase();
    essence == "application/json" || essence.ends_with("+json")
}

impl<'a> Body<'a> {
    fn schema(&self) -> Option<(&'a openapiv3::ReferenceOr<openapiv3::Schema>, String)> {
        Some((self.media.schema.as_ref()?, step(&self.pointer, "schema")))
    }

    /// Finds out whether the body is a page of a list, which these query parameters move through.
    pub(super) fn recognise(
        &mut self,
        source: Source<'a>,
        queries: &[&str],
    ) -> Result<(), Unfollowed> {
        if let Some((schema, pointer)) = self.schema() {
            self.page = page(source, &shape(source, schema, &pointer)?, queries)?;
        }
        Ok(())
    }

    /// The page that the body is.
    pub(super) fn page(&self) -> Option<&PageShape<'a>> {
        self.page.as_ref()
    }
}

/// Notes the types that a success needs. The envelope of a page is the runtime's.
pub(super) fn discover<'a>(
    discovery: &mut Discovery<'a>,
    body: &Body<'a>,
    module: &[String],
    id: &str,
) {
    let Some((schema, pointer)) = body.schema() else {
        return;
    };
    let origin = Origin::Body {
        operation: id.to_owned(),
    };
    match body.page() {
        Some(page) => discovery.visit(page.items, &page.pointer, module, &origin),
        None => discovery.visit(schema, &pointer, module, &origin),
    }
}

/// Types a success.
pub(super) fn lower<'a>(
    types: &mut Types<'a>,
    body: Option<&Body<'a>>,
    owner: &str,
) -> Result<Response, Unfollowed> {
    let Some(body) = body else {
        return Ok(Response::Empty);
    };
    let Some((schema, pointer)) = body.schema() else {
        return Ok(Response::Item(Type::Json));
    };
    Ok(match body.page() {
        Some(page) => Response::Page {
            item: types.element(page.items, &page.pointer, &page.key, owner)?,
            key: page.key.clone(),
            is_flat: page.is_flat,
            token: page.cursor.token().map(str::to_owned),
        },
        None => Response::Item(types.element(schema, &pointer, "body", owner)?),
    })
}
