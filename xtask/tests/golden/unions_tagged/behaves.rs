//! The tag decides, is kept, and is sent where the value does not have it.

use golden_unions_tagged::serde_json::{Value, from_value, json, to_value};
use golden_unions_tagged::tagged::{
    Email, Tagged, TaggedByName, TaggedByValue, TaggedHeir, TaggedImplied, TaggedMapped,
    TaggedShared,
};

fn member(name: &str, value: &Value) -> Tagged {
    let whole = json!({ name: value });
    let decoded: Tagged = from_value(whole).unwrap();
    let encoded = to_value(&decoded).unwrap();
    for (key, value) in value.as_object().unwrap() {
        assert_eq!(encoded[name][key], *value);
    }
    decoded
}

#[test]
fn the_mapping_names_the_alternative() {
    let mapped = |value: Value| member("mapped", &value).mapped.unwrap();
    for tag in ["SMS", "MMS"] {
        let TaggedMapped::Sms(sms) = mapped(json!({"channel": tag, "to": "1", "subject": "s"}))
        else {
            panic!("no SMS");
        };
        assert_eq!(sms.channel.as_deref(), Some(tag));
    }
    // All members of an SMS, and yet an e-mail.
    assert!(matches!(
        mapped(json!({"channel": "email", "to": "1"})),
        TaggedMapped::Email(_)
    ));
    for unknown in [
        json!({"channel": "fax", "to": "1"}),
        json!({"channel": 7, "to": "1"}),
        json!({"to": "1"}),
        // An SMS needs `to`.
        json!({"channel": "SMS"}),
    ] {
        assert_eq!(mapped(unknown.clone()), TaggedMapped::Unknown(unknown));
    }
}

#[test]
fn without_a_mapping_names_of_schemas_and_listed_values_do() {
    let by_name = member("by_name", &json!({"channel": "v1.Email", "to": "1"})).by_name;
    assert!(matches!(by_name, Some(TaggedByName::Email(_))));
    let by_value = member("by_value", &json!({"state": "dimmed", "level": 3})).by_value;
    assert!(matches!(by_value, Some(TaggedByValue::On(_))));
    let implied = member("implied", &json!({"state": "off", "level": 3})).implied;
    assert!(matches!(implied, Some(TaggedImplied::Off(_))));
    let implied = member("implied", &json!({"state": "broken"})).implied;
    assert!(matches!(implied, Some(TaggedImplied::Unknown(_))));
}

#[test]
fn a_tag_that_the_value_lacks_is_sent() {
    let email: Email = from_value(json!({"to": "1"})).unwrap();
    let union = TaggedMapped::from(email.clone());
    assert_eq!(to_value(&union).unwrap()["channel"], json!("email"));
    // One that it has stays.
    let mut email = email;
    email.extra.insert("channel".to_owned(), json!("other"));
    assert_eq!(
        to_value(TaggedMapped::from(email)).unwrap()["channel"],
        json!("other")
    );
}

#[test]
fn heirs_have_the_members_of_their_base() {
    let Some(TaggedHeir::Dog(dog)) = member("heir", &json!({"kind": "dog", "tricks": 3})).heir
    else {
        panic!("no dog");
    };
    assert_eq!((dog.kind.as_str(), dog.tricks), ("dog", Some(3)));
    let animal = member("animal", &json!({"kind": "cow", "milk": 2}))
        .animal
        .unwrap();
    assert_eq!(animal.extra["milk"], json!(2));
}

#[test]
fn every_alternative_of_a_tag_is_reachable() {
    let shared = |value: Value| member("shared", &value).shared.unwrap();
    assert!(matches!(
        shared(json!({"channel": "x", "to": "1"})),
        TaggedShared::X(_)
    ));
    assert!(matches!(
        shared(json!({"channel": "z", "state": "on"})),
        TaggedShared::On(_)
    ));
}
