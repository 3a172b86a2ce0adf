//! Calls of the generated client, and the same calls by hand with reqwest and serde: the same
//! structs, the same server, one connection each.

use std::hint::black_box;
use std::rc::Rc;
use std::time::Duration;

use serde::Deserialize;
use serde::de::DeserializeOwned;
use tokio::runtime::Runtime;
use twilio_trusthub::customer_profiles::{self as profiles, CustomerProfile};
use twilio_trusthub::{Client, Credentials, CustomerProfileSid, PolicySid};

use crate::Failure;
use crate::paths::{Path, Work};
use crate::server::{ITEMS, PAGES, Server};

const ACCOUNT: &str = "AC00000000000000000000000000000000";
const PROFILE: &str = "BU00000000000000000000000000000001";
const POLICY: &str = "RNdfbf3fae0e1107f8aded0e7cead80bf5";

/// What is called, and how often makes a round of a useful length.
pub(crate) const CASES: [(Case, usize); 5] = [
    (Case::Fetch, 20),
    (Case::Create, 20),
    (Case::List(50), 10),
    (Case::List(1000), 1),
    (Case::Stream, 1),
];

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Case {
    Fetch,
    Create,
    List(usize),
    Stream,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Side {
    ByHand,
    Generated,
}

impl Case {
    pub(crate) fn name(self, side: Side) -> &'static str {
        match (self, side) {
            (Self::Fetch, Side::Generated) => "call/fetch",
            (Self::Fetch, Side::ByHand) => "call/fetch/by hand",
            (Self::Create, Side::Generated) => "call/create",
            (Self::Create, Side::ByHand) => "call/create/by hand",
            (Self::List(50), Side::Generated) => "call/list of 50",
            (Self::List(50), Side::ByHand) => "call/list of 50/by hand",
            (Self::List(_), Side::Generated) => "call/list of 1000",
            (Self::List(_), Side::ByHand) => "call/list of 1000/by hand",
            (Self::Stream, Side::Generated) => "call/stream of 100 pages",
            (Self::Stream, Side::ByHand) => "call/stream of 100 pages/by hand",
        }
    }

    fn items(self) -> usize {
        match self {
            Self::Fetch | Self::Create => 1,
            Self::List(items) => items,
            Self::Stream => PAGES * ITEMS,
        }
    }
}

/// Both clients, on one server and one thread.
pub(crate) struct Calls {
    runtime: Runtime,
    client: Client,
    by_hand: ByHand,
    _server: Server,
}

/// What somebody would write who needs these calls only.
struct ByHand {
    http: reqwest::Client,
    url: String,
}

#[derive(Deserialize)]
struct Envelope {
    results: Vec<CustomerProfile>,
    meta: Meta,
}

#[derive(Deserialize)]
struct Meta {
    next_page_url: Option<String>,
}

pub(crate) fn paths() -> Vec<Path> {
    let sides = [Side::Generated, Side::ByHand];
    let cases = CASES.iter().map(|(case, _)| *case);
    cases
        .flat_map(|case| sides.map(|side| (case, side)))
        .map(|(case, side)| Path::new(case.name(side), move || work(case, side)))
        .collect()
}

fn work(case: Case, side: Side) -> Result<Work, Failure> {
    let calls = Rc::new(Calls::start()?);
    Ok(Box::new(move || calls.call(case, side)))
}

impl Calls {
    pub(crate) fn start() -> Result<Self, Failure> {
        let runtime = tokio::runtime::Builder::new_current_thread()
            .enable_all()
            .build()?;
        let server = Server::start()?;
        let client = Client::builder()
            .credentials(Credentials::auth_token(ACCOUNT, "token"))
            .base_url(server.url.clone())
            .build()?;
        // A limit of time, as the generated client has one: without it a call can hang for ever.
        let http = reqwest::Client::builder()
            .no_proxy()
            .timeout(Duration::from_secs(60))
            .build()?;
        let url = server.url.clone();
        Ok(Self {
            runtime,
            client,
            by_hand: ByHand { http, url },
            _server: server,
        })
    }

    pub(crate) fn call(&self, case: Case, side: Side) -> Result<(), Failure> {
        let seen = self.runtime.block_on(async {
            match side {
                Side::ByHand => self.by_hand.call(case).await,
                Side::Generated => self.generated(case).await,
            }
        })?;
        if seen == case.items() {
            Ok(())
        } else {
            Err(format!("{case:?} gave {seen} items").into())
        }
    }

    async fn generated(&self, case: Case) -> Result<usize, Failure> {
        let client = &self.client;
        Ok(match case {
            Case::Fetch => {
                let sid = CustomerProfileSid::new(PROFILE)?;
                black_box(profiles::fetch(sid).send(client).await?);
                1
            }
            Case::Create => {
                let policy = PolicySid::new(POLICY)?;
                let request = profiles::create("Acme", "ops@acme.example", policy);
                black_box(request.send(client).await?);
                1
            }
            Case::List(items) => {
                let request = profiles::list().page_size(i64::try_from(items)?);
                black_box(request.send(client).await?).items.len()
            }
            Case::Stream => {
                let mut seen = 0;
                let mut stream = profiles::list().page_size(50).stream(client);
                while let Some(profile) = stream.try_next().await? {
                    black_box(profile);
                    seen += 1;
                }
                seen
            }
        })
    }
}

impl ByHand {
    async fn call(&self, case: Case) -> Result<usize, Failure> {
        let Self { http, url } = self;
        Ok(match case {
            Case::Fetch => {
                let path = format!("{url}/v1/CustomerProfiles/{PROFILE}");
                black_box(decode::<CustomerProfile>(http.get(path)).await?);
                1
            }
            Case::Create => {
                let form = [
                    ("FriendlyName", "Acme"),
                    ("Email", "ops@acme.example"),
                    ("PolicySid", POLICY),
                ];
                let body = form_urlencoded::Serializer::new(String::new())
                    .extend_pairs(form)
                    .finish();
                let request = http
                    .post(format!("{url}/v1/CustomerProfiles"))
                    .header("content-type", "application/x-www-form-urlencoded")
                    .body(body);
                black_box(decode::<CustomerProfile>(request).await?);
                1
            }
            Case::List(items) => {
                let path = format!("{url}/v1/CustomerProfiles?PageSize={items}");
                black_box(decode::<Envelope>(http.get(path)).await?)
                    .results
                    .len()
            }
            Case::Stream => {
                let mut seen = 0;
                let mut next = Some(format!("/v1/CustomerProfiles?PageSize={ITEMS}"));
                while let Some(path) = next {
                    let page: Envelope = decode(http.get(format!("{url}{path}"))).await?;
                    for profile in page.results {
                        black_box(profile);
                        seen += 1;
                    }
                    next = page.meta.next_page_url;
                }
                seen
            }
        })
    }
}

async fn decode<T: DeserializeOwned>(request: reqwest::RequestBuilder) -> Result<T, Failure> {
    let request = request
        .basic_auth(ACCOUNT, Some("token"))
        .header("accept", "application/json");
    let response = request.send().await?.error_for_status()?;
    Ok(serde_json::from_slice(&response.bytes().await?)?)
}
