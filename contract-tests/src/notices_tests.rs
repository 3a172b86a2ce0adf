use super::*;
use crate::recording;

fn recorded(date: &str, origin: &str) -> Recording {
    let path = crate::recordings().join("end_users/delete.yaml");
    let mut recording = recording::load(&path).unwrap_or_else(|error| panic!("{error}"));
    recording.source.date = date.to_owned();
    recording.source.origin = origin.to_owned();
    recording
}

fn told(date: &str, origin: &str) -> Vec<String> {
    let today = "2026-11-22".parse().expect("a date");
    let document = "2026-03-24".parse().ok();
    notices(
        &recorded(date, origin),
        "a.yaml",
        today,
        MAX_AGE_DAYS,
        document,
    )
    .into_iter()
    .map(|trouble| trouble.message)
    .collect()
}

#[test]
fn an_old_recording_is_told() {
    assert_eq!(
        told("2025-11-22", "x"),
        [""; 0],
        "365 days are not more than 365"
    );
    assert_eq!(
        told("2025-11-21", "x"),
        ["the recording is 366 days old, more than 365"]
    );
    assert_eq!(
        told("2024-11-21", "x"),
        ["the recording is 731 days old, more than 365"]
    );
    assert_eq!(
        told("2026-11-23", "x"),
        ["the recording is of 2026-11-23, which is still to come"]
    );
}

#[test]
fn a_recording_of_another_document_is_told() {
    assert_eq!(
        told("2026-11-22", "public API document of 2026-03-24"),
        [""; 0]
    );
    assert_eq!(
        told("2026-11-22", "public API document of 2023-11-17"),
        ["made after the document of 2023-11-17, judged by the one of 2026-03-24"]
    );
    for unclear in [
        "public API document",
        "document of yesterday",
        "document of 2026",
        "document of ü",
    ] {
        assert_eq!(told("2026-11-22", unclear), [""; 0], "{unclear}");
    }
}

#[test]
fn the_document_of_this_repository_says_its_date() {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("../spec/trusthub_v1.yaml");
    let text = fs::read_to_string(path).expect("reads");
    assert!(document_date(&text).is_some());
}

#[test]
fn recordings_that_no_test_plays_are_told() {
    let folder = tempfile::tempdir().expect("a folder");
    let write = |name: &str, text: &str| {
        let path = folder.path().join(name);
        fs::create_dir_all(path.parent().expect("a parent")).expect("makes");
        fs::write(path, text).expect("writes");
    };
    write("recordings/a.yaml", "recording: 1\n");
    write("recordings/.drafts/b.yaml", "# later\n\nrecording: 1\n");
    write("other/c.yml", "---\nrecording: 1\n");
    write("other/d.yaml", "openapi: 3.0.1\n");
    write("other/e.md", "recording: 1\n");
    fs::write(folder.path().join("other/f.yaml"), [0xff, 0x00]).expect("writes");
    let played = recording::find(&folder.path().join("recordings")).files;
    let told: Vec<_> = unplayed(folder.path(), &played)
        .into_iter()
        .filter_map(|trouble| Some(trouble.file.rsplit_once('/')?.1.to_owned()))
        .collect();
    assert_eq!(told, ["c.yml", "b.yaml"]);
}

#[test]
fn every_recording_of_this_repository_is_played() {
    let here = Path::new(env!("CARGO_MANIFEST_DIR"));
    let played = recording::find(crate::recordings()).files;
    assert_eq!(unplayed(here, &played), []);
}
