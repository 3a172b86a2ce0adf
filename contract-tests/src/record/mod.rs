//! The recorder: asks a server, and writes down what it says.
//!
//! ```text
//! scenario ─▶ plan ─▶ request ─▶ wire ⇄ server
//!                                  └─▶ capture ─▶ scrubber ─▶ disk
//! ```
//!
//! Every exchange is written as it happens, scrubbed, whole or not at all. What a story created is
//! deleted when it ends, however it ends.
//!
//! Responsible for: recordings of servers. Not for: judging what they say, which is the check's work
//! (`cargo xtask contract --recordings DIR`), nor for what is secret or personal
//! ([`crate::import::Scrubber`]).

pub mod arguments;
mod capture;
mod cleanup;
mod command;
mod credentials;
mod disk;
mod mock;
mod pick;
mod plan;
mod play;
mod proxy;
mod request;
mod scenario;
mod stop;
mod target;
mod template;
mod verify;
mod wire;

pub(crate) use command::record;
