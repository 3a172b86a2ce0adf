//! What the two workflow examples share: where they run, for whom, and the steps that are the same
//! whatever kind of bundle it is.

// Each example uses its share of it.
#![allow(dead_code, reason = "each example uses its share of this module")]

pub(crate) mod business;
pub(crate) mod objects;
pub(crate) mod place;

/// An example can fail in many ways, and tells each in its own words.
pub(crate) type Outcome<T> = Result<T, Box<dyn std::error::Error + Send + Sync>>;
