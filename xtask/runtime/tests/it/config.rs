//! Settings: environment, builder, hosts.

use std::collections::HashMap;
use std::time::Duration;

use trusthub_runtime::runtime::{Client, ClientBuilder, Credentials, Error};

use super::server::{Server, json, reply};
use super::{TOKEN, builder, client, get, post};

const SID: &str = "TWILIO_ACCOUNT_SID";
const AUTH: &str = "TWILIO_AUTH_TOKEN";
const KEY: &str = "TWILIO_API_KEY";
const SECRET: &str = "TWILIO_API_SECRET";

fn vars(vars: &[(&str, &str)]) -> Result<ClientBuilder, Error> {
    let vars: HashMap<String, String> = vars
        .iter()
        .map(|(name, value)| ((*name).to_owned(), (*value).to_owned()))
        .collect();
    ClientBuilder::from_vars(|name| vars.get(name).cloned())
}

#[test]
fn one_error_names_every_missing_variable() {
    for (given, missing) in [
        (
            vec![],
            "lacks the variables TWILIO_ACCOUNT_SID and TWILIO_AUTH_TOKEN (or TWILIO_API_KEY and TWILIO_API_SECRET)",
        ),
        (
            vec![(SID, "AC1")],
            "lacks the variable TWILIO_AUTH_TOKEN (or TWILIO_API_KEY and TWILIO_API_SECRET)",
        ),
        (
            vec![(SID, "AC1"), (AUTH, "")],
            "lacks the variable TWILIO_AUTH_TOKEN (or TWILIO_API_KEY and TWILIO_API_SECRET)",
        ),
        (vec![(AUTH, "t")], "lacks the variable TWILIO_ACCOUNT_SID"),
        (
            vec![(KEY, "SK1")],
            "lacks the variables TWILIO_ACCOUNT_SID and TWILIO_API_SECRET (as TWILIO_API_KEY is set)",
        ),
        (
            vec![(SID, "AC1"), (SECRET, "s")],
            "lacks the variable TWILIO_API_KEY (as TWILIO_API_SECRET is set)",
        ),
    ] {
        let error = vars(&given).unwrap_err();
        assert!(matches!(error, Error::InvalidInput(_)));
        assert_eq!(error.to_string(), format!("`environment` {missing}"));
    }
}

#[tokio::test]
async fn credentials_of_the_environment_are_used() {
    // Base64 of "AC1:tok", "SK1:sec".
    for (given, header) in [
        (vec![(SID, "AC1"), (AUTH, "tok")], "Basic QUMxOnRvaw=="),
        (
            vec![(SID, "AC1"), (KEY, "SK1"), (SECRET, "sec")],
            "Basic U0sxOnNlYw==",
        ),
        (
            vec![(SID, "AC1"), (AUTH, "tok"), (KEY, "SK1"), (SECRET, "sec")],
            "Basic U0sxOnNlYw==",
        ),
        (
            vec![(SID, "AC1"), (AUTH, "tok"), (KEY, "SK1")],
            "Basic QUMxOnRvaw==",
        ),
    ] {
        let server = Server::start(|_, _| json(200, "{}")).await;
        let client = vars(&given).unwrap().base_url(&server.url).build().unwrap();
        client.execute(&get()).await.unwrap();
        assert_eq!(server.only().header("authorization"), Some(header));
        assert_eq!(client.account_sid(), Some("AC1"));
    }
}

/// An application that has nothing of TLS but this crate's: reqwest alone would panic.
#[tokio::test]
async fn an_http_client_of_the_application_starts_as_ours() {
    let server = Server::start(|_, request| match request.target.as_str() {
        "/elsewhere" => json(200, "{}"),
        _ => reply(307, &[("location", "/elsewhere")], ""),
    })
    .await;
    let http = ClientBuilder::http_builder().unwrap();
    let http = http.user_agent("ignored").build().unwrap();
    let client = builder(&server).http_client(http).build().unwrap();
    let error = client.execute(&get()).await.unwrap_err();
    assert_eq!((error.status(), server.hits()), (Some(307), 1), "{error}");
}

#[tokio::test]
async fn a_bearer_token_is_sent() {
    let server = Server::start(|_, _| json(200, "{}")).await;
    let client = builder(&server)
        .credentials(Credentials::bearer("abc.def"))
        .build()
        .unwrap();
    client.execute(&get()).await.unwrap();
    assert_eq!(
        server.only().header("authorization"),
        Some("Bearer abc.def")
    );
    assert_eq!(client.account_sid(), None);
}

#[test]
fn credentials_that_cannot_be_right_are_refused_without_being_shown() {
    for credentials in [
        Credentials::auth_token("", "hush-hush"),
        Credentials::auth_token("hush-hush", "AC123"),
        Credentials::auth_token("AC1:hush-hush", "x"),
        Credentials::auth_token("AC1", ""),
        Credentials::auth_token("AC1", "hush-hush\n"),
        Credentials::auth_token("AC1", "hush-hush\u{e9}"),
        Credentials::api_key("AC1", "hush-hush", "x"),
        Credentials::api_key("AC1", "SK1", " hush-hush"),
        Credentials::bearer("hush-hush\r\nX-Evil: 1"),
        Credentials::bearer(""),
    ] {
        let shown = format!("{credentials:?}");
        let error = Client::new(credentials).unwrap_err();
        assert!(matches!(error, Error::InvalidInput(_)), "{error}");
        for text in [shown, error.to_string(), format!("{error:?}")] {
            assert!(!text.contains("hush") && !text.contains("Evil"), "{text}");
        }
    }
}

#[test]
fn one_error_names_everything_that_is_wrong() {
    let error = Client::builder()
        .base_url("http://example.com")
        .region("a.b")
        .edge("")
        .user_agent_suffix("x\ny")
        .subaccount("nope")
        .build()
        .unwrap_err()
        .to_string();
    for name in [
        "6 problems",
        "base_url",
        "region",
        "edge",
        "user_agent_suffix",
        "subaccount",
        "credentials",
    ] {
        assert!(error.contains(name), "{error}");
    }
}

#[test]
fn base_urls_are_checked() {
    let build = |url: &str| {
        Client::builder()
            .credentials(Credentials::auth_token("AC1", TOKEN))
            .base_url(url)
            .build()
    };
    for url in [
        "http://localhost",
        "http://localhost:8080/x",
        "http://127.0.0.1",
        "http://127.9.9.9:1",
        "http://[::1]:80",
        "http://api.localhost",
        "https://gateway.example/twilio/",
    ] {
        if cfg!(feature = "rustls") || url.starts_with("http:") {
            assert!(build(url).is_ok(), "{url}");
        }
    }
    for url in [
        "",
        "localhost",
        "trusthub.twilio.com",
        "ftp://localhost",
        "http://example.com",
        "http://10.0.0.1",
        "http://localhost.evil.example",
        "http://127.0.0.1.evil.example",
        "http://localhost@evil.example",
        "http://[::2]",
        "http://0.0.0.0",
        "https://hush:hush@example.com",
        "https://x/?hush",
        "https://x/#hush",
    ] {
        let error = build(url).unwrap_err();
        assert!(matches!(error, Error::InvalidInput(_)), "{url}");
        assert!(!error.to_string().contains("hush"), "{error}");
    }
}

#[tokio::test]
async fn region_and_edge_name_the_host() {
    for (region, edge, host) in [
        (None, None, "trusthub.twilio.com"),
        (Some("ie1"), None, "trusthub.ie1.twilio.com"),
        (None, Some("dublin"), "trusthub.dublin.us1.twilio.com"),
        (
            Some("ie1"),
            Some("dublin"),
            "trusthub.dublin.ie1.twilio.com",
        ),
    ] {
        let mut given = vec![(SID, "AC1"), (AUTH, "tok")];
        given.extend(region.map(|region| ("TWILIO_REGION", region)));
        given.extend(edge.map(|edge| ("TWILIO_EDGE", edge)));
        let client = vars(&given)
            .unwrap()
            .timeout(Duration::from_millis(1))
            .build()
            .unwrap();
        // The refusal of a foreign page tells where credentials would go.
        let error = client
            .execute(&get().at("https://evil.example/"))
            .await
            .unwrap_err()
            .to_string();
        assert!(
            error.contains(&format!("only to https://{host}")),
            "{error}"
        );
    }
    for bad in [
        "evil.example/",
        "a b",
        "-a",
        "a-",
        "a/b",
        "é",
        &"x".repeat(64),
    ] {
        let built = vars(&[(SID, "AC1"), (AUTH, "tok"), ("TWILIO_REGION", bad)])
            .unwrap()
            .build();
        assert!(matches!(built, Err(Error::InvalidInput(_))), "{bad}");
    }
}

#[tokio::test]
async fn a_base_url_can_have_a_path() {
    let server = Server::start(|_, _| json(200, "{}")).await;
    for base in ["/gateway", "/gateway/"] {
        let client = builder(&server)
            .base_url(format!("{}{base}", server.url))
            .build()
            .unwrap();
        client.execute(&get()).await.unwrap();
    }
    assert!(
        server
            .received()
            .iter()
            .all(|r| r.target == "/gateway/v1/Policies/RN1")
    );
}

#[tokio::test]
async fn every_request_names_application_and_account() {
    let server = Server::start(|_, _| json(200, "{}")).await;
    let client = builder(&server)
        .user_agent_suffix("my-app/1.2")
        .subaccount("AC999")
        .build()
        .unwrap();
    client.execute(&post().form("A", 1)).await.unwrap();
    client
        .execute(&get().with_header("X-Twilio-AccountSid", "AC777"))
        .await
        .unwrap();
    let received = server.received();
    let agent = received[0].header("user-agent").unwrap();
    assert!(
        agent.starts_with("trusthub-runtime/") && agent.ends_with(" my-app/1.2"),
        "{agent}"
    );
    assert_eq!(received[0].header("x-twilio-accountsid"), Some("AC999"));
    assert_eq!(
        received[1].header("x-twilio-accountsid"),
        Some("AC777"),
        "a call can choose"
    );
    let count = received[1]
        .headers
        .iter()
        .filter(|(name, _)| name == "x-twilio-accountsid")
        .count();
    assert_eq!(count, 1);
}

#[tokio::test]
async fn a_client_of_the_application_is_used() {
    #[cfg(feature = "rustls")]
    drop(rustls::crypto::ring::default_provider().install_default());
    let http = trusthub_runtime::runtime::reqwest::Client::builder()
        .no_proxy()
        .default_headers(
            [(reqwest_name("x-own"), "1".parse().unwrap())]
                .into_iter()
                .collect(),
        )
        .build()
        .unwrap();
    let server = Server::start(|_, _| json(200, "{}")).await;
    let client = builder(&server).http_client(http).build().unwrap();
    client.execute(&get()).await.unwrap();
    let received = server.only();
    assert_eq!(received.header("x-own"), Some("1"));
    assert!(
        received
            .header("user-agent")
            .unwrap()
            .starts_with("trusthub-runtime/")
    );
}

fn reqwest_name(name: &'static str) -> trusthub_runtime::runtime::reqwest::header::HeaderName {
    trusthub_runtime::runtime::reqwest::header::HeaderName::from_static(name)
}

#[tokio::test]
async fn clones_share_and_survive() {
    let server = Server::start(|_, _| json(200, "{}")).await;
    let client = client(&server);
    let clone = client.clone();
    drop(client);
    let task =
        tokio::spawn(async move { clone.execute(&get()).await.map(|response| response.status) });
    assert_eq!(task.await.unwrap().unwrap(), 200);
}

#[cfg(any(feature = "rustls", feature = "native-tls"))]
#[tokio::test]
async fn https_begins_with_a_handshake_and_nothing_readable() {
    use tokio::io::AsyncReadExt as _;
    use trusthub_runtime::runtime::{Retry, TransportKind};

    let listener = tokio::net::TcpListener::bind("127.0.0.1:0").await.unwrap();
    let base = format!("https://{}", listener.local_addr().unwrap());
    let first = tokio::spawn(async move {
        let (mut stream, _) = listener.accept().await.unwrap();
        stream.read_u8().await.unwrap()
    });
    let client = Client::builder()
        .credentials(Credentials::auth_token("AC1", TOKEN))
        .base_url(base)
        .retry(Retry::none())
        .build()
        .unwrap();
    let error = client.execute(&post()).await.unwrap_err();
    let Error::Transport(inner) = &error else {
        panic!("{error:?}")
    };
    assert_eq!(inner.kind, TransportKind::Connect, "{error}");
    assert_eq!(
        first.await.unwrap(),
        0x16,
        "the first byte of a TLS handshake"
    );
}

#[cfg(not(any(feature = "rustls", feature = "native-tls")))]
#[tokio::test]
async fn without_tls_an_https_server_is_refused() {
    let client = Client::new(Credentials::auth_token("AC1", TOKEN)).unwrap();
    let error = client.execute(&get()).await.unwrap_err();
    assert!(
        error
            .to_string()
            .contains("built without `rustls` and `native-tls`"),
        "{error}"
    );
}
