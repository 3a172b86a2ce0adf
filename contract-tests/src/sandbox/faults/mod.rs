//! Faults on demand.
//!
//! Responsible for: which faults happen to a request, by header, flag or library call, and what they
//! do to an answer. Dice are thrown from a seed, so that a run can be repeated. Not for: HTTP.

mod drift;
mod spec;

use std::sync::atomic::{AtomicU64, Ordering};
use std::sync::{Mutex, PoisonError};

use super::answer::Refusal;
use super::store::sids;

pub(crate) use drift::bend;
pub use spec::{Fault, FaultError, FaultRule};

/// The header with which one request asks for faults.
pub const HEADER: &str = "x-sandbox-fault";

/// Rules, and how often each still applies.
#[derive(Debug)]
pub(crate) struct Faults {
    rules: Mutex<Vec<FaultRule>>,
    seed: u64,
    thrown: AtomicU64,
}

impl Faults {
    pub(crate) fn new(rules: Vec<FaultRule>, seed: u64) -> Self {
        Self {
            rules: Mutex::new(rules),
            seed,
            thrown: AtomicU64::new(0),
        }
    }

    /// Replaces the rules.
    pub(crate) fn set(&self, rules: Vec<FaultRule>) {
        *self.rules.lock().unwrap_or_else(PoisonError::into_inner) = rules;
    }

    /// The rules as they are now.
    pub(crate) fn rules(&self) -> Vec<FaultRule> {
        let rules = self.rules.lock().unwrap_or_else(PoisonError::into_inner);
        rules.clone()
    }

    /// The faults of one request: those that it asks for, then those of the rules.
    pub(crate) fn choose(&self, asked: Option<&str>) -> Result<Vec<Fault>, FaultError> {
        let mut chosen = Vec::new();
        for rule in FaultRule::parse_list(asked.unwrap_or_default())? {
            if self.throws(rule.rate) {
                chosen.push(rule.fault);
            }
        }
        let mut rules = self.rules.lock().unwrap_or_else(PoisonError::into_inner);
        for rule in rules.iter_mut() {
            if rule.times == Some(0) || !self.throws(rule.rate) {
                continue;
            }
            rule.times = rule.times.map(|times| times - 1);
            chosen.push(rule.fault);
        }
        Ok(chosen)
    }

    fn throws(&self, rate: f64) -> bool {
        if rate >= 1.0 {
            return true;
        }
        let count = self.thrown.fetch_add(1, Ordering::Relaxed);
        // 32 bits are plenty for a share of requests, and fit a float exactly.
        let number = (sids::mix(self.seed ^ count) >> 32) as u32;
        f64::from(number) < rate * f64::from(u32::MAX)
    }
}

/// The refusal that a fault gives before a request is processed.
pub(crate) fn before(fault: Fault) -> Option<Refusal> {
    match fault {
        Fault::TooManyRequests(_) => Some(Refusal::new(429, 20429, "Too many requests")),
        Fault::Status(status) => Some(failure(status)),
        _ => None,
    }
}

/// The refusal that a fault gives after a request was processed.
pub(crate) fn after(fault: Fault) -> Option<Refusal> {
    match fault {
        Fault::StatusAfter(status) => Some(failure(status)),
        _ => None,
    }
}

/// The page of a gateway that waited too long.
pub(crate) const GATEWAY_PAGE: &str = "<html>\n<head><title>504 Gateway Time-out</title></head>\n\
    <body>\n<h1>The upstream did not answer in time</h1>\n</body>\n</html>\n";

fn failure(status: u16) -> Refusal {
    let code = if status == 503 { 20503 } else { 20500 };
    Refusal::new(status, code, "Something went wrong on our side")
}
