//! Names: how a spelling of the wire becomes a Rust identifier, and who gets it when two want it.
//!
//! Responsible for: casing, keywords, symbols, digits, reserved names and collisions.
//! Not for: choosing what a thing is called (`modules`, `functions`, `models`).

use std::collections::BTreeSet;

use heck::{ToSnakeCase, ToUpperCamelCase};

use crate::ir::Name;

/// Names that emitted code uses unqualified; a type of the document must not hide them.
const RESERVED_TYPES: &[&str] = &[
    "Box",
    "Client",
    "Deserialize",
    "Display",
    "Err",
    "Error",
    "Extra",
    "From",
    "Into",
    "Method",
    "None",
    "Ok",
    "Option",
    "Page",
    "Redacted",
    "Request",
    "Response",
    "Result",
    "Self",
    "Serialize",
    "Sid",
    "Some",
    "String",
    "ToString",
    "Vec",
];

/// Variants that every emitted enum has.
const RESERVED_VARIANTS: &[&str] = &["Self", "Unknown"];

/// Methods that every request struct has; a setter must not hide them.
const RESERVED_SETTERS: &[&str] = &[
    "at",
    "clone",
    "into",
    "pages",
    "request",
    "send",
    "send_with_response",
    "stream",
    "with_header",
    "with_retry",
    "with_timeout",
];

/// The member that keeps what the document does not know, and names that emitted bodies use.
const RESERVED_FIELDS: &[&str] = &["extra"];

/// Modules that the crate root has of its own, crates that it names, and names that Windows does
/// not allow as files.
const RESERVED_MODULES: &[&str] = &[
    "alloc",
    "aux",
    "com1",
    "com2",
    "com3",
    "com4",
    "com5",
    "com6",
    "com7",
    "com8",
    "com9",
    "con",
    "core",
    "error",
    "jiff",
    "lib",
    "lpt1",
    "lpt2",
    "lpt3",
    "lpt4",
    "lpt5",
    "lpt6",
    "lpt7",
    "lpt8",
    "lpt9",
    "main",
    "mod",
    "nul",
    "prn",
    "reqwest",
    "runtime",
    "serde",
    "serde_json",
    "sids",
    "std",
    "test",
    "testing",
    "tests",
    "tokio",
    "types",
];

/// Keywords that cannot even be raw identifiers.
const NEVER_RAW: &[&str] = &["crate", "self", "super", "Self", "_"];

/// What kind of thing is named: each kind has its own casing and its own reserved names.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Kind {
    /// A struct, enum or newtype.
    Type,
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
    fn reserved(self) -> &'static [&'static str] {
        match self {
            Self::Type => RESERVED_TYPES,
            Self::Variant => RESERVED_VARIANTS,
            Self::Field => RESERVED_FIELDS,
            Self::Parameter => RESERVED_SETTERS,
            Self::Function => &[],
            Self::Module => RESERVED_MODULES,
        }
    }

    fn is_camel(self) -> bool {
        matches!(self, Self::Type | Self::Variant)
    }
}

/// The Rust identifier for a spelling of the wire, without regard to other names.
pub(super) fn identifier(kind: Kind, wire: &str) -> String {
    let words = spell(wire);
    let cased = if kind.is_camel() {
        words.to_upper_camel_case()
    } else {
        words.to_snake_case()
    };
    let cased = match cased.chars().next() {
        None if kind.is_camel() => "Empty".to_owned(),
        None => "empty".to_owned(),
        Some(first) if first.is_ascii_digit() && kind.is_camel() => format!("Value{cased}"),
        Some(first) if first.is_ascii_digit() => format!("value_{cased}"),
        Some(_) => cased,
    };
    protect(kind, cased)
}

/// Moves a name out of the way of keywords and reserved names.
fn protect(kind: Kind, cased: String) -> String {
    if kind.reserved().contains(&cased.as_str()) || NEVER_RAW.contains(&cased.as_str()) {
        return if kind.is_camel() {
            format!("{cased}Value")
        } else {
            format!("{cased}_")
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
    // `syn` knows the keywords of every edition it parses; `gen` is one from 2024 on.
    word == "gen" || syn::parse_str::<syn::Ident>(word).is_err()
}

/// A set of names that must differ from each other.
#[derive(Debug, Clone, Default)]
pub(super) struct Scope {
    taken: BTreeSet<String>,
}

impl Scope {
    /// Takes the first candidate that is free; numbers the last one where none is.
    pub(super) fn claim(&mut self, kind: Kind, candidates: &[&str]) -> String {
        for candidate in candidates {
            let name = identifier(kind, candidate);
            if self.taken.insert(fold(&name)) {
                return name;
            }
        }
        let last = identifier(kind, candidates.last().copied().unwrap_or_default());
        let base = last.strip_prefix("r#").unwrap_or(&last).to_owned();
        for number in 2_usize.. {
            let name = if kind.is_camel() {
                format!("{base}{number}")
            } else {
                format!("{}_{number}", base.trim_end_matches('_'))
            };
            if self.taken.insert(fold(&name)) {
                return name;
            }
        }
        base
    }

    /// Takes a name for a spelling of the wire.
    pub(super) fn name(&mut self, kind: Kind, wire: &str) -> Name {
        Name {
            wire: wire.to_owned(),
            rust: self.claim(kind, &[wire]),
        }
    }
}

/// What two names must not share: files of modules are the same on systems that ignore case.
fn fold(name: &str) -> String {
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
            (Kind::Variant, ">=", "GreaterThanEqual"),
            (Kind::Type, "option", "OptionValue"),
            (Kind::Module, "type", "type_"),
            (Kind::Module, "Con", "con_"),
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
