//! The vendor's own document gives the same crate as ours, documentation text aside.
//!
//! Both go through the same overlays. Then every file of one must be one of the other, and hold the
//! same once comments are taken out: the same public API, the same requests. The README is text.

#[path = "support/vendor.rs"]
mod vendor;

use std::collections::BTreeMap;
use std::fmt::Write as _;

use similar::TextDiff;
use xtask::codegen::Command;

#[test]
fn both_documents_give_the_same_crate() {
    let Some(theirs) = vendor::document() else {
        return;
    };
    let vendor = code(&Command {
        spec: Some(theirs),
        ..Command::default()
    });
    let own = code(&Command::default());
    assert!(
        vendor.keys().eq(own.keys()),
        "other files:\nvendor: {:?}\nown: {:?}",
        vendor.keys(),
        own.keys()
    );
    assert!(own.len() > 40, "few files: {:?}", own.keys());
    let mut report = String::new();
    for (path, text) in &vendor {
        if own[path] != *text {
            let diff = TextDiff::from_lines(text, &own[path]);
            let diff = diff
                .unified_diff()
                .context_radius(2)
                .header("vendor", "own")
                .to_string();
            let _ = writeln!(report, "{path}:\n{diff}");
        }
    }
    assert!(report.is_empty(), "{report}");
}

/// The emitted files without what is text.
fn code(command: &Command) -> BTreeMap<String, String> {
    let mut generated = command
        .generate()
        .unwrap_or_else(|refusal| panic!("{refusal}"));
    generated
        .files
        .insert("dispatch.rs".to_owned(), generated.dispatch.unwrap());
    generated.files.remove("README.md");
    let files = generated.files.into_iter();
    files
        .map(|(path, text)| (path, without_text(&text)))
        .collect()
}

/// Comments of Rust and TOML, and the one line of the manifest that quotes the title.
fn without_text(text: &str) -> String {
    let kept = text.lines().filter(|line| {
        let line = line.trim_start();
        !line.starts_with("//") && !line.starts_with("# ") && !line.starts_with("description = ")
    });
    kept.collect::<Vec<_>>().join("\n") + "\n"
}
