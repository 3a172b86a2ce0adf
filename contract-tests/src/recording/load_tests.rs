//! Each kind of bad file, and that it does not hide the good ones.

use std::fs;
use std::path::Path;

use super::*;

const GOOD: &str = "recording: 1
operation: FetchEndUserType
proves: a type is found by its machine name
source: { kind: documented, date: 2026-11-22, origin: our own }
request:
  method: GET
  path: /v1/EndUserTypes/individual
response:
  status: 200
  body: { sid: null }
";

/// The example with one piece of text replaced.
fn with(from: &str, to: &str) -> String {
    assert!(GOOD.contains(from), "{from}");
    GOOD.replace(from, to)
}

/// The one problem of a text, as `line: message`.
fn problem(text: &str) -> String {
    let problems = parse(text).expect_err("this must be refused");
    assert_eq!(problems.len(), 1, "{problems:?}");
    assert!(!problems[0].help.is_empty());
    format!("{}: {}", problems[0].line, problems[0].message)
}

fn file(bytes: &[u8]) -> String {
    let folder = tempfile::tempdir().expect("a folder");
    let path = folder.path().join("it.yaml");
    fs::write(&path, bytes).expect("writes");
    let error = load(&path).expect_err("this must be refused").to_string();
    assert!(
        error.contains("it.yaml") && error.contains("help: "),
        "{error}"
    );
    error
}

#[test]
fn the_example_is_read() {
    let recording = parse(GOOD).expect("good");
    assert_eq!(recording.operation, "FetchEndUserType");
    assert_eq!(
        (recording.response.status, recording.request.headers),
        (200, None)
    );
}

#[test]
fn forms_keep_text_order_and_repeated_names() {
    let text = with(
        "  path: /v1/EndUserTypes/individual\n",
        "  path: /v1/x\n  form: { Z: 50, Phone: +12025550143, Zip: 02139, Flag: true, Tag: [b, a], Empty: '' }\n",
    );
    let form = parse(&text).expect("good").request.form;
    let pairs: Vec<_> = form.pairs().collect();
    assert_eq!(
        pairs,
        [
            ("Z", "50"),
            ("Phone", "+12025550143"),
            ("Zip", "02139"),
            ("Flag", "true"),
            ("Tag", "b"),
            ("Tag", "a"),
            ("Empty", "")
        ],
    );
}

#[test]
fn another_version_is_refused_and_nothing_else_is_said() {
    let text = with("recording: 1", "recording: 2").replace("proves", "shows");
    let problems = parse(&text).expect_err("refused");
    assert!(
        problems
            .iter()
            .any(|problem| problem.message.contains("version `2`")),
        "{problems:?}"
    );
    assert!(
        !problems
            .iter()
            .any(|problem| problem.message.contains("no `proves`")),
        "{problems:?}"
    );
}

#[test]
fn unknown_keys_are_errors_with_a_hint() {
    let problems = parse(&with("proves:", "prooves:")).expect_err("refused");
    assert!(
        problems[0].message.contains("unknown key `prooves`") && problems[0].line == 3,
        "{problems:?}"
    );
    assert!(
        problems[0].help.contains("did you mean `proves`?"),
        "{problems:?}"
    );
    assert!(
        problems[1].message.contains("has no `proves`"),
        "{problems:?}"
    );
    for (from, to) in [
        ("  method: GET", "  method: GET\n  qurey: { A: 1 }"),
        ("  status: 200", "  status: 200\n  reason: OK"),
        ("origin: our own }", "origin: our own, by: me }"),
    ] {
        assert!(problem(&with(from, to)).contains("unknown key"), "{to}");
    }
}

#[test]
fn duplicate_keys_are_errors() {
    assert_eq!(
        problem(&with("  status: 200\n", "  status: 200\n  status: 200\n")),
        "10: the key `status` is given twice"
    );
    assert!(
        problem(&with("{ sid: null }", "{ sid: null, sid: null }"))
            .contains("`sid` is given twice")
    );
}

#[test]
fn an_unknown_operation_is_an_error_with_a_hint() {
    let problems = parse(&with("FetchEndUserType", "FetchEnduserTypes")).expect_err("refused");
    assert!(
        problems[0].message.contains("unknown operation"),
        "{problems:?}"
    );
    assert!(
        problems[0]
            .help
            .contains("did you mean `FetchEndUserType`?"),
        "{problems:?}"
    );
    assert_eq!(
        problem(&with("FetchEndUserType", "Nonsense")),
        "2: unknown operation `Nonsense`"
    );
}

#[test]
fn every_problem_of_a_file_is_told() {
    let text = with("FetchEndUserType", "Nonsense")
        .replace("GET", "get")
        .replace("status: 200", "status: soon");
    let problems = parse(&text).expect_err("refused");
    let lines: Vec<_> = problems.iter().map(|problem| problem.line).collect();
    assert_eq!(lines, [2, 6, 9], "{problems:?}");
}

#[test]
fn a_recording_does_not_claim_to_be_live() {
    assert!(problem(&with("documented", "live")).contains("claims to be live"));
    assert!(problem(&with("documented", "rumour")).contains("unknown kind `rumour`"));
    parse(&with("documented", "sandbox")).expect("good");
}

#[test]
fn values_that_cannot_be_meant_are_errors() {
    for (from, to, expected) in [
        ("2026-11-22", "2026-11-31", "is not a date"),
        ("2026-11-22", "yesterday", "is not a date"),
        ("method: GET", "method: FETCH", "unknown method"),
        ("/individual", "/individual?Page=1", "holds a query"),
        (
            "path: /v1",
            "path: https://trusthub.twilio.com/v1",
            "is not a path",
        ),
        ("/individual", "/à-la-carte", "is not a path"),
        (
            "status: 200",
            "status: 599",
            "not a status that can be replayed",
        ),
        (
            "status: 200",
            "status: 100",
            "not a status that can be replayed",
        ),
        ("status: 200", "status: 204", "has no body"),
        ("status: 200", "status: [200]", "must be text, not a list"),
        (
            "  body: { sid: null }",
            "  body: 1\n  text: x",
            "has `body` and `text`",
        ),
        (
            "  status: 200",
            "  status: 200\n  headers: { 'a b': x }",
            "is not a header",
        ),
        (
            "  status: 200",
            "  status: 200\n  headers: { a: \"x\\ny\" }",
            "is not a header",
        ),
        (
            "  method: GET",
            "  method: GET\n  query: [Page]",
            "`query` must map names to values",
        ),
        (
            "  method: GET",
            "  method: GET\n  query: { Page: }",
            "`Page` has nothing for a value",
        ),
        (
            "  method: GET",
            "  method: GET\n  query: { Tags: [] }",
            "`Tags` has a list for a value",
        ),
        (
            "  method: GET",
            "  method: GET\n  form: { Attributes: { a: 1 } }",
            "has a mapping for a value",
        ),
        (
            "  method: GET",
            "  method: GET\n  form: { A: 1 }\n  body: {}",
            "a form and another body",
        ),
        (
            "proves: a type is found by its machine name",
            "proves: ''",
            "`proves` must be text",
        ),
        (
            "source: {",
            "source: documented #",
            "`source` must be a mapping",
        ),
    ] {
        let found = problem(&with(from, to));
        assert!(found.contains(expected), "{to}: {found}");
    }
    assert_eq!(
        problem("just text"),
        "1: a recording must be a mapping, not `just text`"
    );
}

#[test]
fn files_that_are_not_text_are_refused_with_a_line() {
    assert!(file(b"recording: 1\n\0\0").contains("it.yaml:2: the file holds binary data"));
    assert!(file(b"recording: 1\nproves: \xff").contains("it.yaml:2: the file is not UTF-8"));
    assert!(file(b"").contains("it.yaml:1:1: the file is empty"));
    assert!(
        file(&GOOD.as_bytes()[..GOOD.len() - 9]).contains("not YAML"),
        "cut short"
    );
}

#[test]
fn a_huge_file_is_refused_before_it_is_read_as_yaml() {
    let folder = tempfile::tempdir().expect("a folder");
    let path = folder.path().join("it.yaml");
    fs::File::create(&path)
        .and_then(|file| file.set_len(MAX_BYTES + 1))
        .expect("a sparse file");
    assert!(
        load(&path)
            .expect_err("refused")
            .to_string()
            .contains("larger than 32 MiB")
    );
}

#[test]
fn a_file_with_a_secret_is_refused_without_repeating_it() {
    let token = "0f1e2d3c4b5a69788796a5b4c3d2e1f0";
    let found = problem(&with(
        "{ sid: null }",
        &format!("{{ auth_token: {token} }}"),
    ));
    assert!(
        found.starts_with("10: this looks like a secret") && !found.contains(token),
        "{found}"
    );
}

#[test]
fn a_file_that_cannot_be_read_says_so() {
    let error = load(Path::new("/nowhere/it.yaml"))
        .expect_err("refused")
        .to_string();
    assert!(error.contains("cannot be read"), "{error}");
    assert!(load(Path::new("/")).is_err(), "a folder is no file");
}

#[test]
fn a_folder_is_listed_in_name_order_with_its_folders() {
    let folder = tempfile::tempdir().expect("a folder");
    for name in [
        "b.yaml",
        "a/2.yaml",
        "a/1.yaml",
        "c/d/e.yaml",
        "README.md",
        ".hidden",
    ] {
        let path = folder.path().join(name);
        fs::create_dir_all(path.parent().expect("a parent")).expect("makes");
        fs::write(path, GOOD).expect("writes");
    }
    let found = find(folder.path());
    let names: Vec<_> = found.files.iter().map(|file| file.name.as_str()).collect();
    assert_eq!(names, ["a/1", "a/2", "b", "c/d/e"]);
    assert_eq!(found.failures, []);
    let one = find(&folder.path().join("b.yaml"));
    assert_eq!(one.files.len(), 1, "one file may be named too");
}

#[test]
fn one_bad_file_does_not_hide_the_others() {
    let folder = tempfile::tempdir().expect("a folder");
    for (name, text) in [
        ("a.yaml", GOOD),
        ("b.yaml", "nonsense"),
        ("c.yml", GOOD),
        ("d.yaml", GOOD),
    ] {
        fs::write(folder.path().join(name), text).expect("writes");
    }
    let found = find(folder.path());
    assert!(
        found.failures[0]
            .to_string()
            .contains("rename it to end in `.yaml`"),
        "{found:?}"
    );
    let loaded: Vec<_> = found
        .files
        .iter()
        .map(|file| load(&file.path).is_ok())
        .collect();
    assert_eq!(loaded, [true, false, true]);
}

#[test]
fn an_empty_or_missing_folder_is_a_failure() {
    let folder = tempfile::tempdir().expect("a folder");
    assert!(
        find(folder.path()).failures[0]
            .to_string()
            .contains("no recording in this folder")
    );
    fs::create_dir(folder.path().join("empty")).expect("makes");
    assert_eq!(find(folder.path()).failures.len(), 1);
    assert!(
        find(&folder.path().join("missing")).failures[0]
            .to_string()
            .contains("cannot be read")
    );
}

#[cfg(unix)]
#[test]
fn links_are_followed_but_not_in_circles() {
    use std::os::unix::fs::symlink;
    let folder = tempfile::tempdir().expect("a folder");
    fs::create_dir(folder.path().join("real")).expect("makes");
    fs::write(folder.path().join("real/a.yaml"), GOOD).expect("writes");
    symlink("real", folder.path().join("same")).expect("links");
    symlink("..", folder.path().join("real/up")).expect("links");
    symlink("gone", folder.path().join("dangling")).expect("links");
    let found = find(folder.path());
    let names: Vec<_> = found.files.iter().map(|file| file.name.as_str()).collect();
    assert_eq!(names, ["real/a", "same/a"]);
    let failures: Vec<_> = found.failures.iter().map(ToString::to_string).collect();
    assert_eq!(failures.len(), 3, "{failures:?}");
    assert!(
        failures[0].contains("dangling: cannot be read"),
        "{failures:?}"
    );
    assert!(failures[1].contains("leads back"), "{failures:?}");
}
