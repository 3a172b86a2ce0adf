//! The operations of a document as a client meets them.
//!
//! Responsible for: collecting parameters, bodies, answers, server and security of each operation,
//! whatever is shared or referred to in the document. Not for: comparing them (`effective`).

mod access;

use indexmap::IndexMap;
use serde_json::Value;

use super::node::{At, Node, Root};
use crate::spec::pointer;

const METHODS: [&str; 8] = [
    "get", "put", "post", "delete", "options", "head", "patch", "trace",
];

/// Headers that OpenAPI says to ignore: media types and `security` say what is in them.
const IGNORED_HEADERS: [&str; 3] = ["accept", "authorization", "content-type"];

/// One operation.
pub(crate) struct Operation<'a> {
    pub(crate) id: String,
    pub(crate) method: String,
    pub(crate) path: String,
    pub(crate) pointer: String,
    pub(crate) parameters: IndexMap<String, Parameter<'a>>,
    pub(crate) body: Option<Body<'a>>,
    /// By status.
    pub(crate) answers: IndexMap<String, Answer<'a>>,
    pub(crate) server: String,
    pub(crate) security: Value,
}

/// A parameter, by place and name; the name of a path parameter is its position.
pub(crate) struct Parameter<'a> {
    pub(crate) label: String,
    pub(crate) pointer: String,
    pub(crate) required: bool,
    pub(crate) style: String,
    pub(crate) node: Node<'a>,
}

/// What is sent.
pub(crate) struct Body<'a> {
    pub(crate) pointer: String,
    pub(crate) required: bool,
    pub(crate) media: IndexMap<String, Media<'a>>,
}

/// What is received with one status.
pub(crate) struct Answer<'a> {
    pub(crate) pointer: String,
    pub(crate) media: IndexMap<String, Media<'a>>,
}

/// One media type.
pub(crate) struct Media<'a> {
    pub(crate) pointer: String,
    pub(crate) node: Node<'a>,
    /// How each member of a form becomes text, where that is not as usual.
    pub(crate) styles: IndexMap<&'a str, String>,
}

/// All operations by method and path; parameters of a path have no names there.
pub(crate) fn operations(document: &Value) -> IndexMap<String, Operation<'_>> {
    let root = Root(document);
    let mut all = IndexMap::new();
    let paths = document.get("paths").and_then(Value::as_object);
    for (path, value) in paths
        .into_iter()
        .flatten()
        .filter(|(path, _)| path.starts_with('/'))
    {
        let item = root.follow(&At {
            value,
            pointer: pointer::join("/paths", path),
        });
        for method in METHODS {
            if let Some(value) = item.value.get(method).filter(|value| value.is_object()) {
                let at = At {
                    value,
                    pointer: pointer::join(&item.pointer, method),
                };
                let operation = operation(root, path, method, &item, &at);
                let key = format!("{} {}", operation.method, anonymous(path));
                all.insert(key, operation);
            }
        }
    }
    all
}

fn operation<'a>(
    root: Root<'a>,
    path: &str,
    method: &str,
    item: &At<'a>,
    at: &At<'a>,
) -> Operation<'a> {
    let parameters = parameters(root, path, item, at);
    let body = below(at, "requestBody").map(|body| {
        let body = root.follow(&body);
        let required = body.value.get("required") == Some(&Value::Bool(true));
        Body {
            required,
            media: media(&body),
            pointer: body.pointer,
        }
    });
    let answers = below(at, "responses").map_or_else(IndexMap::new, |responses| {
        let all = children(&responses).filter(|(status, _)| !status.starts_with("x-"));
        let all = all.map(|(status, answer)| {
            let answer = root.follow(&answer);
            let media = media(&answer);
            (
                status.to_ascii_uppercase(),
                Answer {
                    media,
                    pointer: answer.pointer,
                },
            )
        });
        all.collect()
    });
    let inherited = |key| {
        at.value
            .get(key)
            .or_else(|| item.value.get(key))
            .or_else(|| root.0.get(key))
    };
    let security = at.value.get("security").or_else(|| root.0.get("security"));
    Operation {
        id: at
            .value
            .get("operationId")
            .and_then(Value::as_str)
            .unwrap_or_default()
            .to_owned(),
        method: method.to_ascii_uppercase(),
        path: path.to_owned(),
        pointer: at.pointer.clone(),
        parameters,
        body,
        answers,
        server: access::server(inherited("servers")),
        security: access::security(root, security),
    }
}

fn parameters<'a>(
    root: Root<'a>,
    path: &str,
    item: &At<'a>,
    at: &At<'a>,
) -> IndexMap<String, Parameter<'a>> {
    let mut all = IndexMap::new();
    // The operation's own declaration replaces that of its path.
    for list in [below(item, "parameters"), below(at, "parameters")]
        .into_iter()
        .flatten()
    {
        let entries = list.value.as_array().into_iter().flatten().enumerate();
        for (index, value) in entries {
            let at = At {
                value,
                pointer: pointer::join(&list.pointer, &index.to_string()),
            };
            let at = root.follow(&at);
            let text = |key: &str| {
                at.value
                    .get(key)
                    .and_then(Value::as_str)
                    .unwrap_or_default()
            };
            let (name, place) = (text("name"), text("in"));
            let key = match place {
                "header"
                    if IGNORED_HEADERS
                        .iter()
                        .any(|known| name.eq_ignore_ascii_case(known)) =>
                {
                    continue;
                }
                "header" => format!("header `{}`", name.to_ascii_lowercase()),
                "path" => match path.find(&format!("{{{name}}}")) {
                    Some(position) => format!("path {}", path[..position].matches('{').count()),
                    None => format!("path {name}"),
                },
                _ => format!("{place} `{name}`"),
            };
            let required = place == "path" || at.value.get("required") == Some(&Value::Bool(true));
            let (node, style) = described(&at, place);
            let label = format!("{place} `{name}`");
            all.insert(
                key,
                Parameter {
                    label,
                    required,
                    style,
                    node,
                    pointer: at.pointer,
                },
            );
        }
    }
    all
}

/// The schema of a parameter, and how it is written.
fn described<'a>(at: &At<'a>, place: &str) -> (Node<'a>, String) {
    if let Some((media, value)) = below(at, "content")
        .as_ref()
        .and_then(|c| children(c).next())
    {
        return (
            below(&value, "schema").into_iter().collect(),
            format!("as {}", essence(media)),
        );
    }
    let node = below(at, "schema").into_iter().collect();
    (
        node,
        style(
            at.value,
            if matches!(place, "path" | "header") {
                "simple"
            } else {
                "form"
            },
        ),
    )
}

fn style(value: &Value, usual: &str) -> String {
    let style = value.get("style").and_then(Value::as_str).unwrap_or(usual);
    let explode = value
        .get("explode")
        .and_then(Value::as_bool)
        .unwrap_or(style == "form");
    let reserved = value.get("allowReserved") == Some(&Value::Bool(true));
    let explode = if explode { "exploded" } else { "joined" };
    format!(
        "{style}, {explode}{}",
        if reserved {
            ", reserved characters as they are"
        } else {
            ""
        }
    )
}

fn media<'a>(owner: &At<'a>) -> IndexMap<String, Media<'a>> {
    let Some(content) = below(owner, "content") else {
        return IndexMap::new();
    };
    let all = children(&content).map(|(media_type, media)| {
        let styles = below(&media, "encoding").map_or_else(IndexMap::new, |encoding| {
            let all = children(&encoding).map(|(name, encoding)| {
                let kind = encoding.value.get("contentType").and_then(Value::as_str);
                let kind = kind
                    .map(|kind| format!(", as {}", essence(kind)))
                    .unwrap_or_default();
                (name, format!("{}{kind}", style(encoding.value, "form")))
            });
            all.filter(|(_, style)| *style != usual_style()).collect()
        });
        let node = below(&media, "schema").into_iter().collect();
        (
            essence(media_type),
            Media {
                node,
                styles,
                pointer: media.pointer,
            },
        )
    });
    all.collect()
}

/// How a member of a form is written if nothing is said.
pub(crate) fn usual_style() -> String {
    style(&Value::Null, "form")
}

fn essence(media_type: &str) -> String {
    media_type
        .split(';')
        .next()
        .unwrap_or_default()
        .trim()
        .to_ascii_lowercase()
}

/// `/v1/A/{Sid}` and `/v1/A/{ASid}` are one path on the wire.
fn anonymous(path: &str) -> String {
    let mut text = String::with_capacity(path.len());
    let mut inside = false;
    for c in path.chars() {
        match c {
            '{' => {
                inside = true;
                text.push_str("{}");
            }
            '}' => inside = false,
            c if !inside => text.push(c),
            _ => {}
        }
    }
    text
}

fn below<'a>(at: &At<'a>, key: &str) -> Option<At<'a>> {
    let value = at.value.get(key)?;
    Some(At {
        value,
        pointer: pointer::join(&at.pointer, key),
    })
}

fn children<'a>(at: &At<'a>) -> impl Iterator<Item = (&'a str, At<'a>)> {
    let (map, base) = (at.value.as_object(), at.pointer.clone());
    map.into_iter().flatten().map(move |(key, value)| {
        (
            key.as_str(),
            At {
                value,
                pointer: pointer::join(&base, key),
            },
        )
    })
}
