//! What is there from the start: policies, end-user types and supporting-document types.
//!
//! Responsible for: reading the data files beside this one. Not for: the primary profile, which
//! belongs to an account.

pub(crate) mod policy;
pub(crate) mod types;

use serde::Deserialize as _;
use serde::de::Error as _;

use super::store::table::Table;
use policy::{Policy, Requirements};
use types::TypeRow;

/// The policy of primary profiles, which only the Console makes.
pub(crate) const PRIMARY_POLICY: &str = "RN6433641899984f951173ef1738c3bdd0";

/// What every account sees and none can change.
#[derive(Debug)]
pub(crate) struct Catalogue {
    pub(crate) policies: Table<Policy>,
    pub(crate) end_user_types: Table<TypeRow>,
    pub(crate) document_types: Table<TypeRow>,
}

impl Catalogue {
    /// Reads the data files.
    pub(crate) fn load() -> Result<Self, serde_yaml::Error> {
        // Anchors are resolved by the first reading; the second looks at each policy.
        let listed: Vec<serde_yaml::Value> = serde_yaml::from_str(include_str!("policies.yaml"))?;
        let mut policies = Table::default();
        for (number, policy) in (1..).zip(listed) {
            let policy = Policy::deserialize(policy)?;
            serde_json::from_value::<Requirements>(policy.requirements.clone())
                .map_err(serde_yaml::Error::custom)?;
            policies.insert(number, policy);
        }
        Ok(Self {
            policies,
            end_user_types: types::read(include_str!("end_user_types.yaml"))?,
            document_types: types::read(include_str!("supporting_document_types.yaml"))?,
        })
    }
}

/// A type by its SID or its machine name: policies link types by name.
pub(crate) fn find_type<'t>(table: &'t Table<TypeRow>, key: &str) -> Option<&'t TypeRow> {
    table
        .get(key)
        .or_else(|| table.iter().find(|row| row.machine_name == key))
}
