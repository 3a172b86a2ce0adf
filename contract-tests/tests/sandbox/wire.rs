//! What typed calls cannot express: credentials, paths, and forms that the document forbids.

use std::fs;

use contract_tests::sandbox::{Sandbox, SandboxError};
use reqwest::{Method, StatusCode};
use serde_json::Value;

use crate::support::{client, nothing_found, policy, sandbox};

const BU: &str = "BU00000000000000000000000000000000";

/// Status, body and headers of an answer.
struct Answer {
    status: u16,
    code: i64,
    body: Value,
    headers: reqwest::header::HeaderMap,
}

async fn read(request: reqwest::RequestBuilder) -> Answer {
    let answer = request.send().await.unwrap();
    let (status, headers) = (answer.status().as_u16(), answer.headers().clone());
    let bytes = answer.bytes().await.unwrap();
    let body: Value = serde_json::from_slice(&bytes).unwrap_or_default();
    let code = body["code"].as_i64().unwrap_or(0);
    Answer {
        status,
        code,
        body,
        headers,
    }
}

fn request(sandbox: &Sandbox, method: Method, path: &str) -> reqwest::RequestBuilder {
    reqwest::Client::new().request(method, format!("{}{path}", sandbox.base_url()))
}

fn signed(sandbox: &Sandbox, method: Method, path: &str) -> reqwest::RequestBuilder {
    request(sandbox, method, path).basic_auth(sandbox.account_sid(), Some("token"))
}

async fn post(sandbox: &Sandbox, path: &str, form: &str) -> (u16, i64) {
    let form_type = "application/x-www-form-urlencoded";
    let answer = read(
        signed(sandbox, Method::POST, path)
            .header("content-type", form_type)
            .body(form.to_owned()),
    )
    .await;
    (answer.status, answer.code)
}

#[tokio::test]
async fn who_is_not_known_is_not_let_in() {
    let sandbox = sandbox().await;
    let get = || request(&sandbox, Method::GET, "/v1/Policies");
    let account = sandbox.account_sid();
    let nobody = read(get()).await;
    assert_eq!((nobody.status, nobody.code), (401, 20003));
    assert_eq!(
        nobody.headers["www-authenticate"],
        "Basic realm=\"Twilio API\""
    );
    for refused in [
        get().basic_auth("user", Some("password")),
        get().basic_auth(account, Some("")),
        get().header("authorization", "Basic %%%"),
        get().header("authorization", "Digest abc"),
        get().bearer_auth(""),
    ] {
        assert_eq!(read(refused).await.status, 401);
    }
    for welcome in [
        get().basic_auth(account, Some("anything")),
        get().basic_auth("SK00000000000000000000000000000001", Some("secret")),
        get().bearer_auth("a.b.c"),
    ] {
        assert_eq!(read(welcome).await.status, 200);
    }

    let own = "AC0000000000000000000000000000000a";
    let strict = Sandbox::builder()
        .account(own, "right")
        .start()
        .await
        .unwrap();
    let get = || request(&strict, Method::GET, "/v1/Policies");
    assert_eq!(read(get().basic_auth(own, Some("right"))).await.status, 200);
    assert_eq!(read(get().bearer_auth("right")).await.status, 200);
    assert_eq!(read(get().basic_auth(own, Some("wrong"))).await.status, 401);
    assert_eq!(
        read(get().basic_auth(account, Some("right"))).await.status,
        401
    );
    assert_eq!(read(get().bearer_auth("wrong")).await.status, 401);
    let sub = get()
        .basic_auth(own, Some("right"))
        .header("X-Twilio-AccountSid", account);
    assert_eq!(read(sub).await.status, 200);
    assert_eq!(
        strict.requests().last().unwrap().account.as_deref(),
        Some(account)
    );
}

#[tokio::test]
async fn every_answer_carries_the_headers_of_the_vendor() {
    let sandbox = sandbox().await;
    let mut seen = Vec::new();
    for path in ["/v1/Policies", "/v1/Nothing", "/v1/EndUsers"] {
        let answer = read(signed(&sandbox, Method::GET, path)).await;
        let id = answer.headers["twilio-request-id"]
            .to_str()
            .unwrap()
            .to_owned();
        assert!(
            id.starts_with("RQ") && id.len() == 34 && !seen.contains(&id),
            "{id}"
        );
        for name in [
            "twilio-request-duration",
            "twilio-concurrent-requests",
            "x-home-region",
        ] {
            assert!(answer.headers.contains_key(name), "{name}");
        }
        seen.push(id);
    }
    let logged: Vec<String> = sandbox
        .requests()
        .into_iter()
        .map(|request| request.request_id)
        .collect();
    assert_eq!(logged, seen);
}

#[tokio::test]
async fn what_is_not_there_is_said_so() {
    let sandbox = sandbox().await;
    let unknown = read(signed(&sandbox, Method::GET, "/v1/Nothing")).await;
    assert_eq!((unknown.status, unknown.code), (404, 20404));
    let more = unknown.body["more_info"].as_str().unwrap();
    assert_eq!(more, "https://www.twilio.com/docs/errors/20404");
    let method = read(signed(&sandbox, Method::DELETE, "/v1/Policies")).await;
    assert_eq!((method.status, method.code), (405, 20004));
    let other = read(signed(&sandbox, Method::GET, "/v1/EndUsers/IT1")).await;
    assert_eq!(
        (other.status, other.code),
        (404, 20404),
        "no SID of an end user"
    );
}

#[tokio::test]
async fn what_the_document_forbids_is_refused_with_its_number_and_noted() {
    let sandbox = sandbox().await;
    let profile = format!("/v1/CustomerProfiles/{BU}");
    let cases = [
        ("/v1/EndUsers", "Type=cnam_information", 22211),
        ("/v1/EndUsers", "FriendlyName=A", 22210),
        (
            "/v1/EndUsers",
            "FriendlyName=A&Type=cnam_information&Attributes=a%3Db",
            22207,
        ),
        // Encoded twice, the classic mistake.
        (
            "/v1/EndUsers",
            "FriendlyName=A&Type=cnam_information&Attributes=%22%7B%7D%22",
            22207,
        ),
        (
            "/v1/EndUsers",
            "FriendlyName=A&Type=cnam_information&Color=red",
            20001,
        ),
        (
            "/v1/EndUsers",
            "FriendlyName=A&FriendlyName=B&Type=cnam_information",
            20001,
        ),
        (
            "/v1/CustomerProfiles",
            "FriendlyName=A&Email=a%40b.example&PolicySid=RN1",
            20001,
        ),
        (&profile, "Status=finished", 22203),
        (
            "/v1/SupportingDocuments/RD00000000000000000000000000000000",
            "Status=APPROVED",
            22209,
        ),
        (
            "/v1/SupportingDocuments/RD00000000000000000000000000000000",
            "Status=APPROVED&Attributes=x",
            22208,
        ),
        (
            "/v1/SupportingDocuments/RD00000000000000000000000000000000",
            "Status=APPROVED&Attributes=%7B%7D",
            22208,
        ),
        (
            &format!("{profile}/EntityAssignments"),
            "ObjectSid=IT1",
            22205,
        ),
    ];
    for (count, (path, form, code)) in (1..).zip(cases) {
        assert_eq!(post(&sandbox, path, form).await, (400, code), "{form}");
        let findings = sandbox.requests().last().unwrap().findings.clone();
        assert!(
            findings
                .iter()
                .all(|finding| finding.kind.id().starts_with("request.")),
            "{findings:?}"
        );
        assert!(sandbox.findings().len() >= count, "{form}");
    }
    let json =
        signed(&sandbox, Method::POST, "/v1/EndUsers").header("content-type", "application/json");
    assert_eq!(read(json.body("{}")).await.status, 400);
    let people = read(signed(&sandbox, Method::GET, "/v1/EndUsers")).await;
    assert_eq!(
        people.body["results"],
        Value::Array(vec![]),
        "nothing was made of it"
    );
}

/// Half of the answer arrives, head and all, before the connection ends.
#[tokio::test]
async fn a_body_that_is_cut_has_a_beginning() {
    let sandbox = sandbox().await;
    let get = signed(&sandbox, Method::GET, "/v1/Policies").header("x-sandbox-fault", "cut");
    let mut response = get.send().await.unwrap();
    assert_eq!(response.status(), 200);
    let promised = response.content_length().unwrap();
    let mut arrived = 0;
    let end = loop {
        match response.chunk().await {
            Ok(Some(chunk)) => arrived += chunk.len() as u64,
            end => break end,
        }
    };
    assert!(end.is_err(), "the connection breaks");
    assert_eq!(arrived, promised / 2);
}

/// A name without a text is none.
#[tokio::test]
async fn nothing_is_made_without_a_name() {
    let sandbox = sandbox().await;
    for (path, rest) in [
        ("EndUsers", "Type=cnam_information"),
        ("SupportingDocuments", "Type=customer_profile_address"),
        (
            "CustomerProfiles",
            "Email=a%40b.example&PolicySid=RNdfbf3fae0e1107f8aded0e7cead80bf5",
        ),
        (
            "TrustProducts",
            "Email=a%40b.example&PolicySid=RN670d5d2e282a6130ae063b234b6019c8",
        ),
    ] {
        for name in ["", "+"] {
            let form = format!("FriendlyName={name}&{rest}");
            let answer = post(&sandbox, &format!("/v1/{path}"), &form).await;
            assert_eq!(answer, (400, 22211), "{path} {form}");
        }
    }
}

#[tokio::test]
async fn addresses_lead_where_the_client_came_from() {
    let sandbox = sandbox().await;
    let through = sandbox.base_url().replace("127.0.0.1", "localhost");
    let get = reqwest::Client::new().get(format!("{through}/v1/Policies?PageSize=1"));
    let page = read(get.basic_auth(sandbox.account_sid(), Some("t"))).await;
    let next = page.body["meta"]["next_page_url"].as_str().unwrap();
    assert!(next.starts_with(&through), "{next}");
    nothing_found(&sandbox);
}

#[tokio::test]
async fn the_log_keeps_no_credentials_and_nothing_personal() {
    let sandbox = sandbox().await;
    let form = "FriendlyName=Ann&Type=cnam_information&Attributes=%7B%22cnam_display_name%22%3A%22SECRET-ANN%22%7D";
    assert_eq!(post(&sandbox, "/v1/EndUsers", form).await.0, 201);
    let log = format!("{:?}", sandbox.requests());
    assert!(log.contains("Attributes") && log.contains("Ann"), "{log}");
    assert!(
        !log.contains("SECRET-ANN")
            && !log.contains("token")
            && !log.to_lowercase().contains("basic"),
        "{log}"
    );
}

#[tokio::test]
async fn an_operation_that_is_new_in_the_document_is_refused_by_its_name() {
    let folder = tempfile::tempdir().unwrap();
    let text = fs::read_to_string(xtask::workspace::path("spec/trusthub_v1.yaml")).unwrap();
    let added = "paths:\n  /v1/Novelties:\n    get:\n      operationId: ListNovelty\n      responses:\n        '200':\n          description: New.\n";
    let path = folder.path().join("document.yaml");
    fs::write(&path, text.replacen("paths:\n", added, 1)).unwrap();
    let overlays = xtask::workspace::path("spec/overlays");
    let sandbox = Sandbox::builder()
        .document(path, Some(overlays))
        .start()
        .await
        .unwrap();
    let answer = read(signed(&sandbox, Method::GET, "/v1/Novelties")).await;
    assert_eq!(answer.status, 501);
    assert!(
        answer.body["message"]
            .as_str()
            .unwrap()
            .contains("ListNovelty")
    );
    policy(&client(&sandbox), "CNAM").await;
}

#[tokio::test]
async fn a_port_is_free_again_after_stopping_and_a_taken_one_is_told() {
    let first = Sandbox::start().await.unwrap();
    let port = first.address().port();
    let second = Sandbox::builder().port(port).start().await.unwrap_err();
    assert!(matches!(second, SandboxError::Bind { .. }));
    let text = second.to_string();
    assert!(
        text.contains(&format!("the port {port} is taken")),
        "{text}"
    );
    first.stop().await;
    let third = Sandbox::builder().port(port).start().await.unwrap();
    assert_eq!(
        read(signed(&third, Method::GET, "/v1/Policies"))
            .await
            .status,
        StatusCode::OK.as_u16()
    );
}
