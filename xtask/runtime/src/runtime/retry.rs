//! When a request is sent again, and after which pause. Does not send anything itself.

use std::time::Duration;

use backon::{BackoffBuilder, ExponentialBuilder};

use super::error::{Error, TransportKind};
use super::method::Method;

/// When a failed request is sent again.
///
/// Only what is safe is repeated: status 429 with any method, because such a request was never
/// processed; and with `GET`, `HEAD`, `OPTIONS` and `DELETE` also broken or refused connections
/// and every 5xx but 501. A `POST` is never repeated when it may have been processed.
///
/// Pauses grow exponentially and are jittered. A `Retry-After` of the server is honoured as a
/// minimum; one longer than `max_retry_after` ends the call, since an earlier attempt would only
/// be refused again. No pause goes beyond the time limit of the call.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Retry {
    max_attempts: u32,
    base_delay: Duration,
    max_delay: Duration,
    max_retry_after: Duration,
    attempt_timeout: Option<Duration>,
}

impl Default for Retry {
    fn default() -> Self {
        Self {
            max_attempts: 3,
            base_delay: Duration::from_millis(500),
            max_delay: Duration::from_secs(20),
            max_retry_after: Duration::from_secs(60),
            attempt_timeout: None,
        }
    }
}

impl Retry {
    /// Returns the default rule: 3 attempts, pauses from half a second, at most 20 seconds.
    #[must_use]
    pub fn new() -> Self {
        Self::default()
    }

    /// Returns the rule that sends each request once.
    #[must_use]
    pub fn none() -> Self {
        Self::default().max_attempts(1)
    }

    /// Sets how often a request is sent at most, the first time included. 0 counts as 1.
    #[must_use]
    pub fn max_attempts(mut self, attempts: u32) -> Self {
        self.max_attempts = attempts.max(1);
        self
    }

    /// Sets the first pause; each further one is twice as long. The jitter takes up to half of it off.
    #[must_use]
    pub fn base_delay(mut self, delay: Duration) -> Self {
        self.base_delay = delay;
        self
    }

    /// Sets the longest pause, other than one that the server asks for.
    #[must_use]
    pub fn max_delay(mut self, delay: Duration) -> Self {
        self.max_delay = delay;
        self
    }

    /// Sets the longest `Retry-After` that is waited for.
    #[must_use]
    pub fn max_retry_after(mut self, delay: Duration) -> Self {
        self.max_retry_after = delay;
        self
    }

    /// Limits each attempt, so that a hanging one does not use up the time of the whole call. It
    /// ends as `TransportKind::AttemptTimeout` and is repeated as a broken connection is: never
    /// for a `POST`. By default an attempt may take all the time that the call has left.
    #[must_use]
    pub fn attempt_timeout(mut self, timeout: Duration) -> Self {
        self.attempt_timeout = Some(timeout);
        self
    }

    pub(crate) fn attempt_limit(self) -> Option<Duration> {
        self.attempt_timeout
    }

    /// The pauses of one call; as many as there may be further attempts.
    pub(crate) fn delays(self) -> impl Iterator<Item = Duration> + Send {
        // backon adds up to the whole delay as jitter, so half of it is the beginning.
        ExponentialBuilder::new()
            .with_min_delay(self.base_delay / 2)
            .with_max_delay(self.max_delay / 2)
            .with_max_times(usize::try_from(self.max_attempts - 1).unwrap_or(usize::MAX))
            .with_jitter()
            .build()
    }

    /// The pause before the next attempt; none where there must not be one.
    ///
    /// `left` is the rest of the call's time, where it is limited.
    pub(crate) fn pause(
        self,
        error: &Error,
        delays: &mut impl Iterator<Item = Duration>,
        left: Option<Duration>,
    ) -> Option<Duration> {
        let asked = match error {
            Error::Api(error) if error.retryable => error.retry_after.unwrap_or_default(),
            // A POST that found no connection was not sent and could be repeated. It is not, to keep
            // the rule one that can be remembered: a POST is repeated after 429 and nothing else.
            Error::Transport(error) if error.repeatable && error.kind != TransportKind::Timeout => {
                Duration::ZERO
            }
            _ => return None,
        };
        if asked > self.max_retry_after {
            return None;
        }
        let pause = delays.next()?.max(asked);
        left.is_none_or(|left| pause < left).then_some(pause)
    }
}

/// Whether a request that got this status can be sent again.
pub(crate) fn is_retryable_status(method: Method, status: u16) -> bool {
    status == 429 || (method.is_repeatable() && status >= 500 && status != 501)
}
