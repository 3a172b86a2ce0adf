//! Enums that servers may extend: conversions for an emitted enum with an `Unknown(String)` variant.

use std::fmt;
use std::marker::PhantomData;

use serde::de::{Deserializer, Visitor};

/// Decodes a string without allocating for the values that are known.
#[allow(dead_code, reason = "used by `open_enum!` in emitted code")]
pub(crate) fn visit_open_enum<'de, D, T>(deserializer: D) -> Result<T, D::Error>
where
    D: Deserializer<'de>,
    T: for<'a> From<&'a str> + From<String>,
{
    struct Text<T>(PhantomData<T>);

    impl<T: for<'a> From<&'a str> + From<String>> Visitor<'_> for Text<T> {
        type Value = T;

        fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
            f.write_str("a string")
        }

        fn visit_str<E>(self, value: &str) -> Result<T, E> {
            Ok(T::from(value))
        }

        fn visit_string<E>(self, value: String) -> Result<T, E> {
            Ok(T::from(value))
        }
    }

    deserializer.deserialize_str(Text(PhantomData))
}

/// Gives an emitted enum its wire names:
/// `open_enum!(Status { Draft = "draft", InReview = "in-review" });`.
///
/// The enum itself stands beside the call, so that its documentation is emitted with it. It has
/// one variant without fields for each value and one `Unknown(String)`, and derives
/// `Debug, Clone, PartialEq, Eq, Hash`. Where the API is known to spell one value in several ways
/// (`Draft = "DRAFT" | "draft"`) all of them decode, and the first is what is sent: a variant does
/// not remember how it was spelled.
#[allow(unused_macros, reason = "not every document has enums")]
macro_rules! open_enum {
    ($name:ident { $($variant:ident = $wire:literal $(| $alias:literal)*),+ $(,)? }) => {
        impl $name {
            /// The values that were known when this crate was generated, in document order.
            pub const ALL: &'static [Self] = &[$(Self::$variant),+];

            /// Returns the value as it stands in requests and responses.
            #[must_use]
            pub fn as_str(&self) -> &str {
                match self {
                    $(Self::$variant => $wire,)+
                    Self::Unknown(value) => value,
                }
            }

            /// Returns whether the value was known when this crate was generated.
            #[must_use]
            pub fn is_known(&self) -> bool {
                !::std::matches!(self, Self::Unknown(_))
            }
        }

        impl ::std::fmt::Display for $name {
            fn fmt(&self, f: &mut ::std::fmt::Formatter<'_>) -> ::std::fmt::Result {
                f.pad(self.as_str())
            }
        }

        impl ::std::convert::AsRef<str> for $name {
            fn as_ref(&self) -> &str {
                self.as_str()
            }
        }

        impl ::std::convert::From<&str> for $name {
            fn from(value: &str) -> Self {
                match value {
                    $($wire $(| $alias)* => Self::$variant,)+
                    other => Self::Unknown(::std::borrow::ToOwned::to_owned(other)),
                }
            }
        }

        impl ::std::convert::From<::std::string::String> for $name {
            fn from(value: ::std::string::String) -> Self {
                match value.as_str() {
                    $($wire $(| $alias)* => Self::$variant,)+
                    _ => Self::Unknown(value),
                }
            }
        }

        impl ::std::str::FromStr for $name {
            type Err = ::std::convert::Infallible;

            // Not `Self::Err`: that could be a value of the document.
            fn from_str(
                value: &str,
            ) -> ::std::result::Result<Self, ::std::convert::Infallible> {
                ::std::result::Result::Ok(<Self as ::std::convert::From<&str>>::from(value))
            }
        }

        impl ::serde::Serialize for $name {
            fn serialize<S: ::serde::Serializer>(
                &self,
                serializer: S,
            ) -> ::std::result::Result<S::Ok, S::Error> {
                serializer.serialize_str(self.as_str())
            }
        }

        impl<'de> ::serde::Deserialize<'de> for $name {
            fn deserialize<D: ::serde::Deserializer<'de>>(
                deserializer: D,
            ) -> ::std::result::Result<Self, D::Error> {
                $crate::runtime::visit_open_enum(deserializer)
            }
        }
    };
}
#[allow(unused_imports, reason = "not every document has enums")]
pub(crate) use open_enum;
