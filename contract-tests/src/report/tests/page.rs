//! The page.

use std::collections::BTreeSet;

use super::{markup, sample};
use crate::model::Report;
use crate::report::{FILES, html, write_all};

#[test]
fn the_page_is_well_formed_and_loads_nothing() {
    for report in [sample::green(), sample::red(), Report::default()] {
        let page = html(&report);
        let markup = markup::read(&page).unwrap();
        assert_eq!(markup.scripts, 1);
        for name in ["img", "iframe", "object", "embed", "base"] {
            assert!(!markup.elements.contains(name), "{name}");
        }
        assert_eq!(markup.values("src").count(), 0);
        assert!(
            markup
                .values("href")
                .all(|to| to.starts_with('#') || to.starts_with("data:image/"))
        );
        assert!(!page.contains("url("));
        assert!(!page.contains("@import"));
    }
}

#[test]
fn links_lead_somewhere_and_ids_are_unique() {
    let page = html(&sample::red());
    let markup = markup::read(&page).unwrap();
    let ids: Vec<&str> = markup.values("id").collect();
    let unique: BTreeSet<&str> = ids.iter().copied().collect();
    assert_eq!(ids.len(), unique.len());
    for to in markup
        .values("href")
        .chain(markup.values("aria-labelledby"))
    {
        let id = to.trim_start_matches('#');
        assert!(to.starts_with("data:") || unique.contains(id), "{to}");
    }
}

#[test]
fn the_page_has_landmarks_headings_and_table_headers() {
    let page = html(&sample::red());
    let markup = markup::read(&page).unwrap();
    for name in [
        "header", "nav", "main", "footer", "h1", "h2", "h3", "mark", "details",
    ] {
        assert!(markup.elements.contains(name), "{name}");
    }
    assert_eq!(page.matches("<h1").count(), 1);
    assert!(markup.values("scope").any(|scope| scope == "rowgroup"));
    assert!(page.starts_with("<!DOCTYPE html><html lang=\"en\">"));
}

#[test]
fn a_green_page_says_so_and_leaves_empty_sections_out() {
    let page = html(&sample::green());
    assert!(page.contains("The contract holds"));
    assert!(page.contains("No finding fails this run."));
    for id in ["tolerated", "unusable", "ledger", "notices", "uncovered"] {
        assert!(!page.contains(&format!("id=\"{id}\"")), "{id}");
    }
    assert!(page.contains("id=\"coverage\""));
}

#[test]
fn a_red_page_shows_each_drift_once_with_all_its_places() {
    let report = sample::red();
    let page = html(&report);
    assert_eq!(page.matches("<details class=\"finding ").count(), 20);
    // One undeclared field in three recordings.
    assert!(page.contains("in 3 places"));
    assert!(page.contains("customer_profiles/fetch-approved.yaml:17"));
    assert!(page.contains("<mark class=\"line\">"));
    for reported in &report.findings {
        if reported.finding.severity != crate::finding::Severity::Notice {
            assert!(page.contains(&reported.fingerprint));
        }
    }
}

#[test]
fn a_drift_can_be_copied_as_an_entry_of_the_ledger() {
    let report = sample::red();
    let page = html(&report);
    let entry = format!(
        "[[tolerated]]\nfingerprint = \"{}\"\nkind = \"response.unknown_enum_value\"\n\
         operation = \"FetchCustomerProfile\"\nreason = \"\"\nsince = \"2026-11-22\"\nuntil = \"\"\n",
        report.findings[0].fingerprint
    );
    assert!(page.contains(&entry.replace('"', "&quot;")));
    assert!(toml::from_str::<toml::Table>(&entry).is_ok());
}

#[test]
fn thousands_of_drifts_stay_a_page_that_opens() {
    let mut report = sample::red();
    let one = report.findings[0].clone();
    for number in 0..5_000 {
        let mut next = one.clone();
        next.fingerprint = format!("{number:016x}");
        report.findings.push(next);
    }
    let page = html(&report);
    assert_eq!(page.matches("<details class=\"finding ").count(), 1_000);
    assert!(page.contains("4020 drifts more in report.json."));
    assert!(page.len() < 4_000_000, "{}", page.len());
}

/// Every sample is written as every file. `REPORT_SAMPLES=/tmp/samples cargo test -p contract-tests
/// --lib samples` keeps them, to look at in a browser.
#[test]
fn samples() {
    let scratch = tempfile::tempdir().unwrap();
    let kept = std::env::var_os("REPORT_SAMPLES").map(std::path::PathBuf::from);
    let folder = kept.unwrap_or_else(|| scratch.path().to_owned());
    let samples = [
        ("green", sample::green()),
        ("red", sample::red()),
        ("hostile", super::hostile::report()),
    ];
    for (name, report) in samples {
        let written = write_all(&report, &folder.join(name)).unwrap();
        assert_eq!(written.len(), FILES.len(), "{name}");
    }
}
