//! Every kind of error, and what to do about it.
//!
//! `cargo run -p contract-tests --example handle_errors`

use contract_tests::sandbox::{FAULT_HEADER, Sandbox};
use twilio_trusthub::{Client, Credentials, CustomerProfileSid, Error, Retry, TransportKind};
use twilio_trusthub::{customer_profiles as profiles, policies};

pub(crate) type Outcome<T> = Result<T, Box<dyn std::error::Error + Send + Sync>>;

#[tokio::main]
pub(crate) async fn main() -> Outcome<()> {
    let sandbox = Sandbox::start().await?;
    let builder = Client::builder()
        .credentials(Credentials::auth_token(sandbox.account_sid(), "any"))
        .retry(Retry::none());
    let client = builder.clone().base_url(sandbox.base_url()).build()?;
    // Nobody listens there.
    let nowhere = builder.base_url("http://127.0.0.1:9").build()?;

    let mut advice = Vec::new();
    // A sandbox goes wrong on request.
    for fault in ["429:2", "503", "504", "truncate", "cut"] {
        let list = policies::list().with_header(FAULT_HEADER, fault);
        if let Err(error) = list.send(&client).await {
            advice.push(advise(&error));
        }
    }
    if let Err(error) = policies::list().send(&nowhere).await {
        advice.push(advise(&error));
    }
    let unknown = CustomerProfileSid::new("BU00000000000000000000000000000000")?;
    if let Err(error) = profiles::fetch(&unknown).send(&client).await {
        advice.push(advise(&error));
    }
    // A line end would smuggle in a header.
    let list = policies::list().with_header("x-note", "one\r\ntwo: three");
    if let Err(error) = list.send(&client).await {
        advice.push(advise(&error));
    }

    let expected = [
        "slow down",
        "try again",
        "a gateway",
        "not understood",
        "try again",
        "no connection",
        "There is no such resource",
        "my mistake",
    ];
    for (advice, expected) in advice.iter().zip(expected) {
        println!("{advice}");
        if !advice.starts_with(expected) {
            return Err(format!("`{advice}` should be about `{expected}`").into());
        }
    }
    if advice.len() != expected.len() {
        return Err(format!("{} errors instead of {}", advice.len(), expected.len()).into());
    }
    Ok(())
}

/// What to do about an error, as a line for the log.
fn advise(error: &Error) -> String {
    match error {
        // Nothing was sent. The text names the parameter, and never shows its value.
        Error::InvalidInput(problem) => format!("my mistake, nothing was sent: {problem}"),
        Error::Transport(problem) => match problem.kind {
            TransportKind::Connect => format!("no connection, nothing was sent: {problem}"),
            // The request may have been processed: `is_retryable` tells whether that matters.
            _ if error.is_retryable() => format!("try again: {problem}"),
            _ => format!("look whether it happened: {problem}"),
        },
        Error::Api(problem) => match (problem.status, error.known_code()) {
            (429, _) => format!("slow down, wait {:?}: {problem}", problem.retry_after),
            _ if problem.is_html => format!("a gateway answered, not the API: {problem}"),
            _ if error.is_retryable() => format!("try again: {problem}"),
            (_, Some(code)) => format!("{} {}", code.meaning(), code.advice()),
            (_, None) => format!("refused: {problem}"),
        },
        // It happened, and the answer is not what this crate expects.
        Error::Decode(problem) => format!("not understood: {problem}"),
        // The enum may grow.
        other => format!("unknown: {other}"),
    }
}
