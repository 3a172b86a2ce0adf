//! Why a request is not taken as the vendor's.

/// Why a request is not taken as the vendor's. Answer it with 403, and do not use its body.
///
/// No text here holds anything of the request.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
#[non_exhaustive]
pub enum WebhookError {
    /// The signature is not that of this URL and body: forged, of another account or token, or the
    /// URL is not the one that the vendor was given.
    #[error(
        "the signature does not fit: check that the URL is the one given to the API, query included, and that the auth token is that of the account"
    )]
    WrongSignature,
    /// The signature is right, and a field that the callback needs is missing.
    #[error("the form has no field `{0}`, so it is not a status callback")]
    MissingField(&'static str),
}
