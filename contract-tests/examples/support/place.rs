//! Where an example runs: in a sandbox that it starts, or with `--live` on the account of the
//! environment.

use std::path::PathBuf;
use std::time::Duration;

use clap::Parser;
use contract_tests::sandbox::{Review, Sandbox};
use twilio_trusthub::bundle::{self, Wait};
use twilio_trusthub::customer_profiles::{self, CustomerProfile, Status};
use twilio_trusthub::{Client, Credentials, CustomerProfileSid, Sid};

use super::Outcome;
use super::business::Business;

/// How long the sandbox reviews.
const REVIEW: Duration = Duration::from_secs(1);

/// Walks through a workflow, step by step, and prints what each step did.
#[derive(Debug, Parser)]
pub(crate) struct Arguments {
    /// Work on the account that the environment names, not in a sandbox. This creates resources that
    /// are yours, and with --submit somebody will review them
    #[arg(long, requires = "business")]
    live: bool,
    /// The business, as JSON; see `examples/support/business.rs` [default: one that nobody has]
    #[arg(long, value_name = "FILE")]
    business: Option<PathBuf>,
    /// With --live: a phone number (`PN…`) to add; can be repeated
    #[arg(long, value_name = "SID", requires = "live")]
    number: Vec<Sid>,
    /// With --live: submit for review; a sandbox always does
    #[arg(long, requires = "live")]
    submit: bool,
}

/// Where an example runs, and for whom.
pub(crate) struct Place {
    pub(crate) client: Client,
    pub(crate) business: Business,
    pub(crate) numbers: Vec<Sid>,
    /// Whether to submit, and how long to wait for the verdict.
    pub(crate) submit: Option<Wait>,
    /// It ends with the example.
    _sandbox: Option<Sandbox>,
}

impl Place {
    /// The place that the command line names.
    pub(crate) async fn from_arguments() -> Outcome<Self> {
        let arguments = Arguments::parse();
        let business = arguments.business.as_deref().map(Business::read);
        let business = business.unwrap_or_else(Business::example)?;
        if arguments.live {
            println!("On the account of the environment.");
            let day = Duration::from_secs(24 * 3600);
            return Ok(Self {
                client: Client::from_env()?,
                business,
                numbers: arguments.number,
                submit: arguments.submit.then(|| Wait::at_most(day)),
                _sandbox: None,
            });
        }
        let sandbox = Sandbox::builder()
            .review(Review::After(REVIEW))
            .start()
            .await?;
        println!(
            "In a sandbox at {}; nothing leaves this machine.",
            sandbox.base_url()
        );
        let account = Credentials::auth_token(sandbox.account_sid(), "any");
        let client = Client::builder()
            .credentials(account)
            .base_url(sandbox.base_url());
        let wait = Wait::at_most(60 * REVIEW).first_pause(REVIEW / 4);
        Ok(Self {
            client: client.build()?,
            business,
            numbers: vec![Sid::new(sandbox.add_phone_number("+12025550143"))?],
            submit: Some(wait),
            _sandbox: Some(sandbox),
        })
    }
}

/// The approved primary profile of the account. Nobody can make one over the API: the Console does.
pub(crate) async fn primary_profile(client: &Client) -> Outcome<CustomerProfileSid> {
    let name = "Primary Customer Profile of type Business";
    let policy = bundle::find_policy(client, name).await?;
    let profiles = customer_profiles::list()
        .policy_sid(policy.sid)
        .status(Status::TwilioApproved);
    let first = profiles.stream(client).limit(1).try_next().await?;
    let first: Option<CustomerProfile> = first;
    let first =
        first.ok_or("the account has no approved primary profile: make one in the Console")?;
    Ok(first.sid)
}
