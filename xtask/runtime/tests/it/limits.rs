//! Bodies that are too large, counted as they arrive.

use std::time::Duration;

use trusthub_runtime::runtime::Error;

use super::server::{Reply, Server};
use super::{builder, get};

fn chunked() -> Vec<u8> {
    b"HTTP/1.1 200 X\r\ntransfer-encoding: chunked\r\n\r\n".to_vec()
}

#[tokio::test]
async fn the_limit_is_exact() {
    for (length, fits) in [
        (0, true),
        (99, true),
        (100, true),
        (101, false),
        (100_000, false),
    ] {
        let body = "x".repeat(length);
        let server = Server::always(200, &[], &body).await;
        let client = builder(&server).max_response_bytes(100).build().unwrap();
        match client.execute(&get()).await {
            Ok(response) => assert!(fits && response.body.len() == length, "{length}"),
            Err(Error::Decode(error)) => {
                assert!(!fits, "{length}");
                assert_eq!(
                    error.reason,
                    "the body is larger than the limit of 100 bytes"
                );
                assert_eq!((error.status, error.attempts), (200, 1));
            }
            Err(error) => panic!("{error:?}"),
        }
    }
}

#[tokio::test]
async fn a_body_in_pieces_is_whole_and_in_order() {
    for count in [1, 2, 3, 500] {
        let pieces: Vec<String> = (0..count).map(|n| format!("{n:05}")).collect();
        let body = pieces.concat();
        let mut answer = chunked();
        for piece in &pieces {
            answer.extend_from_slice(format!("5\r\n{piece}\r\n").as_bytes());
        }
        answer.extend_from_slice(b"0\r\n\r\n");
        let server = Server::start(move |_, _| Reply::Bytes(answer.clone())).await;
        let client = builder(&server).max_response_bytes(body.len());
        let response = client.build().unwrap().execute(&get()).await.unwrap();
        assert_eq!(response.body, body);
        // One byte less than all the pieces together is too little.
        let client = builder(&server).max_response_bytes(body.len() - 1);
        let error = client.build().unwrap().execute(&get()).await.unwrap_err();
        assert!(matches!(error, Error::Decode(_)), "{error:?}");
    }
}

#[tokio::test]
async fn an_endless_body_ends_in_an_error() {
    let mut piece = b"10000\r\n".to_vec();
    piece.resize(piece.len() + 0x10000, b'x');
    piece.extend_from_slice(b"\r\n");
    let server = Server::start(move |_, _| Reply::Endless(chunked(), piece.clone())).await;
    let client = builder(&server).build().unwrap();
    let error = client
        .execute(&get().with_timeout(Duration::from_secs(60)))
        .await
        .unwrap_err();
    assert!(
        error
            .to_string()
            .contains("larger than the limit of 16777216 bytes"),
        "{error}"
    );
}

#[tokio::test]
async fn an_endless_error_body_is_cut_and_the_status_kept() {
    let head = b"HTTP/1.1 400 X\r\ntransfer-encoding: chunked\r\n\r\n".to_vec();
    let server =
        Server::start(move |_, _| Reply::Endless(head.clone(), b"5\r\nabcde\r\n".to_vec())).await;
    let client = builder(&server).build().unwrap();
    let error = client.execute(&get()).await.unwrap_err();
    assert_eq!(error.status(), Some(400));
}

#[tokio::test]
async fn a_length_that_is_only_promised_reserves_nothing() {
    let head = "HTTP/1.1 200 X\r\ncontent-length: 18446744073709551000\r\n\r\n{}";
    let server = Server::start(move |_, _| Reply::Bytes(head.into())).await;
    let client = builder(&server)
        .max_response_bytes(usize::MAX)
        .build()
        .unwrap();
    let error = client.execute(&get()).await.unwrap_err();
    assert!(matches!(error, Error::Transport(_)), "{error:?}");
}

#[tokio::test]
async fn endless_headers_end_in_an_error() {
    let server = Server::start(|_, _| {
        Reply::Endless(
            b"HTTP/1.1 200 X\r\n".to_vec(),
            b"x-many: and one more of them\r\n".to_vec(),
        )
    })
    .await;
    let client = builder(&server).build().unwrap();
    let error = client
        .execute(&get().with_timeout(Duration::from_secs(20)))
        .await
        .unwrap_err();
    assert!(matches!(error, Error::Transport(_)), "{error:?}");
}
