//! The command line as data.

use std::path::PathBuf;

use clap::{Args, Parser, Subcommand, ValueEnum};

use crate::record::arguments::Record;
use crate::run::JOBS;
use crate::sandbox::command as sandbox;

/// Replays recorded exchanges against the generated client and holds them against the document.
///
/// Tells every way in which document, client and recordings differ. Exits with 1 on findings that
/// the ledger does not tolerate, on unusable files, on entries of the ledger that are expired or
/// needless, and when nothing was replayed.
#[derive(Debug, Parser)]
#[command(
    name = "contract",
    bin_name = "cargo xtask contract",
    max_term_width = 100
)]
#[command(args_conflicts_with_subcommands = true, disable_help_subcommand = true)]
pub struct Cli {
    /// Something else than a check.
    #[command(subcommand)]
    pub command: Option<Command>,
    /// What to check.
    #[command(flatten)]
    pub check: Check,
}

/// What a check reads, and what it gives.
#[derive(Debug, Args)]
pub struct Check {
    /// Only recordings whose name or operation holds one of these texts, such as
    /// `customer_profiles/` or `CreateEndUser`
    pub filters: Vec<String>,
    /// The document
    #[command(flatten)]
    pub input: Input,
    /// The folder of recordings, or one recording [default: contract-tests/recordings]
    #[arg(long, value_name = "DIR")]
    pub recordings: Option<PathBuf>,
    /// The list of tolerated findings [default: contract-tests/known-drift.toml; with --recordings
    /// or --spec none]
    #[arg(long, value_name = "FILE")]
    pub ledger: Option<PathBuf>,
    /// Write report.html, report.md, report.json, junit.xml and report.sarif there
    #[arg(long, value_name = "DIR")]
    pub report: Option<PathBuf>,
    /// What goes to standard output
    #[arg(long, value_enum, default_value_t = Format::Text)]
    pub format: Format,
    /// List notices and tolerated findings too
    #[arg(long, short)]
    pub verbose: bool,
    /// Say what a kind of finding means and what to do, such as `response.missing_field`
    #[arg(long, value_name = "ID", conflicts_with_all = ["filters", "report", "self_test"])]
    pub explain: Option<String>,
    /// Change each recording in every way that the document forbids, and count what the judge sees
    #[arg(long)]
    pub self_test: bool,
    /// With --self-test: print the line of counts only, and what was not detected
    #[arg(long, requires = "self_test")]
    pub brief: bool,
    /// With --self-test: judge only every Nth changed recording
    #[arg(long, value_name = "N", requires = "self_test")]
    pub sample: Option<usize>,
    /// How many exchanges to replay at the same time
    #[arg(long, short, value_name = "NUMBER", default_value_t = JOBS)]
    pub jobs: usize,
}

/// Something else than a check.
#[derive(Debug, Subcommand)]
pub enum Command {
    /// Turn what other tools saved into recordings
    ///
    /// A HAR file of a browser or proxy, or the examples inside an OpenAPI document. Secrets and
    /// personal data are replaced before anything is written. Existing files are never written
    /// over. Exits with 1 when nothing could be taken.
    Import(Import),
    /// Write recordings as one HAR file, for tools that show one
    Export(Export),
    /// Serve a local TrustHub with state
    #[command(override_usage = "cargo xtask sandbox [OPTIONS]")]
    Sandbox(sandbox::Arguments),
    /// Ask a server, and write down what it says
    ///
    /// Plays scenarios against a sandbox, a mock server or the vendor's host, and writes each
    /// exchange as a recording, with secrets and personal data replaced. The vendor's host is only
    /// read from unless `--allow-writes`. Exits with 1 when a scenario did not go as it says.
    ///
    /// With `--verify` it sends the requests of recordings again, judges the fresh answers, compares
    /// them with the recorded ones, and writes nothing. Exits with 1 on findings, on exchanges that
    /// failed, and when nothing could be verified.
    #[command(override_usage = "cargo xtask record [OPTIONS] [FILTERS]...")]
    Record(Box<Record>),
}

/// What to import.
#[derive(Debug, Args)]
pub struct Import {
    /// The HAR file
    #[arg(required_unless_present = "from_examples")]
    pub har: Option<PathBuf>,
    /// An OpenAPI document whose examples become recordings
    #[arg(long, value_name = "DOCUMENT", conflicts_with = "har")]
    pub from_examples: Option<PathBuf>,
    /// Where the recordings go; look at them before they join the others
    #[arg(
        long,
        visible_alias = "recordings",
        value_name = "DIR",
        default_value = "imported-recordings"
    )]
    pub out: PathBuf,
    /// The document that says which request is for which operation
    #[command(flatten)]
    pub input: Input,
}

/// What to export.
#[derive(Debug, Args)]
pub struct Export {
    /// The file to write
    pub file: PathBuf,
    /// The folder of recordings, or one recording [default: contract-tests/recordings]
    #[arg(long, value_name = "DIR")]
    pub recordings: Option<PathBuf>,
}

/// The document and its overlays.
#[derive(Debug, Clone, Default, Args)]
pub struct Input {
    /// OpenAPI 3.0 document to judge by [default: `spec/trusthub_v1.yaml`]
    #[arg(long, value_name = "FILE")]
    pub spec: Option<PathBuf>,
    /// Folder of overlays [default: spec/overlays, as far as they are for the document's API]
    #[arg(long, value_name = "DIR", conflicts_with = "no_overlays")]
    pub overlays: Option<PathBuf>,
    /// Judge by the document as it is
    #[arg(long)]
    pub no_overlays: bool,
}

/// A form of output.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub enum Format {
    /// For people.
    Text,
    /// For programs; `contract-tests/report.schema.json` describes it.
    Json,
}
