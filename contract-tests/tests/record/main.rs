//! The recorder through its command, against the sandbox and against servers that misbehave.
#![forbid(unsafe_code)]

mod ends;
mod proxy;
mod scenarios;
mod support;
mod verify;
