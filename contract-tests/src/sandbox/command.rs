//! `cargo xtask sandbox`.
//!
//! Responsible for: the command line, and what is printed. Not for: the sandbox.

use std::io::{self, Write as _};
use std::net::{IpAddr, Ipv4Addr};
use std::path::{Path, PathBuf};
use std::time::Duration;

use clap::Args;

use super::{Builder, Callbacks, FaultError, FaultRule, Review, Sandbox};
use crate::program::Outcome;

/// The port of the command, unless told otherwise.
const PORT: u16 = 8710;

/// What to serve, and how.
///
/// It keeps what you create until it ends, checks every request against the document, and behaves as
/// the real API is known to behave. It is not the vendor's, and nothing leaves this machine.
#[derive(Debug, Args)]
pub struct Arguments {
    /// The port; 0 takes a free one
    #[arg(long, value_name = "PORT", default_value_t = PORT)]
    port: u16,
    /// The address to listen on; any but a loopback address shows the sandbox to the network
    #[arg(long, value_name = "ADDRESS", default_value_t = IpAddr::V4(Ipv4Addr::LOCALHOST))]
    host: IpAddr,
    /// Let in only this account, its SID and auth token with a colon between them; without it,
    /// everybody with an account SID and any token
    #[arg(long, value_name = "SID:TOKEN")]
    account: Option<String>,
    /// Who reviews submitted bundles: `manual` (nobody, until told), `after:SECONDS` (approves), or
    /// `requirements` (approves what is complete, rejects the rest)
    #[arg(long, value_name = "HOW", default_value = "manual", value_parser = review)]
    review: Review,
    /// What goes wrong, such as `429:2@0.05,latency:100`; a request asks for the same with the
    /// header X-Sandbox-Fault
    #[arg(long, value_name = "FAULTS", value_parser = faults, default_value = "")]
    faults: Rules,
    /// Send status callbacks to other machines, too
    #[arg(long)]
    callbacks_anywhere: bool,
    /// Keep everything in this database file, and start with what is in it [default: memory only]
    #[arg(long, value_name = "FILE")]
    db: Option<PathBuf>,
    /// Other SIDs and other dice
    #[arg(long, value_name = "NUMBER", default_value_t = 0)]
    seed: u64,
    /// The OpenAPI 3.0 document [default: `spec/trusthub_v1.yaml`]
    #[arg(long, value_name = "FILE")]
    spec: Option<PathBuf>,
    /// With --spec: the folder of its overlays
    #[arg(long, value_name = "DIR", requires = "spec")]
    overlays: Option<PathBuf>,
}

/// Fault rules; a type of its own, because a list would mean a repeated flag.
#[derive(Debug, Clone)]
struct Rules(Vec<FaultRule>);

fn faults(text: &str) -> Result<Rules, FaultError> {
    FaultRule::parse_list(text).map(Rules)
}

fn review(text: &str) -> Result<Review, String> {
    match text.split_once(':') {
        None if text == "manual" => Ok(Review::Manual),
        None if text == "requirements" => Ok(Review::by_requirements()),
        Some(("after", seconds)) => {
            let time = seconds.parse::<f64>().ok();
            let time = time.and_then(|seconds| Duration::try_from_secs_f64(seconds).ok());
            time.map(Review::After)
                .ok_or_else(|| format!("`{seconds}` is no number of seconds"))
        }
        _ => Err("it is `manual`, `requirements` or `after:SECONDS`".to_owned()),
    }
}

/// Serves until Ctrl-C.
pub(crate) async fn run(arguments: Arguments) -> Outcome {
    let mut builder = Sandbox::builder()
        .port(arguments.port)
        .host(arguments.host)
        .review(arguments.review)
        .faults(arguments.faults.0)
        .seed(arguments.seed);
    if let Some(account) = &arguments.account {
        let (sid, token) = account
            .split_once(':')
            .ok_or("--account is written ACCOUNT_SID:AUTH_TOKEN, with a colon between them")?;
        builder = builder.account(sid, token);
    }
    if arguments.callbacks_anywhere {
        builder = builder.callbacks(Callbacks::Anywhere);
    }
    if let Some(spec) = arguments.spec {
        builder = builder.document(spec, arguments.overlays);
    }
    if let Some(path) = arguments.db {
        builder = kept(builder, &path)?;
    }
    let sandbox = builder.start().await.map_err(|error| error.to_string())?;
    announce(&sandbox, arguments.host);
    tokio::signal::ctrl_c()
        .await
        .map_err(|error| format!("cannot wait for Ctrl-C: {error}"))?;
    let count = sandbox.requests().last().map_or(0, |last| last.number);
    sandbox.stop().await;
    Ok((format!("stopped after {count} requests\n"), true))
}

fn announce(sandbox: &Sandbox, host: IpAddr) {
    let url = sandbox.base_url();
    let mut text = format!(
        "TrustHub sandbox on {url}\nThis is not Twilio: nothing you create here exists anywhere else.\n\
         primary profile of {}: {}\nCtrl-C ends it.\n",
        sandbox.account_sid(),
        sandbox.primary_profile_sid(),
    );
    if !host.is_loopback() {
        text.push_str("warning: everybody who reaches this address can use it.\n");
    }
    // Nobody is left to tell where standard output is closed.
    let _ = io::stdout().write_all(text.as_bytes());
}

#[cfg(feature = "sqlite")]
#[allow(clippy::unnecessary_wraps, reason = "without the feature it fails")]
fn kept(builder: Builder, path: &Path) -> Result<Builder, String> {
    Ok(builder.db(path))
}

#[cfg(not(feature = "sqlite"))]
fn kept(_: Builder, path: &Path) -> Result<Builder, String> {
    Err(format!(
        "this program was built without the feature `sqlite`, so {} cannot be kept; `cargo xtask sandbox --db FILE` builds it in",
        path.display()
    ))
}
