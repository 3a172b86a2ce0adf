//! Customer profiles and trust products: two resources with one behaviour.

use serde_json::{Map, Value, json};

use crate::sandbox::answer::{Answer, Refusal};
use crate::sandbox::call::{Call, Event, Outcome};
use crate::sandbox::paging;
use crate::sandbox::rules::{console, order, owned, status};
use crate::sandbox::store::rows::{Bundle, BundleStatus, Kind};

pub(super) fn list(call: &Call, kind: Kind) -> Outcome {
    let status = call.query("Status");
    let name = call.query("FriendlyName");
    let policy = call.query("PolicySid");
    let keep = |bundle: &Bundle| {
        bundle.account == call.account
            && status.is_none_or(|status| bundle.status.as_str() == status)
            && name.is_none_or(|name| bundle.friendly_name == name)
            && policy.is_none_or(|policy| bundle.policy == policy)
    };
    let show = |bundle: &Bundle| show(call, bundle);
    paging::answer(call, "results", call.store.bundles(kind), keep, show)
}

pub(super) fn create(call: &mut Call, kind: Kind) -> Outcome {
    let policy = call.required("PolicySid");
    console::may_create(&policy)?;
    let known = call.catalogue.policies.get(&policy).ok_or_else(|| {
        Refusal::parameter(format!("PolicySid {policy} is not the SID of a policy"))
    })?;
    if known.bundle != kind {
        return Err(Refusal::parameter(format!(
            "The policy {policy} is not for a {}",
            kind.noun()
        )));
    }
    let friendly_name = call.name()?;
    let email = call.required("Email");
    is_address(&email)?;
    let (number, sid) = call.store.sids.next("BU");
    let bundle = Bundle {
        friendly_name,
        email,
        status_callback: call.form("StatusCallback").map(str::to_owned),
        ..Bundle::draft(kind, sid, call.account, &policy, call.now)
    };
    let shown = show(call, &bundle);
    call.store.bundles_mut(kind).insert(number, bundle);
    Ok(Answer::created(shown))
}

pub(super) fn fetch(call: &Call, kind: Kind) -> Outcome {
    let bundle = owned::bundle(call.store, call.account, kind, &call.segment("Sid"))?;
    Ok(Answer::ok(show(call, bundle)))
}

pub(super) fn update(call: &mut Call, kind: Kind) -> Outcome {
    let sid = call.segment("Sid");
    let bundle = owned::bundle(call.store, call.account, kind, &sid)?;
    console::may_change(bundle, "changed")?;
    let properties = ["FriendlyName", "Email", "StatusCallback"];
    let changes = properties.iter().any(|name| call.form(name).is_some());
    if let Some(wanted) = call.form("Status") {
        if changes {
            return Err(Refusal::bad(
                22204,
                "Status and other properties cannot be updated in one request",
            ));
        }
        status::may_submit(bundle, wanted)?;
        status::set(call.store, &sid, BundleStatus::PendingReview, call.now);
        let submitted = owned::bundle(call.store, call.account, kind, &sid)?;
        call.events.push(Event::of(submitted, None));
    } else if changes {
        if let Some(email) = call.form("Email") {
            is_address(email)?;
        }
        let text = |name: &str| call.form.get(name)?.first().cloned();
        let (name, email) = (text("FriendlyName"), text("Email"));
        let callback = text("StatusCallback");
        let now = call.now;
        if let Some(bundle) = call.store.bundles_mut(kind).change(&sid) {
            bundle.friendly_name = name.unwrap_or_else(|| bundle.friendly_name.clone());
            bundle.email = email.unwrap_or_else(|| bundle.email.clone());
            bundle.status_callback = callback.or_else(|| bundle.status_callback.clone());
            bundle.updated = now;
        }
    }
    fetch(call, kind)
}

pub(super) fn delete(call: &mut Call, kind: Kind) -> Outcome {
    let sid = call.segment("Sid");
    let bundle = owned::bundle(call.store, call.account, kind, &sid)?;
    console::may_change(bundle, "deleted")?;
    order::may_delete(call.store, bundle)?;
    call.store.remove_bundle(kind, &sid);
    Ok(Answer::gone())
}

fn show(call: &Call, bundle: &Bundle) -> Value {
    let kind = bundle.kind;
    let path = format!("{}/{}", kind.collection(), bundle.sid);
    let below = [
        ("entity_assignments", "EntityAssignments"),
        ("evaluations", "Evaluations"),
        ("channel_endpoint_assignment", "ChannelEndpointAssignments"),
    ];
    let links: Map<String, Value> = below
        .iter()
        .map(|(name, segment)| {
            let address = call.address(&format!("{path}/{segment}"));
            (format!("{}_{name}", kind.links()), address.into())
        })
        .collect();
    let errors = bundle.errors.as_ref().map(|codes| {
        let error = |code: &u32| json!({ "code": code });
        codes.iter().map(error).collect::<Vec<_>>()
    });
    json!({
        "sid": bundle.sid,
        "account_sid": bundle.account,
        "policy_sid": bundle.policy,
        "friendly_name": bundle.friendly_name,
        "status": bundle.status.as_str(),
        "valid_until": bundle.valid_until.map(|time| time.to_string()),
        "email": bundle.email,
        "status_callback": bundle.status_callback,
        "date_created": bundle.created.to_string(),
        "date_updated": bundle.updated.to_string(),
        "url": call.address(&path),
        "links": links,
        "errors": errors,
    })
}

/// Only what is certainly no address is refused.
fn is_address(text: &str) -> Result<(), Refusal> {
    let parts = text.split_once('@');
    let plausible = parts.is_some_and(|(name, host)| {
        !name.is_empty() && host.contains('.') && !text.contains(char::is_whitespace)
    });
    if plausible {
        Ok(())
    } else {
        Err(Refusal::parameter("Email is not a valid address"))
    }
}
