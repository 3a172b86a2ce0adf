//! What was asked, and what was told.

use maud::{Markup, html};

use crate::sandbox::callbacks::Delivery;
use crate::sandbox::log::LoggedRequest;

/// The last requests, newest first.
pub(super) fn section<'l>(
    requests: impl Iterator<Item = &'l LoggedRequest>,
    count: usize,
) -> Markup {
    html! {
        h2 { "Requests " small { "newest first" @if count == 0 { "; none yet" } } }
        @if count > 0 {
            div.scroll { table {
                tr { th { "#" } th { "Request" } th { "Status" } th { "Remarks" } }
                @for request in requests { (row(request)) }
            } }
        }
    }
}

fn row(request: &LoggedRequest) -> Markup {
    let class = if request.status < 400 { "good" } else { "bad" };
    html! {
        tr {
            td.tight.soft { (request.number) }
            td {
                code { (request.method) " " (breakable(&request.path)) }
                @if let Some(operation) = &request.operation { br; span.soft { (operation) } }
            }
            td class=(class) { (request.status) }
            td {
                @if let Some(refusal) = &request.refusal { (refusal) }
                @for fault in &request.faults { " " span.tag.wait { "fault " (fault) } }
                @if !request.findings.is_empty() {
                    ul { @for finding in &request.findings {
                        li {
                            code { (finding.kind) }
                            // A refusal has said it already.
                            @if request.refusal.is_none() {
                                " expected " (finding.expected) ", got " (finding.actual)
                            }
                        }
                    } }
                }
            }
        }
    }
}

/// A path that breaks between its segments where it must.
fn breakable(path: &str) -> Markup {
    html! {
        @for segment in path.split('/').skip(1) { wbr; "/" (segment) }
    }
}

/// The last callbacks, newest first.
pub(super) fn callbacks(deliveries: &[Delivery]) -> Markup {
    html! {
        @if !deliveries.is_empty() {
            h2 { "Status callbacks " small { "newest first" } }
            div.scroll { table {
                tr { th { "To" } th { "Says" } th { "Answer" } }
                @for delivery in deliveries.iter().rev().take(20) {
                    tr {
                        td { code { (delivery.url) } }
                        td { (delivery.status) " of " code { (delivery.bundle_sid) } }
                        td {
                            @match &delivery.answer {
                                Ok(status) => (status),
                                Err(problem) => span.bad { (problem) },
                            }
                            @if delivery.copies > 1 { " " span.soft { "sent twice" } }
                        }
                    }
                }
            } }
        }
    }
}
