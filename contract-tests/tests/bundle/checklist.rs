//! What a policy requires, and how far a bundle is.

use serde_json::{Value, json};
use twilio_trusthub::bundle::{Checklist, Held, RequirementKind, Standing};
use twilio_trusthub::policies::Policy;
use twilio_trusthub::types::EvaluationResult;
use twilio_trusthub::{Sid, testing};

use super::server::sid;

fn checklist(requirements: &Value) -> Checklist {
    let policy: Policy = testing::sample(json!({
        "sid": sid("RN", 1), "friendly_name": "A policy", "requirements": requirements,
    }))
    .unwrap();
    Checklist::from_policy(&policy)
}

/// Shaped as the vendor's policy of secondary business profiles.
fn business() -> Checklist {
    checklist(&json!({
        "end_user": [
            { "type": "business", "name": "Business", "requirement_name": "business",
              "fields": ["business_name", "website_url"], "url": "/EndUserTypes/business" },
            { "type": "representative_1", "requirement_name": "representative_1",
              "fields": ["first_name"] },
        ],
        "supporting_document": [[
            { "type": "document", "name": "Address", "description": "Where it is",
              "requirement_name": "address", "accepted_documents": [
                { "type": "customer_profile_address", "fields": ["address_sids"] },
                { "type": "starter_customer_profile_address", "fields": ["address_sids"] },
              ] },
        ]],
        "supporting_customer_profiles": [
            { "type": "primary_business", "name": "Primary", "requirement_name": "primary" },
        ],
        "supporting_trust_products": [],
    }))
}

fn names(list: &Checklist) -> Vec<(RequirementKind, &str, Vec<&str>)> {
    let requirements = list.requirements.iter();
    let shown = requirements.map(|one| {
        let types = one
            .alternatives
            .iter()
            .map(|type_| type_.type_name.as_str());
        (one.kind, one.name.as_str(), types.collect())
    });
    shown.collect()
}

#[test]
fn each_kind_of_requirement_is_read() {
    let list = business();
    assert_eq!(list.policy_name, "A policy");
    let address = vec![
        "customer_profile_address",
        "starter_customer_profile_address",
    ];
    assert_eq!(
        names(&list),
        [
            (RequirementKind::EndUser, "business", vec!["business"]),
            (
                RequirementKind::EndUser,
                "representative_1",
                vec!["representative_1"]
            ),
            (RequirementKind::Document, "address", address),
            (
                RequirementKind::CustomerProfile,
                "primary",
                vec!["primary_business"]
            ),
        ]
    );
    let fields = &list.requirements[0].alternatives[0].fields;
    assert_eq!(fields, &["business_name", "website_url"]);
}

#[test]
fn entries_of_one_requirement_name_are_alternatives() {
    let list = checklist(&json!({
        "end_user": [
            { "type": "person", "requirement_name": "owner" },
            { "type": "company", "requirement_name": "owner" },
        ],
        "supporting_customer_profiles": [
            { "type": "starter_business", "requirement_name": "owner" },
            { "type": "starter_direct", "requirement_name": "owner" },
        ],
    }));
    assert_eq!(
        names(&list),
        [
            (RequirementKind::EndUser, "owner", vec!["person", "company"]),
            (
                RequirementKind::CustomerProfile,
                "owner",
                vec!["starter_business", "starter_direct"]
            ),
        ]
    );
}

#[test]
fn what_older_policies_leave_out_is_no_obstacle() {
    assert!(checklist(&json!({})).requirements.is_empty());
    let list = checklist(&json!({
        "end_user": [{ "type": "cnam_information" }, { "type": "other" }],
        "supporting_document": [[]],
        "supporting_customer_profiles": [{ "type": "secondary" }, { "type": "primary" }],
    }));
    assert_eq!(
        names(&list),
        [
            (
                RequirementKind::EndUser,
                "cnam_information",
                vec!["cnam_information"]
            ),
            (RequirementKind::EndUser, "other", vec!["other"]),
            (
                RequirementKind::CustomerProfile,
                "secondary",
                vec!["secondary", "primary"]
            ),
        ]
    );
}

fn end_user(number: u32, type_name: &str, attributes: &Value) -> Held {
    Held::EndUser(
        testing::sample(json!({
            "sid": sid("IT", number), "type": type_name, "attributes": attributes,
        }))
        .unwrap(),
    )
}

fn by(prefix: &str, number: u32) -> Sid {
    Sid::new(sid(prefix, number)).unwrap()
}

#[test]
fn what_is_assigned_is_compared() {
    let document = json!({ "sid": sid("RD", 1), "type": "starter_customer_profile_address",
        "attributes": { "address_sids": ["AD1"] } });
    let held = [
        end_user(
            1,
            "business",
            &json!({ "business_name": "Acme", "website_url": " " }),
        ),
        end_user(2, "something_else", &json!({})),
        Held::Document(testing::sample(document).unwrap()),
        Held::CustomerProfile(testing::sample(json!({ "sid": sid("BU", 9) })).unwrap()),
    ];
    let progress = business().compare(&held);
    let standings: Vec<&Standing> = progress.items.iter().map(|item| &item.standing).collect();
    assert_eq!(
        standings,
        [
            &Standing::Incomplete {
                by: by("IT", 1),
                fields: vec!["website_url".to_owned()]
            },
            &Standing::Missing,
            &Standing::Satisfied {
                by: Some(by("RD", 1))
            },
            &Standing::Unverified { by: by("BU", 9) },
        ]
    );
    assert!(!progress.is_complete());
    assert_eq!(progress.open().count(), 3);
    let shown = format!(
        "[ ] end user business: {} lacks website_url\n\
         [ ] end user representative_1: missing, needs representative_1\n\
         [x] supporting document address: {}\n\
         [ ] customer profile primary: {}, if an evaluation agrees\n",
        sid("IT", 1),
        sid("RD", 1),
        sid("BU", 9)
    );
    assert_eq!(progress.to_string(), shown);
}

#[test]
fn a_complete_object_counts_for_more_than_an_incomplete_one() {
    let list = checklist(&json!({ "end_user": [{ "type": "business", "fields": ["name"] }] }));
    for order in [[0, 1], [1, 0]] {
        let both = [
            end_user(1, "business", &json!({})),
            end_user(2, "business", &json!({ "name": "Acme" })),
        ];
        let held = order.map(|at| both[at].clone());
        let progress = list.compare(&held);
        assert_eq!(
            progress.items[0].standing,
            Standing::Satisfied {
                by: Some(by("IT", 2))
            }
        );
    }
}

fn result(members: Value) -> EvaluationResult {
    testing::sample(members).unwrap()
}

#[test]
fn an_evaluation_has_the_last_word() {
    let held = [
        end_user(1, "business", &json!({ "business_name": "Acme" })),
        Held::CustomerProfile(testing::sample(json!({ "sid": sid("BU", 9) })).unwrap()),
    ];
    let results = [
        // The website was one that may stay empty.
        result(json!({ "requirement_name": "business", "passed": true })),
        result(
            json!({ "requirement_name": "representative_1", "passed": false,
            "error_code": 22214, "failure_reason": "none" }),
        ),
        result(
            json!({ "requirement_name": "address", "passed": false, "error_code": 22217,
            "failure_reason": "a field is missing", "invalid": [{ "friendly_name": "", "object_field": "address_sids" }] }),
        ),
        result(json!({ "requirement_name": "primary", "passed": true })),
        result(
            json!({ "requirement_name": "new_rule", "passed": false, "failure_reason": "a new rule" }),
        ),
    ];
    let progress = business().compare(&held).evaluated(&results);
    let standings: Vec<&Standing> = progress.items.iter().map(|item| &item.standing).collect();
    assert_eq!(
        standings,
        [
            &Standing::Satisfied {
                by: Some(by("IT", 1))
            },
            &Standing::Missing,
            &Standing::Refused {
                by: None,
                fields: vec!["address_sids".to_owned()],
                reason: Some("a field is missing".to_owned()),
                code: Some(22217),
            },
            &Standing::Satisfied {
                by: Some(by("BU", 9))
            },
        ]
    );
    assert_eq!(progress.unmatched.len(), 1);
    assert!(
        progress.to_string().ends_with("[ ] new_rule: a new rule\n"),
        "{progress}"
    );
}

#[test]
fn one_alternative_that_passes_is_enough() {
    let list = checklist(&json!({ "supporting_customer_profiles": [
        { "type": "starter_business", "requirement_name": "profile" },
        { "type": "starter_direct", "requirement_name": "profile" },
    ]}));
    let results = [
        result(
            json!({ "requirement_name": "profile", "object_type": "starter_business", "passed": false }),
        ),
        result(
            json!({ "requirement_name": "profile", "object_type": "starter_direct", "passed": true }),
        ),
    ];
    let progress = list.evaluated(&results);
    assert!(progress.is_complete(), "{progress}");
    assert!(!list.evaluated(&results[..1]).is_complete());
    // Nothing was said of it, so nothing is known.
    assert!(!list.evaluated(&[]).is_complete());
    // What passes and belongs to no requirement changes nothing.
    let more = result(json!({ "requirement_name": "more", "passed": true }));
    let with_more = [results.to_vec(), vec![more]].concat();
    assert!(list.evaluated(&with_more).is_complete());
    // A failure that no requirement explains counts too.
    let other = result(json!({ "requirement_name": "other", "passed": false }));
    let [_, passed] = results;
    assert!(!list.evaluated(&[passed, other]).is_complete());
}

#[test]
fn a_requirement_without_a_name_is_known_by_its_type() {
    let list = checklist(&json!({
        "end_user": [{ "type": "cnam", "requirement_name": "cnam" }],
        "supporting_customer_profiles": [{ "type": "secondary" }, { "type": "primary" }],
    }));
    let results = [
        result(json!({ "requirement_name": "cnam", "object_type": "cnam", "passed": true })),
        result(
            json!({ "requirement_name": "customer_profile", "object_type": "primary",
            "passed": true }),
        ),
    ];
    let progress = list.evaluated(&results);
    assert!(progress.is_complete(), "{progress}");
    // A name that is known counts for more than the type.
    let other = result(
        json!({ "requirement_name": "cnam", "object_type": "primary",
        "passed": false }),
    );
    let progress = list.evaluated(&[other, results[1].clone()]);
    assert!(progress.items[1].standing.is_satisfied(), "{progress}");
    assert!(!progress.items[0].standing.is_satisfied(), "{progress}");
}
