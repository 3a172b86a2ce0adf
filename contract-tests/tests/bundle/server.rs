//! A server that answers by a function of the test and keeps what it was asked.

use std::sync::{Arc, Mutex};

use httpmock::{HttpMockResponse, MockServer};
use serde_json::{Value, json};
use twilio_trusthub::{Client, testing};

/// One request.
pub(crate) struct Ask {
    /// Such as `GET /v1/Policies`.
    pub(crate) line: String,
    pairs: Vec<(String, String)>,
    /// How many requests with the same line came before.
    pub(crate) before: usize,
}

impl Ask {
    /// A query parameter or form field.
    pub(crate) fn value(&self, name: &str) -> Option<&str> {
        let mut pairs = self.pairs.iter();
        let found = pairs.find(|(known, _)| known == name);
        found.map(|(_, value)| value.as_str())
    }
}

pub(crate) struct Server {
    pub(crate) mock: MockServer,
    lines: Arc<Mutex<Vec<String>>>,
    pub(crate) client: Client,
}

impl Server {
    pub(crate) async fn start(
        answer: impl Fn(&Ask) -> (u16, Value) + Send + Sync + 'static,
    ) -> Self {
        let lines = Arc::new(Mutex::new(Vec::<String>::new()));
        let log = Arc::clone(&lines);
        let mock = MockServer::start_async().await;
        let then_answer = move |request: &httpmock::HttpMockRequest| {
            let uri = request.uri_str();
            let target = uri.find("/v1/").map_or(uri, |start| &uri[start..]);
            let (path, query) = target.split_once('?').unwrap_or((target, ""));
            let line = format!("{} {path}", request.method_str());
            let mut log = log.lock().unwrap();
            let before = log.iter().filter(|known| **known == line).count();
            log.push(line.clone());
            let query = form_urlencoded::parse(query.as_bytes()).into_owned();
            let form = form_urlencoded::parse(request.body_ref()).into_owned();
            let pairs = query.chain(form).collect();
            let (status, body) = answer(&Ask {
                line,
                pairs,
                before,
            });
            let response = HttpMockResponse::builder().status(status);
            let response = response.header("content-type", "application/json");
            // Text is a body that is no JSON.
            let text = body
                .as_str()
                .map_or_else(|| body.to_string(), str::to_owned);
            response.body(text).build()
        };
        mock.mock(move |_any, then| {
            then.respond_with(then_answer);
        });
        Self {
            client: testing::client(mock.base_url()).unwrap(),
            mock,
            lines,
        }
    }

    /// What was asked, in order.
    pub(crate) fn lines(&self) -> Vec<String> {
        self.lines.lock().unwrap().clone()
    }

    /// How often this was asked.
    pub(crate) fn count(&self, line: &str) -> usize {
        self.lines().iter().filter(|known| *known == line).count()
    }
}

/// The only page of a list.
pub(crate) fn page(items: &[Value]) -> (u16, Value) {
    let meta = json!({ "page": 0, "page_size": 1000, "key": "results", "url": null,
        "first_page_url": null, "previous_page_url": null, "next_page_url": null });
    (200, json!({ "results": items, "meta": meta }))
}

/// The API's error.
pub(crate) fn refusal(status: u16, code: u32, message: &str) -> (u16, Value) {
    (
        status,
        json!({ "code": code, "message": message, "status": status }),
    )
}

/// A SID of a kind that ends in a number.
pub(crate) fn sid(prefix: &str, number: u32) -> String {
    format!("{prefix}{number:032}")
}

/// A whole resource from the members that matter.
pub(crate) fn whole<T: serde::de::DeserializeOwned + serde::Serialize>(members: Value) -> Value {
    serde_json::to_value(testing::sample::<T>(members).unwrap()).unwrap()
}
