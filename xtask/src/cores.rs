//! Pieces of work on all cores.
//!
//! Responsible for: sharing them out, on threads with enough stack. Not for: what is done. The outcome
//! depends neither on the number of threads nor on which of them is first.

use std::hint::black_box;
use std::num::NonZero;
use std::sync::OnceLock;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::thread;

/// More threads would take longer to start than to do what is left for them.
const THREADS: usize = 8;

/// Stack of each thread. The typed reader takes up to 70 KB for each nested schema in a debug build, so
/// that the main thread of some systems (1 MiB) would not do; the printer too calls itself for each
/// level of a type.
const STACK: usize = 16 * 1024 * 1024;

/// How many threads can work at the same time.
pub(crate) fn threads() -> usize {
    // Asking the system takes a dozen calls of it.
    static THREADS_HERE: OnceLock<usize> = OnceLock::new();
    *THREADS_HERE.get_or_init(|| {
        // Only of sizes that were once given back does glibc keep memory; once for all threads.
        reserve(2 * ROOM);
        let threads = thread::available_parallelism().map_or(1, NonZero::get);
        threads.min(THREADS)
    })
}

/// Room that a thread asks the system for at once. One C library (glibc) gives a thread room page by
/// page, each with a system call that stops the others.
const ROOM: usize = 2 * 1024 * 1024;

/// Takes memory and gives it back. What was given back is kept for the next, and a library that does not
/// keep it loses nothing.
fn reserve(bytes: usize) {
    drop(black_box(Vec::<u8>::with_capacity(bytes)));
}

/// Works on each item on other threads, and does `this` on this one meanwhile. Gives what came of the
/// items in their order, or the panic of one of them.
pub(crate) fn share<T: Sync, A: Send, B>(
    items: &[T],
    work: impl Fn(&T) -> A + Sync,
    this: impl FnOnce() -> B,
) -> (thread::Result<Vec<A>>, B) {
    let next = AtomicUsize::new(0);
    let take = || {
        reserve(ROOM);
        let mut done = Vec::new();
        loop {
            let index = next.fetch_add(1, Ordering::Relaxed);
            let Some(item) = items.get(index) else {
                return done;
            };
            done.push((index, work(item)));
        }
    };
    thread::scope(|scope| {
        let helpers: Vec<_> = (0..threads().min(items.len()))
            .map_while(|_| {
                let builder = thread::Builder::new().stack_size(STACK);
                builder.spawn_scoped(scope, take).ok()
            })
            .collect();
        let this = this();
        // Without a thread the caller's stack will do for all but the oddest documents.
        let mut done = if helpers.is_empty() {
            take()
        } else {
            Vec::with_capacity(items.len())
        };
        // All are waited for: a panic that nobody takes would be the scope's own.
        let joined: Vec<_> = helpers
            .into_iter()
            .map(thread::ScopedJoinHandle::join)
            .collect();
        for part in joined {
            match part {
                Ok(part) => done.extend(part),
                Err(panic) => return (Err(panic), this),
            }
        }
        done.sort_unstable_by_key(|(index, _)| *index);
        (
            Ok(done.into_iter().map(|(_, outcome)| outcome).collect()),
            this,
        )
    })
}

/// Does one thing on another thread, and `this` on this one meanwhile.
pub(crate) fn beside<A: Send, B>(
    other: impl Fn() -> A + Sync,
    this: impl FnOnce() -> B,
) -> (thread::Result<A>, B) {
    let (done, this) = share(&[()], |()| other(), this);
    (done.map(|mut one| one.swap_remove(0)), this)
}

#[cfg(test)]
mod tests {
    use super::share;

    #[test]
    fn outcomes_keep_the_order_of_the_items() {
        for count in [0, 1, 2, 300] {
            let items: Vec<usize> = (0..count).collect();
            let (done, this) = share(&items, |item| item * 2, || "this");
            assert_eq!(this, "this");
            let doubled: Vec<usize> = items.iter().map(|item| item * 2).collect();
            assert_eq!(done.unwrap(), doubled);
        }
    }

    #[test]
    fn a_panic_is_handed_on() {
        let (done, this) = share(&[1, 2, 3], |item| assert_ne!(*item, 2), || 7);
        assert!(done.is_err());
        assert_eq!(this, 7);
    }
}
