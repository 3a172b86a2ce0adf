//! Requirements for supporting documents: 22216 where there is none, 22217 for a field that is
//! missing, 22219 for an address that is missing or is no address.

use serde_json::{Map, Value};

use super::Subject;
use super::end_user::is_there;
use super::outcome::{Field, Outcome};
use crate::sandbox::seed::policy::AcceptedDocument;
use crate::sandbox::seed::types::title;

const MISSING: u32 = 22216;
const FIELD_MISSING: u32 = 22217;
const ADDRESS_MISSING: u32 = 22219;
const ADDRESSES: &str = "address_sids";

pub(super) fn check(subject: &Subject, asked: &AcceptedDocument) -> Outcome {
    let of_the_type = subject
        .bundle
        .entities
        .iter()
        .filter_map(|entity| subject.store.documents.get(&entity.object))
        .filter(|row| row.type_name == asked.type_name);
    let best = of_the_type
        .map(|row| fields(asked, &row.attributes))
        .min_by_key(|fields| {
            fields
                .iter()
                .filter(|field| field.problem.is_some())
                .count()
        });
    let present = best.is_some();
    let fields = best.unwrap_or_else(|| fields(asked, &Map::new()));
    let first = fields.iter().find_map(|field| field.problem.as_ref());
    let problem = match first {
        _ if !present => {
            let reason = format!("There is no document of the type {}.", asked.type_name);
            Some((reason, MISSING))
        }
        Some((_, code)) => Some(("A field of the document is missing.".to_owned(), *code)),
        None => None,
    };
    Outcome {
        friendly_name: asked.name.clone(),
        object_type: asked.type_name.clone(),
        problem,
        fields,
        present,
    }
}

fn fields(asked: &AcceptedDocument, attributes: &Map<String, Value>) -> Vec<Field> {
    let field = |name: &String| {
        let value = attributes.get(name);
        let problem = if name == ADDRESSES {
            address(value)
        } else if is_there(value) {
            None
        } else {
            Some((format!("{} is missing.", title(name)), FIELD_MISSING))
        };
        Field::new(name, problem)
    };
    asked.fields.iter().map(field).collect()
}

/// One address, several in a list, or several in one text.
fn address(value: Option<&Value>) -> Option<(String, u32)> {
    let sids: Vec<&str> = match value {
        Some(Value::String(text)) => text.split(',').map(str::trim).collect(),
        Some(Value::Array(items)) => items.iter().filter_map(Value::as_str).collect(),
        _ => Vec::new(),
    };
    let is_address = |sid: &&str| {
        sid.strip_prefix("AD")
            .is_some_and(|rest| rest.len() == 32 && rest.bytes().all(|b| b.is_ascii_hexdigit()))
    };
    if !sids.is_empty() && sids.iter().all(is_address) {
        return None;
    }
    let reason = if is_there(value) {
        "The address SID is not that of an address."
    } else {
        "The address is missing."
    };
    Some((reason.to_owned(), ADDRESS_MISSING))
}
