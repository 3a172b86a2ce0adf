//! `cargo xtask api`: the public items of the crate, and what their change asks of its version.
//!
//! Responsible for: the command, and the proposal that `codegen` prints.
//! Not for: the list (`emit::public_api`) and not for the verdict (`semver`).

use std::fmt::Write as _;
use std::path::Path;

use crate::codegen;
use crate::emit::public_api;
use crate::semver::{self, ItemChange, Verdict};

/// Prints the list, or how it differs from another one.
///
/// # Errors
/// The text for standard error.
pub fn run(command: &codegen::Command, against: Option<&Path>) -> Result<String, String> {
    let generated = command.generate()?;
    let text = public_api::text(&generated.api);
    let Some(file) = against else { return Ok(text) };
    let old = std::fs::read_to_string(file)
        .map_err(|error| format!("error: cannot read {}: {error}\n", file.display()))?;
    if !old.lines().any(|line| line.starts_with("pub ")) {
        return Err(format!(
            "error: {} lists no item\n  help: give a file that `cargo xtask api` printed, such as \
             `generated/api.txt`\n",
            file.display()
        ));
    }
    let changes = semver::compare(&old, &text);
    let manifest = generated.files.get("Cargo.toml").map_or("", String::as_str);
    Ok(match proposal(&changes, version(manifest)) {
        Some(proposal) => listed(&changes) + "\n" + &proposal,
        None => "the public items are the same\n".to_owned(),
    })
}

/// What `codegen` prints where the list changed: verdict, version, and an entry for the change log.
#[must_use]
pub fn proposal(changes: &[ItemChange], version: Option<&str>) -> Option<String> {
    let verdict = semver::verdict(changes)?;
    let next = version.and_then(|version| semver::next(version, verdict));
    let mut text = format!("public items of the crate: {verdict}");
    if let (Some(version), Some(next)) = (version, next) {
        let _ = write!(text, ", {version} → {next}");
    }
    text.push_str("\nfor CHANGELOG.md:\n\n");
    let is = |old: bool, new: bool| {
        move |change: &&ItemChange| (change.old.is_some(), change.new.is_some()) == (old, new)
    };
    entry(&mut text, "Added", changes.iter().filter(is(false, true)));
    entry(&mut text, "Changed", changes.iter().filter(is(true, true)));
    entry(&mut text, "Removed", changes.iter().filter(is(true, false)));
    Some(text)
}

/// The version in a manifest.
#[must_use]
pub fn version(manifest: &str) -> Option<&str> {
    let line = manifest
        .lines()
        .find_map(|line| line.strip_prefix("version = \""))?;
    line.strip_suffix('"')
}

fn listed(changes: &[ItemChange]) -> String {
    let mut text = String::new();
    for verdict in [Verdict::Major, Verdict::Minor, Verdict::Patch] {
        let of = changes.iter().filter(|change| change.verdict == verdict);
        let of: Vec<String> = of.map(ToString::to_string).collect();
        if !of.is_empty() {
            let _ = writeln!(text, "{verdict}:\n{}\n", of.join("\n"));
        }
    }
    text.truncate(text.trim_end().len());
    text.push('\n');
    text
}

/// Items of one heading; members of an item that is there itself say no more.
fn entry<'a>(text: &mut String, heading: &str, changes: impl Iterator<Item = &'a ItemChange>) {
    const SHOWN: usize = 12;
    let mut paths: Vec<&str> = Vec::new();
    for change in changes {
        let path = change.path.as_str();
        let inside = |known: &&str| {
            path.strip_prefix(*known)
                .is_some_and(|rest| rest.is_empty() || rest.starts_with("::"))
        };
        if !paths.iter().any(inside) {
            paths.push(path);
        }
    }
    if paths.is_empty() {
        return;
    }
    let _ = writeln!(text, "### {heading}\n");
    for path in paths.iter().take(SHOWN) {
        let _ = writeln!(text, "- `{path}`");
    }
    let more = paths.len().saturating_sub(SHOWN);
    if more > 0 {
        let _ = writeln!(text, "- and {more} more");
    }
    text.push('\n');
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_proposal_is_short_and_leads_with_the_verdict() {
        let old = "pub mod a\npub fn a::list() -> L\npub field a::T::x: String\n";
        let new = "pub mod a\npub fn a::list(n: i64) -> L\npub mod b\npub struct b::T\n";
        let text = proposal(&semver::compare(old, new), Some("0.1.0")).unwrap();
        assert_eq!(
            text,
            "public items of the crate: major, 0.1.0 → 0.2.0\nfor CHANGELOG.md:\n\n\
             ### Added\n\n- `b`\n\n### Changed\n\n- `a::list`\n\n### Removed\n\n- `a::T::x`\n\n"
        );
        assert_eq!(proposal(&semver::compare(old, old), Some("0.1.0")), None);
    }

    #[test]
    fn the_version_is_read_from_the_manifest() {
        assert_eq!(
            version("[package]\nname = \"a\"\nversion = \"1.2.3\"\n"),
            Some("1.2.3")
        );
        assert_eq!(version(""), None);
    }
}
