use super::*;
use crate::finding::{Severity, Spot};

fn finding(field: &str) -> Finding {
    Finding {
        kind: Kind::ResponseUndeclaredField,
        severity: Severity::Additive,
        operation: "FetchEndUser".to_owned(),
        recording: None,
        file: None,
        line: None,
        spot: Spot::ResponseBody(format!("/{field}")),
        document: None,
        expected: String::new(),
        actual: String::new(),
        next: String::new(),
    }
}

fn entry(fingerprint: &str) -> String {
    format!(
        "[[tolerated]]\nfingerprint = \"{fingerprint}\"\nkind = \"response.undeclared_field\"\n\
         operation = \"FetchEndUser\"\nreason = \"announced\"\nsince = \"2026-11-01\"\nuntil = \"2026-11-30\"\n"
    )
}

fn good(text: &str) -> Ledger {
    let (ledger, troubles) = Ledger::parse("drift.toml", text);
    assert_eq!(troubles, []);
    ledger
}

fn day(text: &str) -> Date {
    text.parse().expect("a day")
}

/// Line and message of each trouble.
fn told(troubles: &[Trouble]) -> Vec<(usize, &str)> {
    troubles
        .iter()
        .inspect(|trouble| {
            assert_eq!(trouble.file, "drift.toml");
            assert!(!trouble.help.is_empty());
        })
        .map(|trouble| (trouble.line.expect("a line"), trouble.message.as_str()))
        .collect()
}

#[test]
fn a_finding_with_an_entry_is_tolerated_and_another_is_not() {
    let known = finding("known");
    let ledger = good(&entry(&known.fingerprint()));
    let (sorted, troubles) = ledger.apply(
        vec![known.clone(), finding("new"), known],
        day("2026-11-30"),
        false,
    );
    assert_eq!(troubles, []);
    let reasons: Vec<_> = sorted
        .iter()
        .map(|(_, known)| known.as_ref().map(|known| known.reason.as_str()))
        .collect();
    assert_eq!(reasons, [Some("announced"), None, Some("announced")]);
    assert_eq!(
        sorted[0].1.as_ref().map(|known| known.until.as_str()),
        Some("2026-11-30")
    );
}

#[test]
fn a_notice_of_coverage_can_be_tolerated() {
    let notice = Finding {
        kind: Kind::CoverageUnseenField,
        severity: Severity::Notice,
        spot: Spot::RequestQuery("PageToken".to_owned()),
        ..finding("")
    };
    let text =
        entry(&notice.fingerprint()).replace("response.undeclared_field", "coverage.unseen_field");
    let (sorted, troubles) = good(&text).apply(vec![notice], day("2026-11-22"), false);
    assert_eq!(troubles, []);
    assert!(sorted[0].1.is_some());
}

#[test]
fn an_expired_entry_tolerates_nothing_and_is_told() {
    for filtered in [false, true] {
        let known = finding("known");
        let ledger = good(&format!("\n{}", entry(&known.fingerprint())));
        let (sorted, troubles) = ledger.apply(vec![known], day("2026-12-01"), filtered);
        assert_eq!(sorted[0].1, None);
        let told = told(&troubles);
        assert_eq!(told.len(), 1);
        assert_eq!(told[0].0, 2);
        assert!(told[0].1.contains("until 2026-11-30"), "{told:?}");
    }
}

#[test]
fn an_entry_that_nothing_produces_is_told_unless_only_a_part_was_judged() {
    let ledger = good(&entry("0123456789abcdef"));
    let (_, troubles) = ledger.clone().apply(Vec::new(), day("2026-11-22"), false);
    let told = told(&troubles);
    assert_eq!(told.len(), 1);
    assert!(told[0].1.starts_with("nothing produces"), "{told:?}");
    assert!(told[0].1.contains("0123456789abcdef"), "{told:?}");
    let (_, troubles) = ledger.apply(Vec::new(), day("2026-11-22"), true);
    assert_eq!(troubles, []);
}

#[test]
fn kind_and_operation_must_agree_with_the_finding() {
    let known = finding("known");
    let text = entry(&known.fingerprint());
    let wrong = [
        text.replace("undeclared_field", "missing_field"),
        text.replace("FetchEndUser", "FetchPolicy"),
    ];
    for (wrong, key) in wrong.iter().zip(["`kind`", "`operation`"]) {
        let findings = vec![known.clone(), known.clone()];
        let (sorted, troubles) = good(wrong).apply(findings, day("2026-11-22"), false);
        assert!(sorted[0].1.is_some());
        let told = told(&troubles);
        assert_eq!(told.len(), 1, "told once, however often it is found");
        assert!(told[0].1.starts_with(key), "{told:?}");
    }
    // Both are optional.
    let bare: String = text
        .lines()
        .filter(|line| !line.starts_with("kind") && !line.starts_with("operation"))
        .fold(String::new(), |text, line| text + line + "\n");
    let (sorted, troubles) = good(&bare).apply(vec![known], day("2026-11-22"), false);
    assert!(sorted[0].1.is_some());
    assert_eq!(troubles, []);
}

#[test]
fn each_fault_of_an_entry_is_told_with_its_line() {
    let text = entry("0123456789abcdef");
    let cases: &[(&str, &str, usize, &str)] = &[
        ("9abcdef\"", "9ABCDEF\"", 2, "is not a fingerprint"),
        ("\"0123456789abcdef\"", "17", 2, "must be text"),
        (
            "fingerprint = \"0123456789abcdef\"\n",
            "",
            1,
            "has no `fingerprint`",
        ),
        ("undeclared_field", "undeclared", 3, "no kind of finding"),
        ("operation =", "operations =", 4, "no key `operations`"),
        ("\"FetchEndUser\"", "\"\"", 4, "`operation` is empty"),
        ("\"announced\"", "\"  \"", 5, "`reason` is empty"),
        ("reason = \"announced\"\n", "", 1, "has no `reason`"),
        ("\"2026-11-01\"", "\"2026-11-31\"", 6, "is not a day"),
        ("since = \"2026-11-01\"\n", "", 1, "has no `since`"),
        ("\"2026-11-30\"", "\"soon\"", 7, "is not a day"),
        ("\"2026-11-30\"", "\"20261130\"", 7, "is not a day"),
        (
            "\"2026-11-30\"",
            "\"2026-11-30T10:00:00\"",
            7,
            "is not a day",
        ),
        ("\"2026-11-30\"", "2026-11-30T10:00:00Z", 7, "is not a day"),
        ("\"2026-11-30\"", "\"2026-10-31\"", 7, "is before `since`"),
        ("until = \"2026-11-30\"\n", "", 1, "has no `until`"),
        ("until =", "until", 7, "this is not TOML"),
        ("until =", "reason = \"b\"\nuntil =", 6, "this is not TOML"),
    ];
    for (good, bad, line, message) in cases {
        assert!(text.contains(good), "{good}");
        let (ledger, troubles) = Ledger::parse("drift.toml", &text.replace(good, bad));
        let told = told(&troubles);
        assert_eq!(told.len(), 1, "{bad}: {told:?}");
        assert!(told[0].1.contains(message), "{bad}: {told:?}");
        if !message.contains("TOML") {
            assert_eq!(told[0].0, *line, "{bad}: {told:?}");
        }
        assert_eq!(ledger.entries, [], "{bad}");
    }
    // The others still count.
    let two = format!("{}{text}", text.replace("2026-11-30", "soon"));
    let (ledger, troubles) = Ledger::parse("drift.toml", &two);
    assert_eq!((ledger.entries.len(), troubles.len()), (1, 1));
}

#[test]
fn duplicates_and_strangers_are_told() {
    let twice = entry("0123456789abcdef").repeat(2);
    let (ledger, troubles) = Ledger::parse("drift.toml", &twice);
    assert_eq!(ledger.entries.len(), 1);
    let said = told(&troubles);
    assert_eq!(said[0].0, 8);
    assert!(said[0].1.contains("already, in line 1"), "{said:?}");

    for stranger in [
        "tolerate = 1\n",
        "[tolerated]\nreason = \"x\"\n",
        "[[known]]\n",
    ] {
        let (_, troubles) = Ledger::parse("drift.toml", stranger);
        assert!(told(&troubles)[0].1.contains("does not belong here"));
    }
    let (_, troubles) = Ledger::parse("drift.toml", "tolerated = [1]\n");
    assert!(told(&troubles)[0].1.contains("must be a table"));
}

#[test]
fn a_day_may_stand_without_quotes() {
    let text = entry("0123456789abcdef").replace("\"2026-11-30\"", "2026-11-30");
    assert_eq!(good(&text).entries[0].until, day("2026-11-30"));
}

#[test]
fn a_missing_file_is_empty_unless_it_was_named() {
    let folder = tempfile::tempdir().expect("a folder");
    let path = folder.path().join("none.toml");
    assert_eq!(
        Ledger::load_if_there(&path),
        (Ledger::default(), Vec::new())
    );
    let (ledger, troubles) = Ledger::load(&path);
    assert_eq!(ledger, Ledger::default());
    assert_eq!(troubles.len(), 1);
    assert!(troubles[0].message.contains("cannot be read"));
    fs::write(&path, b"\xff").expect("writes");
    assert_eq!(Ledger::load_if_there(&path).1.len(), 1, "not UTF-8");
}

#[test]
fn the_shipped_ledger_tolerates_nothing_and_its_example_is_right() {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("known-drift.toml");
    let (ledger, troubles) = Ledger::load(&path);
    assert_eq!(troubles, []);
    assert_eq!(ledger.entries, []);
    let text = fs::read_to_string(&path).expect("reads");
    let example: String = text
        .lines()
        .filter_map(|line| line.strip_prefix("#   "))
        .fold(String::new(), |text, line| text + line + "\n");
    assert_eq!(good(&example).entries.len(), 1);
}
