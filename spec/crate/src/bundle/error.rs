//! Why a step of a workflow failed: which step, on what, for which reason.

use std::fmt;
use std::time::Duration;

use crate::{Error, Sid, TransportKind};

/// A step of a workflow.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
#[non_exhaustive]
pub enum Step {
    /// `find_policy`, `find_policies`
    FindPolicy,
    /// `ensure_created`
    EnsureCreated,
    /// `ensure_object`
    EnsureObject,
    /// `ensure_assigned`
    EnsureAssigned,
    /// `ensure_number`
    EnsureNumber,
    /// `held`
    Held,
    /// `evaluate`
    Evaluate,
    /// `ensure_submitted`
    EnsureSubmitted,
    /// `resubmit`
    Resubmit,
    /// `wait_for_verdict`
    WaitForVerdict,
}

impl Step {
    /// Returns what the step does, such as `find the policy`.
    #[must_use]
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::FindPolicy => "find the policy",
            Self::EnsureCreated => "create the bundle",
            Self::EnsureObject => "create and assign the object",
            Self::EnsureAssigned => "assign the object",
            Self::EnsureNumber => "assign the phone number",
            Self::Held => "read what is assigned",
            Self::Evaluate => "evaluate the bundle",
            Self::EnsureSubmitted => "submit the bundle",
            Self::Resubmit => "submit the bundle again",
            Self::WaitForVerdict => "wait for the verdict",
        }
    }
}

impl fmt::Display for Step {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.pad(self.as_str())
    }
}

/// Why a step failed.
#[derive(Debug)]
#[non_exhaustive]
pub enum Reason {
    /// A call failed.
    Call(Error),
    /// Nothing has this name. `similar` lists names that are close to it.
    NotFound {
        /// Names that contain the one asked for, or are contained in it.
        similar: Vec<String>,
    },
    /// Several have this name, so that the step cannot know which one is meant.
    Several(Vec<Sid>),
    /// The bundle is a draft: nobody reviews it, so there will be no verdict.
    NotSubmitted,
    /// There is no verdict yet, and the time that the caller gave is over.
    NoVerdict {
        /// The last status that was seen; none where no call succeeded.
        status: Option<String>,
        /// How long the step waited.
        waited: Duration,
    },
}

impl fmt::Display for Reason {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Call(error) => error.fmt(f),
            Self::NotFound { similar } if similar.is_empty() => {
                f.write_str("nothing has this name, and no name is similar")
            }
            Self::NotFound { similar } => {
                write!(f, "nothing has this name; similar: {}", similar.join(", "))
            }
            Self::Several(sids) => {
                let sids: Vec<&str> = sids.iter().map(Sid::as_str).collect();
                write!(
                    f,
                    "several have this name, go on with the SID of the right one: {}",
                    sids.join(", ")
                )
            }
            Self::NotSubmitted => f.write_str("it is a draft, submit it first"),
            Self::NoVerdict { status, waited } => write!(
                f,
                "no verdict after {waited:.1?}, the last status is {}",
                status.as_deref().unwrap_or("not known")
            ),
        }
    }
}

/// A step of a workflow failed.
#[derive(Debug)]
#[non_exhaustive]
pub struct StepError {
    /// The step.
    pub step: Step,
    /// What it was about: a name, a SID, or the machine name of a type.
    pub subject: String,
    /// Why it failed.
    pub reason: Reason,
}

impl StepError {
    pub(super) fn new(step: Step, subject: impl fmt::Display, reason: Reason) -> Self {
        Self {
            step,
            subject: subject.to_string(),
            reason,
        }
    }

    /// Makes the error of a step from that of a call.
    pub(super) fn of<S: fmt::Display>(step: Step, subject: S) -> impl FnOnce(Error) -> Self {
        move |error| Self::new(step, subject, Reason::Call(error))
    }

    /// Returns the error of the call that failed, where it was a call.
    #[must_use]
    pub fn call(&self) -> Option<&Error> {
        match &self.reason {
            Reason::Call(error) => Some(error),
            _ => None,
        }
    }

    /// Whether the same step may succeed when it is run again.
    ///
    /// Wider than `Error::is_retryable`: every step looks at what is there before it changes
    /// anything, so it can run again even where nobody knows whether a `POST` was processed. True
    /// for status 429, every 5xx but 501, lost connections and lost time, and for a 2xx whose body
    /// was spoiled on the way. False for whole JSON of another shape, which would come again.
    #[must_use]
    pub fn is_retryable(&self) -> bool {
        match self.call() {
            Some(Error::Api(error)) => {
                error.status == 429 || (error.status >= 500 && error.status != 501)
            }
            Some(Error::Transport(error)) => {
                !matches!(error.kind, TransportKind::Setup | TransportKind::Redirected)
            }
            Some(Error::Decode(error)) => error.is_garbled,
            Some(error) => error.is_retryable(),
            None => false,
        }
    }
}

impl fmt::Display for StepError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(
            f,
            "cannot {} ({}): {}",
            self.step, self.subject, self.reason
        )
    }
}

impl std::error::Error for StepError {
    /// The text of this error holds that of the call's, so the chain goes on behind it.
    fn source(&self) -> Option<&(dyn std::error::Error + 'static)> {
        self.call().and_then(std::error::Error::source)
    }
}
