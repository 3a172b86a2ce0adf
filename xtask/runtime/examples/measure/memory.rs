//! What this process holds.

use std::alloc::System;

use stats_alloc::{Region, StatsAlloc};

/// Bytes that are allocated and not given back, and how often memory was asked for.
pub(crate) struct Meter(Region<'static, System>);

impl Meter {
    pub(crate) fn start(allocator: &'static StatsAlloc<System>) -> Self {
        Self(Region::new(allocator))
    }

    /// Bytes held now beyond those at the start; below zero where some were given back.
    pub(crate) fn held(&self) -> i64 {
        let change = self.0.change();
        let signed = |bytes: usize| i64::try_from(bytes).unwrap_or(i64::MAX);
        // What a reallocation adds or gives back is in these two as well.
        signed(change.bytes_allocated) - signed(change.bytes_deallocated)
    }

    /// How often memory was asked for since the start.
    pub(crate) fn count(&self) -> usize {
        let change = self.0.change();
        change.allocations + change.reallocations
    }
}

/// Bytes as kibibytes, for people.
pub(crate) fn kib(bytes: i64) -> i64 {
    bytes / 1024
}
