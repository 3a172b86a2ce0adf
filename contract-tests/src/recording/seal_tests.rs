//! That no edit makes a recording live.

use super::super::load::parse;
use super::super::to_yaml;
use super::*;

const TEXT: &str = "recording: 1
operation: FetchEndUserType
proves: a type is found by its machine name
source: { kind: sandbox, date: 2026-11-22, origin: our own }
request:
  method: GET
  path: /v1/EndUserTypes/individual
response:
  status: 200
  body: { sid: null, big: 12345678901234567890, b: 1.50, a: 1e3 }
";

fn live() -> Recording {
    let mut recording = parse(TEXT).expect("good");
    recording.source.kind = SourceKind::Live;
    recording.source.seal = Some(seal(&recording));
    recording
}

fn message(text: &str) -> String {
    let problems = parse(text).expect_err("this must be refused");
    assert_eq!(problems.len(), 1, "{problems:?}");
    assert_eq!(problems[0].line, 4, "{problems:?}");
    problems[0].message.clone()
}

#[test]
fn a_sealed_recording_is_read_back() {
    let text = to_yaml(&live()).expect("writes");
    assert_eq!(parse(&text), Ok(live()), "{text}");
    let reworded = text.replace("a type is found by its machine name", "another sentence");
    assert!(parse(&reworded).is_ok(), "its description may be improved");
}

#[test]
fn a_claim_by_hand_is_refused() {
    let claimed = TEXT.replace("kind: sandbox", "kind: live");
    assert!(message(&claimed).contains("has no seal"));
    let stolen = claimed.replace(
        "our own }",
        &format!("our own, seal: {} }}", seal(&parse(TEXT).expect("good"))),
    );
    assert!(message(&stolen).contains("not as it was recorded"));
    let needless = TEXT.replace("our own }", "our own, seal: sha256-0 }");
    assert!(message(&needless).contains("only live"));
}

#[test]
fn any_edit_breaks_the_seal() {
    let text = to_yaml(&live()).expect("writes");
    for (from, to) in [
        ("method: GET", "method: POST"),
        ("EndUserTypes/individual", "EndUserTypes/business"),
        ("status: 200", "status: 201"),
        ("sid: null", "sid: x"),
        ("date: 2026-11-22", "date: 2026-11-23"),
        ("origin: our own", "origin: the vendor"),
    ] {
        assert!(text.contains(from), "{text}");
        let edited = parse(&text.replacen(from, to, 1));
        let problems = edited.expect_err("the seal must not fit");
        assert!(problems[0].message.contains("seal"), "{from}: {problems:?}");
    }
}
