//! The first, plain steps of a JSONPath: names, lists of names, and "all".
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
            _ => Vec::new(),
        }
    }
}

/// The plain steps that a well-formed path begins with, and the text after them.
pub(super) fn split(path: &str) -> (Vec<Step>, &str) {
    let mut rest = path.strip_prefix('$').unwrap_or_default();
    let mut steps = Vec::new();
    while let Some((step, after)) = step(rest) {
        steps.push(step);
        rest = after;
    }
    (steps, rest)
}

fn step(text: &str) -> Option<(Step, &str)> {
    let text = text.trim_start();
    if let Some(rest) = text.strip_prefix("[*]").or_else(|| text.strip_prefix(".*")) {
        return Some((Step::All, rest));
    }
    if let Some(rest) = text.strip_prefix('[') {
        return names(rest);
    }
    let rest = text.strip_prefix('.')?;
    let end = rest
        .find(|c: char| !c.is_ascii_alphanumeric() && c != '_')
        .unwrap_or(rest.len());
    let (name, after) = rest.split_at(end);
    // Any other letter could belong to the name.
    let ends = after.chars().next().is_none_or(|c| c.is_ascii());
    (ends && !name.is_empty()).then(|| (Step::Names(vec![name.to_owned()]), after))
}

/// The names of `'one', "other"]`, without those that hold an escape.
fn names(text: &str) -> Option<(Step, &str)> {
    let mut names: Vec<String> = Vec::new();
    let mut rest = text;
    loop {
        rest = rest.trim_start();
        let quote = rest.chars().next().filter(|c| "'\"".contains(*c))?;
        let (name, after) = rest[1..].split_once(quote)?;
        if name.contains('\\') {
            return None;
        }
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
            (r"$.a['\\']", vec![names(&["a"])], r"['\\']"),
            ("$.a['b', *]", vec![names(&["a"])], "['b', *]"),
            ("$.aé", vec![], ".aé"),
            ("$.a[?@.b]", vec![names(&["a"])], "[?@.b]"),
        ] {
            assert_eq!(split(path), (steps, rest), "{path}");
        }
    }
}
