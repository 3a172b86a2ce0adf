//! SIDs.
//!
//! Responsible for: identifiers that look like the vendor's and are the same in every run with the
//! same seed. Not for: secrets; none of them is one.

/// Makes SIDs. What it makes depends on the seed and on how many were made before.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Sids {
    seed: u64,
    made: u64,
}

impl Sids {
    /// Starts with a seed.
    pub(crate) fn new(seed: u64) -> Self {
        Self { seed, made: 0 }
    }

    /// The number of the next row, and a SID for it.
    pub(crate) fn next(&mut self, prefix: &str) -> (u64, String) {
        self.made += 1;
        (self.made, self.spell(prefix, self.made))
    }

    /// How many were made.
    #[cfg(feature = "sqlite")]
    pub(crate) fn made(self) -> u64 {
        self.made
    }

    /// Goes on behind this number.
    #[cfg(feature = "sqlite")]
    pub(crate) fn skip_to(&mut self, made: u64) {
        self.made = self.made.max(made);
    }

    fn spell(self, prefix: &str, number: u64) -> String {
        let high = mix(self.seed ^ mix(number));
        let low = mix(high ^ number);
        format!("{prefix}{high:016x}{low:016x}")
    }
}

/// A fixed SID for something that has a name: the same for everybody.
pub(crate) fn named(prefix: &str, name: &str) -> String {
    let hash = |start: u64| {
        name.bytes().fold(start, |hash, byte| {
            (hash ^ u64::from(byte)).wrapping_mul(0x0000_0100_0000_01b3)
        })
    };
    let high = mix(hash(0xcbf2_9ce4_8422_2325));
    let low = mix(hash(high));
    format!("{prefix}{high:016x}{low:016x}")
}

/// The finalizer of `SplitMix64`: spreads near numbers far.
pub(crate) fn mix(number: u64) -> u64 {
    let mut z = number.wrapping_add(0x9e37_79b9_7f4a_7c15);
    z = (z ^ (z >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
    z = (z ^ (z >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
    z ^ (z >> 31)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn sids_are_repeatable_distinct_and_well_formed() {
        let made = |seed| {
            let mut sids = Sids::new(seed);
            (0..1000).map(|_| sids.next("BU").1).collect::<Vec<_>>()
        };
        assert_eq!(made(1), made(1));
        assert_ne!(made(1), made(2));
        let distinct: std::collections::BTreeSet<_> = made(1).into_iter().collect();
        assert_eq!(distinct.len(), 1000);
        assert!(distinct.iter().all(|sid| sid.len() == 34));
        assert_ne!(named("OY", "a"), named("OY", "b"));
        assert_eq!(named("OY", "a").len(), 34);
    }
}
