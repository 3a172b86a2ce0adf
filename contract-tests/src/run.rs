//! Replaying a folder of recordings.
//!
//! Responsible for: choosing recordings by filter, replaying several at a time, and counting.
//! Recordings are read one by one while others are replayed, so memory does not grow with their
//! number. Not for: printing, see [`crate::report`].

use std::collections::{BTreeSet, HashMap};
use std::path::Path;
use std::sync::Arc;
use std::time::{Duration, Instant};

use tokio::task::JoinSet;

use crate::recording::{self, LoadError, RecordingFile};
use crate::replay::{Outcome, Replayer};
use crate::server::StartError;

/// How many exchanges are replayed at the same time unless the user says otherwise.
pub const JOBS: usize = 16;

/// What a run showed.
#[derive(Debug, Default)]
pub struct Summary {
    /// How many recordings were replayed.
    pub replayed: usize,
    /// How many differences have a reason.
    pub justified: usize,
    /// The operations that were replayed.
    pub operations: BTreeSet<String>,
    /// Recordings whose replay is not as recorded, in name order.
    pub failed: Vec<Failed>,
    /// Files that could not be replayed, in name order.
    pub unusable: Vec<LoadError>,
    /// Recordings during whose replay this program panicked, in name order.
    pub crashed: Vec<String>,
    /// How long it took.
    pub elapsed: Duration,
}

/// A recording whose replay is not as recorded.
#[derive(Debug)]
pub struct Failed {
    /// Its operation.
    pub operation: String,
    /// Its file.
    pub file: RecordingFile,
    /// What was wrong.
    pub outcome: Outcome,
}

impl Summary {
    /// True when something was replayed and all of it is as recorded.
    #[must_use]
    pub fn is_green(&self) -> bool {
        let all_well =
            self.failed.is_empty() && self.unusable.is_empty() && self.crashed.is_empty();
        all_well && self.replayed > 0
    }
}

/// Replays the recordings of a folder, or of one file.
///
/// A recording is chosen when its name or its operation holds one of the filters; without filters,
/// all are.
///
/// # Errors
/// When the replay server does not start. Everything else is in the [`Summary`].
pub async fn run(
    recordings: &Path,
    filters: &[String],
    jobs: usize,
) -> Result<Summary, StartError> {
    let start = Instant::now();
    let replayer = Arc::new(Replayer::start().await?);
    let found = recording::find(recordings);
    let mut summary = Summary {
        unusable: found.failures,
        ..Summary::default()
    };
    let mut running = Running::default();
    for file in found.files {
        if running.tasks.len() >= jobs.max(1) {
            running.join_next(&mut summary).await;
        }
        let (replayer, filters, name) =
            (Arc::clone(&replayer), filters.to_vec(), file.name.clone());
        let task = running
            .tasks
            .spawn(async move { one(&replayer, file, &filters).await });
        running.names.insert(task.id(), name);
    }
    while !running.tasks.is_empty() {
        running.join_next(&mut summary).await;
    }
    summary
        .failed
        .sort_by(|one, other| one.file.name.cmp(&other.file.name));
    summary
        .unusable
        .sort_by(|one, other| one.path.cmp(&other.path));
    summary.crashed.sort_unstable();
    summary.elapsed = start.elapsed();
    Ok(summary)
}

/// The replays that are not done yet, and the names of their recordings.
#[derive(Default)]
struct Running {
    tasks: JoinSet<Done>,
    names: HashMap<tokio::task::Id, String>,
}

impl Running {
    async fn join_next(&mut self, summary: &mut Summary) {
        match self.tasks.join_next_with_id().await {
            None => {}
            Some(Ok((id, done))) => {
                self.names.remove(&id);
                summary.take(done);
            }
            Some(Err(error)) => summary.crashed.extend(self.names.remove(&error.id())),
        }
    }
}

/// What became of one file.
enum Done {
    NotChosen,
    Unusable(LoadError),
    Replayed {
        operation: String,
        file: RecordingFile,
        outcome: Outcome,
    },
}

async fn one(replayer: &Replayer, file: RecordingFile, filters: &[String]) -> Done {
    let holds = |text: &str| filters.iter().any(|filter| text.contains(filter.as_str()));
    let chosen = filters.is_empty() || holds(&file.name);
    match recording::load(&file.path) {
        // The operation of a broken file is not known: it fails in every run.
        Err(error) => Done::Unusable(error),
        Ok(recording) if chosen || holds(&recording.operation) => {
            let operation = recording.operation.clone();
            let outcome = replayer.replay(&Arc::new(recording)).await;
            Done::Replayed {
                operation,
                file,
                outcome,
            }
        }
        Ok(_) => Done::NotChosen,
    }
}

impl Summary {
    fn take(&mut self, done: Done) {
        match done {
            Done::NotChosen => {}
            Done::Unusable(error) => self.unusable.push(error),
            Done::Replayed {
                operation,
                file,
                outcome,
            } => {
                self.replayed += 1;
                self.justified += outcome.justified.len();
                self.operations.insert(operation.clone());
                if !outcome.problems.is_empty() {
                    self.failed.push(Failed {
                        operation,
                        file,
                        outcome,
                    });
                }
            }
        }
    }
}
