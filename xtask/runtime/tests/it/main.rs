//! The runtime through its public API, against a local server.

mod answers;
mod cancel;
mod client_wide;
mod config;
mod decoding;
mod encoding;
mod errors;
mod faults;
mod hostile;
mod json_bodies;
mod limits;
mod paging;
mod paging_layouts;
mod paths;
mod random;
mod retries;
mod secrets;
mod server;
mod styles;

use std::time::Duration;

use trusthub_runtime::runtime::{Client, ClientBuilder, Credentials, Method, Request, Retry};

const TOKEN: &str = "secret-token-0123456789";
const DOCUMENT_SERVER: &str = "https://trusthub.twilio.com";

/// A builder for a client of the test server, with pauses that tests can afford.
fn builder(server: &server::Server) -> ClientBuilder {
    Client::builder()
        .credentials(Credentials::auth_token("AC123", TOKEN))
        .base_url(&server.url)
        .timeout(Duration::from_secs(5))
        .retry(Retry::new().base_delay(Duration::from_millis(2)))
}

fn client(server: &server::Server) -> Client {
    builder(server).build().unwrap()
}

fn get() -> Request {
    Request::new(
        "FetchPolicy",
        Method::Get,
        DOCUMENT_SERVER,
        "/v1/Policies/{Sid}",
    )
    .segment("Sid", "RN1")
}

fn post() -> Request {
    Request::new("CreateThing", Method::Post, DOCUMENT_SERVER, "/v1/Things")
}

fn delete() -> Request {
    Request::new(
        "DeleteThing",
        Method::Delete,
        DOCUMENT_SERVER,
        "/v1/Things/{Sid}",
    )
    .segment("Sid", "BU1")
}

fn list() -> Request {
    Request::new("ListPolicy", Method::Get, DOCUMENT_SERVER, "/v1/Policies")
}
