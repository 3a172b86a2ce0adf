//! Text that tries to break out, in every text of the model and in every format.

use serde_json::Value;

use super::{markup, sample};
use crate::finding::Spot;
use crate::model::{Known, Played, Report, Trouble};
use crate::report::{Detail, Style, annotations, html, json, junit, markdown, sarif, terminal};

/// Ends a script, an attribute, a CDATA section, a table cell, a code span, a command and a line;
/// holds controls, what XML does not allow, turned text and something long.
fn hostile() -> String {
    let start = "</script><script>alert(1)</script>\"'><img src=x onerror=alert(1)>]]>&amp;&lt;\
                 |`a`||```\n::error::x%0A%\r\n\u{0}\u{8}\u{1b}[31m\u{7f}\u{85}\u{fffe}\u{ffff}\
                 \u{202e}txet\u{2028} שלום مرحبا 🦀👩‍👩‍👧 ${{ x }} $a$ @user #1 [a](b) {{x}}\t";
    format!("{start}{}", "long ".repeat(2_000))
}

/// A report in which every text is [`hostile`].
pub(super) fn report() -> Report {
    let text = hostile;
    let mut report = sample::red();
    report.document.path = text();
    report.document.title = text();
    report.recordings = text();
    report.date = text();
    report.justified = [(text(), 1)].into();
    report.played = vec![Played {
        name: text(),
        operation: text(),
        file: text(),
        status: 200,
    }];
    let spots: [fn(String) -> Spot; 7] = [
        Spot::ResponseBody,
        Spot::ResponseHeader,
        Spot::RequestPath,
        Spot::RequestQuery,
        Spot::RequestForm,
        Spot::RequestHeader,
        Spot::RequestBody,
    ];
    for (at, reported) in report.findings.iter_mut().enumerate() {
        let finding = &mut reported.finding;
        // Real operations stay in some places, so that groups with rows are met too.
        if at % 2 == 0 {
            finding.operation = text();
        }
        finding.recording = Some(text());
        finding.file = Some(text());
        finding.spot = spots[at % spots.len()](text());
        finding.document = Some(text());
        finding.expected = text();
        finding.actual = text();
        finding.next = text();
        reported.fingerprint = format!("{at}{}", text());
        reported.excerpt = (1..60).map(|line| (line, text())).collect();
        if at % 5 == 4 {
            reported.known = Some(Known {
                reason: text(),
                until: text(),
            });
        }
    }
    let trouble = || Trouble {
        file: text(),
        line: Some(3),
        message: text(),
        help: text(),
    };
    report.unusable = vec![trouble(), trouble()];
    report.ledger = vec![trouble()];
    report.notices = vec![trouble()];
    for row in report.coverage.operations.iter_mut().step_by(3) {
        row.operation = text();
        row.resource = text();
        row.endpoint = text();
    }
    report
}

/// Characters that must never reach a reader as they are.
fn has_hidden(text: &str) -> bool {
    let hidden = |c: char| {
        (c.is_control() && c != '\n' && c != '\t')
            || matches!(c, '\u{202e}' | '\u{2028}' | '\u{fffe}' | '\u{ffff}')
    };
    text.chars().any(hidden)
}

#[test]
fn the_page_stays_whole() {
    let page = html(&report());
    assert!(!has_hidden(&page));
    let markup = markup::read(&page).unwrap();
    assert_eq!(markup.scripts, 1);
    assert!(!markup.elements.contains("img"));
    assert!(
        !markup
            .attributes
            .iter()
            .any(|(name, _)| name.starts_with("on"))
    );
}

#[test]
fn json_gives_every_text_back() {
    let value: Value = serde_json::from_str(&json(&report()).unwrap()).unwrap();
    assert_eq!(value["findings"][0]["actual"], hostile());
    assert_eq!(value["findings"][0]["excerpt"][0][1], hostile());
    assert_eq!(value["unusable"][0]["message"], hostile());
}

#[test]
fn sarif_is_json_with_uris() {
    let value: Value = serde_json::from_str(&sarif(&report()).unwrap()).unwrap();
    for result in value["runs"][0]["results"].as_array().unwrap() {
        let location = &result["locations"][0]["physicalLocation"]["artifactLocation"];
        let uri = location["uri"].as_str().unwrap();
        assert!(
            uri.bytes()
                .all(|b| b.is_ascii_graphic() && !b"<>\"{}|\\^`".contains(&b)),
            "{uri}"
        );
        assert!(!has_hidden(result["message"]["text"].as_str().unwrap()));
    }
}

#[test]
fn junit_is_read_back() {
    let text = junit(&report()).unwrap();
    assert!(!has_hidden(&text));
    let read = quick_junit::Report::deserialize_from_str(&text).unwrap();
    assert!(read.failures > 0);
    assert!(read.errors >= 3);
}

#[test]
fn markdown_stays_a_table_and_below_the_limit() {
    let text = markdown(&report());
    assert!(!has_hidden(&text));
    assert!(!text.contains("<script"));
    assert!(!text.contains("<img"));
    assert!(!text.contains('`'));
    assert!(text.len() < 1_000_000, "{}", text.len());
    for line in text
        .lines()
        .filter(|line| line.starts_with("| breaking") || line.starts_with("| notice"))
    {
        assert_eq!(line.matches('|').count(), 8, "{line}");
    }
}

#[test]
fn annotations_stay_one_command_a_line() {
    let text = annotations(&report());
    assert!(!has_hidden(&text));
    for line in text.lines() {
        assert!(
            line.starts_with("::error ") || line.starts_with("::warning "),
            "{line}"
        );
        let (properties, _) = line[2..].split_once("::").unwrap();
        let names: Vec<&str> = properties
            .split_once(' ')
            .unwrap()
            .1
            .split(',')
            .map(|one| one.split('=').next().unwrap())
            .collect();
        assert_eq!(
            names,
            if names.len() == 3 {
                ["file", "line", "title"].to_vec()
            } else {
                ["file", "title"].to_vec()
            }
        );
        assert!(line.len() < 60_000);
    }
}

#[test]
fn the_terminal_is_not_taken_over() {
    for detail in [Detail::Short, Detail::Full] {
        let text = terminal(&report(), Style::Plain, detail);
        assert!(!has_hidden(&text));
    }
}
