//! Requests that the vendor sends to an application: is this one real, and what does it say?
//!
//! A bundle's verdict arrives as a status callback: a form `POST` to the `StatusCallback` URL,
//! signed with the auth token in the header `X-Twilio-Signature`. The address is public, so check
//! the signature before anything else.
//!
//! ```text
//! let webhooks = webhook::Validator::new(auth_token)?;
//! // The whole URL as the vendor was given it, the body as it came, the header's value.
//! let callback = webhooks.status_callback(url, &body, signature)?;
//! match callback.status_as::<customer_profiles::Status>() {
//!     customer_profiles::Status::TwilioApproved => …,
//! }
//! ```
//!
//! - Behind a proxy, rebuild the URL that the vendor was given: scheme, host and query count.
//! - The signature does not change with time and the same event can arrive more than once: keep
//!   what was seen, or fetch the bundle and act on its present state.
//! - It is made with the auth token of the account, never with an API key. While the token is
//!   changed, check with both: `Validator::new(new)?.or(old)?`.

mod callback;
mod error;
mod url;
mod validator;

pub use callback::StatusCallback;
pub use error::WebhookError;
pub use validator::Validator;
