//! Broken input of many kinds: always a result or an error, never a panic, never a value in a text.
//!
//! A fixed generator instead of a property-test crate: every run has the same cases.

use serde_json::Value;
use trusthub_runtime::runtime::{Error, Page, Response, Retry};

use super::server::{Reply, Server};
use super::{builder, list};

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

/// Status and body of a case.
fn case(seed: usize) -> (u16, Vec<u8>) {
    let mut random = Random(u64::try_from(seed).unwrap() * 0x9e37_79b9);
    let body = broken(&mut random);
    ([200, 200, 400, 502][random.below(4)], body)
}

#[tokio::test]
async fn broken_bodies_end_in_a_result_or_an_error() {
    let server = Server::start(|index, _| {
        let (status, body) = case(index + 1);
        let length = body.len();
        let head =
            format!("HTTP/1.1 {status} X\r\nconnection: close\r\ncontent-length: {length}\r\n\r\n");
        let mut bytes = head.into_bytes();
        bytes.extend_from_slice(&body);
        Reply::Bytes(bytes)
    })
    .await;
    let client = builder(&server).retry(Retry::none()).build().unwrap();
    let mut outcomes = [0; 3];
    for seed in 1..=3000 {
        let (status, body) = case(seed);
        let decoded = match client.execute(&list()).await {
            Err(error) => Err(error),
            Ok(response) if seed % 2 == 0 => response.decode::<Value>().map(|_| ()),
            Ok(response) => response
                .decode_page("results")
                .map(|_: Response<Page<Vec<u8>>>| ()),
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
