//! Values of one of several types: conversions for an emitted enum with an `Unknown(Value)` variant.

use std::cmp::Reverse;

use serde::de::{Deserialize, Deserializer};
use serde::ser::{Serialize, Serializer};
use serde_json::{Map, Value};

/// How well a value fits an alternative, before it is decoded.
#[derive(Debug, Clone, Copy)]
#[allow(dead_code, reason = "what is used depends on the document")]
pub(crate) enum Fit {
    /// As well as any other value of its type.
    Alike,
    /// Any text.
    Text,
    /// These texts better than others.
    Values(&'static [&'static str]),
    /// The better the more of these members it has.
    Members(&'static [&'static str]),
    /// As well as its elements.
    Each(&'static Fit),
}

/// What is known, and of that which should be there, what is absent: more of the first is better,
/// then less of the second.
type Score = (usize, Reverse<usize>);

impl Fit {
    fn score(self, value: &Value) -> Score {
        match (self, value) {
            (Self::Text, Value::String(_)) => (1, Reverse(0)),
            (Self::Values(known), Value::String(text)) if known.contains(&text.as_str()) => {
                (2, Reverse(0))
            }
            (Self::Members(known), Value::Object(object)) => {
                let found = known.iter().filter(|name| object.contains_key(**name));
                let found = found.count();
                (found, Reverse(known.len() - found))
            }
            (Self::Each(fit), Value::Array(list)) => {
                let scores = list.iter().map(|element| fit.score(element));
                scores.fold((0, Reverse(0)), |(a, Reverse(b)), (c, Reverse(d))| {
                    (a + c, Reverse(b + d))
                })
            }
            _ => (0, Reverse(0)),
        }
    }
}

/// One type of a union.
#[allow(dead_code, reason = "used by `one_of!` in emitted code")]
pub(crate) struct Alternative<T: 'static> {
    /// Values of the tag that mean it.
    pub(crate) tags: &'static [&'static str],
    pub(crate) decode: fn(&Value) -> Option<T>,
}

/// Decodes the alternative that the tag names, or that the value fits best; what fits none is kept.
#[allow(dead_code, reason = "used by `one_of!` in emitted code")]
pub(crate) fn decode_union<'de, D, T>(
    deserializer: D,
    tag: &[&str],
    fits: &[Fit],
    alternatives: &[Alternative<T>],
    unknown: fn(Value) -> T,
) -> Result<T, D::Error>
where
    D: Deserializer<'de>,
{
    let value = Value::deserialize(deserializer)?;
    let named = tag
        .first()
        .map(|tag| value.get(*tag).and_then(Value::as_str));
    let mut candidates: Vec<(Score, &Alternative<T>)> = alternatives
        .iter()
        .zip(fits)
        .filter(|(one, _)| match named {
            Some(Some(name)) => one.tags.contains(&name),
            Some(None) => false,
            None => true,
        })
        .map(|(one, fit)| (fit.score(&value), one))
        .collect();
    // Stable: of two that fit alike the first of the document is tried first.
    candidates.sort_by_key(|(score, _)| Reverse(*score));
    let decoded = candidates.iter().find_map(|(_, one)| (one.decode)(&value));
    Ok(decoded.unwrap_or_else(|| unknown(value)))
}

/// Encodes an alternative, with its tag where the value does not have it itself.
#[allow(dead_code, reason = "used by `one_of!` in emitted code")]
pub(crate) fn encode_alternative<T: Serialize, S: Serializer>(
    value: &T,
    tag: &[&str],
    names: &[&str],
    serializer: S,
) -> Result<S::Ok, S::Error> {
    let (Some(tag), Some(name)) = (tag.first(), names.first()) else {
        return value.serialize(serializer);
    };
    let mut encoded = serde_json::to_value(value).map_err(serde::ser::Error::custom)?;
    if let Value::Object(object) = &mut encoded
        && !has(object, tag)
    {
        object.insert((*tag).to_owned(), Value::from(*name));
    }
    encoded.serialize(serializer)
}

fn has(object: &Map<String, Value>, name: &str) -> bool {
    object.get(name).is_some_and(|value| !value.is_null())
}

/// Gives an emitted enum its conversions:
/// `one_of!(Message by "channel" { Sms(Sms) = "SMS": Alike, Email(Email) = "EMAIL": Alike });`.
///
/// The enum itself stands beside the call, so that its documentation is emitted with it. It has one
/// variant for each alternative and one `Unknown(serde_json::Value)`. Where there is a tag, its
/// value names the alternative; else the best match holds (`Fit`). Decoding never fails: what no
/// alternative takes is kept as `Unknown`, which `Debug` does not show: it may be an alternative with
/// personal data that failed to decode.
#[allow(unused_macros, reason = "not every document has unions")]
macro_rules! one_of {
    ($name:ident $(by $tag:literal)? {
        $($variant:ident($ty:ty) $(= $value:literal $(| $more:literal)*)? : $fit:expr),+ $(,)?
    }) => {
        impl ::std::fmt::Debug for $name {
            fn fmt(&self, f: &mut ::std::fmt::Formatter<'_>) -> ::std::fmt::Result {
                match self {
                    $(Self::$variant(value) => {
                        f.debug_tuple(stringify!($variant)).field(value).finish()
                    })+
                    Self::Unknown(_) => {
                        f.debug_tuple("Unknown").field(&$crate::runtime::Redacted).finish()
                    }
                }
            }
        }

        const _: () = {
            /// The tag, where there is one.
            const TAG: &[&str] = &[$($tag)?];

            impl ::serde::Serialize for $name {
                fn serialize<S: ::serde::Serializer>(
                    &self,
                    serializer: S,
                ) -> ::std::result::Result<S::Ok, S::Error> {
                    match self {
                        $(Self::$variant(value) => $crate::runtime::encode_alternative(
                            value,
                            TAG,
                            &[$($value $(, $more)*)?],
                            serializer,
                        ),)+
                        Self::Unknown(value) => ::serde::Serialize::serialize(value, serializer),
                    }
                }
            }

            impl<'de> ::serde::Deserialize<'de> for $name {
                fn deserialize<D: ::serde::Deserializer<'de>>(
                    deserializer: D,
                ) -> ::std::result::Result<Self, D::Error> {
                    const FITS: &[$crate::runtime::Fit] = {
                        #[allow(unused_imports)]
                        use $crate::runtime::Fit::{Alike, Each, Members, Text, Values};
                        &[$($fit),+]
                    };
                    $crate::runtime::decode_union(
                        deserializer,
                        TAG,
                        FITS,
                        &[$($crate::runtime::Alternative {
                            tags: &[$($value $(, $more)*)?],
                            decode: |value| {
                                <$ty as ::serde::Deserialize>::deserialize(value)
                                    .map(Self::$variant)
                                    .ok()
                            },
                        }),+],
                        Self::Unknown,
                    )
                }
            }
        };

        $(impl ::std::convert::From<$ty> for $name {
            fn from(value: $ty) -> Self {
                Self::$variant(value)
            }
        })+
    };
}
#[allow(unused_imports, reason = "not every document has unions")]
pub(crate) use one_of;
