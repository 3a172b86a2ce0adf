//! The coverage section: bars for the whole document and a matrix of operations and statuses.
//!
//! Responsible for: making gaps visible. Not for: what to record next, which findings say.

use std::collections::{BTreeSet, HashMap};

use maud::{Markup, html};

use super::parts::{anchor, meter, name};
use crate::model::{OperationCoverage, Report, Seen};
use crate::report::tally::{Tally, fails, percent};
use crate::report::text::line;

pub(super) fn section(report: &Report, tally: &Tally) -> Markup {
    let coverage = &report.coverage;
    let plain = |seen: usize, declared: usize| Seen {
        declared,
        seen,
        ..Seen::default()
    };
    html! {
        @if !coverage.operations.is_empty() {
            section #coverage aria-labelledby="coverage-title" {
                h2 #coverage-title { "Coverage" }
                p.hint { "What the recordings touch of what the document declares." }
                dl.bars {
                    (bar("Operations", plain(tally.recorded, tally.operations), ""))
                    (bar("Declared statuses", plain(tally.statuses_recorded, tally.statuses), ""))
                    (bar("Response fields", coverage.fields, &format!("each declaration once, the rows per operation; {} seen null, {} with a value", coverage.fields.null, coverage.fields.not_null)))
                    (bar("Enum values", coverage.enum_values, ""))
                    (bar("Parameters", coverage.parameters, ""))
                }
                (matrix(report))
            }
        }
    }
}

fn bar(title: &str, seen: Seen, note: &str) -> Markup {
    html! {
        div {
            dt { (title) }
            dd {
                (meter(seen, "seen"))
                span.share { (percent(seen.seen, seen.declared)) " %" }
                @if !note.is_empty() { small { (note) } }
            }
        }
    }
}

fn matrix(report: &Report) -> Markup {
    let operations = &report.coverage.operations;
    let statuses: BTreeSet<u16> = operations
        .iter()
        .flat_map(|row| row.declared.iter().chain(row.statuses.keys()))
        .copied()
        .collect();
    let mut findings: HashMap<&str, usize> = HashMap::new();
    for reported in report.findings.iter().filter(|reported| fails(reported)) {
        *findings.entry(&reported.finding.operation).or_default() += 1;
    }
    let mut groups: Vec<&[OperationCoverage]> = Vec::new();
    groups.extend(operations.chunk_by(|one, next| one.resource == next.resource));
    html! {
        ul.legend aria-hidden="true" {
            li { span.cell.hit { "3" } " recordings of a declared status" }
            li { span.cell.gap { "0" } " declared, not recorded" }
            li { span.cell.extra { "2" } " recorded, not declared one by one" }
        }
        div.scroll tabindex="0" role="region" aria-label="Operations and statuses" {
            table.matrix {
                thead {
                    tr {
                        th scope="col" { "Operation" }
                        @for (status, is_edge) in edges(&statuses) {
                            th.status.edge[is_edge] scope="col" { (status) }
                        }
                        th.edge scope="col" { "Fields" }
                        th scope="col" { "Parameters" }
                        th scope="col" { "Findings" }
                    }
                }
                @for rows in groups {
                    tbody data-resource=(line(rows.first().map_or("", |row| &row.resource))) {
                        tr.resource {
                            th scope="rowgroup" colspan=(statuses.len() + 4) {
                                (name(rows.first().map_or("", |row| &row.resource)))
                                " " span.path { (name(base(rows))) }
                            }
                        }
                        @for row in rows { (operation(row, &statuses, findings.get(row.operation.as_str()).copied())) }
                    }
                }
            }
        }
    }
}

fn operation(row: &OperationCoverage, statuses: &BTreeSet<u16>, findings: Option<usize>) -> Markup {
    let method = row.endpoint.split(' ').next().unwrap_or_default();
    html! {
        tr {
            th scope="row" title=(line(&row.endpoint)) {
                span.method { (line(method)) } " " (name(&row.operation))
            }
            @for (status, is_edge) in edges(statuses) {
                td.edge[is_edge] { (cell(row, status)) }
            }
            td.edge { (meter(row.fields, "fields seen")) }
            td { (meter(row.parameters, "parameters seen")) }
            td.count {
                @match findings {
                    Some(number) => a.jump href={ "#" (anchor("operation", &row.operation)) } {
                        (number) span.sr { " findings of " (name(&row.operation)) }
                    },
                    None => span.none { "–" },
                }
            }
        }
    }
}

fn cell(row: &OperationCoverage, status: u16) -> Markup {
    let recordings = row.statuses.get(&status).copied().unwrap_or_default();
    let is_declared = row.declared.contains(&status);
    html! {
        @match (is_declared, recordings) {
            (true, 0) => span.cell.gap { "0" span.sr { " recordings, declared" } },
            (true, _) => span.cell.hit { (recordings) },
            (false, 0) => "",
            (false, _) => span.cell.extra { (recordings) span.sr { " not declared" } },
        }
    }
}

/// The statuses, and whether each is the first of its hundred.
fn edges(statuses: &BTreeSet<u16>) -> Vec<(u16, bool)> {
    let mut hundred = 0;
    let mut edges = Vec::with_capacity(statuses.len());
    for &status in statuses {
        edges.push((status, status / 100 != hundred));
        hundred = status / 100;
    }
    edges
}

/// The shortest path of a resource's operations.
fn base(rows: &[OperationCoverage]) -> &str {
    rows.iter()
        .filter_map(|row| row.endpoint.split_once(' '))
        .map(|(_, path)| path)
        .min_by_key(|path| path.len())
        .unwrap_or_default()
}
