//! All examples of one operation, each with its name.

use std::collections::BTreeSet;

use serde_json::Value;
use xtask::spec::refs;

/// The name of an example that stands under `example`, where no name is given.
pub(super) const UNNAMED: &str = "example";

/// One example.
#[derive(Debug, Clone)]
pub(super) struct Example<'d> {
    pub(super) name: &'d str,
    pub(super) summary: Option<&'d str>,
    pub(super) value: &'d Value,
}

/// An example of an answer.
#[derive(Debug)]
pub(super) struct Answer<'d> {
    /// As the document writes it: `201`, `4XX`, `default`.
    pub(super) status: &'d str,
    /// None for an answer without a body.
    pub(super) media_type: Option<&'d str>,
    pub(super) example: Example<'d>,
}

/// A parameter.
#[derive(Debug)]
pub(super) struct Parameter<'d> {
    pub(super) name: &'d str,
    pub(super) place: &'d str,
    pub(super) required: bool,
    pub(super) schema: &'d Value,
    pub(super) examples: Vec<Example<'d>>,
}

/// What an operation takes.
#[derive(Debug)]
pub(super) struct Sent<'d> {
    pub(super) media_type: &'d str,
    pub(super) schema: &'d Value,
    pub(super) examples: Vec<Example<'d>>,
}

/// The examples of one operation.
#[derive(Debug)]
pub(super) struct Story<'d> {
    pub(super) root: &'d Value,
    pub(super) parameters: Vec<Parameter<'d>>,
    pub(super) bodies: Vec<Sent<'d>>,
    /// Whether a body must be sent.
    pub(super) body_required: bool,
    /// Whether the document says in so many words that no credentials are wanted.
    pub(super) anonymous: bool,
    pub(super) answers: Vec<Answer<'d>>,
    /// Examples that are elsewhere.
    pub(super) unreadable: Vec<String>,
}

const NOTHING: &Value = &Value::Null;

impl<'d> Story<'d> {
    pub(super) fn new(root: &'d Value, item: &'d Value, operation: &'d Value) -> Self {
        let security = operation.get("security").or_else(|| root.get("security"));
        let mut story = Self {
            anonymous: security
                .and_then(Value::as_array)
                .is_some_and(Vec::is_empty),
            root,
            parameters: Vec::new(),
            bodies: Vec::new(),
            body_required: false,
            answers: Vec::new(),
            unreadable: Vec::new(),
        };
        // A parameter of the operation stands for one of the path with the same name and place.
        for holder in [operation, item] {
            for parameter in list(holder, "parameters") {
                story.parameter(root, parameter);
            }
        }
        story.request(root, operation);
        let responses = operation.get("responses").and_then(Value::as_object);
        for (status, response) in responses.into_iter().flatten() {
            story.response(root, status, response);
        }
        story
    }

    fn parameter(&mut self, root: &'d Value, parameter: &'d Value) {
        let Some(parameter) = refs::follow(root, parameter) else {
            return;
        };
        let (name, place) = (text(parameter, "name"), text(parameter, "in"));
        if self
            .parameters
            .iter()
            .any(|known| known.name == name && known.place == place)
        {
            return;
        }
        let schema = schema(root, parameter);
        let mut examples = self.examples(root, parameter);
        if let (true, Some(value)) = (examples.is_empty(), schema.get("example")) {
            examples.push(unnamed(value));
        }
        self.parameters.push(Parameter {
            name,
            place,
            required: parameter.get("required") == Some(&Value::Bool(true)),
            schema,
            examples,
        });
    }

    fn request(&mut self, root: &'d Value, operation: &'d Value) {
        let body = operation
            .get("requestBody")
            .and_then(|body| refs::follow(root, body));
        let Some(body) = body else {
            return;
        };
        self.body_required = body.get("required") == Some(&Value::Bool(true));
        for (media_type, media) in members(body, "content") {
            let schema = schema(root, media);
            self.body_required |= !list(schema, "required").is_empty();
            let examples = self.of_media(root, media);
            self.bodies.push(Sent {
                media_type,
                schema,
                examples,
            });
        }
    }

    fn response(&mut self, root: &'d Value, status: &'d str, response: &'d Value) {
        let Some(response) = refs::follow(root, response) else {
            return;
        };
        let content = members(response, "content");
        if content.is_empty() && status.starts_with('2') {
            // Nothing comes back, so each request example has its answer.
            let names: Vec<&'d str> = self.request_names().into_iter().collect();
            for name in names {
                self.answers.push(Answer {
                    status,
                    media_type: None,
                    example: Example {
                        name,
                        summary: None,
                        value: NOTHING,
                    },
                });
            }
        }
        for (media_type, media) in content {
            for example in self.of_media(root, media) {
                self.answers.push(Answer {
                    status,
                    media_type: Some(media_type),
                    example,
                });
            }
        }
    }

    fn of_media(&mut self, root: &'d Value, media: &'d Value) -> Vec<Example<'d>> {
        let mut examples = self.examples(root, media);
        if let (true, Some(value)) = (examples.is_empty(), schema(root, media).get("example")) {
            examples.push(unnamed(value));
        }
        examples
    }

    /// The values of `example` and `examples`.
    fn examples(&mut self, root: &'d Value, holder: &'d Value) -> Vec<Example<'d>> {
        let mut found: Vec<_> = holder.get("example").map(unnamed).into_iter().collect();
        for (name, example) in members(holder, "examples") {
            let example = refs::follow(root, example);
            match example.and_then(|example| example.get("value").map(|value| (example, value))) {
                Some((example, value)) => found.push(Example {
                    name,
                    summary: example.get("summary").and_then(Value::as_str),
                    value,
                }),
                None => self.unreadable.push(format!(
                    "example `{name}` is skipped: its value is not in this document"
                )),
            }
        }
        found
    }

    pub(super) fn has_examples(&self) -> bool {
        !self.answers.is_empty() || !self.request_names().is_empty()
    }

    /// The names of all examples of bodies and parameters.
    fn request_names(&self) -> BTreeSet<&'d str> {
        let bodies = self.bodies.iter().flat_map(|body| &body.examples);
        let parameters = self
            .parameters
            .iter()
            .flat_map(|parameter| &parameter.examples);
        bodies
            .chain(parameters)
            .map(|example| example.name)
            .filter(|name| {
                *name != UNNAMED || !self.bodies.iter().all(|body| body.examples.is_empty())
            })
            .collect()
    }

    /// Names of request examples that nothing was made of.
    pub(super) fn unanswered(&self, used: &BTreeSet<&str>) -> Vec<&'d str> {
        let answered = |name: &str| {
            self.answers
                .iter()
                .any(|answer| answer.example.name == name)
        };
        let shared = |name: &str| name == UNNAMED && !self.answers.is_empty();
        self.request_names()
            .into_iter()
            .filter(|name| !used.contains(name) && !answered(name) && !shared(name))
            .collect()
    }
}

fn unnamed(value: &Value) -> Example<'_> {
    Example {
        name: UNNAMED,
        summary: None,
        value,
    }
}

fn schema<'d>(root: &'d Value, holder: &'d Value) -> &'d Value {
    holder
        .get("schema")
        .and_then(|schema| refs::follow(root, schema))
        .unwrap_or(NOTHING)
}

fn text<'d>(value: &'d Value, name: &str) -> &'d str {
    value.get(name).and_then(Value::as_str).unwrap_or_default()
}

fn list<'d>(value: &'d Value, name: &str) -> &'d [Value] {
    value
        .get(name)
        .and_then(Value::as_array)
        .map(Vec::as_slice)
        .unwrap_or_default()
}

fn members<'d>(value: &'d Value, name: &str) -> Vec<(&'d str, &'d Value)> {
    let members = value.get(name).and_then(Value::as_object);
    members
        .into_iter()
        .flatten()
        .map(|(name, value)| (name.as_str(), value))
        .collect()
}
