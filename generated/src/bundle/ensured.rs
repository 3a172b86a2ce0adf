//! What an idempotent step returns: the thing, and whether this run made it.

/// What a step made sure of.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Ensured<T> {
    /// It was there already.
    Found(T),
    /// This call made it.
    Made(T),
}

impl<T> Ensured<T> {
    /// Returns the thing itself, whoever made it.
    pub fn into_value(self) -> T {
        match self {
            Self::Found(value) | Self::Made(value) => value,
        }
    }

    /// Returns the thing itself, whoever made it.
    pub const fn value(&self) -> &T {
        match self {
            Self::Found(value) | Self::Made(value) => value,
        }
    }

    /// Returns whether this call made it.
    #[must_use]
    pub const fn is_new(&self) -> bool {
        matches!(self, Self::Made(_))
    }
}
