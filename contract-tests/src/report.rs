//! The result of a run as text for a terminal.
//!
//! Responsible for: one line of counts when all is well, and failures grouped by operation when
//! not. Not for: deciding what a failure is.

use std::collections::BTreeMap;
use std::fmt::{self, Display, Write};

use crate::dispatch;
use crate::run::{Failed, Summary};

/// Shows a [`Summary`] as text that ends with the line of counts.
#[derive(Debug, Clone, Copy)]
pub struct Terminal<'s>(pub &'s Summary);

impl Display for Terminal<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let summary = self.0;
        for error in &summary.unusable {
            writeln!(f, "{error}\n")?;
        }
        for name in &summary.crashed {
            writeln!(
                f,
                "{name}: the replay crashed, which is a bug of contract-tests; its panic is above\n"
            )?;
        }
        let mut by_operation = BTreeMap::<&str, Vec<&Failed>>::new();
        for failed in &summary.failed {
            by_operation
                .entry(&failed.operation)
                .or_default()
                .push(failed);
        }
        for (operation, failures) in by_operation {
            writeln!(f, "{operation}")?;
            for failed in failures {
                writeln!(
                    f,
                    "  {}  ({})",
                    failed.file.name,
                    failed.file.path.display()
                )?;
                for problem in &failed.outcome.problems {
                    for line in problem.to_string().lines() {
                        writeln!(f, "    {line}")?;
                    }
                }
            }
            f.write_char('\n')?;
        }
        counts(f, summary)
    }
}

fn counts(f: &mut fmt::Formatter<'_>, summary: &Summary) -> fmt::Result {
    if summary.replayed + summary.unusable.len() + summary.crashed.len() == 0 {
        return f.write_str("no recording has a name or an operation with this filter in it");
    }
    let good = summary.replayed - summary.failed.len();
    write!(
        f,
        "{good} of {} replayed as recorded",
        recordings(summary.replayed)
    )?;
    if !summary.unusable.is_empty() {
        write!(f, ", {} unusable", summary.unusable.len())?;
    }
    if !summary.crashed.is_empty() {
        write!(f, ", {} crashed", summary.crashed.len())?;
    }
    write!(
        f,
        "; {} of {} operations; {} justified {}; {:.2} s",
        summary.operations.len(),
        dispatch::OPERATIONS.len(),
        summary.justified,
        if summary.justified == 1 {
            "difference"
        } else {
            "differences"
        },
        summary.elapsed.as_secs_f64(),
    )
}

fn recordings(count: usize) -> String {
    if count == 1 {
        "1 recording".to_owned()
    } else {
        format!("{count} recordings")
    }
}
