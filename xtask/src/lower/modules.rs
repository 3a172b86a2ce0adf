//! Where an operation lives: the module tree mirrors the URL tree.
//!
//! Responsible for: the module path of each path template, from `x-twilio` where the document has
//! it, else from tags, else from the path itself.
//! Not for: names inside a module.

use std::collections::HashMap;

use indexmap::IndexMap;
use openapiv3::{OpenAPI, Operation, PathItem};
use serde_json::Value;

use super::names::{Kind, identifier, snake};
use crate::singular::singular;
use crate::spec::segments;

/// How deep modules may nest: deeper than any URL that names resources.
const MAX_DEPTH: usize = 8;

/// Segments that may stand before what a `parent` names: the vendor leaves out the version.
const MAX_PREFIX: usize = 2;

/// The vendor's extension of a path item.
#[derive(Debug, Default)]
struct Extension<'a> {
    /// `mountName`, or `className` where there is none.
    mount: Option<&'a str>,
    parent: Option<&'a str>,
}

/// The paths of a document, to find parents among them.
pub(super) struct Modules<'a> {
    /// Template and item by the template without the names of its parameters.
    paths: HashMap<String, (&'a str, &'a PathItem)>,
}

impl<'a> Modules<'a> {
    pub(super) fn new(openapi: &'a OpenAPI) -> Self {
        let items = openapi.paths.iter().filter_map(|(template, item)| {
            let item = item.as_item()?;
            Some((anonymous(template), (template.as_str(), item)))
        });
        Self {
            paths: items.collect(),
        }
    }

    /// The module path of an operation.
    pub(super) fn path(
        &self,
        template: &'a str,
        item: &'a PathItem,
        operation: &Operation,
    ) -> Vec<String> {
        let wire = if let Some(extension) = extension(&item.extensions) {
            self.nested(template, &extension, &mut Vec::new())
        } else if let Some(tag) = operation.tags.first() {
            vec![tag.clone()]
        } else {
            segments::fixed(template)
                .take(MAX_DEPTH)
                .map(str::to_owned)
                .collect()
        };
        let path: Vec<String> = wire
            .iter()
            .map(|segment| identifier(Kind::Module, segment))
            .collect();
        if path.is_empty() {
            vec!["root".to_owned()]
        } else {
            path
        }
    }

    /// The names from the outermost parent to the resource itself, in snake case.
    fn nested(
        &self,
        template: &'a str,
        extension: &Extension<'_>,
        below: &mut Vec<&'a str>,
    ) -> Vec<String> {
        below.push(template);
        let parent = extension
            .parent
            .and_then(|parent| self.parent(template, parent));
        // One that is below itself would nest without end.
        let parent =
            parent.filter(|(parent, _)| below.len() < MAX_DEPTH && !below.contains(parent));
        let mut path = parent.map_or_else(Vec::new, |(parent, item)| {
            let extension = self::extension(&item.extensions).unwrap_or_default();
            self.nested(parent, &extension, below)
        });
        path.push(own_name(template, extension, &path));
        path
    }

    /// The instance path that a `parent` such as `/CustomerProfiles/{Sid}` names: the vendor leaves
    /// out the version and calls the parameter `Sid` whatever its name is.
    fn parent(&self, template: &str, parent: &str) -> Option<(&'a str, &'a PathItem)> {
        let wanted = anonymous(parent);
        let mut prefix = String::new();
        let mut segments = template.split('/').skip(1);
        for _ in 0..=MAX_PREFIX {
            if let Some(found) = self.paths.get(&format!("{prefix}{wanted}")) {
                return Some(*found);
            }
            prefix.push('/');
            prefix.push_str(segments.next()?);
        }
        None
    }
}

fn extension(extensions: &IndexMap<String, Value>) -> Option<Extension<'_>> {
    let object = extensions.get("x-twilio")?.as_object()?;
    let text = |key| {
        object
            .get(key)
            .and_then(Value::as_str)
            .filter(|text: &&str| !text.is_empty())
    };
    Some(Extension {
        mount: text("mountName").or(text("className")),
        parent: text("parent"),
    })
}

/// A template with its parameters unnamed and its file extension dropped.
fn anonymous(template: &str) -> String {
    let mut out = String::with_capacity(template.len());
    let mut inside = false;
    for c in template.trim_end_matches(".json").chars() {
        match c {
            '{' => {
                inside = true;
                out.push_str("{}");
            }
            '}' => inside = false,
            c if !inside => out.push(c),
            _ => {}
        }
    }
    out
}

/// The resource's own name: the mount name without the names of its parents, or the last fixed
/// segment of the URL. Where both say the same in different number, the URL's spelling wins.
fn own_name(template: &str, extension: &Extension<'_>, parents: &[String]) -> String {
    let segment = segments::fixed(template).last().map(snake);
    let mount = extension.mount.map(|mount| {
        let mount = snake(mount);
        let mut rest = mount.as_str();
        for parent in parents {
            rest = strip_word(rest, parent)
                .or(strip_word(rest, &singular(parent)))
                .unwrap_or(rest);
        }
        rest.to_owned()
    });
    match (mount, segment) {
        (Some(mount), Some(segment)) if singular(&mount) == singular(&segment) => segment,
        (Some(mount), _) => mount,
        (None, Some(segment)) => segment,
        (None, None) => "root".to_owned(),
    }
}

/// Removes a leading name and its underscore.
pub(super) fn strip_word<'a>(name: &'a str, word: &str) -> Option<&'a str> {
    name.strip_prefix(word)?
        .strip_prefix('_')
        .filter(|rest| !rest.is_empty())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn templates_match_whatever_their_parameters_are_called() {
        assert_eq!(anonymous("/v1/A/{Sid}/B/{ASid}.json"), "/v1/A/{}/B/{}");
    }

    #[test]
    fn the_url_decides_between_singular_and_plural() {
        let extension = Extension {
            mount: Some("customer_profiles_channel_endpoint_assignment"),
            parent: None,
        };
        let name = own_name(
            "/v1/CustomerProfiles/{Sid}/ChannelEndpointAssignments",
            &extension,
            &["customer_profiles".to_owned()],
        );
        assert_eq!(name, "channel_endpoint_assignments");
        let extension = Extension {
            mount: Some("compliance_inquiries"),
            parent: None,
        };
        let name = own_name(
            "/v1/ComplianceInquiries/Customers/Initialize",
            &extension,
            &[],
        );
        assert_eq!(name, "compliance_inquiries");
    }
}
