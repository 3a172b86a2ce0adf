//! The document, compiled for judging: every operation, and an arena of all schemas.
//!
//! Responsible for: what the document says, in a form that is read without looking anything up:
//! references are resolved, patterns compiled, `nullable` settled. Built once, read by every
//! exchange.
//!
//! Not for: judging (see `response` and `request`), nor for the generated code, which is the other
//! witness and never read here.

use std::collections::BTreeSet;
use std::path::Path;

use indexmap::IndexMap;
use serde_json::Value;

use crate::model::Trouble;

mod allof;
mod compile;
mod compose;
mod exchange;
mod route;
mod schema;
mod shape;
mod unions;

pub(crate) use exchange::essence;
pub use schema::{Additional, Schema, SchemaId, Shape, Tag, Union};
pub(crate) use shape::whole;

use route::Template;

/// A document, compiled.
#[derive(Debug)]
pub struct Contract {
    /// The operations by their ids, in document order.
    pub operations: IndexMap<String, OperationContract>,
    /// What the document says and cannot be judged by: broken patterns, constructs that are not
    /// supported. The schemas concerned say so too ([`Schema::usable`]).
    pub troubles: Vec<Trouble>,
    /// The hosts of its servers, in small letters; none where it names none.
    pub hosts: BTreeSet<String>,
    schemas: Vec<Schema>,
}

/// What the document says about one operation.
#[allow(
    clippy::struct_excessive_bools,
    reason = "facts of the document, each its own"
)]
#[derive(Debug)]
pub struct OperationContract {
    /// Its `operationId`.
    pub id: String,
    /// Its method, in capitals.
    pub method: String,
    /// Its path template, such as `/v1/EndUsers/{Sid}`.
    pub template: String,
    /// The resource that it belongs to, such as `customer_profiles/evaluations`.
    pub resource: String,
    /// JSON pointer to it.
    pub pointer: String,
    /// Parameters of path, query and headers, then form fields, each in document order.
    pub parameters: Vec<ParameterContract>,
    /// Whether the form takes fields that are not declared.
    pub open_form: bool,
    /// Media types of bodies that are not forms, in small letters and without parameters, and what
    /// such bodies look like.
    pub bodies: Vec<(String, Option<SchemaId>)>,
    /// Whether it takes a form.
    pub takes_form: bool,
    /// Whether a body, of one kind or another, must be sent.
    pub body_required: bool,
    /// The answers, in document order.
    pub responses: Vec<ResponseContract>,
    /// Whether credentials must be sent.
    pub needs_auth: bool,
    route: Template,
}

/// One parameter or form field.
#[derive(Debug)]
pub struct ParameterContract {
    /// Its name on the wire.
    pub name: String,
    /// Where it is sent.
    pub place: Place,
    /// Whether it must be sent.
    pub required: bool,
    /// Whether the name may be sent several times, once for each entry of a list.
    pub repeated: bool,
    /// How the names begin that are sent for it, where it is a map whose entries are parameters of
    /// their own: `AddOns.` for `AddOns.name=…`, `filter[` for `filter[name]=…`.
    pub prefix: Option<String>,
    /// Its schema.
    pub schema: SchemaId,
    /// JSON pointer to it.
    pub pointer: String,
}

/// Where a parameter is sent.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Place {
    /// A segment of the path.
    Path,
    /// The query.
    Query,
    /// A header.
    Header,
    /// The form.
    Form,
}

/// One answer of an operation.
#[derive(Debug)]
pub struct ResponseContract {
    /// The statuses that it is for.
    pub status: Status,
    /// JSON pointer to it.
    pub pointer: String,
    /// Names of the declared headers, in small letters.
    pub headers: Vec<String>,
    /// Media types in small letters, without parameters, and what their bodies look like.
    pub media: Vec<(String, Option<SchemaId>)>,
}

/// The statuses that an answer is declared for.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Status {
    /// One status.
    Code(u16),
    /// All statuses that start with this digit: `4` for `4XX`.
    Range(u8),
    /// All statuses that are not declared otherwise.
    Default,
}

impl Status {
    /// Reads a key of `responses`.
    fn parse(key: &str) -> Option<Self> {
        match key.as_bytes() {
            b"default" => Some(Self::Default),
            [first @ b'1'..=b'5', b'X' | b'x', b'X' | b'x'] => Some(Self::Range(first - b'0')),
            [_, _, _] => key.parse().ok().map(Self::Code),
            _ => None,
        }
    }
}

impl Contract {
    /// Compiles a document.
    ///
    /// # Errors
    /// What makes judging impossible: references that lead nowhere, parts that are not what
    /// `OpenAPI` asks for. What is merely not usable is in [`Contract::troubles`].
    pub fn compile(document: &xtask::spec::Document) -> Result<Self, Vec<Trouble>> {
        Self::from_value(&document.value, &document.path)
    }

    /// Compiles a document that was read elsewhere; `file` is its name for messages.
    pub(crate) fn from_value(document: &Value, file: &Path) -> Result<Self, Vec<Trouble>> {
        compile::compile(document, file)
    }

    /// Whether it is the document of the API at this address, as far as it says.
    #[must_use]
    pub fn is_of(&self, server: &str) -> bool {
        let host = compile::host(server);
        self.hosts.is_empty() || host.is_some_and(|host| self.hosts.contains(&host))
    }

    /// The schema with this id.
    #[must_use]
    pub fn schema(&self, id: SchemaId) -> &Schema {
        // Ids are only made by the compiler, together with their schemas.
        &self.schemas[id.index()]
    }

    /// All schemas.
    pub fn schemas(&self) -> impl Iterator<Item = (SchemaId, &Schema)> {
        self.schemas
            .iter()
            .enumerate()
            .map(|(index, schema)| (SchemaId::new(index), schema))
    }

    /// The operation with this id.
    #[must_use]
    pub fn operation(&self, id: &str) -> Option<&OperationContract> {
        self.operations.get(id)
    }

    /// The operation that a method and path belong to; where several do, the one with the most
    /// fixed text in its path.
    #[must_use]
    pub fn find(&self, method: &str, path: &str) -> Option<&OperationContract> {
        self.operations
            .values()
            .filter(|operation| operation.method == method && operation.route.takes(path))
            .max_by_key(|operation| operation.route.fixed())
    }
}

impl OperationContract {
    /// The values of the path parameters that make the template this path, decoded; `None` when
    /// none do.
    #[must_use]
    pub fn path_values(&self, path: &str) -> Option<Vec<(&str, String)>> {
        self.route.values(path)
    }

    /// The declared answer with a status. Success statuses are a closed list: neither a range nor
    /// `default` makes an undeclared 2xx, or 3xx, declared where single ones are listed.
    #[must_use]
    pub fn response(&self, status: u16) -> Option<&ResponseContract> {
        let with = |wanted: Status| {
            self.responses
                .iter()
                .find(|response| response.status == wanted)
        };
        let range = u8::try_from(status / 100).unwrap_or_default();
        let exact = with(Status::Code(status)).or_else(|| with(Status::Range(range)));
        if status < 400 && self.declares_a_success() {
            return exact;
        }
        exact.or_else(|| with(Status::Default))
    }

    /// The parameter with this name at a place.
    #[must_use]
    pub fn parameter(&self, place: Place, name: &str) -> Option<&ParameterContract> {
        let at_place = || self.parameters.iter().filter(move |one| one.place == place);
        at_place().find(|parameter| parameter.takes(name))
    }

    /// The schema of JSON bodies of a media type, or of those of the first one that means JSON:
    /// `None` when no JSON is taken, `Some(None)` when it is and nothing more is said.
    #[must_use]
    pub fn json_body(&self, media_type: Option<&str>) -> Option<Option<SchemaId>> {
        let stated = media_type.filter(|media_type| is_json(media_type));
        let first = || {
            let mut bodies = self.bodies.iter();
            let found = bodies.find(|(declared, _)| is_json(declared) || declared == "*/*");
            found.map(|(_, schema)| *schema)
        };
        stated
            .and_then(|stated| of_media(&self.bodies, stated))
            .or_else(first)
    }

    fn declares_a_success(&self) -> bool {
        self.responses.iter().any(|response| match response.status {
            Status::Code(code) => code < 400,
            Status::Range(range) => range < 4,
            Status::Default => false,
        })
    }
}

impl ParameterContract {
    /// Whether something of this name is sent for it.
    #[must_use]
    pub fn takes(&self, name: &str) -> bool {
        match &self.prefix {
            Some(prefix) => name.len() > prefix.len() && name.starts_with(prefix.as_str()),
            None if self.place == Place::Header => self.name.eq_ignore_ascii_case(name),
            None => self.name == name,
        }
    }
}

impl ResponseContract {
    /// The schema of bodies with this media type, without parameters: `None` when the type is not
    /// declared, `Some(None)` when it is and nothing more is said.
    #[must_use]
    pub fn body(&self, media_type: &str) -> Option<Option<SchemaId>> {
        of_media(&self.media, media_type)
    }
}

/// What is declared for a media type, by its name or by a range.
#[allow(
    clippy::option_option,
    reason = "not declared, or declared without a schema"
)]
pub(crate) fn of_media(
    media: &[(String, Option<SchemaId>)],
    media_type: &str,
) -> Option<Option<SchemaId>> {
    let declared = |wanted: &str| media.iter().find(|(declared, _)| declared == wanted);
    let range = || {
        let family = media_type.split('/').next().unwrap_or_default();
        declared(&format!("{family}/*"))
    };
    declared(media_type)
        .or_else(range)
        .or_else(|| declared("*/*"))
        .map(|(_, schema)| *schema)
}

/// Whether a media type, without parameters, means JSON.
#[must_use]
pub fn is_json(media_type: &str) -> bool {
    media_type == "application/json" || media_type.ends_with("+json")
}

#[cfg(test)]
#[path = "contract_tests.rs"]
mod tests;
