//! Lists in one text, and objects as a parameter for each member.

use serde_json::{Value, json};
use trusthub_runtime::runtime::{MapStyle, Request};

use super::server::Server;
use super::{client, get, post};

fn query(request: &Request) -> Vec<(&str, &str)> {
    request.query_pairs().collect()
}

fn refused(request: &Request) -> String {
    request.problem().unwrap().to_string()
}

#[tokio::test]
async fn a_list_is_one_text() {
    let request = get().query_joined("Fields", ',', ["a&b", "c"]);
    assert_eq!(query(&request), [("Fields", "a&b,c")]);
    let server = Server::always(200, &[], "{}").await;
    client(&server).execute(&request).await.unwrap();
    assert_eq!(server.only().target, "/v1/Policies/RN1?Fields=a%26b%2Cc");
    assert!(query(&request.query_joined::<u8>("Fields", ',', [])).is_empty());
    let request = post().form_joined("Ids", '|', [1, 2]);
    assert_eq!(request.form_pairs().collect::<Vec<_>>(), [("Ids", "1|2")]);
}

#[tokio::test]
async fn an_element_cannot_hold_what_separates_it() {
    let request = get().query_joined("Fields", ',', ["a,b"]);
    assert!(refused(&request).contains("`Fields` has an element with"));
    assert!(query(&request).is_empty());
    let server = Server::always(200, &[], "{}").await;
    client(&server).execute(&request).await.unwrap_err();
    assert_eq!(server.hits(), 0);
    // A valid list takes the problem away.
    assert!(
        request
            .query_joined("Fields", ',', ["a"])
            .problem()
            .is_none()
    );
}

#[tokio::test]
async fn an_object_is_a_parameter_for_each_member() {
    let value = json!({
        "a": "x y", "b": { "c": 1, "d": { "e": true } }, "list": [1, "two"], "none": null, "empty": {},
    });
    for (style, expected) in [
        (
            MapStyle::Dots,
            ["M.a", "M.b.c", "M.b.d.e", "M.list", "M.list"],
        ),
        (
            MapStyle::Brackets,
            ["M[a]", "M[b][c]", "M[b][d][e]", "M[list]", "M[list]"],
        ),
        (MapStyle::Bare, ["a", "c", "e", "list", "list"]),
    ] {
        let values = ["x y", "1", "true", "1", "two"];
        let expected: Vec<_> = expected.into_iter().zip(values).collect();
        let request = get().query_map("M", style, value.clone());
        assert_eq!(query(&request), expected);
        let request = post().form_map("M", style, value.clone());
        assert_eq!(request.form_pairs().collect::<Vec<_>>(), expected);
    }
    let request = get().query_map("M", MapStyle::Brackets, json!({ "a": "b]" }));
    let server = Server::always(200, &[], "{}").await;
    client(&server).execute(&request).await.unwrap();
    assert_eq!(server.only().target, "/v1/Policies/RN1?M%5Ba%5D=b%5D");
}

#[tokio::test]
async fn an_object_replaces_the_one_before() {
    let request = get()
        .query("Mail", 1)
        .query_map("M", MapStyle::Dots, json!({ "a": 1, "b": 2 }))
        .query_map("M", MapStyle::Dots, json!({ "b": 3 }));
    assert_eq!(query(&request), [("Mail", "1"), ("M.b", "3")]);
    for value in [json!("{}"), json!([1]), Value::Null] {
        let request = request.clone().query_map("M", MapStyle::Dots, value);
        assert!(refused(&request).contains("`M` must be an object"));
        assert_eq!(query(&request), [("Mail", "1")]);
        let again = request.query_map("M", MapStyle::Dots, json!({}));
        assert!(again.problem().is_none());
    }
}
