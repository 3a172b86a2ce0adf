//! Types of end users and supporting documents, which nobody can change.

use serde_json::{Value, json};

use crate::sandbox::answer::{Answer, Refusal};
use crate::sandbox::call::{Call, Outcome};
use crate::sandbox::paging;
use crate::sandbox::seed::find_type;
use crate::sandbox::seed::types::TypeRow;
use crate::sandbox::store::table::Table;

const END_USERS: &str = "EndUserTypes";
const DOCUMENTS: &str = "SupportingDocumentTypes";

pub(super) fn list_end_user_types(call: &Call) -> Outcome {
    let show = |row: &TypeRow| show(call, END_USERS, row);
    let types = &call.catalogue.end_user_types;
    paging::answer(call, "end_user_types", types, |_| true, show)
}

pub(super) fn fetch_end_user_type(call: &Call) -> Outcome {
    fetch(call, END_USERS, &call.catalogue.end_user_types)
}

pub(super) fn list_document_types(call: &Call) -> Outcome {
    let show = |row: &TypeRow| show(call, DOCUMENTS, row);
    let types = &call.catalogue.document_types;
    paging::answer(call, "supporting_document_types", types, |_| true, show)
}

pub(super) fn fetch_document_type(call: &Call) -> Outcome {
    fetch(call, DOCUMENTS, &call.catalogue.document_types)
}

fn fetch(call: &Call, collection: &str, table: &Table<TypeRow>) -> Outcome {
    let key = call.segment("Sid");
    let row = find_type(table, &key).ok_or_else(|| Refusal::not_found("type", &key))?;
    Ok(Answer::ok(show(call, collection, row)))
}

fn show(call: &Call, collection: &str, row: &TypeRow) -> Value {
    json!({
        "sid": row.sid,
        "friendly_name": row.friendly_name,
        "machine_name": row.machine_name,
        "fields": row.fields,
        "url": call.address(&format!("{collection}/{}", row.sid)),
    })
}
