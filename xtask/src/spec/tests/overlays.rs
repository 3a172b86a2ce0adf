//! Overlays: how they change a document, and what they survive.

use std::fs;

use serde_json::{Value, json};

use super::super::{Diagnostics, Document, load};
use super::base::BASE;

/// Loads the base document with overlays of these names and texts.
fn with_overlays(overlays: &[(&str, &str)]) -> Result<Document, Diagnostics> {
    let folder = tempfile::tempdir().unwrap();
    let spec = folder.path().join("spec.yaml");
    fs::write(&spec, BASE).unwrap();
    let inside = folder.path().join("overlays");
    fs::create_dir(&inside).unwrap();
    for (name, text) in overlays {
        fs::write(inside.join(name), text).unwrap();
    }
    load(&spec, Some(&inside))
}

/// An overlay with these actions, which expects only that there are servers.
fn overlay(actions: &Value) -> String {
    json!({
        "overlay": "1.0.0",
        "info": { "title": "t", "version": "1.0.0" },
        "x-why": "because",
        "x-evidence": ["seen"],
        "x-expect": [{ "target": "$.servers" }],
        "actions": actions,
    })
    .to_string()
}

/// The document after one overlay with these actions.
fn after(actions: &Value) -> Value {
    let result = with_overlays(&[("a.json", &overlay(actions))]);
    result
        .unwrap_or_else(|found| panic!("{:?}", found.iter().collect::<Vec<_>>()))
        .value
}

#[test]
fn updates_merge_and_append() {
    let value = after(&json!([
        { "target": "$.info", "update": { "title": "New", "x-list": [1], "contact": { "name": "m" } } },
        { "target": "$.info", "update": { "x-list": [2, 3] } },
        { "target": "$.components.schemas.Status.enum", "update": "c" },
        { "target": "$.tags", "update": [{ "name": "u" }, { "name": "v" }] },
    ]));
    assert_eq!(value["info"]["title"], "New");
    assert_eq!(value["info"]["x-list"], json!([1, 2, 3]));
    assert_eq!(value["info"]["contact"]["name"], "m");
    assert_eq!(value["info"]["contact"]["url"], "https://a.example");
    assert_eq!(
        value["components"]["schemas"]["Status"]["enum"],
        json!(["a", "b", null, "c"])
    );
    assert_eq!(value["tags"].as_array().unwrap().len(), 3);
}

#[test]
fn removal_keeps_the_order_of_the_rest() {
    let value = after(&json!([
        { "target": "$.components.schemas.Status.enum[0, 2]", "remove": true },
        { "target": "$.components.schemas.Thing['description', 'xml']", "remove": true },
        { "target": "$..properties.Tags", "remove": true },
        { "target": "$..encoding", "remove": true },
    ]));
    assert_eq!(
        value["components"]["schemas"]["Status"]["enum"],
        json!(["b"])
    );
    let keys: Vec<&String> = value["components"]["schemas"]["Thing"]
        .as_object()
        .unwrap()
        .keys()
        .collect();
    let expected = [
        "type",
        "required",
        "properties",
        "additionalProperties",
        "minProperties",
        "maxProperties",
    ];
    assert_eq!(keys[..6], expected);
}

#[test]
fn a_parent_can_be_removed_with_its_children() {
    let value = after(&json!([{ "target": "$..callbacks", "remove": true }, {
        "target": "$.components['links', 'examples']..*",
        "remove": true,
    }, { "target": "$..links", "remove": true }, { "target": "$..examples", "remove": true }]));
    assert!(value["components"].get("links").is_none());
}

#[test]
fn files_apply_in_the_order_of_their_names() {
    let first = overlay(&json!([{ "target": "$.info", "update": { "x-order": "first" } }]));
    let second = overlay(&json!([{ "target": "$.info[?@ == 'first']", "remove": true }]));
    let document = with_overlays(&[
        ("20.yml", &second),
        ("10.yaml", &first),
        (".hidden.yaml", "["),
        ("README.md", "["),
    ])
    .unwrap();
    assert!(document.value["info"].get("x-order").is_none());
}

#[test]
fn an_overlay_for_another_server_is_skipped() {
    let text = |server: &str| {
        let actions = json!([{ "target": "$.info", "update": { "x-applied": true } }]);
        let mut value: Value = serde_json::from_str(&overlay(&actions)).unwrap();
        value["x-server"] = json!(server);
        value.to_string()
    };
    let document = with_overlays(&[("a.yaml", &text("https://other.example"))]).unwrap();
    assert!(document.value["info"].get("x-applied").is_none());
    assert_eq!(document.skipped_overlays.len(), 1);
    let document = with_overlays(&[("a.yaml", &text("https://{region}.a.example/v1/"))]).unwrap();
    assert_eq!(document.value["info"]["x-applied"], true);
    assert!(document.skipped_overlays.is_empty());
}

#[test]
fn broken_overlays_are_refused_without_panic() {
    let sound: Value = serde_json::from_str(&overlay(
        &json!([{ "target": "$.info", "update": { "x-a": 1 } }]),
    ))
    .unwrap();
    let mut places = Vec::new();
    super::total::places(&sound, "", &mut places);
    for place in places {
        for substitute in super::total::substitutes() {
            let mut broken = sound.clone();
            if let Some(node) = broken.pointer_mut(&place) {
                *node = substitute;
            }
            // Some substitutes are sound too, such as another text for the title.
            let _ = with_overlays(&[("a.json", &broken.to_string())]);
        }
    }
    for target in [
        "$",
        "$..*",
        "$..*..*",
        "$.paths.*",
        "$[?@]",
        "$.nothing",
        "x",
        "",
        &"(".repeat(10_000),
    ] {
        for change in [
            json!({ "update": { "a": [1] } }),
            json!({ "update": 1 }),
            json!({ "remove": true }),
        ] {
            let mut action = change;
            action["target"] = json!(target);
            let _ = with_overlays(&[("a.json", &overlay(&json!([action])))]);
        }
    }
}

#[test]
fn overlays_cannot_blow_the_document_up() {
    let mut actions = vec![json!({ "target": "$.info", "update": { "x-bomb": [0] } })];
    // Each doubles the lists inside, and the list.
    actions.extend(
        (0..24).map(|_| json!({ "target": "$.info['x-bomb']", "update": vec![0; 200_000] })),
    );
    let found = with_overlays(&[("a.json", &overlay(&json!(actions)))]).unwrap_err();
    assert!(found.iter().any(|problem| problem.id == "too-large"));
    let everywhere = json!([{ "target": "$..*", "update": { "x-a": vec![0; 200_000] } }]);
    let found = with_overlays(&[("a.json", &overlay(&everywhere))]).unwrap_err();
    assert!(found.iter().any(|problem| problem.id == "too-large"));
    let deep = (0..80).fold(json!([]), |inner, _| json!([inner]));
    let mut wrapped = json!({ "x-deep": deep });
    let actions = [
        json!({ "target": "$.info", "update": { "x-a": (0..80).fold(json!({}), |inner, _| json!({ "x": inner })) } }),
        {
            wrapped = json!({ "x-b": wrapped });
            json!({ "target": format!("$.info['x-a']{}", ".x".repeat(80)), "update": wrapped })
        },
    ];
    let found = with_overlays(&[("a.json", &overlay(&json!(actions)))]).unwrap_err();
    assert!(found.iter().any(|problem| problem.id == "too-large"));
}
