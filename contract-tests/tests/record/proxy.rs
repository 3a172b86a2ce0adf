//! The recording proxy through its command: another client's traffic becomes recordings.

use std::fs;
use std::io::{BufRead as _, BufReader};
use std::path::Path;
use std::process::{Child, Command, Stdio};

use contract_tests::recording::{self, Body};
use contract_tests::sandbox::Sandbox;
use serde_json::Value;

const ACCOUNT: &str = "AC0f1e2d3c4b5a69788796a5b4c3d2e1f0";
const TOKEN: &str = "tok-en of the client";

/// The program, ended with the test.
struct Proxy {
    child: Child,
    address: String,
}

impl Drop for Proxy {
    fn drop(&mut self) {
        let _ = self.child.kill();
        let _ = self.child.wait();
    }
}

fn proxy(server: &str, out: &Path) -> Proxy {
    let mut child = Command::new(env!("CARGO_BIN_EXE_contract-tests"))
        .args([
            "record",
            "--proxy",
            "--port",
            "0",
            "--base-url",
            server,
            "--out",
        ])
        .arg(out)
        .stdout(Stdio::null())
        .stderr(Stdio::piped())
        .spawn()
        .expect("starts");
    let mut line = String::new();
    let mut lines = BufReader::new(child.stderr.take().expect("piped"));
    lines.read_line(&mut line).expect("reads");
    let (_, rest) = line.split_once(" on ").expect(&line);
    let address = rest.split(": ").next().expect("an address").to_owned();
    // Read on, so that the program never waits for a reader; nothing secret may be told.
    std::thread::spawn(move || {
        for line in lines.lines().map_while(Result::ok) {
            assert!(!line.contains(TOKEN) && !line.contains(ACCOUNT), "{line}");
        }
    });
    Proxy { child, address }
}

struct Client(reqwest::Client);

impl Client {
    fn new() -> Self {
        contract_tests::tls::provide();
        let builder = reqwest::Client::builder().no_proxy();
        Self(builder.build().expect("a client"))
    }

    async fn send(&self, method: reqwest::Method, url: &str, form: &str) -> (u16, Value) {
        let request = self
            .0
            .request(method, url)
            .basic_auth(ACCOUNT, Some(TOKEN))
            .header("content-type", "application/x-www-form-urlencoded")
            .body(form.to_owned());
        let response = request.send().await.expect("an answer");
        let status = response.status().as_u16();
        let text = response.text().await.expect("a body");
        (status, serde_json::from_str(&text).unwrap_or(Value::Null))
    }

    async fn get(&self, url: &str) -> (u16, Value) {
        self.send(reqwest::Method::GET, url, "").await
    }
}

#[tokio::test]
async fn a_clients_traffic_is_recorded_and_the_client_stays_on_the_proxy() {
    let sandbox = Sandbox::start().await.expect("starts");
    let out = tempfile::tempdir().expect("a folder");
    let client = Client::new();
    for round in 0..2 {
        let proxy = proxy(sandbox.base_url(), out.path());
        let users = format!("{}/v1/EndUsers", proxy.address);
        let form = "FriendlyName=Jane+Person&Type=authorized_representative_1&Attributes=%7B%22email%22%3A%22jane%40person.org%22%7D";
        let (status, user) = client.send(reqwest::Method::POST, &users, form).await;
        assert_eq!(
            (status, &user["friendly_name"]),
            (201, &"Jane Person".into()),
            "{round}"
        );
        let (_, policies) = client
            .get(&format!("{}/v1/Policies?PageSize=2", proxy.address))
            .await;
        let next = policies["meta"]["next_page_url"].as_str().expect("a page");
        assert!(
            next.starts_with(&format!("{}/v1/Policies?", proxy.address)),
            "{next}"
        );
        assert!(
            !policies.to_string().contains(sandbox.base_url()),
            "{policies}"
        );
        let (status, page) = client.get(next).await;
        assert_eq!(
            (status, page["results"].as_array().map(Vec::len)),
            (200, Some(2))
        );
        let own = user["url"].as_str().expect("an address");
        let (status, _) = client.send(reqwest::Method::DELETE, own, "").await;
        assert_eq!(status, 204);
        let (status, _) = client.get(own).await;
        assert_eq!(status, 404);
        let (status, _) = client.get(&format!("{}/v2/Nothing", proxy.address)).await;
        assert_eq!(status, 404, "passed on, and no recording");
    }
    let mut names = Vec::new();
    for file in recording::find(out.path()).files {
        let text = fs::read_to_string(&file.path).expect("reads");
        for secret in [
            ACCOUNT,
            &ACCOUNT[2..],
            TOKEN,
            "Jane",
            "person.org",
            "127.0.0.1",
        ] {
            assert!(!text.contains(secret), "{secret} in {}:\n{text}", file.name);
        }
        let recording = recording::load(&file.path).unwrap_or_else(|error| panic!("{error}"));
        if recording.operation == "CreateEndUser" {
            let Body::Json(body) = &recording.response.body else {
                panic!("JSON");
            };
            let url = body["url"].as_str().expect("a text");
            assert!(
                url.starts_with("https://trusthub.twilio.com/v1/EndUsers/IT"),
                "{url}"
            );
        }
        names.push(file.name);
    }
    let expected = [
        "end_users/create-201-1",
        "end_users/delete-204-1",
        "end_users/fetch-404-1",
        "policies/list-200-1",
        "policies/list-200-2",
    ];
    assert_eq!(names, expected, "the second session wrote the same files");
    let status = Command::new(env!("CARGO_BIN_EXE_contract-tests"))
        .arg("--recordings")
        .arg(out.path())
        .stdout(Stdio::null())
        .status()
        .expect("runs");
    assert!(status.success(), "the recordings replay without a finding");
}

#[tokio::test]
async fn a_server_that_is_gone_and_a_body_that_is_too_large_are_told() {
    let out = tempfile::tempdir().expect("a folder");
    let gone = std::net::TcpListener::bind("127.0.0.1:0").expect("binds");
    let address = format!("http://{}", gone.local_addr().expect("an address"));
    drop(gone);
    let proxy = proxy(&address, out.path());
    let client = Client::new();
    let policies = format!("{}/v1/Policies", proxy.address);
    let (status, body) = client.get(&policies).await;
    assert_eq!(status, 502);
    assert!(
        body["message"]
            .as_str()
            .is_some_and(|text| text.contains("no connection")),
        "{body}"
    );
    let large = "a".repeat(9 * 1024 * 1024);
    let (status, body) = client.send(reqwest::Method::POST, &policies, &large).await;
    assert_eq!((status, &body["code"]), (413, &413.into()));
    assert_eq!(fs::read_dir(out.path()).expect("lists").count(), 0);
}

#[tokio::test]
async fn a_live_account_is_only_read_from() {
    let out = tempfile::tempdir().expect("a folder");
    let proxy = proxy("https://trusthub.twilio.com", out.path());
    let users = format!("{}/v1/EndUsers", proxy.address);
    // Refused before anything is sent: without the feature `pull` there is no TLS to send it with.
    let (status, body) = Client::new()
        .send(reqwest::Method::POST, &users, "A=b")
        .await;
    assert_eq!(status, 403);
    assert!(
        body["message"]
            .as_str()
            .is_some_and(|text| text.contains("--allow-writes")),
        "{body}"
    );
}

#[test]
fn a_port_that_is_taken_is_told() {
    let taken = std::net::TcpListener::bind("127.0.0.1:0").expect("binds");
    let port = taken.local_addr().expect("an address").port().to_string();
    let output = Command::new(env!("CARGO_BIN_EXE_contract-tests"))
        .args([
            "record",
            "--proxy",
            "--base-url",
            "http://127.0.0.1:1",
            "--port",
            &port,
        ])
        .output()
        .expect("runs");
    let text = String::from_utf8(output.stderr).expect("UTF-8");
    assert!(
        !output.status.success() && text.contains("cannot listen on"),
        "{text}"
    );
}
