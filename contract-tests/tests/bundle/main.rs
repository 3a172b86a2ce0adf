//! The steps of `twilio_trusthub::bundle` against a server that answers as each test says.
//!
//! Whole workflows are in `workflows`; here are the cases that a well-behaved server never shows.

mod checklist;
mod ensure;
mod policy;
mod server;
mod wait;
