//! Documents and overlays with mistakes: what the user is told, word for word.
//!
//! One folder is one case. `broken/` and `overlays/` hold what `codegen` must refuse and leave its
//! output alone for; `warned/` holds what it must accept with a warning. `UPDATE_EXPECT=1` writes the
//! `expected.txt` of each case anew: read the difference before it is committed.

use std::fmt::Write as _;
use std::fs;
use std::path::{Path, PathBuf};
use std::process::{Command, Output};

/// Fails with all cases that went wrong.
fn report(failures: &[String]) {
    assert!(
        failures.is_empty(),
        "{} cases failed\n\n{}",
        failures.len(),
        failures.join("\n\n")
    );
}

/// The case folders in a folder of `tests/`, by name.
fn cases(folder: &str) -> Vec<PathBuf> {
    let root = Path::new(env!("CARGO_MANIFEST_DIR"))
        .join("tests")
        .join(folder);
    let mut cases: Vec<PathBuf> = fs::read_dir(&root)
        .unwrap()
        .map(|entry| entry.unwrap().path())
        .filter(|path| path.is_dir())
        .collect();
    cases.sort();
    assert!(!cases.is_empty(), "no case in {}", root.display());
    cases
}

/// Runs `codegen` where a case is.
fn codegen(case: &Path, spec: &str, overlays: &[&str], out: &Path) -> Output {
    Command::new(env!("CARGO_BIN_EXE_xtask"))
        .current_dir(case)
        .args(["codegen", "--spec", spec, "--no-dispatch", "--out"])
        .arg(out)
        .args(overlays)
        .output()
        .unwrap()
}

/// Runs `codegen` on what it must refuse; gives what it told, or what it did wrong.
fn refused(case: &Path, spec: &str, overlays: &[&str]) -> Result<String, String> {
    let out = tempfile::tempdir().unwrap();
    let sentinel = out.path().join("sentinel");
    fs::write(&sentinel, "untouched").unwrap();
    let output = codegen(case, spec, overlays, out.path());
    let told = String::from_utf8(output.stderr)
        .unwrap()
        .replace("\r\n", "\n");
    if output.status.code() != Some(1) {
        return Err(format!(
            "exit {:?} instead of 1\n{told}",
            output.status.code()
        ));
    }
    let files: Vec<_> = fs::read_dir(out.path())
        .unwrap()
        .map(|e| e.unwrap().path())
        .collect();
    if files != [sentinel.clone()] || fs::read_to_string(&sentinel).unwrap() != "untouched" {
        return Err(format!("the output was touched: {files:?}"));
    }
    match told.rsplit_once("error: refused: ") {
        Some((problems, _)) => Ok(problems.trim_end().to_owned() + "\n"),
        None => Err(format!("the last line does not count the errors:\n{told}")),
    }
}

/// Compares with the `expected.txt` of a case, or writes it.
fn compare(case: &Path, actual: &str) -> Result<(), String> {
    let file = case.join("expected.txt");
    if std::env::var_os("UPDATE_EXPECT").is_some() {
        fs::write(&file, actual).unwrap();
    }
    let expected = fs::read_to_string(&file)
        .unwrap_or_default()
        .replace("\r\n", "\n");
    if expected == actual {
        return Ok(());
    }
    Err(format!("expected:\n{expected}\nactual:\n{actual}"))
}

/// The name of a case, with what is wrong about it.
fn named(case: &Path, problem: &str) -> String {
    format!(
        "== {}\n{problem}",
        case.file_name().unwrap().to_string_lossy()
    )
}

/// The document of a case.
fn document(case: &Path) -> &'static str {
    if case.join("spec.json").exists() {
        "spec.json"
    } else {
        "spec.yaml"
    }
}

#[test]
fn broken_documents_are_refused() {
    let check = |case: &Path| {
        let told = refused(case, document(case), &["--no-overlays"])?;
        compare(case, &told)
    };
    let cases = cases("broken");
    let failures = cases
        .iter()
        .filter_map(|c| check(c).err().map(|problem| named(c, &problem)));
    report(&failures.collect::<Vec<_>>());
}

#[test]
fn broken_overlays_are_refused() {
    let check = |case: &Path| {
        let told = refused(case, "spec.yaml", &["--overlays", "overlays"])?;
        // The names of the files are shown as the system writes them.
        compare(case, &told.replace("overlays\\", "overlays/"))
    };
    let cases = cases("overlays");
    let failures = cases
        .iter()
        .filter_map(|c| check(c).err().map(|problem| named(c, &problem)));
    report(&failures.collect::<Vec<_>>());
}

#[test]
fn documents_with_warnings_are_accepted() {
    let check = |case: &Path| {
        let out = tempfile::tempdir().unwrap();
        let output = codegen(case, "spec.yaml", &["--no-overlays"], out.path());
        if !output.status.success() {
            return Err(String::from_utf8_lossy(&output.stderr).into_owned());
        }
        let document = xtask::spec::load(&case.join("spec.yaml"), None)
            .map_err(|_| "codegen accepts it and load refuses it".to_owned())?;
        let mut told = String::new();
        let mut warnings = xtask::spec::in_reading_order(document.warnings);
        for warning in &mut warnings {
            warning.file = PathBuf::from("spec.yaml");
            let gap = if told.is_empty() { "" } else { "\n" };
            writeln!(told, "{gap}{warning}").unwrap();
        }
        compare(case, &told)
    };
    let cases = cases("warned");
    let failures = cases
        .iter()
        .filter_map(|c| check(c).err().map(|problem| named(c, &problem)));
    report(&failures.collect::<Vec<_>>());
}

/// What git cannot hold well: made here, with the start of what must be told.
#[test]
fn odd_files_are_refused() {
    let folder = tempfile::tempdir().unwrap();
    let here = folder.path();
    let write = |name: &str, bytes: &[u8]| fs::write(here.join(name), bytes).unwrap();
    write(
        "latin-1.yaml",
        b"openapi: 3.0.3\ninfo: { title: caf\xE9 }\n",
    );
    write("utf-16.yaml", b"\xFF\xFEo\0p\0e\0n\0a\0p\0i\0");
    write("utf-16-unmarked.yaml", b"o\0p\0e\0n\0a\0p\0i\0");
    write("nul.yaml", b"openapi: 3.0.3\ninfo: \0\n");
    write(
        "brackets.yaml",
        format!("x: {}", "[".repeat(100_000)).as_bytes(),
    );
    write("brackets.json", "[".repeat(100_000).as_bytes());
    // A sparse file: its size is refused before it is read.
    fs::File::create(here.join("large.yaml"))
        .unwrap()
        .set_len(50 * 1024 * 1024)
        .unwrap();
    fs::create_dir(here.join("folder.yaml")).unwrap();
    let mut failures = Vec::new();
    for (file, expected) in [
        (
            "latin-1.yaml",
            "error[not-utf8]: the file is not UTF-8: byte 0xE9 at offset 33 is no part of a \
             character\n  --> latin-1.yaml:2:19\n",
        ),
        (
            "utf-16.yaml",
            "error[not-utf8]: the file is UTF-16 or UTF-32, only UTF-8 is read\n",
        ),
        (
            "utf-16-unmarked.yaml",
            "error[not-utf8]: the file is UTF-16 or UTF-32",
        ),
        (
            "nul.yaml",
            "error[syntax]: this is not YAML: control characters are not allowed",
        ),
        (
            "brackets.yaml",
            "error[too-deep]: objects and lists are nested more than 120 deep\n",
        ),
        (
            "brackets.json",
            "error[too-deep]: objects and lists are nested more than 120 deep\n",
        ),
        (
            "large.yaml",
            "error[file-too-large]: the file has 50 MiB, the limit is 32 MiB\n",
        ),
        (
            "folder.yaml",
            "error[is-a-directory]: this is a directory, not a document\n",
        ),
        (
            "missing.yaml",
            "error[file-not-found]: there is no such file\n",
        ),
    ] {
        match refused(here, file, &["--no-overlays"]) {
            Ok(told) if told.starts_with(expected) => {}
            Ok(told) => failures.push(format!("== {file}\nexpected:\n{expected}\nactual:\n{told}")),
            Err(problem) => failures.push(format!("== {file}\n{problem}")),
        }
    }
    report(&failures);
}

/// A file that exists and may not be read.
#[cfg(unix)]
#[test]
fn an_unreadable_file_is_refused() {
    use std::os::unix::fs::PermissionsExt as _;

    let folder = tempfile::tempdir().unwrap();
    let file = folder.path().join("secret.yaml");
    fs::write(&file, "openapi: 3.0.3\n").unwrap();
    fs::set_permissions(&file, fs::Permissions::from_mode(0o000)).unwrap();
    if fs::File::open(&file).is_ok() {
        return; // The superuser may read everything, so there is nothing to see.
    }
    let told = refused(folder.path(), "secret.yaml", &["--no-overlays"]).unwrap();
    let expected = "error[file-not-readable]: the file may not be read: permission denied\n";
    assert!(told.starts_with(expected), "{told}");
}

/// Files that look odd and are fine.
#[test]
fn odd_but_sound_files_are_accepted() {
    let folder = tempfile::tempdir().unwrap();
    let case = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/warned/no-servers/spec.yaml");
    let sound = fs::read_to_string(case).unwrap().replace("\r\n", "\n");
    for (name, text) in [
        ("bom.yaml", format!("\u{FEFF}{sound}")),
        ("crlf.yaml", sound.replace('\n', "\r\n")),
        ("marked.yaml", format!("%YAML 1.2\n---\n{sound}...\n")),
        ("yaml-called.json", sound.clone()),
    ] {
        let file = folder.path().join(name);
        fs::write(&file, text).unwrap();
        let ids = |problems: &xtask::diagnostics::Diagnostics| -> Vec<&'static str> {
            problems.iter().map(|problem| problem.id).collect()
        };
        match xtask::spec::load(&file, None) {
            Ok(document) => assert_eq!(ids(&document.warnings), ["no-servers"], "{name}"),
            Err(problems) => panic!("{name}: {:?}", ids(&problems)),
        }
    }
}
