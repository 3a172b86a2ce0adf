//! The table of rates: exchanges a second, one after the other and sixteen at a time.

use std::sync::Arc;
use std::time::{Duration, Instant};

use contract_tests::recording::{self, Recording};
use contract_tests::replay::Replayer;
use tokio::task::JoinSet;

use crate::judging::Judging;
use crate::{Failure, corpus, plain, servers, system};

/// Rounds of each candidate; the best one counts.
const ROUNDS: usize = 7;

/// How often a round goes through all recordings.
const TIMES: usize = 8;

const AT_A_TIME: [usize; 2] = [1, 16];

const CANDIDATES: [&str; 5] = [
    "replay through the generated client",
    "replay and judging",
    "replay and judging, two replay servers",
    "plain reqwest, same httpmock catch-all",
    "plain reqwest, bare hyper",
];

/// What was measured of one candidate.
#[derive(Clone, Copy)]
struct Measured {
    /// The best time of a round, for each of [`AT_A_TIME`].
    best: [Duration; 2],
    /// Processor time of all rounds, server and client together.
    processor: Duration,
}

/// Measures and prints; only one short round unless this is a benchmark.
pub(crate) async fn print(benched: bool) -> Result<(), Failure> {
    let (rounds, times) = if benched { (ROUNDS, TIMES) } else { (1, 1) };
    let replayers = [Replayer::start().await?, Replayer::start().await?].map(Arc::new);
    let recordings = playable(&replayers[0]).await?;
    let exchanges: Arc<[_]> = (0..recordings.len() * times)
        .map(|number| Arc::new(corpus::vary(&recordings, number)))
        .collect();
    let judging = Arc::new(Judging::new()?);
    let mock = servers::httpmock(&exchanges).await?;
    let to_mock = plain::shots(&exchanges, &mock.base_url())?;
    let to_bare = plain::shots(&exchanges, &servers::bare(&exchanges)?)?;

    let nothing = Measured {
        best: [Duration::MAX; 2],
        processor: Duration::ZERO,
    };
    let mut measured = [nothing; CANDIDATES.len()];
    for _ in 0..rounds {
        for (column, at_a_time) in AT_A_TIME.into_iter().enumerate() {
            for (candidate, measured) in measured.iter_mut().enumerate() {
                let (start, before) = (Instant::now(), system::processor_time());
                match candidate {
                    0 => replay(&replayers[..1], &exchanges, None, at_a_time).await?,
                    1 => replay(&replayers[..1], &exchanges, Some(&judging), at_a_time).await?,
                    2 => replay(&replayers, &exchanges, Some(&judging), at_a_time).await?,
                    3 => plain::send(&to_mock, at_a_time).await?,
                    _ => plain::send(&to_bare, at_a_time).await?,
                }
                measured.best[column] = measured.best[column].min(start.elapsed());
                if let (Some(before), Some(after)) = (before, system::processor_time()) {
                    measured.processor += after.saturating_sub(before);
                }
            }
        }
    }
    println!(
        "{} exchanges ({} recordings, varied), best of {rounds} rounds, {} build\n",
        exchanges.len(),
        recordings.len(),
        if cfg!(debug_assertions) {
            "debug"
        } else {
            "release"
        }
    );
    table(&measured, exchanges.len(), rounds);
    load(rounds)
}

fn table(measured: &[Measured; CANDIDATES.len()], exchanges: usize, rounds: usize) {
    println!(
        "{:<44} {:>10} {:>13} {:>16}",
        "exchanges a second", "one by one", "16 at a time", "µs of processor"
    );
    let all = exchanges * rounds * AT_A_TIME.len();
    for (name, of) in CANDIDATES.into_iter().zip(measured) {
        println!(
            "{name:<44} {:>10.0} {:>13.0} {:>16.0}",
            rate(exchanges, of.best[0]),
            rate(exchanges, of.best[1]),
            1e6 / rate(all, of.processor)
        );
    }
    let [_, ours, _, _, bare] = measured;
    println!(
        "{:<44} {:>9.0}% {:>12.0}% {:>15.0}%\n",
        "replay and judging to plain on bare hyper",
        share(bare.best[0], ours.best[0]),
        share(bare.best[1], ours.best[1]),
        share(bare.processor, ours.processor)
    );
}

/// The recordings that replay as recorded: what the client refuses to send cannot be measured.
async fn playable(replayer: &Replayer) -> Result<Vec<Arc<Recording>>, Failure> {
    let mut playable = Vec::new();
    for recording in corpus::load()? {
        if replayer.replay(&recording).await.problems.is_empty() {
            playable.push(recording);
        }
    }
    Ok(playable)
}

/// Replays and judges for some seconds, for a profiler to watch.
pub(crate) async fn profile(at_a_time: &str) -> Result<(), Failure> {
    let judging = Arc::new(Judging::new()?);
    let replayers = [Arc::new(Replayer::start().await?)];
    let exchanges: Arc<[_]> = playable(&replayers[0]).await?.into();
    let (at_a_time, start, mut count) = (at_a_time.parse()?, Instant::now(), 0);
    while start.elapsed() < Duration::from_secs(5) {
        replay(&replayers, &exchanges, Some(&judging), at_a_time).await?;
        count += exchanges.len();
    }
    println!("{:.0} exchanges a second", rate(count, start.elapsed()));
    Ok(())
}

/// Reads files for some seconds, for a profiler to watch.
pub(crate) fn profile_load() -> Result<(), Failure> {
    let (start, mut count) = (Instant::now(), 0);
    while start.elapsed() < Duration::from_secs(5) {
        count += corpus::load()?.len();
    }
    println!("{:.0} files read a second", rate(count, start.elapsed()));
    Ok(())
}

/// Reading the files is not replaying them, and is measured by itself.
fn load(rounds: usize) -> Result<(), Failure> {
    let files = recording::find(contract_tests::recordings()).files;
    let mut best = Duration::MAX;
    for _ in 0..rounds {
        let start = Instant::now();
        for file in &files {
            recording::load(&file.path)?;
        }
        best = best.min(start.elapsed());
    }
    println!(
        "{:<44} {:>10.0}",
        "files read a second, on one thread",
        rate(files.len(), best)
    );
    Ok(())
}

/// Replays all of them, so many at a time.
async fn replay(
    replayers: &[Arc<Replayer>],
    exchanges: &Arc<[Arc<Recording>]>,
    judging: Option<&Arc<Judging>>,
    at_a_time: usize,
) -> Result<(), Failure> {
    let mut tasks = JoinSet::new();
    for first in 0..at_a_time {
        let replayer = Arc::clone(&replayers[first % replayers.len()]);
        let exchanges = Arc::clone(exchanges);
        let judging = judging.map(Arc::clone);
        tasks.spawn(async move {
            for recording in exchanges.iter().skip(first).step_by(at_a_time) {
                let outcome = replayer.replay(recording).await;
                if let Some(problem) = outcome.problems.first() {
                    return Err(Failure::from(format!("{}: {problem}", recording.operation)));
                }
                if let Some(judging) = &judging {
                    std::hint::black_box(judging.judge(recording));
                }
            }
            Ok(())
        });
    }
    while let Some(task) = tasks.join_next().await {
        task??;
    }
    Ok(())
}

#[allow(clippy::cast_precision_loss, reason = "counts of exchanges are small")]
fn rate(count: usize, time: Duration) -> f64 {
    count as f64 / time.as_secs_f64()
}

fn share(plain: Duration, ours: Duration) -> f64 {
    100.0 * plain.as_secs_f64() / ours.as_secs_f64()
}
