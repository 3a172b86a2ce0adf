//! Lists and objects that are recorded as text, put together.

use serde_json::json;

use super::*;
use crate::call::tests::list as recorded;

#[test]
fn a_list_is_split() {
    let recording = recorded(&[
        ("Ids", "1|2"),
        ("Bad", "1|x"),
        ("Twice", "1"),
        ("Twice", "2"),
    ]);
    let mut call = Call::new(&recording, "http://x").expect("fits");
    let ids = call.required_joined::<i64>(In::Query, "Ids", '|');
    assert_eq!(ids.expect("numbers"), [1, 2]);
    for name in ["Bad", "Twice", "None"] {
        call.required_joined::<i64>(In::Query, name, '|')
            .expect_err(name);
    }
    let none = call.optional_joined::<i64>(In::Query, "None", '|');
    assert_eq!(none.expect("left out"), None);
}

#[tokio::test]
async fn members_become_an_object_and_count_as_asked_for() {
    let query = [
        ("M.a", "1"),
        ("M.b.c", "x"),
        ("M.b.d", "y"),
        ("M.list", "1"),
        ("M.list", "2"),
        ("Deep[a][b]", "z"),
    ];
    let recording = recorded(&query);
    let mut call = Call::new(&recording, "http://x").expect("fits");
    let map = call.required_map(In::Query, "M", ".").expect("there");
    let expected = json!({ "a": "1", "b": { "c": "x", "d": "y" }, "list": ["1", "2"] });
    assert_eq!(map, expected);
    // What was not asked for cannot be expressed.
    let sending = async { Ok::<_, twilio_trusthub::Error>(()) };
    let failure = call.send(sending).await.expect_err("one is left");
    assert!(failure.to_string().contains("Deep[a][b]"), "{failure}");
    let deep = call.optional_map(In::Query, "Deep", "[]").expect("read");
    assert_eq!(deep, Some(json!({ "a": { "b": "z" } })));
    let sending = async { Ok::<_, twilio_trusthub::Error>(()) };
    call.send(sending).await.expect("all are asked for");
    for (place, name, style) in [
        (In::Query, "None", "."),
        (In::Query, "", ""),
        (In::Path, "M", "."),
    ] {
        call.required_map(place, name, style).expect_err(name);
    }
}
