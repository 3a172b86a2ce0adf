#![doc = include_str!("page.md")]

/// Returns the page.
#[must_use]
pub fn page() -> &'static str {
    include_str!("page.md")
}
