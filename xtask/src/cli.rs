//! The command line as data.

use std::path::PathBuf;

use clap::{Args, Parser, Subcommand};

use crate::codegen::{self, Dispatch, Overlays};
use crate::{diff, lint, nightly, pull};

/// Generates and checks the Rust bindings of the TrustHub API.
#[derive(Debug, Parser)]
#[command(
    name = "cargo xtask",
    bin_name = "cargo xtask",
    disable_help_subcommand = true,
    max_term_width = 100
)]
pub struct Cli {
    /// What to do.
    #[command(subcommand)]
    pub command: Command,
}

/// What to do.
#[derive(Debug, Subcommand)]
pub enum Command {
    /// Write the crate in `generated/` from the document in `spec/`
    ///
    /// Prints only the files that changed. Everything is written or nothing is. Exits with 1 when
    /// the document is refused, or when `--check` finds a difference.
    Codegen(Codegen),
    /// Print what the generator makes of the document, before it becomes Rust
    ///
    /// YAML: every module, operation, struct, enum and SID kind. With a name, only what has that
    /// name or operation id.
    Ir(Ir),
    /// List every problem of the document and its overlays
    ///
    /// Errors stop the generator; warnings say how it copes; notices are good to know. Exits with 1
    /// on errors.
    Lint(Lint),
    /// Print the public items of the crate, or how they differ from another list
    ///
    /// The list is `generated/api.txt`. With `--against` it prints what differs and what that asks
    /// of the version: major, minor or patch. Differences are no failure.
    Api(Api),
    /// Tell what changed between two documents, and what it means
    ///
    /// Shows what a client on the wire sees, operation by operation, with references followed;
    /// `--raw` shows what a reader of the files sees. For each change: how it hits callers of the
    /// generated crate, whether recordings would still pass, and which Rust items it touches.
    Diff(Diff),
    /// Fetch the vendor's document and tell what it would change
    ///
    /// Writes it to `spec/.pulled/`, which git ignores, and never to `spec/` itself. Tells what a
    /// client on the wire sees, which overlays became stale, how the crate's items change, which
    /// recordings may fail, and what to do next. Exits with 1 if anything drifted.
    Pull(Pull),
    /// Replay the recorded exchanges against the generated client
    ///
    /// Runs `contract-tests`; arguments are handed on to it (try `cargo xtask contract --help`).
    #[command(disable_help_flag = true)]
    Contract(Passed),
    /// Serve a local TrustHub with state, for work without an account
    ///
    /// Runs `contract-tests`; arguments are handed on to it (try `cargo xtask sandbox --help`).
    #[command(disable_help_flag = true)]
    Sandbox(Passed),
    /// Ask a server, and write down what it says as recordings
    ///
    /// Runs `contract-tests`; arguments are handed on to it (try `cargo xtask record --help`). TLS is
    /// built in when an argument is an https address.
    #[command(disable_help_flag = true)]
    Record(Passed),
    /// Run the whole nightly job: freshness, lint, replay and judgement, self-test
    ///
    /// Needs no network unless `--pull`. Every step runs, whatever the others say; exits with 1 if
    /// one of them failed.
    Nightly(Nightly),
    /// Build `generated/` alone, in an empty folder outside the workspace
    ///
    /// Copies it there, then checks, lints, documents and tests it for each set of features, and
    /// builds an application that vendors it. Exits with 1 on the first failure.
    VendorCheck,
}

/// The document and its overlays.
#[derive(Debug, Clone, Default, Args)]
pub struct Input {
    /// OpenAPI 3.0 document, YAML or JSON [default: `spec/trusthub_v1.yaml`]
    #[arg(long, value_name = "FILE")]
    pub spec: Option<PathBuf>,
    /// Folder of overlays [default: spec/overlays, as far as they are for the document's API]
    #[arg(long, value_name = "DIR", conflicts_with = "no_overlays")]
    pub overlays: Option<PathBuf>,
    /// Read the document as it is
    #[arg(long)]
    pub no_overlays: bool,
}

/// Arguments of `codegen`.
#[derive(Debug, Args)]
pub struct Codegen {
    /// The document and its overlays.
    #[command(flatten)]
    pub input: Input,
    /// Folder of the crate; empty, or made by this command [default: generated]
    #[arg(long, value_name = "DIR")]
    pub out: Option<PathBuf>,
    /// Name of the crate [default: made from the document's server]
    #[arg(long, value_name = "NAME")]
    pub package: Option<String>,
    /// File of the contract tests' dispatcher [default: contract-tests/src/dispatch.rs, without --out]
    #[arg(long, value_name = "FILE", conflicts_with = "no_dispatch")]
    pub dispatch: Option<PathBuf>,
    /// Do not write the dispatcher
    #[arg(long)]
    pub no_dispatch: bool,
    /// Write nothing; list stale, missing and orphan files with a diff
    #[arg(long)]
    pub check: bool,
}

/// Arguments of `ir`.
#[derive(Debug, Args)]
pub struct Ir {
    /// Name of a module, operation, struct, enum or SID kind
    pub name: Option<String>,
    /// The document and its overlays.
    #[command(flatten)]
    pub input: Input,
}

/// Arguments of `lint`.
#[derive(Debug, Args)]
pub struct Lint {
    /// The document and its overlays.
    #[command(flatten)]
    pub input: Input,
    /// Output
    #[arg(long, value_enum, value_name = "FORMAT", default_value_t)]
    pub format: lint::Format,
    /// Tell what an id means, and read no document
    #[arg(long, value_name = "ID", conflicts_with = "format")]
    pub explain: Option<String>,
}

/// Arguments of `api`.
#[derive(Debug, Args)]
pub struct Api {
    /// A list to compare with, such as `api.txt` of the last release
    #[arg(long, value_name = "FILE")]
    pub against: Option<PathBuf>,
    /// The document and its overlays.
    #[command(flatten)]
    pub input: Input,
}

/// Arguments of `diff`.
#[derive(Debug, Args)]
pub struct Diff {
    /// The document before
    pub old: PathBuf,
    /// The document now
    pub new: PathBuf,
    /// Output
    #[arg(long, value_enum, value_name = "FORMAT", default_value_t)]
    pub format: diff::command::Format,
    /// Exit with 1 on changes that may hit existing users, or on any effective change
    #[arg(long, value_enum, value_name = "LEVEL")]
    pub fail_on: Option<diff::command::FailOn>,
    /// Show what a reader of the files sees: every key, text and list
    #[arg(long)]
    pub raw: bool,
    /// TOML file of accepted changes, each with a reason; an entry that matches nothing fails
    #[arg(long, value_name = "FILE")]
    pub ignore: Option<PathBuf>,
    /// Overlays to apply to both documents [default: none]
    #[arg(long, value_name = "DIR")]
    pub overlays: Option<PathBuf>,
}

/// Arguments of `nightly`.
#[derive(Debug, Args)]
pub struct Nightly {
    /// Write report.html, report.md, report.json, junit.xml and report.sarif there
    #[arg(long, value_name = "DIR")]
    pub report: Option<PathBuf>,
    /// Fetch the vendor's document too, and tell what changed
    #[arg(long)]
    pub pull: bool,
}

impl Nightly {
    /// As the command that it asks for.
    #[must_use]
    pub fn command(&self) -> nightly::Command {
        nightly::Command {
            report: self.report.clone(),
            pull: self.pull,
        }
    }
}

/// Arguments of `pull`.
#[derive(Debug, Args)]
pub struct Pull {
    /// Where to fetch from
    #[arg(long, value_name = "URL", default_value = pull::URL)]
    pub url: String,
    /// A file to take instead
    #[arg(long, value_name = "FILE", conflicts_with = "url")]
    pub file: Option<PathBuf>,
}

/// Arguments for another program.
#[derive(Debug, Args)]
pub struct Passed {
    /// Handed on as they are
    #[arg(
        trailing_var_arg = true,
        allow_hyphen_values = true,
        value_name = "ARGS"
    )]
    pub arguments: Vec<String>,
}

impl Input {
    /// As a command that reads this input.
    #[must_use]
    pub fn command(&self) -> codegen::Command {
        let overlays = match &self.overlays {
            Some(folder) => Overlays::Folder(folder.clone()),
            None if self.no_overlays => Overlays::None,
            None => Overlays::Default,
        };
        codegen::Command {
            spec: self.spec.clone(),
            overlays,
            ..codegen::Command::default()
        }
    }
}

impl Pull {
    /// As the command that it asks for.
    #[must_use]
    pub fn command(self) -> pull::Command {
        pull::Command {
            url: self.url,
            file: self.file,
            ..pull::Command::default()
        }
    }
}

impl Diff {
    /// As the command that it asks for.
    #[must_use]
    pub fn command(self) -> diff::command::Command {
        diff::command::Command {
            old: self.old,
            new: self.new,
            overlays: self.overlays,
            format: self.format,
            fail_on: self.fail_on,
            raw: self.raw,
            ignore: self.ignore,
        }
    }
}

impl Codegen {
    /// As the command that it asks for.
    #[must_use]
    pub fn command(&self) -> codegen::Command {
        let dispatch = match &self.dispatch {
            Some(file) => Dispatch::File(file.clone()),
            None if self.no_dispatch => Dispatch::None,
            None => Dispatch::Default,
        };
        codegen::Command {
            out: self.out.clone(),
            package: self.package.clone(),
            dispatch,
            check: self.check,
            ..self.input.command()
        }
    }
}
