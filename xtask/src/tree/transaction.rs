//! The steps of one write: stage, replace, then finish or undo.

use std::collections::BTreeSet;
use std::fs;
use std::path::{Path, PathBuf};

use super::{ASIDE, Change, Kind, STAGED, TreeError, failed, with_suffix};

/// What a write has done so far, to be finished or undone.
#[derive(Default)]
pub(super) struct Transaction {
    /// Folders that this write made.
    folders: Vec<PathBuf>,
    /// Folders that are there, made or not.
    known: BTreeSet<PathBuf>,
    staged: BTreeSet<PathBuf>,
    moved_aside: Vec<PathBuf>,
    moved_in: Vec<PathBuf>,
}

impl Transaction {
    pub(super) fn stage(&mut self, changes: &[&Change]) -> Result<(), TreeError> {
        for change in changes.iter().filter(|change| change.kind != Kind::Orphan) {
            if let Some(folder) = change.path.parent() {
                self.make_folder(folder)?;
            }
            let staged = with_suffix(&change.path, STAGED);
            self.staged.insert(staged.clone());
            fs::write(&staged, &change.new).map_err(failed("write", &change.path))?;
        }
        Ok(())
    }

    fn make_folder(&mut self, folder: &Path) -> Result<(), TreeError> {
        if !self.known.insert(folder.to_owned()) {
            return Ok(());
        }
        let missing = folder
            .ancestors()
            .take_while(|path| !path.as_os_str().is_empty() && !path.exists());
        self.folders.extend(missing.map(Path::to_owned));
        fs::create_dir_all(folder).map_err(failed("make the folder", folder))
    }

    pub(super) fn replace(&mut self, changes: &[&Change]) -> Result<(), TreeError> {
        for change in changes {
            let path = &change.path;
            if change.kind != Kind::Missing {
                fs::rename(path, with_suffix(path, ASIDE)).map_err(failed("move aside", path))?;
                self.moved_aside.push(path.clone());
            }
            if change.kind != Kind::Orphan {
                fs::rename(with_suffix(path, STAGED), path).map_err(failed("write", path))?;
                self.moved_in.push(path.clone());
            }
        }
        Ok(())
    }

    /// From here on the new state is whole; a leftover that cannot be removed is only untidy, and
    /// the next run removes it as an orphan.
    pub(super) fn finish(self) {
        for path in self.moved_aside {
            let _ = fs::remove_file(with_suffix(&path, ASIDE));
        }
    }

    pub(super) fn undo(self) {
        for path in self.moved_in.iter().rev() {
            let _ = fs::remove_file(path);
        }
        for path in self.moved_aside.iter().rev() {
            let _ = fs::rename(with_suffix(path, ASIDE), path);
        }
        for staged in &self.staged {
            let _ = fs::remove_file(staged);
        }
        // Only folders that this write made, innermost first; one that is not empty stays.
        let mut folders = self.folders;
        folders.sort_by_key(|folder| std::cmp::Reverse(folder.components().count()));
        for folder in folders {
            let _ = fs::remove_dir(folder);
        }
    }
}
