//! What must hold for the generator, whatever the document: refused with a place and a help for each
//! problem, or a crate whose files all parse, with the same bytes in a second run.

use std::path::Path;

use xtask::diagnostics::Diagnostics;
use xtask::emit::{Files, Inputs};
use xtask::lower::Options;
use xtask::{Generated, Refusal, generate};

use crate::scratch;

/// Name of the crates.
const PACKAGE: &str = "fuzzed";

/// Gives a document to the generator.
pub fn check(name: &str, document: &[u8]) {
    let path = scratch::file(name, document);
    let inputs = Inputs {
        dispatch: true,
        ..Inputs::default()
    };
    match make(&path, &inputs) {
        Ok(first) => {
            parses(&first.files);
            parse("dispatch.rs", first.dispatch.as_deref().expect("asked for"));
            let Ok(again) = make(&path, &inputs) else {
                panic!("accepted once, refused once");
            };
            assert_eq!(first.files, again.files, "two runs, two crates");
            assert_eq!(first.dispatch, again.dispatch, "two runs, two dispatchers");
            assert_eq!(first.warnings, again.warnings, "two runs, other warnings");
            serde_json::to_value(&first.api).expect("the IR can be printed");
        }
        Err(Refusal::Document(problems)) => {
            explained(&problems);
        }
        Err(Refusal::Emit(error)) => panic!("the generator made what is not Rust: {error}"),
    }
}

/// The generator with the options of all targets.
///
/// # Errors
/// Those of the generator.
pub fn make(path: &Path, inputs: &Inputs) -> Result<Generated, Refusal> {
    let options = Options {
        package: Some(PACKAGE.to_owned()),
        ..Options::default()
    };
    generate(path, None, &options, inputs)
}

/// Every problem says what, where and what to do.
pub fn explained(problems: &Diagnostics) {
    assert!(problems.has_errors(), "refused without an error");
    for problem in problems {
        assert!(
            !problem.message.is_empty() && !problem.help.is_empty(),
            "{problem}"
        );
        assert!(!problem.file.as_os_str().is_empty(), "{problem}");
        assert!(
            problem.pointer.is_empty() || problem.pointer.starts_with('/'),
            "{problem}"
        );
        let text = problem.to_string();
        let control = |c: char| c.is_control() && c != '\n';
        assert!(!text.chars().any(control), "{text:?}");
    }
}

fn parses(files: &Files) {
    assert!(files.contains_key("src/lib.rs") && files.contains_key("Cargo.toml"));
    for (path, text) in files {
        if Path::new(path).extension().is_some_and(|kind| kind == "rs") {
            parse(path, text);
        }
    }
}

fn parse(path: &str, text: &str) {
    if let Err(error) = syn::parse_file(text) {
        panic!("{path}: {error}\n{text}");
    }
}
