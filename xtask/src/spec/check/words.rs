//! Words for messages: what was found, what was probably meant.
//!
//! Responsible for: text only. Not for: deciding what is a problem.

use serde_json::Value;

use super::grammar::Kind;

/// A value in a few words.
pub(super) fn found(value: &Value) -> String {
    match value {
        Value::Null => "nothing (null)".to_owned(),
        Value::Bool(value) => format!("`{value}`"),
        Value::Number(number) => format!("the number {number}"),
        Value::String(text) => format!("the text {}", quoted(text)),
        Value::Array(list) if list.is_empty() => "an empty list".to_owned(),
        Value::Array(_) => "a list".to_owned(),
        Value::Object(map) if map.is_empty() => "an empty object".to_owned(),
        Value::Object(_) => "an object".to_owned(),
    }
}

/// A text of the document as one short line in quotes.
pub(super) fn quoted(text: &str) -> String {
    const LENGTH: usize = 60;
    let mut short: String = text.chars().take(LENGTH).collect();
    if short.len() < text.len() {
        short.push('…');
    }
    format!("{short:?}")
}

/// Whether a key belongs to OpenAPI 3.1.
pub(super) fn since_3_1(kind: Kind, key: &str) -> bool {
    let keys: &[&str] = match kind {
        Kind::Document => &["webhooks", "jsonSchemaDialect"],
        Kind::Info => &["summary"],
        Kind::License => &["identifier"],
        Kind::Components => &["pathItems"],
        Kind::Schema => &[
            "$anchor",
            "$comment",
            "$defs",
            "$dynamicAnchor",
            "$dynamicRef",
            "$id",
            "$schema",
            "const",
            "contains",
            "contentEncoding",
            "contentMediaType",
            "contentSchema",
            "definitions",
            "dependentRequired",
            "dependentSchemas",
            "else",
            "examples",
            "if",
            "maxContains",
            "minContains",
            "patternProperties",
            "prefixItems",
            "propertyNames",
            "then",
            "unevaluatedItems",
            "unevaluatedProperties",
        ],
        _ => &[],
    };
    keys.contains(&key)
}

/// The known word that is nearly the given one.
pub(super) fn nearest<'k>(word: &str, known: impl Iterator<Item = &'k str>) -> Option<&'k str> {
    // Longer words are no typos of any key, and comparing them would cost time.
    if word.len() > 40 {
        return None;
    }
    let allowed = if word.chars().count() <= 4 { 1 } else { 2 };
    known
        .map(|key| (distance(word, key), key))
        .filter(|(d, _)| *d <= allowed)
        .min()
        .map(|(_, key)| key)
}

/// How many letters must be added, deleted or replaced.
fn distance(a: &str, b: &str) -> usize {
    let b: Vec<char> = b.chars().flat_map(char::to_lowercase).collect();
    let mut row: Vec<usize> = (0..=b.len()).collect();
    for (i, c) in a.chars().flat_map(char::to_lowercase).enumerate() {
        let mut diagonal = row[0];
        row[0] = i + 1;
        for (j, d) in b.iter().enumerate() {
            let replace = diagonal + usize::from(c != *d);
            diagonal = row[j + 1];
            row[j + 1] = replace.min(row[j] + 1).min(diagonal + 1);
        }
    }
    row[b.len()]
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn typos_find_their_word() {
        let known = ["description", "deprecated", "in", "operationId"];
        assert_eq!(
            nearest("descripton", known.into_iter()),
            Some("description")
        );
        assert_eq!(
            nearest("operationID", known.into_iter()),
            Some("operationId")
        );
        assert_eq!(nearest("foo", known.into_iter()), None);
    }
}
