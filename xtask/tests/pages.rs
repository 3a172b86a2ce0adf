//! Code on the hand-written pages of the emitted crate is for applications. Doctests compile it inside
//! the crate, where the crate's own dependencies are at hand; an application has to get them from it.
#![forbid(unsafe_code)]

use std::fs;
use std::path::{Path, PathBuf};

/// Dependencies of the crate that it hands on.
const HANDED_ON: [&str; 3] = ["jiff", "reqwest", "serde_json"];

fn files(folder: &Path, found: &mut Vec<PathBuf>) {
    for entry in fs::read_dir(folder).unwrap() {
        let path = entry.unwrap().path();
        if path.is_dir() {
            files(&path, found);
        } else if path
            .extension()
            .is_some_and(|kind| kind == "md" || kind == "rs")
        {
            found.push(path);
        }
    }
}

/// The code between fences, in a page or in comments, without the marks around it.
fn fenced(text: &str) -> Vec<String> {
    let lines = text.lines().map(|line| {
        let line = line.trim_start();
        let comment = line
            .strip_prefix("//!")
            .or_else(|| line.strip_prefix("///"));
        comment.unwrap_or(line).trim().trim_start_matches("# ")
    });
    let (mut blocks, mut open) = (Vec::new(), None::<String>);
    for line in lines {
        match (line.starts_with("```"), open.as_mut()) {
            (true, Some(_)) => blocks.extend(open.take()),
            (true, None) => open = Some(String::new()),
            (false, Some(block)) => {
                block.push_str(line);
                block.push('\n');
            }
            (false, None) => {}
        }
    }
    blocks
}

#[test]
fn code_for_applications_takes_dependencies_from_the_crate() {
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("..");
    let mut paths = vec![root.join("README.md")];
    files(&root.join("spec/crate"), &mut paths);
    let mut blocks = 0;
    for path in paths {
        for block in fenced(&fs::read_to_string(&path).unwrap()) {
            blocks += 1;
            let imports: String = block
                .split("use twilio_trusthub")
                .skip(1)
                .filter_map(|rest| rest.split(';').next())
                .collect();
            for name in HANDED_ON {
                let uses = block.contains(&format!("{name}::"));
                assert!(
                    !uses || imports.contains(name),
                    "{}: `{name}` is not imported from the crate in\n{block}",
                    path.display()
                );
            }
        }
    }
    assert!(blocks > 20, "only {blocks} blocks were found");
}
