//! Contract tests of the generated TrustHub crate.
//!
//! A recording is one exchange with the API, as a YAML file ([`recording`]). Replaying it
//! ([`replay`]) calls the generated crate with the recorded parameters, through the emitted
//! dispatcher ([`dispatch`], which takes its arguments from [`call`]), against a local server that
//! gives the recorded answer only for exactly the recorded request ([`compare`]). Then the decoded
//! value is encoded again and must be what was recorded ([`round_trip`]).
//!
//! ```text
//! recordings/**.yaml ─▶ load ─▶ call ─▶ dispatch ─▶ generated crate ⇄ replay server
//!                                                        │
//!                                       round trip, error comparison ─▶ report
//! ```
#![forbid(unsafe_code)]

pub mod call;
pub mod check;
pub mod cli;
mod client;
pub mod compare;
pub mod coverage;
// Emitted: its layout is the generator's, and it has one arm for each operation.
#[rustfmt::skip]
#[allow(clippy::too_many_lines, reason = "emitted, with one arm for each operation")]
pub mod dispatch;
pub mod fetch;
pub mod finding;
pub mod import;
pub mod judge;
pub mod ledger;
pub mod model;
pub mod mutate;
pub mod notices;
pub mod program;
pub mod record;
pub mod recording;
mod redact;
pub mod replay;
pub mod report;
pub mod round_trip;
pub mod run;
pub mod sandbox;
mod server;
pub mod tls;
mod transfer;
mod yaml;

pub use server::StartError;

use std::path::Path;

/// The recordings of this repository.
#[must_use]
pub fn recordings() -> &'static Path {
    Path::new(concat!(env!("CARGO_MANIFEST_DIR"), "/recordings"))
}
