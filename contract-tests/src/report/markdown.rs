//! The result as Markdown, for the summary of a CI job.
//!
//! Responsible for: the verdict, counts, coverage by resource and the drifts, short enough for
//! GitHub's limit of 1 MiB. Not for: every finding in full, which the page and the JSON hold.

use std::fmt::Write;

use super::tally::{self, Tally, fails, percent};
use super::text::{at, clip, count, line};
use super::{drift, place};
use crate::model::{OperationCoverage, Report, Reported, Seen, Trouble};

/// How many drifts, and how many troubles of one sort, are listed.
const ROWS: usize = 200;
/// How much of one value is shown.
const VALUE: usize = 160;

/// The result as Markdown.
#[must_use]
pub fn markdown(report: &Report) -> String {
    let tally = Tally::of(report);
    let mut out = String::new();
    let mark = if report.is_green() { "✅" } else { "❌" };
    let _ = writeln!(out, "## {mark} {}\n", tally::verdict(report, &tally));
    counts(&mut out, report, &tally);
    drifts(&mut out, "Findings", report, fails);
    troubles(&mut out, "Unusable files", &report.unusable);
    troubles(&mut out, "Ledger problems", &report.ledger);
    coverage(&mut out, report, &tally);
    details(&mut out, "Tolerated", tally.tolerated, |out| {
        drifts(out, "", report, |reported| reported.known.is_some());
    });
    details(&mut out, "Not covered yet", tally.notices, |out| {
        drifts(out, "", report, |reported| {
            reported.known.is_none() && !fails(reported)
        });
    });
    details(&mut out, "Notices", tally.remarks, |out| {
        troubles(out, "", &report.notices);
    });
    let _ = writeln!(
        out,
        "<sub>Judged {} of {} against {} ({}, {}) on {} in {}.</sub>",
        count(report.exchanges, "exchange"),
        code(&report.recordings),
        code(&report.document.path),
        code(&report.document.title),
        count(report.document.overlays, "overlay"),
        code(&report.date),
        tally::seconds(report),
    );
    out
}

fn counts(out: &mut String, report: &Report, tally: &Tally) {
    out.push_str("| exchanges | operations | breaking | additive | tolerated | notices |\n");
    out.push_str("|---:|---:|---:|---:|---:|---:|\n");
    let _ = writeln!(
        out,
        "| {} | {} of {} | {} | {} | {} | {} |\n",
        report.exchanges,
        tally.recorded,
        tally.operations,
        tally.breaking,
        tally.additive,
        tally.tolerated,
        tally.notices + tally.remarks
    );
}

fn drifts(out: &mut String, title: &str, report: &Report, keep: impl Fn(&Reported) -> bool) {
    let groups = drift::groups(report, keep);
    if groups.is_empty() {
        return;
    }
    heading(out, title);
    out.push_str(
        "| severity | operation | kind and spot | expected | actual | at | fingerprint |\n",
    );
    out.push_str("|---|---|---|---|---|---|---|\n");
    let mut left = ROWS;
    let mut hidden = 0;
    for drift in groups.iter().flat_map(|group| &group.drifts) {
        if left == 0 {
            hidden += 1;
            continue;
        }
        left -= 1;
        let finding = &drift.first.finding;
        let mut place = match &finding.file {
            Some(file) => code(&at(file, finding.line)),
            None => code(finding.document.as_deref().unwrap_or("")),
        };
        if !drift.others.is_empty() {
            let _ = write!(place, "<br>and {} more", drift.others.len());
        }
        let _ = writeln!(
            out,
            "| {} | {} | {}<br>{} | {} | {} | {place} | {} |",
            finding.severity,
            code(&finding.operation),
            code(finding.kind.id()),
            code(&place::text(&finding.spot)),
            code(&finding.expected),
            code(&finding.actual),
            code(&drift.first.fingerprint),
        );
    }
    out.push('\n');
    if hidden > 0 {
        let _ = writeln!(out, "{} more in the full report.\n", count(hidden, "drift"));
    }
}

fn coverage(out: &mut String, report: &Report, tally: &Tally) {
    let Some(first) = report.coverage.operations.first() else {
        return;
    };
    heading(out, "Coverage");
    out.push_str("| resource | operations | declared statuses | fields | parameters |\n");
    out.push_str("|---|---:|---:|---:|---:|\n");
    let mut name = first.resource.as_str();
    let mut rows: Vec<&OperationCoverage> = Vec::new();
    for row in &report.coverage.operations {
        if row.resource != name {
            resource(out, name, &rows);
            rows.clear();
            name = &row.resource;
        }
        rows.push(row);
    }
    resource(out, name, &rows);
    let all = &report.coverage;
    let _ = writeln!(
        out,
        "| **all** | {} | {} | {} | {} |\n",
        share(tally.recorded, tally.operations),
        share(tally.statuses_recorded, tally.statuses),
        share(all.fields.seen, all.fields.declared),
        share(all.parameters.seen, all.parameters.declared),
    );
    let _ = writeln!(
        out,
        "Enum values: {}. Fields seen null: {}, seen not null: {}.\n",
        share(all.enum_values.seen, all.enum_values.declared),
        all.fields.null,
        all.fields.not_null
    );
}

fn resource(out: &mut String, name: &str, rows: &[&OperationCoverage]) {
    let recorded = rows.iter().filter(|row| tally::is_recorded(row)).count();
    let (seen, declared) = rows.iter().fold((0, 0), |(seen, declared), row| {
        let (more_seen, more) = tally::statuses(row);
        (seen + more_seen, declared + more)
    });
    let sum = |of: fn(&OperationCoverage) -> Seen| {
        let (seen, declared) = rows.iter().fold((0, 0), |(seen, declared), row| {
            (seen + of(row).seen, declared + of(row).declared)
        });
        share(seen, declared)
    };
    let _ = writeln!(
        out,
        "| {} | {} | {} | {} | {} |",
        code(name),
        share(recorded, rows.len()),
        share(seen, declared),
        sum(|row| row.fields),
        sum(|row| row.parameters),
    );
}

fn troubles(out: &mut String, title: &str, troubles: &[Trouble]) {
    if troubles.is_empty() {
        return;
    }
    heading(out, title);
    for trouble in troubles.iter().take(ROWS) {
        let place = code(&at(&trouble.file, trouble.line));
        let _ = writeln!(
            out,
            "- {place}: {}<br>{}",
            text(&trouble.message),
            text(&trouble.help)
        );
    }
    if troubles.len() > ROWS {
        let _ = writeln!(out, "- {} more in the full report", troubles.len() - ROWS);
    }
    out.push('\n');
}

fn details(out: &mut String, title: &str, number: usize, body: impl FnOnce(&mut String)) {
    if number > 0 {
        let _ = writeln!(out, "<details><summary>{title} ({number})</summary>\n");
        body(out);
        out.push_str("</details>\n\n");
    }
}

fn heading(out: &mut String, title: &str) {
    if !title.is_empty() {
        let _ = writeln!(out, "### {title}\n");
    }
}

fn share(seen: usize, declared: usize) -> String {
    if declared == 0 {
        return "–".to_owned();
    }
    format!("{seen} of {declared} ({} %)", percent(seen, declared))
}

/// As code. An HTML element and not backticks: those have no escape inside.
fn code(value: &str) -> String {
    if value.is_empty() {
        return String::new();
    }
    format!("<code>{}</code>", text(value))
}

/// As text in which nothing is markup, in a table or outside.
fn text(value: &str) -> String {
    let mut out = String::new();
    for c in line(&clip(value, VALUE)).chars() {
        match c {
            '&' | '<' | '>' | '"' | '\'' | '|' | '`' | '*' | '_' | '~' | '[' | ']' | '(' | ')'
            | '\\' | '#' | '@' | '$' | '!' => {
                let _ = write!(out, "&#{};", u32::from(c));
            }
            c => out.push(c),
        }
    }
    out
}
