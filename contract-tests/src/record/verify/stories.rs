//! The recordings that are to be verified, story by story.
//!
//! Recordings of the recorder are steps of a story: their order says what was there before each.
//! Those written after documents are examples without an order: what makes something comes first,
//! then what reads, changes and deletes.
//!
//! Responsible for: choosing and ordering. Not for: sending.

use indexmap::IndexMap;

use crate::check::Subject;
use crate::record::play::UNRECORDED;
use crate::recording::{self, LoadError, Recording, RecordingFile, SourceKind};

/// Recordings that share what they know.
#[derive(Debug, Default)]
pub(super) struct Story {
    pub(super) name: String,
    pub(super) cases: Vec<Case>,
    /// Whether the recordings say, by their order, what was there before each of them.
    pub(super) in_order: bool,
    /// Whether some of its steps are missing: left out by a filter, or never recorded.
    pub(super) partial: bool,
}

/// One recording.
#[derive(Debug)]
pub(super) struct Case {
    pub(super) file: RecordingFile,
    pub(super) recording: Recording,
}

impl Case {
    /// Whether its request only reads.
    pub(super) fn is_safe(&self) -> bool {
        matches!(self.recording.request.method.as_str(), "GET" | "HEAD")
    }
}

/// The chosen recordings of a folder, and what could not be read.
#[derive(Debug, Default)]
pub(super) struct Stories {
    pub(super) chosen: Vec<Story>,
    /// All recordings, also those left out: what an operation answers is known from all of them.
    pub(super) all: Vec<Recording>,
    pub(super) failures: Vec<LoadError>,
}

/// The name of the story that examples share.
const EXAMPLES: &str = "examples";

/// Reads a folder of recordings, or one of them.
pub(super) fn read(folder: &std::path::Path, filters: &[String], subject: &Subject) -> Stories {
    let found = recording::find(folder);
    let operations: Vec<&str> = subject
        .contract
        .operations
        .keys()
        .map(String::as_str)
        .collect();
    let mut stories: IndexMap<String, Story> = IndexMap::new();
    let mut read = Stories {
        failures: found.failures,
        ..Stories::default()
    };
    for file in found.files {
        let recording = match recording::load_of(&file.path, &operations) {
            Ok(recording) => recording,
            Err(error) => {
                read.failures.push(error);
                continue;
            }
        };
        let in_order = recording.source.kind != SourceKind::Documented;
        let folder = file.name.rsplit_once('/').map_or("", |(folder, _)| folder);
        let name = if in_order { folder } else { EXAMPLES };
        let story = stories.entry(format!("{in_order} {name}")).or_default();
        name.clone_into(&mut story.name);
        story.in_order = in_order;
        story.partial |= recording.source.origin.ends_with(UNRECORDED);
        read.all.push(recording.clone());
        let holds = |text: &str| filters.iter().any(|filter| text.contains(filter.as_str()));
        if filters.is_empty() || holds(&file.name) || holds(&recording.operation) {
            story.cases.push(Case { file, recording });
        } else {
            story.partial = true;
        }
    }
    for mut story in stories.into_values() {
        if !story.in_order {
            story
                .cases
                .sort_by_key(|case| phase(&case.recording, subject));
        }
        if !story.cases.is_empty() {
            read.chosen.push(story);
        }
    }
    read
}

/// When an example has its turn. The sort is stable: names decide the rest.
fn phase(recording: &Recording, subject: &Subject) -> u8 {
    let request = &recording.request;
    match request.method.as_str() {
        "GET" | "HEAD" => 2,
        "DELETE" => 4,
        // What holds other things is made before them.
        "POST" if super::super::cleanup::is_undone(&subject.contract, &request.path) => {
            u8::from(request.path.split('/').count() > 3)
        }
        _ => 3,
    }
}
