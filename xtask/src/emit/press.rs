//! Texts printed on all cores, put together in the order in which they were asked for.
//!
//! Responsible for: sharing the work out. Not for: what is printed. The outcome depends neither on
//! the number of threads nor on which of them is first.

use std::collections::BTreeMap;
use std::num::NonZero;
use std::panic::resume_unwind;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::thread;

use super::EmitError;

/// More threads would take longer to start than to print what is left for them.
const THREADS: usize = 8;

/// The printer calls itself for each level of a type; the main thread of most systems has as much.
const STACK: usize = 8 * 1024 * 1024;

type Printed = Result<String, EmitError>;

/// A part of a file, not yet printed.
struct Part<'a> {
    file: String,
    print: Box<dyn Fn() -> Printed + Sync + 'a>,
}

/// The texts to print.
#[derive(Default)]
pub(super) struct Press<'a> {
    parts: Vec<Part<'a>>,
}

impl<'a> Press<'a> {
    /// Adds a part of a file; the parts of one file stand one after another.
    pub(super) fn add(&mut self, file: impl Into<String>, print: impl Fn() -> Printed + Sync + 'a) {
        let (file, print) = (file.into(), Box::new(print));
        self.parts.push(Part { file, print });
    }

    /// Prints all of it; the first part that cannot be printed is told.
    pub(super) fn run(self) -> Result<BTreeMap<String, String>, EmitError> {
        let threads = thread::available_parallelism().map_or(1, NonZero::get);
        let mut printed = self.print_with(threads.min(THREADS));
        printed.sort_by_key(|(index, _)| *index);
        let mut files: BTreeMap<String, String> = BTreeMap::new();
        for (part, (_, text)) in self.parts.into_iter().zip(printed) {
            files.entry(part.file).or_default().push_str(&text?);
        }
        Ok(files)
    }

    /// Each part's text with its number, in any order.
    fn print_with(&self, threads: usize) -> Vec<(usize, Printed)> {
        let next = AtomicUsize::new(0);
        let work = || {
            let mut done = Vec::new();
            loop {
                let index = next.fetch_add(1, Ordering::Relaxed);
                let Some(part) = self.parts.get(index) else {
                    return done;
                };
                done.push((index, (part.print)()));
            }
        };
        thread::scope(|scope| {
            // This thread is one of them. A system that gives no other only makes it slower.
            let helpers: Vec<_> = (1..threads.min(self.parts.len()))
                .map_while(|_| {
                    let builder = thread::Builder::new().stack_size(STACK);
                    builder.spawn_scoped(scope, work).ok()
                })
                .collect();
            let mut done = work();
            for helper in helpers {
                done.extend(helper.join().unwrap_or_else(|panic| resume_unwind(panic)));
            }
            done
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn press(parts: usize) -> Press<'static> {
        let mut press = Press::default();
        for part in 0..parts {
            let file = ["a", "b", "c"][part * 3 / parts];
            press.add(file, move || Ok(format!("{part} ")));
        }
        press
    }

    #[test]
    fn parts_keep_their_order_however_many_threads_there_are() {
        for threads in [1, 2, 3, 64] {
            let mut printed = press(300).print_with(threads);
            printed.sort_by_key(|(index, _)| *index);
            for (part, (index, text)) in printed.iter().enumerate() {
                assert_eq!(part, *index);
                assert_eq!(text.as_ref().unwrap(), &format!("{part} "));
            }
            assert_eq!(printed.len(), 300);
        }
        let files = press(9).run().unwrap();
        let texts: Vec<_> = files.values().map(String::as_str).collect();
        assert_eq!(texts, ["0 1 2 ", "3 4 5 ", "6 7 8 "]);
        assert!(Press::default().run().unwrap().is_empty());
    }

    #[test]
    fn the_first_fault_is_told() {
        let mut press = press(30);
        for name in ["first", "second"] {
            press.add("d", move || {
                Err(EmitError {
                    file: name.to_owned(),
                    message: String::new(),
                })
            });
        }
        assert_eq!(press.run().unwrap_err().file, "first");
    }
}
