//! The command line: what it prints, and how it exits.
#![forbid(unsafe_code)]

use std::fs;
use std::path::Path;
use std::process::Command;

/// Runs the program: whether it succeeded, and what it printed.
fn run(arguments: &[&str]) -> (bool, String) {
    let output = Command::new(env!("CARGO_BIN_EXE_contract-tests"))
        .args(arguments)
        .output()
        .expect("runs");
    let text = [output.stdout, output.stderr].concat();
    (
        output.status.success(),
        String::from_utf8(text).expect("UTF-8"),
    )
}

fn replay(folder: &Path) -> (bool, String) {
    run(&["replay", "--recordings", folder.to_str().expect("UTF-8")])
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

#[test]
fn a_good_run_prints_one_line() {
    let (good, text) = replay(folder().path());
    assert!(good, "{text}");
    assert_eq!(text.lines().count(), 1, "{text}");
    assert!(
        text.starts_with("2 of 2 recordings replayed as recorded; 1 of 53 operations"),
        "{text}"
    );
}

#[test]
fn recordings_are_chosen_by_name_and_by_operation() {
    for (filter, count) in [("end_user_types/fetch-by-sid", 1), ("FetchEndUserType", 2)] {
        let (good, text) = run(&["replay", filter]);
        assert!(
            good && text.starts_with(&format!("{count} of {count} recording")),
            "{text}"
        );
    }
    let (good, text) = run(&["replay", "no-such-recording"]);
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
    let (good, text) = replay(folder.path());
    assert!(
        !good && text.contains("bad.yaml:2:12: unknown operation `Nonsense`\n  help: "),
        "{text}"
    );
    assert!(
        text.contains("2 of 2 recordings replayed as recorded, 1 unusable"),
        "{text}"
    );
}

#[test]
fn a_replay_that_differs_is_shown_under_its_operation() {
    let folder = folder();
    let path = folder.path().join("fetch-by-sid.yaml");
    let text = fs::read_to_string(&path).expect("reads");
    fs::write(
        &path,
        text.replace(
            "  method: GET\n",
            "  method: GET\n  query: { Colour: red }\n",
        ),
    )
    .expect("writes");
    let (good, text) = replay(folder.path());
    assert!(!good, "{text}");
    assert!(
        text.starts_with("FetchEndUserType\n  fetch-by-sid  ("),
        "{text}"
    );
    assert!(
        text.contains(
            "    client.refused: the typed call cannot express the query parameter `Colour`\n"
        ),
        "{text}"
    );
    assert!(
        text.contains("1 of 2 recordings replayed as recorded"),
        "{text}"
    );
}

#[test]
fn a_folder_without_recordings_is_a_failure() {
    let empty = tempfile::tempdir().expect("a folder");
    let (good, text) = replay(empty.path());
    assert!(
        !good && text.contains("there is no recording in this folder"),
        "{text}"
    );
}

#[test]
fn help_is_given() {
    let (good, text) = run(&["replay", "--help"]);
    assert!(
        good && text.contains("--recordings <DIR>") && text.contains("exits with 1"),
        "{text}"
    );
}
