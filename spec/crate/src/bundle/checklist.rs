//! What a policy requires, as a list that a program and a person can read.

use serde::Serialize;

use super::held::Held;
use super::progress::Progress;
use crate::PolicySid;
use crate::policies::{Policy, PolicySupportingBundleRequirement};
use crate::types::EvaluationResult;

/// What a bundle must hold to satisfy a policy.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[non_exhaustive]
pub struct Checklist {
    /// The policy.
    pub policy_sid: PolicySid,
    /// Its name.
    pub policy_name: String,
    /// Its requirements: end users, documents, customer profiles, trust products.
    pub requirements: Vec<Requirement>,
}

/// One thing that a bundle must hold.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[non_exhaustive]
pub struct Requirement {
    /// What kind of object it asks for.
    pub kind: RequirementKind,
    /// Its machine name. Evaluations use it too. Where the policy gives none, the type of the object.
    pub name: String,
    /// What would satisfy it: any one of these.
    pub alternatives: Vec<Alternative>,
}

/// A kind of object that a policy asks for.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize)]
#[non_exhaustive]
pub enum RequirementKind {
    /// An end user.
    EndUser,
    /// A supporting document.
    Document,
    /// A customer profile that the bundle stands on.
    CustomerProfile,
    /// A trust product that the bundle stands on.
    TrustProduct,
}

impl RequirementKind {
    /// Returns what people call it, such as `end user`.
    #[must_use]
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::EndUser => "end user",
            Self::Document => "supporting document",
            Self::CustomerProfile => "customer profile",
            Self::TrustProduct => "trust product",
        }
    }
}

/// A type of object that satisfies a requirement.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[non_exhaustive]
pub struct Alternative {
    /// Its machine name, which `create` takes as the type of an end user or document.
    pub type_name: String,
    /// Its name for people.
    pub name: Option<String>,
    /// Machine names of the attributes that the policy lists.
    pub fields: Vec<String>,
}

impl Checklist {
    /// Reads the requirements of a policy. Calls nothing.
    ///
    /// Entries of one kind with the same requirement name are alternatives. So are entries without
    /// a requirement name where they ask for bundles, as older policies write "either a primary or
    /// a secondary profile".
    ///
    /// ```no_run
    /// # use twilio_trusthub::{Client, bundle};
    /// # async fn example(client: Client) -> Result<(), bundle::StepError> {
    /// let name = "Secondary Customer Profile of type Business";
    /// let policy = bundle::find_policy(&client, name).await?;
    /// for requirement in bundle::Checklist::from_policy(&policy).requirements {
    ///     println!("{} {}", requirement.kind.as_str(), requirement.name);
    ///     for alternative in requirement.alternatives {
    ///         println!("    {}: {}", alternative.type_name, alternative.fields.join(", "));
    ///     }
    /// }
    /// # Ok(())
    /// # }
    /// ```
    #[must_use]
    pub fn from_policy(policy: &Policy) -> Self {
        let required = &policy.requirements;
        let mut list = Vec::new();
        for entry in required.end_user.iter().flatten() {
            let alternative =
                alternative(&entry.r#type, entry.name.as_ref(), entry.fields.as_ref());
            let name = entry.requirement_name.as_ref();
            let name = name.unwrap_or(&entry.r#type);
            add(&mut list, RequirementKind::EndUser, name, [alternative]);
        }
        // Groups of which the API never told what they mean; an empty one asks for nothing.
        for entry in required.supporting_document.iter().flatten().flatten() {
            let accepted = entry.accepted_documents.iter().flatten();
            let accepted = accepted
                .map(|one| alternative(&one.r#type, one.name.as_ref(), one.fields.as_ref()));
            let name = entry.requirement_name.as_ref();
            let name = name.or(entry.name.as_ref()).unwrap_or(&entry.r#type);
            add(&mut list, RequirementKind::Document, name, accepted);
        }
        bundles(
            &mut list,
            RequirementKind::CustomerProfile,
            required.supporting_customer_profiles.as_deref(),
        );
        bundles(
            &mut list,
            RequirementKind::TrustProduct,
            required.supporting_trust_products.as_deref(),
        );
        Self {
            policy_sid: policy.sid.clone(),
            policy_name: policy.friendly_name.clone(),
            requirements: list,
        }
    }

    /// Compares with what a bundle holds, as [`held`](super::held) reads it.
    ///
    /// What this can tell is a help before the evaluation, which is what counts: a policy does not
    /// say which of its fields may stay empty, nor does a bundle say of which type it is.
    #[must_use]
    pub fn compare(&self, held: &[Held]) -> Progress {
        Progress::from_held(self, held)
    }

    /// Compares with what an evaluation said.
    #[must_use]
    pub fn evaluated(&self, results: &[EvaluationResult]) -> Progress {
        self.compare(&[]).evaluated(results)
    }
}

fn bundles(
    list: &mut Vec<Requirement>,
    kind: RequirementKind,
    entries: Option<&[PolicySupportingBundleRequirement]>,
) {
    let entries = entries.unwrap_or_default();
    // One name for all that have none.
    let unnamed = entries
        .iter()
        .find(|entry| entry.requirement_name.is_none());
    for entry in entries {
        let name = entry.requirement_name.as_ref();
        let name = name.or(unnamed.map(|first| &first.r#type));
        let name = name.unwrap_or(&entry.r#type);
        add(
            list,
            kind,
            name,
            [alternative(&entry.r#type, entry.name.as_ref(), None)],
        );
    }
}

/// Adds to the requirement of that name, or a new one.
fn add(
    list: &mut Vec<Requirement>,
    kind: RequirementKind,
    name: &str,
    alternatives: impl IntoIterator<Item = Alternative>,
) {
    let known = list
        .iter_mut()
        .find(|known| known.kind == kind && known.name == name);
    if let Some(known) = known {
        known.alternatives.extend(alternatives);
    } else {
        list.push(Requirement {
            kind,
            name: name.to_owned(),
            alternatives: alternatives.into_iter().collect(),
        });
    }
}

fn alternative(
    type_name: &str,
    name: Option<&String>,
    fields: Option<&Vec<String>>,
) -> Alternative {
    Alternative {
        type_name: type_name.to_owned(),
        name: name.cloned(),
        fields: fields.cloned().unwrap_or_default(),
    }
}
