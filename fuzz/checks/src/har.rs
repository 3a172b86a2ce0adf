//! Target `har`: any HTTP archive.
//!
//! Every entry becomes a recording that can be written and read back, or is named with a reason. What
//! was imported can be exported, and imported again as the same exchanges.

use contract_tests::import::har::{Options, export, import_from};
use contract_tests::recording::{Recording, load, save};

use crate::scratch;

/// The check.
pub fn check(data: &[u8]) {
    let (recordings, troubles) = import_from(data, "fuzz.har", Options::default());
    assert!(
        !recordings.is_empty() || !troubles.is_empty(),
        "nothing came of it, and nobody says why"
    );
    for trouble in &troubles {
        assert!(
            !trouble.message.is_empty() && !trouble.help.is_empty(),
            "{trouble:?}"
        );
    }
    let path = scratch::path("imported.yaml");
    for (name, recording) in &recordings {
        let kind = std::path::Path::new(name).extension();
        assert!(
            kind.is_some_and(|kind| kind == "yaml") && !name.contains(".."),
            "{name}"
        );
        if let Err(error) = save(&path, recording) {
            panic!("an imported recording cannot be written: {error}\n{recording:?}");
        }
        match load(&path) {
            Ok(read) => assert_eq!(*recording, read, "written and read back"),
            Err(error) => panic!("an imported recording is refused: {error}\n{recording:?}"),
        }
    }
    if recordings.is_empty() {
        return;
    }
    let all: Vec<&Recording> = recordings.iter().map(|(_, recording)| recording).collect();
    let text = export(all.iter().copied()).expect("what was imported can be exported");
    let (again, troubles) = import_from(text.as_bytes(), "again.har", Options::default());
    assert_eq!(
        again.len(),
        recordings.len(),
        "exported and imported: {troubles:?}"
    );
    for ((_, first), (_, second)) in recordings.iter().zip(&again) {
        assert_eq!(first.operation, second.operation);
        assert_eq!(first.response.status, second.response.status);
    }
}
