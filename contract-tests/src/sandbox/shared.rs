//! What all requests of one sandbox share.
//!
//! Responsible for: holding the parts together, and the one way in which a change is finished
//! ([`Shared::commit`]). Not for: any of the parts.

use std::collections::BTreeSet;
use std::sync::atomic::{AtomicU64, AtomicUsize, Ordering};
use std::sync::{Arc, Mutex, MutexGuard, PoisonError, Weak};

use jiff::Timestamp;

use super::builder::Settings;
use super::call::Event;
use super::callbacks::Outbox;
use super::faults::Faults;
use super::log::Log;
use super::review::{self, Review};
use super::seed::Catalogue;
use super::store::Store;
use super::store::rows::{BundleStatus, PhoneNumber};
use super::store::sids;
use crate::judge::Judge;
use crate::judge::contract::Contract;

/// The parts of a sandbox.
#[derive(Debug)]
pub(crate) struct Shared {
    pub(crate) settings: Settings,
    pub(crate) contract: Arc<Contract>,
    pub(crate) judge: Judge,
    /// Names that the document marks as personal.
    pub(crate) personal: BTreeSet<String>,
    pub(crate) catalogue: Arc<Catalogue>,
    pub(crate) base_url: String,
    pub(crate) outbox: Outbox,
    pub(crate) faults: Faults,
    pub(crate) running: AtomicUsize,
    pub(super) answered: AtomicU64,
    pub(super) store: Mutex<Store>,
    pub(super) log: Mutex<Log>,
    #[cfg(feature = "sqlite")]
    pub(super) db: Option<Mutex<super::store::db::Db>>,
    pub(super) own: Weak<Shared>,
}

impl Shared {
    /// What is remembered, for as long as the guard lives.
    pub(crate) fn store(&self) -> MutexGuard<'_, Store> {
        self.store.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// The log, for as long as the guard lives.
    pub(crate) fn log(&self) -> MutexGuard<'_, Log> {
        self.log.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// The time in whole seconds, as the API gives it.
    pub(crate) fn now() -> Timestamp {
        let now = Timestamp::now();
        Timestamp::from_second(now.as_second()).unwrap_or(now)
    }

    /// An id for an answer, different for each.
    pub(crate) fn request_id(&self) -> String {
        let count = self.answered.fetch_add(1, Ordering::Relaxed);
        let high = sids::mix(self.settings.seed ^ sids::mix(!count));
        format!("RQ{high:016x}{:016x}", sids::mix(high ^ count))
    }

    /// Finishes a change: what follows from it is queued while nobody else can change the store, so
    /// that callbacks keep the order of the changes.
    ///
    /// # Errors
    /// When there is a file to keep it in, and it cannot be written. Then nothing follows.
    pub(crate) fn commit(&self, store: &mut Store, events: Vec<Event>) -> Result<(), String> {
        self.keep(store)?;
        for event in events {
            if let Some(own) = self.own.upgrade() {
                review::follow(&own, &event);
            }
            self.outbox.send(event);
        }
        Ok(())
    }

    #[cfg(feature = "sqlite")]
    fn keep(&self, store: &mut Store) -> Result<(), String> {
        let Some(db) = &self.db else {
            return Ok(());
        };
        let mut db = db.lock().unwrap_or_else(PoisonError::into_inner);
        db.save(store).map_err(|error| error.to_string())
    }

    #[cfg(not(feature = "sqlite"))]
    #[allow(
        clippy::unnecessary_wraps,
        clippy::unused_self,
        reason = "with the feature it does"
    )]
    fn keep(&self, _: &mut Store) -> Result<(), String> {
        Ok(())
    }

    /// Makes a phone number of an account.
    pub(crate) fn add_phone_number(&self, account: String, number: String) -> String {
        let mut store = self.store();
        let (count, sid) = store.sids.next("PN");
        let row = PhoneNumber {
            sid: sid.clone(),
            account,
            number,
        };
        store.phone_numbers.insert(count, row);
        // What cannot be written now is written with the next change.
        let _ = self.commit(&mut store, Vec::new());
        sid
    }

    /// Who reviews.
    pub(crate) fn review(&self) -> Review {
        self.settings.review.clone()
    }

    /// The status of a bundle.
    pub(crate) fn status_of(&self, sid: &str) -> Option<BundleStatus> {
        self.store().bundle(sid).map(|bundle| bundle.status)
    }

    /// How often the status of a bundle has changed.
    pub(crate) fn round_of(&self, sid: &str) -> Option<u64> {
        self.store().bundle(sid).map(|bundle| bundle.round)
    }
}
