//! Seeds of the targets that answer over HTTP.

use contract_tests::recording::Recording;
use serde_json::{Value, json};

use super::{Seeds, body};

/// An answer as the target reads it.
fn wire(status: u16, headers: &[&str], body: &str) -> Vec<u8> {
    let mut text = format!("{status}\n");
    for header in headers {
        text.push_str(header);
        text.push('\n');
    }
    // The empty line after the status or the last header.
    format!("{text}\n{body}").into_bytes()
}

pub(super) fn answers(recordings: &[(String, Recording)]) -> Seeds {
    let mut seeds = Seeds::new();
    for (name, recording) in recordings {
        let refused = !recording.response.is_success();
        if refused || recording.operation == "FetchPolicies" {
            let headers: Vec<String> = recording
                .response
                .headers
                .pairs()
                .map(|(name, value)| format!("{name}: {value}"))
                .collect();
            let headers: Vec<&str> = headers.iter().map(String::as_str).collect();
            let body = String::from_utf8_lossy(&body(recording)).into_owned();
            seeds.insert(
                name.clone(),
                wire(recording.response.status, &headers, &body),
            );
        }
    }
    let json = "content-type: application/json";
    for (name, status, headers, body) in [
        (
            "classic",
            404,
            vec![json],
            r#"{"code":20404,"message":"gone","more_info":"https://a.example/20404","status":404}"#,
        ),
        (
            "newer",
            400,
            vec![json],
            r#"{"code":20001,"message":"bad","httpStatusCode":400,"params":{"a":1},"userError":true}"#,
        ),
        (
            "problem",
            422,
            vec!["content-type: application/problem+json"],
            r#"{"type":"about:blank","title":"bad","status":422,"detail":"worse","instance":"/a"}"#,
        ),
        (
            "html",
            502,
            vec!["content-type: text/html"],
            "<!doctype html><html><title>Bad gateway</title>",
        ),
        ("busy-seconds", 429, vec!["retry-after: 120"], ""),
        (
            "busy-date",
            503,
            vec![
                "date: Sun, 22 Nov 2026 17:00:00 GMT",
                "retry-after: Sun, 22 Nov 2026 17:02:00 GMT",
            ],
            "later",
        ),
        (
            "elsewhere",
            302,
            vec!["location: https://evil.example/v1"],
            "",
        ),
        ("nothing", 204, vec![], ""),
        (
            "secret",
            200,
            vec![json],
            r#"{"sid":"5ecret-a","friendly_name":["5ecret-b"],"requirements":{"end_user":"5ecret-c"},"url":5}"#,
        ),
        (
            "secret-variant",
            200,
            vec![json],
            r#"{"sid":"RN1","friendly_name":"`5ecret-a` \"5ecret-b\"","requirements":"5ecret-`c"}"#,
        ),
        (
            "truncated",
            200,
            vec![json],
            r#"{"sid":"RN1","friendly_name":"#,
        ),
    ] {
        seeds.insert(name.to_owned(), wire(status, &headers, body));
    }
    seeds
}

pub(super) fn pages(recordings: &[(String, Recording)]) -> Seeds {
    let item = recordings
        .iter()
        .find(|(_, one)| one.operation == "FetchPolicies" && one.response.is_success())
        .and_then(|(_, one)| serde_json::from_slice::<Value>(&body(one)).ok())
        .map(|mut policy| {
            policy["requirements"] = json!({});
            policy
        });
    let page = |items: usize, next: Value| {
        let items = vec![item.clone().unwrap_or_default(); items];
        json!({ "results": items, "meta": { "page": 0, "page_size": 50, "key": "results", "next_page_url": next } }).to_string()
    };
    let next = |number: usize| {
        json!(format!(
            "$ORIGIN/v1/Policies?Page={number}&PageToken=PA{number}"
        ))
    };
    let mut seeds = Seeds::new();
    let mut add = |name: &str, pages: &[String]| {
        seeds.insert(name.to_owned(), pages.join("\n---\n").into_bytes());
    };
    add("one", &[page(1, Value::Null)]);
    add(
        "three",
        &[page(1, next(1)), page(0, next(2)), page(2, Value::Null)],
    );
    add(
        "circle",
        &[page(1, next(1)), page(1, next(2)), page(1, next(1))],
    );
    add(
        "elsewhere",
        &[page(1, json!("https://evil.example/v1/Policies"))],
    );
    add(
        "host-in-user",
        &[page(1, json!("$ORIGIN@evil.example/v1/Policies"))],
    );
    add(
        "relative",
        &[page(1, json!("/v1/Policies?Page=1")), page(1, Value::Null)],
    );
    add("no-meta", &[r#"{"results":[]}"#.to_owned()]);
    add(
        "broken",
        &[page(1, next(1)), r#"{"results":[{"sid":5}]}"#.to_owned()],
    );
    add("missing", &[page(0, next(1))]);
    seeds
}
