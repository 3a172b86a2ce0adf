//! Submitting a bundle and waiting for what the reviewers say.

use std::time::Duration;

use backon::{BackoffBuilder as _, ExponentialBuilder};
use tokio::time::{Instant, sleep};

use super::ensured::Ensured;
use super::error::{Reason, Step, StepError};
use super::kind::{Bundle, BundleSid};
use crate::Client;
use crate::customer_profiles::Status;

/// What the review came to.
#[derive(Debug, Clone, PartialEq)]
#[non_exhaustive]
pub enum Verdict<B> {
    /// `twilio-approved`
    Approved(B),
    /// `provisionally-approved`
    ProvisionallyApproved(B),
    /// `twilio-rejected`: [`Bundle::reasons`] may say why. Mend it, then [`resubmit`].
    Rejected(B),
}

impl<B> Verdict<B> {
    /// Returns the bundle as it is now.
    pub fn into_bundle(self) -> B {
        match self {
            Self::Approved(bundle)
            | Self::ProvisionallyApproved(bundle)
            | Self::Rejected(bundle) => bundle,
        }
    }
}

/// Makes sure that a draft is submitted for review.
///
/// A bundle in any other status is left alone and returned: one that was rejected too, since
/// sending it again unchanged brings the same answer. See [`resubmit`].
///
/// # Errors
///
/// That of a call.
pub async fn ensure_submitted<S: BundleSid>(
    client: &Client,
    bundle: &S,
) -> Result<Ensured<S::Resource>, StepError> {
    submit_from(&Status::Draft, Step::EnsureSubmitted, client, bundle).await
}

/// Submits a bundle again that was rejected, and no other.
///
/// # Errors
///
/// That of a call.
pub async fn resubmit<S: BundleSid>(
    client: &Client,
    bundle: &S,
) -> Result<Ensured<S::Resource>, StepError> {
    submit_from(&Status::TwilioRejected, Step::Resubmit, client, bundle).await
}

async fn submit_from<S: BundleSid>(
    from: &Status,
    step: Step,
    client: &Client,
    bundle: &S,
) -> Result<Ensured<S::Resource>, StepError> {
    let failed = |error| StepError::of(step, bundle)(error);
    let found = bundle.fetch(client).await.map_err(failed)?;
    if status(&found) != *from {
        return Ok(Ensured::Found(found));
    }
    match bundle.submit(client).await {
        Ok(bundle) => Ok(Ensured::Made(bundle)),
        // Another run may have been faster; then there is nothing left to do.
        Err(error) if matches!(error.status(), Some(400 | 409)) => {
            let now = bundle.fetch(client).await.map_err(failed)?;
            if status(&now) == *from {
                Err(failed(error))
            } else {
                Ok(Ensured::Found(now))
            }
        }
        Err(error) => Err(failed(error)),
    }
}

/// How long to wait for a verdict, and how often to ask.
///
/// A review takes from minutes to days. A status callback tells its end at once; waiting is for
/// scripts and tests, and for what a callback missed.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
#[must_use]
pub struct Wait {
    at_most: Duration,
    first_pause: Duration,
    longest_pause: Duration,
}

impl Wait {
    /// Waits this long at most, with pauses that grow from 2 seconds to a minute. The last question
    /// is asked when the time is over; how long it may take is the client's setting.
    pub fn at_most(time: Duration) -> Self {
        Self {
            at_most: time,
            first_pause: Duration::from_secs(2),
            longest_pause: Duration::from_secs(60),
        }
    }

    /// Sets the first pause; each further one is twice as long. The jitter takes up to half of it off.
    pub fn first_pause(mut self, pause: Duration) -> Self {
        self.first_pause = pause;
        self
    }

    /// Sets the longest pause.
    pub fn longest_pause(mut self, pause: Duration) -> Self {
        self.longest_pause = pause;
        self
    }

    /// Pauses without end. backon adds up to the whole delay as jitter, so half of it is the beginning.
    fn pauses(self) -> impl Iterator<Item = Duration> + Send {
        ExponentialBuilder::new()
            .with_min_delay(self.first_pause / 2)
            .with_max_delay(self.longest_pause / 2)
            .without_max_times()
            .with_jitter()
            .build()
    }
}

/// Asks for the status of a bundle until there is a verdict.
///
/// A call that failed and may succeed later is no reason to give up. Dropping the future loses
/// nothing: the verdict is the API's to keep.
///
/// ```no_run
/// # use std::time::Duration;
/// # use twilio_trusthub::{Client, CustomerProfileSid, bundle::{self, Bundle as _, Verdict, Wait}};
/// # async fn example(client: Client, profile: CustomerProfileSid) -> Result<(), bundle::StepError> {
/// let wait = Wait::at_most(Duration::from_secs(3600));
/// match bundle::wait_for_verdict(&client, &profile, wait).await? {
///     Verdict::Rejected(profile) => println!("{:?}", profile.reasons()),
///     verdict => println!("{} may be used", verdict.into_bundle().sid),
/// }
/// # Ok(())
/// # }
/// ```
///
/// # Errors
///
/// `Reason::NotSubmitted` for a draft, `Reason::NoVerdict` when the time is over. Or that of a call.
pub async fn wait_for_verdict<S: BundleSid>(
    client: &Client,
    bundle: &S,
    wait: Wait,
) -> Result<Verdict<S::Resource>, StepError> {
    let failed = |reason| StepError::new(Step::WaitForVerdict, bundle, reason);
    let start = Instant::now();
    // A time beyond what a clock can hold never ends.
    let deadline = start.checked_add(wait.at_most);
    let mut pauses = wait.pauses();
    let mut last = None;
    loop {
        let over = deadline.is_some_and(|deadline| Instant::now() >= deadline);
        match bundle.fetch(client).await {
            Ok(found) => match status(&found) {
                Status::TwilioApproved => return Ok(Verdict::Approved(found)),
                Status::ProvisionallyApproved => return Ok(Verdict::ProvisionallyApproved(found)),
                Status::TwilioRejected => return Ok(Verdict::Rejected(found)),
                Status::Draft => return Err(failed(Reason::NotSubmitted)),
                other => last = Some(other.as_str().to_owned()),
            },
            Err(error) if error.is_retryable() => {}
            Err(error) => return Err(failed(Reason::Call(error))),
        }
        if over {
            let (status, waited) = (last, start.elapsed());
            return Err(failed(Reason::NoVerdict { status, waited }));
        }
        // The last question is asked at the very end.
        let pause = pauses.next().unwrap_or(wait.longest_pause);
        let left = deadline.map(|deadline| deadline.saturating_duration_since(Instant::now()));
        sleep(left.map_or(pause, |left| left.min(pause))).await;
    }
}

/// Both kinds of bundle have the same states; the names of one serve for both.
fn status(bundle: &impl Bundle) -> Status {
    Status::from(bundle.status_text())
}
