//! Recordings to the disk, exchange by exchange.
//!
//! Responsible for: scrubbing before anything is written, the seal, writing whole files only and
//! only those that changed, and telling which files of a story nobody produced any more. Not for:
//! deleting anything: that is a person's decision.

use std::collections::BTreeSet;
use std::path::{Path, PathBuf};

use crate::import::{Scrubber, check};
use crate::recording::{self, Recording, SourceKind, seal};

/// What became of a file.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Fate {
    New,
    Changed,
    Unchanged,
}

/// The folder that recordings go to.
#[derive(Debug)]
pub(super) struct Disk {
    folder: PathBuf,
    written: BTreeSet<String>,
}

impl Disk {
    pub(super) fn new(folder: &Path) -> Self {
        Self {
            folder: folder.to_owned(),
            written: BTreeSet::new(),
        }
    }

    /// The file of a recording.
    pub(super) fn path(&self, name: &str) -> PathBuf {
        self.folder.join(format!("{name}.yaml"))
    }

    /// Scrubs, seals and writes one recording. Where only the day is another one, the file stays as
    /// it is: a difference that says nothing hides those that do.
    pub(super) fn write(
        &mut self,
        name: &str,
        mut recording: Recording,
        scrubber: &mut Scrubber,
    ) -> Result<Fate, String> {
        scrubber.recording(&mut recording);
        let path = self.path(name);
        let before = path
            .exists()
            .then(|| {
                let operations = [recording.operation.as_str()];
                recording::load_of(&path, &operations).ok()
            })
            .flatten();
        self.written.insert(name.to_owned());
        if let Some(before) = &before {
            let (old, new) = (before.source.kind, recording.source.kind);
            if old != new {
                return Err(format!(
                    "{} holds a recording of another kind ({old:?}, this one is {new:?}), which is \
                     not written over: name another folder with --out, or delete the file",
                    path.display()
                ));
            }
            let day = std::mem::replace(&mut recording.source.date, before.source.date.clone());
            recording.source.seal.clone_from(&before.source.seal);
            if recording == *before {
                return Ok(Fate::Unchanged);
            }
            recording.source.date = day;
        }
        recording.source.seal = None;
        if recording.source.kind == SourceKind::Live {
            recording.source.seal = Some(seal::seal(&recording));
        }
        let recording = check(recording)?;
        let existed = path.exists();
        recording::save(&path, &recording).map_err(|error| {
            let cause = std::error::Error::source(&error)
                .map_or_else(String::new, |cause| format!(": {cause}"));
            format!("{error}{cause}")
        })?;
        Ok(if existed { Fate::Changed } else { Fate::New })
    }

    /// Files of a story that this run did not produce.
    pub(super) fn left_over(&self, story: &str) -> Vec<String> {
        let folder = self.folder.join(story);
        if !folder.is_dir() {
            return Vec::new();
        }
        let names = recording::find(&folder).files.into_iter();
        names
            .map(|file| format!("{story}/{}", file.name))
            .filter(|name| !self.written.contains(name))
            .collect()
    }
}
