//! One drift as a card.
//!
//! Responsible for: what is wrong, where, and what to do, in that order. Not for: grouping.

use maud::{Markup, html};

use super::parts::{anchor, badge, name, prose, shown, value};
use crate::finding::Severity;
use crate::model::Reported;
use crate::report::drift::{Drift, Group};
use crate::report::text::{at, clip, count, line};
use crate::report::{kinds, place};

/// How many other places of a drift are listed.
const PLACES: usize = 20;
/// Longer lines of a recording are cut.
const WIDTH: usize = 400;

pub(super) fn card(group: &Group<'_>, drift: &Drift<'_>, date: &str, is_open: bool) -> Markup {
    let reported = drift.first;
    let finding = &reported.finding;
    let (class, name) = match finding.severity {
        Severity::Breaking => ("breaking", "Breaking"),
        Severity::Additive => ("additive", "Additive"),
        Severity::Notice => ("notice", "Notice"),
    };
    let (part, within) = place::parts(&finding.spot);
    html! {
        details.finding.(class) id=(anchor("finding", &reported.fingerprint)) open[is_open]
            data-severity=(class) data-resource=(line(group.resource())) {
            summary {
                (badge(class, name))
                strong { (kinds::title(finding.kind)) }
                span.spot { (part) @if let Some(within) = within { " " code { (shown(&clip(within, 120))) } } }
                span.brief { "got " (prose(&clip(&finding.actual, 90))) }
                @if !drift.others.is_empty() { span.times { "in " (count(1 + drift.others.len(), "place")) } }
            }
            div.body {
                dl.pair {
                    div.expected { dt { "Expected" } dd { (value(&finding.expected)) } }
                    div.actual { dt { "Actual" } dd { (value(&finding.actual)) } }
                }
                (excerpt(reported))
                @if !finding.next.is_empty() {
                    p.next { b { "Next step" } " " (prose(&finding.next)) }
                }
                (facts(drift, date))
            }
        }
    }
}

fn excerpt(reported: &Reported) -> Markup {
    let finding = &reported.finding;
    let Some(file) = &finding.file else {
        return html! {};
    };
    html! {
        figure {
            figcaption { code { (name(&at(file, finding.line))) } }
            @if !reported.excerpt.is_empty() {
                pre tabindex="0" {
                    @for (number, text) in &reported.excerpt {
                        @if Some(*number) == finding.line {
                            mark.line { span.no { "▸ " (number) } span.sr { "this line: " } span.text { (shown(&clip(text, WIDTH))) } "\n" }
                        } @else {
                            span.line { span.no { (number) } span.text { (shown(&clip(text, WIDTH))) } "\n" }
                        }
                    }
                }
            }
        }
    }
}

fn facts(drift: &Drift<'_>, date: &str) -> Markup {
    let reported = drift.first;
    let finding = &reported.finding;
    html! {
        dl.facts {
            div { dt { "Kind" } dd { code title=(kinds::meaning(finding.kind)) { (finding.kind.id()) } " " small { (kinds::meaning(finding.kind)) } } }
            @if let Some(document) = &finding.document {
                div { dt { "Document" } dd { code { (name(document)) } } }
            }
            div {
                dt { "Fingerprint" }
                dd {
                    code { (name(&reported.fingerprint)) }
                    " " button.copy type="button" hidden data-copy=(line(&reported.fingerprint)) { "Copy" }
                    " " button.copy type="button" hidden data-copy=(entry(reported, date)) { "Copy as ledger entry" }
                }
            }
            @if !drift.others.is_empty() {
                div {
                    dt { "Also in" }
                    dd {
                        ul {
                            @for other in drift.others.iter().take(PLACES) { li { (other_place(other)) } }
                            @if drift.others.len() > PLACES { li { (drift.others.len() - PLACES) " more in report.json" } }
                        }
                    }
                }
            }
        }
    }
}

/// The drift as an entry of the ledger, in which reason and last day are left to fill in.
fn entry(reported: &Reported, date: &str) -> String {
    // What JSON escapes, and how, is good in a text of TOML too.
    let text = |value: &str| serde_json::Value::from(line(value)).to_string();
    format!(
        "[[tolerated]]\nfingerprint = {}\nkind = {}\noperation = {}\nreason = \"\"\nsince = {}\nuntil = \"\"\n",
        text(&reported.fingerprint),
        text(reported.finding.kind.id()),
        text(&reported.finding.operation),
        text(date),
    )
}

fn other_place(other: &Reported) -> Markup {
    let finding = &other.finding;
    let file = finding
        .file
        .as_deref()
        .or(finding.recording.as_deref())
        .unwrap_or("the document");
    html! { code { (name(&at(file, finding.line))) } " " small { (shown(&clip(&finding.actual, 120))) } }
}
