//! Names: what stands on the wire and what stands in Rust, computed once.

use serde::Serialize;

/// One name in its two spellings.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize)]
pub struct Name {
    /// The spelling on the wire, such as `FriendlyName`.
    pub wire: String,
    /// The Rust identifier, such as `friendly_name` or `r#type`.
    pub rust: String,
}
