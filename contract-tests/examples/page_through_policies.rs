//! Walks through all policies page by page, stops, and goes on from a bookmark.
//!
//! `cargo run -p contract-tests --example page_through_policies`

use contract_tests::sandbox::Sandbox;
use twilio_trusthub::{Client, Credentials, policies};

pub(crate) type Outcome<T> = Result<T, Box<dyn std::error::Error + Send + Sync>>;

#[tokio::main]
pub(crate) async fn main() -> Outcome<()> {
    let sandbox = Sandbox::start().await?;
    let client = Client::builder()
        .credentials(Credentials::auth_token(sandbox.account_sid(), "any"))
        .base_url(sandbox.base_url())
        .build()?;
    let mut names = Vec::new();
    let mut bookmark = None;
    // Each round could be another process on another day.
    loop {
        let (more, next) = run(&client, bookmark).await?;
        names.extend(more);
        bookmark = next;
        if bookmark.is_none() {
            break;
        }
        println!("-- stopped after {}; going on later --", names.len());
    }
    let all = policies::list()
        .page_size(1000)
        .send(&client)
        .await?
        .into_iter()
        .count();
    println!("{} policies", names.len());
    if names.len() != all {
        return Err(format!("{} of {all} policies were seen", names.len()).into());
    }
    Ok(())
}

/// Reads two pages from a bookmark on; returns what they hold, and where to go on.
async fn run(client: &Client, bookmark: Option<String>) -> Outcome<(Vec<String>, Option<String>)> {
    let mut list = policies::list().page_size(3);
    if let Some(url) = bookmark {
        list = list.at(url);
    }
    let mut pages = list.pages(client);
    let mut names = Vec::new();
    for _ in 0..2 {
        let Some(page) = pages.try_next().await? else {
            return Ok((names, None));
        };
        for policy in page {
            println!("{} {}", policy.sid, policy.friendly_name);
            names.push(policy.friendly_name);
        }
    }
    let bookmark = pages.resume_url().map(str::to_owned);
    Ok((names, bookmark))
}
