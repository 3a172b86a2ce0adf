//! The result as text for a terminal.
//!
//! Responsible for: one line when all is well; else what fails, by operation and recording, and
//! the counts as the last line. Not for: writing it to the terminal.

use std::collections::HashSet;
use std::fmt::Write;
use std::io::IsTerminal;

use anstyle::{AnsiColor, Style as Ansi};

use super::tally::{self, Tally, fails};
use super::text::{at, clip, count, line};
use super::{drift, place};
use crate::finding::Severity;
use crate::model::{Report, Reported, Trouble};

/// How much of an expected or actual value is shown.
const VALUE: usize = 300;

/// Whether the text is coloured.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Style {
    /// Text only.
    Plain,
    /// With ANSI colours.
    Colour,
}

impl Style {
    /// What suits a stream: colours on a terminal that has them, unless `NO_COLOR` or
    /// `CLICOLOR=0` is set; and always if `CLICOLOR_FORCE` is.
    #[must_use]
    pub fn of(stream: &impl IsTerminal) -> Self {
        let wanted = if anstyle_query::no_color() {
            false
        } else if anstyle_query::clicolor_force() {
            true
        } else {
            stream.is_terminal()
                && anstyle_query::clicolor() != Some(false)
                && anstyle_query::term_supports_ansi_color()
        };
        if wanted { Self::Colour } else { Self::Plain }
    }
}

/// Whether what fails no run is listed or only counted.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Detail {
    /// Notices and tolerated findings are counted.
    Short,
    /// They are listed.
    Full,
}

/// The result as text; it ends with the line of counts and a line break.
#[must_use]
pub fn terminal(report: &Report, style: Style, detail: Detail) -> String {
    let mut page = Page {
        out: String::new(),
        style,
    };
    let tally = Tally::of(report);
    page.findings(report, fails);
    if detail == Detail::Full {
        page.findings(report, |reported| !fails(reported));
    }
    page.troubles("Unusable files", &report.unusable);
    page.troubles("Ledger", &report.ledger);
    if detail == Detail::Full {
        page.troubles("Notices", &report.notices);
    }
    page.counts(report, &tally, detail);
    page.out
}

struct Page {
    out: String,
    style: Style,
}

impl Page {
    fn findings(&mut self, report: &Report, keep: impl Fn(&Reported) -> bool) {
        for group in drift::groups(report, &keep) {
            let name = if group.operation.is_empty() {
                "(no operation)"
            } else {
                group.operation
            };
            let name = self.paint(BOLD, &line(name));
            self.put(0, &format!("{name}  {}", line(group.endpoint())));
            let mut shown = HashSet::new();
            let mut recording = None;
            // Back in the order of recordings: a drift tells its whole story where it is met first.
            for reported in report.findings.iter().filter(|reported| keep(reported)) {
                if reported.finding.operation != group.operation {
                    continue;
                }
                if recording != Some(&reported.finding.recording) {
                    recording = Some(&reported.finding.recording);
                    let name = reported
                        .finding
                        .recording
                        .as_deref()
                        .unwrap_or("(no recording)");
                    self.put(1, &line(name));
                }
                self.finding(reported, shown.insert(reported.fingerprint.as_str()));
            }
            self.out.push('\n');
        }
    }

    fn finding(&mut self, reported: &Reported, is_first: bool) {
        let finding = &reported.finding;
        let colour = match (&reported.known, finding.severity) {
            (Some(_), _) | (None, Severity::Notice) => DIM,
            (None, Severity::Breaking) => RED,
            (None, Severity::Additive) => YELLOW,
        };
        let severity = if reported.known.is_some() {
            "tolerated".to_owned()
        } else {
            finding.severity.to_string()
        };
        let severity = self.paint(colour, &severity);
        let kind = self.paint(BOLD, finding.kind.id());
        let spot = line(&place::text(&finding.spot));
        if !is_first {
            let rest = self.paint(DIM, &format!("as above ({})", line(&reported.fingerprint)));
            self.put(2, &format!("{severity} {kind}  {spot}  {rest}"));
            return;
        }
        self.put(2, &format!("{severity} {kind}  {spot}"));
        self.member("expected", &clip(&finding.expected, VALUE));
        self.member("actual", &clip(&finding.actual, VALUE));
        if let Some(file) = &finding.file {
            self.member("at", &at(file, finding.line));
        }
        if let Some(document) = &finding.document {
            self.member("document", document);
        }
        if let Some(known) = &reported.known {
            self.member(
                "tolerated",
                &format!("until {}: {}", known.until, known.reason),
            );
        }
        self.member("next", &finding.next);
        self.member("id", &reported.fingerprint);
    }

    fn member(&mut self, name: &str, value: &str) {
        if !value.is_empty() {
            let name = self.paint(DIM, &format!("{name:<9}"));
            self.put(3, &format!("{name} {}", line(value)));
        }
    }

    fn troubles(&mut self, title: &str, troubles: &[Trouble]) {
        if troubles.is_empty() {
            return;
        }
        let title = self.paint(BOLD, title);
        self.put(0, &title);
        for trouble in troubles {
            self.put(1, &line(&at(&trouble.file, trouble.line)));
            // A message may be several lines by design, such as a drawn piece of the file.
            for text in trouble.message.lines() {
                self.put(2, &line(text));
            }
            self.member("next", &trouble.help);
        }
        self.out.push('\n');
    }

    fn counts(&mut self, report: &Report, tally: &Tally, detail: Detail) {
        let verdict = if report.is_green() {
            self.paint(GREEN, "ok")
        } else {
            self.paint(RED, "FAILED")
        };
        let mut text = if report.is_green() {
            String::new()
        } else {
            let verdict = tally::verdict(report, tally);
            if tally.failing() == 0 {
                format!("{verdict}; ")
            } else {
                format!(
                    "{verdict} ({} breaking, {} additive); ",
                    tally.breaking, tally.additive
                )
            }
        };
        let _ = write!(
            text,
            "{} judged, {} of {} operations",
            count(report.exchanges, "exchange"),
            tally.recorded,
            tally.operations
        );
        let hidden = tally.notices + tally.remarks;
        for (number, noun) in [
            (tally.tolerated, "tolerated finding"),
            (tally.justified, "justified difference"),
            (hidden, "notice"),
        ] {
            if number > 0 {
                let _ = write!(text, ", {}", count(number, noun));
            }
        }
        if hidden > 0 && detail == Detail::Short {
            text.push_str(" (not shown)");
        }
        let _ = write!(text, "; {}", tally::seconds(report));
        self.put(0, &format!("{verdict}: {text}"));
    }

    fn put(&mut self, depth: usize, text: &str) {
        let _ = writeln!(self.out, "{:1$}{2}", "", depth * 2, text.trim_end());
    }

    fn paint(&self, style: Ansi, text: &str) -> String {
        match self.style {
            Style::Plain => text.to_owned(),
            Style::Colour => format!("{style}{text}{style:#}"),
        }
    }
}

const BOLD: Ansi = Ansi::new().bold();
const DIM: Ansi = Ansi::new().dimmed();
const RED: Ansi = AnsiColor::Red.on_default().bold();
const YELLOW: Ansi = AnsiColor::Yellow.on_default().bold();
const GREEN: Ansi = AnsiColor::Green.on_default().bold();
