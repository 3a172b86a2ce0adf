//! Many businesses at once, while some answers get lost: nothing may be lost or doubled.
//!
//! ```sh
//! cargo run --release -p contract-tests --example onboard -- 5000
//! ```
//!
//! Each business is a program of its own as `customer_profile_bundle` shows it, in short. The first
//! try of an object sends it straight away; only what may be there already is looked for, since that
//! reads the whole list of the account. At the end the account is counted.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::time::{Duration, Instant};

use clap::Parser;
use contract_tests::sandbox::{FaultRule, Review, Sandbox, Verdict};
use tokio::task::JoinSet;
use twilio_trusthub::bundle::{self, NewObject, Object as _, StepError, Wait};
use twilio_trusthub::{Client, Credentials, CustomerProfileSid, PolicySid, Retry};
use twilio_trusthub::{customer_profiles, end_users, serde_json::json, supporting_documents};

type Outcome<T> = Result<T, Box<dyn std::error::Error + Send + Sync>>;

const POLICY: &str = "Starter Customer Profile of type Business";

/// Businesses that are worked on at the same time.
const AT_ONCE: usize = 64;

/// Two requests in a hundred go wrong: before they are processed, or after.
const FAULTS: &str = "503@0.004,429@0.004,503:after@0.004,504:after@0.004,cut@0.002,truncate@0.002";

/// Onboards many businesses at once in a sandbox that it starts, while some answers get lost, and
/// counts what the account holds then.
#[derive(Debug, Parser)]
#[command(name = "onboard", max_term_width = 100)]
struct Arguments {
    /// How many businesses
    #[arg(default_value_t = 500)]
    businesses: usize,
}

/// What was counted at the end.
#[derive(Debug, PartialEq, Eq)]
pub(crate) struct Counted {
    pub(crate) approved: usize,
    pub(crate) end_users: usize,
    pub(crate) documents: usize,
    /// How many profiles hold how many objects.
    pub(crate) held: BTreeMap<usize, usize>,
}

impl Counted {
    /// What there must be.
    pub(crate) fn expected(businesses: usize) -> Self {
        Self {
            approved: businesses,
            end_users: businesses,
            documents: businesses,
            held: BTreeMap::from([(3, businesses)]),
        }
    }
}

#[tokio::main]
async fn main() -> Outcome<()> {
    let Arguments { businesses } = Arguments::parse();
    let counted = run(businesses).await?;
    if counted != Counted::expected(businesses) {
        return Err(format!("something was lost or doubled: {counted:?}").into());
    }
    println!("nothing was lost, nothing was doubled");
    Ok(())
}

/// Onboards so many businesses, and counts what the account holds then.
pub(crate) async fn run(businesses: usize) -> Outcome<Counted> {
    let review = Review::rule(|_| Verdict::Approve);
    let sandbox = Sandbox::builder().review(review).start().await?;
    let (attempts, failed) = (Arc::new(AtomicUsize::new(0)), Arc::new(AtomicUsize::new(0)));
    let (count, count_failed) = (Arc::clone(&attempts), Arc::clone(&failed));
    let client = Client::builder()
        .credentials(Credentials::auth_token(sandbox.account_sid(), "any"))
        .base_url(sandbox.base_url())
        .retry(Retry::new().base_delay(Duration::from_millis(5)))
        .on_attempt(move |attempt| {
            count.fetch_add(1, Ordering::Relaxed);
            count_failed.fetch_add(usize::from(attempt.outcome.is_err()), Ordering::Relaxed);
        })
        .build()?;
    let policy = bundle::find_policy(&client, POLICY).await?.sid;
    let primary = CustomerProfileSid::new(sandbox.primary_profile_sid())?;

    sandbox.set_faults(FaultRule::parse_list(FAULTS)?);
    let start = Instant::now();
    let mut tasks = JoinSet::new();
    let mut reruns = 0;
    for number in 0..businesses {
        if tasks.len() >= AT_ONCE
            && let Some(done) = tasks.join_next().await
        {
            reruns += done??;
        }
        let (client, policy, primary) = (client.clone(), policy.clone(), primary.clone());
        tasks.spawn(async move { onboard(&client, number, &policy, &primary).await });
    }
    while let Some(done) = tasks.join_next().await {
        reruns += done??;
    }
    let elapsed = start.elapsed();
    let requests = attempts.load(Ordering::Relaxed);
    // A share of a second is enough for a figure.
    let rate = requests as u128 * 1000 / elapsed.as_millis().max(1);
    println!("{businesses} businesses, {AT_ONCE} at once, in {elapsed:.1?}");
    println!("{requests} requests, {rate} a second");
    println!(
        "{} went wrong, {reruns} times a business began again",
        failed.load(Ordering::Relaxed)
    );

    sandbox.set_faults([]);
    count_all(&client, &policy).await
}

/// Takes one business to its approval, however often that takes; returns how often it began again.
async fn onboard(
    client: &Client,
    number: usize,
    policy: &PolicySid,
    primary: &CustomerProfileSid,
) -> Result<usize, StepError> {
    let mut again = 0;
    loop {
        match steps(client, number, policy, primary, again > 0).await {
            Ok(()) => return Ok(again),
            Err(error) if error.is_retryable() && again < 50 => again += 1,
            Err(error) => return Err(error),
        }
    }
}

async fn steps(
    client: &Client,
    number: usize,
    policy: &PolicySid,
    primary: &CustomerProfileSid,
    careful: bool,
) -> Result<(), StepError> {
    let name = format!("Business {number}");
    let create = customer_profiles::create(&name, "ops@acme.example", policy);
    let profile = bundle::ensure_created(client, &create).await?.into_value();
    let person =
        end_users::create(&name, "starter_customer_profile_information").attributes(json!({
            "first_name": "Ada", "last_name": name, "email": "ada@acme.example",
            "phone_number": "+12025550143",
        }));
    provide(client, &profile.sid, &person, careful).await?;
    let address = supporting_documents::create(&name, "customer_profile_address")
        .attributes(json!({ "address_sids": "AD00000000000000000000000000000017" }));
    provide(client, &profile.sid, &address, careful).await?;
    bundle::ensure_assigned(client, &profile.sid, primary).await?;
    bundle::evaluate(client, &profile.sid, policy).await?;
    bundle::ensure_submitted(client, &profile.sid).await?;
    let pause = Duration::from_millis(5);
    let wait = Wait::at_most(Duration::from_secs(60))
        .first_pause(pause)
        .longest_pause(10 * pause);
    bundle::wait_for_verdict(client, &profile.sid, wait).await?;
    Ok(())
}

/// Where nothing can be there yet, nothing is looked for.
async fn provide<N: NewObject>(
    client: &Client,
    profile: &CustomerProfileSid,
    new: &N,
    careful: bool,
) -> Result<(), StepError> {
    if !careful && let Ok(object) = new.send_to(client).await {
        bundle::ensure_assigned(client, profile, object.object_sid()).await?;
    } else {
        bundle::ensure_object(client, profile, new).await?;
    }
    Ok(())
}

async fn count_all(client: &Client, policy: &PolicySid) -> Outcome<Counted> {
    let mut held = BTreeMap::new();
    let mut names = BTreeSet::new();
    let mut tasks = JoinSet::new();
    let list = customer_profiles::list().policy_sid(policy).page_size(1000);
    let mut profiles = list
        .status(customer_profiles::Status::TwilioApproved)
        .stream(client);
    let mut count = |objects: usize| *held.entry(objects).or_insert(0) += 1;
    while let Some(profile) = profiles.try_next().await? {
        names.insert(profile.friendly_name);
        if tasks.len() >= AT_ONCE
            && let Some(objects) = tasks.join_next().await
        {
            count(objects??);
        }
        let client = client.clone();
        tasks.spawn(async move {
            let list = customer_profiles::entity_assignments::list(&profile.sid);
            let page = list.send(&client).await?;
            Ok::<_, twilio_trusthub::Error>(page.into_iter().count())
        });
    }
    while let Some(objects) = tasks.join_next().await {
        count(objects??);
    }
    let (mut end_users, mut documents) = (0, 0);
    let mut items = end_users::list().page_size(1000).stream(client);
    while items.try_next().await?.is_some() {
        end_users += 1;
    }
    let mut items = supporting_documents::list().page_size(1000).stream(client);
    while items.try_next().await?.is_some() {
        documents += 1;
    }
    Ok(Counted {
        approved: names.len(),
        end_users,
        documents,
        held,
    })
}
