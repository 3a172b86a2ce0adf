//! Parameters of an operation: path, query, headers and form fields.
//!
//! Responsible for: which there are, in which order, how each is encoded.
//! Not for: the fields of a body (`body`) and the types of values (`types`).

use openapiv3::{Operation, Parameter as Declared, ParameterSchemaOrContent, PathItem};

use crate::diagnostics::Diagnostics;
use crate::ir::{Encoding, Location, Members, Parameter, Type};

use super::body;
use super::discover::{Discovery, Origin};
use super::docs::docs;
use super::models::note_collision;
use super::names::{Kind, Scope};
use super::shape::{Shape, shape};
use super::source::{SchemaRef, Source, Unfollowed, step};
use super::styles::{self, Style};
use super::types::Types;

/// Headers that OpenAPI says to ignore: media types and `security` say what is in them.
const IGNORED_HEADERS: &[&str] = &["accept", "authorization", "content-type"];

/// A parameter before its type is known.
pub(super) struct Raw<'a> {
    pub(super) name: &'a str,
    pub(super) location: Location,
    pub(super) required: bool,
    /// None where a media type describes it: it is sent as JSON text.
    pub(super) schema: Option<SchemaRef<'a>>,
    pub(super) schema_pointer: String,
    pub(super) pointer: String,
    pub(super) style: Style<'a>,
}

impl Raw<'_> {
    /// Whether the query can do without it.
    pub(super) fn is_optional_query(&self) -> bool {
        self.location == Location::Query && !self.required
    }
}

/// An operation of the document and what surrounds it.
#[derive(Clone, Copy)]
pub(super) struct Endpoint<'a> {
    pub(super) template: &'a str,
    pub(super) item: &'a PathItem,
    pub(super) operation: &'a Operation,
    pub(super) id: &'a str,
}

/// The parameters of an operation, those of the path first in the order of the template.
pub(super) fn collect<'a>(
    source: Source<'a>,
    endpoint: Endpoint<'a>,
    path_pointer: &str,
    pointer: &str,
    diagnostics: &mut Diagnostics,
) -> Result<Vec<Raw<'a>>, Unfollowed> {
    let mut all: Vec<Raw<'a>> = Vec::new();
    let shared = (&endpoint.item.parameters, path_pointer);
    let own = (&endpoint.operation.parameters, pointer);
    for (list, base) in [shared, own] {
        let base = step(base, "parameters");
        for (index, reference) in list.iter().enumerate() {
            let at = source.parameter(reference, &step(&base, &index.to_string()))?;
            let Some(raw) = declared(source, at.node, at.pointer, diagnostics) else {
                continue;
            };
            // The operation's own declaration replaces that of its path.
            all.retain(|known| (known.name, known.location) != (raw.name, raw.location));
            all.push(raw);
        }
    }
    all.sort_by_key(|raw| match raw.location {
        Location::Path => endpoint
            .template
            .find(&format!("{{{}}}", raw.name))
            .unwrap_or(0),
        _ => usize::MAX,
    });
    all.extend(body::fields(
        source,
        endpoint.operation,
        pointer,
        diagnostics,
    )?);
    Ok(all)
}

/// The names of the query parameters.
pub(super) fn queries<'a>(all: &[Raw<'a>]) -> Vec<&'a str> {
    let queries = all.iter().filter(|raw| raw.location == Location::Query);
    queries.map(|raw| raw.name).collect()
}

fn declared<'a>(
    source: Source<'a>,
    parameter: &'a Declared,
    pointer: String,
    diagnostics: &mut Diagnostics,
) -> Option<Raw<'a>> {
    let data = parameter.parameter_data_ref();
    let location = match parameter {
        Declared::Path { .. } => Location::Path,
        Declared::Query { .. } => Location::Query,
        Declared::Header { .. } => Location::Header,
        Declared::Cookie { .. } => {
            diagnostics.error(
                "unsupported-parameter",
                source.file,
                pointer,
                format!(
                    "`{}` is sent in a cookie, which this generator does not write",
                    data.name
                ),
                "remove it in an overlay, or send it as a header",
            );
            return None;
        }
    };
    let ignored = |known: &&str| data.name.eq_ignore_ascii_case(known);
    if location == Location::Header && IGNORED_HEADERS.iter().any(ignored) {
        return None;
    }
    let schema_pointer = step(&pointer, "schema");
    let (schema, style) = match &data.format {
        ParameterSchemaOrContent::Schema(schema) => {
            let schema = SchemaRef::from(schema);
            let described = (schema, schema_pointer.as_str());
            let style = styles::style(source, &pointer, location, described, diagnostics);
            (Some(schema), style)
        }
        ParameterSchemaOrContent::Content(_) => (None, Style::Usual),
    };
    Some(Raw {
        name: &data.name,
        location,
        required: data.required || location == Location::Path,
        schema,
        schema_pointer,
        pointer,
        style,
    })
}

/// Notes the types that parameters need.
pub(super) fn discover<'a>(
    discovery: &mut Discovery<'a>,
    parameters: &[Raw<'a>],
    module: &[String],
    id: &str,
) {
    for raw in parameters {
        let origin = Origin::Parameter {
            operation: id.to_owned(),
            name: raw.name.to_owned(),
        };
        match raw.schema {
            // A JSON body can hold whatever a schema describes.
            Some(schema) if raw.location.is_json() => {
                discovery.visit(schema, &raw.schema_pointer, module, &origin);
            }
            Some(schema) => discovery.visit_text(schema, &raw.schema_pointer, module, &origin),
            None => {}
        }
    }
}

/// Types and names the parameters of an operation.
pub(super) fn lower<'a>(
    types: &mut Types<'a>,
    parameters: &[Raw<'a>],
    owner: &str,
    diagnostics: &mut Diagnostics,
) -> Result<Vec<Parameter>, Unfollowed> {
    let source = types.source;
    let mut scope = Scope::default();
    let mut lowered = Vec::with_capacity(parameters.len());
    for raw in parameters {
        let at = &raw.schema_pointer;
        let (ty, encoding) = match raw.schema {
            Some(schema) if raw.location.is_json() => {
                (types.element(schema, at, raw.name, owner)?, Encoding::Value)
            }
            Some(schema) => {
                let ty = value_type(types, schema, at, raw.name, owner)?;
                encoding(raw.location, raw.style, ty)
            }
            None if raw.location.is_json() => (Type::Json, Encoding::Value),
            None => (Type::Json, Encoding::Json),
        };
        let mut name = scope.name(Kind::Parameter, raw.name);
        note_collision(source, Kind::Parameter, &name, &raw.pointer, diagnostics);
        if let Style::Prefixed(prefix) = raw.style {
            prefix.clone_into(&mut name.wire);
        }
        lowered.push(Parameter {
            name,
            location: raw.location,
            required: raw.required,
            ty,
            encoding,
            docs: docs([source.description(&raw.pointer).or(source.description(at))]),
        });
    }
    Ok(lowered)
}

/// The type of a parameter. A value with members is sent as JSON text, so it has no struct.
fn value_type<'a>(
    types: &mut Types<'a>,
    schema: SchemaRef<'a>,
    pointer: &str,
    name: &str,
    owner: &str,
) -> Result<Type, Unfollowed> {
    Ok(match shape(types.source, schema, pointer)?.shape {
        Shape::Struct(_) => Type::Object,
        // Whatever it is, it is sent as text; what may have members as JSON text.
        Shape::Union(union) if union.is_scalar() => Type::String,
        Shape::Union(_) => Type::Json,
        Shape::List(Some((items, pointer))) => Type::List(Box::new(value_type(
            types,
            items.into(),
            &pointer,
            name,
            owner,
        )?)),
        _ => types.of(schema, pointer, name, owner)?.ty,
    })
}

/// Unless a style says otherwise, lists repeat the name, objects and untyped values are JSON text,
/// and the rest is text.
fn encoding(location: Location, style: Style<'_>, ty: Type) -> (Type, Encoding) {
    match (style, ty) {
        (Style::Members(members), _) => (Type::Object, Encoding::Members(members)),
        (Style::Prefixed(_), _) => (Type::Object, Encoding::Members(Members::Dots)),
        (Style::Joined(separator), Type::List(item)) => {
            (text_or_json(*item), Encoding::Joined(separator))
        }
        (_, ty) => usual(location, ty),
    }
}

fn usual(location: Location, ty: Type) -> (Type, Encoding) {
    match ty {
        // A segment or a header cannot be repeated: its author writes the list as one text.
        Type::List(_) if matches!(location, Location::Path | Location::Header) => {
            (Type::String, Encoding::Text)
        }
        Type::List(item) => (text_or_json(*item), Encoding::Repeated),
        Type::Object | Type::Map(_) => (Type::Object, Encoding::JsonObject),
        Type::Json => (Type::Json, Encoding::Json),
        ty => (ty, Encoding::Text),
    }
}

/// What one element of a repeated name can be: JSON text stands for anything with members.
fn text_or_json(item: Type) -> Type {
    match item {
        Type::Nullable(item) => text_or_json(*item),
        Type::List(_) | Type::Object | Type::Map(_) => Type::Json,
        item => item,
    }
}
