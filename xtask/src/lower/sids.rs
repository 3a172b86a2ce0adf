//! SID kinds: which newtype a patterned string is.
//!
//! Responsible for: recognising SID patterns and naming the kind.
//! Not for: checking values; that is the runtime's.

use std::collections::BTreeMap;

use heck::{ToSnakeCase as _, ToUpperCamelCase as _};
use serde_json::Value;

use crate::ir::{Docs, Sid, Type};

use super::names::{Kind, identifier, snake};
use crate::singular::singular;

/// The kinds that a document has, by name.
#[derive(Debug, Default)]
pub(super) struct Sids {
    kinds: BTreeMap<String, String>,
}

/// What a pattern of the vendor's form allows.
enum Pattern {
    /// Two given letters.
    Kind(String),
    /// Any two letters.
    Any,
}

impl Sids {
    /// The type of a string with this pattern, or none if the pattern is not one of a SID.
    ///
    /// The kind is called by `x-sid` where an overlay says it, else by the name of the member or
    /// parameter; a bare `sid` is the one of `owner`, the resource that it belongs to.
    pub(super) fn recognise(
        &mut self,
        pattern: &str,
        named: Option<&Value>,
        member: &str,
        owner: &str,
    ) -> Option<Type> {
        let prefix = match parse(pattern)? {
            Pattern::Any => return Some(Type::Sid("Sid".to_owned())),
            Pattern::Kind(prefix) => prefix,
        };
        let name = match named.and_then(Value::as_str) {
            Some(name) => identifier(Kind::Sid, name),
            None => identifier(Kind::Sid, &kind_of(member, owner)),
        };
        // The same name for other letters is another kind: it carries its letters, then a number.
        let lettered = format!("{name}{}", prefix.to_lowercase().to_upper_camel_case());
        let numbered = (2_usize..).map(|number| format!("{lettered}{number}"));
        let name = [name, lettered.clone()]
            .into_iter()
            .chain(numbered)
            .find(|name| self.kinds.get(name).is_none_or(|known| *known == prefix))?;
        self.kinds.insert(name.clone(), prefix);
        Some(Type::Sid(name))
    }

    /// All kinds in the order of their names.
    pub(super) fn into_list(self) -> Vec<Sid> {
        self.kinds
            .into_iter()
            .map(|(rust, prefix)| Sid {
                docs: docs(&rust),
                rust,
                prefix,
            })
            .collect()
    }
}

/// What the name of a member says about the kind: `ServiceSids` lists what `ServiceSid` names one
/// of, and a bare `sid` is that of the owner.
fn kind_of(member: &str, owner: &str) -> String {
    let name = snake(member);
    let stem = ["_sids", "_sid"]
        .iter()
        .find_map(|end| name.strip_suffix(end));
    match (stem, name.as_str()) {
        (Some(stem), _) => format!("{stem}_sid"),
        (None, "sid" | "sids") => format!("{owner}_sid"),
        (None, name) => format!("{}_sid", singular(name)),
    }
}

fn docs(rust: &str) -> Docs {
    let noun = rust
        .trim_end_matches("Sid")
        .to_snake_case()
        .replace('_', " ");
    let article = if noun.starts_with(['a', 'e', 'i', 'o']) {
        "an"
    } else {
        "a"
    };
    Docs {
        lines: vec![format!("Identifies {article} {noun}.")],
    }
}

/// Reads `^RN[0-9a-fA-F]{32}$` and `^[a-zA-Z]{2}[0-9a-fA-F]{32}$`.
fn parse(pattern: &str) -> Option<Pattern> {
    let body = pattern.strip_prefix('^')?.strip_suffix('$')?;
    let prefix = body
        .strip_suffix("[0-9a-fA-F]{32}")
        .or_else(|| body.strip_suffix("[0-9a-f]{32}"))?;
    match prefix {
        "[a-zA-Z]{2}" | "[A-Z]{2}" => Some(Pattern::Any),
        letters if letters.len() == 2 && letters.chars().all(|c| c.is_ascii_alphabetic()) => {
            Some(Pattern::Kind(letters.to_owned()))
        }
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn kinds_are_named_by_member_owner_or_overlay() {
        let mut sids = Sids::default();
        let mut name = |pattern: &str, named: Option<Value>, member: &str, owner: &str| match sids
            .recognise(pattern, named.as_ref(), member, owner)
        {
            Some(Type::Sid(name)) => name,
            other => format!("{other:?}"),
        };
        let bu = "^BU[0-9a-fA-F]{32}$";
        assert_eq!(
            name(bu, None, "sid", "CustomerProfile"),
            "CustomerProfileSid"
        );
        assert_eq!(
            name(bu, None, "CustomerProfileSid", "x"),
            "CustomerProfileSid"
        );
        assert_eq!(
            name(
                bu,
                Some("CustomerProfileSid".into()),
                "PrimaryProfileSid",
                "x"
            ),
            "CustomerProfileSid"
        );
        assert_eq!(
            name("^[a-zA-Z]{2}[0-9a-fA-F]{32}$", None, "ObjectSid", "x"),
            "Sid"
        );
        assert_eq!(
            name("^ZZ[0-9a-fA-F]{32}$", None, "CustomerProfileSid", "x"),
            "CustomerProfileSidZz"
        );
        let other = "^ZZ[0-9a-fA-F]{32}$";
        assert_eq!(name(other, None, "Sids", "end_user"), "EndUserSid");
        assert_eq!(name(other, None, "ServiceSids", "x"), "ServiceSid");
        assert_eq!(name(other, None, "Policies", "x"), "PolicySid");
        assert_eq!(name("^[a-z]+$", None, "sid", "x"), "None");
    }
}
