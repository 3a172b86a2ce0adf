//! What the tests of the recorder share: the program, folders, and a server that misbehaves.

use std::collections::BTreeMap;
use std::fs;
use std::io::{Read as _, Write as _};
use std::net::TcpListener;
use std::path::Path;
use std::process::{Command, Stdio};

use contract_tests::recording;
use tempfile::TempDir;

/// The program, with credentials of nobody in its environment.
pub(crate) fn program(arguments: &[&str]) -> Command {
    let mut command = Command::new(env!("CARGO_BIN_EXE_contract-tests"));
    command
        .args(arguments)
        .env_remove("GITHUB_ACTIONS")
        .env_remove("TWILIO_API_KEY")
        .env("TWILIO_ACCOUNT_SID", "ACa1b2c3d4a1b2c3d4a1b2c3d4a1b2c3d4")
        .env("TWILIO_AUTH_TOKEN", "token-of-the-environment")
        .stdout(Stdio::piped())
        .stderr(Stdio::piped());
    command
}

/// Runs a command: whether it succeeded, and what it printed.
pub(crate) async fn run(arguments: &[&str]) -> (bool, String) {
    let (good, printed, complaints) = finish(program(arguments)).await;
    (good, printed + &complaints)
}

/// Waits for a command: whether it succeeded, what it printed, and what it complained about.
pub(crate) async fn finish(mut command: Command) -> (bool, String, String) {
    let output = tokio::task::spawn_blocking(move || command.output())
        .await
        .expect("joins")
        .expect("runs");
    let text = |bytes| String::from_utf8(bytes).expect("UTF-8");
    (
        output.status.success(),
        text(output.stdout),
        text(output.stderr),
    )
}

pub(crate) fn folder() -> TempDir {
    tempfile::tempdir().expect("a folder")
}

pub(crate) fn text(path: &Path) -> &str {
    path.to_str().expect("UTF-8")
}

/// Every file below a folder, by name.
pub(crate) fn files(folder: &Path) -> BTreeMap<String, String> {
    let found = recording::find(folder);
    let read = |file: recording::RecordingFile| {
        let text = fs::read_to_string(&file.path).expect("reads");
        (file.name, text)
    };
    found.files.into_iter().map(read).collect()
}

/// A folder with one scenario of these steps.
pub(crate) fn scenario(steps: &str) -> TempDir {
    let folder = folder();
    write_scenario(folder.path(), steps);
    folder
}

pub(crate) fn write_scenario(folder: &Path, steps: &str) {
    let text = format!("scenario: 1\nabout: a test\nsteps:\n{steps}");
    fs::write(folder.join("story.yaml"), text).expect("writes");
}

pub(crate) const FETCH: &str = "  - name: 01-fetch
    proves: a policy is found
    send: GET /v1/Policies/RNdfbf3fae0e1107f8aded0e7cead80bf5
";

/// A server that gives these bytes to everybody.
pub(crate) fn server(answer: &str) -> String {
    let answer = answer.to_owned();
    let listener = TcpListener::bind("127.0.0.1:0").expect("binds");
    let address = format!("http://{}", listener.local_addr().expect("an address"));
    std::thread::spawn(move || {
        for stream in listener.incoming() {
            let Ok(mut stream) = stream else { return };
            let mut request = [0; 16 * 1024];
            let _ = stream.read(&mut request);
            let _ = stream.write_all(answer.as_bytes());
        }
    });
    address
}
