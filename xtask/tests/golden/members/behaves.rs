//! Members that only one direction has, and values that the document does not list.

use golden_members::members::Members;
use golden_members::serde_json::{from_value, json, to_value};

#[test]
fn what_is_only_written_may_be_absent() {
    let members: Members = from_value(json!({"set": "s", "old": "o", "level": 9})).unwrap();
    assert_eq!((members.secret, members.level), (None, 9));
}

#[test]
fn a_member_that_needs_no_type_round_trips() {
    let value = json!({
        "set": "s", "old": "o", "level": 1, "mixed_enum": 1, "untyped_enum": "z",
        "tuples": [[1.5, 2.0], []], "maybes": ["a", null], "maps": {"k": null, "l": {"a": 1}},
    });
    let members: Members = from_value(value.clone()).unwrap();
    let encoded = to_value(members).unwrap();
    for (name, value) in value.as_object().unwrap() {
        assert_eq!(encoded[name], *value, "{name}");
    }
}
