//! One page of a list, decoded from and encoded to its envelope: `{meta: {…}, <key>: […]}`, or the
//! members of `meta` beside the items.

use std::fmt;
use std::marker::PhantomData;

use serde::de::{Deserialize, DeserializeSeed, Deserializer, Error as _, MapAccess, Visitor};
use serde::ser::{Serialize, SerializeMap, Serializer};
use serde_json::{Map, Value};

use super::envelope::Envelope;
use super::page_meta::PageMeta;

/// One page of a list.
#[derive(Debug, Clone, PartialEq)]
#[non_exhaustive]
pub struct Page<T> {
    /// The items, in the order of the server.
    pub items: Vec<T>,
    /// What the page tells about itself and its neighbours.
    pub meta: PageMeta,
    /// Members of the envelope that are not known here, as they came.
    pub extra: Map<String, Value>,
    envelope: Envelope,
    has_meta: bool,
}

impl<T> Page<T> {
    /// Returns the name of the envelope's member that holds the items, such as `results`.
    #[must_use]
    pub fn key(&self) -> &'static str {
        self.envelope.key
    }

    /// Looks at the items one by one.
    pub fn iter(&self) -> std::slice::Iter<'_, T> {
        self.items.iter()
    }
}

impl<T> IntoIterator for Page<T> {
    type Item = T;
    type IntoIter = std::vec::IntoIter<T>;

    fn into_iter(self) -> Self::IntoIter {
        self.items.into_iter()
    }
}

impl<'a, T> IntoIterator for &'a Page<T> {
    type Item = &'a T;
    type IntoIter = std::slice::Iter<'a, T>;

    fn into_iter(self) -> Self::IntoIter {
        self.items.iter()
    }
}

impl<T: Serialize> Serialize for Page<T> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let mut map = serializer.serialize_map(None)?;
        if self.has_meta {
            map.serialize_entry("meta", &self.meta)?;
        }
        if self.envelope.is_flat {
            self.meta.write(&mut map)?;
        }
        map.serialize_entry(self.envelope.key, &self.items)?;
        for (name, value) in &self.extra {
            map.serialize_entry(name, value)?;
        }
        map.end()
    }
}

/// Decodes a page of a certain layout.
pub(crate) struct PageSeed<T> {
    envelope: Envelope,
    item: PhantomData<T>,
}

impl<T> PageSeed<T> {
    pub(crate) fn new(envelope: Envelope) -> Self {
        Self {
            envelope,
            item: PhantomData,
        }
    }
}

impl<T> Clone for PageSeed<T> {
    fn clone(&self) -> Self {
        *self
    }
}

impl<T> Copy for PageSeed<T> {}

impl<'de, T: Deserialize<'de>> DeserializeSeed<'de> for PageSeed<T> {
    type Value = Page<T>;

    fn deserialize<D: Deserializer<'de>>(self, deserializer: D) -> Result<Page<T>, D::Error> {
        deserializer.deserialize_map(self)
    }
}

impl<'de, T: Deserialize<'de>> Visitor<'de> for PageSeed<T> {
    type Value = Page<T>;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("a page of a list")
    }

    fn visit_map<A: MapAccess<'de>>(self, mut map: A) -> Result<Page<T>, A::Error> {
        let Envelope { key, is_flat, .. } = self.envelope;
        let (mut items, mut meta, mut extra) = (None, PageMeta::default(), Map::new());
        let mut has_meta = false;
        while let Some(name) = map.next_key::<String>()? {
            if name == key {
                items = Some(map.next_value()?);
            } else if is_flat && meta.read(&name, &mut map)? {
                // Read into its member.
            } else if name == "meta" && !is_flat {
                meta = map.next_value()?;
                has_meta = true;
            } else {
                extra.insert(name, map.next_value()?);
            }
        }
        let items = items.ok_or_else(|| A::Error::missing_field(key))?;
        Ok(Page {
            items,
            meta,
            extra,
            envelope: self.envelope,
            has_meta,
        })
    }
}
