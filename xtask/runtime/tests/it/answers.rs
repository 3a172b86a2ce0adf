//! Answers that are no JSON resource: bytes, nothing, or a link.

use serde_json::{Value, json};
use trusthub_runtime::runtime::Error;

use super::server::Server;
use super::{client, get, post};

#[tokio::test]
async fn the_media_types_of_the_document_are_asked_for() {
    let server = Server::always(200, &[("content-type", "text/csv")], "a,b\n\u{0}").await;
    let response = client(&server).execute(&get().accept("text/csv")).await;
    assert_eq!(response.unwrap().body.as_ref(), b"a,b\n\0");
    assert_eq!(server.only().header("accept"), Some("text/csv"));
    let server = Server::always(200, &[], "{}").await;
    client(&server).execute(&get()).await.unwrap();
    assert_eq!(server.only().header("accept"), Some("application/json"));
    let error = client(&server).execute(&get().accept("a\nb")).await;
    assert!(matches!(error, Err(Error::InvalidInput(_))), "{error:?}");
    assert_eq!(server.hits(), 1);
}

#[tokio::test]
async fn a_body_can_be_missing() {
    for (status, body, expected) in [
        (204, "", None),
        (202, " \n", None),
        (200, r#"{"a":1}"#, Some(json!({ "a": 1 }))),
    ] {
        let server = Server::always(status, &[], body).await;
        let response = client(&server).execute(&post()).await.unwrap();
        let value = response.decode_optional::<Value>().unwrap().value;
        assert_eq!(value, expected);
    }
    let server = Server::always(200, &[], "no JSON").await;
    let response = client(&server).execute(&post()).await.unwrap();
    assert!(response.decode_optional::<Value>().is_err());
}

#[tokio::test]
async fn a_link_is_returned_and_not_followed() {
    let elsewhere = "https://elsewhere.example.com/file?signature=1";
    let server = Server::always(307, &[("location", elsewhere)], r#"{"redirect_to":"x"}"#).await;
    let response = client(&server).execute(&get().redirected()).await.unwrap();
    assert_eq!(response.location().unwrap().value, elsewhere);
    assert_eq!(server.hits(), 1);
    // Without being asked for, a redirection stays an error.
    let error = client(&server).execute(&get()).await.unwrap_err();
    assert!(matches!(&error, Error::Api(error) if error.status == 307));
    // A success that leads nowhere is not what the operation returns.
    for (status, headers) in [(200, vec![]), (302, vec![("location", "")])] {
        let server = Server::always(status, &headers, "{}").await;
        let response = client(&server).execute(&get().redirected()).await.unwrap();
        assert!(matches!(response.location(), Err(Error::Decode(_))));
    }
    let server = Server::always(404, &[], "{}").await;
    let error = client(&server).execute(&get().redirected()).await;
    assert!(matches!(error, Err(Error::Api(_))), "{error:?}");
}
