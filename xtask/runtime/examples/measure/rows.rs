//! A list of a million rows, item by item: all of them, once, in constant memory.

use std::time::Instant;

use trusthub_runtime::runtime::{Client, Credentials, ItemStream, Method, Pages, Request};

use super::memory::{Meter, kib};
use super::shapes::Profile;
use super::{ALLOCATOR, Failure};

/// The largest page that the API gives.
const SIZE: usize = 1000;

/// Walks the list; true where every row came once and memory stayed flat.
pub(crate) async fn run(url: &str, rows: usize) -> Result<bool, Failure> {
    let client = Client::builder()
        .credentials(Credentials::auth_token("AC0", "token"))
        .base_url(url)
        .build()?;
    let request = Request::new(
        "ListProfiles",
        Method::Get,
        "https://trusthub.twilio.com",
        "/v1/Profiles",
    )
    .query("First", 0)
    .query("Size", SIZE)
    .query("Total", rows);
    let started = Instant::now();
    let meter = Meter::start(ALLOCATOR);
    let mut stream: ItemStream<Profile> = ItemStream::new(Pages::new(&client, &request, "results"));
    let (mut seen, mut in_order, mut held) = (0_usize, true, Vec::new());
    while let Some(profile) = stream.try_next().await? {
        in_order &= profile.sid == format!("BU{seen:032x}");
        seen += 1;
        // In the middle of a page, so that each sample holds about as much.
        if seen % SIZE == SIZE / 2 {
            held.push(meter.held());
        }
    }
    let tenth = held.len() / 10;
    let first = held.get(tenth).copied().unwrap_or_default();
    let last = held.last().copied().unwrap_or_default();
    let high = held.iter().max().copied().unwrap_or_default();
    println!(
        "rows      {seen} of {rows}, {}",
        if in_order { "in order" } else { "NOT in order" }
    );
    println!("elapsed   {:.1?}", started.elapsed());
    println!(
        "memory    {} KiB at a tenth, {} KiB at the end, {} KiB at most",
        kib(first),
        kib(last),
        kib(high)
    );
    Ok(seen == rows && in_order && last - first < 1024 * 1024)
}
