//! The fields of a struct: one per member.
//!
//! Responsible for: their types, presence, personal data, deprecation and documentation.
//! Not for: which members there are (`members`).

use openapiv3::Schema;
use serde_json::Value;

use crate::diagnostics::Diagnostics;
use crate::ir::{Field, Type};

use super::docs::docs;
use super::members::{Member, members};
use super::models::note_collision;
use super::names::{Kind, Scope};
use super::notes;
use super::source::{At, Unfollowed};
use super::types::Types;

/// The fields in document order, and the type of members without a name.
pub(super) fn fields<'a>(
    types: &mut Types<'a>,
    parts: &[At<'a, Schema>],
    owner: &str,
    diagnostics: &mut Diagnostics,
) -> Result<(Vec<Field>, Option<Type>), Unfollowed> {
    let source = types.source;
    let members = members(source, parts)?;
    let mut scope = Scope::default();
    let mut fields = Vec::with_capacity(members.named.len());
    for (wire, member) in members.named {
        let (ty, nullable) = match member.schema {
            Some(schema) => {
                let value = types.of(schema, &member.pointer, wire, owner)?;
                (value.ty, value.nullable)
            }
            None => (Type::Json, false),
        };
        let at = &member.pointer;
        let name = scope.name(Kind::Field, wire);
        note_collision(source, Kind::Field, &name, at, diagnostics);
        let schema = source.raw(at);
        let said = |key: &str| schema.and_then(|schema| schema.get(key));
        let is = |key: &str| said(key) == Some(&Value::Bool(true));
        let mut docs = docs([said("description").and_then(Value::as_str)]);
        notes::add(source, schema, &mut docs);
        // What is only written never comes back.
        let firm = member.required && !nullable && !is("writeOnly");
        fields.push(Field {
            name,
            ty,
            required: firm,
            always: member.required && nullable,
            pii: schema.is_some_and(is_pii),
            deprecated: is("deprecated"),
            pointer: elsewhere(&member, parts),
            docs,
        });
    }
    let extra = match members.additional {
        Some((schema, at)) => Some(types.element(schema, &at, "extra", owner)?),
        None => None,
    };
    Ok((fields, extra.filter(|ty| *ty != Type::Json)))
}

/// The place of a member of a struct that several schemas make.
fn elsewhere(member: &Member<'_>, parts: &[At<'_, Schema>]) -> Option<String> {
    (parts.len() > 1).then(|| member.pointer.clone())
}

fn is_pii(property: &Value) -> bool {
    property
        .get("x-twilio")
        .and_then(|twilio| twilio.get("pii"))
        .is_some_and(|pii| !pii.is_null())
}
