//! The endpoints under `/sandbox/` and the page.

use std::fmt::Write as _;

use contract_tests::sandbox::{FaultRule, Sandbox};
use reqwest::{Method, RequestBuilder};
use serde_json::Value;
use twilio_trusthub::customer_profiles::{self as profiles, Status};

use crate::support::{STARTER, client, complete_starter, profile, sandbox, submit};

fn request(sandbox: &Sandbox, method: Method, path: &str) -> RequestBuilder {
    let client = reqwest::Client::builder()
        .redirect(reqwest::redirect::Policy::none())
        .build()
        .unwrap();
    client.request(method, format!("{}{path}", sandbox.base_url()))
}

async fn send(request: RequestBuilder) -> (u16, String) {
    let answer = request.send().await.unwrap();
    let status = answer.status().as_u16();
    (
        status,
        String::from_utf8(answer.bytes().await.unwrap().to_vec()).unwrap(),
    )
}

async fn get(sandbox: &Sandbox, path: &str) -> Value {
    let (status, text) = send(request(sandbox, Method::GET, path)).await;
    assert_eq!(status, 200, "{text}");
    serde_json::from_str(&text).unwrap()
}

async fn post(sandbox: &Sandbox, path: &str, form: &'static str) -> (u16, String) {
    send(request(sandbox, Method::POST, path).body(form)).await
}

#[tokio::test]
async fn a_script_plays_the_reviewer() {
    let sandbox = sandbox().await;
    let client = client(&sandbox);
    let (profile, _) = complete_starter(&sandbox, &client).await;
    let step = |step: &str| format!("/sandbox/bundles/{}/{step}", profile.sid);
    assert_eq!(
        post(&sandbox, &step("approve"), "").await.0,
        409,
        "it is a draft"
    );
    submit(&client, &profile).await.unwrap();
    assert_eq!(post(&sandbox, &step("start-review"), "").await.0, 200);
    assert_eq!(post(&sandbox, &step("reject"), "code=x").await.0, 400);
    let (status, text) = post(
        &sandbox,
        &step("reject"),
        "code=18601,18602&code=18603&reason=no",
    )
    .await;
    assert!(status == 200 && text.contains("twilio-rejected"), "{text}");
    let now = profiles::fetch(&profile.sid).send(&client).await.unwrap();
    assert_eq!(now.errors.unwrap().len(), 3);
    submit(&client, &profile).await.unwrap();
    assert_eq!(post(&sandbox, &step("approve"), "").await.0, 200);
    let now = profiles::fetch(&profile.sid).send(&client).await.unwrap();
    assert_eq!(now.status, Status::TwilioApproved);
    assert_eq!(post(&sandbox, &step("praise"), "").await.0, 404);
    assert_eq!(
        post(&sandbox, "/sandbox/bundles/BU1/approve", "").await.0,
        404
    );
}

#[tokio::test]
async fn a_script_sees_what_there_is() {
    let sandbox = sandbox().await;
    let client = client(&sandbox);
    let profile = profile(&client, STARTER).await;
    let bundle = get(&sandbox, &format!("/sandbox/bundles/{}", profile.sid)).await;
    let names: Vec<&str> = bundle["requirements"]
        .as_array()
        .unwrap()
        .iter()
        .map(|asked| asked["name"].as_str().unwrap())
        .collect();
    assert_eq!(
        names,
        [
            "starter_customer_profile_information",
            "customer_profile_address",
            "primary_customer_profile"
        ]
    );
    let all = get(&sandbox, "/sandbox/bundles").await;
    assert_eq!(all["count"], 2);
    assert_eq!(
        all["bundles"][0]["sid"],
        profile.sid.as_str(),
        "the newest first"
    );
    let requests = get(&sandbox, "/sandbox/requests").await;
    assert_eq!(
        requests["requests"].as_array().unwrap().len(),
        sandbox.requests().len()
    );
    assert_eq!(
        get(&sandbox, "/sandbox/findings").await["findings"],
        Value::Array(vec![])
    );
    assert_eq!(
        get(&sandbox, "/sandbox/callbacks").await["callbacks"],
        Value::Array(vec![])
    );
    let (status, text) = post(&sandbox, "/sandbox/phone-numbers", "number=%2B12025550143").await;
    assert!(
        status == 200 && text.contains("PN") && text.contains("+12025550143"),
        "{text}"
    );
}

#[tokio::test]
async fn a_script_sets_faults() {
    let sandbox = sandbox().await;
    assert_eq!(
        post(&sandbox, "/sandbox/faults", "faults=503,429:2@0.5")
            .await
            .0,
        200
    );
    assert_eq!(
        get(&sandbox, "/sandbox/faults").await["faults"][1],
        "429:2@0.5"
    );
    assert!(profiles::list().send(&client(&sandbox)).await.is_err());
    let (status, text) = post(&sandbox, "/sandbox/faults", "faults=rain").await;
    assert!(status == 400 && text.contains("rain"), "{text}");
    assert_eq!(post(&sandbox, "/sandbox/faults", "").await.0, 200);
    assert!(profiles::list().send(&client(&sandbox)).await.is_ok());
}

#[tokio::test]
async fn pages_of_others_cannot_reach_it() {
    let sandbox = sandbox().await;
    let set = |origin: &str| {
        let request = request(&sandbox, Method::POST, "/sandbox/faults").body("faults=503");
        send(request.header("origin", origin))
    };
    assert_eq!(set("https://evil.example").await.0, 403);
    assert_eq!(set("null").await.0, 403);
    assert_eq!(
        get(&sandbox, "/sandbox/faults").await["faults"],
        Value::Array(vec![])
    );
    assert_eq!(set(sandbox.base_url()).await.0, 200);
    for path in ["/", "/sandbox/requests"] {
        let named = request(&sandbox, Method::GET, path).header("host", "evil.example");
        assert_eq!(
            send(named).await.0,
            403,
            "a name that somebody made lead here"
        );
    }
}

#[tokio::test]
async fn the_page_shows_what_is_missing_and_its_buttons_work() {
    let sandbox = sandbox().await;
    let client = client(&sandbox);
    let profile = profile(&client, STARTER).await;
    profiles::update(&profile.sid)
        .friendly_name("<b>Acme & Sons</b>")
        .send(&client)
        .await
        .unwrap();
    submit(&client, &profile).await.unwrap();
    sandbox.set_faults(FaultRule::parse_list("latency:1").unwrap());
    let (_, page) = send(request(&sandbox, Method::GET, "/")).await;
    for part in [
        "&lt;b&gt;Acme &amp; Sons&lt;/b&gt;",
        "Primary Customer Profile Bundle",
        "pending-review",
        "latency:1",
        "UpdateCustomerProfile",
        "Not Twilio",
    ] {
        assert!(page.contains(part), "{part}: {page}");
    }
    assert!(
        !page.contains("<b>Acme") && !page.contains("<script"),
        "{page}"
    );
    assert!(
        !page.contains("https://"),
        "nothing is loaded from anywhere"
    );
    let own = format!("/sandbox/bundles/{}/page", profile.sid);
    let (status, page) = send(request(&sandbox, Method::GET, &own)).await;
    assert!(
        status == 200 && page.contains("first_name, last_name, email, phone_number"),
        "{page}"
    );

    // The form as a browser sends it.
    let mut action = String::new();
    write!(action, "/sandbox/bundles/{}/approve", profile.sid).unwrap();
    assert!(page.contains(&format!("action=\"{action}\"")), "{page}");
    let click = request(&sandbox, Method::POST, &action)
        .header("origin", sandbox.base_url())
        .body("back=%2F");
    let answer = click.send().await.unwrap();
    assert_eq!(answer.status(), 303);
    assert_eq!(answer.headers()["location"], "/");
    let now = profiles::fetch(&profile.sid).send(&client).await.unwrap();
    assert_eq!(now.status, Status::TwilioApproved);
    let away = request(&sandbox, Method::POST, "/sandbox/faults").body("back=%2F%2Fevil.example");
    assert!(
        !away
            .send()
            .await
            .unwrap()
            .headers()
            .contains_key("location")
    );
    assert_eq!(
        send(request(&sandbox, Method::GET, "/sandbox/bundles/BU1/page"))
            .await
            .0,
        404
    );
}
