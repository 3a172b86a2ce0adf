//! The head of the page: the verdict and the numbers.
//!
//! Responsible for: what is read in the first three seconds. Not for: details.

use maud::{Markup, html};

use super::parts::name;
use crate::model::Report;
use crate::report::tally::{self, Tally};
use crate::report::text::count;

pub(super) fn header(report: &Report, tally: &Tally) -> Markup {
    let (class, mark) = if report.is_green() {
        ("good", "✓")
    } else {
        ("bad", "✕")
    };
    html! {
        header.top.(class) {
            p.eyebrow { "Contract report · " (name(&report.document.title)) " · " time { (name(&report.date)) } }
            h1 { span.mark aria-hidden="true" { (mark) } span { (tally::verdict(report, tally)) } }
            p.lead { (lead(report, tally)) }
            dl.tiles {
                (tile("Exchanges judged", &report.exchanges.to_string(), "", report.exchanges == 0))
                (tile("Operations recorded", &tally.recorded.to_string(), &format!("of {}", tally.operations), false))
                (tile("Breaking", &tally.breaking.to_string(), "", tally.breaking > 0))
                (tile("Additive", &tally.additive.to_string(), "", tally.additive > 0))
                (tile("Tolerated", &tally.tolerated.to_string(), "", false))
                (tile("Notices", &(tally.notices + tally.remarks).to_string(), "", false))
            }
        }
    }
}

fn lead(report: &Report, tally: &Tally) -> String {
    if report.exchanges == 0 {
        return "No recording was judged. Check the folder of recordings and the filter."
            .to_owned();
    }
    if report.is_green() {
        return format!(
            "All {} agree with the document and with the generated client.",
            count(report.exchanges, "exchange")
        );
    }
    if tally.failing() == 0 {
        return "No recording disagrees, but the run cannot be trusted yet.".to_owned();
    }
    let operations = super::findings::operations(report);
    format!(
        "{} in {}, seen in {} judged.",
        count(tally.drifts, "different drift"),
        count(operations, "operation"),
        count(report.exchanges, "exchange")
    )
}

fn tile(title: &str, number: &str, rest: &str, is_bad: bool) -> Markup {
    html! {
        div.tile.bad[is_bad] {
            dt { (title) }
            dd { (number) @if !rest.is_empty() { " " small { (rest) } } }
        }
    }
}
