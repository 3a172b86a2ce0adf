//! The sections of findings: those that fail the run, those that are tolerated, and gaps of
//! coverage.
//!
//! Responsible for: their order and grouping. Not for: showing one finding (`finding`).

use maud::{Markup, html};

use super::finding::card;
use super::parts::{anchor, badge, name, value};
use crate::finding::Severity;
use crate::model::{Report, Reported};
use crate::report::drift::{Drift, Group, groups};
use crate::report::tally::{Tally, fails};
use crate::report::text::{count, line};
use crate::report::{kinds, place};

/// With more drifts than this the cards start folded.
const OPEN: usize = 25;
/// A page with more drifts in one section would be slow to open; the JSON has them all.
const MOST: usize = 1_000;

/// How many operations have findings that fail the run.
pub(super) fn operations(report: &Report) -> usize {
    groups(report, fails).len()
}

pub(super) fn failing(report: &Report, tally: &Tally) -> Markup {
    let (groups, hidden) = cut(groups(report, fails));
    html! {
        section #findings aria-labelledby="findings-title" {
            h2 #findings-title { "Findings" }
            @if groups.is_empty() {
                p.empty { "No finding fails this run." }
            } @else {
                p.hint {
                    (count(tally.drifts, "drift")) ", by operation. A drift that several recordings show is listed once."
                }
            }
            @for group in &groups {
                section.operation id=(anchor("operation", group.operation)) data-resource=(line(group.resource())) {
                    (heading(group))
                    @for drift in &group.drifts { (card(group, drift, &report.date, tally.drifts <= OPEN)) }
                }
            }
            (rest(hidden))
        }
    }
}

pub(super) fn tolerated(report: &Report, tally: &Tally) -> Markup {
    let (groups, hidden) = cut(groups(report, |reported| reported.known.is_some()));
    html! {
        @if tally.tolerated > 0 {
            section #tolerated aria-labelledby="tolerated-title" {
                h2 #tolerated-title { "Tolerated" }
                p.hint { "Known drift. Each entry of the ledger has a reason and a day after which it fails the run." }
                div.scroll {
                    table.rows {
                        thead { tr {
                            th scope="col" { "Operation" } th scope="col" { "Drift" }
                            th scope="col" { "Expected and actual" }
                            th scope="col" { "Reason" } th scope="col" { "Until" }
                        } }
                        tbody {
                            @for group in &groups { @for drift in &group.drifts { (tolerated_row(group, drift)) } }
                        }
                    }
                }
                (rest(hidden))
            }
        }
    }
}

fn tolerated_row(group: &Group<'_>, drift: &Drift<'_>) -> Markup {
    let finding = &drift.first.finding;
    html! {
        tr data-severity="tolerated" data-resource=(line(group.resource())) {
            th scope="row" { (name(group.operation)) }
            td {
                (badge("tolerated", "Tolerated")) " " (kinds::title(finding.kind)) br;
                code { (name(&place::text(&finding.spot))) } br;
                small { (name(&drift.first.fingerprint)) " · " (count(1 + drift.others.len(), "finding")) }
            }
            td { "expected " (value(&finding.expected)) br; "actual " (value(&finding.actual)) }
            @if let Some(known) = &drift.first.known {
                td { (value(&known.reason)) }
                td.date { (name(&known.until)) }
            }
        }
    }
}

pub(super) fn uncovered(report: &Report, tally: &Tally) -> Markup {
    let is_notice = |reported: &Reported| {
        reported.known.is_none() && reported.finding.severity == Severity::Notice
    };
    let (groups, hidden) = cut(groups(report, is_notice));
    html! {
        @if tally.notices > 0 {
            section #uncovered aria-labelledby="uncovered-title" {
                h2 #uncovered-title { "Not covered yet" }
                p.hint { "What no recording shows. These fail nothing; they say what to record next." }
                @for group in &groups {
                    details.gaps data-severity="notice" data-resource=(line(group.resource())) {
                        summary { strong { (name(group.operation)) } " " span.path { (name(group.endpoint())) } " " span.n { (group.drifts.len()) } }
                        div.scroll {
                            table.rows {
                                thead { tr { th scope="col" { "Gap" } th scope="col" { "Where" } th scope="col" { "Next step" } } }
                                tbody {
                                    @for drift in &group.drifts { (gap(drift)) }
                                }
                            }
                        }
                    }
                }
                (rest(hidden))
            }
        }
    }
}

fn gap(drift: &Drift<'_>) -> Markup {
    let finding = &drift.first.finding;
    html! {
        tr {
            th scope="row" { (kinds::title(finding.kind)) }
            td { code { (name(&place::text(&finding.spot))) } br; small { (value(&finding.expected)) } }
            td { (value(&finding.next)) }
        }
    }
}

fn heading(group: &Group<'_>) -> Markup {
    html! {
        h3 {
            @if group.operation.is_empty() { "No operation" } @else { (name(group.operation)) }
            " " span.path { (name(group.endpoint())) }
        }
    }
}

/// The groups with at most [`MOST`] drifts, and how many drifts that leaves off.
fn cut(groups: Vec<Group<'_>>) -> (Vec<Group<'_>>, usize) {
    let all: usize = groups.iter().map(|group| group.drifts.len()).sum();
    let mut left = MOST;
    let groups: Vec<Group<'_>> = groups
        .into_iter()
        .map(|mut group| {
            group.drifts.truncate(left);
            left -= group.drifts.len();
            group
        })
        .filter(|group| !group.drifts.is_empty())
        .collect();
    (groups, all.saturating_sub(MOST))
}

fn rest(hidden: usize) -> Markup {
    html! { @if hidden > 0 { p.empty { (count(hidden, "drift")) " more in report.json." } } }
}
