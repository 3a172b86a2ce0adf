//! How pages of a list are laid out, and how one leads to the next.

/// The layout of the pages of a list.
///
/// A page holds its items in one member. What it tells about its neighbours stands in a member
/// `meta`, or beside the items. The next page has a URL, or a token that is sent as a query
/// parameter.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Envelope {
    pub(crate) key: &'static str,
    pub(crate) is_flat: bool,
    pub(crate) token: Option<&'static str>,
}

impl Envelope {
    /// Creates a layout with the items in the member `key`, and `meta` beside it.
    #[must_use]
    pub const fn new(key: &'static str) -> Self {
        Self {
            key,
            is_flat: false,
            token: None,
        }
    }

    /// What else would be in `meta` stands beside the items.
    #[must_use]
    pub const fn flat(mut self) -> Self {
        self.is_flat = true;
        self
    }

    /// The token of the next page is sent as this query parameter.
    #[must_use]
    pub const fn token(mut self, parameter: &'static str) -> Self {
        self.token = Some(parameter);
        self
    }
}

impl From<&'static str> for Envelope {
    fn from(key: &'static str) -> Self {
        Self::new(key)
    }
}
