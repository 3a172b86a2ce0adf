//! What is sent again, how often, and what never is.

use std::time::{Duration, Instant};

use trusthub_runtime::runtime::{Client, Credentials, Error, Request, Retry, TransportKind};

use super::server::{Reply, Server, json, reply};
use super::{TOKEN, builder, client, delete, get, post};

/// A server which fails `failures` times with a status, and then succeeds.
async fn failing(status: u16, failures: usize) -> Server {
    Server::start(move |index, _| {
        if index < failures {
            json(status, "{}")
        } else {
            json(200, "{}")
        }
    })
    .await
}

async fn attempts(server: &Server, request: &Request) -> Result<u32, Error> {
    client(server)
        .execute(request)
        .await
        .map(|response| response.attempts)
}

#[tokio::test]
async fn too_many_requests_is_repeated_with_any_method() {
    for request in [get(), post().form("A", "1"), delete()] {
        let server = failing(429, 2).await;
        assert_eq!(attempts(&server, &request).await.unwrap(), 3);
        let received = server.received();
        assert_eq!(received.len(), 3);
        assert!(
            received
                .iter()
                .all(|r| r.body == received[0].body && r.target == received[0].target)
        );
    }
}

#[tokio::test]
async fn a_server_error_is_repeated_only_where_that_is_harmless() {
    for status in [500, 502, 503, 504] {
        for request in [get(), delete()] {
            let server = failing(status, 2).await;
            assert_eq!(attempts(&server, &request).await.unwrap(), 3, "{status}");
        }
        let server = failing(status, 2).await;
        let error = attempts(&server, &post()).await.unwrap_err();
        assert_eq!(
            (error.status(), error.attempts(), error.is_retryable()),
            (Some(status), 1, false)
        );
        assert_eq!(server.hits(), 1, "a POST may have been processed");
    }
}

#[tokio::test]
async fn other_statuses_are_not_repeated() {
    for status in [400, 401, 403, 404, 408, 409, 425, 501] {
        let server = failing(status, 9).await;
        let error = attempts(&server, &get()).await.unwrap_err();
        assert_eq!(
            (error.status(), error.is_retryable(), server.hits()),
            (Some(status), false, 1)
        );
    }
}

#[tokio::test]
async fn attempts_are_bounded_and_counted() {
    let server = failing(503, 99).await;
    let error = attempts(&server, &get()).await.unwrap_err();
    assert_eq!(
        (error.attempts(), error.is_retryable(), server.hits()),
        (3, true, 3)
    );
    assert!(error.to_string().contains("3 attempts"), "{error}");

    for (rule, hits) in [
        (Retry::none(), 1),
        (Retry::new().max_attempts(0), 1),
        (Retry::new().max_attempts(5).base_delay(Duration::ZERO), 5),
    ] {
        let server = failing(503, 99).await;
        let error = attempts(&server, &get().with_retry(rule))
            .await
            .unwrap_err();
        assert_eq!(
            (error.attempts(), server.hits()),
            (u32::try_from(hits).unwrap(), hits)
        );
    }
    let server = failing(429, 99).await;
    let client = builder(&server).retry(Retry::none()).build().unwrap();
    assert_eq!(client.execute(&post()).await.unwrap_err().attempts(), 1);
}

#[tokio::test]
async fn a_connection_that_breaks_is_repeated_only_where_that_is_harmless() {
    let half = "HTTP/1.1 200 X\r\ncontent-length: 9\r\n\r\n{";
    for reply in [
        None,
        Some("HTTP/1.1 2"),
        Some("garbage\r\n\r\n"),
        Some(half),
    ] {
        let broken = move || reply.map_or(Reply::Close, |bytes| Reply::Bytes(bytes.into()));
        for request in [get(), delete()] {
            let server =
                Server::start(move |n, _| if n == 0 { broken() } else { json(200, "{}") }).await;
            assert_eq!(attempts(&server, &request).await.unwrap(), 2, "{reply:?}");
        }
        let server = Server::start(move |_, _| broken()).await;
        let error = attempts(&server, &post()).await.unwrap_err();
        let Error::Transport(inner) = &error else {
            panic!("{error:?}")
        };
        assert_eq!(inner.kind, TransportKind::Interrupted, "{reply:?}");
        assert_eq!(
            (error.attempts(), error.is_retryable(), server.hits()),
            (1, false, 1),
            "{reply:?}"
        );
    }
}

#[tokio::test]
async fn a_refused_connection_is_told_and_repeated_for_reading() {
    let client = Client::builder()
        .credentials(Credentials::auth_token("AC123", TOKEN))
        // Nothing listens there, and no other test can come to do so.
        .base_url("http://127.0.0.1:1")
        .retry(Retry::new().base_delay(Duration::from_millis(1)))
        .build()
        .unwrap();
    for (request, attempts) in [(get(), 3), (delete(), 3), (post(), 1)] {
        let error = client.execute(&request).await.unwrap_err();
        let Error::Transport(inner) = &error else {
            panic!("{error:?}")
        };
        assert_eq!(
            (inner.kind, inner.attempts),
            (TransportKind::Connect, attempts)
        );
        assert!(error.is_retryable(), "nothing was sent");
        assert!(error.to_string().contains("cannot connect: "), "{error}");
        assert_eq!(error.status(), None);
    }
}

#[tokio::test]
async fn retry_after_is_waited_for() {
    let date = [
        ("date", "Sun, 06 Nov 1994 08:49:37 GMT"),
        ("retry-after", "Sun, 06 Nov 1994 08:49:38 GMT"),
    ];
    for headers in [vec![("retry-after", "1")], date.to_vec()] {
        let server = Server::start(move |n, _| {
            if n == 0 {
                reply(429, &headers, "")
            } else {
                json(200, "{}")
            }
        })
        .await;
        let start = Instant::now();
        assert_eq!(attempts(&server, &post()).await.unwrap(), 2);
        assert!(
            start.elapsed() >= Duration::from_secs(1),
            "{:?}",
            start.elapsed()
        );
    }
}

#[tokio::test]
async fn a_retry_after_in_the_past_or_unreadable_is_no_reason_to_wait() {
    for value in [
        "Sun, 06 Nov 1994 08:49:37 GMT",
        "-5",
        "soon",
        "Sunday, 06-Nov-94 08:49:37 GMT",
        "Sun Nov  6 08:49:37 1994",
        "0",
        "0.0",
        "1.",
        "",
    ] {
        let server = Server::start(move |n, _| match n {
            0 => reply(429, &[("retry-after", value)], ""),
            _ => json(200, "{}"),
        })
        .await;
        let start = Instant::now();
        assert_eq!(attempts(&server, &post()).await.unwrap(), 2, "{value}");
        assert!(start.elapsed() < Duration::from_millis(900), "{value}");
    }
}

#[tokio::test]
async fn a_retry_after_beyond_the_cap_or_the_time_limit_ends_the_call() {
    let far = "Sun, 06 Nov 2294 08:49:37 GMT";
    for (value, timeout) in [
        ("3600", 5),
        ("18446744073709551615", 5),
        ("99999999999999999999999999", 5),
        ("29.5", 5),
        (far, 5),
        // The end of the calendar, and the two forms of dates that HTTP had before.
        ("Fri, 31 Dec 9999 23:59:59 GMT", 5),
        ("Saturday, 06-Nov-60 08:49:37 GMT", 5),
        ("Sun Nov  6 08:49:37 2294", 5),
        ("30", 5),
        ("61", 600),
    ] {
        let server = Server::always(429, &[("retry-after", value)], "").await;
        let start = Instant::now();
        let request = post().with_timeout(Duration::from_secs(timeout));
        let error = attempts(&server, &request).await.unwrap_err();
        assert_eq!(
            (error.status(), error.attempts(), server.hits()),
            (Some(429), 1, 1),
            "{value}"
        );
        assert!(start.elapsed() < Duration::from_secs(2), "{value}");
        assert!(error.to_string().contains("; it asks to wait "), "{error}");
        let Error::Api(error) = error else { panic!() };
        assert!(
            error.retry_after.unwrap() >= Duration::from_secs(29),
            "{value}"
        );
    }
}

#[tokio::test]
async fn a_pause_never_outlasts_the_time_limit() {
    let server = failing(503, 99).await;
    let rule = Retry::new()
        .base_delay(Duration::from_secs(30))
        .max_delay(Duration::from_secs(60));
    let request = get().with_retry(rule).with_timeout(Duration::from_secs(1));
    let start = Instant::now();
    let error = attempts(&server, &request).await.unwrap_err();
    assert_eq!((error.status(), error.attempts()), (Some(503), 1));
    assert!(
        start.elapsed() < Duration::from_millis(900),
        "it must not wait for nothing"
    );
}

#[tokio::test]
async fn time_runs_out_once_for_the_whole_call() {
    for reply in [
        "",
        "HTTP/1.1 200 X\r\n",
        "HTTP/1.1 200 X\r\ncontent-length: 9\r\n\r\n{",
    ] {
        let server = Server::start(move |_, _| Reply::Hang(reply.into())).await;
        let start = Instant::now();
        let request = get().with_timeout(Duration::from_millis(200));
        let error = attempts(&server, &request).await.unwrap_err();
        let Error::Transport(inner) = &error else {
            panic!("{error:?}")
        };
        assert_eq!(
            (inner.kind, inner.attempts),
            (TransportKind::Timeout, 1),
            "{reply:?}"
        );
        assert!(error.is_retryable(), "the caller may repeat a GET");
        assert!(start.elapsed() < Duration::from_secs(2));
        assert!(error.elapsed() >= Duration::from_millis(200));
    }
    let server = Server::start(|_, _| Reply::Hang(Vec::new())).await;
    let request = post().with_timeout(Duration::from_millis(100));
    assert!(
        !attempts(&server, &request)
            .await
            .unwrap_err()
            .is_retryable()
    );
}

#[tokio::test]
async fn a_limit_that_no_clock_can_hold_is_none() {
    let server = failing(503, 1).await;
    assert_eq!(
        attempts(&server, &get().with_timeout(Duration::MAX))
            .await
            .unwrap(),
        2
    );
}

#[tokio::test]
async fn dropping_a_call_leaves_the_client_usable() {
    let server = Server::start(|n, _| {
        if n == 0 {
            Reply::Hang(Vec::new())
        } else {
            json(200, "{}")
        }
    })
    .await;
    let client = client(&server);
    let request = get();
    let dropped = tokio::time::timeout(Duration::from_millis(100), client.execute(&request)).await;
    assert!(dropped.is_err());
    assert_eq!(client.execute(&request).await.unwrap().status, 200);
}

#[test]
fn futures_can_be_sent_and_types_shared() {
    fn send<T: Send>(_: T) {}
    fn shared<T: Send + Sync + 'static>() {}
    shared::<Client>();
    shared::<Request>();
    shared::<Error>();
    let client =
        Client::new(Credentials::auth_token("AC1", TOKEN)).unwrap_or_else(|e| panic!("{e}"));
    send(client.execute(&get()));
}
