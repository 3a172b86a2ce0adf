//! The generated client beside the same calls by hand, in time and allocations.
//!
//! Rounds of the two follow one another in turns, each first in every other pair; the figure is the
//! median of the ratios pair by pair. What slows the machine down for longer than a pair takes hits
//! both sides and leaves the ratio as it is.

use std::alloc::System;
use std::time::Instant;

use stats_alloc::{Region, StatsAlloc};

use crate::Failure;
use crate::call::{CASES, Calls, Case, Side};

/// Pairs of rounds of each case.
const PAIRS: usize = 400;

/// Prints the table. It does not judge: the machine may be busy.
pub(crate) fn print(
    allocator: &'static StatsAlloc<System>,
    pairs: Option<usize>,
) -> Result<(), Failure> {
    let calls = Calls::start()?;
    println!(
        "{:<26} {:>10} {:>10} {:>8} {:>18} {:>14}",
        "one call of", "by hand", "generated", "median", "95 % confidence", "allocations"
    );
    for (case, times) in CASES {
        let measured = measure(&calls, case, times, pairs.unwrap_or(PAIRS))?;
        let (low, high) = measured.interval();
        let [by_hand, generated] = Side::BOTH.map(|side| measured.seconds(side) * 1e6);
        let more = |ratio: f64| (ratio - 1.0) * 100.0;
        println!(
            "{:<26} {by_hand:>7.1} µs {generated:>7.1} µs {:>+7.1}% {:>+7.1}% … {:>+5.1}% {:>6} → {}",
            case.name(Side::Generated),
            more(measured.median()),
            more(low),
            more(high),
            allocations(allocator, &calls, case, Side::ByHand)?,
            allocations(allocator, &calls, case, Side::Generated)?,
        );
    }
    Ok(())
}

/// Seconds for one call: of one side and of the other, pair by pair.
struct Measured(Vec<[f64; 2]>);

fn measure(calls: &Calls, case: Case, times: usize, pairs: usize) -> Result<Measured, Failure> {
    let mut measured = Vec::with_capacity(pairs);
    // The first pairs warm up.
    for pair in 0..pairs + 5 {
        let mut seconds = [0.0; 2];
        let turns = if pair % 2 == 0 { [0, 1] } else { [1, 0] };
        for turn in turns {
            let started = Instant::now();
            for _ in 0..times {
                calls.call(case, Side::BOTH[turn])?;
            }
            seconds[turn] = started.elapsed().as_secs_f64() / f64::from(u32::try_from(times)?);
        }
        if pair >= 5 {
            measured.push(seconds);
        }
    }
    Ok(Measured(measured))
}

impl Side {
    const BOTH: [Self; 2] = [Self::ByHand, Self::Generated];
}

impl Measured {
    fn seconds(&self, side: Side) -> f64 {
        let index = usize::from(side == Side::Generated);
        let sorted = sorted(self.0.iter().map(|pair| pair[index]));
        sorted[sorted.len() / 2]
    }

    fn ratios(&self) -> Vec<f64> {
        sorted(
            self.0
                .iter()
                .map(|[by_hand, generated]| generated / by_hand),
        )
    }

    fn median(&self) -> f64 {
        let ratios = self.ratios();
        ratios[ratios.len() / 2]
    }

    /// Between which two ratios the true median lies, with 95 % confidence: order statistics, which
    /// assume nothing about how the ratios are distributed.
    fn interval(&self) -> (f64, f64) {
        let ratios = self.ratios();
        #[allow(
            clippy::cast_precision_loss,
            clippy::cast_possible_truncation,
            clippy::cast_sign_loss,
            reason = "a number of pairs is small"
        )]
        let spread = (0.98 * (ratios.len() as f64).sqrt()).ceil() as usize;
        let middle = ratios.len() / 2;
        let low = middle.saturating_sub(spread);
        let high = (middle + spread).min(ratios.len() - 1);
        (ratios[low], ratios[high])
    }
}

fn sorted(values: impl Iterator<Item = f64>) -> Vec<f64> {
    let mut values: Vec<f64> = values.collect();
    values.sort_by(f64::total_cmp);
    values
}

/// How often one call asks for memory.
fn allocations(
    allocator: &'static StatsAlloc<System>,
    calls: &Calls,
    case: Case,
    side: Side,
) -> Result<usize, Failure> {
    const CALLS: usize = 10;
    let region = Region::new(allocator);
    for _ in 0..CALLS {
        calls.call(case, side)?;
    }
    let change = region.change();
    Ok((change.allocations + change.reallocations) / CALLS)
}
