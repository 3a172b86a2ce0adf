//! A diff for a terminal.
//!
//! Responsible for: the layout. Operations with the same changes share a heading; the same fact in
//! several operations is one line that says how often it counts.

use std::fmt::Write as _;

use super::Diff;
use super::change::{Change, Level, short};
use super::group::{groups, title};
use super::raw::RawChange;
use super::style::Style;

/// Operations that a heading names before it only counts.
const NAMED: usize = 6;

/// Raw changes that are shown.
const RAW: usize = 2000;

/// The effective view.
pub(super) fn effective(diff: &Diff, style: Style) -> String {
    let mut text = String::new();
    for group in groups(&diff.changes) {
        let _ = writeln!(
            text,
            "{}",
            style.bold(&heading(&group.operations, &group.lines))
        );
        for changes in &group.lines {
            line(&mut text, changes, style);
        }
        text.push('\n');
    }
    crate_changes(&mut text, diff);
    for one in &diff.ignored {
        let change = &one.change;
        let _ = writeln!(
            text,
            "ignored: {}: {} ({})",
            change.operation,
            change.text(),
            one.reason
        );
    }
    for entry in &diff.needless {
        let _ = writeln!(
            text,
            "error: the ignore file names something that did not change: {entry}"
        );
    }
    if !diff.complete {
        text.push_str("error: the documents are too entangled to compare to the end\n");
    }
    let _ = writeln!(text, "{}", style.bold(&summary(diff)));
    text
}

fn heading(operations: &[&str], lines: &[Vec<&Change>]) -> String {
    if let ([_], Some(change)) = (operations, lines.first().and_then(|line| line.first())) {
        return format!("{}  {} {}", change.operation, change.method, change.path);
    }
    let names = operations
        .iter()
        .take(NAMED)
        .copied()
        .collect::<Vec<_>>()
        .join(", ");
    let more = operations.len().saturating_sub(NAMED);
    let more = if more > 0 {
        format!(" and {more} more")
    } else {
        String::new()
    };
    format!("{} operations: {names}{more}", operations.len())
}

fn line(text: &mut String, changes: &[&Change], style: Style) {
    let Some(change) = changes.first() else {
        return;
    };
    let level = style.level(change.callers, &format!("{:8}", change.callers.as_str()));
    let times = if changes.len() > 1 {
        format!(" (×{})", changes.len())
    } else {
        String::new()
    };
    let hint = change
        .hint
        .as_ref()
        .map(|hint| format!(" — {hint}"))
        .unwrap_or_default();
    let _ = writeln!(text, "  {level} {}{times}{hint}", title(changes));
    let recordings = match change.recordings {
        Level::Breaking => "may fail",
        Level::Additive => "none covers it",
        Level::Neutral => "as before",
    };
    let wire = if change.is_in_the_crate_only() {
        "on the wire: compatible, only the crate's items change; "
    } else {
        ""
    };
    let detail = format!("[{}] {wire}recordings: {recordings}", change.rule);
    let _ = writeln!(text, "           {}", style.dim(&detail));
    let items = items(changes);
    if !items.is_empty() {
        let _ = writeln!(text, "           {}", style.dim(&format!("crate: {items}")));
    }
}

/// The items that these changes touch, each once, those that are not as before first.
pub(super) fn items(changes: &[&Change]) -> String {
    const SHOWN: usize = 4;
    let mut all: Vec<String> = Vec::new();
    let differ = changes
        .iter()
        .flat_map(|change| &change.items)
        .any(|item| item.change != "same");
    for (known, word) in [
        ("gone", " (gone)"),
        ("new", " (new)"),
        ("changed", " (changed)"),
        ("same", ""),
    ] {
        if known == "same" && differ {
            continue;
        }
        let items = changes.iter().flat_map(|change| &change.items);
        for item in items.filter(|item| item.change == known) {
            let item = format!("{}{word}", item.path);
            if !all.contains(&item) {
                all.push(item);
            }
        }
    }
    let more = all.len().saturating_sub(SHOWN);
    all.truncate(SHOWN);
    let more = if more > 0 {
        format!(" and {more} more")
    } else {
        String::new()
    };
    format!("{}{more}", all.join(", "))
}

fn crate_changes(text: &mut String, diff: &Diff) {
    let unexplained = diff.unexplained();
    if diff.renames.is_empty() && unexplained.is_empty() {
        return;
    }
    text.push_str("Items of the crate that change although nothing on the wire does\n");
    for rename in &diff.renames {
        let _ = writeln!(text, "  renamed  {} → {}", rename.old, rename.new);
    }
    for item in unexplained {
        let word = match item.new {
            Some(_) => "changed",
            None => "gone   ",
        };
        let _ = writeln!(
            text,
            "  {word}  {}",
            item.to_string().replace('\n', "\n           ")
        );
    }
    text.push('\n');
}

/// One line that says it all.
pub(super) fn summary(diff: &Diff) -> String {
    let plural =
        |count: usize, noun: &str| format!("{count} {noun}{}", if count == 1 { "" } else { "s" });
    let raw = plural(diff.raw.len(), "raw change");
    let api = match (&diff.api, diff.verdict()) {
        (None, _) => "items of the crate not known".to_owned(),
        (Some(_), None) => "items of the crate as before".to_owned(),
        (Some(items), Some(verdict)) => {
            format!(
                "{} of the crate's items: {verdict}",
                plural(items.len(), "change")
            )
        }
    };
    let ignored = diff.ignored.len();
    let ignored = if ignored > 0 {
        format!(", {ignored} ignored")
    } else {
        String::new()
    };
    if diff.changes.is_empty() {
        return format!("no effective change{ignored}; {raw}; {api}");
    }
    let levels = [Level::Breaking, Level::Additive, Level::Neutral]
        .map(|level| format!("{} {}", diff.count(level), level.as_str()));
    let mut operations: Vec<&str> = diff.changes.iter().map(|c| c.operation.as_str()).collect();
    operations.sort_unstable();
    operations.dedup();
    let changes = plural(diff.changes.len(), "effective change");
    let operations = plural(operations.len(), "operation");
    format!(
        "{changes} in {operations} ({}){ignored}; {raw}; {api}",
        levels.join(", ")
    )
}

/// The raw view.
pub(super) fn raw(changes: &[RawChange]) -> String {
    let mut text = String::new();
    for change in changes.iter().take(RAW) {
        let at = if change.pointer.is_empty() {
            "(the document)"
        } else {
            &change.pointer
        };
        let values = match (&change.before, &change.after) {
            (Some(old), Some(new)) => format!(": {} → {}", short(old), short(new)),
            (Some(one), None) | (None, Some(one)) => format!(": {}", short(one)),
            (None, None) => String::new(),
        };
        let _ = writeln!(text, "{:9} {at}{values}", change.action);
    }
    let more = changes.len().saturating_sub(RAW);
    if more > 0 {
        let _ = writeln!(text, "… {more} more");
    }
    let _ = writeln!(text, "{} raw changes", changes.len());
    text
}
