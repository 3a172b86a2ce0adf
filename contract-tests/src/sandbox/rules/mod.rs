//! What may be done, and when. One rule or one family of rules in each file; each gives the refusal
//! that the API gives.

pub(crate) mod console;
pub(crate) mod document;
pub(crate) mod duplicate;
pub(crate) mod immutable;
pub(crate) mod order;
pub(crate) mod owned;
pub(crate) mod status;
