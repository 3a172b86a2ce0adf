//! What a success gives: nothing, a value, bytes, a link, or a page of a list.
//!
//! Responsible for: the type of what is sent back.
//! Not for: which answers count as a success (`successes`).

use openapiv3::{ReferenceOr, Schema};

use crate::ir::{Response, Type};

use super::discover::{Discovery, Origin};
use super::paging::{PageShape, page};
use super::shape::shape;
use super::source::{Source, Unfollowed, step};
use super::successes::{Success, is_plain_json};
use super::types::Types;

/// What an operation gives, before types have names.
pub(super) struct Answer<'a> {
    success: Success<'a>,
    /// Set where the body is a page of a list.
    page: Option<PageShape<'a>>,
}

impl<'a> Answer<'a> {
    /// Finds out whether the body is a page of a list, which these query parameters move through.
    pub(super) fn new(
        source: Source<'a>,
        success: Success<'a>,
        queries: &[&str],
    ) -> Result<Self, Unfollowed> {
        let mut answer = Self {
            success,
            page: None,
        };
        // A list that can be empty has a page without items; no body at all is something else.
        if let Some((schema, pointer)) = answer.schema()
            && !answer.success.may_be_empty
        {
            answer.page = page(source, &shape(source, schema, &pointer)?, queries)?;
        }
        Ok(answer)
    }

    /// The page that the body is.
    pub(super) fn page(&self) -> Option<&PageShape<'a>> {
        self.page.as_ref()
    }

    /// The media types to ask for, where they are not plain JSON.
    pub(super) fn accept(&self) -> Option<String> {
        let accept = &self.success.accept;
        let is_usual = accept.iter().all(|media_type| is_plain_json(media_type));
        (!is_usual).then(|| accept.join(", "))
    }

    /// The schema of the one JSON body, where there is one.
    fn schema(&self) -> Option<(&'a ReferenceOr<Schema>, String)> {
        match self.success.bodies.as_slice() {
            [body] if self.success.others.is_empty() => {
                let schema = body.media.schema.as_ref()?;
                Some((schema, step(&body.pointer, "schema")))
            }
            _ => None,
        }
    }

    /// Notes the types that a success needs. The envelope of a page is the runtime's.
    pub(super) fn discover(&self, discovery: &mut Discovery<'a>, module: &[String], id: &str) {
        let Some((schema, pointer)) = self.schema() else {
            return;
        };
        let origin = Origin::Body {
            operation: id.to_owned(),
        };
        match self.page() {
            Some(page) => discovery.visit(page.items, &page.pointer, module, &origin),
            None => discovery.visit(schema, &pointer, module, &origin),
        }
    }

    /// Types a success.
    pub(super) fn lower(&self, types: &mut Types<'a>, owner: &str) -> Result<Response, Unfollowed> {
        let success = &self.success;
        if success.is_redirection {
            return Ok(Response::Location);
        }
        if !success.others.is_empty() {
            return Ok(Response::Bytes);
        }
        if let Some(page) = &self.page {
            return Ok(Response::Page {
                item: types.element(page.items, &page.pointer, &page.key, owner)?,
                key: page.key.clone(),
                is_flat: page.is_flat,
                token: page.cursor.token().map(str::to_owned),
            });
        }
        let ty = match self.schema() {
            Some((schema, pointer)) => types.element(schema, &pointer, "body", owner)?,
            None if success.bodies.is_empty() => return Ok(Response::Empty),
            None => Type::Json,
        };
        Ok(if success.may_be_empty {
            Response::Optional(ty)
        } else {
            Response::Item(ty)
        })
    }
}
