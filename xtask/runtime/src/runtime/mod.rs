//! What every operation needs and no document describes: requests as data, the client that sends
//! them, responses, errors, retries, paging, and the shapes of SIDs and open enums.
//!
//! One noun per file. Nothing here knows a resource or an operation by name.

mod authorization;
mod body;
mod build;
mod call;
mod client;
mod config;
mod credentials;
mod encode;
mod env;
mod envelope;
mod error;
mod headers;
mod method;
mod observe;
mod one_of;
mod open_enum;
mod operation;
mod page;
mod page_meta;
mod pages;
mod redacted;
mod request;
mod response;
mod retry;
mod retry_after;
mod send;
mod server;
mod setters;
mod sid;
mod snippet;
mod stream;
#[cfg(feature = "testing")]
pub mod testing;
mod tls;
mod trace;
#[cfg(feature = "webhook")]
pub mod webhook;

pub use client::Client;
pub use config::ClientBuilder;
pub use credentials::Credentials;
pub use envelope::Envelope;
pub use error::{ApiError, DecodeError, Error, InvalidInput, KnownCode};
pub use error::{TransportError, TransportKind};
pub use method::Method;
pub use observe::Attempt;
pub use page::Page;
pub use page_meta::PageMeta;
pub use pages::Pages;
pub use redacted::Redacted;
pub use request::{MapStyle, Request};
pub use response::{RawResponse, Response};
pub use retry::Retry;
pub use sid::Sid;
pub use stream::ItemStream;

/// Members of a JSON object that the document does not name.
pub type Extra = serde_json::Map<String, serde_json::Value>;

/// A point in time.
pub use jiff::Timestamp;
/// A calendar date.
pub use jiff::civil::Date;

/// The date-time crate of timestamps, in the version that this crate uses.
pub use jiff;
/// The HTTP crate underneath, in the version that this crate uses.
pub use reqwest;
/// The JSON crate of free-form values, in the version that this crate uses.
pub use serde_json;

// What only the expansion of macros names is listed with them.
#[allow(
    unused_imports,
    reason = "which macros are used depends on the document"
)]
pub(crate) use {
    one_of::{Alternative, Fit, decode_union, encode_alternative, one_of},
    open_enum::{open_enum, visit_open_enum},
    operation::{list_operation, operation, request_options},
    setters::setters,
    sid::sid,
};
