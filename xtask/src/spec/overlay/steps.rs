//! The first, plain steps of a JSONPath: names, lists of names, "all", and one plain search.
//!
//! Responsible for: recognising them and following them. Not for: anything else that a path can say;
//! it is left to the library, and so is every spelling that is not the usual one.

use serde_json::Value;

use super::super::pointer;

/// From a node to some of its children.
#[derive(Debug, PartialEq, Eq)]
pub(super) enum Step {
    /// `.name`, `['name']`, `['one', 'other']`: each name once.
    Names(Vec<String>),
    /// `.*`, `[*]`
    All,
    /// `..[?@.name]`, `..[?@.name == 'text']`: whatever below the node has such a member.
    Below(String, Option<String>),
}

impl Step {
    /// The children, each with its pointer.
    pub(super) fn take<'d>(&self, at: &str, node: &'d Value) -> Vec<(String, &'d Value)> {
        match (self, node) {
            (Self::Names(names), Value::Object(map)) => names
                .iter()
                .filter_map(|name| Some((pointer::join(at, name), map.get(name)?)))
                .collect(),
            (Self::All, Value::Object(map)) => map
                .iter()
                .map(|(key, value)| (pointer::join(at, key), value))
                .collect(),
            (Self::All, Value::Array(list)) => list
                .iter()
                .enumerate()
                .map(|(index, value)| (pointer::join(at, &index.to_string()), value))
                .collect(),
            (Self::Below(name, text), _) => {
                let mut found = Vec::new();
                let has = |node: &Value| match (member(node, name), text) {
                    (Some(member), Some(text)) => member.as_str() == Some(text),
                    (member, None) => member.is_some(),
                    (None, Some(_)) => false,
                };
                below(node, at, &mut Vec::new(), &has, &mut found);
                found
            }
            _ => Vec::new(),
        }
    }
}

/// A member of an object. Looking through the few keys that most objects have is faster than hashing a
/// name for each of them.
fn member<'d>(node: &'d Value, name: &str) -> Option<&'d Value> {
    let mut members = node.as_object()?.iter();
    members.find_map(|(key, value)| (key == name).then_some(value))
}

/// A step down, not yet spelled: few of the places that a search passes are wanted.
#[derive(Clone, Copy)]
enum Down<'d> {
    Key(&'d str),
    Index(usize),
}

/// What lies below a node, where it is as wanted, in document order.
fn below<'d>(
    node: &'d Value,
    at: &str,
    way: &mut Vec<Down<'d>>,
    wanted: &impl Fn(&Value) -> bool,
    found: &mut Vec<(String, &'d Value)>,
) {
    let mut visit = |down: Down<'d>, value: &'d Value| {
        // Texts and numbers have neither members nor anything below.
        if !value.is_object() && !value.is_array() {
            return;
        }
        way.push(down);
        if wanted(value) {
            found.push((spelled(at, way), value));
        }
        below(value, at, way, wanted, found);
        way.pop();
    };
    match node {
        Value::Object(map) => map
            .iter()
            .for_each(|(key, value)| visit(Down::Key(key), value)),
        Value::Array(list) => (0..)
            .zip(list)
            .for_each(|(index, value)| visit(Down::Index(index), value)),
        _ => {}
    }
}

fn spelled(at: &str, way: &[Down<'_>]) -> String {
    let mut pointer = at.to_owned();
    for down in way {
        match down {
            Down::Key(key) => pointer::push(&mut pointer, key),
            Down::Index(index) => pointer::push(&mut pointer, &index.to_string()),
        }
    }
    pointer
}

/// The plain steps that a well-formed path begins with, and the text after them.
pub(super) fn split(path: &str) -> (Vec<Step>, &str) {
    let mut rest = path.strip_prefix('$').unwrap_or_default();
    let mut steps = Vec::new();
    while let Some((step, after)) = step(rest) {
        steps.push(step);
        rest = after;
    }
    // A search goes last: after one, two ways can lead to one node.
    if let Some((step, "")) = search(rest) {
        steps.push(step);
        rest = "";
    }
    (steps, rest)
}

fn search(text: &str) -> Option<(Step, &str)> {
    let (name, rest) = name(text.strip_prefix("..[?@.")?)?;
    let name = name.to_owned();
    if let Some(rest) = rest.strip_prefix(']') {
        return Some((Step::Below(name, None), rest));
    }
    let (text, rest) = quoted(rest.trim_start().strip_prefix("==")?.trim_start())?;
    let rest = rest.trim_start().strip_prefix(']')?;
    Some((Step::Below(name, Some(text.to_owned())), rest))
}

fn step(text: &str) -> Option<(Step, &str)> {
    let text = text.trim_start();
    if let Some(rest) = text.strip_prefix("[*]").or_else(|| text.strip_prefix(".*")) {
        return Some((Step::All, rest));
    }
    if let Some(rest) = text.strip_prefix('[') {
        return names(rest);
    }
    let (name, rest) = name(text.strip_prefix('.')?)?;
    Some((Step::Names(vec![name.to_owned()]), rest))
}

/// A name after a dot, of plain letters, digits and underscores.
fn name(text: &str) -> Option<(&str, &str)> {
    let end = text
        .find(|c: char| !c.is_ascii_alphanumeric() && c != '_')
        .unwrap_or(text.len());
    let (name, rest) = text.split_at(end);
    // Any other letter could belong to the name.
    let ends = rest.chars().next().is_none_or(|c| c.is_ascii());
    (ends && !name.is_empty()).then_some((name, rest))
}

/// A text in quotes, without escapes.
fn quoted(text: &str) -> Option<(&str, &str)> {
    let quote = text.chars().next().filter(|c| "'\"".contains(*c))?;
    let (inside, rest) = text[1..].split_once(quote)?;
    (!inside.contains('\\')).then_some((inside, rest))
}

/// The names of `'one', "other"]`, without those that hold an escape.
fn names(text: &str) -> Option<(Step, &str)> {
    let mut names: Vec<String> = Vec::new();
    let mut rest = text;
    loop {
        let (name, after) = quoted(rest.trim_start())?;
        if !names.iter().any(|known| known == name) {
            names.push(name.to_owned());
        }
        rest = after.trim_start();
        if let Some(after) = rest.strip_prefix(']') {
            return Some((Step::Names(names), after));
        }
        rest = rest.strip_prefix(',')?;
    }
}

#[cfg(test)]
mod tests {
    use super::{Step, split};

    fn names(names: &[&str]) -> Step {
        Step::Names(names.iter().map(|&name| name.to_owned()).collect())
    }

    #[test]
    fn plain_steps_are_taken_and_others_left() {
        for (path, steps, rest) in [
            ("$", vec![], ""),
            (
                "$.a_1[*].*",
                vec![names(&["a_1"]), Step::All, Step::All],
                "",
            ),
            (
                "$['a', \"b'c\",'a'] .d[0]",
                vec![names(&["a", "b'c"]), names(&["d"])],
                "[0]",
            ),
            ("$.a..b", vec![names(&["a"])], "..b"),
            ("$..b", vec![], "..b"),
            (
                "$..[?@.b == '^$']",
                vec![Step::Below("b".to_owned(), Some("^$".to_owned()))],
                "",
            ),
            ("$..[?@.b].c", vec![], "..[?@.b].c"),
            (
                "$.a..[?@.b]",
                vec![names(&["a"]), Step::Below("b".to_owned(), None)],
                "",
            ),
            (r"$.a['\\']", vec![names(&["a"])], r"['\\']"),
            ("$.a['b', *]", vec![names(&["a"])], "['b', *]"),
            ("$.aé", vec![], ".aé"),
            ("$.a[?@.b]", vec![names(&["a"])], "[?@.b]"),
        ] {
            assert_eq!(split(path), (steps, rest), "{path}");
        }
    }
}
