//! The members of all parts are there, and nothing is lost.

use golden_all_of::all::{All, AllChoice};
use golden_all_of::serde_json::{from_value, json, to_value};

#[test]
fn all_parts_are_decoded() {
    let value = json!({
        "same": {"id": "1"},
        "described": {},
        "stricter": {"name": "n"},
        "merged": {"id": "1", "more": 7, "own": true, "last": "l", "state": "on", "new": 1},
        "rest": {"more": 7, "a": 1, "b": 2},
        "choice": {"id": "1", "less": "x"},
        "torn": {"a": [1], "b": "x"},
    });
    let all: All = from_value(value.clone()).unwrap();
    assert_eq!(all.stricter.name, "n");
    let merged = &all.merged;
    assert_eq!((merged.id.as_str(), merged.more), ("1", 7));
    assert_eq!(
        (merged.own, merged.last.as_deref()),
        (Some(true), Some("l"))
    );
    assert!(merged.state.as_ref().unwrap().is_known());
    assert_eq!(all.rest.as_ref().unwrap().extra["b"], 2);
    assert!(matches!(all.choice, Some(AllChoice::Less(_))));
    let encoded = to_value(&all).unwrap();
    for (name, members) in value.as_object().unwrap() {
        for (key, value) in members.as_object().unwrap() {
            assert_eq!(encoded[name][key], *value, "{name}.{key}");
        }
    }
}

#[test]
fn what_a_part_requires_is_required() {
    let value =
        json!({"same": {}, "described": {}, "stricter": {}, "merged": {"id": "1", "more": 1}});
    let error = from_value::<All>(value).unwrap_err().to_string();
    assert!(error.contains("`name`"), "{error}");
}
