//! A stateful TrustHub on this machine.
//!
//! ```no_run
//! # async fn example() -> Result<(), Box<dyn std::error::Error>> {
//! use contract_tests::sandbox::Sandbox;
//!
//! let sandbox = Sandbox::start().await?;
//! let client = twilio_trusthub::Client::builder()
//!     .credentials(twilio_trusthub::Credentials::auth_token(sandbox.account_sid(), "any"))
//!     .base_url(sandbox.base_url())
//!     .build()?;
//! // create, assign, evaluate and submit as with the real one, then:
//! # let sid = "";
//! sandbox.approve(sid)?;
//! # Ok(()) }
//! ```
//!
//! It behaves as the real API is known to behave, from public facts; it is not the vendor's, and what
//! no public source says it decides for itself (`ARCHITECTURE.md` lists those decisions).
//!
//! ```text
//! http ─▶ faults ─▶ credentials ─▶ judge (document) ─▶ resources ─▶ rules, evaluation ─▶ store
//!                                                          └─▶ events ─▶ review, callbacks
//! ```
//!
//! Responsible for: the handle that starts and stops it and plays the reviewer. Not for: any of the
//! parts.

mod admin;
mod answer;
mod builder;
mod call;
mod callbacks;
pub mod command;
mod error;
mod evaluation;
mod faults;
mod http;
mod log;
mod overview;
mod page;
mod paging;
mod resources;
mod review;
mod rules;
mod seed;
mod shared;
mod store;

use std::net::SocketAddr;
use std::sync::{Arc, Mutex, OnceLock};
use std::time::Duration;

use axum::serve::ListenerExt as _;
use tokio::net::TcpListener;
use tokio::sync::oneshot;
use tokio::task::JoinHandle;

pub use builder::Builder;
pub use callbacks::{Callbacks, Delivery};
pub use error::SandboxError;
pub use faults::{Fault, FaultError, FaultRule, HEADER as FAULT_HEADER};
pub use log::LoggedRequest;
pub use review::{Review, ReviewError, Rule, Submission, Verdict};
#[cfg(feature = "sqlite")]
pub use store::db::DbError;
pub use store::rows::BundleStatus;

use builder::Settings;
use callbacks::Outbox;
use faults::Faults;
use shared::Shared;
use store::Store;
#[cfg(feature = "sqlite")]
use store::db::Db;

use crate::check::Subject;
use crate::finding::Finding;
use crate::judge::Judge;

/// The account of bearer tokens and API keys; basic credentials name their own.
pub const DEFAULT_ACCOUNT: &str = "AC00000000000000000000000000000000";
/// The token that callbacks are signed with until the account has used another one.
pub const DEFAULT_TOKEN: &str = "test-auth-token";

/// How long running requests may take to end when the sandbox is stopped.
const PATIENCE: Duration = Duration::from_secs(5);

/// A running sandbox. It ends when this is dropped.
#[derive(Debug)]
pub struct Sandbox {
    shared: Arc<Shared>,
    stop: Option<oneshot::Sender<()>>,
    server: JoinHandle<()>,
}

impl Sandbox {
    /// Starts a sandbox with the usual settings on a free port of the loopback interface.
    ///
    /// # Errors
    /// See [`SandboxError`].
    pub async fn start() -> Result<Self, SandboxError> {
        Self::builder().start().await
    }

    /// Sets up a sandbox.
    pub fn builder() -> Builder {
        Builder::default()
    }

    async fn launch(settings: Settings) -> Result<Self, SandboxError> {
        if !http::is_sid("AC", &settings.account) || settings.token.is_empty() {
            return Err(SandboxError::Setting(format!(
                "`{}` with its token is no account: an account SID is AC and 32 hex digits, a token is not empty",
                settings.account
            )));
        }
        let subject = document(&settings)?;
        let catalogue = seed::Catalogue::load().map_err(SandboxError::Seed)?;
        let address = settings.address;
        let bind = |source| SandboxError::Bind { address, source };
        let listener = TcpListener::bind(address).await.map_err(bind)?;
        let base_url = format!("http://{}", listener.local_addr().map_err(bind)?);
        let mut store = Store::new(settings.seed);
        #[cfg(feature = "sqlite")]
        let db = match &settings.db {
            Some(path) => Some(Mutex::new(
                Db::open(path, &mut store).map_err(SandboxError::Db)?,
            )),
            None => None,
        };
        store.open_account(&settings.account, Shared::now());
        let shared = Arc::new_cyclic(|own| Shared {
            judge: Judge::new(Arc::clone(&subject.contract)),
            contract: subject.contract,
            personal: subject.personal,
            catalogue: Arc::new(catalogue),
            base_url,
            outbox: Outbox::start(settings.callbacks, &settings.token),
            faults: Faults::new(settings.faults.clone(), settings.seed),
            running: 0.into(),
            answered: 0.into(),
            store: Mutex::new(store),
            log: Mutex::default(),
            #[cfg(feature = "sqlite")]
            db,
            own: own.clone(),
            settings,
        });
        #[cfg(feature = "sqlite")]
        review::resume(&shared);
        let (stop, stopped) = oneshot::channel::<()>();
        let router = http::router(Arc::clone(&shared));
        let service = router.into_make_service_with_connect_info::<SocketAddr>();
        // Small answers are sent at once, not held back for more.
        let listener = listener.tap_io(|stream| {
            let _ = stream.set_nodelay(true);
        });
        let server = tokio::spawn(async move {
            let serving = axum::serve(listener, service).with_graceful_shutdown(async {
                // Sent, or dropped with the handle.
                let _ = stopped.await;
            });
            // It ends only when it is told to.
            let _ = serving.await;
        });
        Ok(Self {
            shared,
            stop: Some(stop),
            server,
        })
    }

    /// Where it listens, such as `http://127.0.0.1:40123`.
    #[must_use]
    pub fn base_url(&self) -> &str {
        &self.shared.base_url
    }

    /// The address that it has bound.
    #[must_use]
    pub fn address(&self) -> SocketAddr {
        let authority = self.shared.base_url.trim_start_matches("http://");
        // It was made of an address.
        authority.parse().unwrap_or(self.shared.settings.address)
    }

    /// The account that [`Sandbox::primary_profile_sid`] belongs to.
    #[must_use]
    pub fn account_sid(&self) -> &str {
        &self.shared.settings.account
    }

    /// The primary profile of [`Sandbox::account_sid`]: approved, and made by nobody, as if in the
    /// Console.
    #[must_use]
    pub fn primary_profile_sid(&self) -> String {
        self.primary_profile_sid_of(self.account_sid())
    }

    /// The primary profile of an account.
    #[must_use]
    pub fn primary_profile_sid_of(&self, account_sid: &str) -> String {
        let mut store = self.shared.store();
        store.open_account(account_sid, Shared::now());
        let account = store.accounts.get(account_sid);
        account.map_or_else(String::new, |row| row.primary_profile.clone())
    }

    /// Makes a phone number of [`Sandbox::account_sid`] and gives its SID (`PN…`). Numbers belong to
    /// another API of the vendor: any SID of that form can be assigned.
    pub fn add_phone_number(&self, number: impl Into<String>) -> String {
        self.shared
            .add_phone_number(self.account_sid().to_owned(), number.into())
    }

    /// Takes a submitted bundle into review.
    ///
    /// # Errors
    /// When there is no such bundle, or it is not pending review.
    pub fn start_review(&self, sid: impl AsRef<str>) -> Result<(), ReviewError> {
        review::start(&self.shared, sid.as_ref())
    }

    /// Approves a submitted bundle.
    ///
    /// # Errors
    /// When there is no such bundle, or it is not submitted.
    pub fn approve(&self, sid: impl AsRef<str>) -> Result<(), ReviewError> {
        review::decide(&self.shared, sid.as_ref(), Verdict::Approve)
    }

    /// Rejects a submitted bundle: `codes` (18601 to 18609) become its `errors`, which are null
    /// without any, and `reason` goes to its status callback.
    ///
    /// # Errors
    /// When there is no such bundle, or it is not submitted.
    pub fn reject(
        &self,
        sid: impl AsRef<str>,
        codes: impl IntoIterator<Item = u32>,
        reason: impl Into<String>,
    ) -> Result<(), ReviewError> {
        let verdict = Verdict::Reject {
            codes: codes.into_iter().collect(),
            reason: reason.into(),
        };
        review::decide(&self.shared, sid.as_ref(), verdict)
    }

    /// Replaces what goes wrong; an empty list ends it.
    pub fn set_faults(&self, rules: impl IntoIterator<Item = FaultRule>) {
        self.shared.faults.set(rules.into_iter().collect());
    }

    /// The last exchanges, oldest first.
    #[must_use]
    pub fn requests(&self) -> Vec<LoggedRequest> {
        self.shared.log().requests()
    }

    /// What the document did not allow about the last exchanges, oldest first.
    #[must_use]
    pub fn findings(&self) -> Vec<Finding> {
        self.shared.log().findings()
    }

    /// What became of the status callbacks, oldest first.
    #[must_use]
    pub fn deliveries(&self) -> Vec<Delivery> {
        self.shared.outbox.done()
    }

    /// Stops listening, lets running requests end, and returns when they have.
    pub async fn stop(mut self) {
        drop(self.stop.take());
        if tokio::time::timeout(PATIENCE, &mut self.server)
            .await
            .is_err()
        {
            self.server.abort();
        }
    }
}

/// The document. That of the repository is read once for all sandboxes of a process.
fn document(settings: &Settings) -> Result<Subject, SandboxError> {
    static USUAL: OnceLock<Subject> = OnceLock::new();
    if let Some(spec) = &settings.spec {
        let subject = Subject::load(spec, settings.overlays.as_deref());
        return subject.map_err(SandboxError::Document);
    }
    if let Some(subject) = USUAL.get() {
        return Ok(subject.clone());
    }
    let spec = xtask::workspace::path("spec/trusthub_v1.yaml");
    let overlays = xtask::workspace::path("spec/overlays");
    let subject = Subject::load(&spec, Some(&overlays)).map_err(SandboxError::Document)?;
    Ok(USUAL.get_or_init(|| subject).clone())
}
