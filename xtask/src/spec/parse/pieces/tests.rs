//! A text that is read in pieces gives what it gives as a whole, or is not read in pieces.

use std::path::{Path, PathBuf};

use serde_json::{Map, Value, json};

use super::super::super::limits;
use super::super::{Attempt, whole};
use super::{Part, Piece, cut, join, part};
use crate::diagnostics::Diagnostics;
use crate::workspace;

/// The value of a text that is cut wherever it is that long; on this thread, for speed.
fn in_pieces(text: &str, bytes: usize) -> Option<Value> {
    join(cut(text, bytes)?.iter().map(part).collect())
}

/// The value of a text that there is nothing to tell of.
fn as_whole(text: &str) -> Option<Value> {
    let mut found = Diagnostics::new();
    match whole(Path::new("x.yaml"), text, &mut found) {
        Attempt::Done(value) if found.iter().next().is_none() => value,
        _ => None,
    }
}

/// Whether it was read in pieces; with the same outcome, if so.
#[track_caller]
fn is_alike(text: &str, bytes: usize) -> bool {
    let value = in_pieces(text, bytes);
    if value.is_some() {
        // As text, which shows the order of entries too.
        let shown = |value: Option<Value>| value.map(|value| value.to_string());
        let (value, whole) = (shown(value), shown(as_whole(text)));
        assert_eq!(value, whole, "in pieces of {bytes}:\n{text}");
        return true;
    }
    false
}

fn texts(text: &str, bytes: usize) -> Vec<&str> {
    let pieces = cut(text, bytes).unwrap_or_default();
    pieces.iter().map(|piece| piece.text).collect()
}

const PLAIN: &str = "\
# A document.
openapi: 3.0.3
paths:
  # The first.
  /a:
    get: { a: 1 }

  /b/{C}:
    put:
      d: |
        paths:
          /x:
tags:
- name: x
  text: y
components:
  schemas: {}
";

#[test]
fn cuts_go_before_keys_and_paths() {
    let pieces = cut(PLAIN, 1).unwrap();
    let starts: Vec<_> = pieces
        .iter()
        .map(|Piece { text, of_paths }| (text.lines().next().unwrap(), *of_paths))
        .collect();
    assert_eq!(
        starts,
        [
            ("# A document.", false),
            ("paths:", false),
            ("  /b/{C}:", true),
            ("tags:", false),
            ("components:", false),
        ]
    );
    assert_eq!(texts(PLAIN, 1).concat(), PLAIN);
    assert!(is_alike(PLAIN, 1));
    // Behind the last path a cut is needed, however short the pieces are.
    let cuts = texts(PLAIN, 60);
    assert!(cuts[2].starts_with("tags:"), "{cuts:?}");
    assert!(is_alike(PLAIN, 60));
}

#[test]
fn what_reaches_beyond_a_cut_is_read_as_a_whole() {
    let mut wrong = Vec::new();
    for text in [
        // Quotes and brackets that hold what looks like a key.
        "a: \"x\npaths:\n  /b:\n  c\"\nd: 1\n",
        "a: 'x\nb: y'\nc: 1\n",
        "a: [x,\nb: y]\nc: 1\n",
        "a: {x: 1,\nb: y}\nc: 1\n",
        "paths:\n  /a:\n    b: \"x\n  /c:\n  y\"\n",
        // Anchors, tags, merged keys, keys given twice.
        "a: &x 1\nb: *x\n",
        "a: &x 1\nb: &y 2\nc: [&x 3, &z 4, *x]\n",
        "a: &x { k: 1 }\nb: { <<: *x }\n",
        "a: { <<: { k: 1 } }\nb: 1\n",
        "a: !!binary x\nb: 1\n",
        "a: !t x\nb: 1\n",
        "a: 1\nb: 2\na: 3\n",
        "a: 1\nb: { c: 1, c: 2 }\n",
        "a: 1\npaths:\n  /b:\n    c: 1\n  /d:\n    c: 1\n  /b:\n    c: 1\n",
        "paths:\n  /b:\n    c: 1\nd: 1\npaths:\n  /e:\n    c: 1\n",
        // Several documents, directives, other ends of lines.
        "a: 1\n---\nb: 1\n",
        "a: 1\n...\nb: 1\n",
        "a: 1\n\u{85}...\nb: 1\nc: 2\n",
        "%YAML 1.2\n---\na: 1\nb: 1\n",
        "a: 1\r\nb: 1\r\nc: 1\r\n",
        "a: x\rb: 1\nc: 1\n",
        "a: x\u{2028}b: 1\nc: 1\n",
        // Keys that are not plain, and mappings that begin elsewhere.
        "a: 1\n? b\n: c\nd: 1\n",
        "a: 1\n\"b\": 1\nc: 1\n",
        "  a: 1\nb: 1\n",
        "  a: \"x\nb: y\"\nc: 1\n",
        "a: 1\npaths:\n    /b:\n      c: 1\n  /d:\n    c: 1\n",
        "a: 1\npaths:\n  x: 1\n  /b:\n    c: 1\n /c:\n    c: 1\n",
        "a: 1\npaths:\n  /b #:\n    c: 1\n  /d:\n    c: 1\n",
        "a\nb: 1\nc: 1\n",
        // Nothing, no mapping, numbers that no value holds.
        "",
        "# only\n",
        "a\n",
        "- a\n- b\n",
        "{a: 1}\n",
        "a: 1\nb: .inf\n",
        "a: 1\nb: 99999999999999999999\n",
        "a: 1\nb: 9999999999999999999999999999999999999999999999\n",
        "a: 1\n\tb: 1\nc: 1\n",
    ] {
        if in_pieces(text, 1).is_some() {
            wrong.push(text);
        }
    }
    assert!(wrong.is_empty(), "{wrong:#?}");
}

#[test]
fn texts_and_comments_end_at_a_cut() {
    for (text, value) in [
        ("a: |+\n  x\n\n\nb: 1\n", json!({ "a": "x\n\n\n", "b": 1 })),
        ("a: |\n\nb: 1\n", json!({ "a": "", "b": 1 })),
        (
            "a: >-\n  x\n  y\n# z\nb: 1\n",
            json!({ "a": "x y", "b": 1 }),
        ),
        ("a: x\n  y\nb: 1\n", json!({ "a": "x y", "b": 1 })),
        ("a:\nb: 1\n", json!({ "a": null, "b": 1 })),
        ("a:\n- x\n- y\nb: 1\n", json!({ "a": ["x", "y"], "b": 1 })),
        (
            "a: R&D & *b* 100%\nb: 1!",
            json!({ "a": "R&D & *b* 100%", "b": "1!" }),
        ),
        (
            "paths:\n  /b: |\n   /c:\n  /d:\n    - 1\n  /e:\n",
            json!({ "paths": { "/b": "/c:\n", "/d": [1], "/e": null } }),
        ),
    ] {
        assert!(is_alike(text, 1), "{text}");
        assert_eq!(in_pieces(text, 1), Some(value), "{text}");
    }
}

#[test]
fn limits_are_those_of_the_whole() {
    for levels in limits::DEPTH - 5..limits::DEPTH + 2 {
        let (open, close) = ("[".repeat(levels), "]".repeat(levels));
        let text = format!("a: 1\npaths:\n  /a:\n    b: 1\n  /c:\n    d: {open}{close}\n");
        assert_eq!(in_pieces(&text, 1), as_whole(&text), "{levels}");
    }
    let joined = |sizes: [(usize, usize); 2]| {
        let part = |sizes| Part {
            map: Map::new(),
            of_paths: false,
            sizes,
        };
        join(sizes.map(|sizes| Some(part(sizes))).into()).is_some()
    };
    let (nodes, bytes) = (limits::NODES, limits::TEXT_BYTES);
    assert!(joined([(nodes - 1, bytes - 1), (1, 1)]));
    assert!(!joined([(nodes, 0), (1, 0)]));
    assert!(!joined([(0, 1), (0, bytes)]));
}

/// Lines that could mislead.
const LINES: &[&str] = &[
    "paths:",
    "/a:",
    "/b:",
    "/c: x",
    "/d: {",
    "/e #:",
    "a:",
    "b: 1",
    "c: \"x",
    "d: 'x",
    "x\"",
    "y'",
    "e: [1,",
    "2]",
    "f: {g: 1,",
    "h: 2}",
    "}",
    "]",
    "i: |",
    "j: >-",
    "k: |+",
    "l: |1",
    "- m",
    "- n: 1",
    "-",
    "---",
    "...",
    "%YAML 1.2",
    "? o",
    ": p",
    "# q",
    "r",
    "s t",
    "",
    "",
    "&u",
    "v: &w 1",
    "*w",
    "x: *w",
    "<<: *w",
    "!y",
    "z: !!str 1",
    "tags:",
    "'q': 1",
    "\"q\": 1",
    "\t",
    "\tw: 1",
    "é: 1",
    "a: 0x1F",
    "b: 1e400",
    "c: 99999999999999999999",
    "d: \\",
    "e: \"\\",
    "f: x # y",
    "g:x",
    "h :",
];

/// What could mislead at the end of a line.
const ENDS: &[&str] = &[
    "\r",
    "\u{85}",
    " x",
    "\n",
    "\"",
    "'",
    ":",
    " #",
    " |",
    " {",
    "]",
    "\u{2028}y: 1",
];

/// What could mislead, put into a plain text at random: the same on every run.
#[test]
fn chance_finds_no_other_outcome() {
    const CASES: usize = 10_000;
    let mut state = 1_u64;
    let mut dice = |sides: usize| {
        state = state
            .wrapping_mul(6_364_136_223_846_793_005)
            .wrapping_add(1);
        usize::try_from(state >> 33).unwrap() % sides
    };
    let mut pieces = 0;
    for _ in 0..CASES {
        let mut lines: Vec<String> = PLAIN.lines().map(str::to_owned).collect();
        let mut end = "\n";
        for _ in 0..=dice(4) {
            let line = " ".repeat([0, 0, 0, 2, 2, 2, 4, 1, 3][dice(9)]) + LINES[dice(LINES.len())];
            let at = dice(lines.len());
            match dice(4) {
                0 => drop(lines.remove(at)),
                1 => lines[at] = line,
                2 => lines[at].push_str(ENDS[dice(ENDS.len())]),
                _ => lines.insert(at, line),
            }
            if dice(40) == 0 {
                end = "\r\n";
            }
        }
        let text = lines.join(end);
        for bytes in [1, 40] {
            pieces += usize::from(texts(&text, bytes).len() > 1 && is_alike(&text, bytes));
        }
    }
    assert!(
        pieces > CASES / 4,
        "only {pieces} texts were read in pieces"
    );
}

/// Every YAML file below a folder.
fn files(folder: PathBuf) -> Vec<PathBuf> {
    let (mut open, mut files) = (vec![folder], Vec::new());
    while let Some(folder) = open.pop() {
        for entry in std::fs::read_dir(folder).unwrap() {
            let entry = entry.unwrap();
            if entry.file_type().unwrap().is_dir() {
                open.push(entry.path());
            } else if entry.path().extension().is_some_and(|kind| kind == "yaml") {
                files.push(entry.path());
            }
        }
    }
    files
}

#[test]
fn real_documents_are_read_alike() {
    let ours = ["spec", "xtask/tests", "fuzz", "contract-tests/recordings"];
    let vendor = workspace::root().join("../shared/upstream");
    let mut folders: Vec<PathBuf> = ours.map(|path| workspace::root().join(path)).into();
    if vendor.is_dir() {
        folders.push(vendor);
    } else {
        println!("skipped: {} is not there", vendor.display());
    }
    let mut whole_documents = Vec::new();
    for file in folders.into_iter().flat_map(files) {
        let Ok(text) = std::fs::read_to_string(&file) else {
            continue;
        };
        if !is_alike(&text, text.len() / 4 + 1) && text.len() > 100_000 {
            whole_documents.push(file);
        }
    }
    // What is long is what must not be missed.
    assert!(whole_documents.is_empty(), "{whole_documents:?}");
}
