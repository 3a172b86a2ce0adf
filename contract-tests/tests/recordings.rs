//! The recordings as a whole: each operation has one, and each file says what the format can hold.
#![forbid(unsafe_code)]

use std::collections::BTreeSet;

use contract_tests::dispatch::OPERATIONS;
use contract_tests::recording::{self, Recording, RecordingFile};

fn all() -> Vec<(RecordingFile, Recording)> {
    let found = recording::find(contract_tests::recordings());
    assert!(found.failures.is_empty(), "{:?}", found.failures);
    let load = |file: RecordingFile| match recording::load(&file.path) {
        Ok(recording) => (file, recording),
        Err(error) => panic!("{error}"),
    };
    found.files.into_iter().map(load).collect()
}

#[test]
fn every_operation_has_a_recorded_success() {
    let succeeded: BTreeSet<_> = all()
        .into_iter()
        .filter(|(_, recording)| recording.response.is_success())
        .map(|(_, recording)| recording.operation)
        .collect();
    let missing: Vec<_> = OPERATIONS
        .iter()
        .filter(|operation| !succeeded.contains(**operation))
        .collect();
    assert!(
        missing.is_empty(),
        "write a recording with a 2xx status for each of {missing:?}"
    );
}

#[test]
fn every_recording_is_written_as_it_was_read() {
    let folder = tempfile::tempdir().expect("a folder");
    let path = folder.path().join("again.yaml");
    for (file, recording) in all() {
        recording::save(&path, &recording).unwrap_or_else(|error| panic!("{}: {error}", file.name));
        assert_eq!(
            recording::load(&path).as_ref(),
            Ok(&recording),
            "{}",
            file.name
        );
    }
}

#[test]
fn every_recording_says_in_one_line_what_it_proves() {
    for (file, recording) in all() {
        let proves = &recording.proves;
        assert!(
            proves.chars().count() <= 100 && !proves.contains('\n'),
            "{}: {proves}",
            file.name
        );
    }
}

#[test]
fn refusals_of_each_kind_are_recorded() {
    let recorded: BTreeSet<_> = all()
        .iter()
        .map(|(_, recording)| recording.response.status)
        .collect();
    for status in [200, 201, 204, 400, 401, 404, 409, 429, 500, 503, 504] {
        assert!(
            recorded.contains(&status),
            "no recording with status {status}"
        );
    }
}
