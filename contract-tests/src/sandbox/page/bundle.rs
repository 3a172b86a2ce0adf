//! One bundle: its requirements, and what it holds.

use maud::{Markup, html};

use super::bundles::{address, review, status};
use crate::sandbox::overview::BundleView;

/// The whole of it.
pub(super) fn section(bundle: &BundleView) -> Markup {
    html! {
        h2 { (bundle.friendly_name) " " small { (bundle.kind.noun()) ", " (bundle.policy) } }
        p { (status(bundle)) " " code { (bundle.sid) } " of " code { (bundle.account_sid) } }
        @if let Some(callback) = &bundle.status_callback { p.soft { "tells " code { (callback) } } }
        (review(bundle, &address(bundle)))
        (requirements(bundle))
        (contents(bundle))
    }
}

fn requirements(bundle: &BundleView) -> Markup {
    html! {
        h2 { "Requirements " small { "as an evaluation would find them now; " (bundle.evaluations) " made so far" } }
        div.scroll { table {
            tr { th { "Requirement" } th { "Wanted" } th { "Found" } }
            @for asked in &bundle.requirements {
                tr {
                    td { code { (asked.name) } }
                    td { (asked.wanted) }
                    td {
                        @match &asked.problem {
                            None => span.good { "met" },
                            Some(problem) => {
                                span.bad { (problem) }
                                @if !asked.fields.is_empty() {
                                    br; span.soft { "fields: " (asked.fields.join(", ")) }
                                }
                            },
                        }
                    }
                }
            }
        } }
    }
}

fn contents(bundle: &BundleView) -> Markup {
    html! {
        h2 { "Holds" }
        @if bundle.entities.is_empty() && bundle.phone_numbers.is_empty() {
            p.soft { "nothing yet" }
        } @else {
            ul {
                @for (sid, name) in &bundle.entities { li { (name) " " code { (sid) } } }
                @for number in &bundle.phone_numbers { li { "phone number " code { (number) } } }
            }
        }
    }
}
