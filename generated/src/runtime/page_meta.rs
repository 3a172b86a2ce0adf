//! The `meta` object of a page. How pages follow each other is in `pages`.

use std::fmt;

use serde::de::{Deserialize, Deserializer, MapAccess, Visitor};
use serde::ser::{Serialize, SerializeMap, Serializer};
use serde_json::{Map, Value};

/// What a page tells about itself and its neighbours.
///
/// Any member can be absent or null; encoding gives back which of the two it was.
#[derive(Debug, Clone, Default, PartialEq)]
#[non_exhaustive]
pub struct PageMeta {
    /// The number of this page, from 0.
    pub page: Option<i64>,
    /// How many items a full page has.
    pub page_size: Option<i64>,
    /// The URL of the first page.
    pub first_page_url: Option<String>,
    /// The URL of the page before; none on the first page.
    pub previous_page_url: Option<String>,
    /// The URL of this page.
    pub url: Option<String>,
    /// The URL of the next page; none on the last page.
    pub next_page_url: Option<String>,
    /// The name of the member that holds the items.
    pub key: Option<String>,
    /// Members that are not known here, as they came.
    pub extra: Map<String, Value>,
    /// Members that came as null.
    nulls: Vec<&'static str>,
}

impl PageMeta {
    fn number(&mut self, name: &str) -> Option<(&'static str, &mut Option<i64>)> {
        Some(match name {
            "page" => ("page", &mut self.page),
            "page_size" => ("page_size", &mut self.page_size),
            _ => return None,
        })
    }

    fn text(&mut self, name: &str) -> Option<(&'static str, &mut Option<String>)> {
        Some(match name {
            "first_page_url" => ("first_page_url", &mut self.first_page_url),
            "previous_page_url" => ("previous_page_url", &mut self.previous_page_url),
            "url" => ("url", &mut self.url),
            "next_page_url" => ("next_page_url", &mut self.next_page_url),
            "key" => ("key", &mut self.key),
            _ => return None,
        })
    }
}

impl<'de> Deserialize<'de> for PageMeta {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        struct Members;

        impl<'de> Visitor<'de> for Members {
            type Value = PageMeta;

            fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                f.write_str("the meta object of a page")
            }

            fn visit_map<A: MapAccess<'de>>(self, mut map: A) -> Result<PageMeta, A::Error> {
                let mut meta = PageMeta::default();
                while let Some(name) = map.next_key::<String>()? {
                    let null = if let Some((name, member)) = meta.text(&name) {
                        *member = map.next_value()?;
                        member.is_none().then_some(name)
                    } else if let Some((name, member)) = meta.number(&name) {
                        *member = map.next_value()?;
                        member.is_none().then_some(name)
                    } else {
                        meta.extra.insert(name, map.next_value()?);
                        None
                    };
                    meta.nulls.extend(null);
                }
                Ok(meta)
            }
        }

        deserializer.deserialize_map(Members)
    }
}

impl Serialize for PageMeta {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let numbers = [("page", self.page), ("page_size", self.page_size)];
        let texts = [
            ("first_page_url", &self.first_page_url),
            ("previous_page_url", &self.previous_page_url),
            ("url", &self.url),
            ("next_page_url", &self.next_page_url),
            ("key", &self.key),
        ];
        let mut map = serializer.serialize_map(None)?;
        for (name, value) in numbers {
            if value.is_some() || self.nulls.contains(&name) {
                map.serialize_entry(name, &value)?;
            }
        }
        for (name, value) in texts {
            if value.is_some() || self.nulls.contains(&name) {
                map.serialize_entry(name, value)?;
            }
        }
        for (name, value) in &self.extra {
            map.serialize_entry(name, value)?;
        }
        map.end()
    }
}
