//! Receives the verdict on a bundle: a small HTTP server that checks signatures.
//!
//! `cargo run -p contract-tests --example receive_callback`

use std::sync::Arc;

use axum::Router;
use axum::body::Bytes;
use axum::extract::State;
use axum::http::{HeaderMap, StatusCode};
use axum::routing::post;
use contract_tests::sandbox::Sandbox;
use tokio::sync::mpsc;
use twilio_trusthub::customer_profiles::{self as profiles, Status};
use twilio_trusthub::webhook::{StatusCallback, Validator};
use twilio_trusthub::{Client, Credentials, bundle};

pub(crate) type Outcome<T> = Result<T, Box<dyn std::error::Error + Send + Sync>>;

/// The auth token of the account: callbacks are signed with it, whatever the client uses.
const AUTH_TOKEN: &str = "an-auth-token";

/// What the handler needs.
struct Receiver {
    validator: Validator,
    /// The URL as the API was given it, with its query.
    url: String,
    verdicts: mpsc::UnboundedSender<StatusCallback>,
}

/// The status to answer with.
async fn receive(
    State(receiver): State<Arc<Receiver>>,
    headers: HeaderMap,
    body: Bytes,
) -> StatusCode {
    let signature = headers.get("x-twilio-signature");
    let signature = signature
        .and_then(|value| value.to_str().ok())
        .unwrap_or_default();
    match receiver
        .validator
        .status_callback(&receiver.url, &body, signature)
    {
        Ok(callback) => {
            // Answer fast, work elsewhere.
            let _ = receiver.verdicts.send(callback);
            StatusCode::NO_CONTENT
        }
        Err(_) => StatusCode::FORBIDDEN,
    }
}

#[tokio::main]
pub(crate) async fn main() -> Outcome<()> {
    let listener = tokio::net::TcpListener::bind("127.0.0.1:0").await?;
    let url = format!("http://{}/hooks/trusthub?tenant=17", listener.local_addr()?);
    let (verdicts, mut incoming) = mpsc::unbounded_channel();
    let receiver = Receiver {
        validator: Validator::new(AUTH_TOKEN)?,
        url: url.clone(),
        verdicts,
    };
    let router = Router::new().route("/hooks/trusthub", post(receive));
    let router = router.with_state(Arc::new(receiver));
    let server = tokio::spawn(async move { axum::serve(listener, router).await });

    let sandbox = Sandbox::start().await?;

    // Anybody can post to that URL.
    let forged = "AccountSid=AC1&BundleSid=BU1&Status=twilio-approved";
    let answer = reqwest::Client::new()
        .post(&url)
        .body(forged)
        .send()
        .await?;
    println!("a forged callback is answered with {}", answer.status());
    if answer.status() != 403 {
        return Err("a forged callback was accepted".into());
    }

    let client = Client::builder()
        .credentials(Credentials::auth_token(sandbox.account_sid(), AUTH_TOKEN))
        .base_url(sandbox.base_url())
        .build()?;
    let name = "Starter Customer Profile of type Business";
    let policy = bundle::find_policy(&client, name).await?;
    let create = profiles::create("Acme", "ops@acme.example", policy.sid);
    let profile = create.status_callback(&url).send(&client).await?;
    bundle::ensure_submitted(&client, &profile.sid).await?;
    sandbox.reject(&profile.sid, [18602], "the number is not known")?;

    // The same event can come twice, so act on what is new, and on the bundle as it is.
    let mut last = Status::Draft;
    while last != Status::TwilioRejected {
        let callback = incoming.recv().await.ok_or("the receiver ended")?;
        let status: Status = callback.status_as();
        if callback.bundle_sid != profile.sid.as_str() || status == last {
            continue;
        }
        println!("{} is {status}", callback.bundle_sid);
        last = status;
    }
    let now = profiles::fetch(&profile.sid).send(&client).await?;
    println!(
        "errors: {:?}",
        now.errors
            .unwrap_or_default()
            .iter()
            .map(|e| e.code)
            .collect::<Vec<_>>()
    );
    server.abort();
    Ok(())
}
