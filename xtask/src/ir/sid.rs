//! SID kinds: one newtype each.

use serde::Serialize;

use super::Docs;

/// A kind of SID: two letters and 32 hex digits.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Sid {
    /// Name of the newtype, such as `PolicySid`.
    pub rust: String,
    /// The two letters, such as `RN`.
    pub prefix: String,
    /// What it identifies.
    pub docs: Docs,
}
