//! The runtime beside reqwest and serde by hand: same structs, same server, same run.
//!
//! The two are measured in turns, many short rounds each; the figure is the fastest round, the one
//! that other work on the machine disturbed least.

use std::time::{Duration, Instant};

use trusthub_runtime::runtime::{
    Client, Credentials, ItemStream, Method, Page, Pages, Request, Response,
};

use super::memory::Meter;
use super::shapes::{Envelope, Profile};
use super::{ALLOCATOR, Failure};

const SERVER: &str = "https://trusthub.twilio.com";
const ROUNDS: usize = 60;
const PAGES: usize = 100;

/// What is measured, and how often in one round.
const CASES: [(&str, usize); 5] = [
    ("fetch", 50),
    ("create", 50),
    ("list 50", 25),
    ("list 1000", 5),
    ("stream 100 pages of 50", 1),
];

/// The hand-written client.
struct Plain {
    http: reqwest::Client,
    url: String,
}

impl Plain {
    async fn run(&self, case: &str) -> Result<usize, Failure> {
        let Self { http, url } = self;
        let get = |rest: String| {
            http.get(format!("{url}{rest}"))
                .basic_auth("AC0", Some("token"))
        };
        Ok(match case {
            "fetch" => {
                let response = get("/v1/Profiles/BU1".to_owned()).send().await?;
                decode::<Profile>(response).await?.sid.len()
            }
            "create" => {
                let form = [("FriendlyName", "Acme"), ("Email", "ops@acme.example")];
                let body = form_urlencoded::Serializer::new(String::new())
                    .extend_pairs(form)
                    .finish();
                let request = http
                    .post(format!("{url}/v1/Profiles"))
                    .basic_auth("AC0", Some("token"));
                let kind = "application/x-www-form-urlencoded";
                let response = request
                    .header("content-type", kind)
                    .body(body)
                    .send()
                    .await?;
                decode::<Profile>(response).await?.sid.len()
            }
            "list 50" | "list 1000" => {
                let (size, total) = size(case);
                let response = get(format!("/v1/Profiles?First=0&Size={size}&Total={total}"))
                    .send()
                    .await?;
                decode::<Envelope>(response).await?.results.len()
            }
            _ => {
                let (size, total) = size(case);
                let mut next = Some(format!("/v1/Profiles?First=0&Size={size}&Total={total}"));
                let mut seen = 0;
                while let Some(rest) = next {
                    let page: Envelope = decode(get(rest).send().await?).await?;
                    seen += page.results.len();
                    next = page.meta.next_page_url;
                }
                seen
            }
        })
    }
}

async fn decode<T: serde::de::DeserializeOwned>(response: reqwest::Response) -> Result<T, Failure> {
    let body = response.error_for_status()?.bytes().await?;
    Ok(serde_json::from_slice(&body)?)
}

fn size(case: &str) -> (usize, usize) {
    match case {
        "list 50" => (50, 51),
        "list 1000" => (1000, 1001),
        _ => (50, 50 * PAGES),
    }
}

async fn ours(client: &Client, case: &str) -> Result<usize, Failure> {
    let list = || {
        let (size, total) = size(case);
        Request::new("ListProfiles", Method::Get, SERVER, "/v1/Profiles")
            .query("First", 0)
            .query("Size", size)
            .query("Total", total)
    };
    Ok(match case {
        "fetch" => {
            let request = Request::new("FetchProfile", Method::Get, SERVER, "/v1/Profiles/{Sid}");
            let response = client.execute(&request.segment("Sid", "BU1")).await?;
            response.decode::<Profile>()?.value.sid.len()
        }
        "create" => {
            let request = Request::new("CreateProfile", Method::Post, SERVER, "/v1/Profiles")
                .form("FriendlyName", "Acme")
                .form("Email", "ops@acme.example");
            let response = client.execute(&request).await?;
            response.decode::<Profile>()?.value.sid.len()
        }
        "list 50" | "list 1000" => {
            let page: Response<Page<Profile>> =
                client.execute(&list()).await?.decode_page("results")?;
            page.value.items.len()
        }
        _ => {
            let mut stream: ItemStream<Profile> =
                ItemStream::new(Pages::new(client, &list(), "results"));
            let mut seen = 0;
            while stream.try_next().await?.is_some() {
                seen += 1;
            }
            seen
        }
    })
}

/// Prints the comparison. It does not judge: the machine may be busy.
pub(crate) async fn run(url: &str) -> Result<bool, Failure> {
    // reqwest without a provider of its own takes that of the process.
    #[cfg(feature = "rustls")]
    drop(rustls::crypto::ring::default_provider().install_default());
    let http = reqwest::Client::builder().no_proxy().build()?;
    let plain = Plain {
        http,
        url: url.to_owned(),
    };
    let client = Client::builder()
        .credentials(Credentials::auth_token("AC0", "token"))
        .base_url(url)
        .build()?;
    println!(
        "{:<24} {:>12} {:>12} {:>8} {:>10} {:>10}",
        "one call of", "by hand", "runtime", "more", "allocs", "allocs"
    );
    for (case, times) in CASES {
        let mut taken: [Vec<Duration>; 2] = [Vec::new(), Vec::new()];
        let mut allocations = [0, 0];
        for round in 0..=ROUNDS {
            // Each goes first in every other round.
            for side in if round % 2 == 0 { [0, 1] } else { [1, 0] } {
                let (started, meter) = (Instant::now(), Meter::start(ALLOCATOR));
                for _ in 0..times {
                    let seen = if side == 0 {
                        plain.run(case).await?
                    } else {
                        ours(&client, case).await?
                    };
                    if seen == 0 {
                        return Err("nothing came back".into());
                    }
                }
                // The first round warms up.
                if round > 0 {
                    taken[side].push(started.elapsed() / u32::try_from(times)?);
                    allocations[side] = meter.count() / times;
                }
            }
        }
        let [by_hand, runtime] = taken.map(|all| all.into_iter().min().unwrap_or_default());
        let more = (runtime.as_secs_f64() / by_hand.as_secs_f64() - 1.0) * 100.0;
        let [hand_allocations, our_allocations] = allocations;
        println!(
            "{case:<24} {by_hand:>12.1?} {runtime:>12.1?} {more:>+7.1}% {hand_allocations:>10} {our_allocations:>10}"
        );
    }
    Ok(true)
}
