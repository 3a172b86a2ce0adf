//! The eleven steps of a trust product.

use twilio_trusthub::bundle::{self, Bundle as _, Checklist, Verdict, Wait};
use twilio_trusthub::trust_products::{self, TrustProduct};
use twilio_trusthub::{Client, CustomerProfileSid, Sid, policies};

use crate::support::business::Business;
use crate::support::{Outcome, objects};

/// What the product is for. The name stays; the SID behind it changes.
pub(crate) const POLICY: &str = "CNAM";

/// Walks through the steps; returns the product as it is at the end.
pub(crate) async fn run(
    client: &Client,
    business: &Business,
    profile: &CustomerProfileSid,
    numbers: &[Sid],
    submit: Option<Wait>,
) -> Outcome<TrustProduct> {
    println!(" 1  Find the policy by its name.");
    let policy = bundle::find_policy(client, POLICY).await?;
    println!("       {} is {}", policy.friendly_name, policy.sid);

    println!(" 2  Fetch it, and read what it requires.");
    let policy = policies::fetch(&policy.sid).send(client).await?;
    let checklist = Checklist::from_policy(&policy);
    for requirement in &checklist.requirements {
        println!("       {} {}", requirement.kind.as_str(), requirement.name);
    }

    println!(" 3  Create the product.");
    let create = trust_products::create(&business.reference, &business.email, &policy.sid);
    let product = bundle::ensure_created(client, &create).await?;
    let how = if product.is_new() { "made" } else { "found" };
    let product = product.into_value();
    println!("       {how} {}, {}", product.sid, product.status);

    println!(" 4  Create each end user and each supporting document,");
    println!(" 5  and assign it to the product.");
    objects::provide(client, &product.sid, &checklist, business).await?;

    println!(" 6  Assign the customer profile, on which this product stands.");
    bundle::ensure_assigned(client, &product.sid, profile).await?;
    println!("       {profile}");

    println!(" 7  Add the phone numbers: to the profile first, then to the product.");
    for number in numbers {
        bundle::ensure_number(client, profile, number).await?;
        bundle::ensure_number(client, &product.sid, number).await?;
        println!("       {number}");
    }

    println!(" 8  Evaluate.");
    let mut progress = objects::evaluate(client, &product.sid, &checklist).await?;

    println!(" 9  Mend what the evaluation named, and evaluate again.");
    if !progress.is_complete() {
        objects::mend(client, &progress, business).await?;
        progress = objects::evaluate(client, &product.sid, &checklist).await?;
    }
    if !progress.is_complete() {
        return Err(format!("{} lacks something still:\n{progress}", product.sid).into());
    }

    let Some(wait) = submit else {
        println!("    Not submitted; --submit does that.");
        return Ok(product);
    };
    println!("10  Submit it for review.");
    let submitted = bundle::ensure_submitted(client, &product.sid).await?;
    println!("       {}", submitted.value().status);

    println!("11  Follow the status to the verdict.");
    let verdict = bundle::wait_for_verdict(client, &product.sid, wait).await?;
    if let Verdict::Rejected(product) = &verdict {
        // Mend what it is about, then `bundle::resubmit`.
        println!("       rejected: {:?}", product.reasons());
    }
    let product = verdict.into_bundle();
    println!("       {}", product.status);
    Ok(product)
}
