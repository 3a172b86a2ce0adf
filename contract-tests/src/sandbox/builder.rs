//! How a sandbox is set up.

use std::net::{IpAddr, Ipv4Addr, SocketAddr};
use std::path::PathBuf;

use super::callbacks::Callbacks;
use super::error::SandboxError;
use super::faults::FaultRule;
use super::http::Accounts;
use super::review::Review;
use super::{DEFAULT_ACCOUNT, DEFAULT_TOKEN, Sandbox};

/// Sets up a sandbox; [`Sandbox::builder`] makes one.
#[derive(Debug, Clone)]
#[must_use]
pub struct Builder {
    pub(super) settings: Settings,
}

/// What can be set.
#[derive(Debug, Clone)]
pub(crate) struct Settings {
    pub(crate) address: SocketAddr,
    pub(crate) accounts: Accounts,
    pub(crate) account: String,
    pub(crate) token: String,
    pub(crate) review: Review,
    pub(crate) callbacks: Callbacks,
    pub(crate) faults: Vec<FaultRule>,
    pub(crate) judge_answers: bool,
    pub(crate) seed: u64,
    pub(crate) spec: Option<PathBuf>,
    pub(crate) overlays: Option<PathBuf>,
    #[cfg(feature = "sqlite")]
    pub(crate) db: Option<PathBuf>,
}

impl Default for Builder {
    fn default() -> Self {
        Self {
            settings: Settings {
                address: SocketAddr::new(IpAddr::V4(Ipv4Addr::LOCALHOST), 0),
                accounts: Accounts::Any,
                account: DEFAULT_ACCOUNT.to_owned(),
                token: DEFAULT_TOKEN.to_owned(),
                review: Review::Manual,
                callbacks: Callbacks::Loopback,
                faults: Vec::new(),
                judge_answers: false,
                seed: 0,
                spec: None,
                overlays: None,
                #[cfg(feature = "sqlite")]
                db: None,
            },
        }
    }
}

impl Builder {
    /// The port; 0, as usual, takes a free one.
    pub fn port(mut self, port: u16) -> Self {
        self.settings.address.set_port(port);
        self
    }

    /// The address to bind; the loopback interface, as usual, is seen from this machine only.
    pub fn host(mut self, host: IpAddr) -> Self {
        self.settings.address.set_ip(host);
        self
    }

    /// Lets in nobody but this account with this auth token. As usual everybody is let in, and each
    /// account sees its own things only.
    pub fn account(mut self, sid: impl Into<String>, token: impl Into<String>) -> Self {
        self.settings.accounts = Accounts::Configured;
        self.settings.account = sid.into();
        self.settings.token = token.into();
        self
    }

    /// Who reviews submitted bundles; nobody, as usual.
    pub fn review(mut self, review: Review) -> Self {
        self.settings.review = review;
        self
    }

    /// Where status callbacks may go; to this machine only, as usual.
    pub fn callbacks(mut self, callbacks: Callbacks) -> Self {
        self.settings.callbacks = callbacks;
        self
    }

    /// What goes wrong.
    pub fn faults(mut self, rules: impl IntoIterator<Item = FaultRule>) -> Self {
        self.settings.faults.extend(rules);
        self
    }

    /// Holds the sandbox's own answers against the document, too: see [`Sandbox::findings`]. This is
    /// how the sandbox is tested; it makes every answer slower.
    pub fn judge_answers(mut self, judge: bool) -> Self {
        self.settings.judge_answers = judge;
        self
    }

    /// Other SIDs and other dice. Two sandboxes with one seed make the same SIDs in the same order.
    pub fn seed(mut self, seed: u64) -> Self {
        self.settings.seed = seed;
        self
    }

    /// Another document, with its overlays.
    pub fn document(mut self, spec: impl Into<PathBuf>, overlays: Option<PathBuf>) -> Self {
        self.settings.spec = Some(spec.into());
        self.settings.overlays = overlays;
        self
    }

    /// Keeps everything in this database file, and starts with what is in it.
    #[cfg(feature = "sqlite")]
    pub fn db(mut self, path: impl Into<PathBuf>) -> Self {
        self.settings.db = Some(path.into());
        self
    }

    /// Starts it.
    ///
    /// # Errors
    /// See [`SandboxError`].
    pub async fn start(self) -> Result<Sandbox, SandboxError> {
        Sandbox::launch(self.settings).await
    }
}
