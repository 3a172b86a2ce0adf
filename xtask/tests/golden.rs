//! One folder per decision of `lower`: a small document, the IR made of it, and the Rust emitted.
//!
//! `golden/<case>/spec.yaml` is the document, `ir.yaml` what `cargo xtask ir` prints of it, `out/`
//! the emitted files without the runtime, `warnings.txt` what the generator says on the way, where
//! it says anything. `behaves.rs`, where there is one, is a test that uses the emitted crate as its
//! users do (`compiles.rs` runs it). Where the generator refuses the document, `refused.txt` is all
//! there is. Manifest, licences and dispatcher depend on little of the document, so that only the
//! case `whole_package` has them; the README is there too where a case has a hand-written part,
//! `crate/`.
//!
//! `UPDATE_EXPECT=1 cargo test -p xtask --test golden` rewrites them; look at the diff of git then.
//! A folder without a document fails, as does any file that is not made any more.

#[path = "support/cases.rs"]
mod cases;
#[path = "support/folder.rs"]
mod folder;

use std::collections::BTreeMap;
use std::fmt::Write as _;
use std::fs;
use std::path::Path;

use cases::{BEHAVES, Case};
use similar::TextDiff;
use xtask::diagnostics::Severity;
use xtask::{Generated, print};

/// The case whose `out/` holds every file.
const WHOLE: &str = "whole_package";

#[test]
fn every_case_gives_what_is_recorded() {
    let update = std::env::var_os("UPDATE_EXPECT").is_some_and(|value| value != "0");
    let mut failed = Vec::new();
    let mut report = String::new();
    let all = cases::all();
    for case in &all {
        let problem = match expected(case) {
            Ok(files) if update => {
                folder::write(&case.folder, &files);
                continue;
            }
            Ok(files) => differences(&case.folder, &files),
            Err(problem) => problem,
        };
        if !problem.is_empty() {
            let _ = writeln!(report, "==== {}\n{problem}", case.name);
            failed.push(case.name.as_str());
        }
    }
    assert!(!all.is_empty(), "there are no golden cases");
    assert!(
        failed.is_empty(),
        "{report}\n{} of {} cases differ: {}\nIf that is what was meant: \
         UPDATE_EXPECT=1 cargo test -p xtask --test golden\n",
        failed.len(),
        all.len(),
        failed.join(", ")
    );
}

/// The files of a case by path, its document included.
fn expected(case: &Case) -> Result<BTreeMap<String, String>, String> {
    let path = case.folder.join("spec.yaml");
    let document = std::fs::read_to_string(&path).map_err(|error| {
        format!(
            "{}: {error}: a golden case needs a document\n",
            path.display()
        )
    })?;
    let mut files = BTreeMap::from([("spec.yaml".to_owned(), document)]);
    let part = case.folder.join("crate");
    for path in folder::list(&part) {
        let text = fs::read_to_string(part.join(&path)).map_err(|error| error.to_string())?;
        files.insert(format!("crate/{path}"), text);
    }
    if let Some(behaviour) = case.behaviour() {
        files.insert(BEHAVES.to_owned(), behaviour);
    }
    let generated = match case.generate(None) {
        Ok(generated) => generated,
        Err(refusal) => {
            let refusal = refusal.replace(&path.display().to_string(), "spec.yaml");
            files.insert("refused.txt".to_owned(), refusal);
            return Ok(files);
        }
    };
    files.insert("ir.yaml".to_owned(), print::ir(&case.command(), None)?);
    let warnings = warnings(&generated);
    if !warnings.is_empty() {
        files.insert("warnings.txt".to_owned(), warnings);
    }
    for (path, text) in generated.files {
        let tells_more = path.starts_with("src/")
            || (path == "README.md" && part.is_dir())
            || case.name == WHOLE;
        if tells_more && !path.starts_with("src/runtime/") {
            files.insert(format!("out/{path}"), text);
        }
    }
    if case.name == WHOLE {
        files.insert("dispatch.rs".to_owned(), generated.dispatch.unwrap());
    }
    Ok(files)
}

/// One line each: where, what kind, what.
fn warnings(generated: &Generated) -> String {
    let mut text = String::new();
    for warning in &generated.warnings {
        assert_eq!(warning.severity, Severity::Warning, "{warning}");
        let _ = writeln!(
            text,
            "[{}] {}: {}",
            warning.id, warning.pointer, warning.message
        );
    }
    text
}

/// Lines of a diff that are shown for one file.
const LINES: usize = 60;

/// All differences as text; empty where there are none.
fn differences(root: &Path, expected: &BTreeMap<String, String>) -> String {
    let mut text = String::new();
    for (path, new) in expected {
        match fs::read_to_string(root.join(path)) {
            Ok(old) if old == *new => {}
            Ok(old) => {
                let _ = writeln!(text, "{path} (- recorded, + made now):");
                let diff = TextDiff::from_lines(&old, new).unified_diff().to_string();
                for line in diff.lines().take(LINES) {
                    let _ = writeln!(text, "    {line}");
                }
                let more = diff.lines().count().saturating_sub(LINES);
                if more > 0 {
                    let _ = writeln!(text, "    … {more} more lines");
                }
            }
            Err(error) => {
                let _ = writeln!(text, "{path} is made now, but: {error}");
            }
        }
    }
    for path in folder::list(root).difference(&expected.keys().cloned().collect()) {
        let _ = writeln!(text, "{path} stands there and is not made any more");
    }
    text
}
