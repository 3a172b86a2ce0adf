//! The eleven steps of a customer profile.

use twilio_trusthub::bundle::{self, Bundle as _, Checklist, Verdict, Wait};
use twilio_trusthub::customer_profiles::{self, CustomerProfile};
use twilio_trusthub::{Client, Sid, policies};

use crate::support::business::Business;
use crate::support::{Outcome, objects, place};

/// What the profile is for. The name stays; the SID behind it changes.
pub(crate) const POLICY: &str = "Secondary Customer Profile of type Business";

/// Walks through the steps; returns the profile as it is at the end.
pub(crate) async fn run(
    client: &Client,
    business: &Business,
    numbers: &[Sid],
    submit: Option<Wait>,
) -> Outcome<CustomerProfile> {
    println!(" 1  Find the policy by its name.");
    let policy = bundle::find_policy(client, POLICY).await?;
    println!("       {} is {}", policy.friendly_name, policy.sid);

    println!(" 2  Fetch it, and read what it requires.");
    let policy = policies::fetch(&policy.sid).send(client).await?;
    let checklist = Checklist::from_policy(&policy);
    for requirement in &checklist.requirements {
        println!("       {} {}", requirement.kind.as_str(), requirement.name);
    }

    println!(" 3  Create the profile.");
    let create = customer_profiles::create(&business.reference, &business.email, &policy.sid);
    let profile = bundle::ensure_created(client, &create).await?;
    let how = if profile.is_new() { "made" } else { "found" };
    let profile = profile.into_value();
    println!("       {how} {}, {}", profile.sid, profile.status);

    println!(" 4  Create each end user and each supporting document,");
    println!(" 5  and assign it to the profile.");
    objects::provide(client, &profile.sid, &checklist, business).await?;

    println!(" 6  Assign the primary profile, under which this one stands.");
    let primary = place::primary_profile(client).await?;
    bundle::ensure_assigned(client, &profile.sid, &primary).await?;
    println!("       {primary}");

    println!(" 7  Add the phone numbers.");
    for number in numbers {
        bundle::ensure_number(client, &profile.sid, number).await?;
        println!("       {number}");
    }

    println!(" 8  Evaluate.");
    let mut progress = objects::evaluate(client, &profile.sid, &checklist).await?;

    println!(" 9  Mend what the evaluation named, and evaluate again.");
    if !progress.is_complete() {
        objects::mend(client, &progress, business).await?;
        progress = objects::evaluate(client, &profile.sid, &checklist).await?;
    }
    if !progress.is_complete() {
        return Err(format!("{} lacks something still:\n{progress}", profile.sid).into());
    }

    let Some(wait) = submit else {
        println!("    Not submitted; --submit does that.");
        return Ok(profile);
    };
    println!("10  Submit it for review.");
    let submitted = bundle::ensure_submitted(client, &profile.sid).await?;
    println!("       {}", submitted.value().status);

    println!("11  Follow the status to the verdict.");
    let verdict = bundle::wait_for_verdict(client, &profile.sid, wait).await?;
    if let Verdict::Rejected(profile) = &verdict {
        // Mend what it is about, then `bundle::resubmit`.
        println!("       rejected: {:?}", profile.reasons());
    }
    let profile = verdict.into_bundle();
    println!("       {}", profile.status);
    Ok(profile)
}
