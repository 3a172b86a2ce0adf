//! Playing a folder of recordings: each is read, replayed through the client and judged.
//!
//! Responsible for: choosing recordings by filter, working on several at a time, and handing each
//! result on as soon as it is there. Recordings are read one by one while others are played, so
//! memory does not grow with their number. Not for: adding up (`check`) and printing (`report`).

use std::collections::{BTreeSet, HashMap};
use std::path::Path;
use std::sync::Arc;

use tokio::task::{Id, JoinError, JoinSet};

use crate::dispatch;
use crate::finding::Finding;
use crate::judge::contract::Contract;
use crate::judge::{Judge, client};
use crate::recording::{self, LoadError, Recording, RecordingFile};
use crate::replay::{Outcome, Replayer};
use crate::server::StartError;

/// How many exchanges are played at the same time unless the user says otherwise.
pub const JOBS: usize = 16;

/// What recordings are held against.
#[derive(Debug, Clone)]
pub struct Witnesses {
    /// The document.
    pub contract: Arc<Contract>,
    /// Whether the client was generated from that very document.
    pub same_document: bool,
}

/// One recording that was played.
#[derive(Debug)]
pub struct Played {
    /// What it says.
    pub recording: Arc<Recording>,
    /// Its file.
    pub file: RecordingFile,
    /// What the replay showed; none where the client has no such operation.
    pub outcome: Option<Outcome>,
    /// What both witnesses found.
    pub findings: Vec<Finding>,
}

/// What could not be played.
#[derive(Debug, Default)]
pub struct Unplayed {
    /// Files that are no usable recordings, in name order.
    pub unusable: Vec<LoadError>,
    /// Recordings at which this program panicked, in name order.
    pub crashed: Vec<String>,
    /// How many recordings the filters left out.
    pub left_out: usize,
}

/// Plays the recordings of a folder, or one file, and hands each on to `take`.
///
/// A recording is chosen when its name or its operation holds one of the filters; without filters,
/// all are.
///
/// # Errors
/// When the replay server does not start. Everything else is handed on or in [`Unplayed`].
pub async fn play(
    recordings: &Path,
    filters: &[String],
    jobs: usize,
    witnesses: Witnesses,
    mut take: impl FnMut(Played),
) -> Result<Unplayed, StartError> {
    let found = recording::find(recordings);
    let client = dispatch::OPERATIONS.iter().copied();
    let document = witnesses.contract.operations.keys();
    let operations: BTreeSet<&str> = document.map(String::as_str).chain(client).collect();
    let operations = operations.into_iter().map(str::to_owned).collect();
    let player = Arc::new(Player {
        replayer: Replayer::start().await?,
        operations,
        has_client: witnesses.contract.is_of(twilio_trusthub::SERVER),
        judge: Judge::new(witnesses.contract),
        same_document: witnesses.same_document,
        filters: filters.to_vec(),
    });
    let mut unplayed = Unplayed {
        unusable: found.failures,
        ..Unplayed::default()
    };
    let mut running = Running::default();
    for file in found.files {
        if running.tasks.len() >= jobs.max(1) {
            running.next(&mut unplayed, &mut take).await;
        }
        let (player, name) = (Arc::clone(&player), file.name.clone());
        let task = running.tasks.spawn(async move { player.play(file).await });
        running.names.insert(task.id(), name);
    }
    while !running.tasks.is_empty() {
        running.next(&mut unplayed, &mut take).await;
    }
    unplayed
        .unusable
        .sort_by(|one, other| one.path.cmp(&other.path));
    unplayed.crashed.sort_unstable();
    Ok(unplayed)
}

/// What became of one file.
enum Done {
    LeftOut,
    Unusable(LoadError),
    Played(Box<Played>),
}

struct Player {
    replayer: Replayer,
    judge: Judge,
    same_document: bool,
    /// Whether the client is one for the API of the document: operations of another API can have
    /// the same names.
    has_client: bool,
    /// Those of the document, and those that only the client has.
    operations: Vec<String>,
    filters: Vec<String>,
}

impl Player {
    fn chooses(&self, text: &str) -> bool {
        self.filters.is_empty()
            || self
                .filters
                .iter()
                .any(|filter| text.contains(filter.as_str()))
    }

    async fn play(&self, file: RecordingFile) -> Done {
        let operations: Vec<&str> = self.operations.iter().map(String::as_str).collect();
        let recording = match recording::load_of(&file.path, &operations) {
            // The operation of a broken file is not known: it fails in every run.
            Err(error) => return Done::Unusable(error),
            Ok(recording) => Arc::new(recording),
        };
        if !self.chooses(&file.name) && !self.chooses(&recording.operation) {
            return Done::LeftOut;
        }
        let mut findings = self.judge.judge(&recording, Some(&file));
        let mut outcome = None;
        if self.has_client && dispatch::template(&recording.operation).is_some() {
            let replayed = self.replayer.replay(&recording).await;
            let same = self.same_document;
            findings.extend(client::findings(
                &replayed,
                &recording,
                Some(&file),
                &findings,
                same,
            ));
            outcome = Some(replayed);
        }
        Done::Played(Box::new(Played {
            recording,
            file,
            outcome,
            findings,
        }))
    }
}

/// The recordings under way, and their names.
#[derive(Default)]
struct Running {
    tasks: JoinSet<Done>,
    names: HashMap<Id, String>,
}

impl Running {
    async fn next(&mut self, unplayed: &mut Unplayed, take: &mut impl FnMut(Played)) {
        let Some(joined) = self.tasks.join_next_with_id().await else {
            return;
        };
        match joined {
            Ok((id, done)) => {
                self.names.remove(&id);
                match done {
                    Done::LeftOut => unplayed.left_out += 1,
                    Done::Unusable(error) => unplayed.unusable.push(error),
                    Done::Played(played) => take(*played),
                }
            }
            Err(error) => unplayed.crashed.extend(self.name_of(&error)),
        }
    }

    fn name_of(&mut self, error: &JoinError) -> Option<String> {
        self.names.remove(&error.id())
    }
}
