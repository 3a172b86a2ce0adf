//! Broken input of many kinds: always a result or an error, never a panic, never a value in a text.
//!
//! A fixed generator instead of a property-test crate: every run has the same cases.

use serde_json::Value;
use trusthub_runtime::runtime::{Error, Page, Response, Retry};

use super::server::{Reply, Server, reply};
use super::{builder, get, list};

/// xorshift64*, enough to spread cases.
struct Random(u64);

impl Random {
    fn below(&mut self, limit: usize) -> usize {
        self.0 ^= self.0 >> 12;
        self.0 ^= self.0 << 25;
        self.0 ^= self.0 >> 27;
        usize::try_from(self.0.wrapping_mul(0x2545_f491_4f6c_dd1d) >> 33).unwrap() % limit
    }
}

const VALUE: &str = "HUSH";

const SEEDS: [&str; 5] = [
    r#"{"meta":{"page":0,"next_page_url":null,"key":"results"},"results":[{"sid":"HUSH","a":["HUSH",1,null]}]}"#,
    r#"{"code":20404,"message":"gone","details":{"a":"HUSH"},"status":404}"#,
    r#"{"type":"about:blank","title":"t","detail":"d","instance":"HUSH"}"#,
    r#"{"sid":"HUSH \\\" HUSH","other":{"b":[[],["\u00e9HUSH"]]},"c":"HUSH"}"#,
    "[\"HUSH\",{\"k\":\"HUSH\"}]",
];

/// A seed with a few bytes cut, doubled, or replaced by what matters to a JSON reader.
fn broken(random: &mut Random) -> Vec<u8> {
    let mut body = SEEDS[random.below(SEEDS.len())].as_bytes().to_vec();
    for _ in 0..random.below(4) {
        let at = random.below(body.len());
        match random.below(4) {
            0 => body.truncate(at + 1),
            1 => drop(body.remove(at)),
            2 => body.insert(at, b"\"\\{}[],:\x00\xff\n 1"[random.below(13)]),
            _ => {
                let piece = body[at..].to_vec();
                body.extend_from_slice(&piece);
            }
        }
        if body.is_empty() {
            body.push(b'{');
        }
    }
    body
}

#[tokio::test]
async fn broken_bodies_end_in_a_result_or_an_error() {
    let mut outcomes = [0; 3];
    for seed in 1..=1500 {
        let mut random = Random(seed * 0x9e37_79b9);
        let body = broken(&mut random);
        let status = [200, 200, 400, 502][random.below(4)];
        let written = body.clone();
        let server = Server::start(move |_, _| {
            let Reply::Bytes(mut head) = reply(status, &[], "") else {
                unreachable!()
            };
            let text = String::from_utf8(head).unwrap();
            let length = format!("content-length: {}", written.len());
            head = text.replace("content-length: 0", &length).into_bytes();
            head.extend_from_slice(&written);
            Reply::Bytes(head)
        })
        .await;
        let client = builder(&server).retry(Retry::none()).build().unwrap();
        let request = if status == 200 { list() } else { get() };
        let decoded = match client.execute(&request).await {
            Err(error) => Err(error),
            Ok(response) => match random.below(2) {
                0 => response
                    .decode_page::<Vec<u8>>("results")
                    .map(|_: Response<Page<Vec<u8>>>| ()),
                _ => response.decode::<Value>().map(|_| ()),
            },
        };
        match decoded {
            Ok(()) => outcomes[0] += 1,
            Err(Error::Decode(error)) => {
                outcomes[1] += 1;
                let body = String::from_utf8_lossy(&body);
                for text in [error.to_string(), format!("{error:?}")] {
                    assert!(!leaks(&text, &body), "{text} of {body}");
                    assert!(text.len() < 2000 && !text.contains('\n'), "{text}");
                }
            }
            Err(Error::Api(error)) => {
                assert_eq!(error.status, status);
                outcomes[2] += 1;
            }
            Err(error) => panic!("{error:?}"),
        }
    }
    assert!(outcomes.iter().all(|count| *count > 100), "{outcomes:?}");
}

/// Whether a text shows what was a value in the body. Breaking a body can make a member name of
/// one; names are shown.
fn leaks(text: &str, body: &str) -> bool {
    let mut found = body.match_indices(VALUE).map(|(at, _)| &body[at..]);
    let is_name = found.any(|rest| {
        let quote = rest.find('"').unwrap_or(rest.len());
        rest[quote..]
            .trim_start_matches('"')
            .trim_start()
            .starts_with(':')
    });
    text.contains(VALUE) && !is_name
}
