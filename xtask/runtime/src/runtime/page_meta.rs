//! What a page tells beside its items. How pages follow each other is in `pages`.

use std::fmt;

use serde::de::{Deserialize, Deserializer, MapAccess, Visitor};
use serde::ser::{Serialize, SerializeMap, Serializer};
use serde_json::{Map, Value};

/// What a page tells about itself and its neighbours.
///
/// Any member can be absent or null; encoding gives back which of the two it was, and how the
/// member was spelled.
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
    /// The token of the next page, in lists that have tokens and no URLs.
    pub next_token: Option<String>,
    /// The token of the page before, in lists that have tokens and no URLs.
    pub previous_token: Option<String>,
    /// Members that are not known here, as they came. Empty where they stand beside the items:
    /// then they are members of the page.
    pub extra: Map<String, Value>,
    /// How the members that came were spelled, in the order of `MEMBERS`.
    spelled: [Option<&'static str>; MEMBERS.len()],
}

/// The spellings of each member; the first one is for members that were set here.
const MEMBERS: [&[&str]; 9] = [
    &["page"],
    &["page_size", "pageSize"],
    &[
        "first_page_url",
        "first_page_uri",
        "firstPageUrl",
        "firstPageUri",
    ],
    &[
        "previous_page_url",
        "previous_page_uri",
        "previousPageUrl",
        "previousPageUri",
    ],
    &["url", "uri"],
    &[
        "next_page_url",
        "next_page_uri",
        "nextPageUrl",
        "nextPageUri",
    ],
    &["key"],
    &[
        "next_token",
        "nextToken",
        "next_page_token",
        "nextPageToken",
    ],
    &[
        "previous_token",
        "previousToken",
        "previous_page_token",
        "previousPageToken",
    ],
];

const NEXT_PAGE_URL: usize = 5;
const NEXT_TOKEN: usize = 7;

/// A member to write into, and one to read from.
enum Slot<N, T> {
    Number(N),
    Text(T),
}

impl PageMeta {
    fn slot(&mut self, member: usize) -> Slot<&mut Option<i64>, &mut Option<String>> {
        match member {
            0 => Slot::Number(&mut self.page),
            1 => Slot::Number(&mut self.page_size),
            2 => Slot::Text(&mut self.first_page_url),
            3 => Slot::Text(&mut self.previous_page_url),
            4 => Slot::Text(&mut self.url),
            NEXT_PAGE_URL => Slot::Text(&mut self.next_page_url),
            6 => Slot::Text(&mut self.key),
            NEXT_TOKEN => Slot::Text(&mut self.next_token),
            _ => Slot::Text(&mut self.previous_token),
        }
    }

    fn values(&self) -> [Slot<Option<i64>, &Option<String>>; MEMBERS.len()] {
        [
            Slot::Number(self.page),
            Slot::Number(self.page_size),
            Slot::Text(&self.first_page_url),
            Slot::Text(&self.previous_page_url),
            Slot::Text(&self.url),
            Slot::Text(&self.next_page_url),
            Slot::Text(&self.key),
            Slot::Text(&self.next_token),
            Slot::Text(&self.previous_token),
        ]
    }

    /// Reads the value of a member that is known; false where it is not, with nothing read. A
    /// second spelling of a member is not known.
    pub(crate) fn read<'de, A: MapAccess<'de>>(
        &mut self,
        name: &str,
        map: &mut A,
    ) -> Result<bool, A::Error> {
        let known = MEMBERS.iter().enumerate().find_map(|(member, spellings)| {
            let spelling = spellings.iter().find(|spelling| **spelling == name)?;
            Some((member, *spelling))
        });
        let Some((member, spelling)) = known else {
            return Ok(false);
        };
        match self.spelled.get_mut(member) {
            Some(free @ None) => *free = Some(spelling),
            _ => return Ok(false),
        }
        match self.slot(member) {
            Slot::Number(number) => *number = map.next_value()?,
            Slot::Text(text) => *text = map.next_value()?,
        }
        Ok(true)
    }

    /// Writes the members that are known.
    pub(crate) fn write<M: SerializeMap>(&self, map: &mut M) -> Result<(), M::Error> {
        for ((value, spelled), spellings) in self.values().iter().zip(self.spelled).zip(MEMBERS) {
            let own = spellings.first().copied().unwrap_or_default();
            match (value, spelled) {
                (Slot::Number(None) | Slot::Text(None), None) => {}
                (Slot::Number(value), name) => {
                    map.serialize_entry(name.unwrap_or(own), value)?;
                }
                (Slot::Text(value), name) => map.serialize_entry(name.unwrap_or(own), value)?,
            }
        }
        Ok(())
    }

    /// The name and the text of the link to the next page: its URL, or else its token.
    pub(crate) fn next(&self) -> Option<(&'static str, NextPage<'_>)> {
        let name = |member: usize| self.spelled.get(member).copied().flatten();
        if let Some(url) = self.next_page_url.as_deref().filter(|url| !url.is_empty()) {
            let name = name(NEXT_PAGE_URL).unwrap_or("next_page_url");
            return Some((name, NextPage::Url(url)));
        }
        let token = self
            .next_token
            .as_deref()
            .filter(|token| !token.is_empty())?;
        let name = name(NEXT_TOKEN).unwrap_or("next_token");
        Some((name, NextPage::Token(token)))
    }
}

/// What leads to the next page.
pub(crate) enum NextPage<'a> {
    Url(&'a str),
    Token(&'a str),
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
                    if !meta.read(&name, &mut map)? {
                        meta.extra.insert(name, map.next_value()?);
                    }
                }
                Ok(meta)
            }
        }

        deserializer.deserialize_map(Members)
    }
}

impl Serialize for PageMeta {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let mut map = serializer.serialize_map(None)?;
        self.write(&mut map)?;
        for (name, value) in &self.extra {
            map.serialize_entry(name, value)?;
        }
        map.end()
    }
}
