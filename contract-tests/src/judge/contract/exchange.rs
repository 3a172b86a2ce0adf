//! What an operation takes and gives: parameters, body, answers.
//!
//! Responsible for: reading them out of the document. Not for: their schemas ([`super::shape`]).

use serde_json::Value;
use xtask::spec::pointer;

use super::allof::{self, Plain};
use super::compile::Compiler;
use super::schema::SchemaId;
use super::{ParameterContract, Place, ResponseContract, Status};

const FORM: &str = "application/x-www-form-urlencoded";

/// What an operation takes as its body.
#[derive(Default)]
pub(super) struct RequestBody {
    pub(super) fields: Vec<ParameterContract>,
    pub(super) is_form: bool,
    pub(super) open: bool,
    pub(super) media: Vec<(String, Option<SchemaId>)>,
    pub(super) required: bool,
}

impl<'d> Compiler<'d> {
    /// The parameters of a path and of its operation, which replaces those of the same name.
    pub(super) fn parameters(&mut self, owners: [(&'d Value, &str); 2]) -> Vec<ParameterContract> {
        let mut found: Vec<ParameterContract> = Vec::new();
        for (owner, at) in owners {
            let list = owner.get("parameters").and_then(Value::as_array);
            for (index, parameter) in list.into_iter().flatten().enumerate() {
                let at = format!("{at}/parameters/{index}");
                let Some(parameter) = self.parameter(parameter, &at) else {
                    continue;
                };
                let same = |other: &ParameterContract| {
                    other.name == parameter.name && other.place == parameter.place
                };
                found.retain(|other| !same(other));
                found.push(parameter);
            }
        }
        found
    }

    fn parameter(&mut self, value: &'d Value, at: &str) -> Option<ParameterContract> {
        let (value, at) = self.follow(value, at)?;
        let place = match value.get("in").and_then(Value::as_str)? {
            "path" => Place::Path,
            "query" => Place::Query,
            "header" => Place::Header,
            // Cookies are not part of a recording.
            _ => return None,
        };
        let schema = value.get("schema").unwrap_or(&Value::Null);
        let explode = value
            .get("explode")
            .and_then(Value::as_bool)
            .unwrap_or(true);
        Some(ParameterContract {
            name: value.get("name").and_then(Value::as_str)?.to_owned(),
            place,
            required: place == Place::Path || allof::flag(value, "required"),
            repeated: place == Place::Query && explode && self.is_list(schema, &at),
            prefix: self.prefix(value, schema, &at),
            schema: self.schema(schema, format!("{at}/schema")),
            pointer: at,
        })
    }

    /// How names begin that are sent for the entries of a map: by the vendor's format
    /// `prefixed-collapsible-map-…`, or by the style `deepObject`.
    fn prefix(&mut self, parameter: &Value, schema: &'d Value, at: &str) -> Option<String> {
        let name = parameter
            .get("name")
            .and_then(Value::as_str)
            .unwrap_or_default();
        if parameter.get("style").and_then(Value::as_str) == Some("deepObject") {
            return Some(format!("{name}["));
        }
        let plain = self.plain(schema, at)?;
        let format = plain.value.get("format").and_then(Value::as_str)?;
        let prefix = format
            .strip_prefix("prefixed-collapsible-map")?
            .trim_start_matches('-');
        Some(format!(
            "{}.",
            if prefix.is_empty() { name } else { prefix }
        ))
    }

    /// The body that an operation takes.
    pub(super) fn body(&mut self, operation: &'d Value, at: &str) -> RequestBody {
        let mut found = RequestBody::default();
        let body = operation.get("requestBody");
        let at = format!("{at}/requestBody");
        let Some((body, at)) = body.and_then(|body| self.follow(body, &at)) else {
            return found;
        };
        found.required = allof::flag(body, "required");
        let content = body.get("content").and_then(Value::as_object);
        for (media_type, media) in content.into_iter().flatten() {
            let at = pointer::join(&format!("{at}/content"), media_type);
            let schema = media.get("schema");
            let schema_at = format!("{at}/schema");
            let media_type = essence(media_type);
            if media_type == FORM {
                found.is_form = true;
                self.form(schema.unwrap_or(&Value::Null), &schema_at, &mut found);
                continue;
            }
            if !super::is_json(&media_type) && media_type != "*/*" {
                let message = format!("bodies of the type `{media_type}` are not judged");
                self.warn(&at, message, "record them as `text`");
            }
            let schema = schema.map(|schema| self.schema(schema, schema_at));
            found.media.push((media_type, schema));
        }
        found
    }

    fn form(&mut self, schema: &'d Value, at: &str, found: &mut RequestBody) {
        let Some(form) = self.plain(schema, at) else {
            return;
        };
        let (mut certain, mut possible) = (Vec::new(), Vec::new());
        for part in allof::flatten(self.root, &[form]).unwrap_or_default() {
            let Some((key, branches)) = alternatives(&part) else {
                certain.push((part, true));
                continue;
            };
            for (index, branch) in branches.iter().enumerate() {
                let at = format!("{}/{key}/{index}", part.pointer);
                possible.extend(self.plain(branch, &at));
            }
            let rest = part.without(key);
            if rest.has_facts() {
                certain.push((rest, true));
            }
        }
        let possible = allof::flatten(self.root, &possible).unwrap_or_default();
        // What only one of several forms has may be absent.
        let possible = possible.into_iter().map(|part| (part, false));
        for (part, is_certain) in certain.into_iter().chain(possible) {
            let required = part.value.get("required").and_then(Value::as_array);
            let is_required =
                |name: &str| required.is_some_and(|names| names.iter().any(|other| other == name));
            let fields = part.value.get("properties").and_then(Value::as_object);
            let more = part.value.get("additionalProperties");
            found.open |= more.map_or(fields.is_none() && is_certain, |more| *more != false);
            for (name, field) in fields.into_iter().flatten() {
                if found.fields.iter().any(|known| known.name == *name) {
                    continue;
                }
                let at = pointer::join(&format!("{}/properties", part.pointer), name);
                found.fields.push(ParameterContract {
                    name: name.clone(),
                    place: Place::Form,
                    required: is_certain && is_required(name),
                    repeated: self.is_list(field, &at),
                    prefix: self.prefix(&serde_json::json!({ "name": name }), field, &at),
                    schema: self.schema(field, at.clone()),
                    pointer: at,
                });
            }
        }
    }

    /// The answers that an operation gives.
    pub(super) fn responses(&mut self, operation: &'d Value, at: &str) -> Vec<ResponseContract> {
        let mut found = Vec::new();
        let responses = operation.get("responses").and_then(Value::as_object);
        for (key, response) in responses.into_iter().flatten() {
            let at = pointer::join(&format!("{at}/responses"), key);
            let Some(status) = Status::parse(key) else {
                if !key.starts_with("x-") {
                    let message = format!("`{key}` is not a status");
                    self.warn(&at, message, "write a status, `4XX` or `default`");
                }
                continue;
            };
            let Some((response, at)) = self.follow(response, &at) else {
                continue;
            };
            let members = |name: &str| {
                response
                    .get(name)
                    .and_then(Value::as_object)
                    .into_iter()
                    .flatten()
            };
            let mut media = Vec::new();
            for (media_type, content) in members("content") {
                let at = format!(
                    "{}/schema",
                    pointer::join(&format!("{at}/content"), media_type)
                );
                let schema = content.get("schema").map(|schema| self.schema(schema, at));
                media.push((essence(media_type), schema));
            }
            let headers = members("headers")
                .map(|(name, _)| name.to_ascii_lowercase())
                .collect();
            found.push(ResponseContract {
                status,
                pointer: at,
                headers,
                media,
            });
        }
        found
    }
}

/// The alternatives of a form.
fn alternatives<'d>(part: &Plain<'d>) -> Option<(&'static str, &'d [Value])> {
    let found = |key: &'static str| Some((key, part.get(key)?.as_array()?.as_slice()));
    found("oneOf").or_else(|| found("anyOf"))
}

/// A media type in small letters, without parameters.
pub(crate) fn essence(media_type: &str) -> String {
    let essence = media_type.split(';').next().unwrap_or_default();
    essence.trim().to_ascii_lowercase()
}
