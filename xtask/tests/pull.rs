//! Pulling: what is taken, what is refused, and what is told. HTTP itself is tested where it lives,
//! in `contract-tests/tests/fetch.rs`.

use std::fs;
use std::path::{Path, PathBuf};

use tempfile::TempDir;
use xtask::pull::Command;

const SPEC: &str = "openapi: 3.0.1
info: { title: Things, version: '1' }
paths:
  /v1/Things:
    get:
      operationId: FetchThing
      responses:
        '200': { description: found, content: { application/json: { schema: { type: object, properties: { sid: { type: string }, name: { type: string } } } } } }
servers: [{ url: https://things.example }]
";

const OVERLAY: &str = "overlay: 1.0.0
info: { title: The name is always there, version: 1.0.0 }
x-why: a reason
x-evidence: [a fact]
x-expect:
  - target: $.paths['/v1/Things'].get.responses['200'].content['application/json'].schema
    has: { properties: { name: { type: string } } }
    lacks: [required]
actions:
  - target: $.paths['/v1/Things'].get.responses['200'].content['application/json'].schema
    update: { required: [name] }
";

/// A repository in small.
struct Place {
    dir: TempDir,
    command: Command,
}

fn place() -> Place {
    let dir = tempfile::tempdir().unwrap();
    let at = |path: &str| dir.path().join(path);
    for folder in ["spec/overlays", "recordings/things"] {
        fs::create_dir_all(at(folder)).unwrap();
    }
    fs::write(at("spec/things.yaml"), SPEC).unwrap();
    fs::write(at("spec/overlays/10-name.yaml"), OVERLAY).unwrap();
    fs::write(
        at("recordings/things/fetch.yaml"),
        "recording: 1\noperation: FetchThing\n",
    )
    .unwrap();
    fs::write(
        at("recordings/things/other.yaml"),
        "recording: 1\noperation: Other\n",
    )
    .unwrap();
    let command = Command {
        url: "https://vendor.example/main/things.yaml?raw=1".to_owned(),
        file: None,
        spec: at("spec/things.yaml"),
        overlays: at("spec/overlays"),
        recordings: at("recordings"),
        folder: at("spec/.pulled"),
    };
    Place { dir, command }
}

impl Place {
    /// Pulls from a server that gives this text.
    fn pull(&self, text: &str) -> Result<(String, bool), String> {
        let fetched = self.command.run_with(|_, file| {
            fs::write(file, text).unwrap();
            Ok(())
        });
        assert_eq!(
            fs::read_to_string(&self.command.spec).unwrap(),
            SPEC,
            "spec/ was touched"
        );
        fetched
    }

    fn pulled(&self) -> Vec<PathBuf> {
        let entries =
            fs::read_dir(&self.command.folder).map(|entries| entries.map(|e| e.unwrap().path()));
        entries.map(Iterator::collect).unwrap_or_default()
    }
}

#[test]
fn the_same_document_is_no_drift() {
    let place = place();
    let (text, well) = place
        .pull(&SPEC.replace("description: found", "description: anew"))
        .unwrap();
    assert!(well, "{text}");
    assert!(
        text.contains("no effective change") && text.contains("nothing to do"),
        "{text}"
    );
    assert_eq!(place.pulled(), [place.command.folder.join("things.yaml")]);
}

#[test]
fn drift_is_told_with_overlays_recordings_items_and_steps() {
    let place = place();
    let (text, well) = place
        .pull(&SPEC.replace("sid: { type: string }", "id: { type: string }"))
        .unwrap();
    assert!(!well);
    for part in [
        "[response-property-removed]",
        "perhaps renamed to `id`",
        "recordings that may fail:",
        "things/fetch.yaml",
        "the crate, with its overlays: major",
        "- pub field things::FetchThingResponse::sid: Option<String>",
        "next:",
    ] {
        assert!(text.contains(part), "no `{part}` in\n{text}");
    }
    assert!(
        !text.contains("other.yaml") && !text.contains("overlay to look at"),
        "{text}"
    );
}

#[test]
fn a_stale_overlay_is_named() {
    let place = place();
    let (text, well) = place
        .pull(&SPEC.replace("name: { type: string }", "name: { type: integer }"))
        .unwrap();
    assert!(!well);
    assert!(
        text.contains("overlay to look at:") && text.contains("10-name.yaml"),
        "{text}"
    );
    // The vendor corrected what the overlay says: nothing is left to change.
    let (text, well) = place
        .pull(&SPEC.replace(
            "schema: { type: object,",
            "schema: { type: object, required: [name],",
        ))
        .unwrap();
    assert!(!well);
    assert!(
        text.contains("10-name.yaml: the overlay expects nothing at"),
        "{text}"
    );
}

#[test]
fn anything_else_is_refused_and_nothing_is_left_behind() {
    let place = place();
    for (text, words) in [
        (
            "<!DOCTYPE html><title>Log in</title>",
            "a web page: <!DOCTYPE html>",
        ),
        (
            "{\"message\": \"API rate limit exceeded\"}",
            "JSON that describes no API",
        ),
        ("404: Not Found", "no OpenAPI document"),
        ("", "the file is empty"),
        ("swagger: '2.0'\n", "openapi-version"),
        (&SPEC[..SPEC.find("servers:").unwrap()], "names no server"),
        (
            &SPEC[..SPEC.find("responses:").unwrap()],
            "no OpenAPI document",
        ),
        (
            &SPEC.replace("things.example", "others.example"),
            "another API: https://others.example",
        ),
    ] {
        let error = place.pull(text).unwrap_err();
        assert!(error.contains(words), "{text}: {error}");
        assert!(place.pulled().is_empty(), "{text}");
    }
}

#[test]
fn a_failure_keeps_what_was_pulled_before() {
    let place = place();
    place.pull(SPEC).unwrap();
    place.pull("<html>").unwrap_err();
    let failed = place
        .command
        .run_with(|_, _| Err("error: no network\n".to_owned()));
    assert_eq!(failed.unwrap_err(), "error: no network\n");
    assert_eq!(
        fs::read_to_string(place.command.folder.join("things.yaml")).unwrap(),
        SPEC
    );
    assert_eq!(place.pulled().len(), 1);
}

#[test]
fn a_file_is_taken_instead_of_a_url() {
    let place = place();
    let file = place.dir.path().join("downloaded.yaml");
    fs::write(&file, SPEC).unwrap();
    let no_network = |_: &str, _: &Path| -> Result<(), String> { panic!("nothing is fetched") };
    let command = Command {
        file: Some(file),
        ..place.command.clone()
    };
    let (text, well) = command.run_with(no_network).unwrap();
    assert!(well, "{text}");
    let missing = Command {
        file: Some("no-such-file".into()),
        ..place.command
    };
    assert!(
        missing
            .run_with(no_network)
            .unwrap_err()
            .contains("cannot read no-such-file")
    );
}

#[test]
fn names_from_urls_stay_in_the_folder() {
    for (url, name) in [
        ("https://a.example/b/c.yaml", "c.yaml"),
        ("https://a.example/b/c.json#x", "c.json"),
        ("https://a.example/", "document.yaml"),
        ("https://a.example/..%2f..%2fevil.yaml", "document.yaml"),
        ("https://a.example/.hidden.yaml", "document.yaml"),
    ] {
        let place = place();
        let command = Command {
            url: url.to_owned(),
            ..place.command.clone()
        };
        command
            .run_with(|_, file| fs::write(file, SPEC).map_err(|e| e.to_string()))
            .unwrap();
        assert_eq!(place.pulled(), [place.command.folder.join(name)], "{url}");
    }
}

#[test]
fn the_vendors_document_of_today_is_no_drift() {
    let file =
        Path::new(env!("CARGO_MANIFEST_DIR")).join("../../shared/upstream/twilio_trusthub_v1.yaml");
    if !file.exists() {
        return eprintln!("skipped: {} is not here", file.display());
    }
    let dir = tempfile::tempdir().unwrap();
    let command = Command {
        file: Some(file),
        folder: dir.path().to_owned(),
        ..Command::default()
    };
    let (text, well) = command.run().unwrap();
    assert!(well, "{text}");
}
