//! What is read, and what is refused with its line.

use serde_json::json;

use super::*;

fn json(text: &str) -> Value {
    parse(text).expect("this is valid").to_json()
}

fn refused(text: &str) -> Problem {
    parse(text).expect_err("this must be refused")
}

#[test]
fn plain_scalars_are_read_as_json_writes_them() {
    assert_eq!(
        json("[null, ~, true, 50, -3, 1.5, 1e3, draft, '50', \"true\", 2026-11-22]"),
        json!([
            null,
            null,
            true,
            50,
            -3,
            1.5,
            1e3,
            "draft",
            "50",
            "true",
            "2026-11-22"
        ]),
    );
}

#[test]
fn what_only_some_readers_take_for_numbers_stays_text() {
    assert_eq!(
        json("[+15550100, 0x1F, 012, .5, 1_000, yes]"),
        json!(["+15550100", "0x1F", "012", ".5", "1_000", "yes"])
    );
}

#[test]
fn each_value_knows_its_line() {
    let root = parse("a:\n  - 1\n  -\n    b: 2\n").expect("valid");
    let Kind::Map(entries) = &root.kind else {
        panic!("a mapping")
    };
    let Kind::List(items) = &entries[0].1.kind else {
        panic!("a list")
    };
    assert_eq!((items[0].line, items[1].line), (2, 4));
}

#[test]
fn a_key_given_twice_is_refused_at_the_second() {
    let problem = refused("a: 1\nb: { c: 1 }\na: 2\n");
    assert_eq!(problem.line, 3);
    assert!(
        problem.message.contains("`a` is given twice"),
        "{problem:?}"
    );
    assert_eq!(
        json("a: { c: 1 }\nb: { c: 1 }"),
        json!({ "a": { "c": 1 }, "b": { "c": 1 } })
    );
}

#[test]
fn anchors_aliases_tags_and_second_documents_are_refused() {
    for text in [
        "a: &x 1",
        "a: &x [1]",
        "a: &x {}",
        "a: !!str 1",
        "a: 1\n---\nb: 2",
        "{a: 1}: 2",
        "[1]: 2",
    ] {
        refused(text);
    }
    refused("a: &x 1\nb: *x");
}

#[test]
fn nesting_has_a_bottom() {
    let deep = |depth: usize| format!("{}{}", "[".repeat(depth), "]".repeat(depth));
    parse(&deep(MAX_DEPTH)).expect("deep enough for anyone");
    assert!(refused(&deep(MAX_DEPTH + 1)).message.contains("nested"));
    refused(&"[".repeat(100_000));
    refused(&"- ".repeat(100_000));
}

#[test]
fn text_cut_short_is_refused_with_a_line() {
    let problem = refused("a:\n  b: \"cut sho");
    assert!(problem.message.contains("not YAML"), "{problem:?}");
    assert!(problem.line >= 2, "{problem:?}");
}

#[test]
fn an_empty_text_is_refused() {
    for text in ["", "\n\n", "# only a comment\n"] {
        assert!(refused(text).message.contains("empty"), "{text:?}");
    }
}
