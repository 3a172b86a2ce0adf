//! How well a value fits an alternative, where no tag names one.
//!
//! Responsible for: what the emitted decoder compares. Not for: comparing it (the runtime does).
//!
//! The best match holds: of the alternatives that decode the value, the one that knows the most of
//! its members, then the one that misses the fewest of its own, then the first of the document. A
//! text is best where it is listed, then where any text may stand. A list is as good as its elements.

use crate::ir::Fit;

use super::members::declared;
use super::shape::{Shape, shape};
use super::source::{Source, Unfollowed};

/// Lists in lists that are looked into.
const DEPTH: usize = 4;

/// What a value is compared with.
pub(super) fn fit<'a>(source: Source<'a>, shape: &Shape<'a>) -> Result<Fit, Unfollowed> {
    to_depth(source, shape, DEPTH)
}

fn to_depth<'a>(source: Source<'a>, of: &Shape<'a>, depth: usize) -> Result<Fit, Unfollowed> {
    Ok(match of {
        Shape::Struct(parts) => {
            let names = declared(parts).into_keys();
            Fit::Members(names.map(str::to_owned).collect())
        }
        Shape::Enum(values) => {
            Fit::Values(values.iter().map(|value| (*value).to_owned()).collect())
        }
        Shape::String { .. } => Fit::Text,
        Shape::List(Some((items, pointer))) if depth > 0 => {
            let items = shape(source, *items, pointer)?;
            match to_depth(source, &items.shape, depth - 1)? {
                Fit::Alike => Fit::Alike,
                fit => Fit::Each(Box::new(fit)),
            }
        }
        _ => Fit::Alike,
    })
}
