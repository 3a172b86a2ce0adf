//! Lists customer profiles: all of a status, and one by its name.
//!
//! `cargo run -p contract-tests --example list_and_filter`

use contract_tests::sandbox::Sandbox;
use twilio_trusthub::customer_profiles::{self as profiles, Status};
use twilio_trusthub::{Client, Credentials, bundle};

pub(crate) type Outcome<T> = Result<T, Box<dyn std::error::Error + Send + Sync>>;

#[tokio::main]
pub(crate) async fn main() -> Outcome<()> {
    let sandbox = Sandbox::start().await?;
    let client = Client::builder()
        .credentials(Credentials::auth_token(sandbox.account_sid(), "any"))
        .base_url(sandbox.base_url())
        .build()?;
    // Something to list.
    let name = "Starter Customer Profile of type Business";
    let policy = bundle::find_policy(&client, name).await?;
    for name in ["Acme", "Bobs Burgers", "Cyberdyne"] {
        profiles::create(name, "ops@acme.example", &policy.sid)
            .send(&client)
            .await?;
    }
    let (drafts, found) = run(&client).await?;
    println!("{drafts} drafts, {found} of the name");
    if (drafts, found) != (3, 1) {
        return Err("the lists are not what was created".into());
    }
    Ok(())
}

/// How many drafts there are, and how many profiles of one name.
async fn run(client: &Client) -> Outcome<(usize, usize)> {
    // Filters are setters; a stream follows the pages.
    let mut drafts = profiles::list()
        .status(Status::Draft)
        .page_size(2)
        .stream(client);
    let mut count = 0;
    while let Some(profile) = drafts.try_next().await? {
        println!("{} {}", profile.sid, profile.friendly_name);
        count += 1;
    }
    // One page, where no more can come. Names are not unique.
    let page = profiles::list().friendly_name("Acme").send(client).await?;
    for profile in &page {
        println!("{} is {}", profile.friendly_name, profile.status);
    }
    Ok((count, page.into_iter().count()))
}
