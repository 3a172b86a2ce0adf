//! Two pieces of work at the same time.
//!
//! Responsible for: a thread with enough stack. Not for: what is done.

use std::thread;

/// Stack of the other thread. The typed reader takes up to 70 KB for each nested schema in a debug
/// build, so that the main thread of some systems (1 MiB) would not do for
/// [`super::limits::SCHEMA_DEPTH`] of them.
const STACK: usize = 16 * 1024 * 1024;

/// Does the first piece on a thread of its own and the second on this one. Gives the panic of the
/// first, where it panicked.
pub(super) fn beside<A: Send, B>(
    other: impl Fn() -> A + Sync,
    this: impl FnOnce() -> B,
) -> (thread::Result<A>, B) {
    thread::scope(|scope| {
        let builder = thread::Builder::new().stack_size(STACK);
        let thread = builder.spawn_scoped(scope, &other);
        let this = this();
        match thread {
            Ok(thread) => (thread.join(), this),
            // Without a thread the caller's stack will do for all but the oddest documents.
            Err(_) => (Ok(other()), this),
        }
    })
}
