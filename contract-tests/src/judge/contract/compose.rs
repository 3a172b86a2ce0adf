//! Schemas of several parts (`allOf`) and of several shapes (`oneOf`, `anyOf`, `discriminator`).
//!
//! Responsible for: one shape of all parts, and what tells shapes apart. What stands beside `oneOf`
//! is a part of each of its shapes. Not for: what single keywords mean ([`super::shape`]).

use indexmap::IndexMap;
use serde_json::Value;
use xtask::spec::{pointer, refs};

use super::allof::{self, Plain};
use super::schema::{SchemaId, Shape, Tag, Union};
use super::shape::{Inner, Wanted, only_requires, text, type_of};

const SCHEMAS: &str = "/components/schemas";

/// A shape of several, and how the document names it.
struct Branch<'d> {
    plain: Plain<'d>,
    /// Its name as a component, where it is a reference to one.
    component: Option<String>,
    id: SchemaId,
}

impl<'d> Inner<'_, 'd> {
    /// One shape of parts that have no alternatives in them.
    pub(super) fn merged(&mut self, parts: &[Plain<'d>]) -> Shape {
        if let [part] = parts {
            return self.part(part);
        }
        let is_object = |part: &Plain<'_>| {
            type_of(part.value) == Some("object") && text(part.value, "format") != Some("uri-map")
        };
        if parts.iter().any(is_object)
            && parts
                .iter()
                .all(|part| is_object(part) || only_requires(part))
        {
            return self.object(parts);
        }
        let mut shapes = parts
            .iter()
            .map(|part| self.part(part))
            .collect::<Vec<_>>()
            .into_iter();
        let first = shapes.next().unwrap_or(Shape::Any);
        shapes.fold(first, |one, other| match both(one, other) {
            Ok(shape) => shape,
            Err(why) => {
                self.cannot(why.to_owned());
                Shape::Any
            }
        })
    }

    /// The shapes of the part with alternatives, each together with all other parts.
    pub(super) fn union(
        &mut self,
        mut parts: Vec<Plain<'d>>,
        index: usize,
        key: &'static str,
    ) -> Shape {
        let whole = parts.remove(index);
        let values = whole
            .get(key)
            .and_then(Value::as_array)
            .map_or(&[][..], Vec::as_slice);
        let discriminator = whole.get("discriminator");
        let rest = whole.clone().without(key).without("discriminator");
        if rest.has_facts() {
            parts.insert(0, rest);
        }
        let mut branches = Vec::new();
        for (index, value) in values.iter().enumerate() {
            let at = format!("{}/{key}/{index}", whole.pointer);
            let Some(branch) = self.branch(&parts, value, at) else {
                self.cannot(format!("`{key}` has too many alternatives"));
                return Shape::Any;
            };
            branches.push(branch);
        }
        let tag = discriminator.and_then(|discriminator| self.tag(discriminator, &branches));
        Shape::OneOf(Union {
            branches: branches.into_iter().map(|branch| branch.id).collect(),
            tag,
        })
    }

    /// The shapes of a base: a schema with a discriminator and no `oneOf`, which others have as a
    /// part of theirs.
    pub(super) fn base(&mut self, whole: &Plain<'d>) -> Option<Shape> {
        let discriminator = whole.get("discriminator")?;
        if whole.get("oneOf").or_else(|| whole.get("anyOf")).is_some() {
            return None;
        }
        let mapping = discriminator.get("mapping").and_then(Value::as_object);
        let mut targets: Vec<String> = Vec::new();
        match mapping {
            Some(mapping) => targets.extend(
                mapping
                    .values()
                    .filter_map(Value::as_str)
                    .filter_map(|target| self.target(target)),
            ),
            None => targets.extend(self.children(&whole.pointer)),
        }
        if targets.is_empty() {
            return None;
        }
        if mapping.is_none() {
            targets.push(whole.pointer.clone());
        }
        targets.sort_unstable();
        targets.dedup();
        let mut branches = Vec::new();
        for target in targets {
            let (value, at) = refs::resolve(self.root, &format!("#{target}"))?;
            let plain = allof::plain(self.root, value, &at)?.without("discriminator");
            let id = (self.id)(Wanted::Whole(vec![plain.clone()]))?;
            let component = component(&target);
            branches.push(Branch {
                plain,
                component,
                id,
            });
        }
        let tag = self.tag(discriminator, &branches);
        Some(Shape::OneOf(Union {
            branches: branches.into_iter().map(|branch| branch.id).collect(),
            tag,
        }))
    }

    fn branch(&mut self, beside: &[Plain<'d>], value: &'d Value, at: String) -> Option<Branch<'d>> {
        let plain = allof::plain(self.root, value, &at)?;
        let component = refs::reference_of(value).and_then(|_| component(&plain.pointer));
        let id = if beside.is_empty() {
            (self.id)(Wanted::At(value, at))?
        } else {
            let mut parts = beside.to_vec();
            parts.push(plain.clone());
            (self.id)(Wanted::Whole(parts))?
        };
        Some(Branch {
            plain,
            component,
            id,
        })
    }

    /// What tells shapes apart: the mapping, else the values that a shape allows the member, else
    /// the name of the shape.
    fn tag(&mut self, discriminator: &'d Value, branches: &[Branch<'d>]) -> Option<Tag> {
        let name = text(discriminator, "propertyName")?;
        let mut values = IndexMap::new();
        let mapping = discriminator.get("mapping").and_then(Value::as_object);
        for (value, target) in mapping.into_iter().flatten() {
            let target = target.as_str().and_then(|target| self.target(target));
            let known = |branch: &&Branch<'d>| Some(&branch.plain.pointer) == target.as_ref();
            if let Some(branch) = branches.iter().find(known) {
                values.insert(value.clone(), branch.id);
            }
        }
        let mut complete = true;
        for branch in branches {
            if values.values().any(|id| *id == branch.id) {
                continue;
            }
            let mut names = self.allowed(&branch.plain, name);
            if names.is_empty() {
                names.extend(branch.component.clone());
            }
            complete &= !names.is_empty();
            for name in names {
                values.entry(name).or_insert(branch.id);
            }
        }
        Some(Tag {
            name: name.to_owned(),
            values,
            complete,
        })
    }

    /// The texts that a shape allows a member, where it lists them.
    fn allowed(&self, plain: &Plain<'d>, member: &str) -> Vec<String> {
        let parts = allof::flatten(self.root, std::slice::from_ref(plain)).unwrap_or_default();
        let member = |part: &Plain<'d>| part.value.get("properties")?.get(member);
        let values = parts
            .iter()
            .filter_map(member)
            .filter_map(|member| allof::plain(self.root, member, ""))
            .filter_map(|member| member.value.get("enum")?.as_array());
        let texts = values.flatten().filter_map(Value::as_str);
        texts.map(str::to_owned).collect()
    }

    /// Where the target of a mapping is: a reference, or the name of a component.
    fn target(&self, target: &str) -> Option<String> {
        let reference = if target.starts_with('#') {
            target.to_owned()
        } else {
            format!("#{}", pointer::join(SCHEMAS, target))
        };
        let (value, at) = refs::resolve(self.root, &reference)?;
        Some(allof::plain(self.root, value, &at)?.pointer)
    }

    /// The components that have this one as a part.
    fn children(&self, base: &str) -> Vec<String> {
        let schemas = self.root.pointer(SCHEMAS).and_then(Value::as_object);
        let has_base = |schema: &Value| {
            let mut references = allof::parts(schema).iter().filter_map(refs::reference_of);
            references.any(|reference| reference.strip_prefix('#') == Some(base))
        };
        let children = schemas
            .into_iter()
            .flatten()
            .filter(|(_, schema)| has_base(schema));
        children
            .map(|(name, _)| pointer::join(SCHEMAS, name))
            .collect()
    }
}

/// The name of a component, from where it is.
fn component(at: &str) -> Option<String> {
    let name = at.strip_prefix(SCHEMAS)?.strip_prefix('/')?;
    (!name.contains('/')).then(|| name.replace("~1", "/").replace("~0", "~"))
}

/// What is of both shapes.
#[allow(clippy::match_same_arms, reason = "for different reasons")]
fn both(one: Shape, other: Shape) -> Result<Shape, &'static str> {
    Ok(match (one, other) {
        (Shape::Any, shape) | (shape, Shape::Any) => shape,
        (Shape::Boolean, Shape::Boolean) => Shape::Boolean,
        (
            Shape::Enum {
                mut values,
                aliases,
            },
            Shape::Enum { values: others, .. },
        ) => {
            values.retain(|value| others.contains(value));
            Shape::Enum { values, aliases }
        }
        // The values say more than their type.
        (
            shape @ Shape::Enum { .. },
            Shape::String { .. } | Shape::Integer { .. } | Shape::Number { .. } | Shape::Boolean,
        )
        | (
            Shape::String { .. } | Shape::Integer { .. } | Shape::Number { .. } | Shape::Boolean,
            shape @ Shape::Enum { .. },
        ) => shape,
        (
            Shape::Integer { min, max },
            Shape::Integer {
                min: low,
                max: high,
            },
        ) => Shape::Integer {
            min: min.max(low),
            max: max.into_iter().chain(high).min(),
        },
        (
            Shape::String {
                format,
                pattern,
                pattern_text,
                min_length,
                max_length,
            },
            Shape::String {
                format: format2,
                pattern: pattern2,
                pattern_text: text2,
                min_length: low,
                max_length: high,
            },
        ) => {
            if pattern_text.is_some() && text2.is_some() && pattern_text != text2 {
                return Err("of two patterns in `allOf` none is judged");
            }
            Shape::String {
                format: format.or(format2),
                pattern: pattern.or(pattern2),
                pattern_text: pattern_text.or(text2),
                min_length: min_length.max(low),
                max_length: max_length.into_iter().chain(high).min(),
            }
        }
        _ => return Err("the parts of `allOf` do not go together"),
    })
}
