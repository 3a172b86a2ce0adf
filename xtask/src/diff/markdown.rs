//! A diff for a pull request.

use std::fmt::Write as _;

use super::Diff;
use super::change::Change;
use super::group::{groups, title};
use super::text;

/// Lines of the crate's items that are shown.
const ITEMS: usize = 100;

/// The effective view as Markdown.
pub(super) fn markdown(diff: &Diff) -> String {
    let mut text = format!("**{}**\n", plain(&text::summary(diff)));
    if !diff.changes.is_empty() {
        text.push_str(
            "\n| Callers | Recordings | Change | Operations | Crate |\n|---|---|---|---|---|\n",
        );
    }
    for group in groups(&diff.changes) {
        for changes in &group.lines {
            row(&mut text, changes, &group.operations);
        }
    }
    if !diff.renames.is_empty() {
        text.push_str("\nRenamed in the crate, the same on the wire:\n\n");
        for rename in &diff.renames {
            let _ = writeln!(text, "- {} → {}", code(&rename.old), code(&rename.new));
        }
    }
    items(&mut text, diff);
    for one in &diff.ignored {
        let change = plain(&format!(
            "{}: {} ({})",
            one.change.operation,
            one.change.text(),
            one.reason
        ));
        let _ = writeln!(text, "\nIgnored: {change}");
    }
    for entry in &diff.needless {
        let _ = writeln!(
            text,
            "\nThe ignore file names something that did not change: {}",
            plain(entry)
        );
    }
    if !diff.complete {
        text.push_str("\nThe documents are too entangled to compare to the end.\n");
    }
    text
}

fn row(text: &mut String, changes: &[&Change], operations: &[&str]) {
    let Some(change) = changes.first() else {
        return;
    };
    let hint = change
        .hint
        .as_ref()
        .map(|hint| format!(", {hint}"))
        .unwrap_or_default();
    let what = plain(&format!("{}{hint}", title(changes)));
    let operations: Vec<String> = operations.iter().map(|name| code(name)).collect();
    let touched = plain(&text::items(changes));
    let _ = writeln!(
        text,
        "| {}{} | {} | {what}<br>{} | {} | {touched} |",
        change.callers.as_str(),
        if change.is_in_the_crate_only() {
            " (crate only)"
        } else {
            ""
        },
        change.recordings.as_str(),
        code(&change.rule.to_string()),
        operations.join(", "),
    );
}

fn items(text: &mut String, diff: &Diff) {
    let Some(items) = diff.api.as_ref().filter(|items| !items.is_empty()) else {
        return;
    };
    text.push_str("\n<details><summary>Public items of the crate</summary>\n\n```diff\n");
    for item in items.iter().take(ITEMS) {
        let _ = writeln!(text, "{item}");
    }
    let more = items.len().saturating_sub(ITEMS);
    if more > 0 {
        let _ = writeln!(text, "# {more} more");
    }
    text.push_str("```\n\n</details>\n");
}

/// Text that Markdown shows as it is, in a table too.
fn plain(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    let mut in_code = false;
    for c in text.chars() {
        match c {
            '`' => {
                in_code = !in_code;
                out.push(c);
            }
            '|' => out.push_str("\\|"),
            '<' if !in_code => out.push_str("&lt;"),
            '*' | '_' | '[' | ']' | '\\' | '#' if !in_code => out.extend(['\\', c]),
            c if c.is_control() => out.push(' '),
            c => out.push(c),
        }
    }
    out
}

fn code(text: &str) -> String {
    format!("`{}`", text.replace('`', "'").replace('|', "\\|"))
}
