//! Tests of all formats, on a green run, a red run and a run in which every text is hostile.

mod formats;
mod hostile;
mod markup;
mod page;
mod sample;
mod schema;
mod short;
mod written;
