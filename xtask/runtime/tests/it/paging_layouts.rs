//! Lists whose pages are laid out otherwise: beside the items, with URIs, or with tokens.

use serde::Deserialize;
use serde_json::{Value, json};
use trusthub_runtime::runtime::{Client, Envelope, Error, ItemStream, Method, Pages, Request};

use super::server::{Reply, Server, json as reply_json};
use super::{builder, client, list};

const FLAT: Envelope = Envelope::new("calls").flat();
const TOKENS: Envelope = Envelope::new("items").token("pageToken");

async fn all(client: &Client, request: &Request, envelope: Envelope) -> Result<Vec<u64>, Error> {
    let mut stream: ItemStream<u64> = ItemStream::new(Pages::new(client, request, envelope));
    let mut items = Vec::new();
    while let Some(item) = stream.try_next().await? {
        items.push(item);
    }
    Ok(items)
}

/// What pages of the layouts look like on the wire.
fn flat(page: usize) -> Value {
    let uri = |page| format!("/2010-04-01/Calls.json?PageSize=2&Page={page}&PageToken=PA{page}");
    json!({
        "first_page_uri": uri(0),
        "end": 2 * page + 1,
        "calls": [2 * page, 2 * page + 1],
        "previous_page_uri": (page > 0).then(|| uri(page - 1)),
        "uri": uri(page),
        "page_size": 2,
        "start": 2 * page,
        "next_page_uri": (page < 2).then(|| uri(page + 1)),
        "page": page,
    })
}

fn tokens(page: usize) -> Value {
    json!({
        "meta": {
            "key": "items",
            "pageSize": 1,
            "nextToken": (page < 2).then(|| format!("t/{}+", page + 1)),
            "previousToken": null,
            "took": 3,
        },
        "items": [page],
    })
}

#[tokio::test]
async fn pages_come_back_as_they_were() {
    #[derive(Debug, Deserialize)]
    struct Any(#[allow(dead_code, reason = "only that it decodes matters")] Value);
    for (envelope, body) in [
        (FLAT, flat(0)),
        (FLAT, flat(2)),
        (
            FLAT,
            json!({ "calls": [], "meta": 1, "url": null, "uri": "/x" }),
        ),
        (TOKENS, tokens(0)),
        (TOKENS, json!({ "items": [], "page": {} })),
        (
            TOKENS,
            json!({ "meta": { "nextToken": "a", "next_token": 2 }, "items": [] }),
        ),
        (TOKENS.flat(), json!({ "items": [], "nextPageToken": "a" })),
    ] {
        let server = Server::always(200, &[], &body.to_string()).await;
        let response = client(&server).execute(&list()).await.unwrap();
        let page = response.decode_page::<Value>(envelope).unwrap().value;
        assert_eq!(serde_json::to_value(&page).unwrap(), body);
    }
    let server = Server::always(200, &[], &json!({ "calls": 1, "uri": 2 }).to_string()).await;
    let response = client(&server).execute(&list()).await.unwrap();
    assert!(response.decode_page::<Any>(FLAT).is_err());
}

#[tokio::test]
async fn members_of_a_flat_page_can_be_read() {
    let server = Server::always(200, &[], &flat(1).to_string()).await;
    let response = client(&server).execute(&list()).await.unwrap();
    let mut page = response.decode_page::<u64>(FLAT).unwrap().value;
    assert_eq!(page.items, [2, 3]);
    assert_eq!((page.meta.page, page.meta.page_size), (Some(1), Some(2)));
    assert!(page.meta.next_page_url.as_deref().unwrap().ends_with("PA2"));
    assert_eq!((&page.extra["start"], page.extra.len()), (&json!(2), 2));
    page.meta.next_page_url = None;
    page.meta.next_token = Some("t".to_owned());
    let changed = serde_json::to_value(&page).unwrap();
    assert_eq!(
        (&changed["next_page_uri"], &changed["next_token"]),
        (&json!(null), &json!("t"))
    );
}

/// The page that a request asks for, by its parameter.
fn asked(target: &str, parameter: &str) -> Option<String> {
    let url = url::Url::parse(&format!("http://x{target}")).unwrap();
    let mut pairs = url.query_pairs();
    let found = pairs.find(|(name, _)| name == parameter);
    found.map(|(_, value)| value.into_owned())
}

#[tokio::test]
async fn a_uri_is_one_of_the_documents_server_behind_any_gateway() {
    let calls = |server| {
        Request::new("ListCall", Method::Get, server, "/2010-04-01/Calls.json").query("PageSize", 2)
    };
    let serve = |_: usize, received: super::server::Received| -> Reply {
        let page = asked(&received.target, "Page").map_or(0, |page| page.parse().unwrap());
        reply_json(200, &flat(page).to_string())
    };
    // A plain base, one with a path, and a document whose server has a path that links repeat.
    for (base, server, template, path) in [
        (
            "",
            "https://api.example.com",
            None,
            "/2010-04-01/Calls.json",
        ),
        (
            "/gateway/",
            "https://api.example.com",
            None,
            "/gateway/2010-04-01/Calls.json",
        ),
        (
            "/gateway",
            "https://api.example.com/2010-04-01",
            Some("/Calls.json"),
            "/gateway/Calls.json",
        ),
        ("", "", None, "/2010-04-01/Calls.json"),
    ] {
        let local = Server::start(move |n, received| serve(n, received.clone())).await;
        let client = builder(&local)
            .base_url(format!("{}{base}", local.url))
            .build()
            .unwrap();
        let request = template.map_or_else(
            || calls(server),
            |template| Request::new("ListCall", Method::Get, server, template),
        );
        let items = all(&client, &request, FLAT).await.unwrap();
        assert_eq!(items, [0, 1, 2, 3, 4, 5], "{base} {server}");
        for received in local.received() {
            assert!(received.target.starts_with(&format!("{path}?")) || received.target == path);
        }
        assert_eq!(local.hits(), 3);
    }
}

#[tokio::test]
async fn a_uri_that_leads_elsewhere_is_refused() {
    for link in [
        "//elsewhere.example.com/x",
        "https://elsewhere.example.com/x",
    ] {
        let body = json!({ "calls": [1], "next_page_uri": link }).to_string();
        let server = Server::always(200, &[], &body).await;
        let error = all(&client(&server), &list(), FLAT).await.unwrap_err();
        let Error::Decode(error) = error else {
            panic!("{error}")
        };
        assert_eq!(error.path, "next_page_uri");
        assert_eq!(server.hits(), 1);
    }
}

#[tokio::test]
async fn a_token_is_sent_with_the_filters_of_the_first_request() {
    let server = Server::start(|_, received| {
        let token = asked(&received.target, "pageToken");
        let page = token.map_or(0, |token| token[2..3].parse().unwrap());
        reply_json(200, &tokens(page).to_string())
    })
    .await;
    let client = client(&server);
    let request = list().query("status", "a&b").query("pageToken", "");
    let request = request.query_list::<&str>("pageToken", []);
    assert_eq!(all(&client, &request, TOKENS).await.unwrap(), [0, 1, 2]);
    let targets: Vec<String> = server.received().into_iter().map(|r| r.target).collect();
    let second = "/v1/Policies?status=a%26b&pageToken=t%2F1%2B";
    assert_eq!(
        targets,
        [
            "/v1/Policies?status=a%26b",
            second,
            "/v1/Policies?status=a%26b&pageToken=t%2F2%2B",
        ]
    );
    // Where it stopped is a URL, whatever leads there.
    let mut pages: Pages<u64> = Pages::new(&client, &request, TOKENS);
    pages.try_next().await.unwrap();
    let kept = pages.resume_url().unwrap().to_owned();
    assert!(kept.ends_with(second), "{kept}");
    let rest = all(&client, &list().at(kept), TOKENS).await.unwrap();
    assert_eq!(rest, [1, 2]);
}

#[tokio::test]
async fn a_token_that_leads_nowhere_is_an_error() {
    // The same one again, and one that no parameter is known for.
    let body = json!({ "meta": { "nextToken": "t" }, "items": [1] }).to_string();
    let server = Server::always(200, &[], &body).await;
    for (envelope, hits, reason) in [
        (TOKENS, 2, "was there before"),
        (Envelope::new("items"), 1, "no parameter is known"),
    ] {
        let before = server.hits();
        let error = all(&client(&server), &list(), envelope).await.unwrap_err();
        let Error::Decode(error) = error else {
            panic!("{error}")
        };
        assert_eq!(error.path, "meta.nextToken");
        assert!(error.reason.contains(reason), "{}", error.reason);
        assert_eq!(server.hits() - before, hits);
    }
}
