//! One folder per case below `tests/diff/`: two documents and what `cargo xtask diff` says.
//!
//! `old.yaml` and `new.yaml` are the documents, `expected.txt` is the effective view without
//! colour. A case whose name starts with `silent_` has raw changes and no effective one.
//! `UPDATE_EXPECT=1 cargo test -p xtask --test diff` rewrites them; look at the diff of git then.

use std::collections::BTreeSet;
use std::fmt::Write as _;
use std::fs;
use std::path::{Path, PathBuf};

use serde_json::Value;
use xtask::diff::command::{Command, FailOn, Format};
use xtask::diff::{Diff, Level};

fn folders() -> Vec<PathBuf> {
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/diff");
    let mut all: Vec<PathBuf> = fs::read_dir(root)
        .unwrap()
        .map(|entry| entry.unwrap().path())
        .collect();
    all.retain(|path| path.is_dir());
    all.sort();
    all
}

fn command(folder: &Path) -> Command {
    Command {
        old: folder.join("old.yaml"),
        new: folder.join("new.yaml"),
        ..Command::default()
    }
}

fn compare(folder: &Path) -> Diff {
    command(folder)
        .compare()
        .unwrap_or_else(|error| panic!("{}: {error}", folder.display()))
}

fn case(name: &str) -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR"))
        .join("tests/diff")
        .join(name)
}

/// Pairs of the vendor's history, where this machine has them.
fn upstream(name: &str) -> Option<PathBuf> {
    let path = Path::new(env!("CARGO_MANIFEST_DIR"))
        .join("../../shared/upstream")
        .join(name);
    if !path.exists() {
        eprintln!("skipped: {} is not here", path.display());
        return None;
    }
    Some(path)
}

#[test]
fn every_case_says_what_is_recorded() {
    let update = std::env::var_os("UPDATE_EXPECT").is_some_and(|value| value != "0");
    let mut report = String::new();
    for folder in folders() {
        let (text, _) = command(&folder)
            .run()
            .unwrap_or_else(|e| panic!("{}: {e}", folder.display()));
        let file = folder.join("expected.txt");
        if update {
            fs::write(&file, text).unwrap();
        } else if fs::read_to_string(&file).unwrap_or_default() != text {
            let _ = writeln!(report, "==== {}\n{text}", folder.display());
        }
    }
    assert!(
        report.is_empty(),
        "{report}\nUPDATE_EXPECT=1 rewrites what is recorded"
    );
}

#[test]
fn silent_cases_have_raw_changes_and_no_effective_one() {
    let silent = folders()
        .into_iter()
        .filter(|folder| folder.to_string_lossy().contains("/silent_"));
    let mut count = 0;
    for folder in silent {
        let diff = compare(&folder);
        assert!(
            !diff.raw.is_empty(),
            "{}: nothing differs",
            folder.display()
        );
        let told: Vec<String> = diff.changes.iter().map(xtask::diff::Change::text).collect();
        assert!(told.is_empty(), "{}: {told:?}", folder.display());
        count += 1;
    }
    assert!(count >= 6);
}

/// The ids are a promise: ignore files name them. Each is shown by a case or its opposite.
#[test]
fn the_cases_show_each_rule_and_its_opposite() {
    let mut seen = BTreeSet::new();
    for folder in folders() {
        seen.extend(
            compare(&folder)
                .changes
                .iter()
                .map(|change| change.rule.to_string()),
        );
        let turned = Command {
            old: folder.join("new.yaml"),
            new: folder.join("old.yaml"),
            ..Command::default()
        };
        seen.extend(
            turned
                .compare()
                .unwrap()
                .changes
                .iter()
                .map(|change| change.rule.to_string()),
        );
    }
    let file = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/diff/rules.txt");
    let text = seen
        .iter()
        .fold(String::new(), |text, rule| text + rule + "\n");
    if std::env::var_os("UPDATE_EXPECT").is_some_and(|value| value != "0") {
        fs::write(&file, text).unwrap();
    } else {
        let known = fs::read_to_string(&file).unwrap();
        assert_eq!(known, text, "an id changed, or no case shows it any more");
    }
}

/// Turned around, each change is its opposite: as many, in the same operations and places.
#[test]
fn both_ways_find_the_same_number() {
    for folder in folders() {
        let turned = Command {
            old: folder.join("new.yaml"),
            new: folder.join("old.yaml"),
            ..Command::default()
        };
        let (there, back) = (compare(&folder), turned.compare().unwrap());
        let places = |diff: &Diff| {
            let mut all: Vec<String> = diff
                .changes
                .iter()
                .map(|c| format!("{} {} {}", c.method, c.place, c.rule.area as u8))
                .collect();
            all.sort();
            all
        };
        assert_eq!(places(&there), places(&back), "{}", folder.display());
        let same = Command {
            old: folder.join("new.yaml"),
            new: folder.join("new.yaml"),
            ..Command::default()
        };
        let same = same.compare().unwrap();
        assert!(
            same.changes.is_empty() && same.raw.is_empty(),
            "{}",
            folder.display()
        );
    }
}

#[test]
fn fingerprints_are_unique_and_stable() {
    let mut all = BTreeSet::new();
    for folder in folders() {
        let mut own = BTreeSet::new();
        for change in compare(&folder).changes {
            assert!(
                own.insert(change.fingerprint.clone()),
                "{}: {change:?}",
                folder.display()
            );
            all.insert(change.fingerprint);
        }
    }
    // Recorded in an ignore file below: a new way to make them would orphan everybody's files.
    let folder = case("became_optional");
    assert_eq!(compare(&folder).changes[0].fingerprint, BECAME_OPTIONAL);
}

const BECAME_OPTIONAL: &str = "6331f6448ce1eccd";

#[test]
fn json_has_the_shape_that_the_schema_describes() {
    let schema = Path::new(env!("CARGO_MANIFEST_DIR")).join("diff.schema.json");
    let schema: Value = serde_json::from_str(&fs::read_to_string(schema).unwrap()).unwrap();
    for folder in folders() {
        for raw in [false, true] {
            let command = Command {
                format: Format::Json,
                raw,
                ..command(&folder)
            };
            let (text, _) = command.run().unwrap();
            let value: Value = serde_json::from_str(&text).unwrap();
            assert_eq!(value.get("raw").is_some(), raw);
            let problems = misfits(&schema, &schema, &value, "");
            assert!(problems.is_empty(), "{}: {problems:#?}", folder.display());
        }
    }
}

/// The part of JSON Schema that `diff.schema.json` uses; anything else in it is a failure.
fn misfits(root: &Value, schema: &Value, value: &Value, at: &str) -> Vec<String> {
    let mut found = Vec::new();
    for (keyword, says) in schema.as_object().unwrap() {
        match keyword.as_str() {
            "$schema" | "$defs" | "title" | "description" => {}
            "$ref" => {
                let pointer = says.as_str().unwrap().strip_prefix('#').unwrap();
                found.extend(misfits(root, root.pointer(pointer).unwrap(), value, at));
            }
            "type" => {
                let kinds = says
                    .as_array()
                    .cloned()
                    .unwrap_or_else(|| vec![says.clone()]);
                let kind = match value {
                    Value::Null => "null",
                    Value::Bool(_) => "boolean",
                    Value::Number(_) => "integer",
                    Value::String(_) => "string",
                    Value::Array(_) => "array",
                    Value::Object(_) => "object",
                };
                if !kinds.iter().any(|known| known == kind) {
                    found.push(format!("{at}: is {kind}"));
                }
            }
            "enum" => {
                let fits = says.as_array().unwrap().contains(value);
                found.extend((!fits).then(|| format!("{at}: {value}")));
            }
            "const" => found.extend((says != value).then(|| format!("{at}: {value}"))),
            "required" => {
                let names = says
                    .as_array()
                    .unwrap()
                    .iter()
                    .map(|name| name.as_str().unwrap());
                let lacking = names.filter(|name| value.is_object() && value.get(name).is_none());
                found.extend(lacking.map(|name| format!("{at}: lacks {name}")));
            }
            "properties" => {
                for (name, schema) in says.as_object().unwrap() {
                    if let Some(value) = value.get(name) {
                        found.extend(misfits(root, schema, value, &format!("{at}/{name}")));
                    }
                }
            }
            "additionalProperties" => {
                assert_eq!(says, &Value::Bool(false));
                let known = schema["properties"].as_object().unwrap();
                let keys = value.as_object().into_iter().flatten().map(|(key, _)| key);
                found.extend(
                    keys.filter(|key| !known.contains_key(*key))
                        .map(|key| format!("{at}: has {key}")),
                );
            }
            "items" => {
                for value in value.as_array().into_iter().flatten() {
                    found.extend(misfits(root, says, value, &format!("{at}[]")));
                }
            }
            "pattern" => assert_eq!(says, "^[0-9a-f]{16}$"),
            other => panic!("the test does not know the keyword {other}"),
        }
    }
    found
}

#[test]
fn markdown_is_a_table_that_nothing_breaks() {
    for folder in folders() {
        let command = Command {
            format: Format::Markdown,
            ..command(&folder)
        };
        let (text, _) = command.run().unwrap();
        for row in text.lines().filter(|line| line.starts_with("| ")) {
            let bars = row.replace("\\|", "").matches('|').count();
            assert_eq!(bars, 6, "{}: {row}", folder.display());
        }
    }
}

/// The server takes what it took, so what runs goes on; whoever builds anew has a setter in place of an
/// argument, and of two arguments of one type the compiler tells no difference.
#[test]
fn what_only_the_crate_asks_of_callers_is_told_apart() {
    let one = &compare(&case("became_optional")).changes[0];
    assert_eq!((one.callers, one.wire), (Level::Breaking, Level::Additive));
    assert!(one.is_in_the_crate_only());
    for name in ["argument_replaced", "argument_order"] {
        let verdict = compare(&case(name)).verdict();
        assert_eq!(verdict, Some(xtask::semver::Verdict::Major), "{name}");
    }
    let gone = compare(&case("silent_extract"));
    let gone = gone
        .unexplained()
        .into_iter()
        .map(|item| item.path.as_str());
    assert!(
        gone.into_iter()
            .any(|path| path == "things::UpdateThingName")
    );
    let nullable = &compare(&case("nullability")).changes[0];
    assert_eq!(nullable.wire, Level::Breaking, "the old type reads no null");
}

#[test]
fn fail_on_decides_the_exit() {
    let fails = |name: &str, fail_on| {
        let command = Command {
            fail_on,
            ..command(&case(name))
        };
        !command.run().unwrap().1
    };
    assert!(!fails("became_optional", None));
    assert!(fails("became_optional", Some(FailOn::Breaking)));
    assert!(fails("became_optional", Some(FailOn::Any)));
    assert!(!fails("response_property_added", Some(FailOn::Breaking)));
    assert!(fails("response_property_added", Some(FailOn::Any)));
    assert!(!fails("silent_reorder", Some(FailOn::Any)));
    // Nothing on the wire changed, but what callers spell did.
    assert!(fails("renamed_items", Some(FailOn::Breaking)));
}

#[test]
fn ignore_files_need_reasons_and_matches() {
    let folder = case("became_optional");
    let dir = tempfile::tempdir().unwrap();
    let run = |text: &str| {
        let file = dir.path().join("ignore.toml");
        fs::write(&file, text).unwrap();
        Command {
            ignore: Some(file),
            fail_on: Some(FailOn::Breaking),
            ..command(&folder)
        }
        .compare()
    };
    let by_fingerprint =
        format!("[[ignore]]\nfingerprint = \"{BECAME_OPTIONAL}\"\nreason = \"known\"\n");
    let diff = run(&by_fingerprint).unwrap();
    assert!(diff.changes.is_empty() && diff.needless.is_empty());
    assert_eq!(diff.ignored[0].reason, "known");
    let diff = run("[[ignore]]\nrule = \"request-field-became-optional\"\noperation = \"CreateThing\"\nreason = \"r\"\n").unwrap();
    assert!(diff.changes.is_empty() && diff.needless.is_empty());
    let diff = run("[[ignore]]\nrule = \"request-field-became-optional\"\noperation = \"Other\"\nreason = \"r\"\n").unwrap();
    assert_eq!((diff.changes.len(), diff.needless.len()), (1, 1));
    let (_, passes) = Command {
        ignore: Some(dir.path().join("ignore.toml")),
        ..command(&folder)
    }
    .run()
    .unwrap();
    assert!(!passes, "an entry that matches nothing must fail");
    for (text, problem) in [
        ("[[ignore]]\nrule = \"a\"\nreason = \" \"\n", "no reason"),
        ("[[ignore]]\nrule = \"a\"\n", "reason"),
        ("[[ignore]]\nreason = \"a\"\n", "either"),
        (
            "[[ignore]]\nrule = \"a\"\nfingerprint = \"b\"\nreason = \"c\"\n",
            "either",
        ),
        (
            "[[ignore]]\nfingerprint = \"b\"\noperation = \"c\"\nreason = \"c\"\n",
            "already",
        ),
        ("[[ignored]]\n", "unknown"),
        ("[[", "TOML"),
    ] {
        let error = run(text).unwrap_err();
        assert!(error.contains(problem), "{text}: {error}");
    }
}

#[test]
fn documents_that_are_none_are_refused() {
    let command = Command {
        old: "no-such-file".into(),
        ..command(&case("became_optional"))
    };
    let error = command.run().unwrap_err();
    assert!(error.contains("there is no such file"), "{error}");
}

#[test]
fn the_pairs_of_the_vendor_come_out() {
    for (pair, count, callers, rules) in [
        (
            "2023-01-13",
            26,
            Level::Neutral,
            vec!["response-property-became-nullable"],
        ),
        (
            "2023-11-17",
            6,
            Level::Breaking,
            vec![
                "operation-removed",
                "request-field-removed",
                "request-required-field-added",
                "response-optional-property-added",
                "response-property-removed",
            ],
        ),
        (
            "2025-02-20",
            61,
            Level::Breaking,
            vec![
                "request-parameter-format-added",
                "response-property-enum-value-added",
                "response-property-enum-value-removed",
            ],
        ),
        (
            "2025-10-28",
            1,
            Level::Breaking,
            vec!["request-field-became-optional"],
        ),
    ] {
        let Some(history) = upstream("history") else {
            return;
        };
        let command = Command {
            old: history.join(format!("{pair}-old.yaml")),
            new: history.join(format!("{pair}-new.yaml")),
            ..Command::default()
        };
        let diff = command.compare().unwrap();
        let found: BTreeSet<String> = diff.changes.iter().map(|c| c.rule.to_string()).collect();
        assert_eq!(diff.changes.len(), count, "{pair}");
        assert_eq!(
            found.iter().map(String::as_str).collect::<Vec<_>>(),
            rules,
            "{pair}"
        );
        assert_eq!(
            diff.changes.iter().map(|c| c.callers).max(),
            Some(callers),
            "{pair}"
        );
    }
}

#[test]
fn our_edition_is_the_vendors_document_to_a_client() {
    let Some(old) = upstream("twilio_trusthub_v1.yaml") else {
        return;
    };
    let new = Path::new(env!("CARGO_MANIFEST_DIR")).join("../spec/trusthub_v1.yaml");
    let (text, _) = Command {
        old,
        new,
        ..Command::default()
    }
    .run()
    .unwrap();
    assert!(text.contains("no effective change; "), "{text}");
    assert!(text.contains("items of the crate as before"), "{text}");
}
