//! Phone numbers assigned to bundles.

use serde_json::{Value, json};

use crate::sandbox::answer::{Answer, Refusal};
use crate::sandbox::call::{Call, Outcome};
use crate::sandbox::paging;
use crate::sandbox::rules::{duplicate, order, owned};
use crate::sandbox::store::rows::{Bundle, Endpoint, Kind};

/// The one type that is known.
const PHONE_NUMBER: &str = "phone-number";

pub(super) fn list(call: &Call, kind: Kind) -> Outcome {
    let bundle = parent(call, kind)?;
    let one = call.query("ChannelEndpointSid");
    let several = call.query("ChannelEndpointSids");
    let keep = |row: &Endpoint| {
        one.is_none_or(|sid| row.number_sid == sid)
            && several.is_none_or(|sids| sids.split(',').any(|sid| sid.trim() == row.number_sid))
    };
    let show = |row: &Endpoint| show(call, bundle, row);
    paging::answer(call, "results", &bundle.endpoints, keep, show)
}

pub(super) fn create(call: &mut Call, kind: Kind) -> Outcome {
    let bundle = parent(call, kind)?;
    let sid = bundle.sid.clone();
    let endpoint_type = call.required("ChannelEndpointType");
    let endpoint = call.required("ChannelEndpointSid");
    if endpoint_type != PHONE_NUMBER {
        return Err(Refusal::parameter(format!(
            "ChannelEndpointType must be {PHONE_NUMBER}"
        )));
    }
    if !endpoint.starts_with("PN") {
        return Err(Refusal::parameter(
            "ChannelEndpointSid is not the SID of a phone number",
        ));
    }
    duplicate::endpoint(bundle, &endpoint)?;
    order::may_add(call.store, bundle, &endpoint)?;
    let (number, assignment) = call.store.sids.next("RA");
    let row = Endpoint {
        sid: assignment,
        medium: endpoint_type,
        number_sid: endpoint,
        created: call.now,
    };
    call.store.add_endpoint(kind, &sid, number, row.clone());
    Ok(Answer::created(show(call, parent(call, kind)?, &row)))
}

pub(super) fn fetch(call: &Call, kind: Kind) -> Outcome {
    let bundle = parent(call, kind)?;
    Ok(Answer::ok(show(call, bundle, endpoint(call, bundle)?)))
}

pub(super) fn delete(call: &mut Call, kind: Kind) -> Outcome {
    let bundle = parent(call, kind)?;
    let row = endpoint(call, bundle)?;
    order::may_remove(call.store, bundle, &row.number_sid)?;
    let (sid, assignment) = (bundle.sid.clone(), row.sid.clone());
    if let Some(bundle) = call.store.bundles_mut(kind).change(&sid) {
        bundle.endpoints.remove(&assignment);
    }
    Ok(Answer::gone())
}

fn parent<'c>(call: &'c Call, kind: Kind) -> Result<&'c Bundle, Refusal> {
    owned::bundle(
        call.store,
        call.account,
        kind,
        &call.segment(kind.parameter()),
    )
}

fn endpoint<'b>(call: &Call, bundle: &'b Bundle) -> Result<&'b Endpoint, Refusal> {
    let sid = call.segment("Sid");
    let found = bundle.endpoints.get(&sid);
    found.ok_or_else(|| Refusal::not_found("channel endpoint assignment", &sid))
}

fn show(call: &Call, bundle: &Bundle, row: &Endpoint) -> Value {
    json!({
        "sid": row.sid,
        bundle.kind.member(): bundle.sid,
        "account_sid": bundle.account,
        "channel_endpoint_type": row.medium,
        "channel_endpoint_sid": row.number_sid,
        "date_created": row.created.to_string(),
        "url": call.address(&format!(
            "{}/{}/ChannelEndpointAssignments/{}",
            bundle.kind.collection(), bundle.sid, row.sid
        )),
    })
}
