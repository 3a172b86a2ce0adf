//! The command line: what it prints, and how it exits.
#![forbid(unsafe_code)]

use std::fs;
use std::path::Path;
use std::process::Command;

/// Runs the program: whether it succeeded, and what it printed.
fn run(arguments: &[&str]) -> (bool, String) {
    let output = Command::new(env!("CARGO_BIN_EXE_contract-tests"))
        .args(arguments)
        .env_remove("GITHUB_ACTIONS")
        .output()
        .expect("runs");
    let text = [output.stdout, output.stderr].concat();
    (
        output.status.success(),
        String::from_utf8(text).expect("UTF-8"),
    )
}

fn check(folder: &Path, more: &[&str]) -> (bool, String) {
    run(&[&["--recordings", folder.to_str().expect("UTF-8")], more].concat())
}

/// A folder with copies of two good recordings.
fn folder() -> tempfile::TempDir {
    let folder = tempfile::tempdir().expect("a folder");
    for name in ["fetch-by-machine-name", "fetch-by-sid"] {
        let from = contract_tests::recordings().join(format!("end_user_types/{name}.yaml"));
        fs::copy(from, folder.path().join(format!("{name}.yaml"))).expect("copies");
    }
    folder
}

/// Changes a recording of the folder.
fn change(folder: &Path, from: &str, to: &str) {
    let path = folder.join("fetch-by-sid.yaml");
    let text = fs::read_to_string(&path).expect("reads");
    assert!(text.contains(from), "{text}");
    fs::write(&path, text.replacen(from, to, 1)).expect("writes");
}

#[test]
fn a_good_run_prints_one_line() {
    let (good, text) = check(folder().path(), &[]);
    assert!(good, "{text}");
    assert_eq!(text.lines().count(), 1, "{text}");
    assert!(
        text.starts_with("ok: 2 exchanges judged, 1 of 53 operations"),
        "{text}"
    );
}

#[test]
fn recordings_are_chosen_by_name_and_by_operation() {
    for (filter, count) in [("end_user_types/fetch-by-sid", 1), ("FetchEndUserType", 2)] {
        let (good, text) = run(&[filter]);
        assert!(
            good && text.starts_with(&format!("ok: {count} exchange")),
            "{text}"
        );
    }
    let (good, text) = run(&["no-such-recording"]);
    assert!(!good && text.contains("no recording has a name"), "{text}");
}

#[test]
fn a_bad_file_fails_the_run_but_the_rest_still_runs() {
    let folder = folder();
    fs::write(
        folder.path().join("bad.yaml"),
        "recording: 1\noperation: Nonsense\n",
    )
    .expect("writes");
    let (good, text) = check(folder.path(), &[]);
    assert!(
        !good && text.contains("bad.yaml:2") && text.contains("unknown operation `Nonsense`"),
        "{text}"
    );
    assert!(text.contains("2 exchanges"), "{text}");
}

#[test]
fn a_drift_is_shown_with_its_place_and_what_to_do() {
    let folder = folder();
    change(folder.path(), "machine_name:", "machine_nam:");
    let (good, text) = check(folder.path(), &[]);
    assert!(!good, "{text}");
    for part in [
        "FetchEndUserType",
        "response.missing_field",
        "response.undeclared_field",
        "machine_nam",
        "next ",
    ] {
        assert!(text.contains(part), "{part} in\n{text}");
    }
}

#[test]
fn a_ledger_tolerates_what_it_names_and_fails_when_it_is_needless() {
    let folder = folder();
    change(folder.path(), "machine_name:", "machine_nam:");
    let (_, json) = check(folder.path(), &["--format", "json"]);
    let report: serde_json::Value = serde_json::from_str(&json).expect("JSON");
    let entries: Vec<String> = report["findings"]
        .as_array()
        .expect("findings")
        .iter()
        .filter(|finding| finding["severity"] != "notice")
        .map(|finding| {
            let (fingerprint, kind) = (&finding["fingerprint"], &finding["kind"]);
            format!(
                "[[tolerated]]\nfingerprint = {fingerprint}\nkind = {kind}\nreason = \"a test\"\n\
                 since = \"2026-11-01\"\nuntil = \"2999-01-01\"\n"
            )
        })
        .collect();
    assert!(entries.len() > 1, "{json}");
    let ledger = tempfile::NamedTempFile::new().expect("a file");
    fs::write(ledger.path(), entries.concat()).expect("writes");
    let path = ledger.path().to_str().expect("UTF-8");
    let (good, text) = check(folder.path(), &["--ledger", path]);
    assert!(good, "{text}");
    let (good, text) = check(self::folder().path(), &["--ledger", path]);
    assert!(!good, "needless entries must fail: {text}");
}

#[test]
fn a_folder_without_recordings_is_a_failure() {
    let empty = tempfile::tempdir().expect("a folder");
    let (good, text) = check(empty.path(), &[]);
    assert!(
        !good && text.contains("there is no recording in this folder"),
        "{text}"
    );
}

#[test]
fn a_broken_overlay_is_told_with_its_place() {
    let overlays = tempfile::tempdir().expect("a folder");
    fs::write(
        overlays.path().join("01.yaml"),
        "overlay: 1.0.0\nactions: 3\n",
    )
    .expect("writes");
    let path = overlays.path().to_str().expect("UTF-8");
    let (good, text) = check(folder().path(), &["--overlays", path]);
    assert!(
        !good && text.contains("01.yaml:2") && text.contains("help:"),
        "{text}"
    );
}

#[test]
fn reports_are_written_in_every_format() {
    let out = tempfile::tempdir().expect("a folder");
    let path = out.path().join("report");
    let (good, text) = check(
        folder().path(),
        &["--report", path.to_str().expect("UTF-8")],
    );
    assert!(good, "{text}");
    for name in contract_tests::report::FILES {
        let text = fs::read_to_string(path.join(name)).expect("written");
        assert!(text.len() > 100, "{name}: {text}");
    }
}

#[test]
fn kinds_of_findings_are_explained() {
    let (good, text) = run(&["--explain", "response.wrong_type"]);
    assert!(good && text.starts_with("response.wrong_type\n"), "{text}");
    let (good, text) = run(&["--explain", "nonsense"]);
    assert!(!good && text.contains("response.wrong_type"), "{text}");
}

#[test]
fn the_self_test_detects_every_mutant_of_a_sample() {
    let (good, text) = run(&["--self-test", "--sample", "50", "end_users/"]);
    assert!(good && text.contains("0 alarms"), "{text}");
}

#[test]
fn recordings_leave_as_har_and_come_back() {
    let out = tempfile::tempdir().expect("a folder");
    let har = out.path().join("all.har");
    let (good, text) = run(&["export", har.to_str().expect("UTF-8")]);
    assert!(good && text.contains("recordings written to"), "{text}");
    let back = out.path().join("back");
    let arguments = [
        "import",
        har.to_str().expect("UTF-8"),
        "--out",
        back.to_str().expect("UTF-8"),
    ];
    let (good, text) = run(&arguments);
    assert!(good && text.contains("recordings written to"), "{text}");
    let (good, text) = check(&back, &[]);
    assert!(good, "imported recordings must judge clean: {text}");
}

#[test]
fn help_is_given() {
    let (good, text) = run(&["--help"]);
    assert!(
        good && text.contains("--recordings <DIR>") && text.contains("Exits with 1"),
        "{text}"
    );
    // What people type, in help and in what is said about a mistake.
    for (command, usage) in [
        ("sandbox", "Usage: cargo xtask sandbox [OPTIONS]\n"),
        (
            "record",
            "Usage: cargo xtask record [OPTIONS] [FILTERS]...\n",
        ),
        ("import", "Usage: cargo xtask contract import"),
    ] {
        for flag in ["--help", "--no-such-flag"] {
            let (_, text) = run(&[command, flag]);
            assert!(text.contains(usage), "{text}");
        }
    }
}
