//! The command line of the recorder, as data.

use std::path::PathBuf;

use clap::Args;

use crate::cli::{Format, Input};

/// What to record.
#[derive(Debug, Args)]
#[allow(
    clippy::struct_excessive_bools,
    reason = "each is a switch of the command line"
)]
pub struct Record {
    /// With --verify: only recordings whose name or operation holds one of these texts
    #[arg(requires = "verify")]
    pub filters: Vec<String>,
    /// The server: `http://127.0.0.1:4010`, or https://… for the vendor's host; with --verify a
    /// sandbox of its own unless given
    #[arg(long, value_name = "URL", required_unless_present_any = ["list", "verify"])]
    pub base_url: Option<String>,
    /// Play only this scenario; may be given several times
    #[arg(long = "scenario", value_name = "NAME")]
    pub scenario: Vec<String>,
    /// The folder of scenarios [default: contract-tests/scenarios]
    #[arg(long, value_name = "DIR")]
    pub scenarios: Option<PathBuf>,
    /// Where the recordings go; look at them before they join the others
    #[arg(long, value_name = "DIR", default_value = "recorded")]
    pub out: PathBuf,
    /// A value for a variable of the scenarios, which `--list` shows; with --verify what a SID of
    /// the recordings is called on this server
    #[arg(long, value_name = "NAME=VALUE", value_parser = pair)]
    pub set: Vec<(String, String)>,
    /// List the scenarios and send nothing
    #[arg(long)]
    pub list: bool,
    /// Print what would be sent and written, and send nothing
    #[arg(long)]
    pub dry_run: bool,
    /// Write to a live account, and with --verify to any server; everything on a live account is
    /// marked, and what is made is deleted afterwards where the API can
    #[arg(long)]
    pub allow_writes: bool,
    /// Send the credentials of the environment to a server that is not the vendor's
    #[arg(long)]
    pub send_credentials: bool,
    /// The server is a mock, which keeps nothing and makes its answers up: leave out steps that must
    /// be refused, and go on where an answer is not as the scenario says
    #[arg(long, conflicts_with_all = ["proxy", "verify"])]
    pub mock: bool,
    /// Send the requests of recordings again, judge the fresh answers, compare them with the
    /// recorded ones, and write nothing
    #[arg(long, conflicts_with_all = ["scenario", "scenarios", "out", "list", "proxy"])]
    pub verify: bool,
    /// With --verify: the folder of recordings, or one recording [default: contract-tests/recordings]
    #[arg(long, value_name = "DIR", requires = "verify")]
    pub recordings: Option<PathBuf>,
    /// With --verify: what goes to standard output
    #[arg(long, value_enum, default_value_t = Format::Text, requires = "verify")]
    pub format: Format,
    /// With --verify: name every recording that could not be verified
    #[arg(long, short, requires = "verify")]
    pub verbose: bool,
    /// Record what any client sends through a proxy on loopback, instead of playing scenarios
    #[arg(long, conflicts_with_all = ["scenario", "list", "dry_run", "set"])]
    pub proxy: bool,
    /// The port of the proxy; 0 takes a free one
    #[arg(long, value_name = "PORT", default_value_t = 8711, requires = "proxy")]
    pub port: u16,
    /// Seconds for one exchange
    #[arg(long, value_name = "SECONDS", default_value_t = 30, value_parser = clap::value_parser!(u64).range(1..=3600))]
    pub timeout: u64,
    /// The document that says which request is for which operation, and what is personal
    #[command(flatten)]
    pub input: Input,
}

fn pair(text: &str) -> Result<(String, String), String> {
    text.split_once('=')
        .filter(|(name, _)| !name.is_empty())
        .map(|(name, value)| (name.to_owned(), value.to_owned()))
        .ok_or_else(|| "write NAME=VALUE".to_owned())
}
