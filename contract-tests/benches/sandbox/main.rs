//! The sandbox as a process: how long it takes to start, how much memory it needs, how many requests
//! a second it answers.
//!
//! ```text
//! cargo bench -p contract-tests --bench sandbox
//! ```
//!
//! Server and clients share the machine. Requests come from 32 clients with connections kept alive;
//! the best of three rounds counts, because on a shared machine the others measure the neighbours.
#![forbid(unsafe_code)]

use std::error::Error;
use std::io::{BufRead as _, BufReader};
use std::process::{Child, Command, ExitCode, Stdio};
use std::time::{Duration, Instant};

use reqwest::{Client, Method};
use serde_json::Value;

/// Whatever went wrong: a benchmark only says so and ends.
type Failure = Box<dyn Error + Send + Sync>;

const CLIENTS: usize = 32;
const ACCOUNT: &str = "AC00000000000000000000000000000000";
const POLICY: &str = "RN806dd6cd175f314e1f96a9727ee271f4";

/// A running sandbox; it ends with this.
struct Server {
    process: Child,
    url: String,
}

impl Server {
    /// Starts one, and tells how long it took until the first answer.
    async fn start() -> Result<(Self, Duration), Failure> {
        let start = Instant::now();
        let mut process = Command::new(env!("CARGO_BIN_EXE_contract-tests"))
            .args(["sandbox", "--port", "0"])
            .stdout(Stdio::piped())
            .spawn()?;
        let output = process.stdout.take();
        let mut server = Self {
            process,
            url: String::new(),
        };
        let mut line = String::new();
        BufReader::new(output.ok_or("no output")?).read_line(&mut line)?;
        let url = line.split_whitespace().last();
        url.ok_or("no address")?.clone_into(&mut server.url);
        ask(&Client::new(), &server.url, &Request::get("/v1/EndUsers")).await?;
        Ok((server, start.elapsed()))
    }

    /// Resident memory; nothing where the system does not say.
    fn memory(&self) -> String {
        let status = std::fs::read_to_string(format!("/proc/{}/status", self.process.id()));
        let status = status.unwrap_or_default();
        let line = status.lines().find(|line| line.starts_with("VmRSS:"));
        let kib = line.and_then(|line| line.split_whitespace().nth(1)?.parse::<u64>().ok());
        kib.map_or("unknown".to_owned(), |kib| format!("{} MiB", kib / 1024))
    }
}

impl Drop for Server {
    fn drop(&mut self) {
        // It may have ended by itself; there is nothing to save.
        let _ = self.process.kill();
        let _ = self.process.wait();
    }
}

/// One request.
#[derive(Clone)]
struct Request {
    method: Method,
    path: String,
    form: String,
}

impl Request {
    fn get(path: impl Into<String>) -> Self {
        Self {
            method: Method::GET,
            path: path.into(),
            form: String::new(),
        }
    }

    fn post(path: impl Into<String>, form: impl Into<String>) -> Self {
        Self {
            method: Method::POST,
            path: path.into(),
            form: form.into(),
        }
    }
}

/// Sends a request and reads the whole answer, which must be a success.
async fn ask(client: &Client, url: &str, request: &Request) -> Result<Value, Failure> {
    let mut sent = client
        .request(request.method.clone(), format!("{url}{}", request.path))
        .basic_auth(ACCOUNT, Some("token"));
    if !request.form.is_empty() {
        let form = "application/x-www-form-urlencoded";
        sent = sent.header("content-type", form).body(request.form.clone());
    }
    let answer = sent.send().await?;
    let status = answer.status();
    let bytes = answer.bytes().await?;
    if !status.is_success() {
        return Err(format!("{status}: {}", String::from_utf8_lossy(&bytes)).into());
    }
    Ok(serde_json::from_slice(&bytes)?)
}

/// Requests a second, the best of three rounds.
async fn rate(url: &str, request: &Request, count: usize) -> Result<f64, Failure> {
    let mut best: f64 = 0.0;
    for _ in 0..3 {
        let start = Instant::now();
        let mut clients = Vec::new();
        for _ in 0..CLIENTS {
            let (url, request) = (url.to_owned(), request.clone());
            clients.push(tokio::spawn(async move {
                let client = Client::new();
                for _ in 0..count / CLIENTS {
                    ask(&client, &url, &request).await?;
                }
                Ok::<(), Failure>(())
            }));
        }
        for client in clients {
            client.await??;
        }
        let sent = u32::try_from(count / CLIENTS * CLIENTS)?;
        best = best.max(f64::from(sent) / start.elapsed().as_secs_f64());
    }
    Ok(best)
}

async fn measure(count: usize) -> Result<(), Failure> {
    let mut starts = Vec::new();
    for _ in 0..5 {
        starts.push(Server::start().await?.1);
    }
    starts.sort();
    println!("{:<32}{:>10.0?}", "start, median of 5", starts[2]);
    let (server, _) = Server::start().await?;
    println!("{:<32}{:>10}", "memory after the start", server.memory());
    let form = format!("FriendlyName=Acme&Email=ops%40acme.example&PolicySid={POLICY}");
    let create = Request::post("/v1/CustomerProfiles", form);
    let made = ask(&Client::new(), &server.url, &create).await?;
    let sid = made["sid"].as_str().unwrap_or_default();
    let profile = format!("/v1/CustomerProfiles/{sid}");
    let evaluate = format!("{profile}/Evaluations");
    let person = "FriendlyName=Ann&Type=cnam_information";
    for (name, request) in [
        ("fetch a profile", Request::get(&profile)),
        ("list all policies", Request::get("/v1/Policies")),
        ("create an end user", Request::post("/v1/EndUsers", person)),
        ("create a profile", create),
        (
            "list 50 of these profiles",
            Request::get("/v1/CustomerProfiles"),
        ),
        (
            "rename a profile",
            Request::post(&profile, "FriendlyName=New"),
        ),
        (
            "evaluate a profile",
            Request::post(evaluate, format!("PolicySid={POLICY}")),
        ),
    ] {
        let rate = rate(&server.url, &request, count).await?;
        println!("{name:<32}{rate:>10.0} requests/s");
    }
    let sent = count * 3 * 7;
    println!(
        "{:<32}{:>10}",
        format!("memory after {sent} requests"),
        server.memory()
    );
    Ok(())
}

#[tokio::main]
async fn main() -> ExitCode {
    // `cargo test --benches` only wants to know that it runs.
    let benched = std::env::args().any(|argument| argument == "--bench");
    match measure(if benched { 20_000 } else { CLIENTS }).await {
        Ok(()) => ExitCode::SUCCESS,
        Err(error) => {
            eprintln!("error: {error}");
            ExitCode::FAILURE
        }
    }
}
