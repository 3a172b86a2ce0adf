//! What there is, for people and scripts: bundles with what they lack.
//!
//! Plain data and how it is taken from the store. Printing it is the business of `admin` and `page`.

use serde::Serialize;

use super::evaluation::{self, Outcome};
use super::seed::PRIMARY_POLICY;
use super::shared::Shared;
use super::store::Store;
use super::store::rows::{Bundle, Kind};

/// A bundle at a glance.
#[derive(Debug, Serialize)]
pub(crate) struct BundleView {
    pub(crate) sid: String,
    pub(crate) kind: Kind,
    pub(crate) account_sid: String,
    pub(crate) friendly_name: String,
    pub(crate) policy: String,
    pub(crate) status: &'static str,
    pub(crate) error_codes: Vec<u32>,
    pub(crate) status_callback: Option<String>,
    pub(crate) requirements: Vec<RequirementView>,
    /// SID and name of what is assigned.
    pub(crate) entities: Vec<(String, String)>,
    pub(crate) phone_numbers: Vec<String>,
    pub(crate) evaluations: usize,
}

/// One requirement of its policy.
#[derive(Debug, Serialize)]
pub(crate) struct RequirementView {
    pub(crate) name: String,
    pub(crate) wanted: String,
    pub(crate) passed: bool,
    pub(crate) problem: Option<String>,
    /// Fields that are not in order.
    pub(crate) fields: Vec<String>,
}

impl BundleView {
    /// Requirements that are not met.
    pub(crate) fn missing(&self) -> impl Iterator<Item = &RequirementView> {
        self.requirements.iter().filter(|asked| !asked.passed)
    }

    fn of(shared: &Shared, store: &Store, bundle: &Bundle) -> Self {
        let policy = shared.catalogue.policies.get(&bundle.policy);
        // What the Console made is complete, although nothing of it is seen here.
        let asks = policy.filter(|policy| policy.sid != PRIMARY_POLICY);
        let requirements = asks.map(|policy| {
            let found = evaluation::evaluate(store, &shared.catalogue, policy, bundle);
            found.iter().map(requirement).collect()
        });
        Self {
            sid: bundle.sid.clone(),
            kind: bundle.kind,
            account_sid: bundle.account.clone(),
            friendly_name: bundle.friendly_name.clone(),
            policy: policy.map_or_else(|| bundle.policy.clone(), |row| row.friendly_name.clone()),
            status: bundle.status.as_str(),
            error_codes: bundle.errors.clone().unwrap_or_default(),
            status_callback: bundle.status_callback.clone(),
            requirements: requirements.unwrap_or_default(),
            entities: bundle
                .entities
                .iter()
                .map(|entity| (entity.object.clone(), object(store, &entity.object)))
                .collect(),
            phone_numbers: bundle
                .endpoints
                .iter()
                .map(|row| number(store, &row.number_sid))
                .collect(),
            evaluations: bundle.evaluations.iter().count(),
        }
    }
}

/// The newest bundles first, and how many there are in all.
pub(crate) fn bundles(shared: &Shared, most: usize) -> (Vec<BundleView>, usize) {
    let store = shared.store();
    let mut rows: Vec<(u64, &Bundle)> = store.profiles.range(..).collect();
    rows.extend(store.products.range(..));
    rows.sort_by_key(|(number, _)| std::cmp::Reverse(*number));
    let count = rows.len();
    let newest = rows.into_iter().take(most);
    (
        newest
            .map(|(_, bundle)| BundleView::of(shared, &store, bundle))
            .collect(),
        count,
    )
}

/// One bundle.
pub(crate) fn bundle(shared: &Shared, sid: &str) -> Option<BundleView> {
    let store = shared.store();
    let bundle = store.bundle(sid)?;
    Some(BundleView::of(shared, &store, bundle))
}

fn requirement((name, outcome): (&str, &Outcome)) -> RequirementView {
    let fields = outcome
        .fields
        .iter()
        .filter(|field| field.problem.is_some());
    RequirementView {
        name: name.to_owned(),
        wanted: outcome.friendly_name.clone(),
        passed: outcome.passed(),
        problem: outcome
            .problem
            .as_ref()
            .map(|(reason, code)| format!("{reason} ({code})")),
        fields: fields.map(|field| field.name.clone()).collect(),
    }
}

fn object(store: &Store, sid: &str) -> String {
    let user = store
        .end_users
        .get(sid)
        .map(|row| (&row.type_name, &row.friendly_name));
    let document = || {
        store
            .documents
            .get(sid)
            .map(|row| (&row.type_name, &row.friendly_name))
    };
    match user.or_else(document) {
        Some((kind, name)) => format!("{name} ({kind})"),
        None => store
            .bundle(sid)
            .map_or_else(|| "gone".to_owned(), |bundle| bundle.friendly_name.clone()),
    }
}

fn number(store: &Store, sid: &str) -> String {
    match store.phone_numbers.get(sid) {
        Some(row) => format!("{sid} ({})", row.number),
        None => sid.to_owned(),
    }
}
