//! What a client does for every call: tokens from a function, headers, limits, reports.

use std::sync::atomic::{AtomicU32, Ordering};
use std::sync::{Arc, Mutex};
use std::time::{Duration, Instant};

use trusthub_runtime::runtime::{Client, Credentials, Error, Retry, TransportKind};

use super::server::{Reply, Server, json, reply};
use super::{TOKEN, builder, client, get, post};

fn with_source(server: &Server, credentials: Credentials) -> Client {
    builder(server).credentials(credentials).build().unwrap()
}

fn kind(error: &Error) -> TransportKind {
    match error {
        Error::Transport(error) => error.kind,
        other => panic!("{other:?}"),
    }
}

#[tokio::test]
async fn a_token_is_asked_for_before_each_attempt() {
    let server = Server::start(|n, _| json(if n == 0 { 429 } else { 200 }, "{}")).await;
    let asked = Arc::new(AtomicU32::new(0));
    let counter = Arc::clone(&asked);
    let credentials = Credentials::bearer_from(move || {
        let n = counter.fetch_add(1, Ordering::SeqCst);
        async move { Ok::<_, std::io::Error>(format!("token-{n}")) }
    });
    assert!(!format!("{credentials:?}").contains("token-"));
    let client = with_source(&server, credentials);
    assert!(format!("{client:?}").contains("authorization: Some([redacted])"));
    assert_eq!(client.account_sid(), None);
    client.execute(&post()).await.unwrap();
    let sent: Vec<_> = server
        .received()
        .iter()
        .map(|r| r.header("authorization").unwrap().to_owned())
        .collect();
    assert_eq!(sent, ["Bearer token-0", "Bearer token-1"]);
}

#[tokio::test]
async fn without_a_token_nothing_is_sent() {
    let server = Server::always(200, &[], "{}").await;
    let failing = Credentials::bearer_from(|| async { Err("the issuer is down") });
    let error = with_source(&server, failing)
        .execute(&get())
        .await
        .unwrap_err();
    assert_eq!(kind(&error), TransportKind::Credentials);
    assert_eq!(
        error.to_string(),
        "FetchPolicy: no bearer token: the issuer is down"
    );
    assert!(error.is_retryable() && error.attempts() == 0);

    let hanging = Credentials::bearer_from(std::future::pending::<Result<String, String>>);
    let request = get().with_timeout(Duration::from_millis(50));
    let error = with_source(&server, hanging)
        .execute(&request)
        .await
        .unwrap_err();
    assert_eq!(
        (kind(&error), error.attempts()),
        (TransportKind::Timeout, 0)
    );

    for bad in ["", "secret\n", "sec ret", "secret\u{e9}"] {
        let wrong = Credentials::bearer_from(move || async move { Ok::<_, String>(bad.into()) });
        let error = with_source(&server, wrong)
            .execute(&get())
            .await
            .unwrap_err();
        assert!(matches!(error, Error::InvalidInput(_)), "{error:?}");
        assert_eq!(error.operation(), Some("FetchPolicy"));
        assert!(!format!("{error} {error:?}").contains("secret"), "{error}");
    }
    assert_eq!(server.hits(), 0);
}

#[tokio::test]
async fn headers_go_with_every_request() {
    let server = Server::always(200, &[], "{}").await;
    let client = builder(&server)
        .header("X-Gateway-Key", TOKEN)
        .header("Accept", "application/vnd.x+json")
        .build()
        .unwrap();
    assert!(!format!("{client:?}").contains(TOKEN));
    let shown = format!("{client:?}");
    assert!(
        shown.contains("\"x-gateway-key\": Some([redacted])"),
        "not marked sensitive: {shown}"
    );
    client.execute(&get()).await.unwrap();
    let request = get().with_header("x-gateway-key", "other");
    client.execute(&request).await.unwrap();
    let received = server.received();
    assert_eq!(received[0].header("x-gateway-key"), Some(TOKEN));
    assert_eq!(received[0].header("accept"), Some("application/vnd.x+json"));
    let own = received[1].headers.iter();
    let own: Vec<_> = own.filter(|(name, _)| name == "x-gateway-key").collect();
    assert_eq!(own.len(), 1, "{own:?}");
    assert_eq!(own[0].1, "other");
}

#[test]
fn settings_that_cannot_work_are_all_named() {
    let error = Client::builder()
        .credentials(Credentials::auth_token("AC123", TOKEN))
        .header("Authorization", TOKEN)
        .header("X-A", format!("{TOKEN}\r\nX-B: 1"))
        .header("bad name", TOKEN)
        .max_in_flight(0)
        .build()
        .unwrap_err()
        .to_string();
    for part in [
        "4 problems",
        "`authorization` is a header that only the client sets",
        "`x-a` has a value with line breaks",
        "`header` has a name with characters",
        "`max_in_flight` is 0",
    ] {
        assert!(error.contains(part), "{part} not in {error}");
    }
    assert!(!error.contains(TOKEN), "{error}");
}

#[tokio::test]
async fn calls_beyond_the_limit_wait_within_their_time() {
    let server = Server::start(|_, _| Reply::Hang(Vec::new())).await;
    let client = builder(&server).max_in_flight(2).build().unwrap();
    let busy: Vec<_> = (0..2)
        .map(|_| {
            let client = client.clone();
            tokio::spawn(async move { client.execute(&get()).await })
        })
        .collect();
    while server.hits() < 2 {
        tokio::time::sleep(Duration::from_millis(2)).await;
    }
    let short = post().with_timeout(Duration::from_millis(60));
    let error = client.execute(&short).await.unwrap_err();
    assert_eq!(
        (kind(&error), error.attempts(), error.is_retryable()),
        (TransportKind::Timeout, 0, true)
    );
    assert_eq!(server.hits(), 2, "the third request must not be sent");
    // A call that is dropped gives its place back.
    for task in busy {
        task.abort();
        assert!(task.await.is_err());
    }
    let error = client.execute(&short).await.unwrap_err();
    assert_eq!((error.attempts(), server.hits()), (1, 3));
}

#[tokio::test]
async fn a_hanging_attempt_is_given_up_and_repeated_where_that_is_harmless() {
    let answer = |n, _: &_| {
        if n == 0 {
            Reply::Hang(Vec::new())
        } else {
            json(200, "{}")
        }
    };
    let rule = Retry::new()
        .base_delay(Duration::from_millis(1))
        .attempt_timeout(Duration::from_millis(80));
    let server = Server::start(answer).await;
    let response = client(&server)
        .execute(&get().with_retry(rule))
        .await
        .unwrap();
    assert_eq!((response.attempts, server.hits()), (2, 2));

    let server = Server::start(answer).await;
    let error = client(&server)
        .execute(&post().with_retry(rule))
        .await
        .unwrap_err();
    assert_eq!(
        (kind(&error), error.attempts(), error.is_retryable()),
        (TransportKind::AttemptTimeout, 1, false)
    );
    assert_eq!(server.hits(), 1, "a POST may have been processed");

    // The time of the call ends first: that is what the error says.
    let server = Server::start(answer).await;
    let started = Instant::now();
    let request = get()
        .with_retry(rule.attempt_timeout(Duration::from_secs(9)))
        .with_timeout(Duration::from_millis(60));
    let error = client(&server).execute(&request).await.unwrap_err();
    assert_eq!(kind(&error), TransportKind::Timeout);
    assert!(started.elapsed() < Duration::from_secs(5));
}

#[tokio::test]
async fn every_attempt_is_reported() {
    let server = Server::start(|n, _| json(if n == 0 { 503 } else { 200 }, "{}")).await;
    let seen = Arc::new(Mutex::new(Vec::new()));
    let log = Arc::clone(&seen);
    let client = builder(&server)
        .on_attempt(move |attempt| {
            log.lock().unwrap().push((
                attempt.operation,
                attempt.path_template,
                attempt.attempt,
                attempt.outcome.map_err(Error::status),
                attempt.retry_in.is_some(),
            ));
        })
        .build()
        .unwrap();
    client.execute(&get()).await.unwrap();
    let path = "/v1/Policies/{Sid}";
    assert_eq!(
        *seen.lock().unwrap(),
        [
            ("FetchPolicy", path, 1, Err(Some(503)), true),
            ("FetchPolicy", path, 2, Ok(200), false)
        ]
    );
}

#[tokio::test]
async fn errors_have_the_headers_of_the_response() {
    let headers = [("twilio-concurrent-requests", "17"), ("x-personal", TOKEN)];
    let server = Server::start(move |_, _| reply(400, &headers, "{}")).await;
    let error = client(&server).execute(&get()).await.unwrap_err();
    let shown = format!("{error:?}");
    assert!(
        shown.contains("x-personal") && !shown.contains(TOKEN),
        "{shown}"
    );
    let Error::Api(error) = error else {
        panic!("{error:?}")
    };
    assert_eq!(error.headers["twilio-concurrent-requests"], "17");
}

#[tokio::test]
async fn an_anonymous_request_takes_no_credentials_and_asks_for_none() {
    let server = Server::always(200, &[], "{}").await;
    let request = get().anonymous();
    client(&server).execute(&request).await.unwrap();
    let never = Credentials::bearer_from(|| async { Err::<String, _>("the issuer is down") });
    with_source(&server, never).execute(&request).await.unwrap();
    let received = server.received();
    assert_eq!(received.len(), 2);
    assert!(received.iter().all(|r| r.header("authorization").is_none()));
}
