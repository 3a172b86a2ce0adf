//! From a policy to an approved customer profile, in eleven steps.
//!
//! ```sh
//! cargo run -p contract-tests --example customer_profile_bundle
//! ```
//!
//! Read `steps.rs`: it is the workflow. Run it again after a crash: every step finds what is there.

mod steps;
#[path = "../support/mod.rs"]
mod support;

use support::place::Place;

#[tokio::main]
async fn main() -> support::Outcome<()> {
    let place = Place::from_arguments().await?;
    steps::run(&place.client, &place.business, &place.numbers, place.submit).await?;
    Ok(())
}
