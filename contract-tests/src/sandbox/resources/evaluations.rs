//! Evaluations of bundles: each `POST` makes a new one and changes nothing else.

use serde_json::{Value, json};

use crate::sandbox::answer::{Answer, Refusal};
use crate::sandbox::call::{Call, Outcome};
use crate::sandbox::evaluation;
use crate::sandbox::paging;
use crate::sandbox::rules::owned;
use crate::sandbox::store::rows::{Bundle, Evaluation, Kind};

pub(super) fn list(call: &Call, kind: Kind) -> Outcome {
    let bundle = parent(call, kind)?;
    let show = |row: &Evaluation| show(call, bundle, row);
    paging::answer(call, "results", &bundle.evaluations, |_| true, show)
}

pub(super) fn create(call: &mut Call, kind: Kind) -> Outcome {
    let bundle = parent(call, kind)?;
    let sid = bundle.sid.clone();
    let policy = call.required("PolicySid");
    let known = call.catalogue.policies.get(&policy).ok_or_else(|| {
        Refusal::parameter(format!("PolicySid {policy} is not the SID of a policy"))
    })?;
    let found = evaluation::evaluate(call.store, call.catalogue, known, bundle);
    let (number, evaluation) = call.store.sids.next("EL");
    let row = Evaluation {
        sid: evaluation,
        policy,
        compliant: found.is_compliant(),
        results: found.show(),
        created: call.now,
    };
    call.store.add_evaluation(kind, &sid, number, row.clone());
    Ok(Answer::created(show(call, parent(call, kind)?, &row)))
}

pub(super) fn fetch(call: &Call, kind: Kind) -> Outcome {
    let bundle = parent(call, kind)?;
    let sid = call.segment("Sid");
    let found = bundle.evaluations.get(&sid);
    let row = found.ok_or_else(|| Refusal::not_found("evaluation", &sid))?;
    Ok(Answer::ok(show(call, bundle, row)))
}

fn parent<'c>(call: &'c Call, kind: Kind) -> Result<&'c Bundle, Refusal> {
    owned::bundle(
        call.store,
        call.account,
        kind,
        &call.segment(kind.parameter()),
    )
}

fn show(call: &Call, bundle: &Bundle, row: &Evaluation) -> Value {
    let status = if row.compliant {
        "compliant"
    } else {
        "noncompliant"
    };
    json!({
        "sid": row.sid,
        "account_sid": bundle.account,
        "policy_sid": row.policy,
        bundle.kind.member(): bundle.sid,
        "status": status,
        "results": row.results,
        "date_created": row.created.to_string(),
        "url": call.address(&format!(
            "{}/{}/Evaluations/{}",
            bundle.kind.collection(), bundle.sid, row.sid
        )),
    })
}
