//! Each change that must be seen, and each difference that has a reason.

use serde_json::json;

use super::*;

fn changes(recorded: &Value, encoded: &Value) -> Vec<String> {
    compare(recorded, encoded)
        .changes
        .iter()
        .map(Change::to_string)
        .collect()
}

#[test]
fn an_equal_value_has_no_difference() {
    let body = json!({ "sid": "BU1", "errors": null, "links": { "a/b": [1, { "c": true }] } });
    assert_eq!(compare(&body, &body), RoundTrip::default());
    let (one, other) = (json!({ "a": 1, "b": 2 }), json!({ "b": 2, "a": 1 }));
    assert_eq!(
        compare(&one, &other),
        RoundTrip::default(),
        "keys have no order"
    );
}

#[test]
fn a_changed_value_is_named_by_its_pointer() {
    let (recorded, encoded) = (
        json!({ "a": [{ "b/c~": 1 }] }),
        json!({ "a": [{ "b/c~": 2 }] }),
    );
    assert_eq!(
        changes(&recorded, &encoded),
        ["/a/0/b~1c~0: recorded `1`, came back `2`"]
    );
    assert_eq!(
        changes(&json!(1), &json!("1")),
        ["the whole body: recorded `1`, came back `\"1\"`"]
    );
    assert_eq!(
        changes(&json!({ "a": 1 }), &json!({ "a": 1.0 })).len(),
        1,
        "numbers keep their kind"
    );
}

#[test]
fn a_lost_field_is_a_change() {
    assert_eq!(
        changes(&json!({ "a": 1 }), &json!({})),
        ["/a: lost, it was `1`"]
    );
    assert_eq!(
        changes(&json!({ "a": null }), &json!({})),
        ["/a: lost, it was `null`"]
    );
}

#[test]
fn absent_reads_as_null_but_as_nothing_else() {
    let result = compare(&json!({}), &json!({ "errors": null }));
    assert_eq!(result.changes, []);
    assert_eq!(
        result.justified,
        [(Reason::AbsentReadsAsNull, "/errors".to_owned())]
    );
    assert_eq!(
        changes(&json!({}), &json!({ "errors": [] })),
        ["/errors: made up, it is `[]`"]
    );
    assert_eq!(changes(&json!({ "a": 1 }), &json!({ "a": null })).len(), 1);
}

#[test]
fn lists_keep_their_length_and_order() {
    assert_eq!(
        changes(&json!([1, 2]), &json!([1])),
        ["/1: lost, it was `2`"]
    );
    assert_eq!(
        changes(&json!([1]), &json!([1, null])),
        ["/1: made up, it is `null`"]
    );
    assert_eq!(changes(&json!([1, 2]), &json!([2, 1])).len(), 2);
}

#[test]
fn the_same_instant_may_be_written_differently() {
    for (one, other) in [
        ("2026-03-02T09:15:00Z", "2026-03-02T09:15:00.000Z"),
        ("2026-03-02T09:15:00Z", "2026-03-02T10:15:00+01:00"),
    ] {
        let result = compare(&json!([one]), &json!([other]));
        assert_eq!(result.changes, [], "{other}");
        assert_eq!(result.justified, [(Reason::SameInstant, "/0".to_owned())]);
    }
    for other in [
        "2026-03-02T09:15:01Z",
        "2026-03-02T09:15:00+01:00",
        "2026-03-02",
        "soon",
    ] {
        assert_eq!(
            changes(&json!(["2026-03-02T09:15:00Z"]), &json!([other])).len(),
            1,
            "{other}"
        );
    }
    assert_eq!(changes(&json!("soon"), &json!("sooner")).len(), 1);
}

#[test]
fn an_enum_value_may_come_back_in_todays_spelling_only() {
    let result = compare(&json!(["pending-review"]), &json!(["PENDING_REVIEW"]));
    assert_eq!(result.changes, []);
    assert_eq!(
        result.justified,
        [(Reason::TodaysSpelling, "/0".to_owned())]
    );
    for (one, other) in [
        ("PENDING_REVIEW", "pending-review"),
        ("Draft", "DRAFT"),
        ("pending review", "PENDING REVIEW"),
        ("pending-review", "PENDING-REVIEW"),
        ("draft", "APPROVED"),
    ] {
        assert_eq!(
            changes(&json!([one]), &json!([other])).len(),
            1,
            "{one} {other}"
        );
    }
}
