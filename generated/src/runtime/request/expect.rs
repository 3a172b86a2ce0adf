//! What a request expects: of the answer, and of the client that sends it.

use super::Request;

impl Request {
    /// Asks for these media types, in place of JSON.
    #[must_use]
    pub fn accept(mut self, media_types: &'static str) -> Self {
        self.accept = Some(media_types);
        self
    }

    /// Takes a redirection as a success, which it is not otherwise. It is not followed.
    #[must_use]
    pub fn redirected(mut self) -> Self {
        self.is_redirected = true;
        self
    }

    /// Sends no credentials, as the operation asks for none.
    #[must_use]
    pub fn anonymous(mut self) -> Self {
        self.is_anonymous = true;
        self
    }

    /// Returns the media types that are asked for, where they are not plain JSON.
    #[must_use]
    pub fn accepted(&self) -> Option<&'static str> {
        self.accept
    }

    pub(crate) fn is_redirected(&self) -> bool {
        self.is_redirected
    }

    pub(crate) fn is_anonymous(&self) -> bool {
        self.is_anonymous
    }
}
