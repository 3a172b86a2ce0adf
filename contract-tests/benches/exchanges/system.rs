//! What the system says about this process, where it says anything.

use std::time::Duration;

/// Peak resident memory in MiB.
pub(crate) fn peak_memory() -> Option<u64> {
    let status = std::fs::read_to_string("/proc/self/status").ok()?;
    let line = status.lines().find(|line| line.starts_with("VmHWM:"))?;
    let kib: u64 = line.split_whitespace().nth(1)?.parse().ok()?;
    Some(kib / 1024)
}

/// Processor time of all threads so far. Unlike time on the clock, it does not count the neighbours
/// on a shared machine.
pub(crate) fn processor_time() -> Option<Duration> {
    let stat = std::fs::read_to_string("/proc/self/stat").ok()?;
    // The name of the program, in brackets, can hold spaces.
    let (_, numbers) = stat.rsplit_once(") ")?;
    let mut ticks = numbers.split(' ').skip(11).take(2).map(str::parse::<u64>);
    let (user, system) = (ticks.next()?.ok()?, ticks.next()?.ok()?);
    // Linux counts a hundred ticks a second for programs, on every machine.
    Some(Duration::from_millis((user + system) * 10))
}
