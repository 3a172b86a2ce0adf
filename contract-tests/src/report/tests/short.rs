//! What people read without a browser: terminal, Markdown, annotations.

use super::sample;
use crate::model::Report;
use crate::report::{Detail, Style, annotations, markdown, terminal};

#[test]
fn a_green_run_is_one_line() {
    let report = sample::green();
    let text = terminal(&report, Style::Plain, Detail::Short);
    assert_eq!(
        text,
        format!(
            "ok: {} exchanges judged, 53 of 53 operations, 7 justified differences; 1.28 s\n",
            report.exchanges
        )
    );
}

#[test]
fn a_red_run_says_what_where_and_what_next() {
    let text = terminal(&sample::red(), Style::Plain, Detail::Short);
    let expected = "\
FetchCustomerProfile  GET /v1/CustomerProfiles/{Sid}
  customer_profiles/fetch-in-review
    breaking response.unknown_enum_value  response body /status
      expected  one of draft, pending-review, in-review, twilio-rejected, twilio-approved
      actual    \"provisionally-approved\"
      at        contract-tests/recordings/customer_profiles/fetch-in-review.yaml:14
";
    assert!(text.starts_with(expected), "{text}");
    // The same drift in the next recording takes one line.
    assert_eq!(text.matches("as above").count(), 3);
    assert!(!text.contains("coverage."));
    assert!(!text.contains("another version of the document"));
    assert!(text.contains("unknown key `foorm`; did you mean `form`?"));
    let last = text.lines().last().unwrap();
    assert_eq!(
        last,
        "FAILED: 23 findings, 2 unusable files and 1 ledger problem (19 breaking, 4 additive); \
         154 exchanges judged, 52 of 53 operations, 2 tolerated findings, \
         7 justified differences, 5 notices (not shown); 1.28 s"
    );
}

#[test]
fn full_detail_lists_what_fails_nothing() {
    let text = terminal(&sample::red(), Style::Plain, Detail::Full);
    assert!(text.contains("coverage.unseen_enum_value"));
    assert!(text.contains("tolerated until 2027-01-31: Rolled out"));
    assert!(text.contains("another version of the document"));
    assert!(!text.contains("not shown"));
}

#[test]
fn colours_change_nothing_else() {
    let report = sample::red();
    let colour = terminal(&report, Style::Colour, Detail::Full);
    let mut plain = String::new();
    let mut rest = colour.as_str();
    while let Some((before, after)) = rest.split_once('\u{1b}') {
        plain.push_str(before);
        rest = after.split_once('m').unwrap().1;
    }
    plain.push_str(rest);
    assert!(colour.contains('\u{1b}'));
    assert_eq!(plain, terminal(&report, Style::Plain, Detail::Full));
}

#[test]
fn nothing_judged_is_a_failure() {
    let text = terminal(&Report::default(), Style::Plain, Detail::Short);
    assert_eq!(
        text,
        "FAILED: Nothing was judged; 0 exchanges judged, 0 of 0 operations; 0.00 s\n"
    );
    assert!(markdown(&Report::default()).starts_with("## ❌ Nothing was judged\n"));
}

#[test]
fn markdown_has_the_verdict_the_counts_and_coverage_by_resource() {
    let green = markdown(&sample::green());
    assert!(
        green.starts_with("## ✅ The contract holds\n\n| exchanges |"),
        "{green}"
    );
    assert!(
        green.contains("| <code>customer&#95;profiles</code> | 5 of 5 (100 %) |"),
        "{green}"
    );
    assert!(!green.contains("<details>"));
    let red = markdown(&sample::red());
    assert!(red.contains("### Findings"));
    assert!(red.contains("<details><summary>Tolerated (2)</summary>"));
    assert!(red.contains("<details><summary>Not covered yet (4)</summary>"));
    assert!(red.contains("### Ledger problems"));
    assert!(red.contains("| **all** | 52 of 53 (98 %) |"), "{red}");
}

#[test]
fn annotations_name_each_drift_once() {
    let text = annotations(&sample::red());
    assert_eq!(text.lines().count(), 20 + 3);
    assert!(text.starts_with(
        "::error file=contract-tests/recordings/customer_profiles/fetch-in-review.yaml,line=14,\
         title=Unknown enum value%3A FetchCustomerProfile response body /status::expected one of draft"
    ), "{text}");
    assert!(text.contains("%0Aand 2 findings like it%0Anext: Ask the vendor"));
    assert!(annotations(&sample::green()).is_empty());
}
