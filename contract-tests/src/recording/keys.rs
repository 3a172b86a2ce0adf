//! The shapes that recordings are made of: mappings with known keys, texts, names with values.
//!
//! Responsible for: reading one of them out of a YAML tree and collecting each problem with a hint.
//! Not for: which keys a recording has, see `read.rs`.

use super::{Fields, Problem};
use crate::yaml::{Key, Kind, Node};

/// Reads nodes and collects what is wrong with them.
pub(crate) struct Reader<'o> {
    pub(crate) problems: Vec<Problem>,
    /// The operations that a recording can be of.
    pub(super) operations: &'o [&'o str],
    /// Where a whole file of this kind is shown.
    example: &'static str,
}

/// The entries of one mapping, and where it stands.
pub(crate) struct Entries<'n> {
    pub(crate) at: &'n Node,
    pub(crate) what: &'static str,
    pairs: &'n [(Key, Node)],
}

impl<'n> Entries<'n> {
    pub(crate) fn get(&self, name: &str) -> Option<&'n Node> {
        self.pairs
            .iter()
            .find(|(key, _)| key.text == name)
            .map(|(_, node)| node)
    }
}

impl<'o> Reader<'o> {
    /// A reader of recordings of these operations.
    pub(super) fn new(operations: &'o [&'o str]) -> Self {
        Self {
            problems: Vec::new(),
            operations,
            example: "`contract-tests/src/recording.rs` shows a whole recording",
        }
    }
}

impl Reader<'static> {
    /// A reader of another kind of file; `example` says where one is shown.
    pub(crate) fn of(example: &'static str) -> Self {
        Self {
            problems: Vec::new(),
            operations: &[],
            example,
        }
    }
}

impl Reader<'_> {
    /// A mapping of names to a scalar or to a list of scalars; empty where the key is left out.
    pub(crate) fn fields(&mut self, entries: &Entries<'_>, name: &str) -> Fields {
        let mut fields = Fields::default();
        let Some(node) = entries.get(name) else {
            return fields;
        };
        let Kind::Map(pairs) = &node.kind else {
            self.complain::<()>(
                node,
                format!(
                    "`{name}` must map names to values, not hold {}",
                    node.describe()
                ),
                format!("write `{name}: {{ Name: value }}`, or leave it out"),
            );
            return fields;
        };
        for (key, value) in pairs {
            let values = match &value.kind {
                Kind::List(values) if !values.is_empty() => values.as_slice(),
                _ => std::slice::from_ref(value),
            };
            for value in values {
                match &value.kind {
                    Kind::Scalar { text, .. } if !value.is_null() => fields.push(&*key.text, text),
                    _ => {
                        self.complain::<()>(
                            value,
                            format!("`{}` has {} for a value", key.text, value.describe()),
                            "write text or a list of texts; '' for an empty value, JSON in quotes for an object",
                        );
                    }
                }
            }
        }
        fields
    }

    pub(crate) fn mapping<'n>(
        &mut self,
        node: &'n Node,
        what: &'static str,
        keys: &[&str],
    ) -> Option<Entries<'n>> {
        let Kind::Map(pairs) = &node.kind else {
            return self.complain(
                node,
                format!("{what} must be a mapping, not {}", node.describe()),
                format!("write the keys {}", keys.join(", ")),
            );
        };
        for (key, _) in pairs
            .iter()
            .filter(|(key, _)| !keys.contains(&key.text.as_str()))
        {
            let near = nearest(&key.text, keys).map(|near| format!("did you mean `{near}`? "));
            self.problems.push(Problem::at(
                key.line,
                key.column,
                format!("{what} has an unknown key `{}`", key.text),
                format!(
                    "{}the keys are {}",
                    near.unwrap_or_default(),
                    keys.join(", ")
                ),
            ));
        }
        Some(Entries {
            at: node,
            what,
            pairs,
        })
    }

    pub(crate) fn needed<'n>(&mut self, entries: &Entries<'n>, name: &str) -> Option<&'n Node> {
        let found = entries.get(name);
        if found.is_none() {
            let help = format!("add it; {}", self.example);
            self.complain::<()>(
                entries.at,
                format!("{} has no `{name}`", entries.what),
                help,
            );
        }
        found
    }

    /// A text that must be there.
    pub(crate) fn text<'n>(
        &mut self,
        entries: &Entries<'n>,
        name: &str,
    ) -> Option<(&'n Node, &'n str)> {
        let node = self.needed(entries, name)?;
        match &node.kind {
            Kind::Scalar { text, .. } if !text.trim().is_empty() && !node.is_null() => {
                Some((node, text))
            }
            _ => self.complain(
                node,
                format!("`{name}` must be text, not {}", node.describe()),
                "write one value; in quotes if it holds `:` or `#`",
            ),
        }
    }

    pub(crate) fn complain<T>(
        &mut self,
        node: &Node,
        message: impl Into<String>,
        help: impl Into<String>,
    ) -> Option<T> {
        self.problems.push(node.problem(message, help));
        None
    }
}

/// The known word that an unknown one was probably meant to be.
pub(crate) fn nearest<'k>(word: &str, known: &[&'k str]) -> Option<&'k str> {
    known
        .iter()
        .map(|known| {
            (
                strsim::normalized_damerau_levenshtein(&word.to_lowercase(), &known.to_lowercase()),
                *known,
            )
        })
        .filter(|(likeness, _)| *likeness > 0.7)
        .max_by(|(one, _), (other, _)| one.total_cmp(other))
        .map(|(_, known)| known)
}
