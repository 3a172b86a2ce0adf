//! Which items of the generated crate a change touches.
//!
//! Responsible for: lowering both documents, comparing the two lists of public items, and finding
//! the items behind a pointer. Not for: the lists themselves (`emit::public_api`).

use std::collections::{BTreeMap, HashMap, HashSet};

use serde::Serialize;

use super::change::{Level, RustItem};
use super::effective::Named;
use super::rule::{Area, Direction, Subject};
use super::schema::Found;
use crate::emit::public_api::{self, Item, Origin};
use crate::ir::{Api, Location};
use crate::semver::{self, ItemChange, Verdict};

/// An item that stands for the same node of the document under another name.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Rename {
    /// Its path before.
    pub old: String,
    /// Its path now.
    pub new: String,
}

/// The public items of the crate before and after.
#[derive(Debug)]
pub(super) struct Items {
    old: Vec<Item>,
    new: Vec<Item>,
    /// What differs.
    pub(super) changes: Vec<ItemChange>,
    /// What stands for the same node under another name.
    pub(super) renames: Vec<Rename>,
    verdicts: BTreeMap<String, (Verdict, &'static str)>,
}

impl Items {
    pub(super) fn new(old: &Api, new: &Api) -> Self {
        let changes = semver::compare(&public_api::text(old), &public_api::text(new));
        let mut verdicts: BTreeMap<String, (Verdict, &'static str)> = BTreeMap::new();
        for change in &changes {
            let word = match (&change.old, &change.new) {
                (None, _) => "new",
                (_, None) => "gone",
                _ => "changed",
            };
            let known = verdicts
                .entry(change.path.clone())
                .or_insert((change.verdict, word));
            *known = (*known).max((change.verdict, word));
        }
        let (old, new) = (public_api::items(old), public_api::items(new));
        let renames = renames(&old, &new);
        Self {
            old,
            new,
            changes,
            renames,
            verdicts,
        }
    }

    /// The items that a change touches.
    pub(super) fn touched(&self, operation: &Named, found: &Found) -> Vec<RustItem> {
        let mut items: Vec<RustItem> = Vec::new();
        let sides = [
            (
                &self.old,
                &operation.old,
                [&found.old, &found.site.0],
                &found.before,
            ),
            (
                &self.new,
                &operation.new,
                [&found.new, &found.site.1],
                &found.after,
            ),
        ];
        for (list, operation, pointers, value) in sides {
            let value = value.as_ref().and_then(serde_json::Value::as_str);
            for item in list {
                let hit = item.origins.iter().any(|origin| match origin {
                    Origin::Pointer(at) if is_operation(found) => Some(at) == operation.as_ref(),
                    Origin::Pointer(at) => {
                        Some(at) != operation.as_ref()
                            && pointers.iter().any(|pointer| pointer.as_ref() == Some(at))
                    }
                    Origin::Value(at, wire) => {
                        found.rule.subject == Subject::EnumValue
                            && pointers.iter().any(|pointer| pointer.as_ref() == Some(at))
                            && value == Some(wire.as_str())
                    }
                    Origin::Parameter(at, location, wire) => {
                        Some(at) == operation.as_ref() && is_parameter(found, *location, wire)
                    }
                    Origin::Response(at) => Some(at) == operation.as_ref() && is_answer(found),
                });
                if hit && items.iter().all(|known| known.path != item.path) {
                    let change = self
                        .verdicts
                        .get(&item.path)
                        .map_or("same", |(_, word)| *word);
                    items.push(RustItem {
                        path: item.path.clone(),
                        change,
                    });
                }
            }
        }
        // A struct or enum stands for the change only where none of its members does.
        let paths: Vec<String> = items
            .iter()
            .map(|item| format!("{}::", item.path))
            .collect();
        let mut index = 0;
        items.retain(|_| {
            let own = &paths[index];
            index += 1;
            is_operation(found)
                || !paths
                    .iter()
                    .any(|other| other != own && other.starts_with(own.as_str()))
        });
        items
    }

    /// What the change of these items means for callers.
    pub(super) fn level(&self, items: &[RustItem]) -> Level {
        let verdicts = items
            .iter()
            .filter_map(|item| self.verdicts.get(&item.path));
        match verdicts.map(|(verdict, _)| *verdict).max() {
            Some(Verdict::Major) => Level::Breaking,
            Some(Verdict::Minor) => Level::Additive,
            Some(Verdict::Patch) | None => Level::Neutral,
        }
    }
}

/// Items that are gone and whose node has a new item of the same kind. Members of what was renamed
/// are not listed again.
fn renames(old: &[Item], new: &[Item]) -> Vec<Rename> {
    let kind = |item: &Item| item.line.split(' ').nth(1).map(str::to_owned);
    let paths = |list: &'_ [Item]| -> HashSet<String> {
        list.iter().map(|item| item.path.clone()).collect()
    };
    let (before, after) = (paths(old), paths(new));
    let mut by_origin: HashMap<(Option<String>, &Origin), &Item> = HashMap::new();
    for item in new.iter().filter(|item| !before.contains(&item.path)) {
        if let Some(origin) = item.origins.first() {
            by_origin.entry((kind(item), origin)).or_insert(item);
        }
    }
    let mut all: Vec<Rename> = Vec::new();
    for gone in old.iter().filter(|item| !after.contains(&item.path)) {
        let origin = gone.origins.first();
        let Some(same) = origin.and_then(|origin| by_origin.get(&(kind(gone), origin))) else {
            continue;
        };
        let (old, new) = (gone.path.clone(), same.path.clone());
        let inside = |one: &Rename| {
            let tails = (old.strip_prefix(&one.old), new.strip_prefix(&one.new));
            matches!(tails, (Some(a), Some(b)) if a == b && a.starts_with("::"))
        };
        if !all.iter().any(inside) {
            all.push(Rename { old, new });
        }
    }
    all
}

fn is_operation(found: &Found) -> bool {
    found.rule.area == Area::Operation
}

fn is_answer(found: &Found) -> bool {
    found.rule.direction == Direction::Response
        && matches!(found.rule.area, Area::Body | Area::MediaType | Area::Status)
}

/// Whether a place such as ``query `PageSize` `` or `Attributes.a` is in a parameter.
fn is_parameter(found: &Found, location: Location, wire: &str) -> bool {
    match (found.rule.area, location) {
        (Area::Field, Location::Form | Location::Member) => {
            let rest = found.place.strip_prefix(wire);
            rest.is_some_and(|rest| rest.is_empty() || rest.starts_with(['.', '[', '(']))
        }
        (Area::Field, Location::Body) => true,
        (Area::Parameter, _) => {
            let place = match location {
                Location::Path => "path",
                Location::Query => "query",
                Location::Header => "header",
                Location::Form | Location::Member | Location::Body => return false,
            };
            found.place.starts_with(&format!("{place} `{wire}`"))
        }
        _ => false,
    }
}
