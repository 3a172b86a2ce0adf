//! Objects assigned to bundles.

use serde_json::{Value, json};

use crate::sandbox::answer::{Answer, Refusal};
use crate::sandbox::call::{Call, Outcome};
use crate::sandbox::paging;
use crate::sandbox::rules::{duplicate, owned};
use crate::sandbox::store::rows::{Bundle, Entity, Kind};

pub(super) fn list(call: &Call, kind: Kind) -> Outcome {
    let bundle = parent(call, kind)?;
    let wanted = call.query("ObjectType");
    let keep = |entity: &Entity| {
        wanted.is_none_or(|wanted| type_of(call, &entity.object).as_deref() == Some(wanted))
    };
    let show = |entity: &Entity| show(call, bundle, entity);
    paging::answer(call, "results", &bundle.entities, keep, show)
}

pub(super) fn create(call: &mut Call, kind: Kind) -> Outcome {
    let bundle = parent(call, kind)?;
    let sid = bundle.sid.clone();
    let object = call.required("ObjectSid");
    exists(call, &sid, &object)?;
    duplicate::entity(bundle, &object)?;
    let (number, assignment) = call.store.sids.next("BV");
    let entity = Entity {
        sid: assignment,
        object,
        created: call.now,
    };
    call.store.assign(kind, &sid, number, entity.clone());
    Ok(Answer::created(show(call, parent(call, kind)?, &entity)))
}

pub(super) fn fetch(call: &Call, kind: Kind) -> Outcome {
    let bundle = parent(call, kind)?;
    Ok(Answer::ok(show(call, bundle, entity(call, bundle)?)))
}

pub(super) fn delete(call: &mut Call, kind: Kind) -> Outcome {
    let bundle = parent(call, kind)?;
    let assignment = entity(call, bundle)?.sid.clone();
    let sid = bundle.sid.clone();
    call.store.unassign(kind, &sid, &assignment);
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

fn entity<'b>(call: &Call, bundle: &'b Bundle) -> Result<&'b Entity, Refusal> {
    let sid = call.segment("Sid");
    let found = bundle.entities.get(&sid);
    found.ok_or_else(|| Refusal::not_found("entity assignment", &sid))
}

/// Refuses what is no object of the account, and what is none that bundles hold.
fn exists(call: &Call, bundle: &str, object: &str) -> Result<(), Refusal> {
    let (store, account) = (&*call.store, call.account);
    let found = match object.get(..2) {
        Some("IT") => store.end_users.get(object).map(|row| &row.account),
        Some("RD") => store.documents.get(object).map(|row| &row.account),
        Some("BU") if object == bundle => None,
        Some("BU") => store.bundle(object).map(|row| &row.account),
        _ => {
            return Err(Refusal::bad(
                22206,
                "Objects of this type cannot be assigned",
            ));
        }
    };
    if found.is_some_and(|owner| owner == account) {
        Ok(())
    } else {
        Err(Refusal::bad(22205, "There is no such object"))
    }
}

/// The machine name of an object's type; of a bundle what it counts as.
fn type_of(call: &Call, object: &str) -> Option<String> {
    let store = &*call.store;
    if let Some(row) = store.end_users.get(object) {
        return Some(row.type_name.clone());
    }
    if let Some(row) = store.documents.get(object) {
        return Some(row.type_name.clone());
    }
    let policy = call.catalogue.policies.get(&store.bundle(object)?.policy)?;
    policy.provides.clone()
}

fn show(call: &Call, bundle: &Bundle, entity: &Entity) -> Value {
    json!({
        "sid": entity.sid,
        bundle.kind.member(): bundle.sid,
        "account_sid": bundle.account,
        "object_sid": entity.object,
        "date_created": entity.created.to_string(),
        "url": call.address(&format!(
            "{}/{}/EntityAssignments/{}",
            bundle.kind.collection(), bundle.sid, entity.sid
        )),
    })
}
