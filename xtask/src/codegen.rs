//! `cargo xtask codegen`: from a document on disk to a crate on disk.
//!
//! Responsible for: defaults, what is compared or written, what is told.
//! Not for: parsing arguments (`cli`) and not for any decision about the code (`lower`).

use std::fmt::Write as _;
use std::panic::resume_unwind;
use std::path::PathBuf;

use crate::diagnostics::{Diagnostics, Severity};
use crate::tree::{Change, Kind, Tree};
use crate::{
    Generated, Refusal, api, cores, generate_from, inputs, lower, semver, spec, workspace,
};

/// Lines of a diff that `--check` shows for one file.
const DIFF_LINES: usize = 40;

/// Which overlays to apply.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub enum Overlays {
    /// Those in `spec/overlays/` that are for the API of the document.
    #[default]
    Default,
    /// Those of a folder.
    Folder(PathBuf),
    /// None.
    None,
}

/// Where the dispatcher of the contract tests goes.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub enum Dispatch {
    /// Into `contract-tests/`, if the crate goes to `generated/`; else nowhere.
    #[default]
    Default,
    /// To a file.
    File(PathBuf),
    /// Nowhere.
    None,
}

/// What the user asked for.
#[derive(Debug, Clone, Default)]
pub struct Command {
    /// The document.
    pub spec: Option<PathBuf>,
    /// Its overlays.
    pub overlays: Overlays,
    /// Folder of the crate.
    pub out: Option<PathBuf>,
    /// Name of the crate.
    pub package: Option<String>,
    /// The dispatcher.
    pub dispatch: Dispatch,
    /// Compare only.
    pub check: bool,
}

/// What happened, as text for the user, and whether it is a success.
#[derive(Debug)]
pub struct Report {
    /// For standard output.
    pub text: String,
    /// Whether the command succeeded.
    pub success: bool,
    /// What was made, without the texts that were written or compared.
    pub generated: Generated,
}

impl Command {
    /// The document that the command reads.
    #[must_use]
    pub fn spec_path(&self) -> PathBuf {
        self.spec
            .clone()
            .unwrap_or_else(|| workspace::path("spec/trusthub_v1.yaml"))
    }

    /// The folder of overlays that the command applies.
    #[must_use]
    pub fn overlay_folder(&self) -> Option<PathBuf> {
        match &self.overlays {
            Overlays::Default => Some(workspace::path("spec/overlays")),
            Overlays::Folder(folder) => Some(folder.clone()),
            Overlays::None => None,
        }
    }

    fn dispatch_path(&self) -> Option<PathBuf> {
        match &self.dispatch {
            // Another crate must not replace the dispatcher of this repository's own.
            Dispatch::Default if self.out.is_none() => {
                Some(workspace::path("contract-tests/src/dispatch.rs"))
            }
            Dispatch::File(file) => Some(file.clone()),
            Dispatch::Default | Dispatch::None => None,
        }
    }

    /// Makes the crate in memory.
    ///
    /// # Errors
    /// The text for standard error: every problem, then one line that counts them.
    pub fn generate(&self) -> Result<Generated, String> {
        let spec = self.spec_path();
        let overlays = self.overlay_folder();
        // Neither needs the other.
        let load = || spec::load(&spec, overlays.as_deref());
        let (read, document) = cores::beside(|| inputs::read(&spec), load);
        let (mut inputs, hand_written) = read
            .unwrap_or_else(|panic| resume_unwind(panic))
            .map_err(|e| format!("error: cannot read {}: {}\n", e.path.display(), e.source))?;
        if let Some(package) = &self.package {
            check_package(package, &inputs.runtime_manifest_tables)?;
        }
        inputs.dispatch = self.dispatch_path().is_some();
        let options = lower::Options {
            package: self.package.clone(),
            hand_written,
        };
        let document = document.map_err(|problems| refused(&problems))?;
        generate_from(document, &options, &inputs).map_err(|refusal| match refusal {
            Refusal::Document(problems) => refused(&problems),
            Refusal::Emit(error) => format!("error: {error}\n"),
        })
    }

    /// Generates, then writes or compares.
    ///
    /// # Errors
    /// The text for standard error.
    pub fn run(&self) -> Result<Report, String> {
        let mut generated = self.generate()?;
        let out = self
            .out
            .clone()
            .unwrap_or_else(|| workspace::path("generated"));
        let manifest = generated
            .files
            .get("Cargo.toml")
            .cloned()
            .unwrap_or_default();
        let mut tree = Tree::default();
        tree.add_folder(&out, std::mem::take(&mut generated.files));
        if let (Some(path), Some(dispatch)) = (self.dispatch_path(), generated.dispatch.take()) {
            tree.add_file(&path, dispatch);
        }
        let changes = if self.check {
            tree.changes()
        } else {
            tree.write()
        };
        let changes = changes.map_err(|error| chain(&error))?;
        let mut text = notes(&generated);
        if self.check {
            compared(&mut text, &changes, &out, tree.len());
        } else {
            written(&mut text, &changes, &out, tree.len());
        }
        text.push_str(&proposal(&changes, &out, &manifest));
        Ok(Report {
            text,
            success: !self.check || changes.is_empty(),
            generated,
        })
    }
}

/// What the change of the public items asks for; nothing where they are the same or were not there.
fn proposal(changes: &[Change], out: &std::path::Path, manifest: &str) -> String {
    let list = out.join("api.txt");
    let items = changes
        .iter()
        .find(|change| change.path == list && change.kind == Kind::Stale);
    let items = items
        .map(|change| semver::compare(&change.old, &change.new))
        .unwrap_or_default();
    let proposal = api::proposal(&items, api::version(manifest));
    proposal.map(|text| format!("\n{text}")).unwrap_or_default()
}

/// All problems, then their number.
fn refused(problems: &Diagnostics) -> String {
    let mut text = String::new();
    for problem in problems {
        let _ = writeln!(text, "{problem}\n");
    }
    let errors = problems.count(Severity::Error);
    let _ = writeln!(
        text,
        "error: refused: {errors} error{}",
        if errors == 1 { "" } else { "s" }
    );
    text
}

/// An error with what caused it, a line each.
fn chain(error: &dyn std::error::Error) -> String {
    let mut text = format!("error: {error}\n");
    let mut cause = error.source();
    while let Some(inner) = cause {
        let _ = writeln!(text, "  because: {inner}");
        cause = inner.source();
    }
    text
}

/// Cargo's rule for package names, so that a bad one is told here and not by cargo later. The name
/// of a dependency would make the package depend on itself.
fn check_package(name: &str, tables: &str) -> Result<(), String> {
    let first = name.chars().next();
    let fits = first.is_some_and(|c| c.is_ascii_lowercase())
        && name
            .chars()
            .all(|c| c.is_ascii_lowercase() || c.is_ascii_digit() || "-_".contains(c))
        && syn::parse_str::<syn::Ident>(&name.replace('-', "_")).is_ok()
        && !tables
            .lines()
            .any(|line| line.split_once(" =").is_some_and(|(key, _)| key == name))
        && !matches!(
            name,
            "gen" | "test" | "core" | "std" | "alloc" | "proc_macro" | "proc-macro"
        );
    if fits {
        return Ok(());
    }
    Err(format!(
        "error: `{name}` cannot be the name of a package\n  \
         help: start with a lower-case letter and use lower-case letters, digits, `-` and `_`, \
         such as `twilio-trusthub`; no keyword, no crate that it needs\n"
    ))
}

fn notes(generated: &Generated) -> String {
    let mut text = String::new();
    let skipped = generated.skipped_overlays.len();
    if skipped > 0 {
        let _ = writeln!(
            text,
            "{skipped} overlays are for another API and were not applied"
        );
    }
    let warnings = || generated.warnings.iter();
    let unnamed = warnings().filter(|warning| warning.id == spec::MISSING_ID);
    let unnamed = unnamed.count();
    if unnamed > 0 {
        let _ = writeln!(
            text,
            "{unnamed} operations have no `operationId`: `cargo xtask lint` tells what they are called here"
        );
    }
    if let Some(warning) = warnings().find(|warning| warning.id == lower::LEFT_OUT) {
        let _ = writeln!(text, "{warning}\n");
    }
    text
}

fn compared(text: &mut String, changes: &[Change], out: &std::path::Path, files: usize) {
    if changes.is_empty() {
        let _ = writeln!(text, "{} is up to date ({files} files)", out.display());
        return;
    }
    for change in changes {
        let word = match change.kind {
            Kind::Missing => "missing",
            Kind::Stale => "stale",
            Kind::Orphan => "orphan",
        };
        let _ = writeln!(text, "{word}: {}", change.path.display());
        if change.kind == Kind::Stale {
            let diff = change.diff();
            let lines = diff.lines().count();
            for line in diff.lines().skip(2).take(DIFF_LINES) {
                let _ = writeln!(text, "    {line}");
            }
            if lines > DIFF_LINES + 2 {
                let _ = writeln!(text, "    … {} more lines", lines - DIFF_LINES - 2);
            }
        }
    }
    let count = changes.len();
    let _ = writeln!(
        text,
        "{count} file{} of {} differ{} from what the document says: run `cargo xtask codegen`",
        if count == 1 { "" } else { "s" },
        out.display(),
        if count == 1 { "s" } else { "" },
    );
}

fn written(text: &mut String, changes: &[Change], out: &std::path::Path, files: usize) {
    for change in changes {
        let word = if change.kind == Kind::Orphan {
            "removed"
        } else {
            "wrote"
        };
        let _ = writeln!(text, "{word} {}", change.path.display());
    }
    let state = if changes.is_empty() {
        "is up to date".to_owned()
    } else {
        let removed = changes
            .iter()
            .filter(|change| change.kind == Kind::Orphan)
            .count();
        format!("{} written, {removed} removed", changes.len() - removed)
    };
    let _ = writeln!(text, "{} {state} ({files} files)", out.display());
}
