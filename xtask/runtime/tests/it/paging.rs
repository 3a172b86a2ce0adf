//! Lists: the envelope both ways, page by page, item by item, and which links are not followed.

use std::future::poll_fn;
use std::pin::Pin;

use futures_core::Stream;
use serde::Deserialize;
use serde_json::{Value, json};
use trusthub_runtime::runtime::{Client, Error, ItemStream, Page, Pages};

use super::server::{Reply, Server, json as reply_json};
use super::{DOCUMENT_SERVER, builder, client, get, list};

const KEY: &str = "results";

/// A list of `pages` pages of two numbers, which are linked under the address `base`; the server's own for none.
async fn numbers(pages: usize, base: Option<&'static str>) -> Server {
    Server::start(move |_, received| {
        let page = page_number(&received.target);
        let own = format!("http://{}", received.header("host").unwrap());
        let base = base.unwrap_or(&own);
        reply_json(200, &envelope(base, page, pages).to_string())
    })
    .await
}

fn page_number(target: &str) -> usize {
    let url = url::Url::parse(&format!("http://x{target}")).unwrap();
    let found = url
        .query_pairs()
        .find(|(name, _)| name == "Page")
        .map(|(_, value)| value.into_owned());
    found.map_or(0, |page| page.parse().unwrap())
}

fn envelope(base: &str, page: usize, pages: usize) -> Value {
    let url = |page| format!("{base}/v1/Policies?PageSize=2&Page={page}&PageToken=PT{page}");
    json!({
        "meta": {
            "page": page,
            "page_size": 2,
            "first_page_url": url(0),
            "previous_page_url": (page > 0).then(|| url(page - 1)),
            "url": url(page),
            "next_page_url": (page + 1 < pages).then(|| url(page + 1)),
            "key": KEY,
        },
        KEY: [2 * page, 2 * page + 1],
    })
}

fn pages<T: for<'a> Deserialize<'a>>(client: &Client) -> Pages<T> {
    Pages::new(client, &list().query("PageSize", 2), KEY)
}

fn items(client: &Client) -> ItemStream<u64> {
    ItemStream::new(pages(client))
}

async fn all(stream: &mut ItemStream<u64>) -> Vec<u64> {
    let mut items = Vec::new();
    while let Some(item) = stream.try_next().await.unwrap() {
        items.push(item);
    }
    items
}

async fn next<S: Stream + Unpin>(stream: &mut S) -> Option<S::Item> {
    poll_fn(|context| Pin::new(&mut *stream).poll_next(context)).await
}

async fn decode<T: for<'a> Deserialize<'a>>(body: &str) -> Result<Page<T>, Error> {
    let server = Server::always(200, &[("content-type", "application/json")], body).await;
    let response = client(&server).execute(&list()).await?;
    response.decode_page(KEY).map(|response| response.value)
}

#[tokio::test]
async fn an_envelope_comes_back_as_it_was() {
    for body in [
        envelope("https://x", 0, 1),
        envelope("https://x", 1, 3),
        json!({ "results": [] }),
        json!({ "meta": {}, "results": [1] }),
        json!({ "meta": { "page": null, "url": null, "key": null, "later": [1] }, "results": [1], "more": { "a": null } }),
    ] {
        let page: Page<Value> = decode(&body.to_string()).await.unwrap();
        assert_eq!(serde_json::to_value(&page).unwrap(), body);
        assert_eq!(page.key(), KEY);
        assert_eq!(
            (&page).into_iter().count(),
            body[KEY].as_array().unwrap().len()
        );
    }
}

#[tokio::test]
async fn members_of_a_page_can_be_read() {
    let mut body = envelope("https://x", 1, 3);
    body["meta"]["later"] = json!(1);
    body["more"] = json!(2);
    let page: Page<u64> = decode(&body.to_string()).await.unwrap();
    assert_eq!(page.items, [2, 3]);
    assert_eq!((page.meta.page, page.meta.page_size), (Some(1), Some(2)));
    assert_eq!(page.meta.key.as_deref(), Some(KEY));
    assert!(page.meta.next_page_url.as_deref().unwrap().ends_with("PT2"));
    assert_eq!(
        (&page.meta.extra["later"], &page.extra["more"]),
        (&json!(1), &json!(2))
    );
}

#[tokio::test]
async fn a_page_that_is_none_names_the_place() {
    #[derive(Debug, Deserialize)]
    struct Item {
        #[allow(dead_code, reason = "only its type matters")]
        sid: String,
    }
    for (body, path, reason) in [
        (
            r#"{"results":[{"sid":"a"},{"sid":7}]}"#,
            "results[1].sid",
            "invalid type: integer …",
        ),
        (r#"{"results":[{}]}"#, "results[0]", "missing field `sid`"),
        (
            r#"{"meta":{"page":"x"},"results":[]}"#,
            "meta.page",
            "invalid type: string …",
        ),
        (r#"{"meta":{}}"#, "", "missing field `results`"),
        (r#"{"results":null}"#, "results", "invalid type: null"),
        (
            "[]",
            "",
            "invalid type: sequence, expected a page of a list",
        ),
    ] {
        let Err(Error::Decode(error)) = decode::<Item>(body).await else {
            panic!("{body}")
        };
        assert_eq!(error.path, path, "{body}");
        assert!(error.reason.starts_with(reason), "{body}: {}", error.reason);
    }
}

#[tokio::test]
async fn pages_follow_each_other_to_the_end() {
    let server = numbers(3, None).await;
    let mut pages: Pages<u64> = pages(&client(&server));
    assert_eq!(pages.resume_url(), None);
    let mut found = Vec::new();
    while let Some(page) = pages.try_next().await.unwrap() {
        found.push(page.items);
    }
    assert_eq!(found, [[0, 1], [2, 3], [4, 5]]);
    assert!(pages.is_done());
    assert_eq!(pages.try_next().await.unwrap(), None);
    let targets: Vec<String> = server.received().into_iter().map(|r| r.target).collect();
    assert_eq!(
        targets,
        [
            "/v1/Policies?PageSize=2",
            "/v1/Policies?PageSize=2&Page=1&PageToken=PT1",
            "/v1/Policies?PageSize=2&Page=2&PageToken=PT2",
        ]
    );
}

#[tokio::test]
async fn a_stream_gives_the_items_and_stops_where_it_should() {
    let server = numbers(50, None).await;
    let client = client(&server);
    assert_eq!(
        all(&mut items(&client)).await,
        (0..100).collect::<Vec<u64>>()
    );
    assert_eq!(server.hits(), 50);
    for (limit, hits) in [(0, 0), (1, 1), (2, 1), (3, 2), (1000, 50)] {
        let before = server.hits();
        let found = all(&mut items(&client).limit(limit)).await;
        assert_eq!(found.len(), limit.min(100));
        assert_eq!(
            server.hits() - before,
            hits,
            "no page may be fetched in vain"
        );
    }
    let mut stream = items(&client);
    let mut found = Vec::new();
    while let Some(item) = next(&mut stream).await {
        found.push(item.unwrap());
    }
    assert_eq!(found.len(), 100);
    assert!(next(&mut stream).await.is_none());
}

#[tokio::test]
async fn empty_pages_are_passed_over() {
    let server = Server::start(|n, received| {
        let base = format!("http://{}", received.header("host").unwrap());
        let mut body = envelope(&base, page_number(&received.target), 4);
        if n != 2 {
            body[KEY] = json!([]);
        }
        reply_json(200, &body.to_string())
    })
    .await;
    assert_eq!(all(&mut items(&client(&server))).await, [4, 5]);
    assert_eq!(server.hits(), 4);
}

#[tokio::test]
async fn links_to_the_documents_own_server_are_followed_on_the_configured_one() {
    let server = numbers(3, Some(DOCUMENT_SERVER)).await;
    assert_eq!(all(&mut items(&client(&server))).await.len(), 6);
    assert_eq!(server.hits(), 3);
    // A path before the API's own is kept.
    let server = numbers(2, Some(DOCUMENT_SERVER)).await;
    let client = builder(&server)
        .base_url(format!("{}/gateway/", server.url))
        .build()
        .unwrap();
    assert_eq!(all(&mut items(&client)).await.len(), 4);
    assert!(
        server
            .received()
            .iter()
            .all(|r| r.target.starts_with("/gateway/v1/Policies?"))
    );
}

/// A server whose first page links to this URL.
async fn linking(link: &'static str) -> Server {
    Server::start(move |_, _| {
        let body = json!({ "meta": { "next_page_url": link }, KEY: [1] });
        reply_json(200, &body.to_string())
    })
    .await
}

#[tokio::test]
async fn links_to_other_places_are_refused_before_anything_is_sent() {
    for link in [
        "https://evil.example/v1/Policies?Page=1",
        "https://trusthub.twilio.com.evil.example/",
        "https://trusthub.twilio.com:444/",
        "http://trusthub.twilio.com/v1/Policies",
        "http://127.0.0.1:1/v1/Policies",
        "https://user:pass@trusthub.twilio.com/v1/Policies",
        "https://trusthub.twilio.com@evil.example/",
        "//evil.example/v1/Policies",
        "\\\\evil.example/v1/Policies",
        "file:///etc/passwd",
        "javascript:alert(1)",
        "http://",
    ] {
        let server = linking(link).await;
        let mut stream = items(&client(&server));
        assert_eq!(
            stream.try_next().await.unwrap(),
            Some(1),
            "what came before stays"
        );
        for _ in 0..2 {
            let error = stream.try_next().await.unwrap_err();
            let Error::Decode(inner) = &error else {
                panic!("{link}: {error:?}")
            };
            assert_eq!(inner.path, "meta.next_page_url");
            assert_eq!((inner.status, error.is_retryable()), (200, false));
            assert!(!error.to_string().contains("pass@"), "{error}");
        }
        assert_eq!(server.hits(), 1, "{link}");
        // The same link given by a caller.
        let error = client(&server).execute(&list().at(link)).await.unwrap_err();
        assert!(matches!(error, Error::InvalidInput(_)), "{error:?}");
        assert_eq!(server.hits(), 1, "{link}");
    }
}

#[tokio::test]
async fn relative_links_are_followed() {
    for link in ["/v1/Policies?Page=1#part", "?Page=1#part"] {
        let server = Server::start(move |n, _| {
            let link = (n == 0).then_some(link);
            reply_json(
                200,
                &json!({ "meta": { "next_page_url": link }, KEY: [n] }).to_string(),
            )
        })
        .await;
        assert_eq!(all(&mut items(&client(&server))).await, [0, 1]);
        assert_eq!(server.received()[1].target, "/v1/Policies?Page=1");
    }
}

#[tokio::test]
async fn cycles_end_in_an_error() {
    // To itself, to the first page under its own name, and after a while.
    for (links, pages) in [(vec![0], 1), (vec![1, 0], 2), (vec![1, 2, 3, 2], 4)] {
        let server = Server::start(move |n, _| {
            let url = |page| format!("{DOCUMENT_SERVER}/v1/Policies?Page={page}");
            let meta =
                json!({ "url": url(n), "next_page_url": url(links[n.min(links.len() - 1)]) });
            reply_json(200, &json!({ "meta": meta, KEY: [n] }).to_string())
        })
        .await;
        let mut stream = items(&client(&server));
        for _ in 0..pages {
            stream.try_next().await.unwrap().unwrap();
        }
        let error = stream.try_next().await.unwrap_err();
        assert!(error.to_string().contains("would never end"), "{error}");
        assert_eq!(server.hits(), pages);
    }
}

#[tokio::test]
async fn an_empty_link_is_the_end() {
    let server = linking("").await;
    assert_eq!(all(&mut items(&client(&server))).await, [1]);
}

/// A list whose second page fails once.
async fn stumbling() -> Server {
    Server::start(|n, received| {
        let page = page_number(&received.target);
        match (page, n) {
            (1, 1) => Reply::Bytes(b"HTTP/1.1 401 X\r\ncontent-length: 0\r\n\r\n".to_vec()),
            _ => reply_json(200, &envelope(DOCUMENT_SERVER, page, 3).to_string()),
        }
    })
    .await
}

#[tokio::test]
async fn an_error_keeps_the_position() {
    let server = stumbling().await;
    let mut pages: Pages<u64> = pages(&client(&server));
    assert_eq!(pages.try_next().await.unwrap().unwrap().items, [0, 1]);
    assert_eq!(pages.try_next().await.unwrap_err().status(), Some(401));
    assert!(pages.resume_url().unwrap().ends_with("PT1"));
    assert_eq!(pages.try_next().await.unwrap().unwrap().items, [2, 3]);
    assert_eq!(pages.try_next().await.unwrap().unwrap().items, [4, 5]);
    assert_eq!(pages.try_next().await.unwrap(), None);

    let server = stumbling().await;
    let mut stream = items(&client(&server));
    assert_eq!(stream.try_next().await.unwrap(), Some(0));
    assert_eq!(stream.try_next().await.unwrap(), Some(1));
    assert_eq!(stream.try_next().await.unwrap_err().status(), Some(401));
    assert_eq!(
        all(&mut stream).await,
        [2, 3, 4, 5],
        "nothing is lost and nothing comes twice"
    );
}

#[tokio::test]
async fn as_a_stream_it_ends_after_an_error() {
    let server = Server::always(401, &[], "").await;
    let mut stream = items(&client(&server));
    assert!(next(&mut stream).await.unwrap().is_err());
    assert!(
        next(&mut stream).await.is_none(),
        "an adapter that skips errors must not ask forever"
    );
    assert_eq!(server.hits(), 1);
    assert!(stream.try_next().await.is_err());
    assert_eq!(server.hits(), 2);
}

#[tokio::test]
async fn a_list_can_be_resumed_later() {
    let server = numbers(3, None).await;
    let client = client(&server);
    let mut stream = items(&client);
    assert_eq!(stream.resume_url(), None);
    for expected in 0..2 {
        assert_eq!(stream.try_next().await.unwrap(), Some(expected));
    }
    let kept = stream.resume_url().unwrap().to_owned();
    assert!(kept.ends_with("PT1"), "{kept}");
    assert_eq!(stream.try_next().await.unwrap(), Some(2));
    assert_eq!(
        stream.resume_url(),
        Some(kept.as_str()),
        "in the middle of a page it is that page"
    );
    let again = Pages::new(&client, &list().at(&kept), KEY);
    let mut again: ItemStream<u64> = ItemStream::new(again);
    assert_eq!(again.resume_url(), Some(kept.as_str()));
    assert_eq!(all(&mut again).await, [2, 3, 4, 5]);
    assert_eq!(again.resume_url(), None);
}

#[tokio::test]
async fn dropping_the_future_of_an_item_loses_nothing() {
    let server = Server::start(|n, received| {
        if n == 0 {
            std::thread::sleep(std::time::Duration::from_millis(50));
        }
        reply_json(
            200,
            &envelope(DOCUMENT_SERVER, page_number(&received.target), 1).to_string(),
        )
    })
    .await;
    let mut stream = items(&client(&server));
    let dropped = tokio::time::timeout(std::time::Duration::ZERO, stream.try_next()).await;
    assert!(dropped.is_err());
    assert_eq!(all(&mut stream).await, [0, 1]);
    assert_eq!(server.hits(), 1);
}

#[tokio::test]
async fn lists_are_send_and_static() {
    fn check<T: Send + 'static>(_: &T) {}
    let server = numbers(1, None).await;
    let client = client(&server);
    check(&pages::<Value>(&client));
    check(&items(&client));
    let shown = format!("{:?} {:?}", pages::<Value>(&client), items(&client));
    assert!(
        shown.contains("Pages") && shown.contains("ItemStream"),
        "{shown}"
    );
    drop(get());
}
