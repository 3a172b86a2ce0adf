//! End users and supporting documents of a bundle, whichever kind of bundle it is.

use twilio_trusthub::bundle::{self, BundleSid, Checklist, Ensured, Progress, RequirementKind};
use twilio_trusthub::bundle::{Requirement, Standing};
use twilio_trusthub::{Client, EndUserSid, Sid, end_users, serde_json, supporting_documents};

use super::Outcome;
use super::business::Business;

/// Creates each end user and supporting document that the checklist asks for, and assigns it.
pub(crate) async fn provide<S: BundleSid>(
    client: &Client,
    sid: &S,
    checklist: &Checklist,
    business: &Business,
) -> Outcome<()> {
    for requirement in &checklist.requirements {
        provide_one(client, sid, requirement, business).await?;
    }
    Ok(())
}

async fn provide_one<S: BundleSid>(
    client: &Client,
    sid: &S,
    requirement: &Requirement,
    business: &Business,
) -> Outcome<()> {
    // Any alternative will do.
    let Some(alternative) = requirement.alternatives.first() else {
        return Ok(());
    };
    let type_name = &alternative.type_name;
    // The reference is in every name, so that no customer gets an object of another one.
    let name = format!("{} {type_name}", business.reference);
    match requirement.kind {
        RequirementKind::EndUser => {
            let create =
                end_users::create(name, type_name).attributes(business.first_answers(type_name)?);
            let end_user = bundle::ensure_object(client, sid, &create).await?;
            told(type_name, &end_user, |end_user| end_user.sid.as_ref());
        }
        RequirementKind::Document => {
            let create = supporting_documents::create(name, type_name)
                .attributes(serde_json::json!({ "address_sids": business.address_sid }));
            let document = bundle::ensure_object(client, sid, &create).await?;
            told(type_name, &document, |document| document.sid.as_ref());
        }
        // Other bundles are not made here: they are assigned by the next step.
        _ => {}
    }
    Ok(())
}

fn told<T>(type_name: &str, object: &Ensured<T>, sid: impl Fn(&T) -> &Sid) {
    let how = if object.is_new() { "made" } else { "found" };
    println!("       {how} {} ({type_name})", sid(object.value()));
}

/// Shows what an evaluation said, beside what the bundle holds.
pub(crate) async fn evaluate<S: BundleSid>(
    client: &Client,
    sid: &S,
    checklist: &Checklist,
) -> Outcome<Progress> {
    let held = bundle::held(client, sid).await?;
    let evaluation = bundle::evaluate(client, sid, &checklist.policy_sid).await?;
    let progress = checklist.compare(&held).evaluated(&evaluation.results);
    for line in progress.to_string().lines() {
        println!("       {line}");
    }
    Ok(progress)
}

/// Mends what an evaluation named: fills in the fields that are empty, with what the customer said
/// when asked again.
pub(crate) async fn mend(client: &Client, progress: &Progress, business: &Business) -> Outcome<()> {
    for item in progress.open() {
        let Standing::Refused {
            by: Some(by),
            fields,
            ..
        } = &item.standing
        else {
            continue;
        };
        // What cannot be mended here stays open, and the next evaluation tells.
        let Ok(end_user) = EndUserSid::new(by.as_str()) else {
            continue;
        };
        let held = end_users::fetch(&end_user).send(client).await?;
        let answers = business.all_answers(&held.r#type)?;
        end_users::update(&end_user)
            .attributes(answers)
            .send(client)
            .await?;
        println!("       filled in {} of {end_user}", fields.join(", "));
    }
    Ok(())
}
