//! Small pieces that several sections of the page share.
//!
//! Responsible for: showing one value safely and well. Not for: choosing what is shown.

use maud::{Markup, html};

use crate::model::Seen;
use crate::report::tally::percent;
use crate::report::text::{clip, visible};

/// Longer values are folded.
const INLINE: usize = 280;
/// Longer names are cut.
const NAME: usize = 160;
/// Even unfolded, no value is longer.
const WHOLE: usize = 20_000;

/// Foreign text: visible, and cut off from the reading direction of what is around it.
pub(super) fn shown(text: &str) -> Markup {
    html! { bdi { (visible(&clip(text, WHOLE))) } }
}

/// A name, which belongs on a line: foreign text that is cut early.
pub(super) fn name(text: &str) -> Markup {
    shown(&clip(text, NAME))
}

/// A sentence in which backticks mark code.
pub(super) fn prose(text: &str) -> Markup {
    if !text.matches('`').count().is_multiple_of(2) {
        return shown(text);
    }
    let text = clip(text, WHOLE);
    let text = visible(&text);
    html! {
        bdi {
            @for (at, piece) in text.split('`').enumerate() {
                @if at % 2 == 1 { code { (piece) } } @else { (piece) }
            }
        }
    }
}

/// A value, in full if it is short and folded if it is long.
pub(super) fn value(text: &str) -> Markup {
    let start = clip(text, INLINE);
    if start.len() == text.len() {
        return prose(text);
    }
    html! {
        details.long {
            summary { (shown(&start)) }
            pre { (shown(text)) }
        }
    }
}

/// Something that names the severity in words, and in colour too.
pub(super) fn badge(class: &str, text: &str) -> Markup {
    html! { span.badge.(class) { (text) } }
}

/// A share as numbers and as a bar.
pub(super) fn meter(seen: Seen, label: &str) -> Markup {
    if seen.declared == 0 {
        return html! { span.none { "–" } };
    }
    let share = percent(seen.seen, seen.declared);
    html! {
        span.meter.full[seen.seen >= seen.declared] {
            span.bar-of aria-hidden="true" { span style={ "width:" (share) "%" } {} }
            span.numbers {
                (seen.seen) "/" (seen.declared)
                span.sr { " " (label) ", " (share) " %" }
            }
        }
    }
}

/// A name that can be part of an `id` and of a link to it.
pub(super) fn anchor(prefix: &str, name: &str) -> String {
    let name: String = name
        .chars()
        .filter(char::is_ascii_alphanumeric)
        .take(80)
        .collect();
    format!("{prefix}-{name}")
}
