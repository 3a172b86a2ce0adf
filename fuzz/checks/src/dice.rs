//! Choices that look random and are the same in every run and on every machine (`SplitMix64`).

/// Makes choices.
#[derive(Debug)]
pub struct Dice(u64);

impl Dice {
    /// Starts anywhere.
    #[must_use]
    pub fn new(seed: u64) -> Self {
        Self(seed)
    }

    /// So many bytes of choices.
    pub fn choices(&mut self, bytes: usize) -> Vec<u8> {
        let words = (0..bytes.div_ceil(8)).map(|_| self.next());
        words.flat_map(u64::to_le_bytes).take(bytes).collect()
    }

    fn next(&mut self) -> u64 {
        self.0 = self.0.wrapping_add(0x9E37_79B9_7F4A_7C15);
        let mut mixed = self.0;
        mixed = (mixed ^ (mixed >> 30)).wrapping_mul(0xBF58_476D_1CE4_E5B9);
        mixed = (mixed ^ (mixed >> 27)).wrapping_mul(0x94D0_49BB_1331_11EB);
        mixed ^ (mixed >> 31)
    }
}
