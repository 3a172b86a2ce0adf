//! What `cargo xtask lint` says: each rule where it must speak and where it must not.

use std::collections::BTreeSet;
use std::fs;
use std::path::{Path, PathBuf};

use xtask::codegen::{Command, Overlays};
use xtask::diagnostics::{Diagnostics, Severity};
use xtask::lint;

/// The problems of a document with these paths and components.
fn problems(body: &str) -> Diagnostics {
    let dir = tempfile::tempdir().unwrap();
    let file = dir.path().join("spec.yaml");
    let head =
        "openapi: 3.0.1\ninfo: { title: T, version: '1' }\nservers: [{ url: https://t.example }]\n";
    fs::write(&file, format!("{head}{body}")).unwrap();
    lint::problems(&Command {
        spec: Some(file),
        overlays: Overlays::None,
        ..Command::default()
    })
}

/// Pointers and messages of one id; anything that is an error fails.
fn of(id: &str, body: &str) -> Vec<String> {
    let found = problems(body);
    let errors: Vec<String> = found
        .iter()
        .filter(|one| one.severity == Severity::Error)
        .map(ToString::to_string)
        .collect();
    assert!(errors.is_empty(), "{errors:#?}");
    let of = found.iter().filter(|one| one.id == id);
    of.map(|one| {
        assert!(
            one.line.is_some() || one.pointer.is_empty(),
            "no line: {one}"
        );
        format!("{} {}", one.pointer, one.message)
    })
    .collect()
}

/// A GET at `/v1/Things` with this id and success.
fn get(id: &str, schema: &str) -> String {
    let answer = format!(
        "'200': {{ description: ok, content: {{ application/json: {{ schema: {schema} }} }} }}"
    );
    format!(
        "paths:\n  /v1/Things:\n    get:\n      operationId: {id}\n      responses:\n        {answer}\n"
    )
}

#[test]
fn paths_without_operations() {
    let body = "paths:\n  /a: { x-twilio: { pathType: list } }\n  /b: { get: { operationId: B, responses: { '200': { description: ok } } } }\n";
    assert_eq!(
        of("path-without-operations", body),
        ["/paths/~1a the path has no operation: nothing is generated for it"]
    );
}

#[test]
fn operations_that_describe_no_failure() {
    let operation = |id: &str, statuses: &[&str]| {
        let statuses: Vec<String> = statuses
            .iter()
            .map(|status| format!("'{status}': {{ description: d }}"))
            .collect();
        format!(
            "  /{id}: {{ get: {{ operationId: {id}, responses: {{ {} }} }} }}\n",
            statuses.join(", ")
        )
    };
    let body = |second: &[&str], third: &[&str]| {
        format!(
            "paths:\n{}{}{}",
            operation("A", &["200"]),
            operation("B", second),
            operation("C", third)
        )
    };
    assert_eq!(
        of("success-only", &body(&["200", "404"], &["200", "default"])),
        ["/paths/~1A/get A describes no failure"]
    );
    assert_eq!(
        of("success-only", &body(&["201"], &["204"])),
        ["/paths 3 of 3 operations describe no failure"]
    );
    assert!(
        of(
            "success-only",
            &format!("paths:\n{}", operation("A", &["200", "5XX"]))
        )
        .is_empty()
    );
}

#[test]
fn lists_without_an_envelope() {
    let page = "{ type: object, properties: { meta: { type: object, properties: { next_page_url: { type: string } } }, things: { type: array, items: { type: string } } } }";
    assert!(of("list-without-envelope", &get("ListThing", page)).is_empty());
    assert!(
        of(
            "list-without-envelope",
            &get("FetchThing", "{ type: object }")
        )
        .is_empty()
    );
    assert!(of("list-without-envelope", &get("Listen", "{ type: object }")).is_empty());
    assert_eq!(
        of(
            "list-without-envelope",
            &get("ListThing", "{ type: array, items: { type: string } }")
        )
        .len(),
        1
    );
    let no_cursor = page.replace("next_page_url", "total");
    assert_eq!(
        of("list-without-envelope", &get("ListThing", &no_cursor)).len(),
        1
    );
    let flat = "{ type: object, properties: { next_page_uri: { type: string }, things: { type: array, items: { type: string } } } }";
    assert!(of("list-without-envelope", &get("ListThing", flat)).is_empty());
    // A token leads on only where a parameter takes it.
    let token = page.replace("next_page_url", "nextToken");
    let with_parameter = get("ListThing", &token).replace(
        "      responses:",
        "      parameters: [{ name: pageToken, in: query, schema: { type: string } }]\n      responses:",
    );
    assert!(of("list-without-envelope", &with_parameter).is_empty());
    assert_eq!(
        of("list-without-envelope", &get("ListThing", &token)).len(),
        1
    );
    let two = page.replace(
        "things: {",
        "more: { type: array, items: { type: string } }, things: {",
    );
    assert_eq!(
        of("list-without-envelope", &get("ListThing", &two)).len(),
        1
    );
}

#[test]
fn output_properties_that_are_not_there() {
    let body = |names: &str| {
        let schema = "{ type: object, properties: { sid: { type: string }, links: { type: object, properties: { self: { type: string } } }, list: { type: array, items: { type: object, properties: { inner: { type: string } } } } } }";
        get("FetchThing", schema).replace(
            "    get:",
            &format!("    x-twilio: {{ defaultOutputProperties: [{names}] }}\n    get:"),
        )
    };
    assert!(of("unknown-output-property", &body("sid, links.self, inner")).is_empty());
    let found = of("unknown-output-property", &body("sid, gone, links.gone"));
    assert_eq!(found.len(), 2, "{found:#?}");
    assert!(
        found[0].starts_with("/paths/~1v1~1Things/x-twilio/defaultOutputProperties/1 `gone`"),
        "{found:#?}"
    );
}

#[test]
fn enum_values_that_differ_only_in_case() {
    let schema = |values: &str| {
        get(
            "FetchThing",
            &format!("{{ type: object, properties: {{ s: {{ type: string, {values} }} }} }}"),
        )
    };
    assert!(of("enum-case", &schema("enum: [in-review, draft]")).is_empty());
    assert_eq!(
        of(
            "enum-case",
            &schema("enum: [in-review, IN_REVIEW, draft, Draft]")
        )
        .len(),
        2
    );
    let aliased = "enum: [in-review, IN_REVIEW], x-enum-aliases: { IN_REVIEW: in-review }";
    assert!(of("enum-case", &schema(aliased)).is_empty());
}

#[test]
fn lists_of_anything() {
    let list = |items: &str| {
        get(
            "FetchThing",
            &format!("{{ type: object, properties: {{ l: {{ type: array, items: {items} }} }} }}"),
        )
    };
    assert_eq!(of("untyped-items", &list("{}")).len(), 1);
    assert_eq!(
        of("untyped-items", &list("{ description: words alone }")).len(),
        1
    );
    for typed in [
        "{ type: string }",
        "{ properties: { a: { type: string } } }",
        "{ oneOf: [{ type: string }, { type: integer }] }",
        "{ $ref: '#/components/schemas/A' }",
    ] {
        let body = list(typed) + "components: { schemas: { A: { type: string } } }\n";
        assert!(of("untyped-items", &body).is_empty(), "{typed}");
    }
    // A member that is called `items` is no list.
    let body = get(
        "FetchThing",
        "{ type: object, properties: { items: { type: object, properties: { a: { type: string } } } } }",
    );
    assert!(of("untyped-items", &body).is_empty());
}

#[test]
fn components_that_nothing_refers_to() {
    let body = get("FetchThing", "{ $ref: '#/components/schemas/Used' }")
        + "components:\n  schemas:\n    Used: { type: object, properties: { a: { $ref: '#/components/schemas/Inner' } } }\n    Inner: { type: string }\n    One: { type: object, properties: { a: { $ref: '#/components/schemas/Two' } } }\n    Two: { type: object, properties: { a: { $ref: '#/components/schemas/One' } } }\n  securitySchemes:\n    used: { type: http, scheme: basic }\n    unused: { type: http, scheme: basic }\n"
        + "security: [{ used: [] }]\n";
    let names: BTreeSet<String> = of("unused-component", &body)
        .iter()
        .map(|one| one.split(' ').next().unwrap().to_owned())
        .collect();
    let expected = [
        "/components/schemas/One",
        "/components/schemas/Two",
        "/components/securitySchemes/unused",
    ];
    assert_eq!(
        names.iter().map(String::as_str).collect::<Vec<_>>(),
        expected
    );
}

#[test]
fn examples_that_are_no_values_of_their_schema() {
    let fits = |schema: &str, example: &str| {
        let answer = format!(
            "'200': {{ description: ok, content: {{ application/json: {{ schema: {schema}, examples: {{ one: {{ value: {example} }} }} }} }} }}"
        );
        let body = format!(
            "paths:\n  /v1/Things:\n    get:\n      operationId: FetchThing\n      responses:\n        {answer}\n"
        );
        of("example-mismatch", &body)
    };
    let object = "{ type: object, required: [a], properties: { a: { type: string, maxLength: 3 }, b: { type: integer, minimum: 2 }, c: { type: string, enum: [x, y], nullable: true }, d: { type: array, items: { type: boolean } }, sid: { type: string, pattern: '^BU[0-9a-fA-F]{32}$' } } }";
    for good in [
        "{ a: abc }",
        "{ a: a, b: 2, c: null, d: [true], unknown: 1 }",
        "{ a: a, c: x, sid: BUaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa }",
    ] {
        assert!(
            fits(object, good).is_empty(),
            "{good}: {:?}",
            fits(object, good)
        );
    }
    for (bad, place, words) in [
        ("{}", "value", "`a` is missing"),
        ("[]", "value", "is no object"),
        ("{ a: abcd }", "value/a", "4 characters is more than 3"),
        ("{ a: 1 }", "value/a", "is no string"),
        ("{ a: null }", "value/a", "null is not allowed"),
        ("{ a: a, b: 1 }", "value/b", "1 is less than 2"),
        ("{ a: a, b: 2.5 }", "value/b", "is no integer"),
        ("{ a: a, c: z }", "value/c", "not in the enum"),
        ("{ a: a, d: [true, 1] }", "value/d/1", "is no boolean"),
        (
            "{ a: a, sid: BUxxaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa }",
            "value/sid",
            "is no SID with BU",
        ),
    ] {
        let found = fits(object, bad);
        assert_eq!(found.len(), 1, "{bad}");
        assert!(
            found[0].contains(&format!("examples/one/{place} ")) && found[0].contains(words),
            "{bad}: {found:?}"
        );
    }
    assert!(fits("{ oneOf: [{ type: string }, { type: integer }] }", "1").is_empty());
    assert_eq!(
        fits("{ oneOf: [{ type: string }, { type: integer }] }", "true").len(),
        1
    );
    assert!(fits("{}", "{ anything: 1 }").is_empty());
    // In a form everything is text.
    let form = "paths:\n  /v1/Things:\n    post:\n      operationId: CreateThing\n      requestBody:\n        content:\n          application/x-www-form-urlencoded:\n            schema: { type: object, properties: { Flag: { type: boolean }, Kind: { type: string, enum: [a] } } }\n            examples: { one: { value: { Flag: 'true', Kind: EXAMPLE } } }\n      responses: { '200': { description: ok } }\n";
    assert!(of("example-mismatch", &form.replace("EXAMPLE", "a")).is_empty());
    assert_eq!(
        of("example-mismatch", &form.replace("EXAMPLE", "b")).len(),
        1
    );
}

#[test]
fn recursion_ends() {
    let body = get("FetchThing", "{ $ref: '#/components/schemas/A' }")
        + "components:\n  schemas:\n    A: { type: object, properties: { a: { $ref: '#/components/schemas/A' } }, example: { a: { a: { a: {} } } } }\n";
    assert!(of("example-mismatch", &body).is_empty());
}

#[test]
fn stale_overlays_are_errors_and_hide_nothing() {
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/overlays");
    for case in ["action-changes-nothing", "expectation-value"] {
        let folder = root.join(case);
        let found = lint::problems(&Command {
            spec: Some(folder.join("spec.yaml")),
            overlays: Overlays::Folder(folder.join("overlays")),
            ..Command::default()
        });
        let ids: Vec<&str> = found.iter().map(|one| one.id).collect();
        assert!(ids.contains(&"stale-overlay"), "{case}: {ids:?}");
        assert!(
            ids.contains(&"success-only") || ids.len() > 1,
            "{case}: only the overlay is told: {ids:?}"
        );
    }
}

#[test]
fn json_says_the_same() {
    let file = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/warned/ref-siblings/spec.yaml");
    let command = Command {
        spec: Some(file),
        overlays: Overlays::None,
        ..Command::default()
    };
    let (text, passes) = lint::run(&command, lint::Format::Json);
    let value: serde_json::Value = serde_json::from_str(&text).unwrap();
    let list = value["problems"].as_array().unwrap();
    assert!(passes);
    assert_eq!(list.len(), lint::problems(&command).iter().count());
    let siblings = list.iter().find(|one| one["id"] == "ref-siblings").unwrap();
    assert_eq!(siblings["severity"], "warning");
    assert!(siblings["line"].is_number() && siblings["explanation"].is_string());
    assert_eq!(value["summary"]["errors"], 0);
}

#[test]
fn ids_are_explained() {
    let explained: BTreeSet<String> = lint::explanations().map(|(id, _)| id.to_owned()).collect();
    assert_eq!(
        explained.len(),
        lint::explanations().count(),
        "an id is explained twice"
    );
    let used = used();
    let lacking: Vec<&String> = used.difference(&explained).collect();
    assert!(lacking.is_empty(), "without an explanation: {lacking:?}");
    let sources = sources();
    let needless: Vec<&String> = explained
        .iter()
        .filter(|id| !sources.contains(&format!("\"{id}\"")))
        .collect();
    assert!(
        needless.is_empty(),
        "explained and not in the code: {needless:?}"
    );
    for (id, text) in lint::explanations() {
        assert!(text.ends_with('.') && text.len() > 30, "{id}: {text}");
        assert!(lint::explain(id).unwrap().contains(text));
    }
    let error = lint::explain("enum-cases").unwrap_err();
    assert!(error.contains("enum-case"), "{error}");
    assert!(lint::explain("nonsense").is_err());
}

/// The sources in which problems are made.
fn sources() -> String {
    let mut open = vec![Path::new(env!("CARGO_MANIFEST_DIR")).join("src")];
    let mut text = String::new();
    while let Some(path) = open.pop() {
        let name = path.file_name().unwrap().to_string_lossy().into_owned();
        if path.is_dir() {
            if name != "explain" && name != "tests" {
                open.extend(
                    fs::read_dir(path)
                        .unwrap()
                        .map(|entry| entry.unwrap().path()),
                );
            }
        } else if path.extension().is_some_and(|extension| extension == "rs") {
            text += &fs::read_to_string(path).unwrap();
        }
    }
    text
}

/// Ids in the sources, by how they are spelt there, and those that test cases have been told.
fn used() -> BTreeSet<String> {
    let mut ids = BTreeSet::new();
    let text = sources();
    for before in ["error(", "warning(", "notice(", "const ID: &str =", "id:"] {
        for (at, _) in text.match_indices(before) {
            let mut rest = text[at + before.len()..].trim_start();
            // The method of the problem list, or a function that takes it first.
            rest = rest.strip_prefix("report,").unwrap_or(rest).trim_start();
            let Some(rest) = rest.strip_prefix('"') else {
                continue;
            };
            let id = rest.split('"').next().unwrap();
            let more = rest[id.len() + 1..].trim_start();
            let is_id = id
                .chars()
                .all(|c| c.is_ascii_lowercase() || c.is_ascii_digit() || c == '-');
            if is_id && !id.is_empty() && more.starts_with([',', ';']) {
                ids.insert(id.to_owned());
            }
        }
    }
    let mut open: Vec<PathBuf> = vec![Path::new(env!("CARGO_MANIFEST_DIR")).join("tests")];
    while let Some(path) = open.pop() {
        if path.is_dir() {
            open.extend(
                fs::read_dir(path)
                    .unwrap()
                    .map(|entry| entry.unwrap().path()),
            );
        } else if path.file_name().is_some_and(|name| name == "expected.txt") {
            for line in fs::read_to_string(path).unwrap().lines() {
                let told = line
                    .strip_prefix("error[")
                    .or_else(|| line.strip_prefix("warning["));
                ids.extend(told.and_then(|rest| Some(rest.split_once("]: ")?.0.to_owned())));
            }
        }
    }
    assert!(ids.len() > 60, "the scan finds too little: {ids:?}");
    ids
}

#[test]
fn our_document_has_no_errors_and_no_warnings() {
    let found = lint::problems(&Command::default());
    let told: Vec<String> = found
        .iter()
        .filter(|one| one.severity != Severity::Notice)
        .map(ToString::to_string)
        .collect();
    assert!(told.is_empty(), "{told:#?}");
}

#[test]
fn documents_of_the_family_cause_no_panic() {
    let upstream = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../shared/upstream");
    if !upstream.exists() {
        return eprintln!("skipped: {} is not here", upstream.display());
    }
    let mut count = 0;
    for folder in ["", "family", "history"] {
        for entry in fs::read_dir(upstream.join(folder)).unwrap() {
            let file = entry.unwrap().path();
            if file
                .extension()
                .is_some_and(|extension| extension == "yaml")
            {
                let command = Command {
                    spec: Some(file.clone()),
                    overlays: Overlays::None,
                    ..Command::default()
                };
                let found = lint::problems(&command);
                assert!(
                    found.iter().all(|one| !one.message.is_empty()),
                    "{}",
                    file.display()
                );
                count += 1;
            }
        }
    }
    assert!(count >= 20, "{count}");
}
