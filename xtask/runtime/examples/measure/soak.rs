//! Many requests at once with faults: none lost, no POST processed twice, memory flat.

use std::sync::Arc;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::time::{Duration, Instant};

use serde_json::Value;
use trusthub_runtime::runtime::{Client, Credentials, Error, Method, Request, Retry};

use super::memory::{Meter, kib};
use super::shapes::Profile;
use super::{ALLOCATOR, Failure};

const IN_FLIGHT: usize = 64;
const SERVER: &str = "https://trusthub.twilio.com";

#[derive(Default)]
struct Counts {
    next: AtomicUsize,
    reads: AtomicUsize,
    reads_failed: AtomicUsize,
    creates: AtomicUsize,
    /// Failed and certainly not processed, or failed and perhaps processed: told to the caller.
    creates_failed: AtomicUsize,
    attempts: AtomicUsize,
}

/// Sends the requests; true where nothing was lost or doubled and memory stayed flat.
pub(crate) async fn run(url: &str, requests: usize) -> Result<bool, Failure> {
    let client = Client::builder()
        .credentials(Credentials::auth_token("AC0", "token"))
        .base_url(url)
        .retry(
            Retry::new()
                .max_attempts(6)
                .base_delay(Duration::from_millis(2)),
        )
        .build()?;
    let counts = Arc::new(Counts::default());
    let started = Instant::now();
    let meter = Meter::start(ALLOCATOR);
    let tasks: Vec<_> = (0..IN_FLIGHT)
        .map(|_| tokio::spawn(worker(client.clone(), Arc::clone(&counts), requests)))
        .collect();
    let mut held = Vec::new();
    while !tasks.iter().all(tokio::task::JoinHandle::is_finished) {
        tokio::time::sleep(Duration::from_millis(500)).await;
        held.push(meter.held());
        let done = counts.next.load(Ordering::Relaxed).min(requests);
        eprintln!("{done:>8} requests, {:>6} KiB held", kib(meter.held()));
    }
    for task in tasks {
        task.await?;
    }
    let elapsed = started.elapsed();
    let server: Value = client
        .execute(&Request::new("Counts", Method::Get, SERVER, "/v1/Counts"))
        .await?
        .decode()?
        .value;
    report(&counts, requests, elapsed, &held, &server)
}

async fn worker(client: Client, counts: Arc<Counts>, requests: usize) {
    let add = |counter: &AtomicUsize, n| {
        counter.fetch_add(n, Ordering::Relaxed);
    };
    loop {
        let number = counts.next.fetch_add(1, Ordering::Relaxed);
        if number >= requests {
            return;
        }
        let create = number.is_multiple_of(4);
        let request = if create {
            Request::new("CreateProfile", Method::Post, SERVER, "/v1/Profiles")
                .form("Key", number)
                .form("Fault", 1)
        } else {
            Request::new("FetchProfile", Method::Get, SERVER, "/v1/Profiles/{Sid}")
                .segment("Sid", "BU1")
                .query("Fault", 1)
        };
        let result = match client.execute(&request).await {
            Ok(response) => response
                .decode::<Profile>()
                .map(|response| response.attempts),
            Err(error) => Err(error),
        };
        let (good, bad) = if create {
            (&counts.creates, &counts.creates_failed)
        } else {
            (&counts.reads, &counts.reads_failed)
        };
        add(if result.is_ok() { good } else { bad }, 1);
        let attempts = result.unwrap_or_else(|error: Error| error.attempts());
        add(&counts.attempts, attempts as usize);
    }
}

fn report(
    counts: &Counts,
    requests: usize,
    elapsed: Duration,
    held: &[i64],
    server: &Value,
) -> Result<bool, Failure> {
    let get = |counter: &AtomicUsize| counter.load(Ordering::Relaxed);
    let (reads, creates) = (get(&counts.reads), get(&counts.creates));
    let (reads_failed, creates_failed) = (get(&counts.reads_failed), get(&counts.creates_failed));
    let number = |name: &str| server[name].as_u64().map(usize::try_from);
    let processed = number("processed").ok_or("the server did not count")??;
    let twice = number("twice").ok_or("the server did not count")??;
    // After the first fifth everything is warm.
    let warm = held.get(held.len() / 5..).unwrap_or_default();
    let (low, high) = (warm.iter().min(), warm.iter().max());
    let growth = match (warm.first(), warm.last()) {
        (Some(first), Some(last)) => last - first,
        _ => 0,
    };
    let lost = requests - reads - creates - reads_failed - creates_failed;
    // Every create that was reported as done was processed, and none more than told of.
    let honest = processed >= creates && processed <= creates + creates_failed;
    println!("requests            {requests}, {IN_FLIGHT} in flight, 5 % meet a fault");
    println!("attempts            {}", get(&counts.attempts));
    println!("elapsed             {elapsed:.1?}");
    println!("reads               {reads} good, {reads_failed} failed");
    println!("creates             {creates} good, {creates_failed} failed and said so");
    println!("POSTs processed     {processed}, more than once: {twice}");
    println!("lost                {lost}");
    let shown = |bytes: Option<&i64>| bytes.map_or(0, |bytes| kib(*bytes));
    println!(
        "memory once warm    {} to {} KiB, growth {} KiB",
        shown(low),
        shown(high),
        kib(growth)
    );
    let flat = growth < 2 * 1024 * 1024;
    let good = lost == 0 && twice == 0 && reads_failed == 0 && honest && flat;
    println!("{}", if good { "good" } else { "NOT GOOD" });
    Ok(good)
}
