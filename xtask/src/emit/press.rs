//! Texts printed on all cores, put together in the order in which they were asked for.
//!
//! Responsible for: putting the parts of each file together. Not for: what is printed.

use std::collections::BTreeMap;
use std::panic::resume_unwind;

use super::EmitError;
use crate::cores;

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
        let (printed, ()) = cores::share(&self.parts, |part| (part.print)(), || ());
        let printed = printed.unwrap_or_else(|panic| resume_unwind(panic));
        let mut files: BTreeMap<String, String> = BTreeMap::new();
        for (part, text) in self.parts.into_iter().zip(printed) {
            files.entry(part.file).or_default().push_str(&text?);
        }
        Ok(files)
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
    fn parts_keep_their_order() {
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
