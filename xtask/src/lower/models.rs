//! Structs and enums: where they live, what they are called, what they hold.
//!
//! Responsible for: turning discovered schemas into models.
//! Not for: finding them (`discover`) or typing single values (`types`).

use std::collections::{BTreeMap, HashMap};

use indexmap::IndexMap;

use crate::diagnostics::Diagnostics;
use crate::ir::{Enum, Model, Name, Struct, TypePath, Union};

use super::discover::{Entry, Origin};
use super::docs::docs;
use super::modules::strip_word;
use super::names::{Kind, Scope, identifier};
use super::shape::Shape;
use super::source::{Source, Unfollowed};
use super::types::Types;
use super::{alternatives, enums, notes, structs};
use crate::singular::singular;

/// Module of types that resources in different modules share.
pub(super) const SHARED: &str = "types";

/// The scopes of type names, by module.
pub(super) type Scopes = BTreeMap<Vec<String>, Scope>;

/// Gives every discovered schema a home and a name, in the order of discovery.
pub(super) fn name_all(
    entries: &IndexMap<String, Entry<'_>>,
    scopes: &mut Scopes,
) -> HashMap<String, TypePath> {
    let mut named: HashMap<String, TypePath> = HashMap::new();
    for (pointer, entry) in entries {
        let module = home(entry);
        let owner = match &entry.origin {
            Origin::Member { owner, .. } | Origin::Alternative { owner, .. } => {
                named.get(owner).map(|path| path.name.as_str())
            }
            _ => None,
        };
        let is_enum = matches!(entry.shape, Shape::Enum(_));
        let candidates = candidates(&entry.origin, &module, owner, is_enum);
        let candidates: Vec<&str> = candidates.iter().map(String::as_str).collect();
        let name = scopes
            .entry(module.clone())
            .or_default()
            .claim(Kind::Type, &candidates);
        named.insert(
            pointer.clone(),
            TypePath {
                module,
                name,
                boxed: false,
            },
        );
    }
    named
}

/// The innermost module that contains all users, or the shared one.
fn home(entry: &Entry<'_>) -> Vec<String> {
    let mut users = entry.users.iter();
    let mut common = users.next().cloned().unwrap_or_default();
    for user in users {
        let shared = common.iter().zip(user).take_while(|(a, b)| a == b).count();
        common.truncate(shared);
    }
    if common.is_empty() {
        vec![SHARED.to_owned()]
    } else {
        common
    }
}

/// Names for a type, best first.
fn candidates(
    origin: &Origin,
    module: &[String],
    owner: Option<&str>,
    is_enum: bool,
) -> Vec<String> {
    match origin {
        Origin::Component(component) if is_enum => {
            let local = local(component);
            match local.split_once("_enum_") {
                Some((owner, name)) => {
                    let owner = singular(without_parents(owner, module));
                    let whole = format!("{owner}_{name}");
                    // Where several modules share it, its own name alone would say too little.
                    let alone = (module != [SHARED]).then(|| name.to_owned());
                    alone.into_iter().chain([whole]).collect()
                }
                None => vec![local.to_owned()],
            }
        }
        Origin::Component(component) => {
            let local = local(component);
            if local == component {
                return vec![without_parents(local, module).to_owned(), local.to_owned()];
            }
            // The vendor names a resource by its place in the API, sometimes in plural.
            vec![
                singular(without_parents(local, module)),
                singular(local),
                local.to_owned(),
            ]
        }
        Origin::Member { member, .. } if is_enum => {
            vec![
                member.clone(),
                format!("{}_{member}", owner.unwrap_or_default()),
            ]
        }
        Origin::Member { member, .. } => {
            vec![format!(
                "{}_{}",
                owner.unwrap_or_default(),
                singular(member)
            )]
        }
        Origin::Alternative { called, number, .. } => {
            let owner = owner.unwrap_or_default();
            let called = called.as_deref().map(local);
            let called = called.map_or_else(|| format!("option_{number}"), str::to_owned);
            vec![format!("{owner}_{called}")]
        }
        Origin::Parameter { operation, name } => vec![name.clone(), format!("{operation}_{name}")],
        Origin::Body { operation } => vec![format!("{operation}_response")],
    }
}

/// A name without the names of the modules around its module.
fn without_parents<'a>(name: &'a str, module: &[String]) -> &'a str {
    let parents = module.split_last().map_or(&[][..], |(_, parents)| parents);
    parents.iter().fold(name, |name, parent| {
        strip_word(name, &singular(parent)).unwrap_or(name)
    })
}

/// The last part of a component's name: the vendor puts a path of dots before it.
pub(super) fn local(component: &str) -> &str {
    component.rsplit('.').next().unwrap_or(component)
}

/// Makes the model of one discovered schema.
pub(super) fn model<'a>(
    source: Source<'a>,
    entry: &Entry<'a>,
    types: &mut Types<'a>,
    diagnostics: &mut Diagnostics,
) -> Result<Option<Model>, Unfollowed> {
    let pointer = entry.at.pointer.clone();
    let Some(rust) = types.named.get(&pointer).map(|path| path.name.clone()) else {
        return Ok(None);
    };
    let data = &entry.at.node.schema_data;
    let mut docs = docs([data.description.as_deref().or(data.title.as_deref())]);
    if data.deprecated {
        notes::deprecated(&mut docs);
    }
    Ok(match &entry.shape {
        Shape::Enum(values) => {
            let aliases = data.extensions.get("x-enum-aliases");
            let variants = enums::variants(source, values, aliases, &pointer, diagnostics);
            Some(Model::Enum(Enum {
                rust,
                pointer,
                docs,
                variants,
            }))
        }
        Shape::Struct(parts) => {
            let (fields, extra) = structs::fields(types, parts, &rust, diagnostics)?;
            Some(Model::Struct(Struct {
                rust,
                pointer,
                docs,
                fields,
                extra,
                build: None,
            }))
        }
        Shape::Union(union) => Some(Model::Union(Union {
            alternatives: alternatives::alternatives(types, union, &rust)?,
            tag: union.tag.as_ref().map(|tag| tag.member.to_owned()),
            rust,
            pointer,
            docs,
        })),
        _ => None,
    })
}

/// Says that two names became one, and how that was resolved.
pub(super) fn note_collision(
    source: Source<'_>,
    kind: Kind,
    name: &Name,
    pointer: &str,
    diagnostics: &mut Diagnostics,
) {
    // Only a number makes it another one.
    if !name.rust.ends_with(|last: char| last.is_ascii_digit()) {
        return;
    }
    let wanted = identifier(kind, &name.wire);
    if wanted != name.rust {
        diagnostics.warning(
            "colliding-names",
            source.file,
            pointer,
            format!(
                "`{}` would be `{wanted}`, which is taken: it becomes `{}`",
                name.wire, name.rust
            ),
            "nothing to do unless the number in the name is in the way of its users",
        );
    }
}
