//! Types of end users and supporting documents.

use indexmap::IndexMap;
use serde::Deserialize;
use serde_json::{Value, json};

use crate::sandbox::store::sids;
use crate::sandbox::store::table::{Row, Table};

/// One type.
#[derive(Debug)]
pub(crate) struct TypeRow {
    pub(crate) sid: String,
    pub(crate) machine_name: String,
    pub(crate) friendly_name: String,
    pub(crate) fields: Vec<Value>,
}

impl Row for TypeRow {
    fn key(&self) -> &str {
        &self.sid
    }
}

#[derive(Debug, Deserialize)]
#[serde(untagged)]
enum Field {
    Text(String),
    Other(String, String),
}

/// Reads a file of types.
pub(super) fn read(text: &str) -> Result<Table<TypeRow>, serde_yaml::Error> {
    let types: IndexMap<String, Vec<Field>> = serde_yaml::from_str(text)?;
    let mut table = Table::default();
    for (number, (machine_name, fields)) in (1..).zip(types) {
        let fields = fields.iter().map(|field| {
            let (name, constraint) = match field {
                Field::Text(name) => (name, "String"),
                Field::Other(name, constraint) => (name, constraint.as_str()),
            };
            json!({
                "machine_name": name,
                "friendly_name": title(name),
                "constraint": constraint,
            })
        });
        let row = TypeRow {
            sid: sids::named("OY", &machine_name),
            friendly_name: title(&machine_name),
            fields: fields.collect(),
            machine_name,
        };
        table.insert(number, row);
    }
    Ok(table)
}

/// A machine name for people: `first_name` is `First Name`.
pub(crate) fn title(machine_name: &str) -> String {
    let word = |word: &str| match word {
        "cnam" | "us" | "a2p" | "url" => word.to_uppercase(),
        "urls" => "URLs".to_owned(),
        "sids" => "SIDs".to_owned(),
        _ => {
            let mut letters = word.chars();
            let first = letters.next().map(|letter| letter.to_ascii_uppercase());
            first.into_iter().chain(letters).collect()
        }
    };
    machine_name
        .split('_')
        .map(word)
        .collect::<Vec<_>>()
        .join(" ")
}
