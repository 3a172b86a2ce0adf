//! From a YAML file to a [`Scenario`], with every problem of the file.
//!
//! Responsible for: which keys there are and what may stand in them. Not for: whether the steps fit
//! together and the document (`check`).

use std::fs;

use indexmap::IndexMap;

use super::{Credentials, Pick, Scenario, Servers, Step};
use crate::record::template::Template;
use crate::recording::keys::{Entries, Reader};
use crate::recording::{LoadError, Problem, RecordingFile};
use crate::yaml::{self, Kind, Node};

const TOP: &[&str] = &["scenario", "about", "for", "variables", "steps"];
const STEP: &[&str] = &[
    "name",
    "proves",
    "send",
    "query",
    "form",
    "headers",
    "body",
    "credentials",
    "expect",
    "as",
    "pick",
    "where",
    "record",
];
const METHODS: &[&str] = &["GET", "POST", "PUT", "PATCH", "DELETE"];
const EXAMPLE: &str = "`contract-tests/RECORDINGS.md` shows a whole scenario";

/// Reads a scenario.
pub(in crate::record) fn load(file: &RecordingFile) -> Result<Scenario, LoadError> {
    let failure = |problems| LoadError {
        path: file.path.clone(),
        problems,
    };
    let text = fs::read_to_string(&file.path).map_err(|error| {
        failure(vec![Problem::whole(
            format!("cannot be read: {error}"),
            "check that it exists, is text, and that you may read it",
        )])
    })?;
    let root = yaml::parse(&text).map_err(|problem| failure(vec![problem]))?;
    let mut reader = Reader::of(EXAMPLE);
    let scenario = scenario(&mut reader, &root, file);
    match scenario {
        Some(scenario) if reader.problems.is_empty() => Ok(scenario),
        _ => Err(failure(reader.problems)),
    }
}

fn scenario(reader: &mut Reader<'_>, root: &Node, file: &RecordingFile) -> Option<Scenario> {
    let top = reader.mapping(root, "a scenario", TOP)?;
    let (node, version) = reader.text(&top, "scenario")?;
    if version != "1" {
        return reader.complain(
            node,
            format!("this is version `{version}` of the scenario format"),
            "this program reads version 1: write `scenario: 1`",
        );
    }
    let about = reader
        .text(&top, "about")
        .map(|(_, about)| about.to_owned());
    let servers = servers(reader, &top);
    let variables = fields(reader, &top, "variables");
    let single = |(name, value): (String, Template)| (name, value.as_str().to_owned());
    let variables: IndexMap<String, String> = variables.into_iter().map(single).collect();
    let node = reader.needed(&top, "steps")?;
    let Kind::List(items) = &node.kind else {
        return reader.complain(node, "`steps` must be a list", EXAMPLE);
    };
    if items.is_empty() {
        return reader.complain(node, "there is no step", EXAMPLE);
    }
    let steps: Vec<Option<Step>> = items.iter().map(|item| step(reader, item)).collect();
    Some(Scenario {
        name: file.name.clone(),
        path: file.path.clone(),
        about: about?,
        servers: servers?,
        variables,
        steps: steps.into_iter().collect::<Option<_>>()?,
    })
}

fn servers(reader: &mut Reader<'_>, top: &Entries<'_>) -> Option<Servers> {
    if top.get("for").is_none() {
        return Some(Servers::Any);
    }
    match reader.text(top, "for")? {
        (_, "any") => Some(Servers::Any),
        (_, "sandbox") => Some(Servers::Sandbox),
        (node, other) => reader.complain(
            node,
            format!("`{other}` is no kind of server"),
            "write `any` or `sandbox`",
        ),
    }
}

fn step(reader: &mut Reader<'_>, node: &Node) -> Option<Step> {
    let entries = reader.mapping(node, "a step", STEP)?;
    let name = reader.text(&entries, "name").and_then(|(node, name)| {
        let good = name
            .bytes()
            .all(|byte| byte.is_ascii_lowercase() || byte.is_ascii_digit() || byte == b'-');
        if good && name.len() <= 80 {
            return Some(name.to_owned());
        }
        reader.complain(
            node,
            format!("`{name}` cannot be the name of a recording"),
            "use small letters, digits and `-`",
        )
    });
    let recorded = flag(reader, &entries, "record").unwrap_or(true);
    let proves = if recorded {
        reader.text(&entries, "proves").and_then(|(node, proves)| {
            if proves.chars().count() <= 100 && !proves.contains('\n') {
                return Some(proves.to_owned());
            }
            reader.complain(
                node,
                "`proves` is too long",
                "one line of at most 100 letters",
            )
        })
    } else {
        Some(String::new())
    };
    let sent = send(reader, &entries);
    let query = fields(reader, &entries, "query");
    let form = fields(reader, &entries, "form");
    let headers = fields(reader, &entries, "headers");
    let body = entries.get("body").map(Node::to_json);
    if body.is_some() && !form.is_empty() {
        reader.complain::<()>(node, "the step has a form and a body", "keep one of them");
    }
    let expect = expect(reader, &entries);
    let credentials = credentials(reader, &entries);
    let save_as = entries
        .get("as")
        .and_then(|_| reader.text(&entries, "as"))
        .map(|(_, name)| name.to_owned());
    let pick = pick(reader, &entries);
    let (method, target) = sent?;
    Some(Step {
        line: node.line,
        name: name?,
        proves: proves?,
        method,
        target,
        query,
        form,
        headers,
        body,
        credentials: credentials?,
        expect: expect?,
        save_as,
        pick,
        recorded,
    })
}

fn send(reader: &mut Reader<'_>, entries: &Entries<'_>) -> Option<(String, Template)> {
    let (node, text) = reader.text(entries, "send")?;
    let parts = text
        .split_once(' ')
        .map(|(method, target)| (method, target.trim()))
        .filter(|(method, target)| {
            METHODS.contains(method) && (target.starts_with('/') || target.starts_with('{'))
        });
    let Some((method, target)) = parts else {
        return reader.complain(
            node,
            format!("`{text}` is no request"),
            "write a method in capitals and a path, such as `GET /v1/Policies`",
        );
    };
    if target.contains('?') {
        return reader.complain(
            node,
            "the path holds a query",
            "put each parameter under `query`",
        );
    }
    Some((method.to_owned(), Template::new(target)))
}

/// Names and values: a list for a name that is sent twice, a mapping for JSON as text.
fn fields(reader: &mut Reader<'_>, entries: &Entries<'_>, name: &str) -> Vec<(String, Template)> {
    let mut fields = Vec::new();
    let Some(node) = entries.get(name) else {
        return fields;
    };
    let Kind::Map(pairs) = &node.kind else {
        reader.complain::<()>(node, format!("`{name}` must map names to values"), EXAMPLE);
        return fields;
    };
    for (key, value) in pairs {
        let values = match &value.kind {
            Kind::List(values) => values.as_slice(),
            _ => std::slice::from_ref(value),
        };
        for value in values {
            let text = match &value.kind {
                Kind::Scalar { text, .. } => text.clone(),
                Kind::Map(_) | Kind::List(_) => value.to_json().to_string(),
            };
            fields.push((key.text.clone(), Template::new(text)));
        }
    }
    fields
}

fn expect(reader: &mut Reader<'_>, entries: &Entries<'_>) -> Option<Vec<u16>> {
    let Some(node) = entries.get("expect") else {
        return Some(Vec::new());
    };
    let nodes = match &node.kind {
        Kind::List(nodes) => nodes.as_slice(),
        _ => std::slice::from_ref(node),
    };
    let status = |node: &Node| match &node.kind {
        Kind::Scalar { text, .. } => text
            .parse::<u16>()
            .ok()
            .filter(|status| (200..599).contains(status)),
        _ => None,
    };
    let statuses: Option<Vec<u16>> = nodes.iter().map(status).collect();
    statuses.or_else(|| {
        reader.complain(
            node,
            "`expect` must be a status, or a list of them",
            "write `expect: 404`",
        )
    })
}

fn credentials(reader: &mut Reader<'_>, entries: &Entries<'_>) -> Option<Credentials> {
    if entries.get("credentials").is_none() {
        return Some(Credentials::Good);
    }
    match reader.text(entries, "credentials")? {
        (_, "good") => Some(Credentials::Good),
        (_, "wrong") => Some(Credentials::Wrong),
        (node, other) => reader.complain(
            node,
            format!("`{other}` are no credentials"),
            "write `good` or `wrong`",
        ),
    }
}

fn pick(reader: &mut Reader<'_>, entries: &Entries<'_>) -> Option<Pick> {
    let holds = fields(reader, entries, "where");
    let Some(node) = entries.get("pick") else {
        if !holds.is_empty() {
            reader.complain::<()>(
                entries.at,
                "`where` needs `pick`",
                "name the list: `pick: results`",
            );
        }
        return None;
    };
    if entries.get("as").is_none() {
        return reader.complain(
            node,
            "`pick` needs `as`",
            "give the entry a name: `as: policy`",
        );
    }
    let (_, list) = reader.text(entries, "pick")?;
    Some(Pick {
        list: list.to_owned(),
        holds,
    })
}

fn flag(reader: &mut Reader<'_>, entries: &Entries<'_>, name: &str) -> Option<bool> {
    let node = entries.get(name)?;
    match node.to_json().as_bool() {
        Some(flag) => Some(flag),
        None => reader.complain(node, format!("`{name}` must be true or false"), EXAMPLE),
    }
}
