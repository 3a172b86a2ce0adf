//! Stories on an account that must be left as it was. A sandbox stands for the vendor's host.

use std::path::Path;
use std::sync::Arc;

use tokio::sync::watch;

use super::*;
use crate::record::wire::Limits;
use crate::recording::{self, Body, Recording, SourceKind};
use crate::sandbox::Sandbox;

const ACCOUNT: &str = "AC0f1e2d3c4b5a69788796a5b4c3d2e1f0";
const TOKEN: &str = "0123456789abcdef0123456789abcdef";

fn environment(name: &str) -> Option<String> {
    let value = match name {
        "TWILIO_ACCOUNT_SID" => ACCOUNT,
        "TWILIO_AUTH_TOKEN" => TOKEN,
        _ => return None,
    };
    Some(value.to_owned())
}

struct Bench {
    subject: Subject,
    target: Target,
    wire: Wire,
    credentials: Credentials,
    out: tempfile::TempDir,
}

impl Bench {
    fn new(sandbox: &Sandbox) -> Self {
        let spec = xtask::workspace::path("spec/trusthub_v1.yaml");
        let overlays = xtask::workspace::path("spec/overlays");
        let subject = Subject::load(&spec, Some(&overlays)).expect("the document");
        let target = Target::new(sandbox.base_url(), subject.server.as_deref())
            .expect("a target")
            .into_live();
        Self {
            wire: Wire::new(&target, Limits::seconds(5)).expect("a client"),
            credentials: Credentials::of(&target, false, environment).expect("credentials"),
            out: tempfile::tempdir().expect("a folder"),
            subject,
            target,
        }
    }

    fn scenario(&self, steps: &str) -> Scenario {
        let path = self.out.path().join("story.scenario");
        let text = format!(
            "scenario: 1\nabout: a test\nvariables: {{ mail: real@person.org }}\nsteps:\n{steps}"
        );
        std::fs::write(&path, text).expect("writes");
        let file = recording::RecordingFile {
            name: "story".to_owned(),
            path,
        };
        let scenario = super::super::scenario::load(&file).expect("a scenario");
        super::super::scenario::check(&scenario, &self.subject.contract).expect("it fits");
        scenario
    }

    async fn play(&self, steps: &str, stop: Stop, set: &[(String, String)]) -> Played {
        let scenario = self.scenario(steps);
        let mut player = Player {
            target: &self.target,
            wire: &self.wire,
            credentials: &self.credentials,
            subject: &self.subject,
            date: "2026-11-22",
            stop,
            mock: false,
        };
        let mut disk = Disk::new(self.out.path());
        player.play(&scenario, set, &mut disk).await
    }

    fn recording(&self, name: &str) -> Recording {
        let path = self.out.path().join(format!("story/{name}.yaml"));
        let text = std::fs::read_to_string(&path).expect("reads");
        for secret in [
            ACCOUNT,
            &ACCOUNT[2..],
            TOKEN,
            "real@person.org",
            "contract-tests ",
        ] {
            assert!(!text.contains(secret), "{secret} in\n{text}");
        }
        recording::load(&path).unwrap_or_else(|error| panic!("{error}"))
    }
}

const USER: &str = "  - name: 01-create
    proves: it is made
    send: POST /v1/EndUsers
    form: { FriendlyName: Kim, Type: authorized_representative_1, Attributes: { email: '{mail}' } }
    as: user
";
const DOCUMENT: &str = "  - name: 02-create
    proves: it is made
    send: POST /v1/SupportingDocuments
    form: { FriendlyName: Home, Type: customer_profile_address }
    as: document
";

/// What was created and deleted, in order.
fn changes(sandbox: &Sandbox) -> Vec<(String, String)> {
    let requests = sandbox.requests().into_iter();
    requests
        .filter(|request| request.method != "GET")
        .map(|request| {
            let resource = request
                .path
                .split('/')
                .nth(2)
                .unwrap_or_default()
                .to_owned();
            (request.method, resource)
        })
        .collect()
}

fn pairs(expected: &[(&str, &str)]) -> Vec<(String, String)> {
    let owned = |(method, path): &(&str, &str)| ((*method).to_owned(), (*path).to_owned());
    expected.iter().map(owned).collect()
}

#[tokio::test]
async fn what_was_created_is_marked_and_deleted_newest_first() {
    let sandbox = Sandbox::start().await.expect("starts");
    let bench = Bench::new(&sandbox);
    let set = [("mail".to_owned(), "somebody@else.org".to_owned())];
    let played = bench
        .play(&format!("{USER}{DOCUMENT}"), Stop::never(), &set)
        .await;
    assert_eq!((played.problems, played.left_behind), (vec![], vec![]));
    let expected = [
        ("POST", "EndUsers"),
        ("POST", "SupportingDocuments"),
        ("DELETE", "SupportingDocuments"),
        ("DELETE", "EndUsers"),
    ];
    assert_eq!(changes(&sandbox), pairs(&expected));
    let recording = bench.recording("01-create");
    assert_eq!(recording.source.kind, SourceKind::Live);
    assert!(recording.source.seal.is_some());
    let Body::Json(body) = &recording.response.body else {
        panic!("JSON");
    };
    // The value of the scenario is public; the one that the user gave is not.
    assert_eq!(body["friendly_name"], "Kim");
    assert_eq!(
        recording.request.form.get("FriendlyName"),
        Some(&["Kim".to_owned()][..])
    );
    assert_eq!(body["attributes"]["email"], "person1@01-create.example");
}

#[tokio::test]
async fn a_story_that_fails_is_cleaned_up_too() {
    let sandbox = Sandbox::start().await.expect("starts");
    let bench = Bench::new(&sandbox);
    let fails = "  - name: 02-fails\n    proves: x\n    send: GET /v1/Policies/{user.nothing}\n";
    let played = bench
        .play(&format!("{USER}{fails}"), Stop::never(), &[])
        .await;
    assert!(
        played.problems[0].contains("nothing is known for `{user.nothing}`"),
        "{played:?}"
    );
    assert_eq!(
        changes(&sandbox),
        pairs(&[("POST", "EndUsers"), ("DELETE", "EndUsers")])
    );
}

#[tokio::test]
async fn an_interrupted_story_finishes_its_exchange_and_is_cleaned_up() {
    let sandbox = Sandbox::start().await.expect("starts");
    sandbox.set_faults("latency:300".parse());
    let bench = Bench::new(&sandbox);
    let (sender, stop): (watch::Sender<bool>, Stop) = Stop::when();
    let sender = Arc::new(sender);
    let later = Arc::clone(&sender);
    tokio::spawn(async move {
        tokio::time::sleep(Duration::from_millis(100)).await;
        let _ = later.send(true);
    });
    let played = bench.play(&format!("{USER}{DOCUMENT}"), stop, &[]).await;
    assert!(
        played.problems[0].contains("stopped before `02-create`"),
        "{played:?}"
    );
    assert_eq!(played.files.len(), 1, "the exchange under way is recorded");
    assert_eq!(
        changes(&sandbox),
        pairs(&[("POST", "EndUsers"), ("DELETE", "EndUsers")])
    );
}

#[tokio::test]
async fn what_cannot_be_deleted_is_told() {
    let sandbox = Sandbox::start().await.expect("starts");
    let bench = Bench::new(&sandbox);
    let breaks =
        "  - name: 02-breaks\n    proves: x\n    send: GET /v1/Policies\n    expect: 404\n";
    let scenario = bench
        .play(&format!("{USER}{breaks}"), Stop::never(), &[])
        .await;
    assert_eq!(scenario.left_behind, Vec::<String>::new());
    let mut cleanup = Cleanup::default();
    let made = serde_json::json!({ "sid": "IT1" });
    cleanup.note(&bench.subject.contract, "POST", "/v1/EndUsers", Some(&made));
    cleanup.note(
        &bench.subject.contract,
        "POST",
        "/v1/ComplianceInquiries/Tollfree/Initialize",
        Some(&made),
    );
    sandbox.set_faults("503".parse());
    let player = Player {
        target: &bench.target,
        wire: &bench.wire,
        credentials: &bench.credentials,
        subject: &bench.subject,
        date: "",
        stop: Stop::never(),
        mock: false,
    };
    assert_eq!(
        player.clean(&mut cleanup).await,
        ["DELETE /v1/EndUsers/IT1: status 503"]
    );
}

#[tokio::test]
async fn a_refusal_for_now_is_tried_again() {
    let sandbox = Sandbox::start().await.expect("starts");
    sandbox.set_faults("429:0*2".parse());
    let bench = Bench::new(&sandbox);
    let played = bench.play(USER, Stop::never(), &[]).await;
    assert_eq!(played.problems, Vec::<String>::new());
    let statuses: Vec<u16> = sandbox
        .requests()
        .iter()
        .map(|request| request.status)
        .collect();
    assert_eq!(statuses, [429, 429, 201, 204]);
}

#[tokio::test]
async fn another_kind_of_evidence_is_never_written_over() {
    let sandbox = Sandbox::start().await.expect("starts");
    let mut bench = Bench::new(&sandbox);
    let played = bench.play(USER, Stop::never(), &[]).await;
    assert_eq!(played.files, [("story/01-create".to_owned(), Fate::New)]);
    let again = bench.play(USER, Stop::never(), &[]).await;
    assert_eq!(
        again.files,
        [("story/01-create".to_owned(), Fate::Unchanged)]
    );
    let before = bench.recording("01-create");
    bench.target =
        Target::new(sandbox.base_url(), bench.subject.server.as_deref()).expect("a target");
    let played = bench.play(USER, Stop::never(), &[]).await;
    assert!(played.problems[0].contains("another kind"), "{played:?}");
    assert_eq!(bench.recording("01-create"), before);
    assert!(Path::new(bench.out.path()).exists());
}
