//! The list of bundles.

use maud::{Markup, html};

use crate::sandbox::overview::BundleView;

/// The newest bundles.
pub(super) fn section(bundles: &[BundleView], count: usize) -> Markup {
    html! {
        h2 {
            "Bundles "
            small { @if count > bundles.len() { "newest " (bundles.len()) " of " (count) } @else { (count) } }
        }
        div.scroll { table {
            tr { th { "Bundle" } th { "Status" } th { "Missing" } th { "Review" } }
            @for bundle in bundles {
                tr {
                    td {
                        a href=(address(bundle)) { (bundle.friendly_name) } br;
                        span.soft { (bundle.kind.noun()) ", " (bundle.policy) } br;
                        code { (bundle.sid) }
                    }
                    td.tight { (status(bundle)) }
                    td { (missing(bundle)) }
                    td { (review(bundle, "/")) }
                }
            }
        } }
    }
}

/// The page of a bundle.
pub(super) fn address(bundle: &BundleView) -> String {
    format!("/sandbox/bundles/{}/page", bundle.sid)
}

/// The status as a coloured tag, and the codes of a rejection.
pub(super) fn status(bundle: &BundleView) -> Markup {
    let class = match bundle.status {
        "twilio-approved" => "tag good",
        "twilio-rejected" => "tag bad",
        "draft" => "tag",
        _ => "tag wait",
    };
    html! {
        span class=(class) { (bundle.status) }
        @for code in &bundle.error_codes { br; code { (code) } }
    }
}

/// The buttons that are open to the reviewer.
pub(super) fn review(bundle: &BundleView, back: &str) -> Markup {
    let action = |step: &str| format!("/sandbox/bundles/{}/{step}", bundle.sid);
    let button = |step: &str, label: &str| {
        html! {
            form method="post" action=(action(step)) {
                input type="hidden" name="back" value=(back);
                button { (label) }
            }
        }
    };
    let submitted = matches!(bundle.status, "pending-review" | "in-review");
    html! {
        @if submitted {
            div.actions {
                @if bundle.status == "pending-review" { (button("start-review", "Start review")) }
                (button("approve", "Approve"))
                form method="post" action=(action("reject")) {
                    input type="hidden" name="back" value=(back);
                    input name="code" placeholder="18601" size="6" aria-label="Error codes";
                    input name="reason" placeholder="reason" size="12" aria-label="Reason";
                    button { "Reject" }
                }
            }
        } @else if bundle.status == "twilio-approved" {
            span.soft { "done" }
        } @else if bundle.status == "twilio-rejected" {
            span.soft { "to be corrected and submitted again" }
        } @else {
            span.soft { "not submitted" }
        }
    }
}

fn missing(bundle: &BundleView) -> Markup {
    html! {
        @if bundle.missing().next().is_none() {
            span.good { "nothing" }
        } @else {
            ul { @for asked in bundle.missing() { li { (asked.wanted) } } }
        }
    }
}
