//! No input makes the reader panic, and none gets past the checks that the typed reader refuses.

use serde_json::{Map, Value, json};

use super::super::pointer;
use super::base::BASE;
use super::{examine, ids, load_bytes};

fn base() -> Value {
    load_bytes("spec.yaml", BASE.as_bytes()).unwrap().value
}

/// The pointers of all values, parents first.
pub(super) fn places(value: &Value, at: &str, all: &mut Vec<String>) {
    all.push(at.to_owned());
    match value {
        Value::Object(map) => {
            map.iter()
                .for_each(|(key, value)| places(value, &pointer::join(at, key), all));
        }
        Value::Array(list) => {
            list.iter()
                .enumerate()
                .for_each(|(i, value)| places(value, &format!("{at}/{i}"), all));
        }
        _ => {}
    }
}

fn all_places(value: &Value) -> Vec<String> {
    let mut all = Vec::new();
    places(value, "", &mut all);
    all
}

fn deep() -> Value {
    (0..100).fold(json!([]), |inner, _| json!([inner]))
}

pub(super) fn substitutes() -> Vec<Value> {
    vec![
        Value::Null,
        json!(true),
        json!(3),
        json!(-1.5),
        json!(""),
        json!("x"),
        json!([]),
        json!([null]),
        json!([{}]),
        json!({}),
        json!({ "$ref": "#/components/schemas/Thing" }),
        json!({ "$ref": 3 }),
        json!({ "x/~\0🦀": null, "a": {} }),
        deep(),
    ]
}

/// Whether the checks left the typed reader something to refuse.
fn leaked(value: &Value) -> bool {
    examine(value)
        .iter()
        .any(|problem| problem.id == "not-openapi")
}

#[test]
fn the_base_document_is_clean() {
    let found = ids(load_bytes("spec.yaml", BASE.as_bytes()));
    assert_eq!(found, [""; 0]);
}

#[test]
fn every_place_survives_every_substitute() {
    let base = base();
    let mut leaks = Vec::new();
    for place in all_places(&base) {
        for substitute in substitutes() {
            let mut broken = base.clone();
            if let Some(node) = broken.pointer_mut(&place) {
                *node = substitute.clone();
            }
            if leaked(&broken) {
                leaks.push(format!(
                    "{place} = {}",
                    substitute.to_string().chars().take(60).collect::<String>()
                ));
            }
        }
    }
    assert!(
        leaks.is_empty(),
        "{} leaks:\n{}",
        leaks.len(),
        leaks.join("\n")
    );
}

/// The document with one key deleted, or with another name.
fn without(base: &Value, place: &str, new_name: Option<&str>) -> Option<Value> {
    let (parent, _) = place.rsplit_once('/')?;
    let name = pointer::segments(place)?.pop()?;
    let mut broken = base.clone();
    match broken.pointer_mut(parent)? {
        Value::Object(map) => {
            let old = std::mem::replace(map, Map::new());
            for (key, value) in old {
                match new_name {
                    _ if key != name => drop(map.insert(key, value)),
                    Some(new) => drop(map.insert(new.to_owned(), value)),
                    None => {}
                }
            }
        }
        Value::Array(list) => drop(list.remove(pointer::index(&name)?)),
        _ => {}
    }
    Some(broken)
}

#[test]
fn every_key_can_be_deleted_or_renamed() {
    let base = base();
    let mut leaks = Vec::new();
    for place in all_places(&base) {
        for name in [
            None,
            Some(""),
            Some("x/~\0🦀"),
            Some("$ref"),
            Some("x-a"),
            Some("type"),
            Some("/{a}/{a}"),
        ] {
            let Some(broken) = without(&base, &place, name) else {
                continue;
            };
            if leaked(&broken) {
                leaks.push(format!("{place} → {name:?}"));
            }
        }
    }
    assert!(
        leaks.is_empty(),
        "{} leaks:\n{}",
        leaks.len(),
        leaks.join("\n")
    );
}

/// Numbers that look random and are the same in every run.
struct Dice(u64);

impl Dice {
    fn below(&mut self, limit: usize) -> usize {
        self.0 = self
            .0
            .wrapping_mul(6_364_136_223_846_793_005)
            .wrapping_add(1_442_695_040_888_963_407);
        usize::try_from(self.0 >> 33).unwrap() % limit
    }
}

#[test]
fn parts_can_be_exchanged_at_random() {
    let base = base();
    let places = all_places(&base);
    let mut dice = Dice(1);
    for _ in 0..3_000 {
        let mut broken = base.clone();
        for _ in 0..3 {
            let from = places[dice.below(places.len())].clone();
            let to = &places[dice.below(places.len())];
            let part = base.pointer(&from).cloned().unwrap_or_default();
            if let Some(node) = broken.pointer_mut(to) {
                *node = part;
            }
        }
        assert!(!leaked(&broken), "{broken}");
    }
}

#[test]
fn texts_can_be_cut_and_garbled() {
    let text = BASE.as_bytes();
    let mut dice = Dice(2);
    for _ in 0..400 {
        let _ = load_bytes("spec.yaml", &text[..dice.below(text.len())]);
        let mut garbled = text.to_vec();
        for _ in 0..=dice.below(4) {
            let at = dice.below(garbled.len());
            let byte = b"\0\t\n\r -:?{}[],&*!|>'\"%@`#~<\\\xC3\xFFa1"[dice.below(31)];
            if dice.below(2) == 0 {
                garbled.insert(at, byte);
            } else {
                garbled[at] = byte;
            }
        }
        let _ = load_bytes("spec.yaml", &garbled);
        let _ = load_bytes("spec.json", &garbled);
    }
}
