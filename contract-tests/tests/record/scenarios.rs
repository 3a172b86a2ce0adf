//! The recorder through its command, against the sandbox and against servers that misbehave.

use std::fs;
use std::net::TcpListener;
use std::path::Path;

use contract_tests::dispatch::OPERATIONS;
use contract_tests::recording::{self, SourceKind};
use contract_tests::sandbox::Sandbox;

use crate::support::{FETCH, files, folder, run, scenario, server, text, write_scenario};

#[tokio::test]
async fn recording_the_sandbox_and_replaying_gives_no_finding() {
    let sandbox = Sandbox::start().await.expect("starts");
    let out = folder();
    let arguments = [
        "record",
        "--base-url",
        sandbox.base_url(),
        "--out",
        text(out.path()),
    ];
    let (good, printed) = run(&arguments).await;
    assert!(good, "{printed}");
    let first = files(out.path());
    assert!(first.len() > 100, "{}", first.len());

    let (good, printed) = run(&["--recordings", text(out.path())]).await;
    assert!(good && printed.starts_with("ok: "), "{printed}");
    assert!(
        printed.contains(&format!("{0} of {0} operations", OPERATIONS.len())),
        "{printed}"
    );

    for file in recording::find(out.path()).files {
        let recording = recording::load(&file.path).unwrap_or_else(|error| panic!("{error}"));
        assert_eq!(recording.source.kind, SourceKind::Sandbox, "{}", file.name);
        assert_eq!(recording.source.seal, None);
    }
    let port = sandbox.base_url().rsplit(':').next().expect("a port");
    for (name, text) in &first {
        // What the run sent, what the environment holds, and where the server stood.
        for secret in [
            "password-of-nobody",
            "token-of-the-environment",
            "5a3d0b000000",
            "a1b2c3d4",
            port,
            "127.0.0.1",
        ] {
            assert!(!text.contains(secret), "{name} holds {secret}:\n{text}");
        }
    }

    // Another server, another port, other SIDs, another moment: the same files.
    let other = Sandbox::builder().seed(7).start().await.expect("starts");
    let arguments = [
        "record",
        "--base-url",
        other.base_url(),
        "--out",
        text(out.path()),
    ];
    let (good, printed) = run(&arguments).await;
    assert!(good && printed.contains("0 new, 0 changed"), "{printed}");
    assert_eq!(files(out.path()), first);
}

#[tokio::test]
async fn a_sandbox_is_left_as_it_was() {
    let sandbox = Sandbox::start().await.expect("starts");
    let out = folder();
    let base = [
        "record",
        "--base-url",
        sandbox.base_url(),
        "--out",
        text(out.path()),
    ];
    // Stops in the middle, with an end user created.
    let steps = "  - name: 01-create\n    proves: it is made\n    send: POST /v1/EndUsers\n    form: { FriendlyName: Kim, Type: authorized_representative_1 }\n    as: user\n  - name: 02-fails\n    proves: it is not there\n    send: GET /v1/EndUsers/IT00000000000000000000000000000000\n";
    let scenarios = scenario(steps);
    let (good, printed) =
        run(&[&base[..], &["--scenarios", text(scenarios.path())]].concat()).await;
    assert!(
        !good && printed.contains("story.yaml:9: story/02-fails: the server answers with 404"),
        "{printed}"
    );
    let deleted = sandbox
        .requests()
        .iter()
        .filter(|request| request.method == "DELETE")
        .count();
    assert_eq!(deleted, 1, "what was created is deleted");
    let names: Vec<String> = files(out.path()).into_keys().collect();
    assert_eq!(
        names,
        ["story/01-create", "story/02-fails-unexpected-404"],
        "nothing is lost"
    );
}

#[tokio::test]
async fn a_plan_and_a_list_send_nothing() {
    let sandbox = Sandbox::start().await.expect("starts");
    let out = folder();
    let target = out.path().join("none");
    let arguments = [
        "record",
        "--base-url",
        sandbox.base_url(),
        "--out",
        text(&target),
        "--dry-run",
    ];
    let (good, printed) = run(&arguments).await;
    assert!(good && printed.contains("nothing was sent"), "{printed}");
    assert!(
        printed.contains("POST   /v1/CustomerProfiles   [creates, deleted afterwards]"),
        "{printed}"
    );
    let (good, printed) = run(&["record", "--list"]).await;
    assert!(
        good && printed.contains(&format!("{0} of {0} operations", OPERATIONS.len())),
        "{printed}"
    );
    assert!(sandbox.requests().is_empty() && !target.exists());
}

#[tokio::test]
async fn the_vendors_host_is_only_read_from_unless_told_otherwise() {
    let live = [
        "record",
        "--base-url",
        "https://trusthub.twilio.com",
        "--dry-run",
    ];
    let (good, printed) = run(&live).await;
    assert!(good && printed.contains("recordings are live"), "{printed}");
    assert!(
        printed.contains("customer-profile-bundle is left out: it writes to a live account"),
        "{printed}"
    );
    assert!(!printed.contains("POST"), "{printed}");
    let (good, printed) = run(&[&live[..], &["--allow-writes"]].concat()).await;
    assert!(
        good && printed.contains("[creates, deleted afterwards, marked `contract-tests…`]"),
        "{printed}"
    );
    assert!(
        printed.contains("faults is left out: it is for sandboxes only"),
        "{printed}"
    );
    let asked = ["--scenario", "inquiries"];
    let (good, printed) = run(&[&live[..3], &asked].concat()).await;
    assert!(
        !good && printed.contains("there is nothing to play"),
        "{printed}"
    );
}

#[tokio::test]
async fn what_nobody_produces_any_more_is_told_and_kept() {
    let sandbox = Sandbox::start().await.expect("starts");
    let out = folder();
    let more = FETCH.replace("01-fetch", "02-again");
    let scenarios = scenario(&format!("{FETCH}{more}"));
    let arguments = [
        "record",
        "--base-url",
        sandbox.base_url(),
        "--out",
        text(out.path()),
        "--scenarios",
        text(scenarios.path()),
    ];
    let (good, printed) = run(&arguments).await;
    assert!(good && printed.contains("2 new"), "{printed}");
    let before = files(out.path());
    write_scenario(
        scenarios.path(),
        &FETCH.replace("is found", "is found by its SID"),
    );
    let (good, printed) = run(&arguments).await;
    assert!(good && printed.contains("0 new, 1 changed"), "{printed}");
    assert!(
        printed.contains("story/02-again: nothing produced this file any more"),
        "{printed}"
    );
    let after = files(out.path());
    assert_eq!(after["story/02-again"], before["story/02-again"]);
    let changed: Vec<_> = after["story/01-fetch"]
        .lines()
        .zip(before["story/01-fetch"].lines())
        .filter(|(after, before)| after != before)
        .collect();
    assert_eq!(changed.len(), 1, "only what changed: {changed:?}");
}

#[tokio::test]
async fn a_server_in_trouble_gives_a_clear_error_and_replaces_nothing() {
    let gone = TcpListener::bind("127.0.0.1:0").expect("binds");
    let nobody = format!("http://{}", gone.local_addr().expect("an address"));
    drop(gone);
    let page = server(
        "HTTP/1.1 200 OK\r\nContent-Type: text/html\r\nContent-Length: 20\r\nConnection: close\r\n\r\n<html>log in</html>\n",
    );
    let short = server(
        "HTTP/1.1 200 OK\r\nContent-Type: application/json\r\nContent-Length: 500\r\nConnection: close\r\n\r\n{\"sid\": ",
    );
    let binary =
        server("HTTP/1.1 204 No Content\r\nContent-Type: text/plain\r\nConnection: close\r\n\r\n");
    let moved = server(
        "HTTP/1.1 302 Found\r\nLocation: https://elsewhere.example/\r\nContent-Length: 0\r\nConnection: close\r\n\r\n",
    );
    let noise = server("SSH-2.0-OpenSSH_9.0\r\n");
    for (server, message, kept) in [
        (nobody.as_str(), "no connection", None),
        (&short, "the answer was cut short", None),
        (&noise, "the exchange failed", None),
        (
            &moved,
            "answers with 302, not with a success",
            Some("story/01-fetch-unexpected-302"),
        ),
        (&page, "1 new", Some("story/01-fetch")),
        (&binary, "1 new", Some("story/01-fetch")),
    ] {
        let out = folder();
        let scenarios = scenario(FETCH);
        let arguments = [
            "record",
            "--base-url",
            server,
            "--out",
            text(out.path()),
            "--scenarios",
            text(scenarios.path()),
            "--timeout",
            "5",
        ];
        let (_, printed) = run(&arguments).await;
        assert!(printed.contains(message), "{message}: {printed}");
        assert!(!printed.contains("password"), "{printed}");
        let kept: Vec<&str> = kept.into_iter().collect();
        let names: Vec<String> = files(out.path()).into_keys().collect();
        assert_eq!(names, kept, "{printed}");
    }
}

#[tokio::test]
async fn a_folder_that_cannot_be_written_is_told() {
    let sandbox = Sandbox::start().await.expect("starts");
    let out = folder();
    let blocked = out.path().join("story");
    fs::write(&blocked, "a file where a folder must go").expect("writes");
    let scenarios = scenario(FETCH);
    let arguments = [
        "record",
        "--base-url",
        sandbox.base_url(),
        "--out",
        text(out.path()),
        "--scenarios",
        text(scenarios.path()),
    ];
    let (good, printed) = run(&arguments).await;
    assert!(!good && printed.contains("cannot be written"), "{printed}");
    assert_eq!(
        fs::read_to_string(&blocked).expect("reads"),
        "a file where a folder must go"
    );
}

#[tokio::test]
async fn a_scenario_that_cannot_work_is_refused_before_anything_is_sent() {
    let sandbox = Sandbox::start().await.expect("starts");
    let out = folder();
    for (steps, message) in [
        (
            "  - name: a\n    proves: x\n    send: GET /v1/Nothing\n",
            "no operation of the document",
        ),
        (
            "  - name: a\n    proves: x\n    send: GET /v1/Policies/{policy.sid}\n",
            "is called `policy`",
        ),
        (
            "  - name: b\n    proves: x\n    send: GET /v1/Policies\n  - name: a\n    proves: x\n    send: GET /v1/Policies\n",
            "does not come after",
        ),
        (
            "  - name: a\n    proves: x\n    send: get /v1/Policies\n",
            "is no request",
        ),
        (
            "  - name: A b\n    proves: x\n    send: GET /v1/Policies\n",
            "cannot be the name",
        ),
        (
            "  - name: a\n    send: GET /v1/Policies\n",
            "has no `proves`",
        ),
        (
            "  - name: a\n    proves: x\n    sned: GET /v1/Policies\n",
            "did you mean `send`?",
        ),
        (
            "  - name: a\n    proves: x\n    send: GET /v1/Policies\n    expect: ok\n",
            "`expect` must be a status",
        ),
        (
            "  - name: a\n    proves: x\n    send: GET /v1/Policies\n    credentials: none\n",
            "are no credentials",
        ),
        (
            "  - name: a\n    proves: x\n    send: GET /v1/Policies\n    pick: results\n",
            "`pick` needs `as`",
        ),
        ("  []\n", "there is no step"),
        ("  - a\n - b", "story.yaml"),
    ] {
        let scenarios = scenario(steps);
        let arguments = [
            "record",
            "--base-url",
            sandbox.base_url(),
            "--out",
            text(out.path()),
            "--scenarios",
            text(scenarios.path()),
        ];
        let (good, printed) = run(&arguments).await;
        assert!(!good && printed.contains(message), "{message}: {printed}");
        assert!(
            printed.contains("story.yaml:") && printed.contains("help: "),
            "{printed}"
        );
    }
    for (arguments, message) in [
        (
            ["--set", "nothing=1"],
            "no scenario has a variable `nothing`",
        ),
        (["--scenario", "nothing"], "there is no scenario `nothing`"),
    ] {
        let base = [
            "record",
            "--base-url",
            sandbox.base_url(),
            "--out",
            text(out.path()),
        ];
        let (good, printed) = run(&[&base[..], &arguments].concat()).await;
        assert!(!good && printed.contains(message), "{printed}");
    }
    assert!(sandbox.requests().is_empty());
}

#[tokio::test]
async fn the_documented_scenario_works() {
    let page = Path::new(env!("CARGO_MANIFEST_DIR")).join("RECORDINGS.md");
    let page = fs::read_to_string(page).expect("reads");
    let (_, example) = page
        .split_once("```yaml\nscenario: 1\n")
        .expect("an example");
    let (example, _) = example.split_once("```").expect("its end");
    let scenarios = folder();
    fs::write(
        scenarios.path().join("story.yaml"),
        format!("scenario: 1\n{example}"),
    )
    .expect("writes");
    let sandbox = Sandbox::start().await.expect("starts");
    let out = folder();
    let (good, printed) = run(&[
        "record",
        "--base-url",
        sandbox.base_url(),
        "--out",
        text(out.path()),
        "--scenarios",
        text(scenarios.path()),
    ])
    .await;
    assert!(good && printed.contains("3 new"), "{printed}");
}
