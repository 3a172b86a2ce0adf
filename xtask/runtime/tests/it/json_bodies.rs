//! JSON bodies: members, whole bodies, media types, and what is refused before it is sent.

use std::collections::BTreeMap;

use serde::ser::{Error as _, Serialize, Serializer};
use serde_json::{Value, json};
use trusthub_runtime::runtime::{Error, Request};

use super::server::{Received, Server, json as reply_json};
use super::{client, post};

async fn sent(request: &Request) -> Received {
    let server = Server::start(|_, _| reply_json(200, "{}")).await;
    client(&server).execute(request).await.unwrap();
    server.only()
}

fn json_of(received: &Received) -> Value {
    serde_json::from_str(&received.body).unwrap()
}

/// A value that refuses to be serialized.
struct Stubborn;

impl Serialize for Stubborn {
    fn serialize<S: Serializer>(&self, _: S) -> Result<S::Ok, S::Error> {
        Err(S::Error::custom("no"))
    }
}

#[tokio::test]
async fn members_become_one_object() {
    let request = post()
        .member("name", "Acme \"&\" Söhne")
        .member("count", 42)
        .member("maybe", None::<String>)
        .member("labels", BTreeMap::from([("a", "b")]))
        .member_list("tags", ["x", "y"])
        .member_object("free", json!({ "deep": [1, null] }));
    let received = sent(&request).await;
    assert_eq!(received.header("content-type"), Some("application/json"));
    let expected = json!({
        "name": "Acme \"&\" Söhne",
        "count": 42,
        "maybe": null,
        "labels": { "a": "b" },
        "tags": ["x", "y"],
        "free": { "deep": [1, null] },
    });
    assert_eq!(json_of(&received), expected);
    assert_eq!(request.json_body(), Some(&expected));
}

#[tokio::test]
async fn a_member_set_again_replaces_its_value_and_its_problem() {
    let request = post()
        .member("a", Stubborn)
        .member_object("b", json!("{}"))
        .member("a", 1)
        .member_object("b", json!({}));
    assert_eq!(request.problem(), None);
    assert_eq!(json_of(&sent(&request).await), json!({ "a": 1, "b": {} }));
}

#[tokio::test]
async fn a_whole_body_is_sent_as_it_is() {
    for body in [json!([1, "x"]), json!("text"), json!(null), json!({})] {
        assert_eq!(json_of(&sent(&post().body(&body)).await), body);
    }
    let received = sent(&post().body_object(json!({ "a": 1 }))).await;
    assert_eq!(received.body, r#"{"a":1}"#);
    assert_eq!(sent(&post().json(json!([]))).await.body, "[]");
}

#[tokio::test]
async fn the_media_type_of_the_document_is_sent() {
    let request = post().sent_as("application/scim+json").member("a", 1);
    assert_eq!(request.content_type(), Some("application/scim+json"));
    let received = sent(&request).await;
    assert_eq!(
        received.header("content-type"),
        Some("application/scim+json")
    );
}

#[tokio::test]
async fn what_cannot_be_sent_is_refused_before() {
    let server = Server::start(|_, _| reply_json(200, "{}")).await;
    for (request, name) in [
        (post().member("a", Stubborn), "a"),
        (post().body(Stubborn), "body"),
        (post().member_object("a", json!("{}")), "a"),
        (post().body_object(json!([])), "body"),
        (post().json(json!({})).form("A", 1), "A"),
        (post().form("A", 1).json(json!({})), "A"),
        (post().form("A", 1).member("b", 2), "A"),
        (
            post().sent_as("a\r\nX-Evil: 1").member("a", 1),
            "content-type",
        ),
    ] {
        let error = client(&server).execute(&request).await.unwrap_err();
        let Error::InvalidInput(problem) = &error else {
            panic!("{error:?}");
        };
        assert_eq!(problem.parameter, name, "{error}");
    }
    assert_eq!(server.hits(), 0);
}

#[test]
fn debug_shows_no_member() {
    let request = post().member("email", "ops@acme.example");
    let shown = format!("{request:?}");
    assert!(
        !shown.contains("acme") && shown.contains("json: true"),
        "{shown}"
    );
}
