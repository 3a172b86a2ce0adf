//! Finding a policy by its name: SIDs of policies change, so none belongs into an application.

use super::error::{Reason, Step, StepError};
use super::kind::PAGE;
use crate::policies::{self, Policy};
use crate::{Client, Sid};

/// Names that an error lists.
const SHOWN: usize = 10;

/// Returns all policies of this name, of which there can be several. Letter case does not count.
///
/// # Errors
///
/// That of a call.
pub async fn find_policies(client: &Client, name: &str) -> Result<Vec<Policy>, StepError> {
    let policies = all(client, name).await?;
    let same = policies.into_iter().filter(|policy| is(policy, name));
    Ok(same.collect())
}

/// Returns the policy of this name. Letter case does not count.
///
/// # Errors
///
/// `Reason::NotFound` with similar names, `Reason::Several` with the SIDs of all policies of this
/// name: look at their requirements with [`find_policies`] and choose. Or that of a call.
pub async fn find_policy(client: &Client, name: &str) -> Result<Policy, StepError> {
    let policies = all(client, name).await?;
    let (mut same, others): (Vec<Policy>, Vec<Policy>) =
        policies.into_iter().partition(|policy| is(policy, name));
    let reason = match (same.len(), same.pop()) {
        (1, Some(policy)) => return Ok(policy),
        (_, None) => Reason::NotFound {
            similar: similar(&others, name),
        },
        (_, Some(last)) => {
            let sids = same.iter().map(|policy| Sid::from(policy.sid.clone()));
            Reason::Several(sids.chain([Sid::from(last.sid)]).collect())
        }
    };
    Err(StepError::new(Step::FindPolicy, quoted(name), reason))
}

async fn all(client: &Client, name: &str) -> Result<Vec<Policy>, StepError> {
    let failed = |error| StepError::of(Step::FindPolicy, quoted(name))(error);
    let mut policies = policies::list().page_size(PAGE).stream(client);
    let mut found = Vec::new();
    while let Some(policy) = policies.try_next().await.map_err(failed)? {
        found.push(policy);
    }
    Ok(found)
}

fn is(policy: &Policy, name: &str) -> bool {
    let (own, name) = (policy.friendly_name.trim(), name.trim());
    own.to_lowercase() == name.to_lowercase()
}

fn similar(policies: &[Policy], name: &str) -> Vec<String> {
    let wanted = name.trim().to_lowercase();
    let mut names: Vec<String> = Vec::new();
    for policy in policies {
        let own = policy.friendly_name.to_lowercase();
        let close = !wanted.is_empty() && (own.contains(&wanted) || wanted.contains(own.trim()));
        if close && !names.contains(&policy.friendly_name) && names.len() < SHOWN {
            names.push(policy.friendly_name.clone());
        }
    }
    names
}

fn quoted(name: &str) -> String {
    format!("\"{name}\"")
}
