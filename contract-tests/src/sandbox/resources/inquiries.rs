//! Onboarding sessions of the form that an application embeds. The form itself is the vendor's; the
//! sandbox gives out the ids and tokens that open it.

use percent_encoding::{NON_ALPHANUMERIC, utf8_percent_encode};
use serde_json::{Value, json};

use crate::sandbox::answer::{Answer, Refusal};
use crate::sandbox::call::{Call, Outcome};
use crate::sandbox::rules::owned;
use crate::sandbox::store::rows::{Kind, Session};

/// Area codes of toll-free numbers in North America.
const TOLL_FREE: [&str; 7] = ["800", "833", "844", "855", "866", "877", "888"];

pub(super) fn start_customer(call: &mut Call) -> Outcome {
    primary_profile(call)?;
    let id = start(call, "customer", "BU");
    Ok(Answer::created(session(
        call,
        "customer_id",
        &id,
        "Customers",
        "/Initialize",
    )))
}

pub(super) fn resume_customer(call: &mut Call) -> Outcome {
    let id = known(call, "CustomerId", "customer")?;
    primary_profile(call)?;
    Ok(Answer::ok(session(
        call,
        "customer_id",
        &id,
        "Customers",
        "/Initialize",
    )))
}

pub(super) fn start_registration(call: &mut Call) -> Outcome {
    for name in ["AddressCountryCode", "EmergencyAddressCountryCode"] {
        let code = call.form(name).unwrap_or("GB");
        let is_code = code.len() == 2 && code.bytes().all(|byte| byte.is_ascii_uppercase());
        // `XX` is reserved for no country at all.
        if !is_code || code == "XX" {
            let message = format!("{name} is not a country");
            return Err(Refusal::parameter(message).with(json!({ name: code })));
        }
    }
    let id = start(call, "registration", "BU");
    Ok(Answer::created(registration(call, &id)))
}

pub(super) fn resume_registration(call: &mut Call) -> Outcome {
    let id = known(call, "RegistrationId", "registration")?;
    Ok(Answer::ok(registration(call, &id)))
}

pub(super) fn start_tollfree(call: &mut Call) -> Outcome {
    let number = call.required("TollfreePhoneNumber");
    let code = number.strip_prefix("+1").and_then(|rest| rest.get(..3));
    if !code.is_some_and(|code| TOLL_FREE.contains(&code)) {
        return Err(Refusal::parameter(
            "TollfreePhoneNumber is not a toll-free number",
        ));
    }
    if let Some(profile) = call.form("CustomerProfileSid") {
        owned::bundle(call.store, call.account, Kind::CustomerProfile, profile).map_err(|_| {
            Refusal::parameter("CustomerProfileSid is not a profile of the account")
        })?;
    }
    let id = start(call, "tollfree", "PN");
    let shown = session(call, "registration_id", &id, "", "Tollfree/Initialize");
    Ok(Answer::created(shown))
}

fn primary_profile(call: &Call) -> Result<(), Refusal> {
    let Some(sid) = call.form("PrimaryProfileSid") else {
        return Ok(());
    };
    owned::bundle(call.store, call.account, Kind::CustomerProfile, sid)
        .map(|_| ())
        .map_err(|_| Refusal::parameter("PrimaryProfileSid is not a profile of the account"))
}

/// Remembers a new session and gives its id.
fn start(call: &mut Call, what: &str, prefix: &str) -> String {
    let (number, sid) = call.store.sids.next(prefix);
    let id = format!("tri1.us1.trusthub.{}.{what}.{sid}", call.account);
    let row = Session {
        id: id.clone(),
        account: call.account.to_owned(),
    };
    call.store.sessions.insert(number, row);
    id
}

fn known(call: &Call, parameter: &str, what: &str) -> Result<String, Refusal> {
    let id = call.segment(parameter);
    let found = call.store.sessions.get(&id);
    let is_own = found
        .is_some_and(|row| row.account == call.account && row.id.contains(&format!(".{what}.")));
    if is_own {
        Ok(id)
    } else {
        Err(Refusal::new(404, 20404, format!("There is no such {what}")))
    }
}

fn registration(call: &mut Call, id: &str) -> Value {
    let end = "/RegulatoryCompliance/GB/Initialize";
    session(call, "registration_id", id, "Registration", end)
}

/// What opens the form: every call gives a new token.
fn session(call: &mut Call, member: &str, id: &str, collection: &str, end: &str) -> Value {
    let (_, token) = call.store.sids.next("");
    let encoded = utf8_percent_encode(id, NON_ALPHANUMERIC).to_string();
    let place = if collection.is_empty() {
        end.to_owned()
    } else {
        // Dots are as safe as letters, and the vendor leaves them as they are.
        format!("{collection}/{}{end}", encoded.replace("%2E", "."))
    };
    json!({
        "inquiry_id": format!("inq_{}", token.get(..24).unwrap_or_default()),
        "inquiry_session_token": format!("sandbox.{token}"),
        member: id,
        "url": call.address(&format!("ComplianceInquiries/{place}")),
    })
}
