//! Which responses are pages of a list.

use openapiv3::{ReferenceOr, Schema};

use super::shape::{Shape, Shaped, shape};
use super::source::{Source, Unfollowed, step};

/// The array in a page and the schema of its elements.
pub(super) struct PageShape<'a> {
    pub(super) key: String,
    pub(super) items: &'a ReferenceOr<Box<Schema>>,
    pub(super) pointer: String,
}

/// Query parameters that move through a list: the stream does that, so they have no setters.
pub(super) const CURSOR_PARAMETERS: &[&str] = &["Page", "PageToken"];

/// Recognises the vendor's envelope: `meta` with a `next_page_url` beside exactly one array.
pub(super) fn page<'a>(
    source: Source<'a>,
    body: &Shaped<'a>,
) -> Result<Option<PageShape<'a>>, Unfollowed> {
    let Shape::Struct { properties, .. } = &body.shape else {
        return Ok(None);
    };
    let base = step(&body.at.pointer, "properties");
    let Some(meta) = properties.get("meta") else {
        return Ok(None);
    };
    let meta = shape(source, meta, &step(&base, "meta"))?;
    let Shape::Struct {
        properties: members,
        ..
    } = meta.shape
    else {
        return Ok(None);
    };
    if !members.contains_key("next_page_url") {
        return Ok(None);
    }
    let mut arrays = Vec::new();
    for (key, property) in properties.iter().filter(|(key, _)| *key != "meta") {
        let shaped = shape(source, property, &step(&base, key))?;
        if let Shape::List(Some((items, pointer))) = shaped.shape {
            arrays.push(PageShape {
                key: key.clone(),
                items,
                pointer,
            });
        }
    }
    Ok(if arrays.len() == 1 {
        arrays.pop()
    } else {
        None
    })
}
