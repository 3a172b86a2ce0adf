//! From the document to a [`Contract`].
//!
//! Responsible for: paths and operations, and giving each schema its id. Not for: what an operation
//! takes and gives ([`super::exchange`]) or what a schema means ([`super::shape`]).

use std::collections::{BTreeSet, HashMap, VecDeque};
use std::path::Path;

use heck::ToSnakeCase;
use indexmap::IndexMap;
use serde_json::Value;
use xtask::diagnostics::{Diagnostic, Diagnostics, Severity};
use xtask::spec::{locate, pointer, refs};

use super::allof::{self, Plain};
use super::route::Template;
use super::schema::{Schema, SchemaId, Shape};
use super::shape::{self, Inner, Wanted};
use super::{Contract, OperationContract, unions};
use crate::model::Trouble;

const METHODS: &[&str] = &[
    "get", "put", "post", "delete", "options", "head", "patch", "trace",
];

/// Most schemas that are made of parts of others.
const MADE: usize = 5_000;

/// Compiles a document; `file` is its name for messages.
pub(super) fn compile(document: &Value, file: &Path) -> Result<Contract, Vec<Trouble>> {
    let mut compiler = Compiler {
        root: document,
        file,
        found: Diagnostics::new(),
        known: HashMap::new(),
        made: HashMap::new(),
        waiting: VecDeque::new(),
        schemas: Vec::new(),
    };
    let operations = compiler.operations();
    compiler.settle();
    unions::flatten(&mut compiler.schemas);
    let mut found = compiler.found;
    locate::place(&mut found);
    let is_error = |problem: &Diagnostic| problem.severity == Severity::Error;
    let (errors, warnings): (Vec<_>, Vec<_>) = found.into_iter().partition(is_error);
    if !errors.is_empty() {
        return Err(errors.into_iter().map(trouble).collect());
    }
    Ok(Contract {
        operations,
        troubles: warnings.into_iter().map(trouble).collect(),
        hosts: hosts(document),
        schemas: compiler.schemas,
    })
}

fn trouble(problem: Diagnostic) -> Trouble {
    Trouble {
        file: problem.file.display().to_string(),
        line: problem.line.map(|(line, _)| line),
        message: format!("{}: {}", problem.pointer, problem.message),
        help: problem.help,
    }
}

/// Compiles one document.
pub(super) struct Compiler<'d> {
    pub(super) root: &'d Value,
    file: &'d Path,
    found: Diagnostics,
    /// Schemas by pointer and by the flags that their wrappers give them.
    known: HashMap<(String, [bool; 4]), SchemaId>,
    /// Schemas that are made of parts, by the names of these.
    made: HashMap<String, SchemaId>,
    /// Schemas that have an id and no shape yet: a queue, so that neither recursion nor a long chain
    /// of references can exhaust the stack.
    waiting: VecDeque<(SchemaId, Vec<Plain<'d>>)>,
    schemas: Vec<Schema>,
}

impl<'d> Compiler<'d> {
    fn operations(&mut self) -> IndexMap<String, OperationContract> {
        let mut operations = IndexMap::new();
        let paths = self.root.get("paths").and_then(Value::as_object);
        for (template, item) in paths.into_iter().flatten() {
            let Some((item, at)) = self.follow(item, &pointer::join("/paths", template)) else {
                continue;
            };
            for (method, operation) in METHODS
                .iter()
                .filter_map(|name| Some((name, item.get(*name)?)))
            {
                let pointer = pointer::join(&at, method);
                let Some(id) = operation.get("operationId").and_then(Value::as_str) else {
                    self.error(
                        &pointer,
                        "the operation has no `operationId`",
                        "give it one",
                    );
                    continue;
                };
                let mut parameters = self.parameters([(item, &at), (operation, &pointer)]);
                let body = self.body(operation, &pointer);
                parameters.extend(body.fields);
                let compiled = OperationContract {
                    id: id.to_owned(),
                    method: method.to_uppercase(),
                    template: template.clone(),
                    resource: resource(template, item),
                    parameters,
                    open_form: body.open,
                    bodies: body.media,
                    takes_form: body.is_form,
                    body_required: body.required,
                    responses: self.responses(operation, &pointer),
                    needs_auth: needs_auth(self.root, operation),
                    pointer,
                    route: Template::new(template),
                };
                operations.insert(id.to_owned(), compiled);
            }
        }
        operations
    }

    /// The id of a schema, which gets its shape later.
    pub(super) fn schema(&mut self, value: &'d Value, at: String) -> SchemaId {
        let Some(plain) = self.plain(value, &at) else {
            return self.add(Schema {
                pointer: at,
                nullable: true,
                optional: false,
                read_only: false,
                write_only: false,
                usable: Some("its reference leads nowhere".to_owned()),
                shape: Shape::Any,
            });
        };
        let flags = [
            plain.nullable,
            plain.optional,
            plain.read_only,
            plain.write_only,
        ];
        let key = (plain.pointer.clone(), flags);
        if let Some(id) = self.known.get(&key) {
            return *id;
        }
        let id = self.add(Schema {
            pointer: plain.pointer.clone(),
            nullable: plain.nullable || self.allows_null(&plain),
            optional: plain.optional,
            read_only: plain.read_only,
            write_only: plain.write_only,
            usable: None,
            shape: Shape::Any,
        });
        self.known.insert(key, id);
        self.waiting.push_back((id, vec![plain]));
        id
    }

    /// The id of a schema that is made of parts, and stands where the last of them does. `None` when
    /// there are too many of them: alternatives of alternatives multiply.
    fn whole(&mut self, parts: Vec<Plain<'d>>) -> Option<SchemaId> {
        let name = |part: &Plain<'d>| format!("{} {}", part.pointer, part.taken.join(" "));
        let key = parts.iter().map(name).collect::<Vec<_>>().join("\n");
        if let Some(id) = self.made.get(&key) {
            return Some(*id);
        }
        if self.made.len() >= MADE {
            return None;
        }
        let id = self.add(Schema {
            pointer: parts
                .last()
                .map(|part| part.pointer.clone())
                .unwrap_or_default(),
            nullable: parts.iter().all(|part| part.nullable),
            optional: false,
            read_only: false,
            write_only: false,
            usable: None,
            shape: Shape::Any,
        });
        self.made.insert(key, id);
        self.waiting.push_back((id, parts));
        Some(id)
    }

    /// Gives every schema its shape.
    fn settle(&mut self) {
        while let Some((id, parts)) = self.waiting.pop_front() {
            let root = self.root;
            let mut inner = Inner {
                root,
                id: &mut |wanted| match wanted {
                    Wanted::At(value, at) => Some(self.schema(value, at)),
                    Wanted::Whole(parts) => self.whole(parts),
                },
                unusable: None,
            };
            let shape = inner.shape(&parts);
            let unusable = inner.unusable;
            if let Some(why) = &unusable {
                let message = format!("this schema cannot be used in full: {why}");
                let help = "correct it in the document or by an overlay; values are judged by the rest of it";
                let pointer = self.schemas[id.index()].pointer.clone();
                self.warn(&pointer, message, help);
            }
            let schema = &mut self.schemas[id.index()];
            (schema.shape, schema.usable) = (shape, unusable);
        }
    }

    fn add(&mut self, schema: Schema) -> SchemaId {
        self.schemas.push(schema);
        SchemaId::new(self.schemas.len() - 1)
    }

    /// Whether null is allowed without `nullable`: where no type is said, by an enum that lists it,
    /// by a branch of `oneOf`, or by all parts of `allOf`.
    fn allows_null(&self, plain: &Plain<'d>) -> bool {
        let list = |key: &str| plain.value.get(key).and_then(Value::as_array);
        let nullable = |part: &'d Value| {
            allof::plain(self.root, part, "")
                .is_some_and(|part| part.nullable || shape::is_untyped(part.value))
        };
        let branch = |key: &&str| list(key).is_some_and(|list| list.iter().any(nullable));
        shape::is_untyped(plain.value)
            || list("enum").is_some_and(|values| values.contains(&Value::Null))
            || ["oneOf", "anyOf"].iter().any(branch)
            || list("allOf").is_some_and(|list| list.iter().all(nullable))
    }

    pub(super) fn is_list(&mut self, schema: &'d Value, at: &str) -> bool {
        self.plain(schema, at)
            .is_some_and(|plain| shape::type_of(plain.value) == Some("array"))
    }

    pub(super) fn plain(&mut self, value: &'d Value, at: &str) -> Option<Plain<'d>> {
        let found = allof::plain(self.root, value, at);
        if found.is_none() {
            self.error(at, "the reference leads nowhere", "correct it");
        }
        found
    }

    /// An object that may be a reference, and where it stands.
    pub(super) fn follow(&mut self, value: &'d Value, at: &str) -> Option<(&'d Value, String)> {
        let Some(reference) = refs::reference_of(value) else {
            return Some((value, at.to_owned()));
        };
        let found = refs::resolve(self.root, reference);
        if found.is_none() {
            self.error(at, "the reference leads nowhere", "correct it");
        }
        found
    }

    fn error(&mut self, at: &str, message: &str, help: &str) {
        self.found.error("contract", self.file, at, message, help);
    }

    pub(super) fn warn(&mut self, at: &str, message: String, help: &str) {
        self.found.warning("contract", self.file, at, message, help);
    }
}

/// The hosts of all servers, which a path and an operation may have of their own.
fn hosts(root: &Value) -> BTreeSet<String> {
    let mut owners = vec![root];
    let paths = root.get("paths").and_then(Value::as_object);
    for (_, item) in paths.into_iter().flatten() {
        owners.push(item);
        owners.extend(METHODS.iter().filter_map(|name| item.get(*name)));
    }
    let servers = owners
        .into_iter()
        .filter_map(|owner| owner.get("servers")?.as_array())
        .flatten();
    servers
        .filter_map(|server| host(server.get("url")?.as_str()?))
        .collect()
}

/// The host of a server in small letters; none where it is relative.
pub(super) fn host(server: &str) -> Option<String> {
    let url = url::Url::parse(server).ok()?;
    url.host_str().map(str::to_ascii_lowercase)
}

fn needs_auth(root: &Value, operation: &Value) -> bool {
    let security = operation.get("security").or_else(|| root.get("security"));
    let schemes = security
        .and_then(Value::as_array)
        .map_or(&[][..], Vec::as_slice);
    let is_none = |scheme: &Value| scheme.as_object().is_none_or(serde_json::Map::is_empty);
    !schemes.is_empty() && !schemes.iter().any(is_none)
}

/// The vendor's name for resources that their URL does not name, else the fixed segments.
fn resource(template: &str, item: &Value) -> String {
    let vendor = item.get("x-twilio");
    let text = |key: &str| {
        vendor
            .and_then(|vendor| vendor.get(key))
            .and_then(Value::as_str)
    };
    if let (Some(mount), None) = (text("mountName"), text("parent")) {
        return mount.to_snake_case();
    }
    // Below a parent a mount name only repeats the segments.
    let is_version = |segment: &str| {
        segment
            .strip_prefix('v')
            .is_some_and(|rest| rest.parse::<u32>().is_ok())
    };
    let segments = template
        .split('/')
        .filter(|segment| !segment.is_empty() && !segment.contains('{') && !is_version(segment));
    segments
        .map(ToSnakeCase::to_snake_case)
        .collect::<Vec<_>>()
        .join("/")
}
