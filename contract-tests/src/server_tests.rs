//! The server by itself, asked by hand-written HTTP.

use std::io::{Read, Write};
use std::net::TcpStream;

use super::*;
use crate::recording::load::parse;

/// A recording of `GET /v1/EndUserTypes/x` with this answer.
fn recording(response: &str) -> Arc<Recording> {
    let text = format!(
        "recording: 1\noperation: FetchEndUserType\nproves: x\n\
         source: {{ kind: documented, date: 2026-11-22, origin: x }}\n\
         request: {{ method: GET, path: /v1/EndUserTypes/x }}\nresponse:\n{response}"
    );
    Arc::new(parse(&text).unwrap_or_else(|problems| panic!("{problems:?}")))
}

/// Sends a `GET` of this client and returns the whole answer.
fn ask(server: &Server, path: &str, agent: Option<&str>) -> String {
    let agent = agent.map_or_else(String::new, |agent| {
        format!("user-agent: some-client/1 {agent}\r\nauthorization: Basic eDp5\r\n")
    });
    let mut stream = TcpStream::connect(server.mock.address()).expect("connects");
    write!(
        stream,
        "GET {path} HTTP/1.1\r\nhost: x\r\nconnection: close\r\n{agent}\r\n"
    )
    .expect("sends");
    let mut answer = String::new();
    stream.read_to_string(&mut answer).expect("answers");
    answer
}

fn ask_in(lane: &Lane, server: &Server, path: &str) -> String {
    ask(server, path, Some(&lane.identity().agent()))
}

fn status(answer: &str) -> &str {
    answer.split(' ').nth(1).unwrap_or_default()
}

#[tokio::test]
async fn the_recorded_request_gets_the_recorded_answer_once() {
    let server = Server::start().await.expect("starts");
    let lane = server.lane(Scheme::Basic, 1);
    lane.begin(recording("  status: 404\n  headers: { X-Trace: abc, Content-Length: 9999 }\n  body: { code: 20404 }\n"));
    let answer = ask_in(&lane, &server, "/v1/EndUserTypes/x").to_lowercase();
    assert_eq!(status(&answer), "404");
    assert!(
        answer.contains("content-type: application/json\r\n")
            && answer.contains("x-trace: abc\r\n"),
        "{answer}"
    );
    assert!(answer.ends_with("{\"code\":20404}"), "{answer}");
    let again = ask_in(&lane, &server, "/v1/EndUserTypes/x");
    assert_eq!(status(&again), "599", "the answer is given once");
    assert_eq!(lane.finish(), [vec![], vec![]]);
}

#[tokio::test]
async fn another_request_gets_no_recorded_answer() {
    let server = Server::start().await.expect("starts");
    let lane = server.lane(Scheme::Basic, 1);
    lane.begin(recording("  status: 404\n  body: {}\n"));
    let answer = ask_in(&lane, &server, "/v1/EndUserTypes/y");
    assert_eq!(
        status(&answer),
        "599",
        "and not the recorded 404, or httpmock's own"
    );
    assert_eq!(
        lane.finish()[0][0].to_string(),
        "path: recorded `/v1/EndUserTypes/x`, sent `/v1/EndUserTypes/y`",
    );
    assert_eq!(lane.finish(), Vec::<Vec<_>>::new(), "finished is finished");
}

#[tokio::test]
async fn requests_reach_only_the_lane_of_their_credentials() {
    let server = Server::start().await.expect("starts");
    let (one, other) = (
        server.lane(Scheme::Basic, 1),
        server.lane(Scheme::Bearer, 2),
    );
    one.begin(recording("  status: 201\n"));
    other.begin(recording("  status: 202\n"));
    assert_eq!(
        status(&ask_in(&other, &server, "/v1/EndUserTypes/x")),
        "202"
    );
    assert_eq!(status(&ask_in(&one, &server, "/v1/EndUserTypes/x")), "201");
    for strange in [
        None,
        Some("Basic QUMxOng="),
        Some("Bearer other"),
        Some("bearer replay-2"),
    ] {
        assert_eq!(
            status(&ask(&server, "/v1/EndUserTypes/x", strange)),
            "599",
            "{strange:?}"
        );
    }
    assert_eq!((one.finish().len(), other.finish().len()), (1, 1));
    assert_eq!(
        status(&ask_in(&one, &server, "/v1/EndUserTypes/x")),
        "599",
        "nothing is replayed"
    );
}

#[tokio::test]
async fn a_lane_that_is_gone_takes_no_requests() {
    let server = Server::start().await.expect("starts");
    let lane = server.lane(Scheme::Basic, 1);
    lane.begin(recording("  status: 200\n"));
    let agent = lane.identity().agent();
    drop(lane);
    assert_eq!(
        status(&ask(&server, "/v1/EndUserTypes/x", Some(&agent))),
        "599"
    );
}

/// Operations that give tokens take none.
#[tokio::test]
async fn a_request_without_credentials_finds_its_recording() {
    let server = Server::start().await.expect("starts");
    let lane = server.lane(Scheme::Basic, 1);
    let mut anonymous = Recording::clone(&recording("  status: 200\n"));
    anonymous.request.headers = Some(crate::recording::Fields::default());
    lane.begin(Arc::new(anonymous));
    let mut stream = TcpStream::connect(server.mock.address()).expect("connects");
    write!(
        stream,
        "GET /v1/EndUserTypes/x HTTP/1.1\r\nhost: x\r\nconnection: close\r\nuser-agent: {}\r\n\r\n",
        lane.identity().agent()
    )
    .expect("sends");
    let mut answer = String::new();
    stream.read_to_string(&mut answer).expect("answers");
    assert_eq!(status(&answer), "200", "{answer}");
    assert_eq!(lane.finish(), [vec![]]);
}

#[tokio::test]
async fn texts_and_empty_answers_are_given_as_they_are() {
    let server = Server::start().await.expect("starts");
    let lane = server.lane(Scheme::Basic, 1);
    for (response, expected_type, expected_body) in [
        (
            "  status: 504\n  headers: { content-type: text/html }\n  text: <h1>no</h1>\n",
            "text/html",
            "<h1>no</h1>",
        ),
        (
            "  status: 502\n  text: no\n",
            "text/plain; charset=utf-8",
            "no",
        ),
        ("  status: 200\n  body: null\n", "application/json", "null"),
    ] {
        lane.begin(recording(response));
        let answer = ask_in(&lane, &server, "/v1/EndUserTypes/x");
        assert!(
            answer.contains(&format!("content-type: {expected_type}\r\n")),
            "{answer}"
        );
        assert_eq!(answer.split("\r\n\r\n").nth(1), Some(expected_body));
    }
    lane.begin(recording("  status: 204\n"));
    let answer = ask_in(&lane, &server, "/v1/EndUserTypes/x");
    assert!(
        answer.ends_with("\r\n\r\n") && !answer.contains("content-type"),
        "{answer}"
    );
}
