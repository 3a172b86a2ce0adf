//! Import and export over everything there is: all recordings as HAR and back, hostile files, and
//! the examples of documents.
#![forbid(unsafe_code)]

use std::fs;
use std::io::{Read, Write as _};

use contract_tests::import::{self, Names, Scrubber, har};
use contract_tests::recording::{self, Fields, Recording};
use serde_json::json;

fn all() -> Vec<Recording> {
    let files = recording::find(contract_tests::recordings()).files;
    let load = |file: recording::RecordingFile| {
        recording::load(&file.path).unwrap_or_else(|error| panic!("{error}"))
    };
    files.into_iter().map(load).collect()
}

/// A recording as it must come back: scrubbed, and without headers that the body implies.
fn expected(mut recording: Recording, number: usize, scrubber: &mut Scrubber) -> Recording {
    scrubber.recording(&mut recording);
    recording.source.origin = format!("HAR all.har, entry {number}, trusthub.twilio.com");
    recording.source.kind = recording::SourceKind::Documented;
    let stated = recording.response.headers.pairs();
    let headers: Fields = stated
        .filter(|(name, value)| !(*name == "content-type" && *value == "application/json"))
        .collect();
    recording.response.headers = headers;
    recording
}

#[test]
fn every_recording_survives_export_and_import() {
    let recordings = all();
    let text = har::export(&recordings).expect("exports");
    let (imported, troubles) =
        har::import_from(text.as_bytes(), "all.har", har::Options::default());
    assert_eq!(troubles, []);
    assert_eq!(imported.len(), recordings.len());
    let mut scrubber = Scrubber::default();
    for (number, (before, (name, after))) in recordings.into_iter().zip(imported).enumerate() {
        assert_eq!(expected(before, number + 1, &mut scrubber), after, "{name}");
    }
}

#[test]
fn an_export_is_a_har_of_version_1_2() {
    let text = har::export(&all()).expect("exports");
    let read = ::har::from_str(&text).expect("a HAR");
    assert_eq!(read.version(), ::har::HarVersion::V1_2);
    let value: serde_json::Value = serde_json::from_str(&text).expect("JSON");
    for entry in value["log"]["entries"].as_array().expect("entries") {
        for name in [
            "startedDateTime",
            "time",
            "request",
            "response",
            "cache",
            "timings",
        ] {
            assert!(!entry[name].is_null(), "{name} in {entry}");
        }
        assert!(entry["response"]["redirectURL"].is_string());
    }
}

#[test]
fn imported_files_load_and_overwrite_nothing() {
    let folder = tempfile::tempdir().expect("a folder");
    let text = har::export(&all()).expect("exports");
    let mut files = 0;
    for round in 1..=2 {
        let options = har::Options {
            names: Names::beside(folder.path()),
            ..har::Options::default()
        };
        let (imported, _) = har::import_from(text.as_bytes(), "all.har", options);
        files += imported.len();
        assert_eq!(import::write(folder.path(), &imported), []);
        let found = recording::find(folder.path());
        assert_eq!(
            (found.files.len(), found.failures.len()),
            (files, 0),
            "round {round}"
        );
        for file in found.files {
            recording::load(&file.path).unwrap_or_else(|error| panic!("{error}"));
        }
    }
}

#[test]
fn broken_files_are_told_and_never_panic() {
    let good = har::export(&all()[..3]).expect("exports");
    let cut = &good[..good.len() / 2];
    let deep = "[".repeat(100_000);
    let nested = format!("{{\"log\":{{\"entries\":[{deep}");
    let cases: [(&[u8], &str); 14] = [
        (b"", "not JSON"),
        (b"\xff\xfe\x00\x01", "not JSON"),
        (b"\0\0\0\0", "not JSON"),
        (b"<html>", "not JSON"),
        (b"[]", "not an HTTP archive"),
        (b"{}", "no `log.entries`"),
        (b"\"AKIA-secret\"", "not an HTTP archive"),
        (b"{\"log\": 5}", "not an HTTP archive"),
        (b"{\"log\": {\"entries\": {}}}", "not an HTTP archive"),
        (b"{\"log\": {\"entries\": []}}", "no entries"),
        (b"\xef\xbb\xbf{\"log\": {\"entries\": []}}", "no entries"),
        (
            b"{\"log\": {\"entries\": [{\"request\": 1e999}]}}",
            "not JSON",
        ),
        (cut.as_bytes(), "not JSON"),
        (nested.as_bytes(), "not JSON"),
    ];
    for (bytes, said) in cases {
        let (_, troubles) = har::import_from(bytes, "bad.har", har::Options::default());
        let told = troubles
            .iter()
            .any(|trouble| trouble.message.contains(said));
        assert!(told, "{said}: {troubles:?}");
        assert!(
            troubles
                .iter()
                .all(|trouble| !trouble.message.contains("AKIA"))
        );
    }
    let (before, _) = har::import_from(cut.as_bytes(), "bad.har", har::Options::default());
    assert!(!before.is_empty(), "what came before the end is kept");
    let (_, missing) = har::import("/no/such/file.har".as_ref(), har::Options::default());
    assert!(missing[0].message.contains("cannot be read"));
}

/// A HAR of many entries of another site, of which only one is in memory at a time.
struct Endless {
    entry: String,
    left: usize,
    buffer: Vec<u8>,
}

impl Read for Endless {
    fn read(&mut self, into: &mut [u8]) -> std::io::Result<usize> {
        if self.buffer.is_empty() && self.left > 0 {
            self.left -= 1;
            self.buffer = self.entry.clone().into_bytes();
            let end: &[u8] = if self.left == 0 { b"]}}" } else { b"," };
            self.buffer.extend_from_slice(end);
        }
        let count = self.buffer.len().min(into.len());
        into[..count].copy_from_slice(&self.buffer[..count]);
        self.buffer.drain(..count);
        Ok(count)
    }
}

#[test]
fn a_hundred_megabytes_are_read_as_a_stream() {
    let entry = json!({
        "request": { "method": "GET", "url": "https://cdn.example/app.js" },
        "response": { "status": 200, "content": { "text": "x".repeat(1_000_000) } },
    });
    let input = Endless {
        entry: entry.to_string(),
        left: 100,
        buffer: b"{\"log\":{\"entries\":[".to_vec(),
    };
    let (recordings, troubles) = har::import_from(input, "big.har", har::Options::default());
    assert_eq!((recordings.len(), troubles.len()), (0, 1));
    assert!(
        troubles[0].message.starts_with("entries 1-100 skipped"),
        "{troubles:?}"
    );
}

#[test]
fn a_body_that_no_recording_may_have_is_told() {
    let entry = json!({
        "request": { "method": "GET", "url": "https://h.example/v1/EndUsers" },
        "response": { "status": 200, "content": { "mimeType": "text/plain", "text": "x y ".repeat(9_000_000) } },
    });
    let har = json!({ "log": { "entries": [entry] } }).to_string();
    let (recordings, troubles) =
        har::import_from(har.as_bytes(), "big.har", har::Options::default());
    assert_eq!(recordings.len(), 0);
    assert!(
        troubles[0]
            .message
            .contains("larger than a recording may be"),
        "{troubles:?}"
    );
}

#[test]
fn random_damage_never_panics() {
    let good = har::export(&all()[..6]).expect("exports").into_bytes();
    let mut random: u64 = 42;
    for _ in 0..100 {
        let mut bad = good.clone();
        for _ in 0..4 {
            random = random
                .wrapping_mul(6_364_136_223_846_793_005)
                .wrapping_add(1_442_695_040_888_963_407);
            let at = usize::try_from(random >> 33).unwrap_or_default() % bad.len();
            bad[at] = random.to_le_bytes()[2];
        }
        let (recordings, troubles) = har::import_from(&bad[..], "bad.har", har::Options::default());
        assert!(recordings.len() + troubles.len() > 0);
    }
}

#[test]
fn the_examples_of_a_document_become_recordings_that_load() {
    let folder = tempfile::tempdir().expect("a folder");
    let path = folder.path().join("document.yaml");
    let mut file = fs::File::create(&path).expect("creates");
    file.write_all(include_bytes!("examples.yaml"))
        .expect("writes");
    let document = xtask::spec::load(&path, None).unwrap_or_else(|found| panic!("{found:?}"));
    let (recordings, troubles) = import::examples::import(&document);
    let names: Vec<_> = recordings.iter().map(|(name, _)| name.as_str()).collect();
    assert_eq!(
        names,
        [
            "end_users/list-200-1.yaml",
            "end_users/list-200-2.yaml",
            "end_users/create-201-1.yaml",
            "end_users/fetch-200-1.yaml",
            "end_users/fetch-404-1.yaml",
            "end_users/delete-204-1.yaml",
            "customer_profiles/entity_assignments/fetch-200-1.yaml",
        ]
    );
    let told: Vec<_> = troubles
        .iter()
        .map(|trouble| trouble.message.as_str())
        .collect();
    assert_eq!(
        told,
        [
            "CreateEndUser (POST /v1/EndUsers): request example `lonely` is skipped: no answer has an example of this name",
            "GET /v1/EndUsers/{Sid}: example `elsewhere` is skipped: its value is not in this document",
            "FetchEndUser (GET /v1/EndUsers/{Sid}): example `refused` of status 4XX is skipped: `4XX` is not one status",
        ]
    );
    assert_eq!(import::write(folder.path(), &recordings), []);
    for (name, recording) in &recordings {
        assert_eq!(
            recording::load(&folder.path().join(name)).as_ref(),
            Ok(recording),
            "{name}"
        );
    }
    let of = |index: usize| &recordings[index].1;
    assert_eq!(
        of(1).request.query.get("PageSize"),
        Some(&["50".to_owned()][..])
    );
    assert_eq!(of(0).request.query, Fields::default());
    // No headers stand for credentials; where the document wants none, a recording says so.
    assert_eq!(of(0).request.headers, None);
    assert_eq!(of(5).request.headers, Some(Fields::default()));
    assert_eq!(
        of(2).request.form.get("Attributes"),
        Some(&[r#"{"a":"b"}"#.to_owned()][..])
    );
    assert_eq!(
        of(3).request.path,
        "/v1/EndUsers/ITbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbb"
    );
    assert_eq!(
        of(4).request.path,
        "/v1/EndUsers/ITaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa"
    );
    // From the URL, and made up: what the members say does not fit the parameters.
    assert_eq!(
        of(6).request.path,
        "/v1/CustomerProfiles/BUbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbb/EntityAssignments/BVaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa"
    );
    assert_eq!(
        of(2).source.origin,
        "example `create` of CreateEndUser 201 in document.yaml"
    );
}
