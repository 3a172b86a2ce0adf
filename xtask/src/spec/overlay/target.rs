//! What an overlay points at: a JSONPath, and the nodes it selects in a document.
//!
//! Responsible for: JSONPath in, JSON pointers out. Not for: what is done with the nodes, and not
//! for JSONPath itself, which the library knows.
//!
//! Nearly all targets begin with names. Those are followed here, so that the library searches the
//! part of the document that they lead to and not the whole; and it is asked for the nodes alone,
//! since it copies a path for each node that it passes, wanted or not.

use std::collections::HashSet;

use serde_json::Value;
use serde_json_path::JsonPath;

use super::super::pointer;
use super::steps::{self, Step};

/// A JSONPath as it stands in an overlay.
pub(super) struct Target {
    text: String,
    steps: Vec<Step>,
    /// What is left after the steps, as a path of its own.
    rest: Option<JsonPath>,
}

/// Longest JSONPath accepted, most filters in it, and most parentheses: its parser calls itself for
/// each of them, and for filters inside filters its time doubles with each.
const LENGTH: usize = 1_000;
const FILTERS: usize = 8;
const PARENTHESES: usize = 64;

impl Target {
    /// Parses a JSONPath; gives what is wrong with it otherwise.
    pub(super) fn parse(text: &str) -> Result<Self, String> {
        if text.len() > LENGTH {
            return Err(format!("it is longer than {LENGTH} characters"));
        }
        if text.matches('?').count() > FILTERS || text.matches('(').count() > PARENTHESES {
            return Err("it has too many filters or parentheses".to_owned());
        }
        let whole = JsonPath::parse(text).map_err(|error| error.to_string())?;
        let (steps, rest) = match steps::split(text) {
            (steps, "") => (steps, None),
            (steps, rest) => match JsonPath::parse(&format!("${rest}")) {
                // A filter may look at the root, which is another one for a part of the document.
                Ok(path) if !rest.contains('$') => (steps, Some(path)),
                _ => (Vec::new(), Some(whole)),
            },
        };
        let text = text.to_owned();
        Ok(Self { text, steps, rest })
    }

    /// The JSONPath as it was written.
    pub(super) fn text(&self) -> &str {
        &self.text
    }

    /// The nodes, each one once, an outer one before those inside it.
    pub(super) fn select<'d>(&self, document: &'d Value) -> Vec<(String, &'d Value)> {
        let mut nodes = vec![(String::new(), document)];
        for step in &self.steps {
            nodes = nodes
                .into_iter()
                .flat_map(|(pointer, node)| step.take(&pointer, node))
                .collect();
        }
        let Some(rest) = &self.rest else {
            return nodes;
        };
        let mut found = Vec::new();
        for (mut pointer, node) in nodes {
            let wanted: HashSet<*const Value> = rest
                .query(node)
                .iter()
                .copied()
                .map(std::ptr::from_ref)
                .collect();
            if !wanted.is_empty() {
                locate(node, &mut pointer, &wanted, &mut found);
            }
        }
        found
    }
}

/// The wanted nodes with their pointers, in document order. A node is known by where it is in
/// memory: two nodes of one document are never in one place.
fn locate<'d>(
    node: &'d Value,
    at: &mut String,
    wanted: &HashSet<*const Value>,
    found: &mut Vec<(String, &'d Value)>,
) {
    if wanted.contains(&std::ptr::from_ref(node)) {
        found.push((at.clone(), node));
    }
    let length = at.len();
    match node {
        Value::Object(map) => {
            for (key, value) in map {
                pointer::push(at, key);
                locate(value, at, wanted, found);
                at.truncate(length);
            }
        }
        Value::Array(list) => {
            for (index, value) in list.iter().enumerate() {
                pointer::push(at, &index.to_string());
                locate(value, at, wanted, found);
                at.truncate(length);
            }
        }
        _ => {}
    }
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;

    /// What the library says of the whole path.
    fn by_the_library(text: &str, document: &Value) -> Vec<String> {
        let path = JsonPath::parse(text).unwrap();
        let nodes = path.query_located(document).dedup();
        nodes
            .iter()
            .map(|node| node.location().to_json_pointer())
            .collect()
    }

    #[test]
    fn every_path_selects_what_the_library_selects() {
        let document = json!({
            "a": { "b": [{ "n": "x", "c": 1 }, { "n": "y", "c": null }], "*": 2, "b c": {} },
            "d": [{ "b": [] }, { "b": ["a", { "n": "x" }] }],
            "a'b": { "": 0, "~/": { "b": 1 } },
            "n": "x",
        });
        for text in [
            "$",
            "$.a",
            "$.a.b",
            "$ .a ['b'] [0]",
            "$.a['b', 'missing', \"b c\", 'b']",
            "$.*",
            "$[*]",
            "$[*].b",
            "$.d[*].b[*]",
            "$.d[*]['b']",
            "$.a['*']",
            "$.d[1].b[-1]",
            "$.d[0:1]",
            "$.missing.b",
            "$.a.b.c",
            "$.a.b[?@.n == 'x']",
            "$.a.b[?@.n == $.n].c",
            "$.a[?@[0].n]",
            "$..b",
            "$..b..n",
            "$.a..n",
            "$..*",
            "$..[?@.n == 'x', ?@.n]",
            "$..[?@.n]",
            "$..[?@.c]",
            "$..[?@.n == 'y']",
            "$..[?@.n == \"x\" ]",
            "$..[?@.n == 'x'].n",
            r#"$["a'b"]['']"#,
            r"$['a\'b']['~/'].b",
            "$['a\\u0027b']",
            "$.d..[?@.b]",
            "$.a['b', *]",
        ] {
            let target = Target::parse(text).unwrap();
            let nodes = target.select(&document);
            for (pointer, node) in &nodes {
                assert!(
                    std::ptr::eq(document.pointer(pointer).unwrap(), *node),
                    "{text}"
                );
            }
            let mut selected: Vec<_> = nodes.into_iter().map(|(pointer, _)| pointer).collect();
            let mut expected = by_the_library(text, &document);
            for (index, pointer) in selected.iter().enumerate() {
                let inside = |outer: &String| pointer.starts_with(&format!("{outer}/"));
                assert!(!selected[index..].iter().any(inside), "{text}: {pointer}");
            }
            selected.sort();
            expected.sort();
            assert_eq!(selected, expected, "{text}");
        }
    }
}
