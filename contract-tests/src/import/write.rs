//! Imported recordings to the disk.
//!
//! Responsible for: writing each as a new file, whole or not at all, and never over another one.

use std::fs::{self, OpenOptions};
use std::io::{self, Write as _};
use std::path::Path;

use crate::model::Trouble;
use crate::recording::{Recording, to_yaml};

/// Writes recordings below a folder; a [`Trouble`] for each that was not written.
#[must_use]
pub fn write(folder: &Path, recordings: &[(String, Recording)]) -> Vec<Trouble> {
    let mut troubles = Vec::new();
    for (name, recording) in recordings {
        let path = folder.join(name);
        let written = to_yaml(recording)
            .map_err(|error| error.to_string())
            .and_then(|text| write_new(&path, &text).map_err(|error| error.to_string()));
        if let Err(why) = written {
            troubles.push(Trouble {
                file: path.display().to_string(),
                line: None,
                message: format!("was not written: {why}"),
                help: "import again: existing files are never written over, and get new names"
                    .to_owned(),
            });
        }
    }
    troubles
}

fn write_new(path: &Path, text: &str) -> io::Result<()> {
    if let Some(folder) = path.parent() {
        fs::create_dir_all(folder)?;
    }
    let mut file = OpenOptions::new().write(true).create_new(true).open(path)?;
    file.write_all(text.as_bytes()).inspect_err(|_| {
        // Half a recording would be worse than none.
        let _ = fs::remove_file(path);
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::recording;

    #[test]
    fn new_files_are_written_and_old_ones_kept() {
        let folder = tempfile::tempdir().expect("a folder");
        let path = crate::recordings().join("end_users/delete.yaml");
        let one = recording::load(&path).unwrap_or_else(|error| panic!("{error}"));
        let recordings = [("a/b.yaml".to_owned(), one.clone())];
        assert_eq!(write(folder.path(), &recordings), []);
        assert_eq!(recording::load(&folder.path().join("a/b.yaml")), Ok(one));
        fs::write(folder.path().join("a/b.yaml"), "mine").expect("writes");
        let troubles = write(folder.path(), &recordings);
        assert!(
            troubles.len() == 1 && troubles[0].file.ends_with("b.yaml"),
            "{troubles:?}"
        );
        let kept = fs::read_to_string(folder.path().join("a/b.yaml")).expect("reads");
        assert_eq!(kept, "mine");
    }
}
