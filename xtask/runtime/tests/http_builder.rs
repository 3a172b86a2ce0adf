//! An HTTP client for an application that has nothing of TLS but what this crate brings. In a program
//! of its own, since a provider of cryptography that another test installs would hide a missing one.
#![forbid(unsafe_code)]

use trusthub_runtime::runtime::{Client, ClientBuilder, Credentials};

#[test]
fn it_needs_nothing_to_be_installed_before() {
    let http = ClientBuilder::http_builder().unwrap().build().unwrap();
    let client = Client::builder()
        .credentials(Credentials::auth_token("AC1", "token"))
        .http_client(http)
        .build();
    assert!(client.is_ok(), "{client:?}");
}
