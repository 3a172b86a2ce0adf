//! Requirements for supporting bundles: 22214 where there is none, 22218 where it was not yet
//! submitted.

use super::Subject;
use super::outcome::{Field, Outcome};
use crate::sandbox::seed::policy::BundleRequirement;
use crate::sandbox::store::rows::Bundle;

const MISSING: u32 = 22214;
const MISMATCH: u32 = 22218;

pub(super) fn check(subject: &Subject, asked: &BundleRequirement) -> Outcome {
    let provides = |bundle: &&Bundle| {
        let policy = subject.catalogue.policies.get(&bundle.policy);
        policy.and_then(|policy| policy.provides.as_ref()) == Some(&asked.type_name)
    };
    let assigned = subject
        .bundle
        .entities
        .iter()
        .filter_map(|entity| subject.store.bundle(&entity.object))
        .filter(provides);
    let best = assigned.max_by_key(|bundle| bundle.status.is_fixed());
    let (problem, fields) = match best {
        None => {
            // The vendor's own words for a primary profile.
            let reason = format!("{} bundle is null", words(&asked.type_name));
            (Some((reason, MISSING)), Vec::new())
        }
        Some(bundle) if bundle.status.is_fixed() => (None, vec![field(None)]),
        Some(_) => {
            // The vendor's own words, as they are, whatever kind of profile it is.
            let reason =
                "The status of the Secondary Customer Profile must be in atleast review state.";
            let mismatch = |reason: &str| Some((reason.to_owned(), MISMATCH));
            (
                mismatch("The supporting bundle is not accepted."),
                vec![field(mismatch(reason))],
            )
        }
    };
    Outcome {
        friendly_name: asked
            .name
            .clone()
            .unwrap_or_else(|| words(&asked.type_name)),
        object_type: asked.type_name.clone(),
        problem,
        fields,
        present: best.is_some(),
    }
}

fn field(problem: Option<(String, u32)>) -> Field {
    Field {
        name: "bundle_sid".to_owned(),
        friendly_name: "Supporting Bundle".to_owned(),
        problem,
    }
}

/// `primary_customer_profile_type_business` is a `Primary customer profile`.
fn words(type_name: &str) -> String {
    let kind = type_name.split("_type_").next().unwrap_or(type_name);
    let text = kind.replace('_', " ");
    let mut letters = text.chars();
    let first = letters.next().map(|letter| letter.to_ascii_uppercase());
    first.into_iter().chain(letters).collect()
}
