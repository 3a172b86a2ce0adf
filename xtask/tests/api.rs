//! `generated/api.txt`: what it lists, and that it is what the crate has.

use std::collections::BTreeSet;
use std::fs;
use std::path::{Path, PathBuf};

use xtask::codegen::{Command, Dispatch, Overlays};
use xtask::emit::public_api;
use xtask::{api, semver};

fn list() -> String {
    public_api::text(&Command::default().generate().unwrap().api)
}

#[test]
fn the_list_is_sorted_and_without_repetition() {
    let items = public_api::items(&Command::default().generate().unwrap().api);
    let keys: Vec<(&String, &String)> = items.iter().map(|item| (&item.path, &item.line)).collect();
    let mut sorted = keys.clone();
    sorted.sort();
    sorted.dedup();
    assert_eq!(keys, sorted);
    assert!(items.len() > 400);
}

#[test]
fn each_line_reads_back_as_an_item() {
    let text = list();
    let lines = text.lines().filter(|line| line.starts_with("pub ")).count();
    // Each line changes to nothing: as many items are gone as there are lines.
    assert_eq!(semver::compare(&text, "").len(), lines);
}

/// The emitted sources say the same as the list: every public item outside the parts that people wrote.
#[test]
fn the_list_is_what_the_sources_have() {
    let generated = Command::default().generate().unwrap();
    let mut found = BTreeSet::new();
    for (path, text) in &generated.files {
        let module = path
            .strip_prefix("src/")
            .and_then(|path| path.strip_suffix(".rs"));
        let written = |module: &&str| {
            let part = generated.api.hand_written.iter();
            let mut names = part.flat_map(|part| &part.modules);
            module.starts_with("runtime/")
                || names.any(|name| module.split('/').next() == Some(name))
        };
        let Some(module) = module.filter(|module| !written(module)) else {
            continue;
        };
        let module = if matches!(module, "lib" | "sids") {
            String::new()
        } else {
            module.replace('/', "::") + "::"
        };
        let mut owner = String::new();
        for line in text.lines() {
            let inside = line.starts_with("    ");
            if let Some(rest) = line.strip_prefix("impl ") {
                owner = rest.trim_end_matches(" {").to_owned();
            }
            let Some(rest) = line.trim_start().strip_prefix("pub ") else {
                continue;
            };
            let (kind, rest) = rest.split_once(' ').unwrap();
            let end = rest.find(|c: char| !(c.is_alphanumeric() || c == '_' || c == '#'));
            let name = &rest[..end.unwrap_or(rest.len())];
            match kind {
                "struct" | "enum" | "fn" if !inside => {
                    owner = name.to_owned();
                    found.insert(format!("{module}{name}"));
                }
                "fn" => drop(found.insert(format!("{module}{owner}::{name}"))),
                field if field.ends_with(':') && inside => {
                    let field = field.trim_end_matches(':');
                    if field != "extra" {
                        found.insert(format!("{module}{owner}::{field}"));
                    }
                }
                _ => {}
            }
        }
    }
    let items = public_api::items(&generated.api);
    let listed = items.iter().filter(|item| {
        let by_macro = ["send", "pages", "stream"]
            .iter()
            .any(|name| item.path.ends_with(&format!("::{name}")));
        let other = ["pub mod ", "pub const ", "pub variant "]
            .iter()
            .any(|kind| item.line.starts_with(kind));
        !by_macro && !other
    });
    let listed: BTreeSet<String> = listed.map(|item| item.path.clone()).collect();
    let lacking: Vec<&String> = found.difference(&listed).collect();
    let needless: Vec<&String> = listed.difference(&found).collect();
    assert!(
        lacking.is_empty() && needless.is_empty(),
        "not listed: {lacking:?}\nnot emitted: {needless:?}"
    );
}

#[test]
fn another_list_gives_a_verdict() {
    let dir = tempfile::tempdir().unwrap();
    let file = dir.path().join("api.txt");
    let text = list();
    fs::write(&file, &text).unwrap();
    let run = || api::run(&Command::default(), Some(&file));
    assert_eq!(run().unwrap(), "the public items are the same\n");
    let line = text
        .lines()
        .find(|line| line.starts_with("pub field "))
        .unwrap();
    fs::write(&file, text.replace(&format!("{line}\n"), "")).unwrap();
    assert!(
        run()
            .unwrap()
            .contains("public items of the crate: minor, 0.1.0 → 0.1.1")
    );
    fs::write(&file, format!("{text}pub struct gone::Thing\n")).unwrap();
    let told = run().unwrap();
    assert!(
        told.contains("major") && told.contains("- pub struct gone::Thing"),
        "{told}"
    );
    fs::write(&file, "# nothing\n").unwrap();
    assert!(run().unwrap_err().contains("lists no item"));
}

/// Generates twice into one folder, the second time from another document.
#[test]
fn codegen_proposes_a_version_where_the_list_changed() {
    let dir = tempfile::tempdir().unwrap();
    let spec: PathBuf = dir.path().join("spec.yaml");
    let case = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/diff/became_optional");
    let run = |document: &str| {
        fs::copy(case.join(document), &spec).unwrap();
        let command = Command {
            spec: Some(spec.clone()),
            overlays: Overlays::None,
            out: Some(dir.path().join("out")),
            dispatch: Dispatch::None,
            ..Command::default()
        };
        command.run().unwrap().text
    };
    assert!(
        !run("old.yaml").contains("CHANGELOG"),
        "a new crate has nothing to compare with"
    );
    let told = run("new.yaml");
    assert!(
        told.contains("major, 0.1.0 → 0.2.0") && told.contains("- `things::create`"),
        "{told}"
    );
    assert!(!run("new.yaml").contains("CHANGELOG"), "nothing changed");
}
