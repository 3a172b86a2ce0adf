//! The whole family: the examples of every document of the vendor, imported and judged.
//!
//! The vendor's documents are not part of this repository; without them nothing is checked, and that
//! is said. What the judge finds in them must be exactly what is listed in `family/known.txt`: each
//! entry is a mistake of the example, or of the document that holds it. `UPDATE_EXPECT=1` writes the
//! list anew.
#![forbid(unsafe_code)]

use std::collections::BTreeSet;
use std::fs;
use std::path::{Path, PathBuf};
use std::process::{Command, Output};

use serde_json::Value;

/// The vendor's documents, in name order.
fn documents() -> Vec<PathBuf> {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../shared/upstream/family");
    let entries = fs::read_dir(folder).into_iter().flatten().flatten();
    let mut found: Vec<PathBuf> = entries.map(|entry| entry.path()).collect();
    found.retain(|path| {
        path.extension()
            .is_some_and(|extension| extension == "yaml")
    });
    found.sort();
    found
}

fn run(arguments: &[&str]) -> Output {
    Command::new(env!("CARGO_BIN_EXE_contract-tests"))
        .args(arguments)
        .env_remove("GITHUB_ACTIONS")
        .output()
        .expect("runs")
}

/// Why a finding of this kind is a mistake of the example or of its document, and not of the judge.
fn why(kind: &str) -> &'static str {
    match kind {
        "request.undeclared_parameter" => "sent, and declared nowhere",
        "request.invalid_value" => "sent, and against its own schema",
        "request.missing_required" => "required, and not sent",
        "response.missing_field" => "declared, and not in the example",
        "response.undeclared_field" => "in the example, and declared nowhere",
        "response.null_not_allowed" => "null without `nullable`",
        "response.wrong_type" => "of another JSON type than declared",
        "response.pattern_mismatch" => "against its own pattern or length",
        "response.format_mismatch" => "against its own format",
        "response.unknown_enum_value" => "not in its own enum",
        _ => "unexplained",
    }
}

/// One line for each finding: document, fingerprint, kind, operation, spot, why.
fn findings(document: &Path, recordings: &Path) -> BTreeSet<String> {
    let name = document
        .file_stem()
        .expect("a name")
        .to_str()
        .expect("UTF-8");
    let (spec, folder) = (
        document.to_str().expect("UTF-8"),
        recordings.to_str().expect("UTF-8"),
    );
    let imported = run(&["import", "--from-examples", spec, "--out", folder]);
    let said = String::from_utf8_lossy(&imported.stdout);
    assert!(imported.status.success(), "{name}: {said}");
    assert!(said.contains(", 0 things skipped"), "{name}: {said}");
    let judged = run(&[
        "--spec",
        spec,
        "--no-overlays",
        "--recordings",
        folder,
        "--format",
        "json",
    ]);
    let report: Value = serde_json::from_slice(&judged.stdout).unwrap_or_else(|error| {
        panic!(
            "{name}: {error}: {}",
            String::from_utf8_lossy(&judged.stderr)
        )
    });
    assert_eq!(report["unusable"], serde_json::json!([]), "{name}");
    let findings = report["findings"].as_array().expect("a list");
    let lines = findings.iter().filter_map(|reported| {
        let text = |key: &str| reported[key].as_str().unwrap_or_default();
        let kind = text("kind");
        let at = reported["spot"]["at"].as_str().unwrap_or_default();
        let part = reported["spot"]["part"].as_str().unwrap_or_default();
        // The operation of a list entry is one for all entries.
        let drift = !kind.starts_with("coverage.") && text("severity") != "notice";
        drift.then(|| {
            let at = at.split('/').map(|step| {
                if step.parse::<usize>().is_ok() {
                    "*"
                } else {
                    step
                }
            });
            let at = at.collect::<Vec<_>>().join("/");
            format!(
                "{name} {} {kind} {} {part} {at}: {}",
                text("fingerprint"),
                text("operation"),
                why(kind)
            )
        })
    });
    lines.collect()
}

#[test]
fn nothing_is_found_in_the_family_but_the_vendors_own_mistakes() {
    let documents = documents();
    if documents.is_empty() {
        println!("skipped: no documents in ../shared/upstream/family");
        return;
    }
    let mut found = BTreeSet::new();
    for document in &documents {
        let folder = tempfile::tempdir().expect("a folder");
        found.extend(findings(document, folder.path()));
    }
    let list = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/family/known.txt");
    if std::env::var_os("UPDATE_EXPECT").is_some() {
        let lines: Vec<&str> = found.iter().map(String::as_str).collect();
        fs::write(&list, lines.join("\n") + "\n").expect("writes");
    }
    let known = fs::read_to_string(&list).expect("the list");
    let known: BTreeSet<String> = known.lines().map(str::to_owned).collect();
    let new: Vec<_> = found.difference(&known).collect();
    let gone: Vec<_> = known.difference(&found).collect();
    assert!(
        new.is_empty() && gone.is_empty(),
        "new: {new:#?}\ngone: {gone:#?}"
    );
    assert!(
        found.iter().all(|line| !line.ends_with("unexplained")),
        "{found:#?}"
    );
}

/// What the documents forbid is seen, also in unions, maps and JSON that is sent, and what they leave
/// open raises no alarm.
#[test]
fn the_self_test_detects_everything_in_the_family() {
    // The small ones with JSON bodies, unions and maps: the others take minutes.
    let small = [
        "content_v1",
        "messaging_v3",
        "iam_organizations",
        "oauth_v2",
    ];
    let documents = documents();
    let chosen = documents.iter().filter(|path| {
        let name = path
            .file_stem()
            .and_then(|name| name.to_str())
            .unwrap_or_default();
        small.iter().any(|part| name.ends_with(part))
    });
    let mut count = 0;
    for document in chosen {
        count += 1;
        let folder = tempfile::tempdir().expect("a folder");
        let (spec, folder) = (
            document.to_str().expect("UTF-8"),
            folder.path().to_str().expect("UTF-8"),
        );
        assert!(
            run(&["import", "--from-examples", spec, "--out", folder])
                .status
                .success()
        );
        let tested = run(&[
            "--spec",
            spec,
            "--no-overlays",
            "--recordings",
            folder,
            "--self-test",
            "--brief",
        ]);
        let said = String::from_utf8_lossy(&tested.stdout);
        assert!(tested.status.success(), "{}: {said}", document.display());
        assert!(said.contains(" 0 alarms"), "{}: {said}", document.display());
    }
    if count == 0 {
        println!("skipped: no documents in ../shared/upstream/family");
    } else {
        assert_eq!(count, small.len());
    }
}
