use std::fs;

use super::*;

const FILE: &str = "\
recording: 1
request:
  method: GET
  path: /v1/Things/x
  query: { Page: 1 }
  form:
    Name: it
    Words:
      - a
  headers:
    Authorization: Basic REDACTED
response:
  status: 200
  headers:
    X-Debug: x
  body:
    sid: x
    links: { a: b }
    a/b:
      - - one
        - two
";

fn line(text: &str, spot: &Spot) -> Option<usize> {
    let folder = tempfile::tempdir().expect("a folder");
    let path = folder.path().join("it.yaml");
    fs::write(&path, text).expect("writes");
    Lines::read(&RecordingFile {
        name: "it".to_owned(),
        path,
    })
    .of(spot)
}

#[test]
fn every_spot_has_its_line() {
    let text = |text: &str| text.to_owned();
    for (spot, expected) in [
        (Spot::Whole, 1),
        (Spot::Status, 13),
        (Spot::RequestPath(text("Sid")), 4),
        (Spot::RequestQuery(text("Page")), 5),
        (Spot::RequestForm(text("Words")), 8),
        (Spot::RequestHeader(text("authorization")), 11),
        (Spot::ResponseHeader(text("x-debug")), 15),
        (Spot::ResponseBody(text("")), 16),
        (Spot::ResponseBody(text("/sid")), 17),
        (Spot::ResponseBody(text("/links/a")), 18),
        (Spot::ResponseBody(text("/a~1b/0/1")), 21),
        // What is absent is missed in what should hold it.
        (Spot::ResponseBody(text("/gone")), 16),
        (Spot::ResponseBody(text("/a~1b/7/x")), 19),
        (Spot::RequestForm(text("Gone")), 6),
        (Spot::RequestBody(text("/x")), 2),
    ] {
        assert_eq!(line(FILE, &spot), Some(expected), "{spot:?}");
    }
}

#[test]
fn a_body_that_is_text_has_a_line_too() {
    let text = "request: {}\nresponse:\n  status: 500\n  text: x\n";
    assert_eq!(line(text, &Spot::ResponseBody(String::new())), Some(4));
}

#[test]
fn a_file_that_cannot_be_read_has_no_lines() {
    assert_eq!(line("{", &Spot::Status), None);
    let gone = RecordingFile {
        name: "x".to_owned(),
        path: "/nowhere/x.yaml".into(),
    };
    assert_eq!(Lines::read(&gone).of(&Spot::Whole), None);
}
