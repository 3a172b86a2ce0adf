//! Advice.

/// Returns the best advice.
#[must_use]
pub fn best() -> &'static str {
    super::help::page()
}
