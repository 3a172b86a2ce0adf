//! Whether a bundle has what a policy asks for.
//!
//! Responsible for: one result for each requirement. Entries with one `requirement_name` are
//! alternatives, and so are the entries of one list that have none: the first that passes stands for
//! them, else the one that is nearest. Not for: storing evaluations.

mod bundle;
mod document;
mod end_user;
mod outcome;

use super::seed::Catalogue;
use super::seed::policy::Policy;
use super::store::Store;
use super::store::rows::Bundle;

pub(crate) use outcome::{Evaluated, Outcome};

/// A bundle, and where to look for what it holds.
struct Subject<'a> {
    store: &'a Store,
    catalogue: &'a Catalogue,
    bundle: &'a Bundle,
}

/// Holds a bundle against a policy.
pub(crate) fn evaluate(
    store: &Store,
    catalogue: &Catalogue,
    policy: &Policy,
    bundle: &Bundle,
) -> Evaluated {
    let subject = Subject {
        store,
        catalogue,
        bundle,
    };
    let asks = policy.asks();
    let mut found = Evaluated::default();
    for asked in &asks.end_user {
        let name = asked
            .requirement_name
            .as_deref()
            .unwrap_or(&asked.type_name);
        found.offer(name, end_user::check(&subject, asked));
    }
    for asked in asks.supporting_document.iter().flatten() {
        let name = asked.requirement_name.as_deref().unwrap_or(&asked.name);
        for accepted in &asked.accepted_documents {
            found.offer(name, document::check(&subject, accepted));
        }
    }
    let bundles = [
        (&asks.supporting_customer_profiles, "customer_profile"),
        (&asks.supporting_trust_products, "trust_product"),
    ];
    for (asked, usual) in bundles {
        for asked in asked {
            let name = asked.requirement_name.as_deref().unwrap_or(usual);
            found.offer(name, bundle::check(&subject, asked));
        }
    }
    found
}
