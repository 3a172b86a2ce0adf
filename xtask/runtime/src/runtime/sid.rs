//! String identifiers: the general `Sid`, and the macro for one type per kind.
//!
//! Strict when built from what a user gives, lenient when decoded from a response: a server that
//! changes its identifiers must not make every response undecodable.

use std::fmt;
use std::str::FromStr;

use serde::{Deserialize, Serialize};

use super::error::InvalidInput;

/// Kinds that users mix up, by prefix. Only for error messages.
const KNOWN: &[(&str, &str)] = &[
    ("AC", "account"),
    ("AD", "address"),
    ("BU", "customer profile or trust product"),
    ("BV", "entity assignment"),
    ("EL", "evaluation"),
    ("IT", "end user"),
    ("OY", "end-user type or supporting-document type"),
    ("PN", "phone number"),
    ("RA", "channel endpoint assignment"),
    ("RD", "supporting document"),
    ("RN", "policy"),
    ("SK", "API key"),
];

const LENGTH: usize = 34;

/// Whether `value` is two letters and 32 hexadecimal digits, with these two letters if any are given.
fn is_sid(prefix: Option<&str>, value: &str) -> bool {
    let bytes = value.as_bytes();
    let (Some(letters), Some(digits)) = (bytes.get(..2), bytes.get(2..)) else {
        return false;
    };
    bytes.len() == LENGTH
        && letters.iter().all(u8::is_ascii_alphabetic)
        && digits.iter().all(u8::is_ascii_hexdigit)
        && prefix.is_none_or(|prefix| letters == prefix.as_bytes())
}

/// Checks a SID that a user gave. The error names what was expected, and of the value at most its
/// first two characters and its length: people paste secrets into the wrong place.
fn check_sid(kind: &'static str, prefix: Option<&str>, value: &str) -> Result<(), InvalidInput> {
    if is_sid(prefix, value) {
        return Ok(());
    }
    let expected = match prefix {
        Some(prefix) => format!("must be `{prefix}` and 32 hexadecimal digits"),
        None => "must be two letters and 32 hexadecimal digits".to_owned(),
    };
    let known = value
        .get(..2)
        .and_then(|start| KNOWN.iter().find(|(prefix, _)| *prefix == start));
    let found = match known {
        _ if value.is_empty() => "the value is empty".to_owned(),
        Some((other, name))
            if is_sid(None, value) && prefix.is_some_and(|prefix| prefix != *other) =>
        {
            format!("the value starts with `{other}`, as the SID of another kind does ({name})")
        }
        _ => {
            let start: String = value
                .chars()
                .take(2)
                .flat_map(char::escape_default)
                .collect();
            format!(
                "the value starts with `{start}` and has {} characters",
                value.chars().count()
            )
        }
    };
    Err(InvalidInput::new(kind, format!("{expected}; {found}")))
}

/// A SID of any kind: two letters that tell the kind, and 32 hexadecimal digits.
///
/// Each typed SID converts into it, and is accepted where it is.
#[derive(Clone, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(transparent)]
pub struct Sid(String);

impl Sid {
    /// Checks a value and makes a SID of it.
    ///
    /// # Errors
    ///
    /// `InvalidInput` where the value is not two letters and 32 hexadecimal digits. The message
    /// shows at most the first two characters of the value.
    pub fn new(value: impl Into<String>) -> Result<Self, InvalidInput> {
        Self::of_kind("Sid", None, value.into())
    }

    /// Checks a value as a SID of one kind.
    #[doc(hidden)]
    pub fn of_kind(
        kind: &'static str,
        prefix: Option<&str>,
        value: String,
    ) -> Result<Self, InvalidInput> {
        check_sid(kind, prefix, &value)?;
        Ok(Self(value))
    }

    /// Returns the SID as text.
    #[must_use]
    pub fn as_str(&self) -> &str {
        &self.0
    }

    /// Returns whether this is two letters and 32 hexadecimal digits.
    ///
    /// False only for one that came in a response, where any text is accepted.
    #[must_use]
    pub fn is_well_formed(&self) -> bool {
        is_sid(None, &self.0)
    }

    /// Returns the two letters that tell the kind; absent where a response held something else.
    #[must_use]
    pub fn prefix(&self) -> Option<&str> {
        self.0.get(..2).filter(|_| self.is_well_formed())
    }
}

impl fmt::Debug for Sid {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        fmt::Debug::fmt(&self.0, f)
    }
}

impl fmt::Display for Sid {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.pad(&self.0)
    }
}

impl AsRef<str> for Sid {
    fn as_ref(&self) -> &str {
        &self.0
    }
}

impl AsRef<Sid> for Sid {
    fn as_ref(&self) -> &Sid {
        self
    }
}

impl FromStr for Sid {
    type Err = InvalidInput;

    fn from_str(value: &str) -> Result<Self, InvalidInput> {
        Self::new(value)
    }
}

impl TryFrom<&str> for Sid {
    type Error = InvalidInput;

    fn try_from(value: &str) -> Result<Self, InvalidInput> {
        Self::new(value)
    }
}

impl TryFrom<String> for Sid {
    type Error = InvalidInput;

    fn try_from(value: String) -> Result<Self, InvalidInput> {
        Self::new(value)
    }
}

impl From<Sid> for String {
    fn from(sid: Sid) -> Self {
        sid.0
    }
}

/// Gives an emitted newtype the ways of a SID of one kind: `sid!(PolicySid, "RN");`.
///
/// The struct itself, a tuple of one [`Sid`], stands beside the call, so that its documentation is
/// emitted with it. An endpoint function takes `impl AsRef<PolicySid>`: the kind itself, owned or
/// borrowed, and nothing else. Where any kind may stand it takes `impl AsRef<Sid>`.
#[allow(unused_macros, reason = "not every document has SIDs")]
macro_rules! sid {
    ($name:ident, $prefix:literal) => {
        impl $name {
            /// The two letters that SIDs of this kind start with.
            pub const PREFIX: &'static str = $prefix;

            /// Checks a value and makes a SID of it.
            ///
            /// # Errors
            ///
            /// `InvalidInput` where the value does not have the shape of this kind of SID. The
            /// message shows at most the first two characters of the value.
            pub fn new(
                value: impl ::std::convert::Into<::std::string::String>,
            ) -> ::std::result::Result<Self, $crate::runtime::InvalidInput> {
                $crate::runtime::Sid::of_kind(
                    ::std::stringify!($name),
                    ::std::option::Option::Some($prefix),
                    value.into(),
                )
                .map(Self)
            }

            /// Returns the SID as text.
            #[must_use]
            pub fn as_str(&self) -> &str {
                self.0.as_str()
            }

            /// Returns whether this SID has the shape of its kind.
            ///
            /// False only for one that came in a response, where any text is accepted.
            #[must_use]
            pub fn is_well_formed(&self) -> bool {
                self.0.prefix() == ::std::option::Option::Some($prefix)
            }
        }

        impl ::std::fmt::Debug for $name {
            fn fmt(&self, f: &mut ::std::fmt::Formatter<'_>) -> ::std::fmt::Result {
                ::std::fmt::Debug::fmt(&self.0, f)
            }
        }

        impl ::std::fmt::Display for $name {
            fn fmt(&self, f: &mut ::std::fmt::Formatter<'_>) -> ::std::fmt::Result {
                ::std::fmt::Display::fmt(&self.0, f)
            }
        }

        impl ::std::convert::AsRef<str> for $name {
            fn as_ref(&self) -> &str {
                self.0.as_ref()
            }
        }

        impl ::std::convert::AsRef<$name> for $name {
            fn as_ref(&self) -> &$name {
                self
            }
        }

        impl ::std::convert::AsRef<$crate::runtime::Sid> for $name {
            fn as_ref(&self) -> &$crate::runtime::Sid {
                &self.0
            }
        }

        impl ::std::str::FromStr for $name {
            type Err = $crate::runtime::InvalidInput;

            fn from_str(value: &str) -> ::std::result::Result<Self, Self::Err> {
                Self::new(value)
            }
        }

        impl ::std::convert::TryFrom<&str> for $name {
            type Error = $crate::runtime::InvalidInput;

            fn try_from(value: &str) -> ::std::result::Result<Self, Self::Error> {
                Self::new(value)
            }
        }

        impl ::std::convert::TryFrom<::std::string::String> for $name {
            type Error = $crate::runtime::InvalidInput;

            fn try_from(value: ::std::string::String) -> ::std::result::Result<Self, Self::Error> {
                Self::new(value)
            }
        }

        impl ::std::convert::From<$name> for $crate::runtime::Sid {
            fn from(sid: $name) -> Self {
                sid.0
            }
        }

        impl ::std::convert::From<$name> for ::std::string::String {
            fn from(sid: $name) -> Self {
                ::std::convert::Into::into(sid.0)
            }
        }
    };
}
#[allow(unused_imports, reason = "not every document has SIDs")]
pub(crate) use sid;
