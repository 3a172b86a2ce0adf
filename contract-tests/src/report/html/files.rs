//! A section of things that are wrong with files.
//!
//! Responsible for: unusable files, ledger problems and notices, which look alike. Not for:
//! findings.

use maud::{Markup, html};

use super::parts::{name, prose, value};
use crate::model::Trouble;
use crate::report::text::at;

/// How many are listed.
const MOST: usize = 500;

pub(super) fn section(id: &str, title: &str, hint: &str, troubles: &[Trouble]) -> Markup {
    let heading = format!("{id}-title");
    html! {
        @if !troubles.is_empty() {
            section id=(id) aria-labelledby=(heading) {
                h2 id=(heading) { (title) }
                p.hint { (hint) }
                ul.troubles {
                    @for trouble in troubles.iter().take(MOST) {
                        li {
                            code.file { (name(&at(&trouble.file, trouble.line))) }
                            div.message { (value(&trouble.message)) }
                            @if !trouble.help.is_empty() { p.next { b { "Next step" } " " (prose(&trouble.help)) } }
                        }
                    }
                }
                @if troubles.len() > MOST { p.empty { (troubles.len() - MOST) " more in report.json." } }
            }
        }
    }
}
