//! Creates a customer profile, changes it, looks at it, and deletes it.
//!
//! `cargo run -p contract-tests --example create_profile`
//!
//! The way to an approval is longer: see `customer_profile_bundle`.

use contract_tests::sandbox::Sandbox;
use twilio_trusthub::{Client, Credentials, KnownCode, bundle, customer_profiles as profiles};

pub(crate) type Outcome<T> = Result<T, Box<dyn std::error::Error + Send + Sync>>;

#[tokio::main]
pub(crate) async fn main() -> Outcome<()> {
    let sandbox = Sandbox::start().await?;
    let client = Client::builder()
        .credentials(Credentials::auth_token(sandbox.account_sid(), "any"))
        .base_url(sandbox.base_url())
        .build()?;
    run(&client).await
}

async fn run(client: &Client) -> Outcome<()> {
    let name = "Secondary Customer Profile of type Business";
    let policy = bundle::find_policy(client, name).await?;

    // What is required is an argument, what is optional a setter. Nothing is sent before `send`.
    let create = profiles::create("Acme", "ops@acme.example", &policy.sid)
        .status_callback("https://acme.example/hooks/trusthub");
    println!(
        "{} {}",
        create.request().method().as_str(),
        create.request().path()?
    );
    let profile = create.send(client).await?;
    println!("{} is {}", profile.sid, profile.status);

    let profile = profiles::update(&profile.sid)
        .friendly_name("Acme Ltd")
        .send(client)
        .await?;
    let response = profiles::fetch(&profile.sid)
        .send_with_response(client)
        .await?;
    println!(
        "{} after {} attempt, request {}",
        response.value.friendly_name,
        response.attempts,
        response.request_id.as_deref().unwrap_or("without an id"),
    );
    if response.value.friendly_name != "Acme Ltd" {
        return Err("the update was lost".into());
    }

    profiles::delete(&profile.sid).send(client).await?;
    match profiles::fetch(&profile.sid).send(client).await {
        Err(error) if error.known_code() == Some(KnownCode::NotFound) => println!("it is gone"),
        other => return Err(format!("it is not gone: {other:?}").into()),
    }
    Ok(())
}
