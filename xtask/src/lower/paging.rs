//! Which responses are pages of a list, how they are laid out, and what leads to the next one.
//!
//! Responsible for: telling a page from any other object with a list in it.
//! Not for: reading pages; the runtime knows the same spellings (`page_meta`).

use indexmap::IndexMap;

use super::members::declared;
use super::shape::{Shape, Shaped, shape};
use super::source::{SchemaRef, Source, Unfollowed};

/// The array in a page and how the page is laid out.
pub(super) struct PageShape<'a> {
    pub(super) key: String,
    pub(super) items: &'a openapiv3::ReferenceOr<Box<openapiv3::Schema>>,
    pub(super) pointer: String,
    /// Whether what leads to other pages stands beside the array.
    pub(super) is_flat: bool,
    pub(super) cursor: Cursor,
}

/// What leads to the next page.
#[derive(Clone)]
pub(super) enum Cursor {
    /// Its URL.
    Url,
    /// Its token, sent as this query parameter.
    Token(String),
}

impl Cursor {
    /// The query parameter that takes the token, where there is one.
    pub(super) fn token(&self) -> Option<&str> {
        match self {
            Self::Url => None,
            Self::Token(parameter) => Some(parameter),
        }
    }
}

/// Members that hold the URL of the next page.
pub(crate) const NEXT_URLS: &[&str] = &[
    "next_page_url",
    "next_page_uri",
    "nextPageUrl",
    "nextPageUri",
];

/// Members that hold the token of the next page.
pub(crate) const NEXT_TOKENS: &[&str] = &[
    "next_token",
    "nextToken",
    "next_page_token",
    "nextPageToken",
];

/// Query parameters that take the token of a page, the usual ones first.
pub(crate) const TOKEN_PARAMETERS: &[&str] = &[
    "pageToken",
    "PageToken",
    "page_token",
    "nextToken",
    "next_token",
    "nextPageToken",
    "next_page_token",
];

/// Query parameters that move through a list by URL: the stream does that.
const CURSORS: &[&str] = &["Page", "PageToken", "page", "pageToken", "page_token"];

/// The other members that the runtime reads as numbers and as text.
const NUMBERS: &[&str] = &["page", "page_size", "pageSize"];
const TEXTS: &[&str] = &[
    "first_page_url",
    "first_page_uri",
    "firstPageUrl",
    "firstPageUri",
    "previous_page_url",
    "previous_page_uri",
    "previousPageUrl",
    "previousPageUri",
    "url",
    "uri",
    "key",
    "previous_token",
    "previousToken",
    "previous_page_token",
    "previousPageToken",
];

impl PageShape<'_> {
    /// Whether the stream sets this query parameter, so that it needs no setter.
    pub(super) fn moves_by(&self, parameter: &str) -> bool {
        CURSORS.contains(&parameter) || self.cursor.token() == Some(parameter)
    }
}

/// Recognises a page: exactly one array, and beside it, or in a member `meta` beside it, the URL of
/// the next page, or its token if one of the query parameters takes it.
pub(super) fn page<'a>(
    source: Source<'a>,
    body: &Shaped<'a>,
    queries: &[&str],
) -> Result<Option<PageShape<'a>>, Unfollowed> {
    let Shape::Struct(parts) = &body.shape else {
        return Ok(None);
    };
    let members = declared(parts);
    let mut inner = None;
    if let Some((meta, pointer)) = members.get("meta")
        && let Shape::Struct(meta) = shape(source, *meta, pointer)?.shape
    {
        inner = Some(declared(&meta));
    }
    let is_flat = inner.is_none();
    let links = inner.as_ref().unwrap_or(&members);
    let Some(cursor) = next(source, links, is_flat, queries)? else {
        return Ok(None);
    };
    let mut arrays = Vec::new();
    for (key, (property, at)) in &members {
        let shaped = shape(source, *property, at)?;
        if let Shape::List(Some((items, pointer))) = shaped.shape {
            arrays.push(PageShape {
                key: (*key).to_owned(),
                items,
                pointer,
                is_flat,
                cursor: cursor.clone(),
            });
        }
    }
    Ok(if arrays.len() == 1 {
        arrays.pop()
    } else {
        None
    })
}

/// What leads to the next page, if anything does.
fn next<'a>(
    source: Source<'a>,
    members: &IndexMap<&'a str, (SchemaRef<'a>, String)>,
    is_flat: bool,
    queries: &[&str],
) -> Result<Option<Cursor>, Unfollowed> {
    let has = |names: &[&str]| names.iter().any(|name| members.contains_key(*name));
    let parameter = TOKEN_PARAMETERS
        .iter()
        .find(|parameter| queries.contains(parameter));
    let cursor = match parameter {
        _ if has(NEXT_URLS) => Cursor::Url,
        Some(parameter) if has(NEXT_TOKENS) => Cursor::Token((*parameter).to_owned()),
        _ => return Ok(None),
    };
    // Beside the items stands whatever the API likes: what the runtime could not read is no page.
    let known = members.iter().filter(|_| is_flat);
    for (name, (schema, at)) in known {
        let is_number = NUMBERS.contains(name);
        let is_text = [NEXT_URLS, NEXT_TOKENS, TEXTS]
            .iter()
            .any(|names| names.contains(name));
        if !is_number && !is_text {
            continue;
        }
        let fits = match shape(source, *schema, at)?.shape {
            Shape::Integer => is_number,
            Shape::String { .. } | Shape::Enum(_) => is_text,
            _ => false,
        };
        if !fits {
            return Ok(None);
        }
    }
    Ok(Some(cursor))
}
