//! The business to be approved, as your application knows it from a form or a database.

use std::collections::BTreeMap;
use std::path::Path;

use serde::Deserialize;
use serde_json::{Map, Value, json};

use super::Outcome;

/// Names and answers.
#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct Business {
    /// A name of its own: steps that run again find what they made by it.
    pub(crate) reference: String,
    /// Who is told about the review.
    pub(crate) email: String,
    /// The answers to the fields of each type of end user.
    pub(crate) end_users: BTreeMap<String, Map<String, Value>>,
    /// The SID of its address (`AD…`), which another API of the vendor keeps.
    pub(crate) address_sid: String,
    /// What the customer forgot to fill in: such fields are empty until somebody asks for them.
    #[serde(default)]
    pub(crate) forgotten: Vec<String>,
}

impl Business {
    /// A business that nobody has.
    pub(crate) fn example() -> Outcome<Self> {
        let representative = |first: &str, last: &str| {
            json!({
                "first_name": first, "last_name": last, "email": format!("{first}@acme.example"),
                "phone_number": "+12025550143", "business_title": "CEO", "job_position": "CEO",
            })
        };
        let business = json!({
            "reference": "Acme (customer 17)",
            "email": "ops@acme.example",
            "address_sid": "AD00000000000000000000000000000017",
            "forgotten": ["website_url", "cnam_display_name"],
            "end_users": {
                "customer_profile_business_information": {
                    "business_name": "Acme", "business_type": "Partnership",
                    "business_identity": "direct_customer", "business_industry": "AUTOMOTIVE",
                    "business_registration_identifier": "EIN",
                    "business_registration_number": "00-0000000",
                    "business_regions_of_operation": "USA_AND_CANADA",
                    "website_url": "https://acme.example",
                    "social_media_profile_urls": "https://social.example/acme",
                },
                "authorized_representative_1": representative("ada", "Acme"),
                "authorized_representative_2": representative("bob", "Acme"),
                "cnam_information": { "cnam_display_name": "ACME" },
            },
        });
        Ok(serde_json::from_value(business)?)
    }

    /// Reads another one from a file of the same shape.
    pub(crate) fn read(file: &Path) -> Outcome<Self> {
        let text = std::fs::read_to_string(file)
            .map_err(|error| format!("cannot read {}: {error}", file.display()))?;
        Ok(serde_json::from_str(&text)
            .map_err(|error| format!("{} is no business: {error}", file.display()))?)
    }

    /// The answers that the customer gave at first.
    pub(crate) fn first_answers(&self, type_name: &str) -> Outcome<Value> {
        let mut answers = self.answers(type_name)?;
        answers.retain(|field, _| !self.forgotten.contains(field));
        Ok(Value::Object(answers))
    }

    /// The answers after somebody asked for what was missing.
    pub(crate) fn all_answers(&self, type_name: &str) -> Outcome<Value> {
        self.answers(type_name).map(Value::Object)
    }

    fn answers(&self, type_name: &str) -> Outcome<Map<String, Value>> {
        let answers = self.end_users.get(type_name).cloned();
        Ok(answers.ok_or_else(|| {
            format!("the policy asks for `{type_name}`, and nothing is known about it")
        })?)
    }
}
