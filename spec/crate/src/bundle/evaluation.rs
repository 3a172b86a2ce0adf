//! Evaluations of either kind of bundle.

use super::error::{Step, StepError};
use super::kind::BundleSid;
use crate::types::EvaluationResult;
use crate::{Client, EvaluationSid, PolicySid};

/// What a check of a bundle against a policy said.
#[derive(Debug, Clone, PartialEq)]
#[non_exhaustive]
pub struct Evaluation {
    /// Its SID (`EL…`).
    pub sid: EvaluationSid,
    /// Whether every requirement is met.
    pub compliant: bool,
    /// How each requirement fared.
    pub results: Vec<EvaluationResult>,
}

impl Evaluation {
    /// Returns the requirements that are not met.
    pub fn failures(&self) -> impl Iterator<Item = &EvaluationResult> {
        self.results.iter().filter(|result| !result.passed)
    }
}

/// Checks a bundle against a policy. Changes nothing on the bundle, but each call stores a record.
///
/// That the bundle is not compliant is no error: see [`Evaluation::compliant`].
///
/// # Errors
///
/// That of the call.
pub async fn evaluate<S: BundleSid>(
    client: &Client,
    bundle: &S,
    policy: &PolicySid,
) -> Result<Evaluation, StepError> {
    let evaluation = bundle.evaluate(client, policy).await;
    evaluation.map_err(StepError::of(Step::Evaluate, bundle))
}
