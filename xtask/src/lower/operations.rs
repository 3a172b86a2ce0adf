//! What each operation is called, takes and gives.
//!
//! Responsible for: names of functions and requests, how required parameters are taken, which
//! server an operation has. Not for: its parameters (`parameters`) and its answer (`responses`).

use std::collections::BTreeMap;

use crate::diagnostics::Diagnostics;
use crate::ir::{Arguments, Operation};

use super::body;
use super::docs::docs;
use super::drafts::Draft;
use super::functions::candidates;
use super::models::Scopes;
use super::names::{Kind, Scope};
use super::parameters::{self, Endpoint};
use super::source::Unfollowed;
use super::types::Types;
use super::{reserved, servers};
use crate::singular::singular;

/// Required parameters that an endpoint function takes one by one; more go into a struct.
pub(super) const MAX_POSITIONAL: usize = 3;

/// Names of functions: per module in the crate, and all together in the dispatcher.
pub(super) struct Functions {
    modules: BTreeMap<Vec<String>, Scope>,
    dispatcher: Scope,
}

impl Functions {
    pub(super) fn new() -> Self {
        Self {
            modules: BTreeMap::new(),
            dispatcher: Scope::without(reserved::DISPATCHER),
        }
    }
}

/// Names and types an operation.
pub(super) fn operation<'a>(
    draft: &Draft<'a>,
    types: &mut Types<'a>,
    scopes: &mut Scopes,
    functions: &mut Functions,
    diagnostics: &mut Diagnostics,
) -> Result<Operation, Unfollowed> {
    let Endpoint {
        template,
        item,
        operation,
        id,
        ..
    } = draft.endpoint;
    let owner = draft
        .module
        .last()
        .map_or_else(String::new, |name| singular(name));
    let parameters = parameters::lower(types, &draft.raw, &owner, diagnostics)?;
    let response = draft.answer.lower(types, &owner)?;
    let json_body = body::json(types.source, operation, &draft.pointer, &parameters)?;
    let scope = scopes.entry(draft.module.clone()).or_default();
    let request = scope.claim(Kind::Type, &[id, &format!("{id}_request")]);
    let required = parameters
        .iter()
        .filter(|parameter| parameter.required)
        .count();
    let arguments = if required > MAX_POSITIONAL {
        Arguments::Struct(scope.claim(Kind::Type, &[&format!("{id}_required")]))
    } else {
        Arguments::Positional
    };
    let function = functions
        .modules
        .entry(draft.module.clone())
        .or_default()
        .claim(Kind::Function, &candidates(id));
    let own_server = servers::url(&operation.servers).or_else(|| servers::url(&item.servers));
    let default_server = servers::url(&types.source.openapi.servers);
    Ok(Operation {
        id: id.to_owned(),
        pointer: draft.pointer.clone(),
        function,
        request,
        dispatch: functions.dispatcher.claim(Kind::Function, &[id]),
        method: draft.method,
        path: template.to_owned(),
        server: own_server.filter(|own| default_server.as_ref() != Some(own)),
        docs: docs([
            operation.summary.as_deref(),
            operation.description.as_deref(),
        ]),
        arguments,
        parameters,
        accept: draft.answer.accept(),
        json_body,
        response,
        anonymous: is_anonymous(types.source.openapi, operation),
        deprecated: operation.deprecated,
    })
}

/// Whether the document says in so many words that no credentials are wanted: an empty list. Where
/// it says nothing, the credentials of the client are sent.
fn is_anonymous(openapi: &openapiv3::OpenAPI, operation: &openapiv3::Operation) -> bool {
    let security = operation.security.as_ref().or(openapi.security.as_ref());
    security.is_some_and(Vec::is_empty)
}
