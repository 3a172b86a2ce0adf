//! YAML with positions.
//!
//! Responsible for: turning text into a tree in which each value knows its line and keeps the
//! text it was written with (`PageSize: 50` in a form stands for the text `50`, and a phone
//! number never loses its `+`), and for refusing what a recording must not hold: duplicate keys,
//! anchors, tags, more than one document, bottomless nesting.
//!
//! Not for: what a recording means, see [`crate::recording`]. Writing YAML is `serde_yaml`'s work;
//! reading is not, because it gives neither positions nor the original text of a number.

use std::collections::HashSet;

use saphyr_parser::{Event, Parser, ScalarStyle, Span};
use serde_json::{Map, Number, Value};

use crate::recording::Problem;

/// Deeper nesting than this is refused; no API body comes near it.
const MAX_DEPTH: usize = 100;

/// A value and where it stands.
#[derive(Debug, Clone)]
pub(crate) struct Node {
    pub(crate) line: usize,
    pub(crate) column: usize,
    pub(crate) kind: Kind,
}

/// What a [`Node`] is.
#[derive(Debug, Clone)]
pub(crate) enum Kind {
    /// A scalar as it was written; `plain` when it was written without quotes.
    Scalar { text: String, plain: bool },
    /// A sequence.
    List(Vec<Node>),
    /// A mapping in the order of the file. Keys are unique.
    Map(Vec<(Key, Node)>),
}

/// A key of a mapping.
#[derive(Debug, Clone)]
pub(crate) struct Key {
    pub(crate) line: usize,
    pub(crate) column: usize,
    pub(crate) text: String,
}

impl Node {
    /// What the value is, for messages.
    pub(crate) fn describe(&self) -> String {
        match &self.kind {
            Kind::Scalar { text, plain: true } if is_null(text) => "nothing".to_owned(),
            Kind::Scalar { text, .. } => format!("`{}`", clip(text)),
            Kind::List(_) => "a list".to_owned(),
            Kind::Map(_) => "a mapping".to_owned(),
        }
    }

    /// True for a plain `null`, `~` or nothing at all.
    pub(crate) fn is_null(&self) -> bool {
        matches!(&self.kind, Kind::Scalar { text, plain: true } if is_null(text))
    }

    /// The JSON value that this node stands for.
    pub(crate) fn to_json(&self) -> Value {
        match &self.kind {
            Kind::Scalar { text, plain: false } => Value::String(text.clone()),
            Kind::Scalar { text, plain: true } => plain_to_json(text),
            Kind::List(items) => Value::Array(items.iter().map(Self::to_json).collect()),
            Kind::Map(entries) => Value::Object(
                entries
                    .iter()
                    .map(|(key, node)| (key.text.clone(), node.to_json()))
                    .collect::<Map<_, _>>(),
            ),
        }
    }

    /// A problem at this node.
    pub(crate) fn problem(&self, message: impl Into<String>, help: impl Into<String>) -> Problem {
        Problem::at(self.line, self.column, message, help)
    }
}

/// Reads one document.
pub(crate) fn parse(text: &str) -> Result<Node, Problem> {
    let mut parser = Parser::new_from_str(text);
    let mut builder = Builder::default();
    let mut documents = 0;
    while let Some(event) = parser.next_event() {
        let (event, span) = event.map_err(|error| {
            Problem::at(
                error.marker().line(),
                error.marker().col() + 1,
                format!("this is not YAML: {}", error.info()),
                "check indentation, quotes and brackets up to this line; a file cut short looks like this too",
            )
        })?;
        if let Event::DocumentStart(_) = event {
            documents += 1;
            if documents > 1 {
                return Err(at(
                    span,
                    "a second YAML document starts here",
                    "put each exchange in its own file",
                ));
            }
        }
        builder.take(event, span)?;
    }
    builder.root.ok_or_else(|| {
        Problem::at(
            1,
            1,
            "the file is empty",
            "write a recording, or delete the file",
        )
    })
}

/// Builds the tree from events, without recursion.
#[derive(Default)]
struct Builder {
    open: Vec<Open>,
    root: Option<Node>,
}

/// A list or mapping that has not ended yet.
struct Open {
    node: Node,
    seen: HashSet<String>,
    key: Option<Key>,
}

impl Builder {
    fn take(&mut self, event: Event<'_>, span: Span) -> Result<(), Problem> {
        match event {
            Event::Alias(_) => Err(at(span, "aliases are not read", "write the value out")),
            Event::Scalar(text, style, anchor, tag) => {
                plain_node(span, anchor, tag.is_some())?;
                let plain = style == ScalarStyle::Plain;
                self.close(node(
                    span,
                    Kind::Scalar {
                        text: text.into_owned(),
                        plain,
                    },
                ))
            }
            Event::SequenceStart(anchor, tag) => {
                plain_node(span, anchor, tag.is_some())?;
                self.start(node(span, Kind::List(Vec::new())))
            }
            Event::MappingStart(anchor, tag) => {
                plain_node(span, anchor, tag.is_some())?;
                self.start(node(span, Kind::Map(Vec::new())))
            }
            Event::SequenceEnd | Event::MappingEnd => match self.open.pop() {
                Some(open) => self.close(open.node),
                None => Ok(()),
            },
            _ => Ok(()),
        }
    }

    fn start(&mut self, node: Node) -> Result<(), Problem> {
        if self.open.len() >= MAX_DEPTH {
            return Err(node.problem(
                format!("values are nested more than {MAX_DEPTH} deep"),
                "no recording needs this; look for a bracket that is never closed",
            ));
        }
        if let Some(Open {
            node: Node {
                kind: Kind::Map(_), ..
            },
            key: None,
            ..
        }) = self.open.last()
        {
            return Err(node.problem(
                "a key must be text",
                "write the key as one word or in quotes",
            ));
        }
        self.open.push(Open {
            node,
            seen: HashSet::new(),
            key: None,
        });
        Ok(())
    }

    /// Puts a finished value where it belongs.
    fn close(&mut self, node: Node) -> Result<(), Problem> {
        let Some(open) = self.open.last_mut() else {
            self.root = Some(node);
            return Ok(());
        };
        match (&mut open.node.kind, open.key.take()) {
            (Kind::Map(entries), Some(key)) => entries.push((key, node)),
            (Kind::Map(_), None) => {
                let Kind::Scalar { text, .. } = node.kind else {
                    return Ok(());
                };
                if !open.seen.insert(text.clone()) {
                    return Err(Problem::at(
                        node.line,
                        node.column,
                        format!("the key `{}` is given twice", clip(&text)),
                        "keep one of them; a parameter that is sent twice is a list of values",
                    ));
                }
                open.key = Some(Key {
                    line: node.line,
                    column: node.column,
                    text,
                });
            }
            (Kind::List(items), _) => items.push(node),
            (Kind::Scalar { .. }, _) => {}
        }
        Ok(())
    }
}

fn node(span: Span, kind: Kind) -> Node {
    Node {
        line: span.start.line(),
        column: span.start.col() + 1,
        kind,
    }
}

fn at(span: Span, message: &str, help: &str) -> Problem {
    Problem::at(span.start.line(), span.start.col() + 1, message, help)
}

fn plain_node(span: Span, anchor: usize, tagged: bool) -> Result<(), Problem> {
    if anchor != 0 {
        return Err(at(
            span,
            "anchors are not read",
            "write the value out where it is needed",
        ));
    }
    if tagged {
        return Err(at(
            span,
            "tags are not read",
            "put text in quotes; write other values as JSON has them",
        ));
    }
    Ok(())
}

fn is_null(text: &str) -> bool {
    matches!(text, "" | "~" | "null" | "Null" | "NULL")
}

/// Plain scalars: null, booleans and numbers as JSON writes them; all else is text.
///
/// Forms that some YAML readers take for numbers (`+15550100`, `0x1F`, `012`, `.5`) stay text.
fn plain_to_json(text: &str) -> Value {
    match text {
        text if is_null(text) => Value::Null,
        "true" | "True" | "TRUE" => Value::Bool(true),
        "false" | "False" | "FALSE" => Value::Bool(false),
        text if text.starts_with(|first: char| first == '-' || first.is_ascii_digit()) => text
            .parse::<Number>()
            .map_or_else(|_| Value::String(text.to_owned()), Value::Number),
        text => Value::String(text.to_owned()),
    }
}

/// The start of a text, for messages.
pub(crate) fn clip(text: &str) -> String {
    const MOST: usize = 80;
    match text.char_indices().nth(MOST) {
        Some((end, _)) => format!("{}…", &text[..end]),
        None => text.to_owned(),
    }
}

#[cfg(test)]
#[path = "yaml_tests.rs"]
mod tests;
