//! The result as a page: one file that needs no network, and no JavaScript for what matters.
//!
//! Responsible for: the frame of the page and the order of its sections, which are in the modules
//! below. Not for: its looks (`page.css`) and the filters (`page.js`).
//!
//! Every hole of the templates is escaped by `maud`; characters that cannot be seen are shown
//! first. A content security policy keeps the page from loading anything.

mod coverage;
mod files;
mod finding;
mod findings;
mod parts;
mod summary;

use maud::{DOCTYPE, Markup, PreEscaped, html};

use super::tally::{self, Tally};
use super::text::{count, line};
use crate::model::Report;
use parts::{name, prose};

const STYLE: &str = include_str!("html/page.css");
const SCRIPT: &str = include_str!("html/page.js");
const POLICY: &str = "default-src 'none'; style-src 'unsafe-inline'; script-src 'unsafe-inline'; \
                      img-src data:; base-uri 'none'; form-action 'none'";
// A dot in the colour of the verdict; an icon in the file keeps browsers from asking for one.
const ICON_GREEN: &str = "data:image/svg+xml,%3Csvg xmlns='http://www.w3.org/2000/svg' viewBox='0 0 9 9'%3E%3Ccircle cx='4.5' cy='4.5' r='4' fill='%23167c4a'/%3E%3C/svg%3E";
const ICON_RED: &str = "data:image/svg+xml,%3Csvg xmlns='http://www.w3.org/2000/svg' viewBox='0 0 9 9'%3E%3Ccircle cx='4.5' cy='4.5' r='4' fill='%23c0281c'/%3E%3C/svg%3E";

/// The result as one self-contained page.
#[must_use]
pub fn html(report: &Report) -> String {
    let tally = Tally::of(report);
    let icon = if report.is_green() {
        ICON_GREEN
    } else {
        ICON_RED
    };
    let page = html! {
        (DOCTYPE)
        html lang="en" {
            head {
                meta charset="utf-8";
                meta name="viewport" content="width=device-width, initial-scale=1";
                meta http-equiv="Content-Security-Policy" content=(POLICY);
                meta name="color-scheme" content="light dark";
                title { (tally::verdict(report, &tally)) " · contract report" }
                link rel="icon" href=(icon);
                style { (PreEscaped(STYLE)) }
            }
            body {
                a.skip href="#main" { "Skip to the report" }
                (summary::header(report, &tally))
                (navigation(report, &tally))
                main #main {
                    (findings::failing(report, &tally))
                    (files::section("unusable", "Unusable files", "The run fails until these files are mended or removed.", &report.unusable))
                    (files::section("ledger", "Ledger problems", "The ledger of known drift must be true: an entry that is wrong, expired or needless fails the run.", &report.ledger))
                    (coverage::section(report, &tally))
                    (findings::tolerated(report, &tally))
                    (findings::uncovered(report, &tally))
                    (files::section("notices", "Notices", "Worth knowing; these fail nothing.", &report.notices))
                }
                (footer(report))
                script { (PreEscaped(SCRIPT)) }
            }
        }
    };
    page.into_string()
}

fn navigation(report: &Report, tally: &Tally) -> Markup {
    let entries = [
        ("findings", "Findings", Some(tally.failing())),
        (
            "unusable",
            "Unusable",
            (tally.unusable > 0).then_some(tally.unusable),
        ),
        (
            "ledger",
            "Ledger",
            (tally.ledger > 0).then_some(tally.ledger),
        ),
    ];
    let quiet = [
        ("tolerated", "Tolerated", tally.tolerated),
        ("uncovered", "Not covered", tally.notices),
        ("notices", "Notices", tally.remarks),
    ];
    html! {
        div.bar {
            nav aria-label="Sections" {
                ul {
                    @for (id, name, number) in entries {
                        @if let Some(number) = number {
                            li { a href={ "#" (id) } { (name) " " span.n { (number) } } }
                        }
                    }
                    @if !report.coverage.operations.is_empty() {
                        li { a href="#coverage" { "Coverage" } }
                    }
                    @for (id, name, number) in quiet {
                        @if number > 0 {
                            li { a href={ "#" (id) } { (name) " " span.n { (number) } } }
                        }
                    }
                }
            }
            (filters(report))
        }
    }
}

/// Hidden until the script runs: without it they could do nothing.
fn filters(report: &Report) -> Markup {
    let mut resources: Vec<&str> = Vec::new();
    for row in &report.coverage.operations {
        if !resources.contains(&row.resource.as_str()) {
            resources.push(&row.resource);
        }
    }
    html! {
        form #filters hidden aria-label="Filters" {
            fieldset {
                legend.sr { "Severity" }
                @for (value, name) in [
                    ("breaking", "Breaking"), ("additive", "Additive"),
                    ("tolerated", "Tolerated"), ("notice", "Notice"),
                ] {
                    label.check { input type="checkbox" name="severity" value=(value) checked; (name) }
                }
            }
            label.pick {
                span.sr { "Resource" }
                select name="resource" {
                    option value="*" { "All resources" }
                    @for resource in resources { option value=(line(resource)) { (line(resource)) } }
                }
            }
            button #fold type="button" { "Fold all" }
            output #shown aria-live="polite" {}
        }
    }
}

fn footer(report: &Report) -> Markup {
    html! {
        footer {
            h2 { "What was judged" }
            dl.facts {
                div { dt { "Document" } dd { code { (name(&report.document.path)) } " " (name(&report.document.title)) } }
                div { dt { "Overlays" } dd { (count(report.document.overlays, "overlay")) } }
                div { dt { "Recordings" } dd { (count(report.exchanges, "exchange")) " of " code { (name(&report.recordings)) } } }
                div { dt { "Date" } dd { time { (name(&report.date)) } } }
                div { dt { "Duration" } dd { (tally::seconds(report)) } }
                @if !report.justified.is_empty() {
                    div {
                        dt { "Justified differences of round trips" }
                        dd {
                            ul {
                                @for (reason, number) in &report.justified {
                                    li { (number) " × " (prose(reason)) }
                                }
                            }
                        }
                    }
                }
            }
            p { "Made by " code { "cargo xtask contract --report" } ". The same result is in report.json, report.md, junit.xml and report.sarif." }
        }
    }
}
