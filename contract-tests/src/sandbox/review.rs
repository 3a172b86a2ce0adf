//! The review that the vendor's people do in reality.
//!
//! Responsible for: who decides about a submitted bundle, and when. Which steps there are is said by
//! `rules::status`.

use std::fmt;
use std::sync::Arc;
use std::time::Duration;

use super::call::Event;
use super::evaluation;
use super::rules::status;
use super::shared::Shared;
use super::store::rows::BundleStatus;

/// Who reviews submitted bundles.
#[derive(Clone, Default)]
pub enum Review {
    /// Nobody, until [`super::Sandbox::approve`] or its like is called.
    #[default]
    Manual,
    /// Each is approved this long after it was submitted, and in review from half that time on.
    After(Duration),
    /// A function decides at once.
    Rule(Rule),
}

/// Decides about a submitted bundle.
pub type Rule = Arc<dyn Fn(&Submission) -> Verdict + Send + Sync>;

impl Review {
    /// A function decides at once.
    pub fn rule(decide: impl Fn(&Submission) -> Verdict + Send + Sync + 'static) -> Self {
        Self::Rule(Arc::new(decide))
    }

    /// Approves what has everything that its policy asks for, and rejects the rest with the codes of
    /// what is missing.
    #[must_use]
    pub fn by_requirements() -> Self {
        Self::rule(|submission| {
            if submission.missing.is_empty() {
                Verdict::Approve
            } else {
                Verdict::Reject {
                    codes: vec![18602],
                    reason: format!("missing: {}", submission.missing.join(", ")),
                }
            }
        })
    }
}

impl fmt::Debug for Review {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Manual => f.write_str("Manual"),
            Self::After(time) => f.debug_tuple("After").field(time).finish(),
            Self::Rule(_) => f.write_str("Rule(..)"),
        }
    }
}

/// A submitted bundle, for the function that decides about it.
#[derive(Debug, Clone, PartialEq, Eq)]
#[non_exhaustive]
pub struct Submission {
    /// The bundle (`BU…`).
    pub sid: String,
    /// Its account.
    pub account_sid: String,
    /// Its policy.
    pub policy_sid: String,
    /// Its name.
    pub friendly_name: String,
    /// Requirements of its policy that it does not meet.
    pub missing: Vec<String>,
}

/// What the reviewer says.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Verdict {
    /// Approved.
    Approve,
    /// Rejected.
    Reject {
        /// Numbers for `errors`, 18601 to 18609; `errors` is null without any, as it often is.
        codes: Vec<u32>,
        /// `FailureReason` of the status callback.
        reason: String,
    },
    /// Not decided; the bundle stays in review.
    Wait,
}

/// Why a step of the review cannot be taken.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum ReviewError {
    /// There is no such bundle.
    #[error("there is no bundle {sid}; create it first, or look at `GET /v1/CustomerProfiles`")]
    NotFound {
        /// What was asked for.
        sid: String,
    },
    /// The bundle is not where the step starts.
    #[error(
        "the bundle {sid} is {status}: only a submitted bundle is reviewed; update its Status to pending-review first"
    )]
    NotSubmitted {
        /// The bundle.
        sid: String,
        /// Its status.
        status: &'static str,
    },
    /// The step was taken, and could not be written to the file.
    #[error("not kept: {problem}")]
    NotKept {
        /// What the file says.
        problem: String,
    },
}

/// Starts the review of a submitted bundle.
pub(super) fn start(shared: &Shared, sid: &str) -> Result<(), ReviewError> {
    step(shared, sid, BundleStatus::InReview, Vec::new(), None)
}

/// Gives a verdict; a bundle that nobody looked at yet is taken into review first.
pub(super) fn decide(shared: &Shared, sid: &str, verdict: Verdict) -> Result<(), ReviewError> {
    if shared.status_of(sid) == Some(BundleStatus::PendingReview) {
        start(shared, sid)?;
    }
    match verdict {
        Verdict::Wait => Ok(()),
        Verdict::Approve => step(shared, sid, BundleStatus::TwilioApproved, Vec::new(), None),
        Verdict::Reject { codes, reason } => step(
            shared,
            sid,
            BundleStatus::TwilioRejected,
            codes,
            Some(&reason),
        ),
    }
}

fn step(
    shared: &Shared,
    sid: &str,
    to: BundleStatus,
    codes: Vec<u32>,
    reason: Option<&str>,
) -> Result<(), ReviewError> {
    let mut store = shared.store();
    let from = store.bundle(sid).map(|bundle| bundle.status);
    let from = from.ok_or_else(|| ReviewError::NotFound {
        sid: sid.to_owned(),
    })?;
    if !status::may_review(from, to) {
        return Err(ReviewError::NotSubmitted {
            sid: sid.to_owned(),
            status: from.as_str(),
        });
    }
    status::set(&mut store, sid, to, Shared::now());
    let Some(bundle) = store.change_bundle(sid) else {
        return Ok(());
    };
    bundle.errors = (!codes.is_empty()).then_some(codes);
    let event = Event::of(bundle, reason);
    let kept = shared.commit(&mut store, vec![event]);
    kept.map_err(|problem| ReviewError::NotKept { problem })
}

/// Takes up what was under way when the sandbox was stopped.
#[cfg(feature = "sqlite")]
pub(super) fn resume(shared: &Arc<Shared>) {
    let waiting: Vec<Event> = {
        let store = shared.store();
        let all = store.profiles.iter().chain(store.products.iter());
        all.map(|bundle| Event::of(bundle, None)).collect()
    };
    for event in waiting {
        if event.status == BundleStatus::InReview
            && let Review::After(_) = shared.review()
        {
            // Its time was up long ago.
            let _ = decide(shared, &event.bundle, Verdict::Approve);
        }
        follow(shared, &event);
    }
}

/// Plans what follows from a change of status.
pub(super) fn follow(shared: &Arc<Shared>, event: &Event) {
    if event.status != BundleStatus::PendingReview {
        return;
    }
    let weak = Arc::downgrade(shared);
    let (sid, round) = (event.bundle.clone(), event.round);
    // A bundle that was decided about meanwhile is left alone.
    let unchanged = move |shared: &Shared, round: u64| shared.round_of(&sid) == Some(round);
    let sid = event.bundle.clone();
    match shared.review() {
        Review::Manual => {}
        Review::After(time) => {
            tokio::spawn(async move {
                tokio::time::sleep(time / 2).await;
                if let Some(shared) = weak.upgrade()
                    && unchanged(&shared, round)
                {
                    // It may be gone: then there is nothing to review.
                    let _ = start(&shared, &sid);
                }
                tokio::time::sleep(time / 2).await;
                if let Some(shared) = weak.upgrade()
                    && unchanged(&shared, round + 1)
                {
                    let _ = decide(&shared, &sid, Verdict::Approve);
                }
            });
        }
        Review::Rule(rule) => {
            tokio::spawn(async move {
                if let Some(shared) = weak.upgrade()
                    && unchanged(&shared, round)
                    && let Some(submission) = submission(&shared, &sid)
                {
                    let _ = decide(&shared, &sid, rule(&submission));
                }
            });
        }
    }
}

fn submission(shared: &Shared, sid: &str) -> Option<Submission> {
    let store = shared.store();
    let bundle = store.bundle(sid)?;
    let policy = shared.catalogue.policies.get(&bundle.policy)?;
    let found = evaluation::evaluate(&store, &shared.catalogue, policy, bundle);
    let missing = found.iter().filter(|(_, outcome)| !outcome.passed());
    Some(Submission {
        sid: sid.to_owned(),
        account_sid: bundle.account.clone(),
        policy_sid: bundle.policy.clone(),
        friendly_name: bundle.friendly_name.clone(),
        missing: missing.map(|(name, _)| name.to_owned()).collect(),
    })
}
