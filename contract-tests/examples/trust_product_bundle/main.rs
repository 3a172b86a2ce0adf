//! From a policy to an approved trust product, in eleven steps: here for CNAM, the name that is shown
//! when a number calls.
//!
//! ```sh
//! cargo run -p contract-tests --example trust_product_bundle
//! ```
//!
//! Read `steps.rs`: it is the workflow. A trust product stands on a customer profile, which the steps
//! of the other example make first.

#[path = "../customer_profile_bundle/steps.rs"]
mod profile;
mod steps;
#[path = "../support/mod.rs"]
mod support;

use support::place::Place;

#[tokio::main]
async fn main() -> support::Outcome<()> {
    let place = Place::from_arguments().await?;
    let Place {
        client,
        business,
        numbers,
        submit,
        ..
    } = &place;
    println!("\nFirst the customer profile:\n");
    let profile = profile::run(client, business, numbers, *submit).await?;
    println!("\nNow the trust product:\n");
    steps::run(client, business, &profile.sid, numbers, *submit).await?;
    Ok(())
}
