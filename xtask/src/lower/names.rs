//! Names: how a spelling of the wire becomes a Rust identifier, and who gets it when two want it.
//!
//! Responsible for: casing, keywords, symbols, digits, reserved names and collisions.
//! Not for: choosing what a thing is called (`modules`, `functions`, `models`).

use std::collections::{BTreeMap, BTreeSet};

use heck::{ToSnakeCase, ToUpperCamelCase};

use crate::ir::Name;

use super::reserved;

/// Longest name of what becomes a file, in the crate or in its documentation: file systems have
/// limits. Two that are the same once cut are numbered.
const MAX_ITEM: usize = 120;

/// Letters of the longest keyword: `abstract`, `continue`, `override`.
const LONGEST_KEYWORD: usize = 8;

/// What kind of thing is named: each kind has its own casing and its own reserved names.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Kind {
    /// A struct or enum.
    Type,
    /// A SID newtype; all of them stand in the crate root.
    Sid,
    /// A variant of an enum.
    Variant,
    /// A field of a struct.
    Field,
    /// An argument or a setter of an operation.
    Parameter,
    /// An endpoint function.
    Function,
    /// A module.
    Module,
}

impl Kind {
    fn reserves(self, name: &str) -> bool {
        let names = match self {
            Self::Type => reserved::TYPES,
            Self::Sid => return reserved::TYPES.contains(&name) || reserved::ROOT.contains(&name),
            Self::Variant => reserved::VARIANTS,
            Self::Field => reserved::FIELDS,
            Self::Parameter => reserved::SETTERS,
            Self::Function => &[],
            Self::Module => reserved::MODULES,
        };
        names.contains(&name)
    }

    fn is_item(self) -> bool {
        matches!(self, Self::Type | Self::Sid | Self::Function | Self::Module)
    }

    fn is_camel(self) -> bool {
        matches!(self, Self::Type | Self::Sid | Self::Variant)
    }
}

/// The Rust identifier for a spelling of the wire, without regard to other names.
pub(super) fn identifier(kind: Kind, wire: &str) -> String {
    let mut cased = if kind.is_camel() {
        spell(wire).to_upper_camel_case()
    } else {
        snake(wire)
    };
    if kind.is_item() && cased.len() > MAX_ITEM {
        cased.truncate(MAX_ITEM);
        cased.truncate(cased.trim_end_matches('_').len());
    }
    let cased = match cased.chars().next() {
        None if kind.is_camel() => "Empty".to_owned(),
        None => "empty".to_owned(),
        Some(first) if first.is_ascii_digit() && kind.is_camel() => format!("Value{cased}"),
        Some(first) if first.is_ascii_digit() => format!("value_{cased}"),
        Some(_) => cased,
    };
    protect(kind, cased)
}

/// Snake case as it comes, which need not be an identifier.
pub(super) fn snake(wire: &str) -> String {
    spell(wire).to_snake_case()
}

/// Moves a name out of the way of keywords and reserved names.
fn protect(kind: Kind, cased: String) -> String {
    if kind.reserves(&cased) || reserved::NEVER_RAW.contains(&cased.as_str()) {
        return match kind {
            Kind::Sid => format!("{cased}Sid"),
            Kind::Type | Kind::Variant => format!("{cased}Value"),
            _ => format!("{cased}_"),
        };
    }
    if is_keyword(&cased) {
        // A raw module would want a file of that name with `r#` outside and none inside.
        return if kind == Kind::Module {
            format!("{cased}_")
        } else {
            format!("r#{cased}")
        };
    }
    cased
}

/// Words in place of what no identifier can hold.
///
/// `<` and `>` at the end are the vendor's spelling of "before" and "after" a time.
fn spell(wire: &str) -> String {
    let mut wire = wire;
    let mut suffix = "";
    if let Some(rest) = wire.strip_suffix('<').filter(|rest| !rest.is_empty()) {
        (wire, suffix) = (rest, " before");
    } else if let Some(rest) = wire.strip_suffix('>').filter(|rest| !rest.is_empty()) {
        (wire, suffix) = (rest, " after");
    }
    let has_letters = wire.chars().any(|c| c.is_ascii_alphanumeric());
    let mut words = String::with_capacity(wire.len());
    let negative = |rest: &str| rest.starts_with(|c: char| c.is_ascii_digit());
    if wire.strip_prefix('-').is_some_and(negative) {
        words.push_str("minus ");
    }
    for c in wire.chars() {
        match c {
            'a'..='z' | 'A'..='Z' | '0'..='9' => words.push(c),
            '+' => words.push_str(" plus "),
            '<' => words.push_str(" less than "),
            '>' => words.push_str(" greater than "),
            '=' => words.push_str(" equal "),
            '!' => words.push_str(" not "),
            '*' => words.push_str(" star "),
            '%' => words.push_str(" percent "),
            '&' => words.push_str(" and "),
            '|' => words.push_str(" or "),
            '#' if !has_letters => words.push_str(" hash "),
            '-' if !has_letters => words.push_str(" minus "),
            '.' if !has_letters => words.push_str(" dot "),
            '/' if !has_letters => words.push_str(" slash "),
            c if c.is_ascii() => words.push(' '),
            c => {
                use std::fmt::Write as _;
                // Writing to a string cannot fail.
                let _ = write!(words, " u{:04x} ", u32::from(c));
            }
        }
    }
    words.push_str(suffix);
    words
}

fn is_keyword(word: &str) -> bool {
    // `syn` knows the keywords of every edition it parses; `gen` is one from 2024 on. Asking it takes
    // long, and most names are longer than any keyword, or several words.
    let may_be = word.len() <= LONGEST_KEYWORD && !word.contains('_');
    word == "gen" || (may_be && syn::parse_str::<syn::Ident>(word).is_err())
}

/// A set of names that must differ from each other.
#[derive(Debug, Clone, Default)]
pub(super) struct Scope {
    taken: BTreeSet<String>,
    /// The last number given to each name.
    numbers: BTreeMap<String, usize>,
}

impl Scope {
    /// A scope in which these names are taken.
    pub(super) fn without(names: &[&str]) -> Self {
        Self {
            taken: names.iter().map(|name| (*name).to_owned()).collect(),
            numbers: BTreeMap::new(),
        }
    }

    /// Takes the first candidate that is free; numbers the last one where none is.
    pub(super) fn claim(&mut self, kind: Kind, candidates: &[&str]) -> String {
        for candidate in candidates {
            let name = identifier(kind, candidate);
            if self.taken.insert(plain(&name)) {
                return name;
            }
        }
        let last = identifier(kind, candidates.last().copied().unwrap_or_default());
        let base = plain(&last).trim_end_matches('_').to_owned();
        let separator = if kind.is_camel() { "" } else { "_" };
        loop {
            let number = self.numbers.entry(base.clone()).or_insert(1);
            *number += 1;
            let name = format!("{base}{separator}{number}");
            if self.taken.insert(name.clone()) {
                return name;
            }
        }
    }

    /// Takes a name for a spelling of the wire.
    pub(super) fn name(&mut self, kind: Kind, wire: &str) -> Name {
        Name {
            wire: wire.to_owned(),
            rust: self.claim(kind, &[wire]),
        }
    }
}

/// What two names must not share: `r#type` and `type` are one.
fn plain(name: &str) -> String {
    name.strip_prefix("r#").unwrap_or(name).to_owned()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn wire_spellings_become_identifiers() {
        for (kind, wire, rust) in [
            (Kind::Field, "FriendlyName", "friendly_name"),
            (Kind::Field, "type", "r#type"),
            (Kind::Field, "gen", "r#gen"),
            (Kind::Field, "self", "self_"),
            (Kind::Field, "extra", "extra_"),
            (Kind::Field, "2fa", "value_2fa"),
            (Kind::Field, "", "empty"),
            (Kind::Field, "+", "plus"),
            (Kind::Field, "größe", "gr_u00f6_u00df_e"),
            (Kind::Parameter, "StartTime<", "start_time_before"),
            (Kind::Parameter, "StartTime>", "start_time_after"),
            (Kind::Parameter, "Send", "send_"),
            (Kind::Variant, "UK:CRN", "UkCrn"),
            (Kind::Variant, "pending-review", "PendingReview"),
            (Kind::Variant, "PENDING_REVIEW", "PendingReview"),
            (Kind::Variant, "unknown", "UnknownValue"),
            (Kind::Variant, "Self", "SelfValue"),
            (Kind::Variant, "1080p", "Value1080p"),
            (Kind::Variant, "-1", "Minus1"),
            (Kind::Variant, "1-2", "Value12"),
            (Kind::Variant, ">=", "GreaterThanEqual"),
            (Kind::Type, "option", "OptionValue"),
            (Kind::Module, "type", "type_"),
            (Kind::Module, "Con", "con_"),
            (Kind::Sid, "PolicySid", "PolicySid"),
            (Kind::Sid, "Date", "DateSid"),
            (Kind::Variant, "err", "Err"),
        ] {
            assert_eq!(identifier(kind, wire), rust, "{kind:?} {wire:?}");
        }
    }

    #[test]
    fn the_second_of_two_equal_names_is_numbered() {
        let mut scope = Scope::default();
        assert_eq!(scope.claim(Kind::Variant, &["a-b"]), "AB");
        assert_eq!(scope.claim(Kind::Variant, &["a_b"]), "AB2");
        assert_eq!(scope.claim(Kind::Field, &["type"]), "r#type");
        assert_eq!(scope.claim(Kind::Field, &["Type"]), "type_2");
        assert_eq!(scope.claim(Kind::Field, &["type", "kind"]), "kind");
    }
}
