//! What values become, and that nothing of them is lost.

use golden_unions::serde_json::{Value, from_value, json, to_value};
use golden_unions::types::Owner;
use golden_unions::unions::{
    Code, Pet, Unions, UnionsAnything, UnionsAround, UnionsNested, UnionsPet, UnionsSome,
};

/// Decodes a member of the whole, and sees that it encodes to the same.
fn member(name: &str, value: &Value) -> Unions {
    let mut whole = json!({"pet": {}, "maybe": null});
    whole[name] = value.clone();
    let decoded: Unions = from_value(whole).unwrap();
    let encoded = to_value(&decoded).unwrap();
    assert!(
        covers(&encoded[name], value),
        "{} is not {value}",
        encoded[name]
    );
    decoded
}

/// Equal, apart from nulls for what is absent.
fn covers(encoded: &Value, value: &Value) -> bool {
    match (encoded, value) {
        (Value::Object(encoded), Value::Object(value)) => {
            value.keys().all(|key| encoded.contains_key(key))
                && encoded
                    .iter()
                    .all(|(key, encoded)| covers(encoded, value.get(key).unwrap_or(&Value::Null)))
        }
        (Value::Array(encoded), Value::Array(value)) => {
            encoded.len() == value.len() && encoded.iter().zip(value).all(|(a, b)| covers(a, b))
        }
        (encoded, value) => encoded == value,
    }
}

#[test]
fn the_alternative_that_knows_the_most_members_is_taken() {
    let pet = |value: Value| member("pet", &value).pet;
    assert!(matches!(
        pet(json!({"name": "a", "lives": 9})),
        UnionsPet::Cat(_)
    ));
    assert!(matches!(
        pet(json!({"name": "a", "tricks": []})),
        UnionsPet::Dog(_)
    ));
    // Both know one member; a cat misses fewer of its own.
    assert!(matches!(pet(json!({"name": "a"})), UnionsPet::Cat(_)));
    // What decodes is what counts: a cat without a name is none.
    assert!(matches!(pet(json!({"lives": 9})), UnionsPet::Map(_)));
    assert!(matches!(
        pet(json!({"name": "a", "lives": "nine", "z": 1})),
        UnionsPet::Dog(_)
    ));
    // Unknown members of an alternative are kept.
    let UnionsPet::Cat(cat) = pet(json!({"name": "a", "lives": 9, "new": [1]})) else {
        panic!("no cat");
    };
    assert_eq!(cat.extra["new"], json!([1]));
}

#[test]
fn what_fits_nothing_is_kept() {
    for value in [json!(1), json!([]), json!({"name": 7}), json!("x")] {
        let pets = member("pets", &json!([value])).pets.unwrap();
        assert_eq!(pets, [Pet::Unknown(value)]);
    }
    let code = member("code", &json!({"a": 1})).code.unwrap();
    assert_eq!(code, Code::Unknown(json!({"a": 1})));
}

#[test]
fn scalars_are_told_apart_by_their_kind() {
    let code = |value: Value| member("code", &value).code.unwrap();
    assert_eq!(code(json!(7)), Code::Integer(7));
    assert_eq!(code(json!("7")), Code::String("7".to_owned()));
    let anything = |value: Value| member("anything", &value).anything.unwrap();
    assert_eq!(anything(json!(true)), UnionsAnything::Bool(true));
    assert_eq!(anything(json!(1.5)), UnionsAnything::Number(1.5));
    assert!(matches!(anything(json!(["a"])), UnionsAnything::List(_)));
    let UnionsAnything::Option3(word) = anything(json!("auto")) else {
        panic!("no word");
    };
    assert!(word.is_known());
}

#[test]
fn lists_are_told_apart_by_their_elements() {
    let some = |value: Value| member("some", &value).some.unwrap();
    assert!(matches!(some(json!({"name": "a"})), UnionsSome::Cat(_)));
    assert!(matches!(
        some(json!([{"name": "a", "lives": 1}])),
        UnionsSome::List(_)
    ));
    let dogs =
        some(json!([{"name": "a", "lives": null}, {"name": "b", "tricks": [], "owner": null}]));
    assert!(matches!(dogs, UnionsSome::List2(_)), "{dogs:?}");
}

#[test]
fn what_stands_around_a_choice_is_in_each_alternative() {
    let around = |value: Value| member("around", &value).around.unwrap();
    let UnionsAround::Square(square) = around(json!({"id": "1", "side": 2.5})) else {
        panic!("no square");
    };
    assert_eq!((square.id.as_str(), square.side), ("1", Some(2.5)));
    assert!(matches!(
        around(json!({"id": "1", "name": "n"})),
        UnionsAround::Named(_)
    ));
    assert!(matches!(
        around(json!({"side": 2.5})),
        UnionsAround::Unknown(_)
    ));
}

#[test]
fn a_choice_in_a_choice_is_one_choice_and_may_hold_itself() {
    let nested = |value: Value| member("nested", &value).nested.unwrap();
    assert!(matches!(
        nested(json!({"name": "a", "tricks": []})),
        UnionsNested::Dog(_)
    ));
    assert_eq!(nested(json!(3)), UnionsNested::Integer(3));
    let dog =
        json!({"name": "a", "owner": {"phone": "1", "owner": {"name": "b", "tricks": ["sit"]}}});
    let UnionsPet::Dog(dog) = member("pet", &dog).pet else {
        panic!("no dog");
    };
    let Some(Owner::Person(person)) = dog.owner else {
        panic!("no person");
    };
    assert!(matches!(person.owner.as_deref(), Some(Owner::Dog(_))));
}

#[test]
fn what_is_no_choice_is_a_plain_type() {
    let whole = member("only", &json!({"name": "a"}));
    assert_eq!(
        (whole.only.unwrap().name, whole.maybe),
        ("a".to_owned(), None)
    );
    assert_eq!(
        member("level", &json!("low")).level.unwrap().as_str(),
        "low"
    );
    assert!(!member("level", &json!("else")).level.unwrap().is_known());
    assert!(member("word", &json!("c")).word.unwrap().is_known());
    assert_eq!(member("text", &json!("x")).text.unwrap(), "x");
    assert_eq!(
        member("rule", &json!({"b": "1"}))
            .rule
            .unwrap()
            .b
            .as_deref(),
        Some("1")
    );
    assert_eq!(member("free", &json!([1])).free.unwrap(), json!([1]));
    assert_eq!(
        member("nullable_choice", &json!(null)).nullable_choice,
        None
    );
}

#[test]
fn a_parameter_of_several_types_is_text() {
    let request = golden_unions::unions::fetch()
        .scalar("7")
        .scalars(["a", "8"])
        .pet(json!({"name": "a"}));
    let query: Vec<_> = request.request().query_pairs().collect();
    assert_eq!(
        format!("{query:?}"),
        r#"[("Scalar", "7"), ("Scalars", "a"), ("Scalars", "8"), ("Pet", "{\"name\":\"a\"}")]"#
    );
}

#[test]
fn alternatives_convert_into_the_union() {
    let code: Code = 7.into();
    assert_eq!(to_value(code).unwrap(), json!(7));
}

#[test]
fn what_failed_to_decode_is_not_shown() {
    // A cat without a name, which no alternative of this union takes.
    let pets = member("pets", &json!([{"lives": "+15551234567"}])).pets;
    let Some([Pet::Unknown(_)]) = pets.as_deref() else {
        panic!("{pets:?}");
    };
    assert!(!format!("{pets:?}").contains("+1555"), "{pets:?}");
}
