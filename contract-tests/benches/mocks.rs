//! The sandbox beside Prism, which serves the same document: start-up, memory, requests a second.
//!
//! ```text
//! npm install --prefix target/peers @stoplight/prism-cli
//! cargo bench -p contract-tests --bench mocks
//! ```
//!
//! Responsible for: starting each server as its users do, as a process of its own, and loading it
//! over loopback with the same requests. Where Prism is not installed, its row says so.
//! Not for: comparing answers. Prism makes values up and keeps no state; the sandbox does the work
//! of a stateful server in the same time.
#![forbid(unsafe_code)]

use std::error::Error;
use std::net::TcpListener;
use std::path::{Path, PathBuf};
use std::process::{Child, Command, ExitCode, Stdio};
use std::time::{Duration, Instant};

use tokio::task::JoinSet;

type Failure = Box<dyn Error + Send + Sync>;

/// Starts of each server; the median counts.
const STARTS: usize = 5;

/// Requests under way at once.
const AT_A_TIME: usize = 16;

/// How long a server may take to answer its first request.
const PATIENCE: Duration = Duration::from_secs(60);

const POLICY: &str = "RNdfbf3fae0e1107f8aded0e7cead80bf5";
const AUTHORIZATION: &str =
    "Basic QUMwMDAwMDAwMDAwMDAwMDAwMDAwMDAwMDAwMDAwMDAwMTpub3QtYS1zZWNyZXQ=";

/// A server to be measured.
struct Server {
    name: &'static str,
    /// The program and its arguments; the port comes last.
    command: Vec<PathBuf>,
}

/// A started server, ended when it is dropped.
struct Running(Child);

impl Drop for Running {
    fn drop(&mut self) {
        // It may be gone already, which is as good.
        let _ = self.0.kill();
        let _ = self.0.wait();
    }
}

#[tokio::main]
async fn main() -> ExitCode {
    // `cargo test --benches` only wants to know that it runs.
    let benched = std::env::args().any(|argument| argument == "--bench");
    match print(benched).await {
        Ok(()) => ExitCode::SUCCESS,
        Err(error) => {
            eprintln!("error: {error}");
            ExitCode::FAILURE
        }
    }
}

async fn print(benched: bool) -> Result<(), Failure> {
    let (starts, load) = if benched {
        (STARTS, Duration::from_secs(5))
    } else {
        (1, Duration::from_millis(200))
    };
    println!(
        "{:<10} {:>10} {:>14} {:>16} {:>12} {:>12}",
        "server", "start ms", "MiB at start", "MiB after load", "creates/s", "lists/s"
    );
    for server in [Some(ours()), prism()].into_iter().flatten() {
        let mut times = Vec::new();
        for _ in 0..starts {
            let (_running, _, time) = server.start().await?;
            times.push(time);
        }
        times.sort_unstable();
        let (running, base_url, _) = server.start().await?;
        let at_start = memory(&running);
        let creates = rate(&base_url, Kind::Create, load).await?;
        let lists = rate(&base_url, Kind::List, load).await?;
        println!(
            "{:<10} {:>10.0} {:>14} {:>16} {:>12.0} {:>12.0}",
            server.name,
            times[times.len() / 2].as_secs_f64() * 1e3,
            mebibytes(at_start),
            mebibytes(memory(&running)),
            creates,
            lists
        );
    }
    if prism().is_none() {
        println!("Prism is not installed: npm install --prefix target/peers @stoplight/prism-cli");
    }
    Ok(())
}

fn ours() -> Server {
    Server {
        name: "sandbox",
        command: [env!("CARGO_BIN_EXE_contract-tests"), "sandbox", "--port"]
            .map(PathBuf::from)
            .to_vec(),
    }
}

fn prism() -> Option<Server> {
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).parent()?;
    let script = root.join("target/peers/node_modules/@stoplight/prism-cli/dist/index.js");
    script.exists().then(|| Server {
        name: "Prism",
        command: vec![
            "node".into(),
            script,
            "mock".into(),
            root.join("spec/trusthub_v1.yaml"),
            "--port".into(),
        ],
    })
}

impl Server {
    /// Starts it, and waits until it lists policies.
    async fn start(&self) -> Result<(Running, String, Duration), Failure> {
        // Free a moment ago; nothing else here asks for ports.
        let port = TcpListener::bind("127.0.0.1:0")?.local_addr()?.port();
        let start = Instant::now();
        let child = Command::new(&self.command[0])
            .args(&self.command[1..])
            .arg(port.to_string())
            .stdout(Stdio::null())
            .stderr(Stdio::null())
            .spawn()
            .map_err(|error| format!("{}: {error}", self.command[0].display()))?;
        let mut running = Running(child);
        let base_url = format!("http://127.0.0.1:{port}");
        let client = reqwest::Client::builder().no_proxy().build()?;
        while Kind::List.send(&client, &base_url).await.is_err() {
            if let Some(status) = running.0.try_wait()? {
                return Err(format!("{} ended: {status}", self.name).into());
            }
            if start.elapsed() > PATIENCE {
                return Err(format!("{} does not answer", self.name).into());
            }
            tokio::time::sleep(Duration::from_millis(2)).await;
        }
        Ok((running, base_url, start.elapsed()))
    }
}

/// A request that is sent again and again.
#[derive(Clone, Copy)]
enum Kind {
    Create,
    List,
}

impl Kind {
    async fn send(self, client: &reqwest::Client, base_url: &str) -> Result<(), Failure> {
        let request = match self {
            Self::Create => client
                .post(format!("{base_url}/v1/CustomerProfiles"))
                .header("content-type", "application/x-www-form-urlencoded")
                .body(format!(
                    "FriendlyName=Acme&Email=ops%40acme.example&PolicySid={POLICY}"
                )),
            Self::List => client.get(format!("{base_url}/v1/Policies")),
        };
        let response = request
            .header("authorization", AUTHORIZATION)
            .send()
            .await?;
        let status = response.status();
        let body = response.bytes().await?;
        if status.is_success() && body.starts_with(b"{") {
            Ok(())
        } else {
            Err(format!("an answer of {} bytes with status {status}", body.len()).into())
        }
    }
}

/// Requests a second, [`AT_A_TIME`] under way.
async fn rate(base_url: &str, kind: Kind, load: Duration) -> Result<f64, Failure> {
    let client = reqwest::Client::builder().no_proxy().build()?;
    let start = Instant::now();
    let mut workers = JoinSet::new();
    for _ in 0..AT_A_TIME {
        let (client, base_url) = (client.clone(), base_url.to_owned());
        workers.spawn(async move {
            let mut sent = 0_u32;
            while start.elapsed() < load {
                kind.send(&client, &base_url).await?;
                sent += 1;
            }
            Ok::<_, Failure>(sent)
        });
    }
    let mut sent = 0.0;
    while let Some(worker) = workers.join_next().await {
        sent += f64::from(worker??);
    }
    Ok(sent / start.elapsed().as_secs_f64())
}

/// Resident memory in KiB, where the system tells it as Linux does.
fn memory(running: &Running) -> Option<u32> {
    let status = std::fs::read_to_string(format!("/proc/{}/status", running.0.id())).ok()?;
    let line = status
        .lines()
        .find_map(|line| line.strip_prefix("VmRSS:"))?;
    line.trim().strip_suffix("kB")?.trim().parse().ok()
}

fn mebibytes(kibibytes: Option<u32>) -> String {
    kibibytes.map_or_else(
        || "-".to_owned(),
        |kibibytes| format!("{:.0}", f64::from(kibibytes) / 1024.0),
    )
}
