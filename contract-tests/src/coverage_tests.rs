use std::path::Path;

use super::*;
use crate::finding::{Kind, Severity, Spot};
use crate::model::Seen;
use crate::recording::{Body, Fields, Request, Response, Source, SourceKind};

/// Two operations, with everything that is counted.
const DOCUMENT: &str = "
openapi: 3.0.3
info: { title: test, version: '1' }
paths:
  /v1/Things:
    get:
      operationId: ListThing
      parameters:
        - { name: State, in: query, schema: { $ref: '#/components/schemas/state' } }
        - { name: X-Page, in: header, schema: { type: string } }
      responses: &answers
        '200':
          description: a page
          content:
            application/json:
              schema:
                type: object
                properties:
                  things: { type: array, items: { $ref: '#/components/schemas/thing' } }
        4XX:
          description: refused
          content:
            application/json:
              schema:
                oneOf:
                  - { $ref: '#/components/schemas/old_error' }
                  - { $ref: '#/components/schemas/new_error' }
    post:
      operationId: CreateThing
      requestBody:
        content:
          application/x-www-form-urlencoded:
            schema:
              type: object
              properties:
                Tags: { type: array, items: { type: string, enum: [red, blue] } }
      responses: *answers
components:
  schemas:
    state: { type: string, enum: [on, off], x-enum-aliases: { 'OFF': off } }
    thing:
      type: object
      properties:
        sid: { type: string, nullable: true }
        state: { $ref: '#/components/schemas/state' }
        bad: { type: string, pattern: '(' }
        parts: { type: array, items: { $ref: '#/components/schemas/thing' } }
    old_error:
      type: object
      required: [code]
      properties: { code: { type: integer } }
      additionalProperties: false
    new_error:
      type: object
      required: [code, title]
      properties: { code: { type: integer }, title: { type: string } }
      additionalProperties: false
";

fn contract(text: &str) -> Contract {
    let folder = tempfile::tempdir().expect("a folder");
    let path = folder.path().join("document.yaml");
    std::fs::write(
        &path,
        text.replace("on, off]", "'on', 'off']")
            .replace(": off }", ": 'off' }"),
    )
    .expect("writes");
    let document = xtask::spec::load(&path, None).unwrap_or_else(|found| panic!("{found:?}"));
    Contract::compile(&document).unwrap_or_else(|troubles| panic!("{troubles:?}"))
}

fn recording(operation: &str, status: u16, body: &str) -> Recording {
    Recording {
        operation: operation.to_owned(),
        proves: "it".to_owned(),
        source: Source {
            kind: SourceKind::Documented,
            date: "2026-11-22".to_owned(),
            origin: "ours".to_owned(),
            seal: None,
        },
        request: Request {
            method: "GET".to_owned(),
            path: "/v1/Things".to_owned(),
            query: Fields::default(),
            form: Fields::default(),
            headers: None,
            body: Body::Empty,
        },
        response: Response {
            status,
            headers: Fields::default(),
            body: Body::Json(serde_json::from_str(body).expect("JSON")),
        },
    }
}

fn finish(contract: &Contract, recordings: &[Recording]) -> (model::Coverage, Vec<Finding>) {
    let mut coverage = Coverage::new(contract);
    for recording in recordings {
        coverage.observe(recording);
    }
    coverage.finish(contract)
}

fn spots(notices: &[Finding], kind: Kind) -> Vec<(String, Spot)> {
    let notices = notices.iter().filter(|notice| notice.kind == kind);
    notices
        .map(|notice| (notice.operation.clone(), notice.spot.clone()))
        .collect()
}

fn body(pointer: &str) -> Spot {
    Spot::ResponseBody(pointer.to_owned())
}

#[test]
fn an_operation_without_a_recording_is_one_notice_and_no_more() {
    let contract = contract(DOCUMENT);
    let (figures, notices) = finish(&contract, &[recording("NoSuchThing", 200, "{}")]);
    let operations = spots(&notices, Kind::CoverageUnrecordedOperation);
    let names: Vec<&str> = operations.iter().map(|(name, _)| name.as_str()).collect();
    assert_eq!(names, ["ListThing", "CreateThing"]);
    assert!(
        notices
            .iter()
            .all(|notice| notice.severity == Severity::Notice)
    );
    assert!(
        notices[0].next.contains("GET /v1/Things"),
        "{}",
        notices[0].next
    );
    // The rest is about error bodies, which belong to no operation.
    assert!(
        notices[2..]
            .iter()
            .all(|notice| notice.operation.is_empty())
    );
    assert_eq!(figures.fields.seen, 0);
    assert!(figures.fields.declared > 0 && figures.parameters.declared == 3);
}

#[test]
fn members_are_counted_by_path_null_and_not_null() {
    let contract = contract(DOCUMENT);
    let seen = [
        recording(
            "ListThing",
            200,
            r#"{"things": [{"sid": null, "state": "on", "bad": "x"}]}"#,
        ),
        recording(
            "ListThing",
            200,
            r#"{"things": [{"sid": "a", "parts": []}, {"odd": 1}]}"#,
        ),
        recording("ListThing", 200, r#"{"things": []}"#),
    ];
    let (figures, notices) = finish(&contract, &seen[..1]);
    // things, sid, state, bad, parts; `bad` has a pattern that nobody can check.
    let expected = Seen {
        declared: 5,
        seen: 3,
        null: 1,
        not_null: 2,
    };
    assert_eq!(figures.operations[0].fields, expected);
    let unseen = spots(&notices, Kind::CoverageUnseenField);
    for pointer in ["/things/*/sid", "/things/*/bad", "/things/*/parts"] {
        assert!(
            unseen.contains(&("ListThing".to_owned(), body(pointer))),
            "{unseen:?}"
        );
    }
    let of = |pointer: &str| {
        notices
            .iter()
            .find(|one| one.spot == body(pointer))
            .expect("there")
    };
    assert!(of("/things/*/sid").actual.contains("null in every"));
    assert!(of("/things/*/bad").next.contains("repair the schema"));
    let declared = of("/things/*/sid").document.as_deref();
    assert_eq!(declared, Some("/components/schemas/thing/properties/sid"));

    let (figures, notices) = finish(&contract, &seen);
    let expected = Seen {
        declared: 5,
        seen: 4,
        null: 1,
        not_null: 4,
    };
    assert_eq!(figures.operations[0].fields, expected);
    let unseen: Vec<_> = spots(&notices, Kind::CoverageUnseenField)
        .into_iter()
        .filter(|(operation, spot)| {
            operation == "ListThing" && matches!(spot, Spot::ResponseBody(_))
        })
        .map(|(_, spot)| spot)
        .collect();
    assert_eq!(unseen, [body("/things/*/bad"), body("/things/*/parts")]);
    assert!(
        of_spot(&notices, "/things/*/parts")
            .actual
            .contains("an empty list")
    );
}

fn of_spot<'n>(notices: &'n [Finding], pointer: &str) -> &'n Finding {
    let mut notices = notices.iter();
    notices
        .find(|one| one.spot == body(pointer))
        .expect("there")
}

#[test]
fn a_declaration_that_was_seen_elsewhere_may_be_null_or_optional_here() {
    let text = DOCUMENT.replace(
        "sid: { type: string, nullable: true }",
        "sid: { type: string, nullable: true }\n        note: { type: string, x-optional: true }",
    );
    let contract = contract(&text);
    let full = r#"{"things": [{"sid": "a", "note": "x", "state": "on"}]}"#;
    let bare = r#"{"things": [{"sid": null, "state": "on"}]}"#;
    let of_create = |notices: &[Finding]| {
        let mut spots = spots(notices, Kind::CoverageUnseenField);
        spots.retain(|(operation, _)| operation == "CreateThing");
        spots.into_iter().map(|(_, spot)| spot).collect::<Vec<_>>()
    };
    let elsewhere = [
        recording("ListThing", 200, full),
        recording("CreateThing", 200, bare),
    ];
    let (figures, notices) = finish(&contract, &elsewhere);
    let unseen = of_create(&notices);
    assert!(!unseen.contains(&body("/things/*/sid")), "{unseen:?}");
    assert!(!unseen.contains(&body("/things/*/note")), "{unseen:?}");
    // In the sum each declaration counts once, and both kinds of error have their own `code`.
    assert_eq!(figures.fields.not_null, 5);

    let (_, notices) = finish(&contract, &elsewhere[1..]);
    let unseen = of_create(&notices);
    assert!(unseen.contains(&body("/things/*/sid")) && unseen.contains(&body("/things/*/note")));
    // What is always there must be there in each answer that has the object.
    let without_state = r#"{"things": [{"sid": "a"}]}"#;
    let absent = [
        recording("ListThing", 200, full),
        recording("CreateThing", 200, without_state),
    ];
    let unseen = of_create(&finish(&contract, &absent).1);
    assert!(unseen.contains(&body("/things/*/state")), "{unseen:?}");
    // Of what is in something that has no value, nothing is said.
    let (_, notices) = finish(
        &contract,
        &[recording("CreateThing", 200, r#"{"things": []}"#)],
    );
    let unseen = of_create(&notices);
    assert!(unseen.contains(&body("/things")) && !unseen.contains(&body("/things/*/sid")));
}

#[test]
fn enum_values_are_counted_for_each_direction_and_spelling() {
    let contract = contract(DOCUMENT);
    let answer = r#"{"things": [{"state": "on"}, {"state": "OFF"}, {"state": "blue"}]}"#;
    let mut create = recording("CreateThing", 200, "{}");
    create.request.form = [("Tags", "red"), ("Tags", "green")].into_iter().collect();
    let mut list = recording("ListThing", 200, answer);
    list.request.query = [("State", "on")].into_iter().collect();
    let (figures, notices) = finish(&contract, &[list, create]);
    // Three spellings received, three sent, two tags sent.
    assert_eq!(
        (figures.enum_values.declared, figures.enum_values.seen),
        (8, 4)
    );
    let unseen: Vec<_> = notices
        .iter()
        .filter(|notice| notice.kind == Kind::CoverageUnseenEnumValue)
        .map(|notice| (notice.spot.clone(), notice.expected.as_str()))
        .collect();
    let query = Spot::RequestQuery("State".to_owned());
    assert_eq!(
        unseen,
        [
            (body("/things/*/state"), "a recording with `off`"),
            (query.clone(), "a recording with `off`"),
            (query, "a recording with `OFF`"),
            (
                Spot::RequestForm("Tags".to_owned()),
                "a recording with `blue`"
            ),
        ]
    );
}

#[test]
fn parameters_are_counted_wherever_they_are_sent() {
    let contract = contract(DOCUMENT);
    let mut list = recording("ListThing", 200, "{}");
    list.request.headers = Some([("x-page", "1")].into_iter().collect());
    let (figures, notices) = finish(&contract, &[list, recording("CreateThing", 200, "{}")]);
    assert_eq!(
        (figures.parameters.declared, figures.parameters.seen),
        (3, 1)
    );
    let unseen = spots(&notices, Kind::CoverageUnseenField);
    assert!(unseen.contains(&(
        "ListThing".to_owned(),
        Spot::RequestQuery("State".to_owned())
    )));
    assert!(unseen.contains(&(
        "CreateThing".to_owned(),
        Spot::RequestForm("Tags".to_owned())
    )));
    assert!(!unseen.contains(&(
        "ListThing".to_owned(),
        Spot::RequestHeader("x-page".to_owned())
    )));
}

#[test]
fn error_bodies_are_counted_by_form_and_ranges_over_all_operations() {
    let contract = contract(DOCUMENT);
    let (figures, notices) = finish(&contract, &[recording("ListThing", 200, "{}")]);
    assert_eq!(
        spots(&notices, Kind::CoverageUnrecordedStatus),
        [(String::new(), Spot::Status)]
    );
    assert_eq!(figures.operations[0].statuses[&200], 1);
    let seen = [
        recording("ListThing", 404, r#"{"code": 1}"#),
        recording("CreateThing", 409, r#"{"code": 1, "title": "x"}"#),
    ];
    let (figures, notices) = finish(&contract, &seen[..1]);
    let unseen = spots(&notices, Kind::CoverageUnseenField);
    let errors: Vec<_> = unseen.iter().filter(|(name, _)| name.is_empty()).collect();
    assert_eq!(
        errors.len(),
        2,
        "both members of the newer form: {errors:?}"
    );
    assert_eq!(
        spots(&notices, Kind::CoverageUnrecordedStatus),
        [("ListThing".to_owned(), Spot::Status)],
        "the success of ListThing; 4XX was recorded"
    );
    assert_eq!(figures.operations[0].statuses[&404], 1);
    assert_eq!(figures.operations[0].declared, [200]);
    let (_, notices) = finish(&contract, &seen);
    assert!(
        spots(&notices, Kind::CoverageUnseenField)
            .iter()
            .all(|(name, _)| !name.is_empty())
    );
}

#[test]
fn any_other_answer_is_never_a_success() {
    let text = DOCUMENT.replace("        4XX:", "        default:");
    let contract = contract(&text);
    let code = |figures: &model::Coverage| figures.fields.seen;
    let (figures, notices) = finish(&contract, &[recording("ListThing", 204, r#"{"code": 1}"#)]);
    assert_eq!(code(&figures), 0);
    let ranges = spots(&notices, Kind::CoverageUnrecordedStatus);
    assert!(
        ranges.contains(&(String::new(), Spot::Status)),
        "{ranges:?}"
    );
    let (figures, notices) = finish(&contract, &[recording("ListThing", 500, r#"{"code": 1}"#)]);
    assert_eq!(code(&figures), 1);
    let ranges = spots(&notices, Kind::CoverageUnrecordedStatus);
    assert!(
        !ranges.contains(&(String::new(), Spot::Status)),
        "{ranges:?}"
    );
}

#[test]
fn workers_add_up_to_one() {
    let contract = contract(DOCUMENT);
    let all = [
        recording(
            "ListThing",
            200,
            r#"{"things": [{"sid": "a", "state": "on"}]}"#,
        ),
        recording("ListThing", 404, r#"{"code": 1}"#),
        recording("CreateThing", 200, r#"{"things": [{"sid": null}]}"#),
    ];
    let (figures, notices) = finish(&contract, &all);
    let mut one = Coverage::new(&contract);
    let mut other = one.fork();
    one.observe(&all[0]);
    other.observe(&all[1]);
    other.observe(&all[2]);
    one.merge(&other);
    let (merged, merged_notices) = one.finish(&contract);
    let text = |coverage: &model::Coverage| serde_json::to_string(coverage).expect("JSON");
    assert_eq!(text(&merged), text(&figures));
    assert_eq!(merged_notices, notices);
}

#[test]
fn the_recordings_of_this_repository_touch_everything() {
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("../spec");
    let document = xtask::spec::load(&root.join("trusthub_v1.yaml"), Some(&root.join("overlays")))
        .unwrap_or_else(|found| panic!("{found:?}"));
    let contract = Contract::compile(&document).unwrap_or_else(|found| panic!("{found:?}"));
    let mut coverage = Coverage::new(&contract);
    for file in crate::recording::find(crate::recordings()).files {
        let recording =
            crate::recording::load(&file.path).unwrap_or_else(|error| panic!("{error}"));
        coverage.observe(&recording);
    }
    let (figures, notices) = coverage.finish(&contract);
    assert_eq!(figures.operations.len(), 53);
    for row in &figures.operations {
        let recorded = |status: &u16| row.statuses.get(status).is_some_and(|count| *count > 0);
        assert!(row.declared.iter().all(recorded), "{}", row.operation);
    }
    for seen in [figures.fields, figures.enum_values, figures.parameters] {
        assert_eq!(seen.seen, seen.declared);
    }
    // No body with an entry there is public, so there is nothing to write a recording after.
    let known = [
        (
            "ListPolicies",
            "/results/*/requirements/supporting_trust_products",
        ),
        ("FetchPolicies", "/requirements/supporting_trust_products"),
    ];
    let known = known.map(|(operation, pointer)| (operation.to_owned(), body(pointer)));
    let found: Vec<_> = notices
        .iter()
        .map(|notice| (notice.operation.clone(), notice.spot.clone()))
        .collect();
    assert_eq!(found, known, "{notices:#?}");
}
