//! How stories of the recorder end: with a verdict, at a door that is not there, with Ctrl-C.

use std::process::Command;

use contract_tests::recording;
use contract_tests::sandbox::Sandbox;

use crate::support::{FETCH, files, folder, program, run, scenario, server, text};

#[tokio::test]
async fn verdicts_are_recorded_where_there_is_a_reviewer() {
    let sandbox = Sandbox::start().await.expect("starts");
    let out = folder();
    let target = text(out.path());
    let base = ["record", "--scenario", "verdicts", "--out", target];
    let (good, printed) = run(&[&base[..], &["--base-url", sandbox.base_url()]].concat()).await;
    assert!(good, "{printed}");
    let all = files(out.path());
    for code in 18601..=18609 {
        let code = format!("- code: {code}");
        assert!(all["verdicts/18-fetch-rejected"].contains(&code), "{code}");
    }
    for (name, holds) in [
        ("09-evaluate-too-early", "status: noncompliant"),
        ("11-evaluate-corrected", "status: compliant"),
        ("15-fetch-in-review", "status: in-review"),
        ("22-submit-again", "errors: null"),
        ("24-fetch-rejected-without-errors", "errors: null"),
        ("27-fetch-approved", "status: twilio-approved"),
    ] {
        assert!(all[&format!("verdicts/{name}")].contains(holds), "{name}");
    }
    assert!(
        !all.contains_key("verdicts/17-reject"),
        "a door is no operation"
    );

    // Another server has no such door: the story ends there, and that is no failure.
    let other = server(
        "HTTP/1.1 404 Not Found\r\nContent-Type: text/plain\r\nContent-Length: 2\r\nConnection: close\r\n\r\nno",
    );
    let scenarios = scenario(&format!(
        "{FETCH}    expect: 404\n  - name: 02-approve\n    record: false\n    send: POST /sandbox/bundles/x/approve\n  - name: 03-fails\n    proves: x\n    send: GET /v1/Policies\n"
    ));
    let rest = ["--base-url", &other, "--scenarios", text(scenarios.path())];
    let out = folder();
    let base = ["record", "--out", text(out.path())];
    let (good, printed) = run(&[&base[..], &rest].concat()).await;
    assert!(
        good && printed.contains("02-approve: this server has no such door"),
        "{printed}"
    );
    let names: Vec<String> = files(out.path()).into_keys().collect();
    assert_eq!(names, ["story/01-fetch"]);
}

#[tokio::test]
async fn a_mock_is_asked_for_everything_whatever_it_answers() {
    // The same answer to everybody: right for some steps, of no use to others.
    let sid = "IT0123456789abcdef0123456789abcdef";
    let body = format!(r#"{{"sid":"{sid}","results":[{{"sid":"{sid}"}}],"meta":{{}}}}"#);
    let length = body.len();
    let mock = server(&format!(
        "HTTP/1.1 200 OK\r\nContent-Type: application/json\r\nContent-Length: {length}\r\nConnection: close\r\n\r\n{body}"
    ));
    let out = folder();
    let base = ["record", "--base-url", &mock, "--out", text(out.path())];
    let (good, printed) = run(&[&base[..], &["--mock"]].concat()).await;
    assert!(good, "{printed}");
    let recordings = recording::find(out.path()).files;
    let mut operations = std::collections::BTreeSet::new();
    for file in recordings {
        let recording = recording::load(&file.path).unwrap_or_else(|error| panic!("{error}"));
        operations.insert(recording.operation);
    }
    assert!(operations.len() > 40, "{operations:?}\n{printed}");
    // A deletion says 204; the mock's other answer is kept beside it, and told.
    assert!(
        printed.contains("customer-profile-bundle/35-delete-profile: the server answers with 200"),
        "{printed}"
    );
    // What must be refused is not asked for, and nobody is left who could say so.
    assert!(!printed.contains("01-too-many-requests"), "{printed}");
    // Without the flag the first answer of no use ends its story.
    let out = folder();
    let base = ["record", "--base-url", &mock, "--out", text(out.path())];
    let (good, printed) = run(&base).await;
    assert!(
        !good && printed.contains("holds friendly_name"),
        "{printed}"
    );
    let live = [
        "record",
        "--base-url",
        "https://trusthub.twilio.com",
        "--mock",
    ];
    let (good, printed) = run(&live).await;
    assert!(!good && printed.contains("is no mock"), "{printed}");
}

/// The path without its last part: the list that a thing is in.
#[cfg(unix)]
fn list_of(path: &str) -> &str {
    path.rsplit_once('/').map_or("", |(list, _)| list)
}

#[cfg(unix)]
#[tokio::test]
async fn ctrl_c_loses_nothing_and_leaves_nothing() {
    use contract_tests::sandbox::FaultRule;

    let slow = FaultRule::parse_list("latency:100").expect("a fault");
    let sandbox = Sandbox::builder()
        .faults(slow)
        .start()
        .await
        .expect("starts");
    let out = folder();
    let mut command = program(&[
        "record",
        "--base-url",
        sandbox.base_url(),
        "--scenario",
        "customer-profile-bundle",
        "--out",
        text(out.path()),
    ]);
    let child = command.spawn().expect("starts");
    let id = child.id().to_string();
    // Profile, three end users, the document and two assignments are there.
    while sandbox.requests().len() < 11 {
        tokio::time::sleep(std::time::Duration::from_millis(5)).await;
    }
    let told = Command::new("kill").args(["-INT", &id]).status();
    assert!(told.expect("runs").success());
    let output = tokio::task::spawn_blocking(move || child.wait_with_output())
        .await
        .expect("joins")
        .expect("ends");
    let printed = String::from_utf8([output.stdout, output.stderr].concat()).expect("UTF-8");
    assert!(!output.status.success(), "{printed}");
    assert!(
        printed.contains("stopping: finishing this exchange")
            && printed.contains("customer-profile-bundle: stopped before `"),
        "{printed}"
    );

    let requests = sandbox.requests();
    let (deletions, story): (Vec<_>, Vec<_>) = requests
        .iter()
        .partition(|request| request.method == "DELETE");
    assert!(
        story.len() < 30,
        "the story was over before it was stopped: {printed}"
    );
    let recorded = recording::find(out.path()).files;
    assert_eq!(
        recorded.len(),
        story.len(),
        "each exchange is a file: {printed}"
    );
    for file in recorded {
        recording::load(&file.path).unwrap_or_else(|error| panic!("{error}"));
    }
    // Evaluations cannot be deleted.
    let mut made: Vec<&str> = story
        .iter()
        .filter(|request| request.status == 201 && !request.path.ends_with("/Evaluations"))
        .map(|request| request.path.as_str())
        .collect();
    made.reverse();
    let deleted: Vec<&str> = deletions
        .iter()
        .map(|request| list_of(&request.path))
        .collect();
    assert!(made.len() >= 6, "{made:?}");
    assert_eq!(deleted, made, "newest first: {printed}");
    assert!(deletions.iter().all(|request| request.status == 204));
}
