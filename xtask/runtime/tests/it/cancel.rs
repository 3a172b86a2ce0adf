//! A call that is dropped leaves nothing behind, and a pool that works.

use std::sync::Arc;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::time::Duration;

use tokio::io::{AsyncReadExt as _, AsyncWriteExt as _};
use tokio::net::TcpListener;
use trusthub_runtime::runtime::{Client, Credentials};

use super::{TOKEN, get};

/// A server which keeps connections open, numbers its responses, and answers each request only
/// after `pause`. Returns its address and the number of connections.
async fn keep_alive(pause: Duration) -> (String, Arc<AtomicUsize>) {
    let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
    let url = format!("http://{}", listener.local_addr().unwrap());
    let connections = Arc::new(AtomicUsize::new(0));
    let (opened, answered) = (Arc::clone(&connections), Arc::new(AtomicUsize::new(0)));
    tokio::spawn(async move {
        while let Ok((mut stream, _)) = listener.accept().await {
            opened.fetch_add(1, Ordering::SeqCst);
            let answered = Arc::clone(&answered);
            tokio::spawn(async move {
                let mut seen = Vec::new();
                let mut chunk = [0; 2048];
                while let Ok(read @ 1..) = stream.read(&mut chunk).await {
                    seen.extend_from_slice(&chunk[..read]);
                    if !seen.ends_with(b"\r\n\r\n") {
                        continue;
                    }
                    // The answer carries the path, so that one for another request would show.
                    let text = String::from_utf8(std::mem::take(&mut seen)).unwrap();
                    let path = text.split(' ').nth(1).unwrap().to_owned();
                    let number = answered.fetch_add(1, Ordering::SeqCst);
                    tokio::time::sleep(pause).await;
                    let body = format!("{{\"path\":\"{path}\",\"n\":{number}}}");
                    let reply = format!(
                        "HTTP/1.1 200 X\r\ncontent-length: {}\r\n\r\n{body}",
                        body.len()
                    );
                    if stream.write_all(reply.as_bytes()).await.is_err() {
                        break;
                    }
                }
            });
        }
    });
    (url, connections)
}

fn client(url: &str) -> Client {
    Client::builder()
        .credentials(Credentials::auth_token("AC123", TOKEN))
        .base_url(url)
        .build()
        .unwrap()
}

#[tokio::test]
async fn connections_are_used_again() {
    let (url, connections) = keep_alive(Duration::ZERO).await;
    let client = client(&url);
    for _ in 0..50 {
        client.clone().execute(&get()).await.unwrap();
    }
    assert_eq!(connections.load(Ordering::SeqCst), 1);
}

#[tokio::test]
async fn a_dropped_call_does_not_poison_the_pool() {
    let (url, connections) = keep_alive(Duration::from_millis(4)).await;
    let client = client(&url);
    for round in 0..200_u64 {
        // Dropped at another moment in each round: connecting, sending, waiting, reading.
        let cut = Duration::from_micros(round * 40);
        drop(tokio::time::timeout(cut, client.execute(&get().query("Cut", round))).await);
        let whole = get().query("Whole", round);
        let response = client.execute(&whole).await.unwrap().decode().unwrap();
        let body: serde_json::Value = response.value;
        assert_eq!(
            body["path"],
            format!("/v1/Policies/RN1?Whole={round}"),
            "an answer to another request"
        );
    }
    let opened = connections.load(Ordering::SeqCst);
    assert!(opened <= 201, "{opened} connections for 400 calls");
    // After all that, the pool still keeps what it has.
    for _ in 0..20 {
        client.execute(&get()).await.unwrap();
    }
    assert!(connections.load(Ordering::SeqCst) <= opened + 1);
}
