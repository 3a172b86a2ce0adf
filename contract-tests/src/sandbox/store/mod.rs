//! What the sandbox remembers.
//!
//! Responsible for: tables, numbers, and the index from an object to the bundles that hold it. It
//! keeps accounts apart: nothing of one is found for another. Not for: rules, and not for HTTP.

#[cfg(feature = "sqlite")]
pub(crate) mod db;
pub(crate) mod nested;
pub(crate) mod rows;
pub(crate) mod sids;
pub(crate) mod table;

use std::collections::{BTreeSet, HashMap};

use jiff::Timestamp;

use super::seed::PRIMARY_POLICY;
use rows::{
    Account, Bundle, BundleStatus, Document, EndUser, Endpoint, Entity, Evaluation, Kind,
    PhoneNumber, Session,
};
use sids::Sids;
use table::Table;

/// All of it.
#[derive(Debug)]
pub(crate) struct Store {
    pub(crate) sids: Sids,
    pub(crate) accounts: Table<Account>,
    pub(crate) profiles: Table<Bundle>,
    pub(crate) products: Table<Bundle>,
    pub(crate) end_users: Table<EndUser>,
    pub(crate) documents: Table<Document>,
    pub(crate) sessions: Table<Session>,
    pub(crate) phone_numbers: Table<PhoneNumber>,
    holders: HashMap<String, BTreeSet<String>>,
}

impl Store {
    /// An empty one.
    pub(crate) fn new(seed: u64) -> Self {
        Self {
            sids: Sids::new(seed),
            accounts: Table::default(),
            profiles: Table::default(),
            products: Table::default(),
            end_users: Table::default(),
            documents: Table::default(),
            sessions: Table::default(),
            phone_numbers: Table::default(),
            holders: HashMap::new(),
        }
    }

    /// Makes an account known, and gives it the primary profile that the Console would have made.
    pub(crate) fn open_account(&mut self, account: &str, now: Timestamp) {
        if self.accounts.get(account).is_some() {
            return;
        }
        let (number, sid) = self.sids.next("BU");
        let row = Account {
            sid: account.to_owned(),
            primary_profile: sid.clone(),
        };
        let profile = Bundle {
            friendly_name: "Primary profile of the sandbox".to_owned(),
            email: "owner@sandbox.example".to_owned(),
            status: BundleStatus::TwilioApproved,
            ..Bundle::draft(Kind::CustomerProfile, sid, account, PRIMARY_POLICY, now)
        };
        self.profiles.insert(number, profile);
        self.accounts.insert(number, row);
    }

    /// The bundles of a kind.
    pub(crate) fn bundles(&self, kind: Kind) -> &Table<Bundle> {
        match kind {
            Kind::CustomerProfile => &self.profiles,
            Kind::TrustProduct => &self.products,
        }
    }

    /// The bundles of a kind, to be changed.
    pub(crate) fn bundles_mut(&mut self, kind: Kind) -> &mut Table<Bundle> {
        match kind {
            Kind::CustomerProfile => &mut self.profiles,
            Kind::TrustProduct => &mut self.products,
        }
    }

    /// A bundle of either kind.
    pub(crate) fn bundle(&self, sid: &str) -> Option<&Bundle> {
        self.profiles.get(sid).or_else(|| self.products.get(sid))
    }

    /// A bundle of either kind, to be changed.
    pub(crate) fn change_bundle(&mut self, sid: &str) -> Option<&mut Bundle> {
        match self.profiles.get(sid) {
            Some(_) => self.profiles.change(sid),
            None => self.products.change(sid),
        }
    }

    /// The bundles that hold an object.
    pub(crate) fn holders(&self, object: &str) -> impl Iterator<Item = &Bundle> {
        let sids = self.holders.get(object).into_iter().flatten();
        sids.filter_map(|sid| self.bundle(sid))
    }

    /// Assigns an object to a bundle.
    pub(crate) fn assign(&mut self, kind: Kind, bundle: &str, number: u64, entity: Entity) {
        let holders = self.holders.entry(entity.object.clone()).or_default();
        holders.insert(bundle.to_owned());
        if let Some(bundle) = self.bundles_mut(kind).change(bundle) {
            bundle.entities.insert(number, entity);
        }
    }

    /// Takes an assignment back.
    pub(crate) fn unassign(&mut self, kind: Kind, bundle: &str, assignment: &str) {
        let removed = self
            .bundles_mut(kind)
            .change(bundle)
            .and_then(|bundle| bundle.entities.remove(assignment));
        if let Some(entity) = removed {
            self.forget(&entity.object, bundle);
        }
    }

    /// Removes a bundle and everything below it.
    pub(crate) fn remove_bundle(&mut self, kind: Kind, sid: &str) {
        if let Some(bundle) = self.bundles_mut(kind).remove(sid) {
            for entity in bundle.entities.iter() {
                self.forget(&entity.object, sid);
            }
        }
    }

    /// Adds a phone number to a bundle.
    pub(crate) fn add_endpoint(&mut self, kind: Kind, bundle: &str, number: u64, row: Endpoint) {
        if let Some(bundle) = self.bundles_mut(kind).change(bundle) {
            bundle.endpoints.insert(number, row);
        }
    }

    /// Adds an evaluation to a bundle.
    pub(crate) fn add_evaluation(
        &mut self,
        kind: Kind,
        bundle: &str,
        number: u64,
        row: Evaluation,
    ) {
        if let Some(bundle) = self.bundles_mut(kind).change(bundle) {
            bundle.evaluations.insert(number, row);
        }
    }

    /// Takes back every assignment of an object that is gone.
    pub(crate) fn unassign_everywhere(&mut self, object: &str) {
        for bundle in self.holders.remove(object).into_iter().flatten() {
            if let Some(bundle) = self.change_bundle(&bundle) {
                let assignments: Vec<String> = bundle
                    .entities
                    .iter()
                    .filter(|entity| entity.object == object)
                    .map(|entity| entity.sid.clone())
                    .collect();
                for assignment in assignments {
                    bundle.entities.remove(&assignment);
                }
            }
        }
    }

    fn forget(&mut self, object: &str, bundle: &str) {
        if let Some(holders) = self.holders.get_mut(object) {
            holders.remove(bundle);
            if holders.is_empty() {
                self.holders.remove(object);
            }
        }
    }

    /// Builds the index anew, after rows were read from elsewhere.
    #[cfg(feature = "sqlite")]
    pub(crate) fn reindex(&mut self) {
        self.holders.clear();
        for bundle in self.profiles.iter().chain(self.products.iter()) {
            for entity in bundle.entities.iter() {
                let holders = self.holders.entry(entity.object.clone()).or_default();
                holders.insert(bundle.sid.clone());
            }
        }
    }
}
