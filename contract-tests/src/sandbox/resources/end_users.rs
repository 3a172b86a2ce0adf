//! End users.

use serde_json::{Value, json};

use super::attributes;
use crate::sandbox::answer::{Answer, Refusal};
use crate::sandbox::call::{Call, Outcome};
use crate::sandbox::paging;
use crate::sandbox::rules::{immutable, owned};
use crate::sandbox::store::rows::EndUser;

pub(super) fn list(call: &Call) -> Outcome {
    let keep = |row: &EndUser| row.account == call.account;
    let show = |row: &EndUser| show(call, row);
    paging::answer(call, "results", &call.store.end_users, keep, show)
}

pub(super) fn create(call: &mut Call) -> Outcome {
    let type_name = call.required("Type");
    let types = &call.catalogue.end_user_types;
    if !types.iter().any(|known| known.machine_name == type_name) {
        let message = "There is no end-user type with this name";
        return Err(Refusal::bad(22210, message).with(json!({ "parameter": "Type" })));
    }
    let friendly_name = call.name()?;
    let attributes = attributes::read(call)?.unwrap_or_default();
    let (number, sid) = call.store.sids.next("IT");
    let row = EndUser {
        sid,
        account: call.account.to_owned(),
        friendly_name,
        type_name,
        attributes,
        created: call.now,
        updated: call.now,
    };
    let shown = show(call, &row);
    call.store.end_users.insert(number, row);
    Ok(Answer::created(shown))
}

pub(super) fn fetch(call: &Call) -> Outcome {
    let row = owned::end_user(call.store, call.account, &call.segment("Sid"))?;
    Ok(Answer::ok(show(call, row)))
}

pub(super) fn update(call: &mut Call) -> Outcome {
    let sid = call.segment("Sid");
    owned::end_user(call.store, call.account, &sid)?;
    immutable::end_user(call.store, &sid)?;
    let name = call.form("FriendlyName").map(str::to_owned);
    let attributes = attributes::read(call)?;
    let now = call.now;
    if let Some(row) = call.store.end_users.change(&sid) {
        row.friendly_name = name.unwrap_or_else(|| row.friendly_name.clone());
        row.attributes = attributes.unwrap_or_else(|| row.attributes.clone());
        row.updated = now;
    }
    fetch(call)
}

pub(super) fn delete(call: &mut Call) -> Outcome {
    let sid = call.segment("Sid");
    owned::end_user(call.store, call.account, &sid)?;
    immutable::end_user(call.store, &sid)?;
    call.store.end_users.remove(&sid);
    call.store.unassign_everywhere(&sid);
    Ok(Answer::gone())
}

fn show(call: &Call, row: &EndUser) -> Value {
    json!({
        "sid": row.sid,
        "account_sid": row.account,
        "friendly_name": row.friendly_name,
        "type": row.type_name,
        "attributes": row.attributes,
        "date_created": row.created.to_string(),
        "date_updated": row.updated.to_string(),
        "url": call.address(&format!("EndUsers/{}", row.sid)),
    })
}
