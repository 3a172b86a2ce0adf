//! Requirements for end users: 22214 where there is none, 22215 for each field that is missing.

use serde_json::{Map, Value};

use super::Subject;
use super::outcome::{Field, Outcome};
use crate::sandbox::seed::policy::EndUserRequirement;
use crate::sandbox::seed::types::title;

const MISSING: u32 = 22214;
const FIELD_MISSING: u32 = 22215;

pub(super) fn check(subject: &Subject, asked: &EndUserRequirement) -> Outcome {
    let of_the_type = subject
        .bundle
        .entities
        .iter()
        .filter_map(|entity| subject.store.end_users.get(&entity.object))
        .filter(|row| row.type_name == asked.type_name);
    let best = of_the_type
        .map(|row| fields(asked, &row.attributes))
        .min_by_key(|fields| wrong(fields));
    let present = best.is_some();
    let fields = best.unwrap_or_else(|| fields(asked, &Map::new()));
    let problem = if !present {
        let reason = format!("There is no end user of the type {}.", asked.type_name);
        Some((reason, MISSING))
    } else if wrong(&fields) > 0 {
        Some((
            "A field of the end user is missing.".to_owned(),
            FIELD_MISSING,
        ))
    } else {
        None
    };
    Outcome {
        friendly_name: asked.name.clone(),
        object_type: asked.type_name.clone(),
        problem,
        fields,
        present,
    }
}

fn fields(asked: &EndUserRequirement, attributes: &Map<String, Value>) -> Vec<Field> {
    let field = |name: &String| {
        let reason = || (format!("{} is missing.", title(name)), FIELD_MISSING);
        let problem = (!is_there(attributes.get(name))).then(reason);
        Field::new(name, problem)
    };
    asked.fields.iter().map(field).collect()
}

fn wrong(fields: &[Field]) -> usize {
    fields
        .iter()
        .filter(|field| field.problem.is_some())
        .count()
}

/// Whether an attribute says anything.
pub(super) fn is_there(value: Option<&Value>) -> bool {
    match value {
        None | Some(Value::Null) => false,
        Some(Value::String(text)) => !text.trim().is_empty(),
        Some(Value::Array(items)) => !items.is_empty(),
        Some(_) => true,
    }
}
