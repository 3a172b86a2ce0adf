//! `record --verify` through its command, against the sandbox and against servers that misbehave.

use std::net::TcpListener;
use std::path::Path;

use contract_tests::sandbox::{FaultRule, Sandbox};
use tempfile::TempDir;

use crate::support::{files, finish, program, server, text};

/// Runs the recorder without credentials: whether it succeeded, what it printed, and what it
/// complained about.
async fn run(arguments: &[&str]) -> (bool, String, String) {
    let mut command = program(&["record"]);
    command
        .args(arguments)
        .env_remove("TWILIO_ACCOUNT_SID")
        .env_remove("TWILIO_AUTH_TOKEN");
    finish(command).await
}

/// Recordings of a sandbox, made by the recorder.
async fn recorded(scenarios: &[&str]) -> TempDir {
    let sandbox = Sandbox::start().await.expect("starts");
    let out = tempfile::tempdir().expect("a folder");
    let mut arguments = vec!["--base-url", sandbox.base_url(), "--out", text(out.path())];
    for scenario in scenarios {
        arguments.extend(["--scenario", scenario]);
    }
    let (good, printed, error) = run(&arguments).await;
    assert!(good, "{printed}{error}");
    out
}

/// Verifies a folder against a server.
async fn verify(folder: &Path, server: &str, more: &[&str]) -> (bool, String, String) {
    let base = [
        "--verify",
        "--recordings",
        text(folder),
        "--base-url",
        server,
    ];
    run(&[&base[..], more].concat()).await
}

/// How many requests wanted to change something.
fn writes(sandbox: &Sandbox) -> usize {
    let requests = sandbox.requests();
    let written = requests.iter().filter(|request| request.method != "GET");
    written.count()
}

#[tokio::test]
async fn the_repositorys_recordings_hold_on_a_sandbox_of_its_own() {
    let (good, printed, error) = run(&["--verify"]).await;
    assert!(good, "{printed}{error}");
    let last = printed.lines().last().expect("a last line");
    let judged: usize = last
        .strip_prefix("ok: ")
        .and_then(|rest| rest.split(' ').next()?.parse().ok())
        .unwrap_or_else(|| panic!("{last}"));
    assert!(judged > 100, "{last}");
    assert!(
        printed.contains("it shows a server in trouble"),
        "{printed}"
    );
}

#[tokio::test]
async fn what_was_recorded_holds_on_another_server_and_nothing_is_left_there() {
    let folder = recorded(&[]).await;
    let before = files(folder.path());
    let other = Sandbox::builder().seed(7).start().await.expect("starts");
    let (good, printed, error) = verify(
        folder.path(),
        other.base_url(),
        &["--allow-writes", "--verbose"],
    )
    .await;
    assert!(good, "{printed}{error}");
    let unverified: Vec<&str> = printed
        .lines()
        .filter_map(|line| line.strip_prefix("  "))
        .collect();
    assert_eq!(
        unverified,
        [
            "faults/01-too-many-requests",
            "faults/02-too-many-requests-without-a-time",
            "faults/03-unavailable",
            "faults/04-gateway",
            // Nobody rejects here, because that step is not recorded.
            "verdicts/21-correct-rejected",
            "verdicts/22-submit-again",
            "verdicts/25-submit-a-third-time",
        ],
        "{printed}"
    );
    assert_eq!(files(folder.path()), before, "nothing is written");
    let count = |method: &str, status: u16| {
        let requests = other.requests();
        let them = requests.iter().filter(|request| {
            let operation = request.operation.as_deref().unwrap_or_default();
            // Assignments go with their bundle; evaluations and inquiries cannot be deleted.
            let other = ["Evaluation", "Compliance", "Inquir", "Assignment"];
            let counts = !other.iter().any(|name| operation.contains(name));
            request.method == method && request.status == status && counts
        });
        them.count()
    };
    assert!(count("POST", 201) > 5);
    assert_eq!(
        count("POST", 201),
        count("DELETE", 204),
        "all is deleted again"
    );
}

#[tokio::test]
async fn without_leave_nothing_is_written_to_any_server() {
    let folder = recorded(&["end-users-and-documents"]).await;
    let sandbox = Sandbox::start().await.expect("starts");
    let (_, printed, _) = verify(folder.path(), sandbox.base_url(), &[]).await;
    assert!(
        printed.contains("it writes: add --allow-writes"),
        "{printed}"
    );
    assert!(!sandbox.requests().is_empty());
    assert_eq!(writes(&sandbox), 0, "{printed}");
    let (good, plan, _) = verify(folder.path(), sandbox.base_url(), &["--dry-run"]).await;
    assert!(good && plan.contains("[writes, left out: add --allow-writes]"));
    assert!(plan.contains("nothing was sent"), "{plan}");
    // The vendor's host is not even asked without credentials.
    let (good, printed, error) = verify(folder.path(), "https://trusthub.twilio.com", &[]).await;
    assert!(
        !good && error.contains("there are no credentials"),
        "{printed}{error}"
    );
}

#[tokio::test]
async fn what_this_run_did_not_make_is_never_changed() {
    let folder = recorded(&["end-users-and-documents"]).await;
    let sid = files(folder.path())["end-users-and-documents/02-fetch-end-user"]
        .lines()
        .find_map(|line| line.trim().strip_prefix("path: /v1/EndUsers/"))
        .expect("a path")
        .to_owned();
    let sandbox = Sandbox::start().await.expect("starts");
    // The user takes something of the account for what the story made.
    let set = format!("{sid}=IT{}", "a".repeat(32));
    let arguments = ["--allow-writes", "--set", &set, "--verbose"];
    let (_, printed, _) = verify(folder.path(), sandbox.base_url(), &arguments).await;
    assert!(
        printed.contains("it would change something that this run did not make")
            && printed.contains("  end-users-and-documents/19-delete-first-end-user"),
        "{printed}"
    );
    let requests = sandbox.requests();
    let touched = requests
        .iter()
        .filter(|request| request.method != "GET" && request.path.contains("aaaaaaaa"));
    assert_eq!(touched.count(), 0);
}

#[tokio::test]
async fn drift_is_found_where_it_is() {
    let folder = recorded(&["end-users-and-documents", "reading"]).await;
    for (fault, expected, absent) in [
        (
            "drift:add",
            &["additive response.undeclared_field  response body /sandbox_drift"][..],
            "response.missing_field",
        ),
        (
            "drift:drop",
            &["breaking response.missing_field  response body /friendly_name"],
            "response.undeclared_field",
        ),
        (
            "drift:rename",
            &[
                "breaking response.missing_field  response body /friendly_name",
                "additive response.undeclared_field  response body /friendlyName",
            ],
            "response.wrong_type",
        ),
    ] {
        let rules = FaultRule::parse_list(fault).expect("a fault");
        let sandbox = Sandbox::builder()
            .faults(rules)
            .start()
            .await
            .expect("starts");
        let (good, printed, _) =
            verify(folder.path(), sandbox.base_url(), &["--allow-writes"]).await;
        assert!(!good && printed.contains("FAILED: "), "{fault}: {printed}");
        for finding in expected {
            assert!(printed.contains(finding), "{fault}: {finding}: {printed}");
        }
        assert!(!printed.contains(absent), "{fault}: {printed}");
        assert!(printed.contains("end-users-and-documents/02-fetch-end-user"));
    }
}

#[tokio::test]
async fn another_status_and_another_kind_of_refusal_are_found() {
    let folder = recorded(&["reading"]).await;
    let gone = server(
        "HTTP/1.1 404 Not Found\r\nContent-Type: application/json\r\nContent-Length: 14\r\nConnection: close\r\n\r\n{\"error\":\"no\"}",
    );
    let arguments = ["06-products", "04-no-such-profile"];
    let (good, printed, _) = verify(folder.path(), &gone, &arguments).await;
    assert!(!good, "{printed}");
    for finding in [
        "breaking response.undeclared_status  response status",
        "status 200, as recorded",
        "breaking response.missing_field  response body /title",
    ] {
        assert!(printed.contains(finding), "{finding}: {printed}");
    }
    // Where the document says nothing about refusals, the recordings do.
    let arguments = ["--no-overlays", "04-no-such-profile"];
    let (good, printed, _) = verify(folder.path(), &gone, &arguments).await;
    assert!(!good, "{printed}");
    for finding in [
        "breaking response.missing_field  response body /code",
        "the member, as recorded",
        "additive response.undeclared_field  response body /error",
    ] {
        assert!(printed.contains(finding), "{finding}: {printed}");
    }
    let (good, json, _) = verify(folder.path(), &gone, &["--format", "json"]).await;
    let report: serde_json::Value = serde_json::from_str(&json).expect("JSON");
    assert!(
        !good
            && report["findings"]
                .as_array()
                .is_some_and(|all| all.len() > 4)
    );
}

#[tokio::test]
async fn a_server_in_trouble_gives_a_clear_error() {
    let folder = recorded(&["reading"]).await;
    let before = files(folder.path());
    let gone = TcpListener::bind("127.0.0.1:0").expect("binds");
    let nobody = format!("http://{}", gone.local_addr().expect("an address"));
    drop(gone);
    let page = server(
        "HTTP/1.1 200 OK\r\nContent-Type: text/html\r\nContent-Length: 20\r\nConnection: close\r\n\r\n<html>log in</html>\n",
    );
    let short = server(
        "HTTP/1.1 200 OK\r\nContent-Type: application/json\r\nContent-Length: 500\r\nConnection: close\r\n\r\n{\"sid\": ",
    );
    let broken = server(
        "HTTP/1.1 502 Bad Gateway\r\nContent-Type: text/html\r\nContent-Length: 4\r\nConnection: close\r\n\r\noops",
    );
    let locked = server(
        "HTTP/1.1 401 Unauthorized\r\nContent-Type: application/json\r\nContent-Length: 2\r\nConnection: close\r\n\r\n{}",
    );
    for (server, message) in [
        (nobody.as_str(), "no connection"),
        (&page, "breaking response.wrong_content_type"),
        (&short, "the answer was cut short"),
        (&broken, "status 200, as recorded"),
        (&locked, "--send-credentials sends those of the environment"),
    ] {
        let (good, printed, error) = verify(folder.path(), server, &["01-profiles"]).await;
        let all = format!("{printed}{error}");
        assert!(!good && all.contains(message), "{message}: {all}");
        assert!(!all.contains("password"), "{all}");
    }
    assert_eq!(files(folder.path()), before, "nothing is written");
}

#[tokio::test]
async fn slips_of_the_pen_are_told() {
    for (arguments, message) in [
        (
            &["--verify", "no-such-recording"][..],
            "no recording has a name",
        ),
        (&["--verify", "--proxy"], "cannot be used with"),
        (&["--verify", "--out", "x"], "cannot be used with"),
        (&["reading"], "--verify"),
        (
            &["--verify", "--recordings", "no/such/folder"],
            "no/such/folder",
        ),
        (
            &["--verify", "--base-url", "ftp://x"],
            "neither http nor https",
        ),
    ] {
        let (good, printed, error) = run(arguments).await;
        let all = format!("{printed}{error}");
        assert!(!good && all.contains(message), "{arguments:?}: {all}");
    }
}
