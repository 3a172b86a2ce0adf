use serde_json::{Value, json};

use super::super::testing::schema;
use super::*;

fn kinds(of: &Value, value: &Value) -> Vec<String> {
    let (contract, id) = schema(of);
    let found = check(&contract, id, value, Side::Answer);
    found
        .iter()
        .map(|found| {
            format!(
                "{} {}",
                found.kind.id().trim_start_matches("response."),
                found.pointer
            )
        })
        .collect()
}

/// Schema, values that pass, values that do not and what is told of them.
fn table(of: &Value, pass: &[Value], fail: &[(Value, &[&str])]) {
    for value in pass {
        assert_eq!(kinds(of, value), Vec::<String>::new(), "{of} takes {value}");
    }
    for (value, expected) in fail {
        assert_eq!(kinds(of, value), *expected, "{of} against {value}");
    }
}

#[test]
fn types() {
    let one = |of: Value, pass: &[Value], fail: &[Value]| {
        let fail: Vec<(Value, &[&str])> = fail
            .iter()
            .map(|value| (value.clone(), &["wrong_type "][..]))
            .collect();
        table(&of, pass, &fail);
    };
    one(
        json!({ "type": "boolean" }),
        &[json!(true)],
        &[json!("true"), json!(1), json!({})],
    );
    one(
        json!({ "type": "integer" }),
        &[json!(1), json!(-0), json!(1.0), json!(1e3)],
        &[json!(1.5), json!("1"), json!(true)],
    );
    one(
        json!({ "type": "number" }),
        &[json!(1), json!(1.5)],
        &[json!("1.5"), json!([])],
    );
    one(
        json!({ "type": "string" }),
        &[json!(""), json!("x")],
        &[json!(1), json!(["x"]), json!({})],
    );
    one(
        json!({ "type": "array", "items": {} }),
        &[json!([]), json!([1, "x", null])],
        &[json!({}), json!("x")],
    );
    one(
        json!({ "type": "object" }),
        &[json!({}), json!({ "a": null })],
        &[json!([]), json!("{}")],
    );
    one(
        json!({ "type": "object", "format": "uri-map" }),
        &[json!({})],
        &[json!([]), json!("https://a.example")],
    );
    one(
        json!({ "type": "string", "enum": ["a"] }),
        &[json!("a")],
        &[json!(1), json!(["a"])],
    );
    one(
        json!({}),
        &[json!(1), json!(null), json!([{ "a": "b" }])],
        &[],
    );
}

#[test]
fn null() {
    let refused: (Value, &[&str]) = (json!(null), &["null_not_allowed "]);
    for of in [
        json!({ "type": "string" }),
        json!({ "type": "integer" }),
        json!({ "type": "array", "items": {} }),
        json!({ "type": "object" }),
        json!({ "type": "string", "enum": ["a"] }),
        json!({ "$ref": "#/components/schemas/text", "nullable": true }),
        json!({ "type": "object", "format": "uri-map" }),
        json!({ "oneOf": [{ "type": "string" }] }),
    ] {
        table(&of, &[], std::slice::from_ref(&refused));
    }
    for of in [
        json!({ "type": "string", "nullable": true, "pattern": "^x$" }),
        json!({ "$ref": "#/components/schemas/loop" }),
        json!({ "type": "string", "enum": ["a"], "nullable": true }),
        json!({ "nullable": true }),
    ] {
        table(&of, &[json!(null)], &[]);
    }
}

#[test]
fn one_deviation_is_told_once() {
    let sid = json!({ "type": "string", "minLength": 3, "maxLength": 3, "pattern": "^A[0-9]{2}$", "format": "uri" });
    table(
        &sid,
        &[],
        &[
            (json!("A1"), &["pattern_mismatch "]),
            (json!(5), &["wrong_type "]),
        ],
    );
}

#[test]
fn lengths_patterns_and_formats() {
    table(
        &json!({ "type": "string", "minLength": 2, "maxLength": 3 }),
        &[json!("ab"), json!("äöü")],
        &[
            (json!("a"), &["pattern_mismatch "]),
            (json!("abcd"), &["pattern_mismatch "]),
        ],
    );
    table(
        &json!({ "type": "string", "pattern": "^A" }),
        &[json!("A"), json!("Ab")],
        &[(json!("bA"), &["pattern_mismatch "])],
    );
    table(
        &json!({ "type": "string", "format": "date-time" }),
        &[json!("2026-11-22T10:00:00Z")],
        &[(json!("2026-11-22"), &["format_mismatch "])],
    );
}

#[test]
fn ranges_and_counts() {
    table(
        &json!({ "type": "integer", "minimum": 1, "maximum": 9 }),
        &[json!(1), json!(9)],
        &[
            (json!(0), &["format_mismatch "]),
            (json!(10), &["format_mismatch "]),
        ],
    );
    table(
        &json!({ "type": "integer", "minimum": 1, "exclusiveMinimum": true, "maximum": 3, "exclusiveMaximum": true }),
        &[json!(2)],
        &[
            (json!(1), &["format_mismatch "]),
            (json!(3), &["format_mismatch "]),
        ],
    );
    table(
        &json!({ "type": "integer", "format": "int32" }),
        &[json!(i32::MAX), json!(i32::MIN)],
        &[(json!(2_147_483_648_i64), &["format_mismatch "])],
    );
    table(
        &json!({ "type": "integer", "format": "int64" }),
        &[json!(i64::MAX)],
        &[
            (json!(u64::MAX), &["format_mismatch "]),
            (json!(1e25), &["format_mismatch "]),
        ],
    );
    table(
        &json!({ "type": "number", "minimum": 0, "maximum": 1, "exclusiveMaximum": true }),
        &[json!(0), json!(0.99)],
        &[
            (json!(1), &["format_mismatch "]),
            (json!(-0.1), &["format_mismatch "]),
        ],
    );
    table(
        &json!({ "type": "array", "items": { "type": "integer" }, "minItems": 1, "maxItems": 2 }),
        &[json!([1]), json!([1, 2])],
        &[
            (json!([]), &["format_mismatch "]),
            (json!([1, 2, "3"]), &["format_mismatch ", "wrong_type /2"]),
        ],
    );
}

#[test]
fn members() {
    let of = json!({ "type": "object", "required": ["must", "ghost"], "properties": {
        "must": { "type": "string", "x-optional": true },
        "can": { "type": "string", "nullable": true },
        "may": { "type": "string", "x-optional": true },
        "a/b~c": { "type": "integer" },
    } });
    table(
        &of,
        &[
            json!({ "must": "", "ghost": 1, "can": null, "a/b~c": 1 }),
            json!({ "must": "", "ghost": 1, "can": "", "may": "", "a/b~c": 1 }),
        ],
        &[
            (
                json!({ "must": "", "can": null, "a/b~c": 1 }),
                &["missing_field /ghost"],
            ),
            (
                json!({}),
                &[
                    "missing_field /must",
                    "missing_field /can",
                    "missing_field /a~1b~0c",
                    "missing_field /ghost",
                ],
            ),
            (
                json!({ "must": 1, "can": "", "a/b~c": "x", "more": {} }),
                &[
                    "wrong_type /must",
                    "wrong_type /a~1b~0c",
                    "undeclared_field /more",
                    "missing_field /ghost",
                ],
            ),
        ],
    );
}

#[test]
fn additional_members() {
    table(
        &json!({ "type": "object", "additionalProperties": { "type": "integer" } }),
        &[json!({ "a": 1 })],
        &[(json!({ "a": "1" }), &["wrong_type /a"])],
    );
    table(
        &json!({ "type": "object", "properties": { "a": {} }, "additionalProperties": true }),
        &[json!({ "a": 1, "b": [] })],
        &[(json!({ "b": 1 }), &["missing_field /a"])],
    );
}

#[test]
fn enums() {
    let of =
        json!({ "type": "string", "enum": ["NEW", "new"], "x-enum-aliases": { "new": "NEW" } });
    table(
        &of,
        &[json!("NEW"), json!("new")],
        &[
            (json!("New"), &["unknown_enum_value "]),
            (json!(1), &["wrong_type "]),
        ],
    );
    table(
        &json!({ "type": "integer", "enum": [1, 2] }),
        &[json!(1)],
        &[
            (json!(3), &["unknown_enum_value "]),
            (json!("1"), &["wrong_type "]),
        ],
    );
    table(
        &json!({ "type": "boolean", "enum": [true] }),
        &[json!(true)],
        &[(json!(false), &["unknown_enum_value "])],
    );
}

#[test]
fn what_the_vendor_says_otherwise() {
    table(
        &json!({ "type": "number", "minimum": 1, "x-twilio": { "overrideType": "string" } }),
        &[json!("0.05")],
        &[(json!(0.05), &["wrong_type "])],
    );
    table(
        &json!({ "type": "string", "format": "uri", "x-twilio": { "ignoreFormat": true } }),
        &[json!("my picture")],
        &[],
    );
}

#[test]
fn url_maps() {
    table(
        &json!({ "type": "object", "format": "uri-map" }),
        &[
            json!({ "a": "https://a.example/x?y=1" }),
            // Nothing says that every one is there.
            json!({ "a": null }),
        ],
        &[
            (json!({ "a": "/x" }), &["format_mismatch /a"]),
            (
                json!({ "a": 1, "b": "https://a.example" }),
                &["wrong_type /a"],
            ),
        ],
    );
}

#[test]
fn url_maps_that_say_what_their_values_are() {
    let of = |values: Value| json!({ "type": "object", "format": "uri-map", "additionalProperties": values });
    let (null, path) = (json!({ "a": null }), json!({ "a": "/x" }));
    table(
        &of(json!({ "type": "string", "format": "uri" })),
        &[json!({ "a": "https://a.example" })],
        &[
            (null.clone(), &["null_not_allowed /a"]),
            (path.clone(), &["format_mismatch /a"]),
        ],
    );
    table(
        &of(json!({ "type": "string", "nullable": true })),
        std::slice::from_ref(&null),
        &[(path, &["format_mismatch /a"])],
    );
    table(&of(json!(true)), std::slice::from_ref(&null), &[]);
    table(
        &of(json!({ "type": "integer" })),
        &[json!({ "a": 1 })],
        &[(null, &["null_not_allowed /a"])],
    );
}

#[test]
fn what_is_called_uri_may_be_a_path() {
    let of = json!({ "type": "object", "properties": {
        "next_page_uri": { "type": "string", "format": "uri" },
        "page_url": { "type": "string", "format": "uri" },
        "subresource_uris": { "type": "object", "format": "uri-map" },
    } });
    let value = |uri: &str, url: &str, map: &str| json!({ "next_page_uri": uri, "page_url": url, "subresource_uris": { "a": map } });
    let (path, url) = ("/2010-04-01/Accounts.json?Page=1", "https://a.example/x");
    table(
        &of,
        &[value(path, url, path), value(url, url, url)],
        &[
            (value(path, path, path), &["format_mismatch /page_url"]),
            (
                value("", url, "no page"),
                &[
                    "format_mismatch /next_page_uri",
                    "format_mismatch /subresource_uris/a",
                ],
            ),
            (
                value("//a.example/x", url, "x.json"),
                &[
                    "format_mismatch /next_page_uri",
                    "format_mismatch /subresource_uris/a",
                ],
            ),
        ],
    );
}

#[test]
fn lists_in_lists() {
    table(
        &json!({ "type": "array", "items": { "type": "array", "items": { "type": "string" } } }),
        &[json!([[]]), json!([["a"], []])],
        &[(
            json!([["a"], [1], "b"]),
            &["wrong_type /1/0", "wrong_type /2"],
        )],
    );
}

#[test]
fn one_of_several_shapes() {
    let of = json!({ "oneOf": [
        { "type": "object", "required": ["code"], "properties": { "code": { "type": "integer" }, "info": { "type": "string" } } },
        { "type": "object", "required": ["title"], "properties": { "title": { "type": "string" } }, "additionalProperties": true },
    ] });
    table(
        &of,
        // Only what is required has to be there.
        &[
            json!({ "code": 1 }),
            json!({ "code": 1, "info": "" }),
            json!({ "title": "", "x": 1 }),
        ],
        &[
            (json!({ "code": "1" }), &["wrong_type /code"]),
            (json!({ "code": 1, "more": 1 }), &["undeclared_field /more"]),
            (json!({ "title": 1 }), &["wrong_type /title"]),
            (json!("page"), &["wrong_type "]),
        ],
    );
    table(
        &json!({ "anyOf": [{ "type": "string" }, { "type": "integer" }] }),
        &[json!(1), json!("")],
        &[(json!([]), &["wrong_type "])],
    );
}

#[test]
fn what_is_expected_is_said() {
    let (contract, id) = schema(&json!({ "type": "object", "properties": {
        "a": { "type": "string", "pattern": "^x$" }, "b": { "type": "string", "nullable": true },
    } }));
    let found = check(&contract, id, &json!({ "a": "y" }), Side::Answer);
    assert_eq!(
        (found[0].expected.as_str(), found[0].actual.as_str()),
        ("text that matches `^x$`", "`y`")
    );
    assert_eq!(
        (found[1].expected.as_str(), found[1].actual.as_str()),
        ("a string, or null", "no such member")
    );
    assert!(found[1].document.ends_with("/schema/properties/b"));
    let (contract, id) = schema(&json!({ "type": "integer", "minimum": 1, "maximum": 9 }));
    assert_eq!(
        check(&contract, id, &json!(0), Side::Answer)[0].expected,
        "a number from 1 to 9"
    );
}
